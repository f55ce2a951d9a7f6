"""The data folder, the files beside it, and the PostgreSQL that runs in it."""

import contextlib
import fcntl
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import psutil


class EmbeddedServerError(Exception):
    """The embedded server cannot be used; the message (Dutch) says what to do."""


@dataclass(frozen=True, slots=True)
class ServerFiles:
    """Paths that belong to one data folder; two folders never share anything."""

    data_dir: Path

    @classmethod
    def of(cls, data_dir: Path) -> Self:
        """Resolve symbolic links, so that everybody means the same lock."""
        return cls(data_dir.resolve())

    @property
    def lock(self) -> Path:
        """Held shared by every process that uses the server, exclusively while it stops."""
        return self._beside("lock")

    @property
    def keeper(self) -> Path:
        """Held exclusively by the keeper for its life; contains its process id."""
        return self._beside("keeper")

    @property
    def log(self) -> Path:
        return self._beside("log")

    def _beside(self, suffix: str) -> Path:
        return self.data_dir.with_name(f"{self.data_dir.name}.{suffix}")

    def log_tail(self, lines: int = 5) -> str:
        with contextlib.suppress(OSError):
            return "\n".join(self.log.read_text(errors="replace").splitlines()[-lines:])
        return ""


def open_beside(path: Path) -> int:
    """Open for appending (made private), owned as its folder is: root leaves nothing behind."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
    if os.geteuid() == 0:
        folder = path.parent.stat()
        os.fchown(descriptor, folder.st_uid, folder.st_gid)
    return descriptor


def try_lock(descriptor: int, *, shared: bool = False) -> bool:
    """Take the file's lock if that needs no waiting. The kernel frees it on any death."""
    try:
        fcntl.flock(descriptor, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def is_same_file(descriptor: int, path: Path) -> bool:
    """Whether an open file is still the one at this path, not deleted or replaced."""
    try:
        return os.path.samestat(os.fstat(descriptor), path.stat())
    except OSError:
        return False


def is_alive(process: psutil.Process) -> bool:
    """Tell whether it runs and is no zombie: in a container nobody may bury the dead."""
    try:
        return bool(process.is_running() and process.status() != psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return False


def mark_of(data_dir: Path) -> str:
    """Name of the cluster, which PostgreSQL shows in the title of each of its processes."""
    folder = data_dir.stat()
    return f"archive.{folder.st_dev}.{folder.st_ino}."


def _serves(process: psutil.Process, data_dir: Path) -> bool:
    try:
        if process.name() != "postgres" or not is_alive(process):
            return False
        try:
            return Path(process.cwd()).samefile(data_dir)
        except psutil.AccessDenied:  # root in a container may not look there
            return mark_of(data_dir) in " ".join(process.cmdline())
    except (psutil.Error, OSError):
        return False


def postgres_processes(data_dir: Path) -> Iterator[psutil.Process]:
    """Every living process of PostgreSQL in this folder, whoever its parent is now."""
    return (process for process in psutil.process_iter() if _serves(process, data_dir))


@dataclass(frozen=True, slots=True, kw_only=True)
class Postmaster:
    """What PostgreSQL says about itself in `postmaster.pid`; possibly stale."""

    pid: int
    socket_dir: Path
    is_ready: bool

    @classmethod
    def read(cls, data_dir: Path) -> Self | None:
        """None while there is no file or it is half-written."""
        try:
            lines = os.fsdecode((data_dir / "postmaster.pid").read_bytes()).split("\n")
            return cls(
                pid=int(lines[0]), socket_dir=Path(lines[4]), is_ready=lines[7].strip() == "ready"
            )
        except (FileNotFoundError, NotADirectoryError, ValueError, IndexError):
            return None

    @classmethod
    def running(cls, data_dir: Path) -> Self | None:
        """As `read`, but None when that process is gone or its number now means another."""
        postmaster = cls.read(data_dir)
        return postmaster if postmaster and postmaster.process(data_dir) else None

    def process(self, data_dir: Path) -> psutil.Process | None:
        try:
            process = psutil.Process(self.pid)
        except psutil.NoSuchProcess:
            return None
        return process if _serves(process, data_dir) else None
