"""The parts of Dutch compounds: raket and aanval of raketaanvallen; of names none."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from articles.language.compound_lists import (
    ABBREVIATIONS,
    MORE_MODIFIERS,
    NAME_ENDINGS,
    PLURALS,
    PREFIXES,
    REPEATING,
)
from articles.language.dictionary import is_ordinary, knows, lemma
from articles.language.folding import PlainText, fold, plain
from articles.language.frequencies import UNLISTED
from articles.language.inflections import infinitives
from articles.language.splitting import (
    BONUS,
    SHORTEST_PART,
    Split,
    commonness_undiminished,
    is_whole,
    kind_of,
    singular,
    split,
    split_loosely,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

_LONGEST = 48  # characters
_SURE = 350
_PLURAL_OR_SMALL = ("en", "s", "a", "je")


class Piece(NamedTuple):
    """A part of a compound: where it stands in it, and its folded lemma."""

    start: int
    end: int
    base: str


def parts(word: str) -> tuple[str, ...]:
    """Give the folded lemmas of a compound's parts, of the outermost split first.

    A hyphen always divides; otherwise a word that is no compound, or a name, has none. Parts that
    are compounds themselves are followed by their parts: grondwet, wijziging, grond, wet.
    """
    return tuple(dict.fromkeys(piece.base for piece in _pieces(word)))


def pieces(word: str) -> tuple[Piece, ...]:
    """Give where in the word, as it is written, each of its parts stands; as `parts` orders them.

    A part stands without the letters that link it to the next, where that can be told.
    """
    found = _pieces(word)
    if not found or word.isascii():
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
    for start, end, base in _pieces(word)[1:2]:
        head = lowered[start:]
        if end == len(lowered) and (kind_of(head).plural or commonness_undiminished(head)):
            return lowered[:start] + base
    return ""


@lru_cache(maxsize=4_096)
def _pieces(word: str) -> tuple[Piece, ...]:
    if len(word) > _LONGEST:
        return ()
    text = plain(word).removesuffix("'s")
    if "-" in text:
        return tuple(_hyphenated(text))
    if not text.isalpha() or _is_name(text):
        return ()
    return tuple(_levels(0, text, in_dictionary=is_ordinary(word)))


def _is_name(word: str) -> bool:
    """Whether a word is spelled as a name, and not as one at the beginning of a sentence."""
    lowered = word.lower()
    if word == lowered:
        return False
    if word[1:] != lowered[1:]:
        return True
    if knows(lowered):
        return False
    if knows(word):
        return True
    if lowered.endswith(NAME_ENDINGS):
        return True
    found = split(lowered)
    return found is not None and not _is_sure(found)


def _is_sure(found: Split) -> bool:
    """Whether both parts are long and known nouns, which they are of a name by chance only."""
    if found.base in ABBREVIATIONS:
        return True
    head, before = kind_of(found.head), kind_of(found.base)
    if min(len(found.base), len(found.head)) == SHORTEST_PART:
        return False
    is_noun = before.noun or (before.plural and before.known) or split(found.base) is not None
    return is_noun and (head is not UNLISTED or split(found.head) is not None)


def _levels(start: int, word: str, *, in_dictionary: bool) -> Iterator[Piece]:
    """Give the parts of a word that stands at `start`, then the parts of each of them."""
    waiting = [(start, word.lower())]
    for at, text in waiting:
        found = split(text)
        if found is None and not in_dictionary and len(text) == len(word):
            found = split_loosely(text)
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
    kind = kind_of(part)
    if kind.noun or part in MORE_MODIFIERS:
        return part
    form = fold(lemma(part))
    if kind.plural:
        return singular(part) or form
    if form == part or kind.adjective or kind_of(form).verb:
        return form
    return next((verb for verb in infinitives(part) if kind_of(verb).verb), form)


def _unprefixed(word: str) -> str:
    """Give what is repeated or opposed: verkiezing of herverkiezing; or nothing."""
    for prefix in REPEATING:
        rest = word.removeprefix(prefix)
        kind = kind_of(rest)
        if rest == word or len(rest) < 2 * SHORTEST_PART or kind.verb or is_whole(word):
            continue
        if (kind.noun or kind.plural) and kind.zipf >= max(_SURE, kind_of(word).zipf + BONUS):
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
            yield from _levels(start, text, in_dictionary=is_ordinary(text))
