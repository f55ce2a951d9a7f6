"""Show how far long work is: a line that renews itself on a terminal, now and then elsewhere."""

import time
from typing import Any

TERMINAL_SECONDS, LOG_SECONDS = 0.2, 10.0


class Progress:
    """Counts up to ``total`` where it is known; ``stream`` is a command's ``self.stderr``."""

    def __init__(self, stream: Any, *, unit: str, total: int | None = None) -> None:
        self.stream = stream
        self.unit = unit
        self.total = total
        self.started = self.shown = time.monotonic()
        self.on_terminal = stream.isatty()

    def show(self, number: int) -> None:
        """Say that ``number`` are done; quiet when that was said a moment ago."""
        now = time.monotonic()
        if now - self.shown < (TERMINAL_SECONDS if self.on_terminal else LOG_SECONDS):
            return
        self.shown = now
        rate = number / max(now - self.started, 0.001)
        line = f"{number} {self.unit}, {rate:.0f} per seconde"
        if self.total:
            left = (self.total - number) / max(rate, 0.001)
            line = (
                f"{number} van {self.total} {self.unit}, {rate:.0f} per seconde, nog {left:.0f} s"
            )
        self.stream.write(f"\r{line}   " if self.on_terminal else line, ending=self._ending)

    @property
    def _ending(self) -> str:
        return "" if self.on_terminal else "\n"

    def done(self) -> None:
        """End the line."""
        if self.on_terminal:
            self.stream.write("\r" + " " * 70 + "\r", ending="")
