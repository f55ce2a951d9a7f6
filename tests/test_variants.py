"""Other spellings, other readings, and what only several words tell."""

import pytest

from articles.language.frequencies import kinds
from articles.language.inflections import unusual_singular
from articles.language.variants import (
    initials,
    modern,
    shared_heads,
    ungrouped,
    unlinked,
    without_points,
)
from articles.language.verbs import infinitive, separated
from articles.language.words import search_terms

kinds()  # once, before anything is timed


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("produkt", "product"),
        ("aktie", "actie"),
        ("electriciteit", "elektriciteit"),
        ("ruggegraat", "ruggengraat"),
        ("product", ""),
        ("klimaat", ""),
        ("oktober", ""),
        ("kado", "cadeau"),
        ("accoord", "akkoord"),
        ("pannekoek", "pannenkoek"),
        ("bessesap", "bessensap"),
        ("nederlandsche", "nederlandse"),
        ("teater", "theater"),
        ("regering", ""),
        ("besteding", ""),
    ],
)
def test_old_spellings_have_the_usual_one(old, new):
    assert modern(old) == new


@pytest.mark.parametrize(
    ("one", "other"),
    [("tijdsverschil", "tijdverschil"), ("trainingsmissies", "trainingsmissie")],
)
def test_however_linked_a_compound_is_one(one, other):
    assert (unlinked(one) or one) == (unlinked(other) or other)


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("De 1.000 banen, 25.000 en 1.500.000", ["1000", "25000", "1500000"]),
        ("10 000 lopers", ["10000"]),
        ("op 12.02.2020 om 1.2345, in 2020", []),
    ],
)
def test_numbers_lose_their_grouping(text, numbers):
    assert list(ungrouped(text)) == numbers


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("J.K. Rowling", ["jk"]),
        ("J. K. Rowling op T.V.", ["jk", "tv"]),
        ("Einde. En dan.", []),
    ],
)
def test_initials_lose_their_points(text, found):
    assert list(initials(text)) == found


@pytest.mark.parametrize(("word", "plain"), [("J.K", "JK"), ("1.000", "1000"), ("raket", "")])
def test_a_word_loses_its_points(word, plain):
    assert without_points(word) == plain


@pytest.mark.parametrize(
    ("text", "compounds"),
    [
        ("in de land- en tuinbouw", ["landbouw"]),
        ("de in- en uitvoer", ["invoer"]),
        ("de ochtend- of avondspits", ["ochtendspits"]),
        ("Jan-Pieter en Annemarie", []),
    ],
)
def test_a_shared_head_belongs_to_both(text, compounds):
    assert list(shared_heads(text)) == compounds


@pytest.mark.parametrize(
    ("form", "verb"),
    [
        ("stal", "stelen"),
        ("kozen", "kiezen"),
        ("verkozen", "verkiezen"),
        ("geprivatiseerde", "privatiseren"),
        ("weken", ""),
        ("x", ""),
    ],
)
def test_a_strong_past_has_its_infinitive(form, verb):
    assert infinitive(form) == verb


@pytest.mark.parametrize(("plural", "noun"), [("graven", "graf"), ("zonen", "zoon"), ("bom", "")])
def test_an_unusual_plural_has_its_singular(plural, noun):
    assert unusual_singular(plural) == noun


@pytest.mark.parametrize(
    ("text", "verbs"),
    [
        ("De minister kondigde dinsdag een onderzoek aan.", ["aankondigen"]),
        ("Het bestuur belooft de taks af te schaffen.", ["afschaffen"]),
        ("Het toestel stortte kort na het opstijgen neer in een meer.", ["neerstorten"]),
        ("De politie hield twee mannen aan voor de inbraken.", ["aanhouden"]),
        ("Ze wonen aan de zee. Hij ging op reis.", []),
        ("In de stad. Aan.", []),
    ],
)
def test_the_parts_of_a_verb_find_each_other(text, verbs):
    assert list(separated(text)) == verbs


def test_all_of_it_is_searched():
    terms = set(search_terms("Dieven stalen 1.000 bomen; IS eiste de F-16 op.").split())
    assert {"stelen1", "1000", "boom1", "is0", "f16", "opeisen"} <= terms
