"""How good suggested topics are, against what people said of the same articles."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence


class Score(NamedTuple):
    """Of how many articles a topic was suggested rightly, suggested, and said by people."""

    right: int
    found: int
    said: int

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        return self.right / self.said if self.said else 0.0

    @property
    def f1(self) -> float:
        either = self.found + self.said
        return 2 * self.right / either if either else 0.0


class Judged(NamedTuple):
    """What was suggested for an article, best first, and what people said, most important first."""

    found: Sequence[str]
    said: Sequence[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """The scores of the topics that any article has or was suggested to have."""

    articles: int
    by_topic: Mapping[str, Score]
    within_two: float  # share of articles of which the first two hold the most important topic
    any_within_two: float  # and of which they hold one of the topics

    @property
    def total(self) -> Score:
        """The score of all topics together, each suggestion counting alike."""
        return Score(*(sum(counts) for counts in zip(*self.by_topic.values(), strict=True)))

    @property
    def macro_f1(self) -> float:
        """The mean F1 of the topics that people gave to an article at all."""
        scores = [score.f1 for score in self.by_topic.values() if score.said]
        return sum(scores) / len(scores) if scores else 0.0


def measure(articles: Iterable[Judged]) -> Measure:
    """Compare suggested topics with those that people gave."""
    articles = list(articles)
    right: Counter[str] = Counter()
    found: Counter[str] = Counter()
    said: Counter[str] = Counter()
    for one in articles:
        found.update(one.found)
        said.update(one.said)
        right.update(set(one.found) & set(one.said))
    about = [one for one in articles if one.said]
    number = max(len(about), 1)
    return Measure(
        articles=len(articles),
        by_topic={
            code: Score(right[code], found[code], said[code]) for code in sorted(found | said)
        },
        within_two=sum(one.said[0] in one.found[:2] for one in about) / number,
        any_within_two=sum(not set(one.said).isdisjoint(one.found[:2]) for one in about) / number,
    )
