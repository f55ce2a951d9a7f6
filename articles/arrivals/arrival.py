"""One file as it arrives, and the words for one that cannot be read."""

import lzma
import struct
import tarfile
import zipfile
import zlib
from dataclasses import dataclass
from typing import IO

from articles.parsing import MAX_ARTICLE_BYTES

# What the readers of files, zip and tar raise on what they cannot read.
BROKEN = (
    OSError,
    EOFError,
    RuntimeError,
    ValueError,
    OverflowError,
    struct.error,
    zipfile.BadZipFile,
    tarfile.TarError,
    zlib.error,
    lzma.LZMAError,
)
NOT_REGULAR = "Dit is geen gewoon bestand. Lees het met - in via de standaardinvoer."
LINK = "Dit is een koppeling; zij wordt niet gevolgd. Geef zelf op waar zij naar verwijst."
SYSTEM_FILES = {"Thumbs.db", "desktop.ini"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """One file: its bytes (at most one over the limit), or why they could not be read."""

    name: str
    data: bytes = b""
    trouble: str = ""


def unreadable(name: str, error: Exception) -> Arrival:
    """Make an arrival that says in Dutch what stood in the way."""
    if isinstance(error, PermissionError):
        reason = "u hebt er geen leesrechten op."
    elif isinstance(error, OSError) and error.strerror:
        reason = f"{error.strerror}."
    else:
        reason = "het is beschadigd of onvolledig."
    return Arrival(name=name, trouble=f"Niet te lezen: {reason}")


def bounded(file: IO[bytes]) -> bytes:
    """Read at most one byte over the limit: enough for the parser to refuse it as too large."""
    return file.read(MAX_ARTICLE_BYTES + 1)


def is_hidden(name: str) -> bool:
    """Tell whether a name is the housekeeping of a system (``.DS_Store``, ``__MACOSX/…``)."""
    parts = name.replace("\\", "/").split("/")
    return any(part.startswith(".") and part not in {".", ".."} for part in parts) or (
        "__MACOSX" in parts or parts[-1] in SYSTEM_FILES
    )


def printable(name: str) -> str:
    """Escape what a file name may hold but a report line or a database cannot."""
    if name.isprintable():
        return name
    return "".join(
        char if char.isprintable() else char.encode("unicode_escape").decode() for char in name
    )
