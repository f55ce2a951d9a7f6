"""How many requests are worked on at once, and what becomes of the others.

gunicorn has more threads than the machine can serve pages at once, so that a thread is always
free to say that the site is busy, or that it lives.
"""

import logging
import threading
import time
from collections.abc import Callable
from functools import cache

from django.conf import settings
from django.db import connections
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import get_language

logger = logging.getLogger(__name__)

OPEN = {"/livez", "/healthz"}
NEWSROOM = "/admin/"
PATIENCE = 2.0  # seconds that a request waits for its turn
WAITING_FOR_EACH = 2  # requests that may wait for each one that is worked on
RETRY_AFTER_SECONDS = "5"
SAY_EVERY = 60.0  # seconds


class Gate:
    """Lets ``places`` in at once; ``waiting`` others wait for ``patience`` seconds at most."""

    def __init__(self, *, places: int, waiting: int, patience: float) -> None:
        self.patience = patience
        self._inside = threading.Semaphore(places)
        self._here = threading.Semaphore(places + waiting)

    def enter(self) -> bool:
        """Tell whether there was a place; whoever got one has to ``leave``."""
        if not self._here.acquire(blocking=False):
            return False
        if self._inside.acquire(timeout=self.patience):
            return True
        self._here.release()
        return False

    def leave(self) -> None:
        self._inside.release()
        self._here.release()


class AdmissionMiddleware:
    """Answer 503 at once to more requests than can be served soon.

    The newsroom has places of its own: a crowd of readers does not keep editors from their work,
    nor a large upload readers from theirs.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.public, self.newsroom = (
            Gate(places=places, waiting=places * WAITING_FOR_EACH, patience=PATIENCE)
            for places in (settings.PAGES_AT_ONCE, settings.ADMIN_PAGES_AT_ONCE)
        )
        self._turned_away = 0
        self._said = -SAY_EVERY

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path in OPEN:
            return self.get_response(request)
        gate = self.newsroom if request.path.startswith(NEWSROOM) else self.public
        if not gate.enter():
            return self._turn_away()
        try:
            response = self.get_response(request)
            _give_back_connections()
        finally:
            gate.leave()
        return response

    def _turn_away(self) -> HttpResponse:
        self._turned_away += 1
        if time.monotonic() - self._said >= SAY_EVERY:
            logger.warning("Too busy: %d requests turned away so far.", self._turned_away)
            self._said = time.monotonic()
        response = HttpResponse(_busy_page(get_language()), status=503)
        response.headers["Retry-After"] = RETRY_AFTER_SECONDS
        response.headers["Cache-Control"] = "no-store"
        response._has_been_logged = True  # type: ignore[attr-defined]  # noqa: SLF001 - by us
        return response


def _give_back_connections() -> None:
    """Refill the pool before the answer is sent: a slow reader would hold on to a connection."""
    for connection in connections.all(initialized_only=True):
        if connection.settings_dict["OPTIONS"].get("pool"):
            connection.close()


@cache
def _busy_page(_language: str | None) -> str:
    """Write the page once for each language: it costs nothing when everything is scarce."""
    return render_to_string("503.html", {"busy": True})
