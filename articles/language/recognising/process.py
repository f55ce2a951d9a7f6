"""Names read by another program, which is given texts and answers in lines of JSON.

Each line to it is `{"text": "..."}`, each line from it `[[start, end, kind, score], ...]`, with
places in characters and a kind of `ActorKind`. It ends when its input does.
"""

from __future__ import annotations

import json
import logging
import operator
import os
import signal
from contextlib import suppress
from subprocess import PIPE, Popen
from threading import Lock, Timer
from typing import TYPE_CHECKING, get_args

from articles.language.known import ActorKind
from articles.language.recognising.plugged import ReadName

if TYPE_CHECKING:
    from collections.abc import Sequence

_PATIENCE = 120.0  # seconds for one text, the loading of a model included
_MOST_DEATHS = 3  # in a row; then it is the program, not the text
_KINDS = frozenset(get_args(ActorKind))
_logger = logging.getLogger(__name__)


class RecogniserTrouble(Exception):  # noqa: N818 - what happened, as the operator reads it
    """The other program cannot be started, keeps dying, or answers what nobody understands."""


class NameProcess:
    """Reads names through another program; it is started when first needed, and again if it dies.

    A text on which it dies twice is left without names, and said so in the log.
    """

    def __init__(self, command: Sequence[str], patience: float = _PATIENCE) -> None:
        self._command = list(command)
        self._patience = patience
        self._process: Popen[str] | None = None
        self._deaths = 0
        self._alone = Lock()

    def __call__(self, text: str) -> list[ReadName]:
        """Give the names of a text; raises RecogniserTrouble."""
        with self._alone:
            answer = self._ask(text) or self._ask(text)
        if answer:
            return self._names(answer, len(text))
        _logger.warning("%s ended twice on a text of %d characters", self._command[0], len(text))
        return []

    def close(self) -> None:
        """End the program."""
        process, self._process = self._process, None
        if process is not None:
            _end(process)
            with suppress(OSError):
                process.communicate()

    def _ask(self, text: str) -> str:
        """Give the answer, or nothing where the program died or took too long."""
        if self._deaths >= _MOST_DEATHS:
            raise RecogniserTrouble(
                f"Het programma dat namen herkent ({self._command[0]}) stopt telkens vanzelf. "
                "Probeer het met de hand (zie docs/recognisers.md), of maak NAME_RECOGNISER leeg."
            )
        process = self._process = self._process or self._started()
        watch = Timer(self._patience, _end, (process,))
        watch.start()
        try:
            assert process.stdin is not None  # noqa: S101 - asked for as a pipe
            assert process.stdout is not None  # noqa: S101
            process.stdin.write(json.dumps({"text": text}) + "\n")
            process.stdin.flush()
            answer = process.stdout.readline()
        except OSError:
            answer = ""
        finally:
            watch.cancel()
        if answer.endswith("\n"):
            self._deaths = 0
            return answer
        self._deaths += 1
        self.close()
        return ""

    def _started(self) -> Popen[str]:
        try:
            return Popen(  # noqa: S603 - what the operator set
                self._command,
                stdin=PIPE,
                stdout=PIPE,
                encoding="utf-8",
                start_new_session=True,  # so that what it starts ends with it
            )
        except OSError as error:
            raise RecogniserTrouble(
                f"Het programma dat namen herkent kan niet starten: {error}. Kijk na wat er "
                "in NAME_RECOGNISER staat (zie docs/recognisers.md)."
            ) from error

    def _names(self, answer: str, length: int) -> list[ReadName]:
        try:
            return _apart(sorted(_sound_name(length, *name) for name in list(json.loads(answer))))
        except (TypeError, ValueError) as error:
            self.close()
            raise RecogniserTrouble(
                f"Het programma dat namen herkent ({self._command[0]}) antwoordt iets anders dan "
                f"[[begin, einde, soort, zekerheid], ...]: {answer[:80].strip()}"
            ) from error


def _sound_name(length: int, start: int, end: int, kind: ActorKind, score: float) -> ReadName:
    """Check what came from elsewhere; raises TypeError and ValueError."""
    if not (0 <= operator.index(start) < operator.index(end) <= length and 0 <= score <= 1):
        raise ValueError(start, end, score)
    if kind not in _KINDS:
        raise ValueError(kind)
    return ReadName(start, end, kind, score)


def _apart(names: Sequence[ReadName]) -> list[ReadName]:
    """Leave out a name that begins inside the one before it."""
    kept: list[ReadName] = []
    for name in names:
        if not kept or kept[-1].end <= name.start:
            kept.append(name)
    return kept


def _end(process: Popen[str]) -> None:
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
