"""The words that an article is most about, each with how strongly.

An article stands high in the results for a word that is in its title, its lead and often in its
text. Those words are few, so the best articles for a word can be looked up, however common it is.
"""

import math
from collections import Counter
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from operator import itemgetter

from articles.language.stop_words import STOP_WORDS
from articles.language.words import fold, lemma, spelled

# What an occurrence weighs, as PostgreSQL's ts_rank_cd does by default for A, B and C.
TITLE, LEAD, BODY = 1.0, 0.4, 0.2
MOST_WORDS = 16
LEVELS = 7
# Each level takes a score √2 times that of the one below; level 1 begins here, which is a word in
# the title of an article of two hundred words, and nowhere else in it.
LOWEST_SCORE = 0.125
LEAST_LETTERS = 2


def key_of(word: str) -> str:
    """Give the form by which a word is known here; empty for one that says nothing."""
    return fold(lemma(word)) if says_something(word.lower()) else ""


def says_something(lowered: str) -> bool:
    """Whether a lower-case word can be what an article is about, so that it has a key."""
    return len(lowered) >= LEAST_LETTERS and lowered not in STOP_WORDS


def strong_words(*, title: str, lead: str, body: str) -> list[str]:
    """List the strongest words, as tokens of word and level: ``["raket:5", "leger:2"]``."""
    title_keys, lead_keys, body_keys = (
        list(filter(None, map(key_of, spelled(text)))) for text in (title, lead, body)
    )
    return strongest(title=title_keys, lead=lead_keys, body=body_keys)


def strongest(*, title: Sequence[str], lead: Sequence[str], body: Sequence[str]) -> list[str]:
    """List the strongest words as `strong_words` does, from the keys of the words of each field."""
    # The division that ts_rank_cd makes with normalisation 1.
    least = LOWEST_SCORE * math.log2(len(title) + len(lead) + len(body) + 2)
    weights: dict[str, float] = {}
    for keys, weight in ((title, TITLE), (lead, LEAD)):
        for word, times in Counter(keys).items():
            weights[word] = weights.get(word, 0.0) + weight * times
    for word, times in Counter(body).items():
        if word in weights or BODY * times > least:  # most words of a body are not strong
            weights[word] = weights.get(word, 0.0) + BODY * times
    strong = [(word, weight) for word, weight in weights.items() if weight > least]
    strong.sort(key=itemgetter(1), reverse=True)
    return sorted(f"{word}:{_level(weight / least)}" for word, weight in strong[:MOST_WORDS])


def _level(ratio: float) -> int:
    return min(LEVELS, 1 + int(2 * math.log2(ratio)))


def tokens_by_level(words: AbstractSet[str]) -> list[list[str]]:
    """Name these words at each level, the strongest level first."""
    return [[f"{word}:{level}" for word in sorted(words)] for level in range(LEVELS, 0, -1)]
