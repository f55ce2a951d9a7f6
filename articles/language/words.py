"""Dutch words: what a text spells, and the form that a dictionary gives."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from articles.language import dictionary
from articles.language.compounds import in_singular, parts, pieces
from articles.language.dictionary import is_ordinary
from articles.language.folding import fold
from articles.language.frequencies import UNLISTED, kinds
from articles.language.inflections import bare_adjectives, softened_singular, unusual_singular
from articles.language.lookalikes import LOOKALIKES, distinct_term, namesake
from articles.language.splitting import singular
from articles.language.stop_words import name_term
from articles.language.variants import initials, modern, shared_heads, ungrouped, unlinked
from articles.language.verbs import infinitive, separated

if TYPE_CHECKING:
    from collections.abc import Iterator

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
# What some write in one word with the name that follows: Noord-Korea, pro-Russisch.
_JOINED_TO_NAMES = frozenset(["noord", "zuid", "oost", "west", "midden", "pro", "anti", "ex"])
_GENITIVE = re.compile("['’ʼ]s$")
_HYPHEN = re.compile(r"[-‐‑]")


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


@lru_cache(maxsize=256)  # all that is derived of a token asks for the same word
def _word(spelled: str) -> Word:
    whole = _part(spelled)
    parts = [whole] if spelled.isalnum() else map(_part, _HYPHEN.split(spelled))
    return Word(whole, tuple(parts))


def _part(spelled: str) -> Part:
    return Part(spelled.lower(), fold(spelled), fold(lemma(spelled)))


def lemma(word: str) -> str:
    """Give the form that all inflections share, in lower case: see `dictionary.lemma`.

    Of a compound that no dictionary knows, that of its head: defensieuitgave of defensieuitgaven;
    of a surname that is a form of another word (Wilders) the name.
    """
    if name := namesake(word):
        return name
    form = dictionary.lemma(word)
    if form == word.lower().replace("’", "'"):
        return form.removesuffix("'s") if form.endswith("'s") else in_singular(word) or form
    return form


def search_terms(text: str) -> str:
    """Give what else a text should be found by, distinct and in order of first appearance.

    For each word, and each part of a hyphenated one: its folded lemma, and its folded spelling
    (Syrië, Erdoğan). Further the parts of compounds (raketaanvallen: raket, aanval), what has
    a hyphen as one word (e-mail: email), other spellings and forms, and what only several words
    together tell. Never what the word spells in so many letters itself.
    """
    return " ".join(dict.fromkeys((*terms_of(text), *terms_together(text))))


def terms_of(text: str) -> list[str]:
    """Give the search terms of each word, in their order; what words share comes back."""
    return [term for written in spelled(text) for term in _terms(written)]


def terms_together(text: str) -> Iterator[str]:
    """Give the search terms that no word of a text has by itself."""
    yield from separated(text)
    yield from ungrouped(text)
    yield from initials(text)
    for compound in shared_heads(text):
        yield from (compound, *parts(compound))


def _terms(written: str) -> Iterator[str]:
    if "-" in written:
        written = _GENITIVE.sub("", written)  # F-16's
    word = _word(written)
    said = {word.whole.lowered}
    forms: list[str] = []
    for part in word.parts:
        said.add(part.lowered)
        forms += (part.base, other_base(part.lowered), part.folded)
    if len(word.parts) > 1:
        joined = _joined(written, word.parts)
        forms += (joined or _in_singular(word.parts), fold(lemma(joined)))
        # With a hyphen before it, PostgreSQL takes a number for a negative one.
        yield from (part.folded for part in word.parts[1:] if part.folded.isdecimal())
    divided = parts(written)
    forms += (*divided, *_inner_compounds(word.whole.folded))
    for older in (word.whole.folded, *divided):
        if usual := modern(older):
            forms += (usual, fold(lemma(usual)))
    for form in dict.fromkeys(forms):
        if form in LOOKALIKES:
            yield distinct_term(form)
        elif form and form not in said:
            yield form
    yield from filter(None, (unlinked(written), name_term(written)))


def _in_singular(divided: tuple[Part, ...]) -> str:
    """Give a word with hyphens in the form that a dictionary would have: navo-top."""
    if divided[-1].base == divided[-1].folded:
        return ""
    return "-".join((*(part.folded for part in divided[:-1]), divided[-1].base))


def _inner_compounds(folded: str) -> Iterator[str]:
    """Give the compounds that a longer one begins with: luchtafweer of luchtafweerraket."""
    for piece in pieces(folded):
        if piece.start > 0 and piece.end < len(folded) and "-" not in folded[: piece.end]:
            yield fold(lemma(folded[: piece.end]))


def other_base(lowered: str) -> str:
    """Give the folded lemma of another reading: stelen of stal, graf of graven; empty of none."""
    reading = infinitive(lowered) or unusual_singular(lowered) or _other_noun_or_adjective(lowered)
    return fold(lemma(reading)) if reading else ""


def _other_noun_or_adjective(lowered: str) -> str:
    """Give the noun or adjective that is a form of what a dictionary takes for a verb: dode."""
    form = dictionary.lemma(lowered)
    if form == lowered and form.endswith("s"):
        kind = kinds()[fold(lowered)]
        if kind.plural and not kind.noun and not form.endswith("mans"):
            return singular(fold(lowered)) or ""
        # The stemmer leaves the genitive of a name in -e as it is: Oekraïnes.
        return lowered[:-1] if kind is UNLISTED and lowered.endswith(("es", "ës")) else ""
    if not form.endswith("n"):
        return ""
    if form == lowered:
        noun = softened_singular(lowered)
        return noun if kinds()[noun].noun else ""
    if form == f"{lowered}n":
        known = filter(dictionary.knows, bare_adjectives(lowered))
        return next((bare for bare in known if dictionary.lemma(bare) == bare), "")
    return ""


def _joined(written: str, divided: tuple[Part, ...]) -> str:
    """Give a word without its hyphens, where some write it so: defensie-uitgave, F-16, e-mail.

    Nobody does so with a name or an abbreviation (Sint-Niklaas, NAVO-top): then it is empty.
    """
    start = "".join(part.folded for part in divided[:-1])
    last = divided[-1]
    if last.folded.isdecimal():
        return start + last.folded if divided[0].folded.isalpha() else ""
    is_ordinary_word = written[1:] == written[1:].lower() or divided[0].lowered in _JOINED_TO_NAMES
    if not (start + last.folded).isalpha() or not is_ordinary_word:
        return ""
    return start + min(last.base, last.folded, key=len)
