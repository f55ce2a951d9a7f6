"""Dutch words: what a text spells, and the form that a dictionary gives."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple
from unicodedata import normalize

import simplemma
from simplemma.strategies import DEFAULT_DICTIONARY_FACTORY, DefaultStrategy

from articles.language.folding import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = [
    "Part",
    "Word",
    "fold",
    "is_ordinary",
    "lemma",
    "search_terms",
    "spelled",
    "terms_of",
    "words",
]

_LETTER = r"[^\W_][\u0300-\u036f\u00ad]*"
_WORD = re.compile(
    rf"\d{{1,20}}(?:[.,]\d{{1,20}}){{1,8}}(?![^\W_])|(?:{_LETTER})+(?:['’ʼ‐‑&-](?:{_LETTER})+)*"
)
_HYPHEN = re.compile(r"[-‐‑]")
_LONGEST = 64  # characters; what is longer is no Dutch word, and is left as it stands
_ABBREVIATION = 4  # letters; "IS" and "NAVO" are no forms of "zijn" or of anything

_STRATEGY = DefaultStrategy()  # without simplemma's cache, which would hold all words twice

# Where simplemma picks the rarer reading of a form that newspapers use all the time.
_COMMONER = {
    "leden": "lid",
    "gevangenen": "gevangene",
    "kampioenen": "kampioen",
}


class Part(NamedTuple):
    """A word, or what hyphens divide it into, in the forms by which it is compared."""

    lowered: str
    folded: str
    base: str  # the folded lemma


class Word(NamedTuple):
    """A word of a text: NAVO-lidstaten, with NAVO and lidstaten as its parts."""

    whole: Part
    parts: tuple[Part, ...]  # the word itself where it has no hyphen


def words(text: str) -> list[Word]:
    """Give each word in order."""
    return list(map(_word, spelled(text)))


def spelled(text: str) -> list[str]:
    """Give the words as they are written; apostrophes and hyphens keep one word together."""
    return [text] if text.isalnum() else _WORD.findall(text)


def _word(spelled: str) -> Word:
    whole = _part(spelled)
    parts = [whole] if spelled.isalnum() else map(_part, _HYPHEN.split(spelled))
    return Word(whole, tuple(parts))


def _part(spelled: str) -> Part:
    return Part(spelled.lower(), fold(spelled), fold(lemma(spelled)))


@lru_cache(maxsize=32_768)
def _dictionary_form(lowered: str) -> str:
    if common := _COMMONER.get(lowered):
        return common
    composed = normalize("NFC", lowered)
    form = None if "'" in composed else _dictionary().get(composed)
    form = form or _STRATEGY.get_lemma(composed, "nl") or composed
    return form.lower().replace("_", "")


@lru_cache(maxsize=1)
def _dictionary() -> Mapping[str, str]:
    """Give simplemma's own table, which answers for most words before any of its rules."""
    return DEFAULT_DICTIONARY_FACTORY.get_dictionary("nl")


def lemma(word: str) -> str:
    """Give the form that all inflections share, in lower case with its accents.

    "verkiezing" of "Verkiezingen", "brand" of "brandde". An unknown word, a name or a short
    abbreviation in capitals comes back as it stands, in lower case. The forms are simplemma's,
    whose noun and verb readings sometimes point at each other (boot > boten > boot), so we
    follow them and settle on the shortest of such a circle.
    """
    lowered = word.lower().replace("’", "'")
    if not lowered or len(lowered) > _LONGEST:
        return lowered
    if len(word) <= _ABBREVIATION and len(word) > 1 and word.isupper():
        return lowered
    form = _dictionary_form(lowered)
    if form == lowered or form == _dictionary_form(form):
        return form
    path = [lowered, form]
    while (form := _dictionary_form(path[-1])) not in path:
        path.append(form)
    return min(path[path.index(form) :], key=lambda form: (len(form), form))


@lru_cache(maxsize=16_384)
def is_ordinary(word: str) -> bool:
    """Whether a dictionary knows the word, in lower case, so that a capital proves no name."""
    return 0 < len(word) <= _LONGEST and simplemma.is_known(word.lower(), lang="nl")


def search_terms(text: str) -> str:
    """Give what else a text should be found by, distinct and in order of first appearance.

    For each word, and each part of a hyphenated one: its folded lemma, unless that is the
    word itself. A word that only loses its accents (Syrië, Erdoğan) is given folded.
    """
    return " ".join(dict.fromkeys(terms_of(words(text))))


def terms_of(found: Iterable[Word]) -> list[str]:
    """Give the search terms of words, in their order."""
    return [
        form
        for word in found
        for lowered, folded, base in word.parts
        for form in (base, folded)
        if form != lowered
    ]
