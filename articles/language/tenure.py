"""Who held an office on a date, as far as the table of functions says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator

    from articles.dates import PartialDate
    from articles.language.known import KnownActor


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownRole:
    """A person (by key) held a function; `of` is whose, a date is None if open or unknown."""

    person: str
    title: str
    of: KnownActor | None = None
    since: PartialDate | None = None
    until: PartialDate | None = None


class _Term(NamedTuple):
    """A role with the first and last days on which it may have begun, and ended."""

    role: KnownRole
    begins: tuple[date, date]
    ends: tuple[date, date]

    def may_hold(self, published: PartialDate) -> bool:
        return self.begins[0] <= published.last and published.first <= self.ends[1]

    def holds(self, published: PartialDate) -> bool:
        return self.begins[1] <= published.first and published.last < self.ends[0]


class Office:
    """All that held one function of one organisation or country.

    Who has no end is followed by whoever began next, so that a successor who is added ends the
    term of a predecessor whom nobody closed.
    """

    def __init__(self, roles: Iterable[KnownRole]) -> None:
        self._terms = tuple(_terms(roles))

    def holder(self, published: PartialDate, named: Container[str]) -> KnownRole | None:
        """Give the only one who held it throughout `published`, or may have and is `named`."""
        possible = [term for term in self._terms if term.may_hold(published)]
        if len(possible) == 1 and possible[0].holds(published):
            return possible[0].role
        roles = [term.role for term in possible if term.role.person in named]
        return roles[0] if len({role.person for role in roles}) == 1 else None


def _terms(roles: Iterable[KnownRole]) -> Iterator[_Term]:
    listed = list(roles)
    starts = sorted({(role.since.first, role.since.last) for role in listed if role.since})
    for role in listed:
        begins = (date.min, date.max)
        if role.since:
            begins = (role.since.first, role.since.last)
        ends = (date.max, date.max)
        if role.until:
            ends = (role.until.first, role.until.last)
        elif role.since:
            ends = next((start for start in starts if start[0] > begins[1]), ends)
        yield _Term(role, begins, ends)
