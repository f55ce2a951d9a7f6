"""From how words and cues speak for a topic to how probable it is: logistic regression.

The slopes are the same for all topics, so that few texts suffice; each topic has its own
intercept, kept near the others where little is known of it (Platt, 1999, for several scores).
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

_ROUNDS = 60
_STEP = 0.5
_SLOPE_PENALTY = 1.0
_INTERCEPT_PENALTY = 3.0
_FIRST = -2.5  # log-odds; an article has about one and a half of seventeen topics
_MOST_LOG_ODDS = 30.0


class Evidence(NamedTuple):
    """What speaks for one topic in one text."""

    words: float  # how its words speak for it
    behind: float  # how much less than for the topic for which they speak most; at most 0
    cues: float  # 1 and more of them, logarithmically
    share: float  # of the cues for the topic that has most


class Calibration(NamedTuple):
    """The log-odds of a topic are its intercept and the weighted sum of its evidence."""

    slopes: tuple[float, float, float, float]
    intercepts: tuple[float, ...]  # by topic

    def probability(self, topic: int, evidence: Evidence) -> float:
        """Tell how probable the topic with this number is; between 0 and 1."""
        words, behind, cues, share = evidence
        of_words, of_behind, of_cues, of_share = self.slopes
        return probability(
            self.intercepts[topic]
            + of_words * words
            + of_behind * behind
            + of_cues * cues
            + of_share * share
        )


class Case(NamedTuple):
    """A topic, the evidence for it in a text, and whether the text is about it."""

    topic: int
    evidence: Evidence
    answer: bool


def evidence_of(words: Sequence[float], cues: Sequence[float], top: int) -> list[Evidence]:
    """Weigh how words and cues speak for each topic; the first `top` topics are the widest."""
    best = max(words[:top], default=0.0)
    most = max((*cues[:top], 1.0))
    return [
        Evidence(said, min(said - best, 0.0), math.log1p(mass), min(mass / most, 1.0))
        for said, mass in zip(words, cues, strict=True)
    ]


def probability(odds: float) -> float:
    """Turn log-odds into a probability."""
    return 1 / (1 + math.exp(-max(min(odds, _MOST_LOG_ODDS), -_MOST_LOG_ODDS)))


def calibrate(cases: Sequence[Case], topics: int) -> Calibration:
    """Fit by Newton's method, slopes and intercepts in turn; the same cases give the same."""
    slopes = [0.0] * len(Evidence._fields)
    common, own = _FIRST, [0.0] * topics
    for _ in range(_ROUNDS if cases else 0):
        sums = _Sums(slopes, common, own)
        for case in cases:
            sums.add(case)
        steps = _solved(sums.curve, sums.gradient)
        slopes = [slope - _STEP * step for slope, step in zip(slopes, steps, strict=True)]
        own = [
            value - _STEP * force / hold
            for value, force, hold in zip(own, sums.pull, sums.stiffness, strict=True)
        ]
        common -= _STEP * sums.pull_of_all / sums.stiffness_of_all
    first, second, third, fourth = slopes
    return Calibration((first, second, third, fourth), tuple(common + value for value in own))


class _Sums:
    """First and second derivatives of the penalised error, added up case by case."""

    def __init__(self, slopes: Sequence[float], common: float, own: Sequence[float]) -> None:
        self._slopes, self._common, self._own = slopes, common, own
        places = range(len(slopes))
        self.gradient = [_SLOPE_PENALTY * slope for slope in slopes]
        self.curve = [[_SLOPE_PENALTY * (row == place) for place in places] for row in places]
        self.pull = [_INTERCEPT_PENALTY * value for value in own]
        self.stiffness = [_INTERCEPT_PENALTY] * len(own)
        self.pull_of_all, self.stiffness_of_all = common - _FIRST, 1.0

    def add(self, case: Case) -> None:
        topic, evidence, answer = case
        odds = self._common + self._own[topic]
        for slope, value in zip(self._slopes, evidence, strict=True):
            odds += slope * value
        chance = probability(odds)
        error, doubt = chance - answer, chance * (1 - chance)
        self.pull[topic] += error
        self.stiffness[topic] += doubt
        self.pull_of_all += error
        self.stiffness_of_all += doubt
        for row, value in enumerate(evidence):
            self.gradient[row] += error * value
            line, times = self.curve[row], doubt * value
            for column, other in enumerate(evidence):
                line[column] += times * other


def _solved(matrix: list[list[float]], right: list[float]) -> list[float]:
    """Solve a small system of equations by elimination; the matrix is positive definite."""
    rows = [[*row, value] for row, value in zip(matrix, right, strict=True)]
    size = len(rows)
    for place in range(size):
        for other in range(place + 1, size):
            factor = rows[other][place] / rows[place][place]
            rows[other] = [
                mine - factor * above for mine, above in zip(rows[other], rows[place], strict=True)
            ]
    solution = [0.0] * size
    for place in reversed(range(size)):
        known = sum(rows[place][n] * solution[n] for n in range(place + 1, size))
        solution[place] = (rows[place][size] - known) / rows[place][place]
    return solution
