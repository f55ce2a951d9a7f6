"""The list of words that the stemmer takes for one another, worked out afresh."""

import re
from collections import defaultdict
from itertools import combinations

import pytest
from wordfreq import top_n_list, zipf_frequency

from articles.language.dictionary import knows, lemma
from articles.language.folding import fold
from articles.language.lookalikes import DISTANT_RELATIVES, LOOKALIKES, STRANGERS
from articles.language.stop_words import STOP_WORDS
from articles.search.tsquery import analyse

FORMS, RAREST_FORM = 60_000, 2.6
ALL_FORMS = 250_000
RARER, COMMONER = 2.9, 3.3  # of two lookalikes, on the Zipf scale
VOWELS = "aeiou"
CLOSE = 5  # letters that words of one family begin with


@pytest.mark.django_db
def test_the_list_is_what_the_stemmer_confuses():
    lemmas_of_stem = defaultdict(set)
    words = [word for word in top_n_list("nl", FORMS) if _counts(word)]
    for (word, _), query in analyse(words).items():
        if query:
            lemmas_of_stem[query].add(fold(lemma(word)))
    found = set()
    for lemmas in lemmas_of_stem.values():
        for pair in combinations(sorted(lemmas - STOP_WORDS), 2):
            rarer, commoner = sorted(zipf_frequency(one, "nl") for one in pair)
            if rarer >= RARER and commoner >= COMMONER and not _related(*pair):
                found |= set(pair)
    assert STRANGERS <= found <= LOOKALIKES


@pytest.mark.django_db
def test_each_of_the_list_shares_its_stem_with_another_word():
    listed = STRANGERS | DISTANT_RELATIVES
    words = [word for word in top_n_list("nl", ALL_FORMS) if word.isalpha() and len(word) > 1]
    lemmas_of_stem = defaultdict(set)
    for (word, _), query in analyse([*words, *listed]).items():
        lemmas_of_stem[query].add(fold(lemma(word)))
    confused = set().union(*(lemmas for lemmas in lemmas_of_stem.values() if len(lemmas) > 1))
    assert confused >= listed


def _counts(word):
    known = word.isalpha() and len(word) > 1 and knows(word)
    return known and zipf_frequency(word, "nl") >= RAREST_FORM


def _related(one, other):
    """Whether two words look like one family: dood and doden, but not bom and boom."""
    alike = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), None)
    shared = min(len(one), len(other)) if alike is None else alike
    verbs = one.endswith("en") and other.endswith("en")
    if {one, other} == {"stel", "stelen"}:
        return False
    return _closed(one) == _closed(other) or shared >= CLOSE or (shared == CLOSE - 1 and not verbs)


def _closed(word):
    """Spell a word without its ending: dood for doden, bom for bommen."""
    stem = re.sub(r"(en|e)$", "", word) if len(word) > len("een") else word
    if stem == word:
        return word
    if stem[-1:] == stem[-2:-1]:
        return stem[:-1]
    stem = stem[:-1] + {"v": "f", "z": "s"}.get(stem[-1], stem[-1])
    short = len(stem) > len("en") and stem[-1] not in VOWELS and stem[-2] in "aeou"
    return stem[:-1] + stem[-2:] if short and stem[-3] not in VOWELS else stem
