"""How good names are that were found: typed, distinct per article, against the marks."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from articles.language.known import ActorKind

Way = Literal["table", "model", "certain", "both"]
WAYS: tuple[Way, ...] = ("table", "model", "certain", "both")
JUDGED: tuple[ActorKind, ...] = ("person", "organisation", "place")
TOTAL = "all"


class TypedForm(NamedTuple):
    """A form of a name with its kind; a country counts as a place."""

    kind: ActorKind
    form: str


def typed(kind: ActorKind, form: str) -> TypedForm:
    """Give a form with the kind under which it is judged."""
    return TypedForm("place" if kind == "country" else kind, form)


class Measure(NamedTuple):
    """How many names were found, how many are marked, and how many are both."""

    right: int
    found: int
    marked: int

    def and_also(self, other: Measure) -> Measure:
        """Give the measure of two at once."""
        return Measure(*(one + two for one, two in zip(self, other, strict=True)))

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        return self.right / self.marked if self.marked else 0.0

    @property
    def f1(self) -> float:
        either = self.found + self.marked
        return 2 * self.right / either if either else 0.0


def measure(articles: Iterable[tuple[set[TypedForm], set[TypedForm]]]) -> dict[str, Measure]:
    """Give the measure of each kind and of all, from what was found and marked per article."""
    counts: dict[str, Counter[str]] = {"right": Counter(), "found": Counter(), "marked": Counter()}
    for found, marked in articles:
        for name, forms in (("right", found & marked), ("found", found), ("marked", marked)):
            counts[name].update(kind for kind, _ in forms)
    for count in counts.values():
        count[TOTAL] = sum(count[kind] for kind in JUDGED)
    return {
        kind: Measure(*(counts[name][kind] for name in ("right", "found", "marked")))
        for kind in (*JUDGED, TOTAL)
    }
