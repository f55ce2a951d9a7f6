"""Long work: show how far it is, and end it between two parts when asked."""

import os
import signal
import threading
import time
from collections import deque
from types import FrameType
from typing import Any, Self

TERMINAL_SECONDS, LOG_SECONDS = 0.2, 10.0
LINE_WIDTH = 78
BAR_WIDTH = 20
MINUTE, HOUR = 60, 3600  # seconds
RECENT = 60.0  # seconds, over which the rate is taken: a start is slow, what is here is quick
STDERR = 2  # the file descriptor


class Progress:
    """A line that renews itself on a terminal, and a line now and then elsewhere.

    Counts up to ``total`` where it is known; ``stream`` is a command's ``self.stderr``.
    """

    def __init__(self, stream: Any, *, unit: str, total: int | None = None) -> None:
        self.stream = stream
        self.unit = unit
        self.total = total
        self.shown = time.monotonic()
        self._lately = deque([(self.shown, 0)])  # moments, and how many were done
        self.on_terminal = stream.isatty()

    def show(self, number: int, *, last: str = "") -> None:
        """Say that ``number`` are done, up to ``last``; quiet when that was said a moment ago."""
        now = time.monotonic()
        self._lately.append((now, number))
        while self._lately[1][0] <= now - RECENT:
            self._lately.popleft()
        if now - self.shown < (TERMINAL_SECONDS if self.on_terminal else LOG_SECONDS):
            return
        self.shown = now
        since, before = self._lately[0]
        line = self._line(number, (number - before) / max(now - since, 0.001))
        self._write(f"{line}, tot {last}" if last else line)

    def say(self, text: str) -> None:
        """Say at once what takes long now."""
        self._write(text)

    def _line(self, number: int, rate: float) -> str:
        if not self.total:
            return f"{number} {self.unit}, {rate:.0f}/s"
        left = _about(max(self.total - number, 0) / max(rate, 0.001))
        line = f"{number} van {self.total} {self.unit}, {rate:.0f}/s, nog {left}"
        return f"{_bar(number / self.total)} {line}" if self.on_terminal else line

    def _write(self, line: str) -> None:
        if self.on_terminal:
            self.stream.write(f"\r{line:{LINE_WIDTH}}", str, ending="")
        else:
            self.stream.write(line, str)

    def done(self) -> None:
        """Clear the line."""
        if self.on_terminal:
            self.stream.write("\r" + " " * LINE_WIDTH + "\r", str, ending="")


def _bar(share: float) -> str:
    full = round(min(share, 1) * BAR_WIDTH)
    return f"[{'=' * full:{BAR_WIDTH}}]"


def _about(seconds: float) -> str:
    """Round a time as far as it can be known."""
    if seconds < MINUTE:
        return f"{seconds:.0f} s"
    if seconds < HOUR:
        return f"ongeveer {seconds / MINUTE:.0f} min"
    return f"ongeveer {seconds // HOUR:.0f} u {seconds % HOUR // MINUTE:.0f} min"


class GentleStop:
    """Within it Ctrl-C or SIGTERM only asks: the work goes on until it looks at ``asked``.

    A second signal ends the work at once, as ever. In a thread signals are left alone, and so is
    one that was ignored before (``nohup``, ``&`` in a script).
    """

    def __init__(self) -> None:
        self.asked = False
        self._before: dict[int, Any] = {}

    def __enter__(self) -> Self:
        if threading.current_thread() is threading.main_thread():
            for number in (signal.SIGINT, signal.SIGTERM):
                if signal.getsignal(number) != signal.SIG_IGN:
                    self._before[number] = signal.signal(number, self._ask)
        return self

    def __exit__(self, *_: object) -> None:
        self._restore()

    def _restore(self) -> None:
        while self._before:
            signal.signal(*self._before.popitem())

    def _ask(self, _number: int, _frame: FrameType | None) -> None:
        self.asked = True
        self._restore()
        # Not through sys.stderr, which may be in the middle of a write.
        os.write(STDERR, b"\nStopt zo dadelijk; nog eens stopt meteen.\n")
