"""What of a text tells its topics: the lemmas of its words and the parts of its compounds."""

from __future__ import annotations

import math
from collections import Counter
from itertools import chain
from typing import TYPE_CHECKING

from articles.language.compounds import parts
from articles.language.stop_words import STOP_WORDS
from articles.language.words import spelled, words

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable
    from typing import TypeVar

    Feature = TypeVar("Feature", bound=Hashable)

TITLE = 2  # a word of the title counts as so many of the text
_LEAST_LETTERS = 3


def features_of(text: str) -> list[str]:
    """List the features of each word, in their order."""
    return [feature for written in spelled(text) for feature in _features(written)]


def counted(title: Iterable[Feature], text: Iterable[Feature]) -> Counter[Feature]:
    """Count the features of an article."""
    counts = Counter(text)
    for feature in title:
        counts[feature] += TITLE
    return counts


def weight(times: int) -> float:
    """Weigh how often a feature stands in an article: twice as often is a little more."""
    return 1 + math.log(times)


def _features(written: str) -> list[str]:
    forms = chain.from_iterable(
        (word.whole.base, *(part.base for part in word.parts)) for word in words(written)
    )
    return [
        form
        for form in dict.fromkeys((*forms, *parts(written)))
        if len(form) >= _LEAST_LETTERS and form not in STOP_WORDS and not form.isdecimal()
    ]
