"""Time every system on every query, side by side, so that what disturbs one disturbs all."""

import time
from collections.abc import Sequence
from typing import Any

from tests.bench.asked import TIMEOUT, Answer, Asked, TooSlow
from tests.bench.figures import Timings
from tests.bench.place import Steps

SLOW = 1.0  # seconds; a system that needs this long for a query is timed once more, not N times


def time_all(systems: Sequence[Any], queries: Sequence[Asked], rounds: int) -> Timings:
    """Warm up with one round, then time ``rounds`` of them; query by query, system by system."""
    timings = Timings(rounds=rounds, queries=queries)
    for system in systems:
        timings.samples[system.name] = [[] for _ in queries]
        timings.answers[system.name] = [None for _ in queries]
        timings.timed_out[system.name] = []
    warm: dict[tuple[str, int], float] = {}
    progress = Steps("timing", (rounds + 1) * len(queries))
    for number in range(rounds + 1):
        for place, asked in enumerate(queries):
            for system in systems:
                _time_one(system, asked, place, number, timings, warm)
            progress(number * len(queries) + place + 1)
    return timings


def _time_one(  # noqa: PLR0913, PLR0917
    system: Any,
    asked: Asked,
    place: int,
    number: int,
    timings: Timings,
    warm: dict[tuple[str, int], float],
) -> None:
    before = warm.get((system.name, place), 0.0)
    if before >= TIMEOUT or (before >= SLOW and number > 1):
        return
    taken, answer = _timed(system, asked)
    samples = timings.samples[system.name][place]
    if number == 0:
        warm[system.name, place] = taken
        timings.answers[system.name][place] = answer
    if taken >= TIMEOUT:
        warm[system.name, place] = taken
        timings.timed_out[system.name].append(str(asked.query))
        samples[:] = [TIMEOUT * 1000]
    elif number > 0:
        samples.append(round(taken * 1000, 3))


def _timed(system: Any, asked: Asked) -> tuple[float, Answer | None]:
    if hasattr(system, "prepare"):
        system.prepare()
    started = time.perf_counter()
    try:
        answer = system.answer(asked)
    except TooSlow:
        return TIMEOUT, None
    return min(time.perf_counter() - started, TIMEOUT), answer
