"""Many readers at once, in a process of their own: requests at a set pace, however slow the site.

A request is timed from the moment at which it was due, so that a site that lets everybody wait
cannot look quick by answering few.
"""

import http.client
import itertools
import random
import threading
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from typing import Any

from tests.bench.figures import spread

READERS = 128  # connections
PATIENCE = 15.0  # seconds that a reader waits for an answer, and that a due request waits for one


@dataclass(slots=True)
class Tally:
    """What became of the requests; times are milliseconds since they were due."""

    statuses: Counter[str] = field(default_factory=Counter)
    times: list[float] = field(default_factory=list)
    unadvised: int = 0  # answers 503 without Retry-After
    last: float = 0.0  # when the last answer came, in seconds since the start


class Crowd:
    """Asks for addresses, drawn with weights, ``rate`` times a second for ``seconds``."""

    def __init__(self, port: int, addresses: Sequence[str], *, rate: int, seconds: float) -> None:
        self.port = port
        chance = random.Random(11)
        number = int(rate * seconds)
        weights = [1 / (place + 5) for place in range(len(addresses))]
        self.asked = chance.choices(addresses, weights, k=number)
        self.due = sorted(chance.random() * seconds for _ in range(number))
        self.next = itertools.count()
        self.tally = Tally()
        self.guard = threading.Lock()
        self.started = 0.0

    def run(self) -> dict[str, Any]:
        """Ask everything, and sum up what came."""
        self.started = time.monotonic()
        threads = [threading.Thread(target=self._read, daemon=True) for _ in range(READERS)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        tally, offered = self.tally, len(self.due)
        answered = sum(n for status, n in tally.statuses.items() if status.isdigit())
        return {
            "offered": offered,
            "answered": answered,
            "statuses": dict(tally.statuses),
            "errors": offered - answered,
            "served_per_second": round(tally.statuses["200"] / max(tally.last, 0.001), 1),
            "answered_per_second": round(answered / max(tally.last, 0.001), 1),
            **spread(tally.times or [0.0]),
            "without_retry_after": tally.unadvised,
        }

    def _read(self) -> None:
        connection: Any = None
        while (number := next(self.next)) < len(self.due):
            time.sleep(max(0.0, self.due[number] - self._now()))
            if self._now() - self.due[number] > PATIENCE:
                self._count("given up")
                continue
            try:
                connection = connection or _connected(self.port)
                connection.request("GET", self.asked[number])
                response = connection.getresponse()
                response.read()
            except (OSError, http.client.HTTPException) as error:
                connection = None
                self._count(type(error).__name__)
                continue
            self._count(str(response.status), self.due[number], response)
            if response.will_close:
                connection = None

    def _now(self) -> float:
        return time.monotonic() - self.started

    def _count(self, status: str, due: float = 0.0, response: Any = None) -> None:
        now = self._now()
        with self.guard:
            tally = self.tally
            tally.statuses[status] += 1
            if response is None:
                return
            tally.last = now
            if response.status == http.HTTPStatus.OK:
                tally.times.append((now - due) * 1000)
            elif response.status == http.HTTPStatus.SERVICE_UNAVAILABLE:
                tally.unadvised += response.headers["Retry-After"] is None


def _connected(port: int) -> http.client.HTTPConnection:
    return http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)


def send_crowd(
    answer: Connection, port: int, addresses: Sequence[str], rate: int, seconds: float
) -> None:
    """Run a crowd in this process and send what became of it."""
    answer.send(Crowd(port, addresses, rate=rate, seconds=seconds).run())


def one_by_one(port: int, addresses: Sequence[str]) -> dict[str, Any]:
    """Ask addresses one after the other; give statuses and times in milliseconds."""
    statuses: Counter[str] = Counter()
    times = []
    for address in addresses:
        connection = _connected(port)
        started = time.perf_counter()
        connection.request("GET", address)
        response = connection.getresponse()
        response.read()
        times.append((time.perf_counter() - started) * 1000)
        statuses[str(response.status)] += 1
        connection.close()
    return {"statuses": dict(statuses), **spread(times)}
