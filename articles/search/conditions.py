"""What PostgreSQL is asked of an article: a query of its index, and what is checked besides."""

from collections.abc import Iterable, Sequence
from functools import reduce
from operator import and_, or_
from typing import NamedTuple

from django.db.models import Q

from .tsquery import TsQuery, both, either


class Condition(NamedTuple):
    """What the index answers, words (``candidates``) and ``facets``, and what is checked of each.

    ``is_whole`` where the check by itself says all that is asked.
    """

    candidates: str = ""
    check: Q | None = None
    is_whole: bool = False
    facets: Q | None = None

    @property
    def asks(self) -> bool:
        """Whether it asks anything: stop words do not."""
        return bool(self.candidates) or self.check is not None or self.facets is not None

    @property
    def of_index(self) -> Q:
        """What the index answers, as one condition."""
        words = Q(search=TsQuery(self.candidates)) if self.candidates else Q()
        return words if self.facets is None else words & self.facets

    @property
    def whole(self) -> Q:
        """All that must hold, as one condition."""
        return self.of_index if self.check is None else self.of_index & self.check


def all_of(conditions: Sequence[Condition], unwanted: Iterable[str]) -> Condition:
    """Ask for all of these, and for none of the ``unwanted`` queries of the index."""
    candidates = both(condition.candidates for condition in conditions)
    checks = [condition.check for condition in conditions if condition.check is not None]
    facets = [condition.facets for condition in conditions if condition.facets is not None]
    if none_of := either(unwanted):
        # The absence of words alone would have the whole index read.
        if candidates:
            candidates = f"({candidates}) & !({none_of})"
        else:
            checks.append(~Q(search=TsQuery(none_of)))
    return Condition(candidates, together(checks), facets=together(facets))


def together(conditions: Sequence[Q]) -> Q | None:
    """Ask that all of these hold; None where there are none."""
    return reduce(and_, conditions) if conditions else None


def any_of(conditions: Iterable[Condition]) -> Condition:
    """Ask for any of these; the index is asked only where each of them asks it."""
    conditions = [condition for condition in conditions if condition.asks]
    every = all(condition.candidates for condition in conditions)
    candidates = either(condition.candidates for condition in conditions) if every else ""
    if all(condition.check is None for condition in conditions):
        if all(condition.facets is None for condition in conditions):
            return Condition(candidates)
        if not any(condition.candidates for condition in conditions):
            return Condition(facets=reduce(or_, (one.of_index for one in conditions)))
    # Of what the index gave, reading its words again takes half as long as checking the text.
    wholes = (
        one.check if one.check and one.is_whole and every else one.whole for one in conditions
    )
    return Condition(candidates, reduce(or_, wholes))


def in_text(pattern: str, field: str | None) -> Q:
    """Ask for a text in which a pattern occurs, or for a title."""
    # The text first: what occurs occurs there, and the rest need not be looked at.
    fields = ("title",) if field == "title" else ("body", "lead", "title")
    return reduce(or_, (Q(**{f"{name}__regex": pattern}) for name in fields))
