"""The user that PostgreSQL runs as: ourselves, or for root (whom it refuses) a system user."""

import contextlib
import os
import pwd
import shutil
import stat
import subprocess
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from archive.embedded import acl
from archive.embedded.files import EmbeddedServerError

SYSTEM_USER = "pgserver"
READ, EXECUTE = 4, 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    uid: int
    gid: int

    @property
    def is_other(self) -> bool:
        return self.uid != os.geteuid()

    def options(self) -> dict[str, Any]:
        """Arguments that make `subprocess` run a program as this user."""
        if not self.is_other:
            return {}
        return {"user": self.uid, "group": self.gid, "extra_groups": []}

    def give(self, folder: Path) -> None:
        """Make a folder, with all that is in it, this user's."""
        if self.is_other:
            os.chown(folder, self.uid, self.gid)
            for place, folders, files in os.walk(folder):
                for name in (*folders, *files):
                    os.chown(Path(place, name), self.uid, self.gid, follow_symlinks=False)

    def can(self, command: str, *arguments: str | Path) -> bool:
        """Whether a shell command succeeds as this user."""
        tried = subprocess.run(  # noqa: S603
            ["/bin/sh", "-c", command, "sh", *arguments],
            **self.options(),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
            cwd="/",
        )
        return tried.returncode == 0

    def open_way_to(self, *places: Path) -> None:
        """Let this user, and if possible nobody else, pass through the folders above."""
        above = {folder for place in places for folder in place.parents}
        if not self.is_other or self.can('for f; do test -x "$f" || exit 1; done', *above):
            return
        for folder in sorted(above, key=lambda folder: len(folder.parts)):
            if not self.can('test -x "$1"', folder):
                _allow(folder, self.uid, EXECUTE)

    def open_programs(self, postgres: Path, folders: Iterable[Path]) -> None:
        """Let this user run and read what was installed; raise if that cannot be done."""
        share = postgres.parents[1] / "share" / "postgresql" / "postgres.bki"
        works = 'test -r "$1" && "$2" --version && "$3" --version'
        programs = (share, postgres, postgres.with_name("initdb"))
        if not self.is_other or self.can(works, *programs):
            return
        for path in (path for folder in folders for path in (folder, *folder.rglob("*"))):
            runs = path.is_dir() or path.stat().st_mode & stat.S_IXUSR
            with contextlib.suppress(OSError):
                acl.allow_user(path, self.uid, READ | EXECUTE if runs else READ)
        if not self.can(works, *programs):
            user = pwd.getpwuid(self.uid).pw_name
            raise EmbeddedServerError(
                f"Gebruiker {user}, onder wie de databank draait, kan de programma's in "
                f"{postgres.parent} niet lezen of uitvoeren. Geef leesrecht met "
                f"chmod -R a+rX '{postgres.parents[2]}'*, kies een bestandssysteem zonder "
                "noexec, of start het archief als een gewone gebruiker."
            )


def server_account(data_dir: Path) -> Account:
    """Who runs the server of this folder: we, its owner, or for a new one a system user."""
    if os.geteuid() != 0:
        return Account(uid=os.geteuid(), gid=os.getegid())
    if data_dir.exists() and (owner := data_dir.stat()).st_uid != 0:
        return Account(uid=owner.st_uid, gid=owner.st_gid)
    user = _system_user()
    return Account(uid=user.pw_uid, gid=user.pw_gid)


def _system_user() -> pwd.struct_passwd:
    useradd = shutil.which("useradd", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin")
    for _ in range(5):  # two copies may be adding it at once
        with contextlib.suppress(KeyError):
            return pwd.getpwnam(SYSTEM_USER)
        if not useradd:
            break
        command = [useradd, "--system", "--no-create-home", "--user-group", SYSTEM_USER]
        made = subprocess.run(command, capture_output=True, check=False)  # noqa: S603
        time.sleep(1 if made.returncode else 0)
    return pwd.getpwnam("nobody")


def _allow(folder: Path, uid: int, permissions: int) -> None:
    """Give one user some permissions; everybody, where the system has no lists of users."""
    try:
        acl.allow_user(folder, uid, permissions)
    except OSError:
        folder.chmod(folder.stat().st_mode | permissions)
