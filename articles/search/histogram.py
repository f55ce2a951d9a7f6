"""How hits are spread over months or years, with the geometry of the drawing."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from articles.dates import PartialDate

MOST_MONTHS = 36
MONTH_LENGTH = len("2020-02")
WIDTH, HEIGHT = 1000, 120
WIDEST_BAR = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A month or a year: its hits and its place in a drawing of ``WIDTH`` by ``HEIGHT``."""

    period: PartialDate
    count: int
    x: float
    y: float
    width: float
    height: float
    labelled: bool

    @property
    def middle(self) -> float:
        return round(self.x + self.width / 2, 2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Histogram:
    """Bars in the order of time; ``unplaced`` hits are known to their year only."""

    unit: Literal["month", "year"]
    bars: tuple[Bar, ...]
    unplaced: int = 0

    @property
    def highest(self) -> int:
        return max((bar.count for bar in self.bars), default=0)


def build_histogram(years: Mapping[str, int], months: Mapping[str, int]) -> Histogram:
    """Draw months where the hits span at most three years, else years.

    Among ``months`` may be years, of the hits whose month is not known.
    """
    months = {month: number for month, number in months.items() if len(month) == MONTH_LENGTH}
    span = _months_between(min(months), max(months)) if months else []
    if span and len(span) <= MOST_MONTHS and len(years) <= MOST_MONTHS // 12 + 1:
        return Histogram(
            unit="month",
            bars=_bars([(period, months.get(period, 0)) for period in span]),
            unplaced=sum(years.values()) - sum(months.values()),
        )
    counts: list[tuple[str, int]] = []
    if years:
        first, last = int(min(years)), int(max(years))
        counts = [(f"{year:04}", years.get(f"{year:04}", 0)) for year in range(first, last + 1)]
    return Histogram(unit="year", bars=_bars(counts))


def _months_between(first: str, last: str) -> list[str]:
    """List the months from ``first`` to ``last``; no more than are needed to see it is too many."""
    start = int(first[:4]) * 12 + int(first[5:]) - 1
    stop = int(last[:4]) * 12 + int(last[5:]) - 1
    stop = min(stop, start + MOST_MONTHS)
    return [f"{month // 12:04}-{month % 12 + 1:02}" for month in range(start, stop + 1)]


def _bars(counts: list[tuple[str, int]]) -> tuple[Bar, ...]:
    if not counts:
        return ()
    highest = max(count for _, count in counts) or 1
    step = min(WIDTH / len(counts), WIDEST_BAR)
    every = max(1, round(110 / step))
    return tuple(
        Bar(
            period=PartialDate.from_edtf(period),
            count=count,
            x=round(number * step, 2),
            y=round(HEIGHT - _height(count, highest), 2),
            width=round(step * 0.86, 2),
            height=_height(count, highest),
            labelled=number % every == 0,
        )
        for number, (period, count) in enumerate(counts)
    )


def _height(count: int, highest: int) -> float:
    """Scale to the highest bar; a single hit is still seen."""
    return round(max(HEIGHT * count / highest, 2.0), 2) if count else 0.0
