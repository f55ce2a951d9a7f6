"""Whom a name means that the recogniser read: one of the archive's actors, or nobody it has yet."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from articles.language.folding import fold
from articles.language.vocabulary import PARTICLES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from articles.language.known import ActorKind, NameKind

_LEGAL_FORM = re.compile(r" (?:nv|bv|bvba|sa|sprl|vzw|ag|gmbh|plc|inc|ltd|corp)\.?$")
_INITIALS = re.compile(r"(?:[^\W\d_]{1,2}\.?[ -]?)+")
_NAMES_BY_ITSELF: frozenset[NameKind] = frozenset({"preferred", "alias", "abbreviation"})


class LinkableName(NamedTuple):
    """A name of an actor that may be linked to."""

    actor: int
    actor_kind: ActorKind
    text: str
    kind: NameKind


def key_of(text: str) -> str:
    """Write a name as names are compared: folded, words apart by one space."""
    return " ".join(fold(text).split())


def sort_of(kind: str) -> str:
    """Take countries and places together: texts and people do not agree on which is which."""
    return "place" if kind == "country" else kind


class Linker:
    """Finds who bears a name. Building it takes time, so keep one and use it often."""

    def __init__(self, names: Iterable[LinkableName]) -> None:
        bearers: defaultdict[tuple[str, str], dict[int, None]] = defaultdict(dict)
        surnames: defaultdict[str, dict[tuple[str, int], None]] = defaultdict(dict)
        for name in names:
            if name.kind not in _NAMES_BY_ITSELF:
                continue
            key = key_of(name.text)
            bearers[sort_of(name.actor_kind), key][name.actor] = None
            if name.actor_kind == "person":
                first, _, surname = key.partition(" ")
                if surname:
                    surnames[surname][first[0], name.actor] = None
        self._bearers = {key: tuple(actors) for key, actors in bearers.items()}
        self._surnames = {surname: tuple(people) for surname, people in surnames.items()}

    def bearers(self, kind: str, forms: Iterable[str]) -> tuple[int, ...]:
        """List the actors of a kind whom the first of these forms that is anybody's can mean.

        Several are namesakes; none is known by a name that is only like it, except a person
        by initials (J. Stoltenberg) and a firm without its legal form (Umicore NV).
        """
        for form in forms:
            key = key_of(form)
            for attempt in _attempts(kind, key):
                if found := self._bearers.get((sort_of(kind), attempt)):
                    return found
            if kind == "person" and (found := self._by_initials(key)):
                return found
        return ()

    def _by_initials(self, key: str) -> tuple[int, ...]:
        words = key.split()
        for place in range(1, len(words)):
            if not _INITIALS.fullmatch(words[place - 1]) or words[place - 1] in PARTICLES:
                break
            people = self._surnames.get(" ".join(words[place:]), ())
            found = tuple(dict.fromkeys(who for initial, who in people if initial == key[0]))
            if len(found) == 1:
                return found
        return ()


def _attempts(kind: str, key: str) -> Iterator[str]:
    yield key
    if kind == "organisation":
        yield _LEGAL_FORM.sub("", key)
        yield key.removeprefix("de ").removeprefix("het ")
