"""Start processes that share what they all need: one loads it, and the others fork from it.

The memory of what was loaded is then there once, as long as nobody writes to it. Only Linux
forks; elsewhere each process loads its own.
"""

import gc
import multiprocessing
import os
import signal
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from multiprocessing.connection import Connection
from multiprocessing.resource_tracker import ensure_running
from typing import NoReturn

# What is left of the process that loaded, once it has forked: it tells how each child ended.
# A program of its own, for it would keep a copy of all that its children write to.
_WATCH = """
import os, struct
for _ in range({number}):
    said = b"%d %d" % os.wait()
    try:
        os.write({word}, struct.pack("!i", len(said)) + said)
    except OSError:
        pass
"""
CAN_FORK = sys.platform == "linux"  # libraries of macOS do not survive it
LAST_WORDS = 5.0  # seconds in which it becomes known how a process ended


class Family:
    """Processes that each serve one pipe, and the one that they forked from."""

    def __init__(
        self,
        load: Callable[[], None],
        serve: Callable[[Connection], None],
        pipes: Sequence[Connection],
    ) -> None:
        """Start them; the caller then closes ``pipes``. Both functions must pickle.

        ``load`` is called once and must leave no thread and no connection to a database. The
        processes do not mind Ctrl-C and SIGTERM.
        """
        # Spawned, for a forked one would share our connection to the database.
        spawn = multiprocessing.get_context("spawn")
        self._word, word = spawn.Pipe(duplex=False)
        self._parent = spawn.Process(target=_raise, args=(load, serve, pipes, word), daemon=True)
        self._pids: list[int] = []
        self._ended: dict[int, int] = {}
        # What a terminal or a system that stops sends to all of us is the main process' to
        # decide upon. A blocked signal stays blocked in the process that is started; what Python
        # itself starts first would unblock them.
        ensure_running()
        before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM})
        try:
            self._parent.start()
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)
            word.close()

    def exit_code(self, number: int) -> int:
        """Tell how the process of a pipe ended, as ``Process.exitcode`` does; 0 if nobody knows."""
        while number not in self._ended and self._hears(LAST_WORDS):
            pass
        if number not in self._ended and not self._pids:
            self._parent.join(LAST_WORDS)
            return self._parent.exitcode or 0
        return self._ended.get(number, 0)

    def kill(self) -> None:
        """End all of them at once."""
        while self._hears(0):
            pass
        if not self._pids:
            self._parent.kill()  # what it forks just now ends with its pipe
        for number, pid in enumerate(self._pids):
            if number not in self._ended:
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)

    def join(self) -> None:
        """Wait until all have ended, as they do when their pipes are closed."""
        self._parent.join()
        self._word.close()

    def _hears(self, seconds: float) -> bool:
        """Note a word from the parent: the processes that it forked, or how one of them ended."""
        try:
            if not self._word.poll(seconds):
                return False
            word = [int(number) for number in self._word.recv_bytes().split()]
        except (EOFError, OSError):
            return False
        if self._pids:
            pid, status = word
            self._ended[self._pids.index(pid)] = os.waitstatus_to_exitcode(status)
        else:
            self._pids = word
        return True


def start(
    load: Callable[[], None], serve: Callable[[Connection], None], pipes: Sequence[Connection]
) -> dict[Connection, tuple[Family, int]]:
    """Start a process for each of ``pipes``; give its family, and its number there."""
    groups = [list(pipes)] if CAN_FORK else [[pipe] for pipe in pipes]
    families = [(Family(load, serve, group), group) for group in groups]
    return {pipe: (one, n) for one, group in families for n, pipe in enumerate(group)}


def _raise(
    load: Callable[[], None],
    serve: Callable[[Connection], None],
    pipes: Sequence[Connection],
    word: Connection,
) -> None:
    load()
    gc.collect()
    gc.freeze()  # or the collector of each process would write to all that they share
    if not CAN_FORK:
        word.close()
        serve(pipes[0])
        return
    pids: list[int] = []
    for pipe in pipes:
        if (pid := os.fork()) == 0:
            _be_forked(serve, pipe, [word, *(other for other in pipes if other is not pipe)])
        pids.append(pid)
    for pipe in pipes:
        pipe.close()
    with suppress(BrokenPipeError):
        word.send_bytes(" ".join(map(str, pids)).encode())
    os.set_inheritable(word.fileno(), True)
    program = _WATCH.format(number=len(pids), word=word.fileno())
    os.execv(sys.executable, [sys.executable, "-IS", "-c", program])  # noqa: S606


def _be_forked(
    serve: Callable[[Connection], None], pipe: Connection, others: Sequence[Connection]
) -> NoReturn:
    code = 1
    try:
        for other in others:
            other.close()  # else nobody would see their end
        serve(pipe)
        code = 0
    except BaseException:  # noqa: BLE001 - nobody above may go on with the parent's work
        sys.excepthook(*sys.exc_info())
    finally:
        sys.stderr.flush()
        os._exit(code)
