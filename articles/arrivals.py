"""Where files come from: paths, folders, zip and tar archives, standard input.

Everything is read one file at a time and never unpacked to disk. A file that cannot be read
arrives all the same, with the reason, so that a report can name it.
"""

import lzma
import os
import sys
import tarfile
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from articles.parsing import MAX_ARTICLE_BYTES

STDIN = "-"
ZIP_ENDINGS = (".zip",)
TAR_ENDINGS = (".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tbz2", ".tar.xz", ".txz")
BROKEN = (
    OSError,
    EOFError,
    RuntimeError,  # zipfile, for a password
    NotImplementedError,  # zipfile, for a compression it lacks
    zipfile.BadZipFile,
    tarfile.TarError,
    zlib.error,
    lzma.LZMAError,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """One file: its bytes (at most one over the limit), or why they could not be read."""

    name: str
    data: bytes = b""
    trouble: str = ""


def read_arrivals(paths: Iterable[str | Path]) -> Iterator[Arrival]:
    """Yield every file that ``paths`` name, sorted by name; ``-`` is standard input."""
    for path in paths:
        if str(path) == STDIN:
            yield Arrival(name="stdin", data=_bounded(sys.stdin.buffer))
        else:
            yield from _from_path(Path(path))


def _from_path(path: Path) -> Iterator[Arrival]:
    if path.is_dir():
        for folder, folders, files in os.walk(path):
            folders[:] = sorted(name for name in folders if not _is_hidden(name))
            for name in sorted(files):
                if not _is_hidden(name):
                    yield from _from_file(Path(folder, name))
    elif path.exists():
        yield from _from_file(path)
    else:
        yield Arrival(name=str(path), trouble="Dit bestand of deze map bestaat niet.")


def _from_file(path: Path) -> Iterator[Arrival]:
    name = path.name.lower()
    try:
        if not path.is_file():
            yield Arrival(name=str(path), trouble="Dit is geen gewoon bestand.")
        elif name.endswith(ZIP_ENDINGS):
            with path.open("rb") as file:
                yield from read_zip(file, str(path))
        elif name.endswith(TAR_ENDINGS):
            with path.open("rb") as file:
                yield from read_tar(file, str(path))
        else:
            with path.open("rb") as file:
                yield Arrival(name=str(path), data=_bounded(file))
    except BROKEN as error:
        yield Arrival(name=str(path), trouble=f"Niet te lezen: {_reason(error)}")


def read_upload(file: IO[bytes], name: str) -> Iterator[Arrival]:
    """Yield the file itself, or what is in it when its name says that it is a zip or tar."""
    lower = name.lower()
    try:
        if lower.endswith(ZIP_ENDINGS):
            yield from read_zip(file, name)
        elif lower.endswith(TAR_ENDINGS):
            yield from read_tar(file, name)
        else:
            yield Arrival(name=name, data=_bounded(file))
    except BROKEN as error:
        yield Arrival(name=name, trouble=f"Niet te lezen: {_reason(error)}")


def read_zip(file: IO[bytes], name: str) -> Iterator[Arrival]:
    """Yield the members of a zip; raises one of ``BROKEN`` where the zip itself is damaged."""
    with zipfile.ZipFile(file) as archive:
        for member in archive.infolist():
            if member.is_dir() or _is_hidden(member.filename):
                continue
            label = f"{name}:{member.filename}"
            try:
                with archive.open(member) as content:
                    arrival = Arrival(name=label, data=_bounded(content))
            except BROKEN as error:
                arrival = Arrival(name=label, trouble=f"Niet te lezen: {_reason(error)}")
            yield arrival


def read_tar(file: IO[bytes], name: str) -> Iterator[Arrival]:
    """Yield the regular files of a tar, compressed or not; links are never followed."""
    with tarfile.open(fileobj=file, mode="r:*") as archive:
        for member in archive:
            if not member.isfile() or _is_hidden(member.name):
                continue
            content = archive.extractfile(member)
            if content is not None:
                yield Arrival(name=f"{name}:{member.name}", data=_bounded(content))


def _bounded(file: IO[bytes]) -> bytes:
    """Read at most one byte over the limit: enough for the parser to refuse it as too large."""
    return file.read(MAX_ARTICLE_BYTES + 1)


def _is_hidden(name: str) -> bool:
    """Tell whether a name is the housekeeping of a system (``.DS_Store``, ``__MACOSX/…``)."""
    parts = name.replace("\\", "/").split("/")
    return any(part.startswith(".") and part not in {".", ".."} for part in parts) or (
        "__MACOSX" in parts or parts[-1] in {"Thumbs.db", "desktop.ini"}
    )


def _reason(error: Exception) -> str:
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    if "password" in str(error):
        return "het is met een wachtwoord beveiligd."
    if isinstance(error, EOFError | tarfile.TarError | zipfile.BadZipFile | zlib.error):
        return f"het is beschadigd of onvolledig ({error})."
    return str(error)
