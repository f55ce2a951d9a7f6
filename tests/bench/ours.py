"""The archive itself, in process and as a reader meets it."""

import http.client
import subprocess
import sys
import time
from typing import Any, Self

import psutil
from django.http import QueryDict

from articles.results import ArticleResults
from tests.bench.asked import TIMEOUT, Answer, Asked, TooSlow
from tests.bench.place import ROOT, Place

READY = "Archive ready: "
STALE = 3.0  # seconds after which the server may have closed a connection that is kept


class Search:
    """The search layer: all that a page of results needs, short of its HTML."""

    name = "search"

    def answer(self, asked: Asked) -> Answer:
        results = ArticleResults(QueryDict(asked.query.address), path="/")
        count, hits, facets, bars = results.count, results.page_hits, results.facets, results.bars
        return Answer(
            hits=[(str(h.article.pk), h.article.title, h.article.published) for h in hits],
            count=count.value,
            exact=count.exact,
            facets={
                group.kind: [(v.value.pk, v.count) for v in group.values if v.count is not None]
                for group in facets
            },
            years={
                bar.period.year: bar.count for bar, _ in bars if results.histogram.unit == "year"
            },
        )


class Site:
    """The site as it is served: gunicorn with the project's own settings, over HTTP."""

    def __init__(self, place: Place, port: int) -> None:
        """Start it, and wait until it is ready; raises ``RuntimeError`` where it does not come."""
        self.port = port
        self.log = place.folder / "site.log"
        with self.log.open("w") as log:
            self.process = subprocess.Popen(
                [sys.executable, "manage.py", "serve_archive"],
                cwd=ROOT,
                env=place.environment(PORT=str(port), PYTHONUNBUFFERED="1"),
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,  # Ctrl-C ends us, and we end it
            )
        deadline = time.monotonic() + 120
        while READY not in self.log.read_text(encoding="utf-8"):
            if self.process.poll() is not None or time.monotonic() > deadline:
                self.close()
                raise RuntimeError(f"The site did not start: {self.log.read_text()[-1000:]}")
            time.sleep(0.1)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End it, as Ctrl-C would."""
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(30)
            except subprocess.TimeoutExpired:
                self.process.kill()

    def memory(self) -> int:
        """Give the resident bytes of its processes together."""
        first = psutil.Process(self.process.pid)
        return sum(each.memory_info().rss for each in (first, *first.children(recursive=True)))


class Door:
    """One address of the site, asked by a client that keeps its connection.

    What does not answer with 200 is noted in ``refused``, by query.
    """

    def __init__(self, name: str, path: str, port: int) -> None:
        self.name, self.path, self.port = name, path, port
        self.connection: Any = None
        self.used = 0.0
        self.refused: dict[str, int] = {}

    def prepare(self) -> None:
        """Open the connection before the clock runs, as a browser has it open already."""
        if self.connection is None or time.monotonic() - self.used > STALE:
            if self.connection is not None:
                self.connection.close()
            self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=TIMEOUT)
            self.connection.connect()

    def answer(self, asked: Asked) -> None:
        self.connection.request("GET", f"{self.path}?{asked.query.address}")
        try:
            response = self.connection.getresponse()
            response.read()
        except TimeoutError:
            self.connection = None
            raise TooSlow from None
        self.used = time.monotonic()
        if response.status != http.HTTPStatus.OK:
            self.refused[str(asked.query)] = response.status
