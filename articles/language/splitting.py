"""Where a Dutch compound comes apart: raket|aanvallen.

The method is that of Koehn & Knight (Empirical Methods for Compound Splitting, 2003): of the
ways to divide a word into known words that one counts whose parts are most frequent, by their
geometric mean, and only if the word itself is not more frequent still. A dictionary adds what a
part can be: the last one a noun, or after a noun an adjective; the first one a noun, adjective
or stem of a verb, with its linking letters.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from articles.language.compound_lists import (
    JOINED,
    NO_HEADS,
    NO_MODIFIERS,
    ONLY_AFTER,
    PLACES,
    PREFIXES,
    SHORT_MODIFIERS,
    WHOLES,
)
from articles.language.dictionary import knows, lemma
from articles.language.folding import fold
from articles.language.frequencies import UNLISTED, Kind, kinds
from articles.language.inflections import infinitives, singulars, undiminished

if TYPE_CHECKING:
    from collections.abc import Iterator

SHORTEST_PART = 3
_SHORTEST = 2 * SHORTEST_PART
_SHORTEST_RARE = 5  # a part that is an adjective, or a word without a frequency
_SHORTEST_COMPOUND_PART = 7  # a part that is a compound itself

# Scores are in hundredths of the Zipf scale, so their mean is that of logarithms.
_LOWEST = 230
BONUS = 60  # a compound may be as much more frequent than its parts
_SHORT_PART = 40  # less, for a part of three letters
_DERIVED = 330  # at most, for a head made of a verb: the -houwer of beeldhouwer
_UNLISTED_HEAD = 200
_JOINED = 420
_ADJECTIVE = 30  # less, for a head that is an adjective
_COMMON_ADJECTIVE = 280
_COMMON_VERB = 200
_COMMON_NOUN = 320
_DOUBTFUL = 100  # the dictionary is right about panelen (paneel, not panel), not about kasten

_PARTICIPLE = re.compile("ge.*(?:[dtn]|[dt]e)$")
_INFLECTED = re.compile(rf"(?:{'|'.join(PREFIXES)}|be|er|ge|ver).|.*(?:[dt]en?|ste|ere?)$")
_AGENTS = ("ing", "ingen", "er", "ers", "end", "ende", "enden", "ster", "sters")


class Split(NamedTuple):
    score: float
    modifier: str  # as it stands, with its linking letters
    head: str
    base: str  # the modifier as a word


@lru_cache(maxsize=8_192)
def split(word: str) -> Split | None:
    """Divide a folded word in two, if it is a compound."""
    if len(word) < _SHORTEST or is_whole(word):
        return None
    kind = kind_of(word)
    if kind.plural and (single := singular(word)):
        found = split(single)
        return found and found._replace(head=word[len(found.modifier) :])
    best = max(_splits(word), default=None) or max(_deep_splits(word), default=None)
    if best is None or best.score < max(_LOWEST, kind.zipf - BONUS):
        return None
    return best if _agrees(word, best) else None


def is_whole(word: str) -> bool:
    """Whether a folded word is listed as none that comes apart, or is the plural of one."""
    return word in WHOLES or any(single in WHOLES for single in singulars(word))


def singular(word: str) -> str | None:
    """Give the noun of which a folded word is most probably the plural."""
    known = [single for single in singulars(word) if single != word and kind_of(single).noun]
    best = max(known, key=lambda single: kind_of(single).zipf, default=None)
    form = fold(lemma(word))
    if form in known and best and kind_of(form).zipf > kind_of(best).zipf - _DOUBTFUL:
        return form
    return best


def kind_of(word: str) -> Kind:
    """Give what is known of a folded word."""
    return kinds()[word]


def _splits(word: str) -> Iterator[Split]:
    """Give the ways to divide a word in two words that are no compounds, as far as is known."""
    size = len(word)
    for at in range(SHORTEST_PART, size - SHORTEST_PART + 1):
        head = word[at:]
        value = _head(head, word[:at])
        if not value:
            continue
        worth, base = _modifier(word[:at])
        if not worth or not _fit(base, head):
            continue
        score = (value + worth) / 2
        if SHORTEST_PART in (at, len(head)):
            score -= _SHORT_PART
        yield Split(score, word[:at], head, base)


def _fit(base: str, head: str) -> bool:
    kind, before = kind_of(head), kind_of(base)
    return kind.head or not kind.adjective or before.noun or before.plural


def _deep_splits(word: str) -> Iterator[Split]:
    """Give the ways to divide a word in two, of which one is a compound that nobody lists."""
    size = len(word)
    for at in range(SHORTEST_PART, size - SHORTEST_PART + 1):
        modifier, head = word[:at], word[at:]
        if at >= _SHORTEST_COMPOUND_PART and (value := _head(head, modifier)):
            for base in {modifier, modifier.removesuffix("s")}:
                if inner := split(base):
                    yield Split((value + inner.score) / 2, modifier, head, base)
        if len(head) >= _SHORTEST_COMPOUND_PART:
            value, base = _modifier(modifier)
            if value and (inner := split(head)):
                yield Split((value + inner.score) / 2, modifier, head, base)


def split_loosely(word: str) -> Split | None:
    """Divide in two a folded word that no dictionary knows: it is hardly anything else.

    The head is then a common noun, and what stands before it may be any word, or an unknown one.
    """
    return None if is_whole(word) else max(_loose_splits(word), default=None)


def _loose_splits(word: str) -> Iterator[Split]:
    for at in range(SHORTEST_PART, len(word) - SHORTEST_PART):
        modifier, head = word[:at], word[at:]
        kind, before = kind_of(head), kind_of(modifier)
        common = kind.head and kind.zipf >= _COMMON_NOUN
        value = kind.zipf if common else commonness_undiminished(head)
        if not value:
            continue
        if before.known:
            word_class = before.noun or before.plural or before.adjective
            fits = modifier in PLACES or (word_class and modifier not in NO_MODIFIERS)
        else:
            fits = min(at, len(head)) >= _SHORTEST_RARE and not _INFLECTED.match(word)
        if fits:
            score = (value + before.zipf) / 2
            yield Split(score, modifier, head, modifier)


def _head(word: str, before: str) -> int:
    """Give how common a word is that can be the last part, or 0."""
    if word in ONLY_AFTER:
        return _JOINED if before in ONLY_AFTER[word] else 0
    if word in NO_HEADS:
        return 0
    kind = kind_of(word)
    value = kind.zipf if kind.head else 0
    if value < _DERIVED and len(word) >= _SHORTEST:
        value = max(value, _of_verb(word), commonness_undiminished(word))
    if value or len(word) < _SHORTEST_RARE:
        return value
    if kind.adjective and kind.zipf >= _COMMON_ADJECTIVE and not _PARTICIPLE.match(word):
        return kind.zipf - _ADJECTIVE
    unlisted = kind is UNLISTED and not word.endswith("en") and knows(word)
    return _UNLISTED_HEAD if unlisted and lemma(word) == word else 0


def _of_verb(word: str) -> int:
    for verb in _verbs(word, _AGENTS):
        if (kind := kind_of(verb)).verb and kind.zipf >= _COMMON_VERB:
            return min(kind.zipf, _DERIVED)
    return 0


def _verbs(word: str, endings: tuple[str, ...]) -> Iterator[str]:
    for ending in endings:
        if word.endswith(ending):
            stem = word[: -len(ending)]
            yield from infinitives(stem) if ending[0] == "s" else (stem + "en",)


def commonness_undiminished(word: str) -> int:
    """Give how common the noun is that the word is a diminutive of, or 0."""
    if not word.endswith(("je", "jes")):
        return 0
    return max(
        (kind.zipf for noun in undiminished(word) if (kind := kind_of(noun)).noun and kind.head),
        default=0,
    )


def _modifier(text: str) -> tuple[int, str]:
    """Give how common a word is that can be the first part, and that word; or 0."""
    if text in JOINED:
        return _JOINED, JOINED[text]
    kind = kind_of(text)
    value = kind.zipf if kind.modifier else _stem(text, kind.zipf)
    single = text.removesuffix("s")
    if single != text and len(single) > SHORTEST_PART and single not in NO_MODIFIERS:
        kind = kind_of(single)
        if kind.noun and kind.zipf > value:
            return kind.zipf, single
    return value or commonness_undiminished(text) or (single != text and _of_verb(single)), text


def _stem(text: str, zipf: int) -> int:
    if text in NO_MODIFIERS or (len(text) == SHORTEST_PART and text not in SHORT_MODIFIERS):
        return 0
    for verb in infinitives(text):
        if (kind := kind_of(verb)).verb and kind.zipf >= _COMMON_VERB:
            return max(zipf, kind.zipf - 50)
    return 0


def _agrees(word: str, found: Split) -> bool:
    """Whether what the dictionary says of the whole word fits the split."""
    if found.head in ONLY_AFTER:
        return True
    if any(kind_of(verb).verb for verb in _verbs(word, _AGENTS)):
        return False
    kind = kind_of(word)
    adjective = kind_of(found.head).adjective or found.head.endswith(("end", "ende"))
    if kind.adjective and not kind.noun and not adjective:
        return False
    if kind.noun or kind.plural or not knows(word):
        return True
    return not (kind.verb or kind_of(fold(lemma(word))).verb)
