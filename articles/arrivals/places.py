"""Paths, folders, uploads and standard input, each yielding the files that it holds."""

import itertools
import os
import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO

from articles.arrivals.archives import is_tar, is_zip, read_tar, read_zip
from articles.arrivals.arrival import (
    BROKEN,
    LINK,
    NOT_REGULAR,
    Arrival,
    is_hidden,
    unreadable,
)
from articles.arrivals.lines import (
    is_packed_lines,
    read_packed_lines,
    read_stream,
    read_texts,
)
from articles.arrivals.pieces import as_file

STDIN = "-"
GZIP_MARK = b"\x1f\x8b"
BLOCK_BYTES = 65_536
HEAD_BYTES = 512  # the signature of a tar stands in its first 512 bytes


def read_arrivals(paths: Iterable[str | Path]) -> Iterator[Arrival]:
    """Yield every file that ``paths`` name, a folder's sorted by name; ``-`` is standard input.

    Standard input is one article, or a zip, tar or JSON Lines when it begins like one.
    """
    for path in paths:
        try:
            yield from _from_stdin() if str(path) == STDIN else _from_path(Path(path))
        except BROKEN as error:
            yield unreadable(str(path), error)


def read_upload(file: IO[bytes], name: str) -> Iterator[Arrival]:
    """Yield the file itself, or what is in it when its name says zip, tar or JSON Lines."""
    try:
        if is_zip(name):
            yield from read_zip(file, name)
        elif is_tar(name):
            yield from read_tar(file, name)
        else:
            yield from read_texts(file, name)
    except BROKEN as error:
        yield unreadable(name, error)


def _from_path(path: Path) -> Iterator[Arrival]:
    if path.is_dir():
        yield from _from_folder(path)
    elif path.exists():
        yield from _from_file(path)
    else:
        yield Arrival(name=str(path), trouble="Dit bestand of deze map bestaat niet.")


def _from_folder(top: Path) -> Iterator[Arrival]:
    closed: list[OSError] = []
    for folder, folders, files in os.walk(top, onerror=closed.append):
        folders[:] = sorted(name for name in folders if not is_hidden(name))
        for name in sorted(files):
            if not is_hidden(name):
                yield from _from_file(Path(folder, name))
        for name in folders:
            if Path(folder, name).is_symlink():
                yield Arrival(name=str(Path(folder, name)), trouble=LINK)
    for error in closed:
        yield unreadable(str(error.filename), error)


def _from_file(path: Path) -> Iterator[Arrival]:
    try:
        if path.is_file():
            with path.open("rb") as file:
                yield from read_upload(file, str(path))
        else:
            trouble = NOT_REGULAR if path.exists() else "Deze koppeling verwijst naar niets."
            yield Arrival(name=str(path), trouble=trouble)
    except BROKEN as error:
        yield unreadable(str(path), error)


def _from_stdin() -> Iterator[Arrival]:
    if sys.stdin is None:
        yield Arrival(name="stdin", trouble="Er is geen standaardinvoer.")
        return
    stdin = sys.stdin.buffer
    head = stdin.read(HEAD_BYTES)
    if _begins_like_zip(head) or _begins_like_tar(head):
        with tempfile.TemporaryFile() as copy:  # an archive must be read from more than one end
            copy.write(head)
            shutil.copyfileobj(stdin, copy)
            copy.seek(0)
            yield from _from_packed_stdin(copy, head)
        return
    pieces = itertools.chain([head], iter(lambda: stdin.read(BLOCK_BYTES), b""))
    yield from read_stream(as_file(pieces), "stdin")


def _from_packed_stdin(copy: IO[bytes], head: bytes) -> Iterator[Arrival]:
    if _begins_like_zip(head):
        return read_zip(copy, "stdin")
    if head.startswith(GZIP_MARK) and is_packed_lines(copy):
        return read_packed_lines(copy, "stdin")
    return read_tar(copy, "stdin")


def _begins_like_zip(head: bytes) -> bool:
    return head.startswith((b"PK\x03\x04", b"PK\x05\x06"))


def _begins_like_tar(head: bytes) -> bool:
    """Tell a tar, or what gzip, bzip2 or xz may have made of one."""
    return (
        head[257:262] == b"ustar"
        or head.startswith((GZIP_MARK, b"\xfd7zXZ\x00"))
        or (head.startswith(b"BZh") and head[4:10] == b"1AY&SY")
    )
