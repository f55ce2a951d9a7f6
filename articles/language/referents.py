"""Whom a name means when more than one actor, or none that we know, could bear it."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from articles.language.surroundings import same_sentence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from articles.language.lookup import Form

_SENTENCE = 300  # characters; names further apart stand in different sentences
_STRANGER = None  # a bearer of the surname whom the table does not know


class Place(NamedTuple):
    """Where a name begins: the number of its field, and the character in its folded text."""

    field: int
    start: int


class Candidate(NamedTuple):
    """A known name in its place, with the actors' forms that fit there.

    `named` is the actor whose own first name stands before this surname, if any; `weak` marks
    an ordinary word that only begins a sentence.
    """

    place: Place
    end: int
    key: str
    text: str
    forms: tuple[Form, ...]
    weak: bool
    named: int | None = None


class Referents:
    """Collects the names of one article, then tells for each whom it means."""

    def __init__(self) -> None:
        self._candidates: list[Candidate] = []
        self._strangers: defaultdict[str, list[Place]] = defaultdict(list)
        self._bearers: dict[tuple[str, *tuple[int, ...]], _Bearers] = {}
        self._full: defaultdict[int, list[Place]] = defaultdict(list)

    def add(self, candidate: Candidate) -> None:
        self._candidates.append(candidate)
        if candidate.named is not None:
            self._full[candidate.named].append(candidate.place)
            return
        form = candidate.forms[0]
        if form.alone and not form.lone and not candidate.weak and _one_actor(candidate.forms):
            self._full[form.actor].append(candidate.place)

    def add_stranger(self, key: str, place: Place) -> None:
        """Note that somebody unknown with this surname stands in the article."""
        self._strangers[key].append(place)

    def mentions(self) -> Iterator[tuple[Candidate, Form]]:
        """Give each name that means one known actor, in reading order."""
        decided = [(candidate, self._choose(candidate)) for candidate in self._candidates]
        sure = {form.actor for candidate, form in decided if form and not candidate.weak}
        for candidate, form in decided:
            if form is not None and (form.actor in sure or not candidate.weak):
                yield candidate, form

    def _choose(self, candidate: Candidate) -> Form | None:
        forms = candidate.forms
        if candidate.named is not None:
            return next(form for form in forms if form.actor == candidate.named)
        first = forms[0]
        if len(forms) == 1 and not first.lone:
            return first if first.alone or first.actor in self._full else None
        names = {form.actor: form for form in reversed(forms) if not form.lone}
        surnames = {form.actor: form for form in reversed(forms) if form.lone}
        if not names:
            return self._by_surname(candidate, surnames)
        return self._by_name(names, surnames)

    def _by_name(self, names: dict[int, Form], surnames: dict[int, Form]) -> Form | None:
        both = names | surnames
        seen = [form for actor, form in both.items() if actor in self._full]
        if len(seen) == 1:
            return seen[0]
        if seen or len(names) > 1:
            return None
        (form,) = names.values()
        return form if form.alone else None

    def _by_surname(self, candidate: Candidate, surnames: dict[int, Form]) -> Form | None:
        strangers = self._strangers.get(candidate.key, [])
        seen = [actor for actor in surnames if actor in self._full]
        if len(seen) == 1 and not strangers:
            return surnames[seen[0]]
        safe = [form for form in surnames.values() if form.alone]
        only_safe = safe[0] if len(safe) == 1 else None
        if not seen and not strangers:
            return only_safe
        bearers = self._bearers_of(candidate.key, seen)
        if bearers.places[0] < candidate.place:
            actor = bearers.nearest_before(candidate)
            return None if actor is None else surnames[actor]
        if seen:
            return only_safe if only_safe and seen == [only_safe.actor] else None
        return only_safe if strangers[0].field == candidate.place.field else None

    def _bearers_of(self, surname: str, seen: list[int]) -> _Bearers:
        known = self._bearers.get((surname, *seen))
        if known is None:
            found: list[tuple[Place, int | None]] = [
                (place, actor) for actor in seen for place in self._full[actor]
            ]
            found += [(place, _STRANGER) for place in self._strangers.get(surname, ())]
            known = self._bearers[surname, *seen] = _Bearers(found)
        return known


def _one_actor(forms: tuple[Form, ...]) -> bool:
    return len(forms) == 1 or all(form.actor == forms[0].actor for form in forms)


class _Bearers:
    """Everybody who bears one surname, by the places of their full names."""

    def __init__(self, found: list[tuple[Place, int | None]]) -> None:
        found.sort(key=lambda bearer: bearer[0])
        self.places = [place for place, _ in found]
        self._actors = [actor for _, actor in found]
        self._other: list[int] = []  # for each, where the last one of somebody else stands
        for number, actor in enumerate(self._actors):
            same = number and actor == self._actors[number - 1]
            self._other.append(self._other[-1] if same else number - 1)

    def nearest_before(self, candidate: Candidate) -> int | None:
        """Give the last one named, or none when another stands in that same sentence."""
        last = bisect_left(self.places, candidate.place) - 1
        place, other = self.places[last], self._other[last]
        if other >= 0 and self.places[other].field == place.field == candidate.place.field:
            start = self.places[other].start
            if place.start - start < _SENTENCE and same_sentence(
                candidate.text, start, place.start
            ):
                return None
        return self._actors[last]
