"""All known names of a text, at word borders, longest first."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from itertools import takewhile
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

import ahocorasick

from articles.language.folding import plain
from articles.language.vocabulary import PARTICLES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from articles.language.folding import PlainText
    from articles.language.known import KnownActor, Name, NameKind

_TOKEN = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_PARTICLES = PARTICLES | {"het"}
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


class Opening(NamedTuple):
    """A token in which known names stand, or that may be part of longer ones."""

    spaced: str  # folded, with the spaces around it
    inside: tuple[Hit, ...]  # names within it, with their places in the token
    longer: tuple[tuple[int, str], ...]  # names that need other tokens, and where they would begin


class NameIndex:
    """All names of all actors, folded, each to be recognised by its first telling word."""

    def __init__(self, actors: Sequence[KnownActor]) -> None:
        self._forms: dict[str, list[Form]] = {}
        for place, actor in enumerate(actors):
            seen: set[str] = set()
            for name in actor.names:
                form = _form(place, actor, name)
                if form.text and form.text not in seen:
                    seen.add(form.text)
                    self._forms.setdefault(form.text.lower(), []).append(form)
        self._longer: defaultdict[str, list[tuple[int, str]]] = defaultdict(list)
        self._automaton = ahocorasick.Automaton(ahocorasick.STORE_LENGTH)
        for key in sorted(self._forms, key=len):
            telling, place = _telling_word(key)
            self._automaton.add_word(telling)
            if telling != key:
                self._longer[telling].append((place, key))
        self._automaton.make_automaton()

    def opening(self, token: str) -> Opening | None:
        """Tell which names stand in a token, or need it; mostly none."""
        cased = plain(token)
        lowered = cased.lower()
        if lowered.isalnum() and not (
            lowered in self._automaton or lowered[:-1] in self._automaton
        ):
            return None
        inside: list[Hit] = []
        longer: list[tuple[int, str]] = []
        for start, word in self._telling_words(lowered):
            if word in self._forms and (hit := self._hit(cased, lowered, start, word)):
                inside.append(hit)
            longer += self._longer_names(word, cased, start)
        return Opening(f" {cased} ", tuple(inside), tuple(longer)) if inside or longer else None

    def hits(self, text: PlainText, openings: Iterable[Opening]) -> list[Hit]:
        """Give the longest known names, which never overlap, in reading order.

        `openings` are those of the text's tokens, in their order.
        """
        return _longest(self._candidates(text, openings))

    def _candidates(self, text: PlainText, openings: Iterable[Opening]) -> list[Hit]:
        cased, lowered = text.text, text.lowered
        spaced = f" {cased} ".replace("\n", " ")
        found: list[Hit] = []
        done = 0
        for token, inside, longer in openings:
            place = spaced.index(token, done)
            done = place + len(token) - 1
            for start, end, key, forms in inside:
                found.append(Hit(place + start, place + end, key, forms))
            for shift, key in longer:
                start = place + shift
                if start < 0 or not lowered.startswith(key, start):
                    continue
                if _begins_word(lowered, start) and (hit := self._hit(cased, lowered, start, key)):
                    found.append(hit)
        return found

    def _telling_words(self, lowered: str) -> Iterator[tuple[int, str]]:
        if not self._forms:
            return
        for last, length in self._automaton.iter(lowered):
            start = last + 1 - length
            if _begins_word(lowered, start):
                yield start, lowered[start : last + 1]

    def _longer_names(self, word: str, cased: str, start: int) -> Iterator[tuple[int, str]]:
        """Give the names of several words of which this is the telling one, if the case fits."""
        seen = cased[start : start + len(word)]
        for place, key in self._longer.get(word, ()):
            goes_on = place + len(word) < len(key)
            if (place and start) or (goes_on and start + len(word) < len(cased)):
                continue
            if any(_may_hold(form, place, seen) for form in self._forms[key]):
                yield start - place, key

    def _hit(self, cased: str, lowered: str, start: int, key: str) -> Hit | None:
        """Give the name at a place where it begins a word, if it ends one and its case fits."""
        end = last = start + len(key)
        fitting = self._forms[key]
        if end < len(lowered) and lowered[end].isalnum():
            if not _bare_genitive(lowered, end):
                return None
            end += 1
            fitting = [f for f in fitting if f.kind in _INFLECTED and not f.exact]
        elif _in_address(cased, end):
            return None
        seen = cased[start:last]
        forms = tuple(form for form in fitting if _case_fits(form, seen))
        return Hit(start, _after_apostrophe(lowered, end), key, forms) if forms else None


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


def _may_hold(form: Form, place: int, seen: str) -> bool:
    """Whether the case of a word of the text allows it to be this part of a form."""
    written = form.text[place : place + len(seen)]
    if written == seen:
        return True
    return not form.exact and not any(
        want.isupper() and got.islower() and at not in form.free_case
        for at, (want, got) in enumerate(zip(written, seen, strict=True), start=place)
    )


def _telling_word(key: str) -> tuple[str, int]:
    """Give the first word of a name that is no particle, and where it begins in the name."""
    words = key.split(" ")
    particles = len(list(takewhile(_PARTICLES.__contains__, words)))
    if particles == len(words):
        particles = 0
    return words[particles], sum(len(word) + 1 for word in words[:particles])


def _begins_word(lowered: str, start: int) -> bool:
    return not start or not (lowered[start - 1].isalnum() or lowered[start - 1] == "@")


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


def _longest(candidates: list[Hit]) -> list[Hit]:
    candidates.sort(key=itemgetter(0))
    kept: list[Hit] = []
    overlapping: list[Hit] = []
    reach = 0
    for hit in candidates:
        if hit.start >= reach and overlapping:
            kept += _longest_of(overlapping)
            overlapping = []
        overlapping.append(hit)
        reach = max(reach, hit.end)
    return kept + _longest_of(overlapping)


def _longest_of(overlapping: list[Hit]) -> list[Hit]:
    if len(overlapping) <= 1:
        return overlapping
    kept: list[Hit] = []
    taken: set[int] = set()
    for hit in sorted(overlapping, key=lambda hit: (hit.start - hit.end, -len(hit.key))):
        if hit.start in taken or hit.end - 1 in taken:
            continue
        taken.update(range(hit.start, hit.end))
        kept.append(hit)
    kept.sort(key=itemgetter(0))
    return kept
