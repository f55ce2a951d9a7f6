"""What cases come to: shares of pairs, and how high ranked answers stand."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

FIRST: Final = 10  # hits that nDCG looks at


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """A case that went wrong.

    ``expected`` is `+` or `-` as in the files; ``line`` is None for a ranked query, of which
    ``text`` then names the relevant articles: none of them is among the first ten hits.
    """

    file: str
    line: int | None
    kind: str
    query: str
    text: str
    expected: str


@dataclass(slots=True)
class Tally:
    """Results of cases, to be added up."""

    wanted: int = 0
    found: int = 0
    unwanted: int = 0
    false_hits: int = 0
    reciprocal_ranks: list[float] = field(default_factory=list)
    ndcgs: list[float] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)

    def count(self, *, expected: bool, hit: bool) -> None:
        """Take in the result of a pair."""
        if expected:
            self.wanted += 1
            self.found += hit
        else:
            self.unwanted += 1
            self.false_hits += hit

    def add(self, other: "Tally") -> None:
        self.wanted += other.wanted
        self.found += other.found
        self.unwanted += other.unwanted
        self.false_hits += other.false_hits
        self.reciprocal_ranks += other.reciprocal_ranks
        self.ndcgs += other.ndcgs
        self.failures += other.failures

    def scores(self) -> dict[str, Any]:
        """Give the four figures, each from 0 to 1, or None where no case concerns it."""
        return {
            "recall": self.found / self.wanted if self.wanted else None,
            "false_hits": self.false_hits / self.unwanted if self.unwanted else None,
            "mrr": _mean(self.reciprocal_ranks),
            "ndcg10": _mean(self.ndcgs),
        }


def added_up(tallies: Iterable[Tally]) -> Tally:
    """Add up tallies to a new one."""
    total = Tally()
    for tally in tallies:
        total.add(tally)
    return total


def _mean(values: Sequence[float]) -> float | None:
    return math.fsum(values) / len(values) if values else None


def reciprocal_rank(grades: Iterable[float]) -> float:
    """Take 1 over the place of the first relevant hit, of the ``grades`` of hits in order."""
    return next((1 / place for place, grade in enumerate(grades, 1) if grade > 0), 0.0)


def ndcg(grades: Sequence[float], best: Iterable[float], *, first: int = FIRST) -> float:
    """Compare the hits' ``grades`` with the ``best`` that there are (Järvelin & Kekäläinen 2002).

    The gain is the grade itself, discounted by log2 of the place + 1; 0 where nothing is relevant.
    """
    ideal = _gain(sorted(best, reverse=True)[:first])
    return _gain(grades[:first]) / ideal if ideal else 0.0


def _gain(grades: Sequence[float]) -> float:
    return math.fsum(grade / math.log2(place + 1) for place, grade in enumerate(grades, 1))
