"""Very common words that stand next to each other, by which an exact phrase of them is found.

Each of two such words stands in so many articles that hardly anything is known when it is known
where both stand. So an article also has the pairs of them in its text, as numbers in the index;
search engines know this as common grams.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING
from zlib import crc32

from articles.language.folding import fold
from articles.language.frequencies import kinds
from articles.language.stop_words import STOP_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterable

# Hundredths of the Zipf scale: one of three thousand words. Some 190 are commoner, each of which
# stands in nine or more of a hundred articles; an article has three to seven pairs of them.
COMMON = 550
NOT_READ = 0  # the only pair of an article of which the pairs were not worked out
_LARGEST = 0x7FFF_FFFF  # of PostgreSQL's int
_WORD = re.compile(r"[^\W_]+")


def exact_words(text: str) -> list[str]:
    """Give the words of a text as exact phrases are compared: folded, without punctuation."""
    return _WORD.findall(fold(text))


def common_words(text: str) -> tuple[str, ...]:
    """Give the words of a text that pairs are made of, with an empty one for each too rare.

    Stop words are left out: words with only these between them are next to each other.
    """
    words = (word for word in exact_words(text) if word not in STOP_WORDS)
    return tuple(word if kinds().written(word) >= COMMON else "" for word in words)


def pairs_of(words: Iterable[str]) -> set[int]:
    """Give the numbers, from 1 up to 2³¹ - 1, of the pairs of what `common_words` gives.

    Two pairs may have the same number: whoever finds one has to look.
    """
    pairs: set[int] = set()
    before = ""
    for word in words:
        if before and word:
            pairs.add(_number(before, word))
        before = word
    return pairs


@lru_cache(maxsize=1 << 14)
def _number(first: str, second: str) -> int:
    return crc32(f"{first} {second}".encode()) % _LARGEST + 1


def word_pairs(*fields: str) -> list[int]:
    """List the pairs of an article, of which these are the fields."""
    return sorted(set[int]().union(*(pairs_of(common_words(field)) for field in fields)))
