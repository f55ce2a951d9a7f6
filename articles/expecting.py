"""How many files an import has before it, where that can be told at little cost."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from articles.arrivals.archives import is_tar, is_zip
from articles.arrivals.arrival import BROKEN, is_hidden
from articles.arrivals.lines import LINES_ENDINGS, PACKED_LINES_ENDINGS
from articles.arrivals.places import STDIN
from articles.arrivals.zip_directory import find_directory, read_members

SAMPLE_BYTES = 1_000_000  # of a JSON Lines file, to see how long its lines are


def expected_files(paths: Iterable[str | Path]) -> int | None:
    """Count the files that ``paths`` hold; None where only reading them would tell.

    A folder is walked, a zip's table of contents read, the lines of JSON Lines estimated.
    """
    total = 0
    for path in paths:
        for place in _files(Path(path)):
            number = None if str(path) == STDIN else _in_file(place)
            if number is None:
                return None
            total += number
    return total


def _files(path: Path) -> Iterator[Path]:
    if not path.is_dir():
        yield path
        return
    for folder, folders, files in os.walk(path):
        folders[:] = [name for name in folders if not is_hidden(name)]
        yield from (Path(folder, name) for name in files if not is_hidden(name))


def _in_file(path: Path) -> int | None:
    name = path.name.lower()
    try:
        if is_tar(name) or name.endswith(PACKED_LINES_ENDINGS):
            return None
        if name.endswith(LINES_ENDINGS):
            return _estimated_lines(path)
        if is_zip(name):
            return _members(path)
    except BROKEN:
        return None
    return 1


def _members(path: Path) -> int:
    with path.open("rb") as file:
        members = read_members(file, find_directory(file))
        return sum(
            not member.name.endswith("/") and not is_hidden(member.name) for member in members
        )


def _estimated_lines(path: Path) -> int:
    with path.open("rb") as file:
        sample = file.read(SAMPLE_BYTES)
    lines = sample.count(b"\n")
    if len(sample) < SAMPLE_BYTES:
        return lines + (not sample.endswith(b"\n"))
    return round(path.stat().st_size / len(sample) * max(lines, 1))
