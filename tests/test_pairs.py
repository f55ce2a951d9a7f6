"""The pairs of very common words that stand next to each other."""

import re

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from articles.language.pairs import NOT_READ, common_words, exact_words, pairs_of, word_pairs
from articles.language.stop_words import STOP_WORDS
from articles.models import Article
from articles.results import ArticleResults

COMMON = ["eerste", "weer", "jaar", "Keer", "ÉÉRSTE", "we\u00adreld"]
OTHERS = ["de", "één", "van", "kabeljauw", "2020", "S", "wéreldoorlog", "ça"]
BETWEEN = [" ", ", ", "-", ".\n\n", " – ", "' ", "_"]
TEXTS = st.lists(st.sampled_from([*COMMON, *OTHERS]) | st.sampled_from(BETWEEN), max_size=30)


def test_words_next_to_each_other_are_a_pair():
    assert word_pairs("weer eerste") == sorted(pairs_of(["weer", "eerste"]))
    assert len(word_pairs("weer eerste")) == 1
    assert word_pairs("weer eerste") != word_pairs("eerste weer")


@pytest.mark.parametrize(
    "text",
    [
        "Weer, de eerste",
        "wéér-eerste",
        "weer.\n\nEerste",
        "w\u00adeer van het eerste",
        "weer_EERSTE",
    ],
)
def test_what_does_not_count_in_a_phrase_does_not_count_here(text):
    assert word_pairs(text) == word_pairs("weer eerste")


@pytest.mark.parametrize("text", ["", "weer", "weer kabeljauw eerste", "weer 2 eerste", "weer S"])
def test_rare_words_make_no_pair(text):
    assert word_pairs(text) == []


def test_fields_are_texts_by_themselves():
    assert word_pairs("weer", "eerste") == []
    assert word_pairs("weer eerste", "eerste weer") == sorted(
        [*word_pairs("weer eerste"), *word_pairs("eerste weer")]
    )


def test_numbers_are_those_of_postgresql_and_never_that_of_the_unknown():
    words = ["weer", "eerste", "jaar", "keer", "wereld", "mensen", "nieuwe", "goede"]
    numbers = {number for one in words for other in words for number in pairs_of([one, other])}
    assert len(numbers) == len(words) ** 2
    assert all(NOT_READ < number < 2**31 for number in numbers)


@given(TEXTS.map("".join), TEXTS.map("".join))
def test_a_text_with_a_phrase_has_its_pairs(text, phrase):
    words = exact_words(phrase)
    if words and re.search(rf"\b{' '.join(words)}\b", " ".join(exact_words(text))):
        assert pairs_of(common_words(phrase)) <= set(word_pairs(text))


@given(TEXTS.map(" ".join))
def test_word_by_word_is_the_text_at_once(text):
    apart = [word for token in text.split() for word in common_words(token)]
    assert pairs_of(apart) == set(word_pairs(text))
    assert STOP_WORDS.isdisjoint(apart)


def found(query: str) -> int:
    return ArticleResults(QueryDict(f"q={query}"), path="/").count.value


@pytest.mark.parametrize("derive", [True, False])
def test_a_phrase_is_found_whether_its_pairs_are_known_or_not(add, derive):
    add("Bericht LH\n\n12 februari 2020\n\nZij was weer de eerste dit jaar.", derive=derive)
    assert (NOT_READ in Article.objects.get().word_pairs) is not derive
    assert found('"weer de eerste"') == found('"EERSTE dit jáár"') == 1
    assert found('"weer eerste"') == found('"eerste weer"') == found('"jaar weer"') == 0
    assert found('"jaar weer" OR "weer de eerste"') == found('zij -"jaar weer"') == 1
    assert found('eerste -"weer de eerste"') == 0
