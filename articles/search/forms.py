"""The forms in which a text may hold what a reader asks for, each with why it counts."""

import re
from collections.abc import Iterable, Iterator
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from articles.language.compounds import pieces
from articles.language.folding import fold, plain
from articles.language.lookalikes import LOOKALIKES, distinct_term, namesake
from articles.language.variants import modern, unlinked, without_points
from articles.language.words import lemma, other_base

_HYPHENS = re.compile(r"-+")
_LETTERS_OR_DIGITS = re.compile(r"[^\W\d_]+|\d+")
SHORTEST_APART = 3  # letters of a part; shorter ones are no words of their own


class Reason(StrEnum):
    """Why a text answers a word, the surest first."""

    EXACT = "exact"
    SPELLING = "spelling"
    INFLECTION = "inflection"
    COMPOUND = "compound"
    NAME = "name"
    SYNONYM = "synonym"


class Form(NamedTuple):
    """A word, or the words of a phrase, in a form that answers."""

    text: str
    reason: Reason
    phrase: bool = False


@lru_cache(maxsize=4096)
def forms_of(word: str) -> tuple[Form, ...]:
    """List the forms of a word: as typed, in other spellings, as in a dictionary, written apart.

    An article's ``search_terms`` hold the other side: dictionary forms, parts of compounds and
    joined forms of what it spells. So "raket" asks for no compounds; they carry their parts.
    A word that the stemmer takes for others is asked for by its own term only.
    """
    written = plain(word)
    bases = [base for base in (fold(lemma(word)), other_base(word.lower())) if base]
    joined = list(_otherwise_joined(written))
    if name := namesake(word.capitalize()):
        joined.append(Form(distinct_term(name), Reason.SPELLING))
    if LOOKALIKES.isdisjoint(bases):
        return _distinct([*stems_of(word), *joined])
    return _distinct([*(Form(distinct_term(base), Reason.INFLECTION) for base in bases), *joined])


@lru_cache(maxsize=4096)
def stems_of(word: str) -> tuple[Form, ...]:
    """List the forms that stand in the text of an article itself, by which to rank it."""
    return _distinct(
        [
            Form(word.lower(), Reason.EXACT),
            Form(plain(word).lower(), Reason.SPELLING),
            Form(fold(lemma(word)), Reason.INFLECTION),
            Form(other_base(word.lower()), Reason.INFLECTION),
        ]
    )


def _distinct(forms: Iterable[Form]) -> tuple[Form, ...]:
    distinct: dict[tuple[str, bool], Form] = {}
    for form in forms:
        if form.text:
            distinct.setdefault((form.text, form.phrase), form)
    return tuple(distinct.values())


def _otherwise_joined(written: str) -> Iterator[Form]:
    """Give a word with hyphens or digits in one piece, and what is in one piece written apart."""
    if usual := modern(written.lower()):
        yield Form(usual, Reason.SPELLING)
        yield Form(distinct_term(fold(lemma(usual))), Reason.SPELLING)
    yield Form(unlinked(written), Reason.INFLECTION)
    yield Form(without_points(written).lower(), Reason.SPELLING)
    if "/" in written:
        yield Form(written.replace("/", " ").lower(), Reason.SPELLING)
    parts = [part for part in _HYPHENS.split(written) if part]
    if len(parts) > 1:
        joined = "".join(parts)
        yield Form(joined.lower(), Reason.SPELLING)
        yield Form(fold(lemma(joined)), Reason.INFLECTION)
        yield Form(" ".join(parts).lower(), Reason.SPELLING, phrase=True)
        singular = "-".join((*parts[:-1], fold(lemma(parts[-1]))))
        yield Form(singular.lower(), Reason.INFLECTION)
    elif apart := _apart(written):
        yield Form(" ".join(apart).lower(), Reason.SPELLING, phrase=True)


def _apart(written: str) -> list[str]:
    """Divide a compound, or letters and digits, at its first seam; empty where it has none."""
    if any(character.isdigit() for character in written):
        parts = _LETTERS_OR_DIGITS.findall(written)
        return parts if len(parts) == 2 and "".join(parts) == written else []  # noqa: PLR2004
    seams = [piece.end for piece in pieces(written)]
    if not seams or written.lower() == written[: seams[0]].lower():
        return []
    parts = [written[: seams[0]], written[seams[0] :]]
    return parts if min(map(len, parts)) >= SHORTEST_APART else []
