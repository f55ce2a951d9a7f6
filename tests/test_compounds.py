"""Compounds come apart in the parts that a reader looks for, and nothing else does."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.language.compounds import parts, pieces
from articles.language.frequencies import kinds
from articles.language.words import lemma, search_terms

kinds()  # takes long only once, and no example should be the one


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("raketaanvallen", "raket aanval"),
        ("Raketaanvallen", "raket aanval"),
        ("waterschade", "water schade"),
        ("pensioenhervorming", "pensioen hervorming"),
        # linking letters
        ("regeringscrisis", "regering crisis"),
        ("studentenprotest", "student protest"),
        ("zonnepanelen", "zon paneel"),
        ("goederentrein", "goederen trein"),
        ("kinderopvang", "kind opvang"),
        # short parts
        ("bermbom", "berm bom"),
        ("mesaanval", "mes aanval"),
        ("kamerleden", "kamer lid"),
        # stems of verbs, heads made of verbs, diminutives
        ("spreekverbod", "spreken verbod"),
        ("brandstichter", "brand stichter"),
        ("seksfeestjes", "seks feest"),
        ("padelbanen", "padel baan"),
        # of a noun that is also an inflected verb, the noun
        ("zwembad", "zwemmen bad"),
        ("vakbonden", "vak bond"),
        # parts of parts
        ("grondwetswijziging", "grondwet wijziging grond wet"),
        ("gemeenteraadsverkiezingen", "gemeenteraad verkiezing gemeente raad"),
        # prefixes
        ("herverkiezing", "verkiezing"),
        ("vicepremier", "premier"),
        ("ex-president", "president"),
        ("niet-rokers", "roker"),
        # hyphens
        ("defensie-uitgaven", "defensie uitgave"),
        ("NAVO-lidstaten", "navo lidstaat lid staat"),
        ("F-16-gevechtsvliegtuigen", "f16 gevechtsvliegtuig gevecht vliegtuig"),
        ("Covid‑19‑vaccin", "covid19 vaccin"),
        ("kabinet-Rutte", "kabinet rutte"),
    ],
)
def test_a_compound_has_parts(word, expected):
    assert " ".join(parts(word)) == expected


@pytest.mark.parametrize(
    "word",
    """
    minister ministers vakantie brand compilatie democratie kantoor onderwijs programma handel
    persoon museum beton totaal diploma brigadier vrijdag onderhandeling verkiezing belangen
    belangrijke verraad maandag duitsland waarschuwing afgevaardigden aangekondigde benaderen herinnering herstelling vliegtuig weerstand
    F-16 COVID-19 2019-2020
    """.split(),  # noqa: SIM905 - read by people
)
def test_what_is_no_compound_has_none(word):
    assert parts(word) == pieces(word) == ()


@pytest.mark.parametrize(
    "name",
    """
    Steenbrugge Hoogstraten Zonnebeke Vandenbroucke Dijsselbloem Hillegersberg Waterschoot NAVO
    RaketAanval Moerbeke-Waas
    """.split(),  # noqa: SIM905 - read by people
)
def test_a_name_is_never_taken_apart(name):
    assert set(parts(name)) <= set(name.lower().split("-"))


@pytest.mark.parametrize(
    ("word", "marked"),
    [
        ("raketaanvallen", "raket:raket aanvallen:aanval"),
        ("Regeringscrisis", "Regering:regering crisis:crisis"),
        ("zonnepanelen", "zon:zon panelen:paneel"),
        ("kinderopvang", "kind:kind opvang:opvang"),
        ("oorlogsmisdaad", "oorlog:oorlog misdaad:misdaad"),
        ("ĳsvogelœuvre", "ĳsvogel:ijsvogel œuvre:oeuvre ĳs:ijs vogel:vogel"),
        ("ĳskappen", "ĳs:ijs kappen:kap"),
        ("F-16-piloten", "F-16:f16 piloten:piloot"),
        ("oud‑premier", "premier:premier"),
        ("grondwetten", "grond:grond wetten:wet"),
    ],
)
def test_parts_can_be_marked_where_they_stand(word, marked):
    assert " ".join(f"{word[start:end]}:{base}" for start, end, base in pieces(word)) == marked


def test_a_decomposed_accent_stays_in_its_part():
    word = unicodedata.normalize("NFD", "coördinatieplan")
    assert next(word[start:end] for start, end, _ in pieces(word)) == word.removesuffix("plan")


@given(st.text() | st.text(alphabet="raketslnoop-‑'ëœ19"))
def test_whatever_is_asked_each_part_stands_inside_the_word(word):
    found = pieces(word)
    assert all(0 <= start < end <= len(word) for start, end, _ in found)
    assert tuple(dict.fromkeys(base for _, _, base in found)) == parts(word)


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("defensieuitgaven", "defensieuitgave"),
        ("Sportbazen", "sportbaas"),
        ("stroomnetten", "stroomnet"),
        ("tuinhuisje", "tuinhuis"),
        ("Hoogstraten", "hoogstraten"),
    ],
)
def test_a_compound_that_no_dictionary_knows_is_inflected_as_its_head(word, expected):
    assert lemma(word) == expected


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("raketaanvallen", "raketaanval raket aanval"),
        ("defensie-uitgaven", "uitgave defensieuitgave"),
        ("Defensie-uitgaven", "uitgave defensieuitgave"),
        ("NAVO-lidstaten", "lidstaat navo-lidstaat lid1 staat"),
        ("F-16 en F16, COVID-19, MH-17", "16 f16 19 covid19 17 mh17"),
        ("e-mail", "email"),
        ("Sint-Niklaas en Al-Qaida in 2019-2020", "2020"),
    ],
)
def test_search_terms_hold_parts_and_joined_forms(text, terms):
    assert search_terms(text) == terms
