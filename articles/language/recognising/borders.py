"""Where a name begins and ends: what Dutch keeps apart or together, whatever the model says."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from articles.language.folding import fold
from articles.language.recognising import lists
from articles.language.vocabulary import PARTICLES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from articles.language.recognising.splitting import Token
    from articles.language.recognising.tagging import Chunk

_APART = frozenset(',;:"“”„«»()[]?/|')
_AND = frozenset(("en", "of", "and", "et"))
_OPENING = frozenset(
    ("in", "op", "uit", "voor", "van", "bij", "na", "met", "volgens", "door", "tot")
)
_ABOUT = frozenset(("regering", "kabinet", "zaak", "commissie", "familie", "wet", "plan", "proces"))
_ROAD = re.compile(r"[AENR]\d{1,3}")
_NO_END = PARTICLES | _APART | {"-"}


def mended(chunks: Iterable[Chunk], tokens: Sequence[Token]) -> list[Chunk]:
    """Divide, trim and join the chunks of a sentence, in reading order."""
    words = [token.text for token in tokens]
    joined: list[Chunk] = []
    for chunk in chunks:
        for part in _parts(chunk, words):
            whole = _with_first_name(part, words, joined[-1] if joined else None)
            while joined and joined[-1].last > whole.first:
                joined.pop()
            joined.append(whole)
    return joined


def _parts(chunk: Chunk, words: Sequence[str]) -> Iterator[Chunk]:
    """Give the names of a chunk in which more than one was taken together."""
    first = chunk.first
    for place in range(chunk.first, chunk.last):
        if _divides(chunk, place, words):
            yield from _trimmed(chunk._replace(first=first, last=place), words)
            first = place + 1
    yield from _trimmed(chunk._replace(first=first), words)


def _divides(chunk: Chunk, place: int, words: Sequence[str]) -> bool:
    word = words[place]
    if word in _APART:
        return chunk.kind == "person" or word != ","
    if _ROAD.fullmatch(word) or ("-" in word and _is_compound(word)):
        return True
    if not word.islower():
        return False
    if chunk.kind == "person":
        if word == "van":
            return _is_elsewhere(words[chunk.first : place], words[place + 1 : chunk.last])
        return word.isalpha() and word not in PARTICLES
    return word in _AND and (
        _is_listed(words[chunk.first : place]) or _is_listed(words[place + 1 : chunk.last])
    )


def _is_compound(word: str) -> bool:
    """Whether a word only has a name in it: NAVO-topman, Kabinet-Kok, but not II-laan."""
    first, _, last = word.rpartition("-")
    if fold(word).partition("-")[0] in _ABOUT:
        return True
    if not first or not last.islower() or lists.is_word(first.lower()):
        return False
    return not {"organisation", "place"} & set(lists.classes_of(fold(last)))


def _is_elsewhere(before: Sequence[str], after: Sequence[str]) -> bool:
    """Whether "van" no longer belongs to the name: Jos van de Ven van Dorpsbelangen."""
    if "van" in before:
        return True
    return sum(word[0].isupper() for word in before) > 1 and _is_listed(after)


def _trimmed(chunk: Chunk, words: Sequence[str]) -> Iterator[Chunk]:
    first, last = chunk.first, chunk.last
    while first < last and words[last - 1].lower() in _NO_END:
        last -= 1
    while first < last and words[first] in _APART:
        first += 1
    if first + 1 < last and _opens(words[first], chunk, at_start=first == 0):
        first += 1
    if any(word[0].isalnum() for word in words[first:last]):
        yield chunk._replace(first=first, last=last)


def _opens(word: str, chunk: Chunk, *, at_start: bool) -> bool:
    """Whether a capital at the head of a name is that of the sentence, or of a title."""
    folded = fold(word)
    if chunk.kind == "person":
        return _is_title(word) and folded not in lists.first_names()
    return at_start and folded in _OPENING


def _with_first_name(chunk: Chunk, words: Sequence[str], before: Chunk | None) -> Chunk:
    """Give a person his first name where the model took his surname for a town: Ad van Lith."""
    first = chunk.first
    while first and words[first - 1] in PARTICLES:
        first -= 1
    if chunk.kind == "person" or not 0 < first < chunk.first:
        return chunk
    alone = before is not None and (before.first, before.last) == (first - 1, first)
    if alone and before is not None and before.kind == "person":
        return chunk._replace(first=before.first, kind="person")
    if fold(words[first - 1]) not in lists.first_names() or not words[first - 1][0].isupper():
        return chunk
    if first > 1 and words[first - 2][0].isupper() and not _is_title(words[first - 2]):
        return chunk
    return chunk._replace(first=first - 1, kind="person")


def _is_title(word: str) -> bool:
    return "person" in lists.classes_of(fold(word))


def _is_listed(words: Sequence[str]) -> bool:
    folded = fold(" ".join(words))
    return any(folded in names for _, names in lists.names())
