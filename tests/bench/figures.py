"""Samples, and how they are summed up."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(slots=True)
class Timings:
    """Milliseconds by system and question asked, and the answers of the warm-up."""

    rounds: int
    queries: Sequence[Any]
    samples: dict[str, list[list[float]]] = field(default_factory=dict)
    answers: dict[str, list[Any]] = field(default_factory=dict)
    timed_out: dict[str, list[str]] = field(default_factory=dict)

    def of(self, system: str, kind: str = "") -> list[float]:
        """List the samples of a system: as many of each query, so that each weighs the same."""
        return [
            sample
            for asked, samples in zip(self.queries, self.samples[system], strict=True)
            if not kind or asked.query.kind == kind
            for sample in _repeated(samples, self.rounds)
        ]

    @property
    def kinds(self) -> list[str]:
        return list(dict.fromkeys(asked.query.kind for asked in self.queries))


def _repeated(samples: Sequence[float], times: int) -> list[float]:
    return [samples[place % len(samples)] for place in range(times)]


def percentile(values: Iterable[float], percent: float) -> float:
    """Give the value below which ``percent`` % of the values lie, between neighbours in line."""
    ordered = sorted(values)
    place = (len(ordered) - 1) * percent / 100
    low = math.floor(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (place - low)


def spread(samples: Sequence[float]) -> Mapping[str, float]:
    """Sum up samples as ``p50``, ``p95`` and ``p99``."""
    return {f"p{p}": round(percentile(samples, p), 2) for p in (50, 95, 99)}
