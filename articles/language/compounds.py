"""The parts of Dutch compounds: raket and aanval of raketaanvallen.

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
    MORE_MODIFIERS,
    NAME_ENDINGS,
    NO_HEADS,
    NO_MODIFIERS,
    ONLY_AFTER,
    PARTICLES,
    PLACES,
    PLURALS,
    PREFIXES,
    REPEATING,
    SHORT_MODIFIERS,
    WHOLES,
)
from articles.language.dictionary import is_ordinary, knows, lemma
from articles.language.folding import PlainText, fold, plain
from articles.language.frequencies import UNLISTED, Kind, kinds
from articles.language.inflections import infinitives, singulars, undiminished

if TYPE_CHECKING:
    from collections.abc import Iterator

_LONGEST = 64  # characters
_SHORTEST_PART = 3
_SHORTEST = 2 * _SHORTEST_PART
_SHORTEST_RARE = 5  # a part that is an adjective, or a word without a frequency
_SHORTEST_COMPOUND_PART = 7  # a part that is a compound itself

# Scores are in hundredths of the Zipf scale, so their mean is that of logarithms.
_LOWEST = 230
_BONUS = 60  # a compound may be as much more frequent than its parts
_LONG_HEAD = 3  # for each letter of the head, up to eight: zonne|bloem rather than zonneb|loem
_SHORT_PART = 40  # less, for a part of three letters
_NESTED = 20  # less, for a part that is a compound itself
_DERIVED = 330  # at most, for a head made of a verb: the -houwer of beeldhouwer
_UNLISTED_HEAD = 200
_JOINED = 420
_ADJECTIVE = 30  # less, for a head that is an adjective
_COMMON_ADJECTIVE = 280
_COMMON_VERB = 200
_COMMON_NOUN = 320
_SURE = 350
_DOUBTFUL = 100  # the dictionary is right about panelen (paneel, not panel), not about kasten

_PLURAL_OR_SMALL = ("en", "s", "a", "je")
_PARTICIPLE = re.compile("ge.*(?:[dtn]|[dt]e)$")
_INFLECTED = re.compile(rf"(?:{'|'.join(PREFIXES)}|be|er|ge|ver).|.*(?:[dt]en?|ste|ere?)$")
_AGENTS = ("ing", "ingen", "er", "ers", "end", "ende", "enden", "ster", "sters")


class Piece(NamedTuple):
    """A part of a compound: where it stands in it, and its folded lemma."""

    start: int
    end: int
    base: str


class Split(NamedTuple):
    score: float
    modifier: str  # as it stands, with its linking letters
    head: str
    base: str  # the modifier as a word


def parts(word: str) -> tuple[str, ...]:
    """Give the folded lemmas of a compound's parts, of the outermost split first.

    A hyphen always divides; otherwise a word that is no compound, or a name, has none. Parts that
    are compounds themselves are followed by their parts: grondwet, wijziging, grond, wet.
    """
    return tuple(dict.fromkeys(piece.base for piece in _pieces(plain(word))))


def pieces(word: str) -> tuple[Piece, ...]:
    """Give where in the word, as it is written, each of its parts stands; as `parts` orders them.

    A part stands without the letters that link it to the next, where that can be told.
    """
    found = _pieces(plain(word))
    if not found or len(plain(word)) == len(word):
        return found
    text = PlainText.of(word)
    return tuple(Piece(*text.place(piece.start, piece.end), piece.base) for piece in found)


def in_singular(word: str) -> str:
    """Give a compound with its head in the singular, folded: sportbazen is sportbaas; or nothing.

    For what no dictionary knows; a diminutive loses its ending.
    """
    if "-" in word or not word.endswith(_PLURAL_OR_SMALL):
        return ""
    lowered = fold(word)
    for start, end, base in _pieces(plain(word))[1:2]:
        head = lowered[start:]
        if end == len(lowered) and (_kind(head).plural or _of_diminutive(head)):
            return lowered[:start] + base
    return ""


@lru_cache(maxsize=32_768)
def _pieces(word: str) -> tuple[Piece, ...]:
    if len(word) > _LONGEST:
        return ()
    word = word.removesuffix("'s")
    if "-" in word:
        return tuple(_hyphenated(word))
    return tuple(_levels(0, word)) if word.isalpha() and not _is_name(word) else ()


def _is_name(word: str) -> bool:
    """Whether a word is spelled as a name, and not as one at the beginning of a sentence."""
    lowered = word.lower()
    if word == lowered:
        return False
    if word[1:] != lowered[1:]:
        return True
    if knows(lowered):
        return False
    if lowered.endswith(NAME_ENDINGS):
        return True
    found = split(lowered)
    return found is not None and not _is_sure(found)


def _is_sure(found: Split) -> bool:
    """Whether both parts are long and known nouns, which they are of a name by chance only."""
    head, before = _kind(found.head), _kind(found.base)
    if min(len(found.base), len(found.head)) == _SHORTEST_PART:
        return False
    is_noun = before.noun or (before.plural and before.known) or split(found.base) is not None
    return is_noun and (head is not UNLISTED or split(found.head) is not None)


def _levels(start: int, word: str) -> Iterator[Piece]:
    """Give the parts of a word that stands at `start`, then the parts of each of them."""
    lowered = word.lower()
    waiting = [(start, lowered)]
    for at, text in waiting:
        found = split(text) or (_loosely(text) if text is lowered else None)
        if found is None:
            if rest := _unprefixed(text):
                yield Piece(at + len(text) - len(rest), at + len(text), _base(rest))
            continue
        linked = found.base if found.modifier.startswith(found.base) else found.modifier
        head_at = at + len(found.modifier)
        yield Piece(at, at + len(linked), _base(found.base))
        yield Piece(head_at, at + len(text), _base(found.head))
        waiting += [(at, found.base), (head_at, found.head)]


def _base(part: str) -> str:
    """Give the lemma of a part, which is that of the noun if it can be one: bad, not bidden."""
    if part in PLURALS:
        return PLURALS[part]
    kind = _kind(part)
    if kind.noun or part in MORE_MODIFIERS:
        return part
    form = fold(lemma(part))
    if kind.plural:
        return _singular(part) or form
    if form == part or kind.adjective or _kind(form).verb:
        return form
    return next((verb for verb in infinitives(part) if _kind(verb).verb), form)


def _unprefixed(word: str) -> str:
    """Give what is repeated or opposed: verkiezing of herverkiezing; or nothing."""
    for prefix in REPEATING:
        rest = word.removeprefix(prefix)
        if rest != word and len(rest) >= _SHORTEST and word not in WHOLES:
            kind = _kind(rest)
            if kind.verb:
                continue
            if (kind.noun or kind.plural) and kind.zipf >= max(_SURE, _kind(word).zipf + _BONUS):
                return rest
    return ""


def _hyphenated(word: str) -> Iterator[Piece]:
    """Give what hyphens divide, numbers with what precedes them, and then the parts of those."""
    units: list[tuple[int, str]] = []
    start = 0
    for text in word.split("-"):
        if text.isdigit() and units:
            first = units[-1][0]
            units[-1] = (first, word[first : start + len(text)])
        elif text:
            units.append((start, text))
        start += len(text) + 1
    if len(units) > 1:
        for start, text in units:
            if len(text) > 1 and not text.isdigit() and text.lower() not in PREFIXES:
                yield Piece(start, start + len(text), fold(lemma(text)).replace("-", ""))
    for start, text in units:
        if text.isalpha() and not _is_name(text):
            yield from _levels(start, text)


@lru_cache(maxsize=8_192)
def split(word: str) -> Split | None:
    """Divide a folded word in two, if it is a compound."""
    if len(word) < _SHORTEST or word in WHOLES:
        return None
    kind = _kind(word)
    if any(single in WHOLES for single in singulars(word)):
        return None
    if kind.plural and (single := _singular(word)):
        found = split(single)
        return found and found._replace(head=word[len(found.modifier) :])
    best = max(_splits(word), default=None) or max(_deep_splits(word), default=None)
    if best is None or best.score < max(_LOWEST, kind.zipf - _BONUS):
        return None
    return best if _agrees(word, best) else None


def _singular(word: str) -> str | None:
    known = [single for single in singulars(word) if single != word and _kind(single).noun]
    best = max(known, key=lambda single: _kind(single).zipf, default=None)
    form = fold(lemma(word))
    if form in known and best and _kind(form).zipf > _kind(best).zipf - _DOUBTFUL:
        return form
    return best


def _kind(word: str) -> Kind:
    return kinds()[word]


def _splits(word: str) -> Iterator[Split]:
    """Give the ways to divide a word in two words that are no compounds, as far as is known."""
    size = len(word)
    for at in range(_SHORTEST_PART, size - _SHORTEST_PART + 1):
        head = word[at:]
        value = _head(head, word[:at])
        if not value:
            continue
        worth, base = _modifier(word[:at])
        if not worth or not _fit(base, head):
            continue
        score = (value + worth) / 2 + _LONG_HEAD * min(len(head), 8)
        if _SHORTEST_PART in (at, len(head)):
            score -= _SHORT_PART
        yield Split(score, word[:at], head, base)


def _fit(base: str, head: str) -> bool:
    kind, before = _kind(head), _kind(base)
    if kind.verb and base in PARTICLES:
        return False
    return kind.head or not kind.adjective or before.noun or before.plural


def _deep_splits(word: str) -> Iterator[Split]:
    """Give the ways to divide a word in two, of which one is a compound that nobody lists."""
    size = len(word)
    for at in range(_SHORTEST_PART, size - _SHORTEST_PART + 1):
        modifier, head = word[:at], word[at:]
        if at >= _SHORTEST_COMPOUND_PART and (value := _head(head, modifier)):
            for base in {modifier, modifier.removesuffix("s")}:
                if inner := split(base):
                    yield Split((value + inner.score) / 2 - _NESTED, modifier, head, base)
        if len(head) >= _SHORTEST_COMPOUND_PART:
            value, base = _modifier(modifier)
            if value and (inner := split(head)):
                yield Split((value + inner.score) / 2 - _NESTED, modifier, head, base)


def _loosely(word: str) -> Split | None:
    if is_ordinary(word) or any(single in WHOLES for single in (word, *singulars(word))):
        return None
    return max(_loose_splits(word), default=None)


def _loose_splits(word: str) -> Iterator[Split]:
    """Give the ways to divide a word that no dictionary knows: it is hardly anything else.

    The head is then a common noun, and what stands before it may be any word, or an unknown one.
    """
    for at in range(_SHORTEST_PART, len(word) - _SHORTEST_PART):
        modifier, head = word[:at], word[at:]
        kind, before = _kind(head), _kind(modifier)
        common = kind.head and kind.zipf >= _COMMON_NOUN
        value = kind.zipf if common else _of_diminutive(head)
        if not value:
            continue
        if before.known:
            word_class = before.noun or before.plural or before.adjective
            fits = modifier in PLACES or (word_class and modifier not in NO_MODIFIERS)
        else:
            fits = min(at, len(head)) >= _SHORTEST_RARE and not _INFLECTED.match(word)
        if fits:
            score = (value + before.zipf) / 2 + _LONG_HEAD * min(len(head), 8)
            yield Split(score, modifier, head, modifier)


def _head(word: str, before: str) -> int:
    """Give how common a word is that can be the last part, or 0."""
    if word in ONLY_AFTER:
        return _JOINED if before in ONLY_AFTER[word] else 0
    if word in NO_HEADS:
        return 0
    kind = _kind(word)
    value = kind.zipf if kind.head else 0
    if value < _DERIVED and len(word) >= _SHORTEST:
        value = max(value, _of_verb(word), _of_diminutive(word))
    if value or len(word) < _SHORTEST_RARE:
        return value
    if kind.adjective and kind.zipf >= _COMMON_ADJECTIVE and not _PARTICIPLE.match(word):
        return kind.zipf - _ADJECTIVE
    unlisted = kind is UNLISTED and not word.endswith("en") and knows(word)
    return _UNLISTED_HEAD if unlisted and lemma(word) == word else 0


def _of_verb(word: str) -> int:
    for verb in _verbs(word, _AGENTS):
        if (kind := _kind(verb)).verb and kind.zipf >= _COMMON_VERB:
            return min(kind.zipf, _DERIVED)
    return 0


def _verbs(word: str, endings: tuple[str, ...]) -> Iterator[str]:
    for ending in endings:
        if word.endswith(ending):
            stem = word[: -len(ending)]
            yield from infinitives(stem) if ending[0] == "s" else (stem + "en",)


def _of_diminutive(word: str) -> int:
    if not word.endswith(("je", "jes")):
        return 0
    return max(
        (kind.zipf for noun in undiminished(word) if (kind := _kind(noun)).noun and kind.head),
        default=0,
    )


def _modifier(text: str) -> tuple[int, str]:
    """Give how common a word is that can be the first part, and that word; or 0."""
    if text in JOINED:
        return _JOINED, JOINED[text]
    kind = _kind(text)
    value = kind.zipf if kind.modifier else _stem(text, kind.zipf)
    single = text.removesuffix("s")
    if single != text and len(single) > _SHORTEST_PART and single not in NO_MODIFIERS:
        kind = _kind(single)
        if kind.noun and kind.zipf > value:
            return kind.zipf, single
    return value or _of_diminutive(text) or (single != text and _of_verb(single)), text


def _stem(text: str, zipf: int) -> int:
    if text in NO_MODIFIERS or (len(text) == _SHORTEST_PART and text not in SHORT_MODIFIERS):
        return 0
    for verb in infinitives(text):
        if (kind := _kind(verb)).verb and kind.zipf >= _COMMON_VERB:
            return max(zipf, kind.zipf - 50)
    for prefix in PREFIXES:
        if text.startswith(prefix) and len(text) - len(prefix) > _SHORTEST_PART:
            kind = _kind(text[len(prefix) :])
            if kind.noun:
                return kind.zipf - 60
    return 0


def _agrees(word: str, found: Split) -> bool:
    """Whether what the dictionary says of the whole word fits the split."""
    if found.head in ONLY_AFTER:
        return True
    if any(_kind(verb).verb for verb in _verbs(word, _AGENTS)):
        return False
    kind = _kind(word)
    adjective = _kind(found.head).adjective or found.head.endswith(("end", "ende"))
    if kind.adjective and not kind.noun and not adjective:
        return False
    if kind.noun or kind.plural or not knows(word):
        return True
    form = fold(lemma(word))
    if kind.verb or _kind(form).verb:
        return False
    return form == word or any(
        _head(form.removeprefix(start), start) or _kind(form.removeprefix(start)).known
        for start in (found.modifier, found.base)
        if form.startswith(start)
    )
