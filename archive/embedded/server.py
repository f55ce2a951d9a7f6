"""Join the server of a data folder, starting it when it does not run, and leave it."""

import atexit
import contextlib
import math
import os
import pwd
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO, cast

from archive.embedded.files import (
    EmbeddedServerError,
    Postmaster,
    ServerFiles,
    is_same_file,
    open_beside,
    try_lock,
)

POLL = 0.03  # seconds
TRUSTED = 1.0  # seconds for which a server that was seen running needs no new look
SAY_EVERY = 10.0  # seconds
LONGEST_STOP = 120.0  # seconds that a newcomer waits for the former server to stop
LONGEST_GOODBYE = 15.0  # seconds that the last one out waits for the server to stop

_project_folder = str(Path(__file__).resolve().parents[2])


class EmbeddedServer:
    """The share of one process in the server of one data folder."""

    def __init__(self, files: ServerFiles) -> None:
        self.files = files
        self.lock: int | None = None
        self.joined_by = os.getpid()
        self.seen = -math.inf
        self.socket_dir = files.data_dir

    def join(self) -> Path:
        """Return the folder of the socket of a server that runs until this process ends.

        Cheap when it runs already. Waits as long as the server needs to recover, and says so.
        Raises EmbeddedServerError.
        """
        if time.monotonic() - self.seen < TRUSTED:
            return self.socket_dir
        self._check_owner()
        try:
            self.files.data_dir.parent.mkdir(parents=True, exist_ok=True)
            self.socket_dir = self._find_or_start()
        except PermissionError as error:
            raise EmbeddedServerError(
                f"Geen toegang tot {error.filename}. Geef gebruiker {_user_name(os.geteuid())} "
                f"rechten op de map {self.files.data_dir.parent}, of start als de eigenaar ervan."
            ) from None
        self.seen = time.monotonic()
        return self.socket_dir

    def leave(self) -> None:
        """Let go; the last one out waits until the server is gone. Forked children do nothing."""
        if self.lock is None or self.joined_by != os.getpid():
            return
        os.close(self.lock)  # no unlocking: children that still live keep their share
        self.lock = None
        self.seen = -math.inf
        if self.files.lock.exists():
            self._wait_until_gone()

    def _check_owner(self) -> None:
        try:
            owner = self.files.data_dir.stat().st_uid
        except OSError:
            return
        if os.geteuid() not in {0, owner}:
            raise EmbeddedServerError(
                f"De databank in {self.files.data_dir} is van gebruiker {_user_name(owner)}; "
                "waarschijnlijk draaide het archief hier eerder als root. Start het weer als "
                "root, of stop het en geef de map eerst aan uzelf met:\n"
                f"  sudo chown -R {_user_name(os.geteuid())} '{self.files.data_dir.parent}'"
            )

    def _hold_lock(self) -> None:
        if self.lock is not None:
            if is_same_file(self.lock, self.files.lock):
                return
            os.close(self.lock)
            self.lock = None
        lock = open_beside(self.files.lock)
        for _ in _turns("De vorige databank stopt nog", limit=LONGEST_STOP):
            if try_lock(lock, shared=True):
                self.lock, self.joined_by = lock, os.getpid()
                return
        os.close(lock)
        raise EmbeddedServerError(
            f"De vorige databank is na {LONGEST_STOP:.0f} seconden nog niet gestopt. Probeer het "
            f"straks opnieuw; {self.files.log} zegt wat er gebeurt."
        )

    def _find_or_start(self) -> Path:
        report: IO[bytes] | None = None
        for _ in _turns("De databank start; na een harde stop herstelt ze zich eerst"):
            self._hold_lock()
            with _open(self.files.keeper) as keeper:
                if try_lock(keeper):  # there is no keeper, or no longer
                    if report and (failure := report.read()):
                        raise EmbeddedServerError(failure.decode(errors="replace").strip())
                    report = _start_keeper(self.files, keeper)
            postmaster = Postmaster.running(self.files.data_dir)
            if postmaster and postmaster.is_ready:
                if report:
                    report.close()
                return postmaster.socket_dir
        raise AssertionError  # turns without a limit do not end

    def _wait_until_gone(self) -> None:
        for _ in _turns("De databank stopt nog", limit=LONGEST_GOODBYE):
            with _open(self.files.keeper) as keeper:
                if try_lock(keeper):
                    if not Postmaster.running(self.files.data_dir):
                        return
                    _start_keeper(self.files, keeper).close()  # the former one was killed
            with _open(self.files.lock) as lock:
                if not try_lock(lock) and try_lock(lock, shared=True):
                    return  # others go on using it


def _start_keeper(files: ServerFiles, lock: int) -> IO[bytes]:
    """Start a keeper that inherits its lock; returns what it says if it fails."""
    folders = [_project_folder, *map(os.path.abspath, filter(None, sys.path))]
    starter = subprocess.Popen(  # noqa: S603
        [sys.executable, "-m", "archive.embedded.keeper", files.data_dir, str(lock)],
        pass_fds=[lock],
        start_new_session=True,  # Ctrl-C in our terminal does not reach it
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        cwd="/",
        env={**os.environ, "PYTHONPATH": os.pathsep.join(folders), "PYTHONSAFEPATH": "1"},
    )
    starter.wait()  # it forks, so that the keeper is nobody's child
    return cast("IO[bytes]", starter.stdout)


@contextlib.contextmanager
def _open(path: Path) -> Iterator[int]:
    descriptor = open_beside(path)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def _turns(message: str, *, limit: float = math.inf) -> Iterator[None]:
    """Take turns with short pauses for at most `limit` seconds, telling why every so often."""
    start = time.monotonic()
    said = 0.0
    while (waited := time.monotonic() - start) < limit:
        if waited > said + SAY_EVERY:
            said = waited
            sys.stderr.write(f"{message} ({waited:.0f} s).\n")
        yield
        time.sleep(POLL)


def _user_name(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return str(uid)


_servers: dict[Path, EmbeddedServer] = {}
_guard = threading.Lock()


def join(data_dir: Path) -> Path:
    """Join the server of this folder until the process ends; returns its socket's folder."""
    files = ServerFiles.of(data_dir)
    with _guard:
        server = _servers.setdefault(files.data_dir, EmbeddedServer(files))
        return server.join()


@atexit.register
def leave_all() -> None:
    """Leave every server that was joined; at exit this happens by itself."""
    while _servers:
        _, server = _servers.popitem()
        with contextlib.suppress(OSError, KeyboardInterrupt):  # an impatient second Ctrl-C
            server.leave()


def _renew_guard() -> None:
    global _guard  # noqa: PLW0603
    _guard = threading.Lock()


os.register_at_fork(after_in_child=_renew_guard)  # another thread may have held it
