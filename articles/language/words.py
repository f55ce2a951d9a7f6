"""Dutch words: where they stand in a text, and the form that a dictionary gives."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

import simplemma

from articles.language.folding import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Word", "fold", "is_ordinary", "lemma", "search_terms", "spelled", "words"]

_LETTER = r"[^\W_][\u0300-\u036f\u00ad]*"
_WORD = re.compile(
    rf"\d{{1,20}}(?:[.,]\d{{1,20}}){{1,8}}(?![^\W_])|(?:{_LETTER})+(?:['’ʼ‐‑&-](?:{_LETTER})+)*"
)
_HYPHEN = re.compile(r"[-‐‑]")
_LONGEST = 64  # characters; what is longer is no Dutch word, and is left as it stands
_ABBREVIATION = 4  # letters; "IS" and "NAVO" are no forms of "zijn" or of anything

# Where simplemma picks the rarer reading of a form that newspapers use all the time.
_COMMONER = {
    "leden": "lid",
    "gevangenen": "gevangene",
    "kampioenen": "kampioen",
}


class Word(NamedTuple):
    """One word of a text; `text` is exactly what stands from `start` to `end`."""

    text: str
    start: int
    end: int

    @property
    def parts(self) -> tuple[Word, ...]:
        """What the hyphens divide: NAVO and lidstaten of NAVO-lidstaten, or the word itself."""
        if not _HYPHEN.search(self.text):
            return (self,)
        found: list[Word] = []
        start = self.start
        for part in _HYPHEN.split(self.text):
            found.append(Word(part, start, start + len(part)))
            start += len(part) + 1
        return tuple(found)


def words(text: str) -> Iterator[Word]:
    """Give each word in order; apostrophes and hyphens inside keep one word together."""
    for match in _WORD.finditer(text):
        yield Word(match[0], match.start(), match.end())


def spelled(text: str) -> list[str]:
    """Give the words alone, as they are written; much faster where no place is needed."""
    return _WORD.findall(text)


def _dictionary_form(word: str) -> str:
    return _COMMONER.get(word) or simplemma.lemmatize(word, lang="nl").lower().replace("_", "")


@lru_cache(maxsize=65_536)
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
    if word.isupper() and 1 < len(word) <= _ABBREVIATION:
        return lowered
    path = [lowered]
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
    terms: dict[str, None] = {}
    for distinct in dict.fromkeys(spelled(text)):
        for part in _HYPHEN.split(distinct):
            lowered = part.lower()
            terms.update(
                (form, None) for form in (fold(lemma(part)), fold(lowered)) if form != lowered
            )
    return " ".join(terms)
