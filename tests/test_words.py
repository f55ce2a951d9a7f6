import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.language.folding import PlainText
from articles.language.frequencies import kinds
from articles.language.words import fold, lemma, other_base, search_terms, spelled, words

kinds()  # takes long only once, and no example should be the one


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Erdoğan in SYRIË", "erdogan in syrie"),
        (unicodedata.normalize("NFD", "geëvacueerd"), "geevacueerd"),
        ("Œuvre, Æsir en ĳsvogel", "oeuvre, aesir en ijsvogel"),
        ("Macron’s ‘plan’ “nu” – of—later", "macron's 'plan' \"nu\" - of-later"),
        ("Łódź, Øresund, straße", "lodz, oresund, strasse"),
        ("zacht\u00adafbreken", "zachtafbreken"),
    ],
)
def test_fold_takes_accents_ligatures_and_typography_away(text, folded):
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("De NAVO-lidstaten zwegen.", ["De", "NAVO-lidstaten", "zwegen"]),
        ("Zo’n foto's, 's avonds!", ["Zo’n", "foto's", "s", "avonds"]),
        ("F-16 om 13u48, 3,5 of 1.000 euro", ["F-16", "om", "13u48", "3,5", "of", "1.000", "euro"]),
        ("CD&V, N-VA en D66", ["CD&V", "N-VA", "en", "D66"]),
        ("Erdog\u0306an kwam", ["Erdog\u0306an", "kwam"]),
        ("2019-2020 – einde", ["2019-2020", "einde"]),
    ],
)
def test_what_is_one_word_stays_together(text, expected):
    assert spelled(text) == expected


def test_a_hyphenated_word_has_parts_each_with_its_folded_lemma():
    (word,) = words("Syrië-akkoorden")
    assert word.whole.folded == "syrie-akkoorden"
    assert [(part.lowered, part.base) for part in word.parts] == [
        ("syrië", "syrie"),
        ("akkoorden", "akkoord"),
    ]


@given(st.text())
def test_white_space_is_all_that_can_be_split_at_without_breaking_words(text):
    assert [word for token in text.split() for word in spelled(token)] == spelled(text)


@given(st.text())
def test_folding_twice_changes_nothing(text):
    assert fold(text) == fold(unicodedata.normalize("NFD", fold(text)))


@given(st.text(alphabet=st.sampled_from("ab \n\t\r\u0308œ…ﬁ\u00ad\u00a0é’")))
def test_a_folded_text_can_be_traced_back_character_by_character(text):
    folded = PlainText.of(text)
    assert len(folded.text) == len(folded.lowered)
    ends = [folded.place(place, place + 1) for place in range(len(folded.text))]
    assert all(0 <= start < end <= len(text) for start, end in ends)
    assert ends == sorted(ends)
    for place, (start, end) in enumerate(ends):
        if folded.text[place].isalpha():
            assert folded.text[place] in fold(text[start:end])


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("Verkiezingen", "verkiezing"),
        ("politici", "politicus"),
        ("leden", "lid"),
        ("steden", "stad"),
        ("honderdduizenden", "honderdduizend"),
        ("IS", "is"),
        ("Stoltenberg", "stoltenberg"),
        ("", ""),
        ("x" * 500, "x" * 500),
    ],
)
def test_lemma_gives_the_dictionary_form(word, expected):
    assert lemma(word) == expected


@pytest.mark.parametrize("forms", ["boot boten", "sturen stuurde stuurt", "brand branden brandde"])
def test_all_inflections_share_one_lemma(forms):
    assert len({lemma(form) for form in forms.split()}) == 1


def test_search_terms_are_what_the_text_does_not_say_itself():
    assert search_terms("De aanvallen op Syrië, de aanvallen.") == "aanval syrie"
    assert search_terms("NAVO-lidstaten") == "lidstaat navo-lidstaat lid1 staat"
    assert search_terms("") == ""


@given(st.text())
def test_search_terms_never_fails_and_never_repeats(text):
    terms = search_terms(text).split()
    assert len(terms) == len(set(terms))


@pytest.mark.parametrize(
    ("form", "word"),
    [
        ("bladeren", "blad"),
        ("lammeren", "lam"),
        ("golven", "golf"),
        ("dode", "dood"),
        ("sombere", "somber"),
        ("las", "lezen"),
        ("geïnvesteerd", "investeren"),
        ("opgeblazen", "opblazen"),
        ("keurde", "keuren"),
        ("fotos", "foto"),
        ("Oekraïnes", "Oekraïne"),
    ],
)
def test_another_reading_of_a_form_is_known(form, word):
    assert other_base(form.lower()) == fold(lemma(word))


@pytest.mark.parametrize("form", ["lezen", "parkeren", "tanden", "uitspraken", "date", "reden"])
def test_a_form_is_not_read_as_what_it_cannot_be(form):
    assert other_base(form) in {"", fold(lemma(form))}


def test_a_surname_with_a_capital_is_no_form_of_another_word():
    assert lemma("Wilders") == "wilders" != lemma("wilders")
    assert lemma("Magnettes") == lemma("Magnette") == "magnette"


def test_some_names_are_also_written_as_one_word():
    assert search_terms("Noord-Korea") == "noordkorea"
    assert "prorussisch" in search_terms("Pro-Russische rebellen").split()
