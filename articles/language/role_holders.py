"""Whom the titles of one article mean, by its date and by whom it names."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from articles.language.role_titles import is_understood

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from articles.dates import PartialDate
    from articles.language.names import Span
    from articles.language.tenure import KnownRole, Office

_Claim = tuple[int, ...] | str
_BESIDE = 40  # characters after a title within which its holder's known name may begin


class Title(NamedTuple):
    """A title in a folded text, and whether somebody's name follows.

    Without `offices` the text does not say whose it is.
    """

    form: str
    start: int
    end: int
    offices: Sequence[Office]
    named: bool

    @property
    def claim(self) -> _Claim:
        """What it says that somebody is: the offices, by identity, or the bare title."""
        return tuple(map(id, self.offices)) or self.form


class Place(NamedTuple):
    """A title in a field of the article, with its place in the original."""

    title: Title
    text: str
    span: Span
    surface: str


class Designated:
    """What tells holders apart: the date, whom the article names where, and as what.

    `holders` gives the offices that a form may mean, by the person who held them.
    """

    def __init__(
        self,
        published: PartialDate,
        named: Mapping[str, Sequence[Span]],
        holders: Mapping[str, Mapping[str, list[Office]]],
        places: Sequence[Place],
    ) -> None:
        self._published = published
        self._named = named
        self._holders = holders
        self._found: dict[_Claim, list[KnownRole]] = {}
        self._starts = _starts(named) if any(place.title.named for place in places) else {}
        self._claimed: defaultdict[_Claim, set[str]] = defaultdict(set)
        for place in places:
            self._note(place)

    def holder(self, title: Title) -> KnownRole | None:
        """Give who held what the title may mean, if that is one person and no other claims it."""
        roles = self._roles(title)
        persons = self._claimed.get(title.claim, set())
        if title.offices or not persons:
            persons = persons | {role.person for role in roles}
        if len(persons) != 1:
            return None
        return next((role for role in roles if role.person in persons), None)

    def _note(self, place: Place) -> None:
        """Note to whom the article gives a title by name, "" for somebody unknown."""
        title = place.title
        if title.named:
            person = self._named_beside(place)
            self._claimed[title.claim].add(person)
        else:
            person = next((role.person for role in self._roles(title)), "")
        if title.offices and is_understood(title.form):
            self._claimed[title.form].add(person)

    def _named_beside(self, place: Place) -> str:
        field, _, end = place.span
        persons = {role.person for role in self._roles(place.title)}
        starts = self._starts.get(field, [])
        first, last = (bisect_left(starts, (place, "")) for place in (end, end + _BESIDE))
        return next((person for _, person in starts[first:last] if person in persons), "")

    def _roles(self, title: Title) -> list[KnownRole]:
        """Give the roles of the one person who held the offices; of all named if it tells none."""
        if title.claim not in self._found:
            found = self._of_one(title.offices) if title.offices else self._of_named(title.form)
            self._found[title.claim] = found
        return self._found[title.claim]

    def _of_one(self, offices: Sequence[Office]) -> list[KnownRole]:
        """Of several holders, those of the countries and organisations named go before."""
        roles = self._held(offices)
        if len({role.person for role in roles}) > 1:
            roles = [role for role in roles if role.of and role.of.key in self._named]
        return roles if len({role.person for role in roles}) == 1 else []

    def _of_named(self, form: str) -> list[KnownRole]:
        persons = self._holders.get(form, {})
        offices = (office for key in self._named for office in persons.get(key, ()))
        return [role for role in self._held(offices) if role.person in self._named]

    def _held(self, offices: Iterable[Office]) -> list[KnownRole]:
        held = (office.holder(self._published, self._named) for office in offices)
        return [role for role in held if role]


def _starts(named: Mapping[str, Sequence[Span]]) -> dict[str, list[tuple[int, str]]]:
    """Give where those who are named stand in each field, in order."""
    starts: defaultdict[str, list[tuple[int, str]]] = defaultdict(list)
    for key, spans in named.items():
        for field, start, _ in spans:
            starts[field].append((start, key))
    for listed in starts.values():
        listed.sort()
    return starts
