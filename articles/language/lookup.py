"""All known names of a text in one pass, at word borders, longest first."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import ahocorasick

from articles.language.folding import plain
from articles.language.vocabulary import PARTICLES

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from articles.language.folding import PlainText
    from articles.language.known import KnownActor, Name, NameKind

_TOKEN = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_SHORT = 4  # letters; a shorter name set in capitals is too likely to be an ordinary word
_INFLECTED = frozenset({"preferred", "alias", "surname", "demonym"})
_NO_BARE_GENITIVE = frozenset("aiouyszx")  # Macrons, but Obama's, Zelensky's and Frans'


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """One name of one actor as the lookup needs it; `actor` is its place in the table."""

    actor: int
    kind: NameKind
    text: str
    alone: bool
    exact: bool  # abbreviations: the case of the text must be the name's
    lone: bool  # a surname, or a person's single name: what stands around it matters
    free_case: frozenset[int]  # places where a particle may have either case


class Hit(NamedTuple):
    """Known forms that all stand at one place of a `PlainText`."""

    start: int
    end: int
    key: str
    forms: tuple[Form, ...]


class NameIndex:
    """An Aho-Corasick automaton over the folded names of all actors."""

    def __init__(self, actors: Sequence[KnownActor]) -> None:
        entries: dict[str, list[Form]] = {}
        for place, actor in enumerate(actors):
            seen: set[str] = set()
            for name in actor.names:
                form = _form(place, actor, name)
                if form.text and form.text not in seen:
                    seen.add(form.text)
                    entries.setdefault(form.text.lower(), []).append(form)
        self._automaton = ahocorasick.Automaton()
        for key, forms in entries.items():
            self._automaton.add_word(key, (key, tuple(forms)))
        self._empty = not entries
        self._automaton.make_automaton()

    def hits(self, text: PlainText) -> list[Hit]:
        """Give the longest known names, which never overlap, in reading order."""
        return [] if self._empty else _longest(self._candidates(text))

    def _candidates(self, text: PlainText) -> list[Hit]:
        lowered, cased = text.lowered, text.text
        length = len(lowered)
        found: list[Hit] = []
        for last, (key, forms) in self._automaton.iter(lowered):
            start, end = last + 1 - len(key), last + 1
            if start and (lowered[start - 1].isalnum() or lowered[start - 1] == "@"):
                continue
            if end < length and lowered[end].isalnum():
                if not _bare_genitive(lowered, end):
                    continue
                end += 1
                fitting = tuple(f for f in forms if f.kind in _INFLECTED and not f.exact)
            else:
                if _in_address(cased, end):
                    continue
                fitting = forms
            seen = cased[start : last + 1]
            if len(fitting) > 1 or not fitting or fitting[0].text != seen:
                fitting = tuple(form for form in fitting if _case_fits(form, seen))
            if fitting:
                found.append(Hit(start, _after_apostrophe(lowered, end), key, fitting))
        return found


def _form(place: int, actor: KnownActor, name: Name) -> Form:
    text = " ".join(plain(name.text).split())
    person = actor.kind == "person"
    return Form(
        actor=place,
        kind=name.kind,
        text=text,
        alone=name.alone,
        exact=name.kind == "abbreviation" or (text.isupper() and len(text) > 1),
        lone=name.kind == "surname" or (person and " " not in text),
        free_case=_particle_starts(text) if person else frozenset(),
    )


def _particle_starts(text: str) -> frozenset[int]:
    tokens = list(_TOKEN.finditer(text))
    if not any(token[0][0].isupper() and token[0].lower() not in PARTICLES for token in tokens):
        return frozenset()
    return frozenset(token.start() for token in tokens if token[0].lower() in PARTICLES)


def _case_fits(form: Form, seen: str) -> bool:
    written = form.text
    if seen == written:
        return True
    if form.exact:
        return False
    if seen.isupper():
        return sum(map(str.isalpha, seen)) > _SHORT
    at_start = True
    for place, (want, got) in enumerate(zip(written, seen, strict=True)):
        if want.isupper() and got.islower() and place not in form.free_case:
            return False
        if want.islower() and got.isupper() and not at_start:
            return False
        at_start = not want.isalnum()
    return True


def _bare_genitive(lowered: str, end: int) -> bool:
    """Whether only a Dutch genitive -s follows: Ruslands, Syriës, Macrons."""
    if lowered[end] != "s" or lowered[end - 1] in _NO_BARE_GENITIVE:
        return False
    return end + 1 == len(lowered) or not lowered[end + 1].isalnum()


def _after_apostrophe(lowered: str, end: int) -> int:
    """Give the end with a genitive 's, as in NAVO's."""
    if not lowered.startswith("'s", end):
        return end
    after = lowered[end + 2 : end + 3]
    return end if after.isalnum() else end + 2


def _in_address(cased: str, end: int) -> bool:
    """Whether the name goes on as a web or mail address: belga.be, belga@voorbeeld.be."""
    following = cased[end : end + 2]
    return following[:1] == "@" or (following[:1] == "." and following[1:].islower())


def _longest(candidates: Iterable[Hit]) -> list[Hit]:
    kept: list[Hit] = []
    taken: set[int] = set()
    for hit in sorted(candidates, key=lambda hit: (hit.start - hit.end, hit.start)):
        if hit.start in taken or hit.end - 1 in taken:
            continue
        taken.update(range(hit.start, hit.end))
        kept.append(hit)
    kept.sort(key=lambda hit: hit.start)
    return kept
