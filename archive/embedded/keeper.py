"""The detached process that runs PostgreSQL for as long as somebody uses it.

`python -m archive.embedded.keeper DATA_DIR LOCK`, where LOCK is the open descriptor of the
keeper's own lock, handed down already locked by the client that starts it. Writes to the log
beside the data folder; what goes wrong before the server runs is also said on standard output.
"""

import contextlib
import os
import signal
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from traceback import format_exc
from types import FrameType
from typing import TYPE_CHECKING

import psutil

from archive.embedded import cluster
from archive.embedded.account import server_account
from archive.embedded.files import (
    EmbeddedServerError,
    Postmaster,
    ServerFiles,
    is_alive,
    is_same_file,
    open_beside,
    postgres_processes,
    try_lock,
)

if TYPE_CHECKING:
    from subprocess import Popen

INTERVAL = 0.2  # seconds between two looks
ORPHANS_MAY_WORK = 10.0  # seconds, for backends whose postmaster was killed
FAST_STOP = 60.0  # seconds, before the next start is left to recover
LOG_LIMIT, LOG_KEPT = 4_000_000, 1_000_000  # bytes


class Keeper:
    def __init__(self, files: ServerFiles, own_lock: int) -> None:
        self.files = files
        self.own_lock = own_lock
        self.clients_lock = open_beside(files.lock)
        self.log = os.fdopen(open_beside(files.log), "a+b", buffering=0)
        os.dup2(self.log.fileno(), 2)
        self.child: Popen[bytes] | None = None
        self.postgres: psutil.Process | None = None
        self.socket_dir: Path | None = None
        self.may_fail = False  # whether an early end of this server is a failure to start
        self.is_told_to_stop = False
        self.folder = -1

    def run(self) -> None:
        signal.signal(signal.SIGTERM, self._on_signal)
        signal.signal(signal.SIGINT, self._on_signal)
        os.ftruncate(self.own_lock, 0)
        os.write(self.own_lock, f"{os.getpid()}\n".encode())
        try:
            self._adopt_or_start()
            self.folder = os.open(self.files.data_dir, os.O_RDONLY)
            while not self._is_done():
                time.sleep(INTERVAL)
                self._look()
        finally:
            self._stop()

    def _on_signal(self, _number: int, _frame: FrameType | None) -> None:
        self.is_told_to_stop = True

    def _is_done(self) -> bool:
        """Nobody holds the clients' lock (then we do), or it or the folder was deleted."""
        return (
            self.is_told_to_stop
            or not is_same_file(self.folder, self.files.data_dir)
            or not is_same_file(self.clients_lock, self.files.lock)
            or not is_same_file(self.own_lock, self.files.keeper)
            or try_lock(self.clients_lock)
        )

    def _look(self) -> None:
        self._trim_log()
        if self.postgres and is_alive(self.postgres):
            postmaster = Postmaster.read(self.files.data_dir)
            if postmaster and postmaster.is_ready:
                self.may_fail = False
        elif is_same_file(self.folder, self.files.data_dir):
            if self.may_fail:
                raise EmbeddedServerError(
                    "PostgreSQL wilde niet starten. De laatste regels van "
                    f"{self.files.log}:\n{self.files.log_tail()}"
                )
            self.say("PostgreSQL is onverwacht geëindigd en wordt opnieuw gestart.")
            self._adopt_or_start()

    def _adopt_or_start(self) -> None:
        if postmaster := self._wait_for_orphans():
            self.say(f"PostgreSQL {postmaster.pid} draait nog en wordt overgenomen.")
            self.postgres = postmaster.process(self.files.data_dir)
            self.socket_dir, self.may_fail = postmaster.socket_dir, False
            return
        data_dir, account = self.files.data_dir, server_account(self.files.data_dir)
        postgres = cluster.binary("postgres")
        account.open_way_to(data_dir, postgres)
        account.open_programs(postgres, cluster.wheel_folders())
        if not (data_dir / "PG_VERSION").exists():
            cluster.create(data_dir, account)
        cluster.check_version(data_dir)
        if data_dir.stat().st_uid != account.uid:
            account.give(data_dir)
        self._clear_away_dead_postmaster()
        if not self.socket_dir:
            self.socket_dir = cluster.socket_folder(data_dir, account)
            account.open_way_to(self.socket_dir / "socket")
        self.child = cluster.start(data_dir, self.socket_dir, account, self.log)
        self.postgres, self.may_fail = psutil.Process(self.child.pid), True

    def _wait_for_orphans(self) -> Postmaster | None:
        """Return a postmaster that lives, else None once no backend of a dead one is left."""
        patience = time.monotonic() + ORPHANS_MAY_WORK
        while not (postmaster := Postmaster.running(self.files.data_dir)):
            orphans = list(postgres_processes(self.files.data_dir))
            if not orphans:
                break
            if time.monotonic() > patience:
                patience += ORPHANS_MAY_WORK
                for orphan in orphans:
                    with contextlib.suppress(psutil.NoSuchProcess):
                        orphan.terminate()  # checks that the pid is still the same process
            time.sleep(INTERVAL)
        return postmaster

    def _clear_away_dead_postmaster(self) -> None:
        """Remove its lock files: PostgreSQL refuses to start while their number seems alive.

        It may live on as another program, or as a zombie that nobody buries.
        """
        folder, socket = self.files.data_dir, f".s.PGSQL.{cluster.PORT}"
        dead = Postmaster.read(folder)
        if dead and dead.socket_dir not in {folder, self.socket_dir}:
            cluster.remove_socket_folder(dead.socket_dir)
        for place in {folder, self.socket_dir or folder}:
            for name in ("postmaster.pid", socket, f"{socket}.lock"):
                (place / name).unlink(missing_ok=True)

    def _stop(self) -> None:
        """Fast shutdown; immediate when there is no folder left to write to, or it takes long."""
        is_there = is_same_file(self.folder, self.files.data_dir)
        for number in (signal.SIGINT, signal.SIGQUIT) if is_there else (signal.SIGQUIT,):
            if self.postgres and is_alive(self.postgres):
                with contextlib.suppress(psutil.Error):
                    self.postgres.send_signal(number)
                    self.postgres.wait(FAST_STOP)
        if self.socket_dir:
            cluster.remove_socket_folder(self.socket_dir)

    def say(self, message: str) -> None:
        self.log.write(f"{datetime.now(UTC):%Y-%m-%d %H:%M:%S} keeper: {message}\n".encode())

    def _trim_log(self) -> None:
        """Everybody writes by appending, so the file can shrink under them."""
        if os.fstat(self.log.fileno()).st_size > LOG_LIMIT:
            self.log.seek(-LOG_KEPT, os.SEEK_END)
            kept = self.log.read(LOG_KEPT)
            self.log.truncate(0)
            self.log.write(kept)


def main() -> int:
    if os.fork():
        return 0  # whoever started us need not bury us
    keeper = Keeper(ServerFiles(Path(sys.argv[1])), int(sys.argv[2]))
    try:
        keeper.run()
    except Exception as error:  # noqa: BLE001  it has nobody to raise it to
        keeper.say(f"{error}" if isinstance(error, EmbeddedServerError) else format_exc())
        with contextlib.suppress(OSError):
            os.write(1, f"{error}".encode())  # unbuffered: nobody may be listening any more
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
