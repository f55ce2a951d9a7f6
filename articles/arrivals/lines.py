"""JSON Lines: a file of records, one to a line, read a line at a time and never whole."""

import gzip
from collections.abc import Iterator
from typing import IO, cast

from articles.arrivals.arrival import BROKEN, Arrival, bounded
from articles.parsing import MAX_ARTICLE_BYTES, begins_as_record

LINES_ENDINGS = (".jsonl", ".ndjson")
PACKED_LINES_ENDINGS = (".jsonl.gz", ".ndjson.gz")
JSON_ENDING = ".json"
BEGINNING_BYTES = 512  # of a line, in which its first name must stand
MOST_PASSED_OVER = 100_000_000  # bytes in a row that hold no record
BLANK_LINE_BYTES = 1_000  # as which a blank line counts, for the time that it takes
_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")
_BLOCK = 65_536
ONE_TO_A_LINE = "Zet elk artikel als één object op een eigen regel van een bestand op .jsonl"


def read_texts(file: IO[bytes], name: str) -> Iterator[Arrival]:
    """Yield the records of a JSON Lines file, or the one article that any other file is."""
    ending = name.lower()
    if ending.endswith(PACKED_LINES_ENDINGS):
        yield from read_packed_lines(file, name)
    elif ending.endswith(LINES_ENDINGS):
        yield from read_lines(file, name)
    else:
        data = bounded(file)
        trouble = _trouble_of_json(data) if ending.endswith(JSON_ENDING) else ""
        yield Arrival(name=name, trouble=trouble) if trouble else Arrival(name=name, data=data)


def read_stream(file: IO[bytes], name: str) -> Iterator[Arrival]:
    """Yield the lines of what begins as JSON Lines, or the one article that anything else is.

    It begins so when its first line looks like a whole record; a record that goes on over several
    lines is one article.
    """
    first = file.readline(MAX_ARTICLE_BYTES + 2)
    if _is_record(first) and first.rstrip().endswith(b"}"):
        yield from read_lines(file, name, first)
    else:
        rest = file.read(max(0, MAX_ARTICLE_BYTES + 1 - len(first)))
        yield Arrival(name=name, data=(first + rest)[: MAX_ARTICLE_BYTES + 1])


def is_packed_lines(file: IO[bytes]) -> bool:
    """Tell whether what gzip packed begins with a record; leaves the file at its beginning."""
    try:
        with gzip.GzipFile(fileobj=file, mode="rb") as unpacked:
            return _is_record(unpacked.read(BEGINNING_BYTES))
    except BROKEN:
        return False
    finally:
        file.seek(0)


def read_packed_lines(file: IO[bytes], name: str) -> Iterator[Arrival]:
    with gzip.GzipFile(fileobj=file, mode="rb") as unpacked:
        yield from read_lines(cast("IO[bytes]", unpacked), name)


def read_lines(file: IO[bytes], name: str, first: bytes = b"") -> Iterator[Arrival]:
    """Yield an arrival for each line that is not blank, and last where the file is damaged.

    `first` is a first line that was read before.
    """
    reader = _LineReader(file, name)
    try:
        yield from reader.read(first)
    except BROKEN:
        reason = f"Dit bestand is na regel {reader.number} beschadigd of onvolledig."
        yield Arrival(name=name, trouble=f"{reason} De {reader.kept} records ervoor zijn gelezen.")


class _LineReader:
    def __init__(self, file: IO[bytes], name: str) -> None:
        self.file = file
        self.name = name
        self.number = 0  # of lines read
        self.kept = 0
        self.passed_over = 0

    def read(self, first: bytes) -> Iterator[Arrival]:
        """Yield the lines; raises one of `BROKEN` where they cannot be read."""
        line = first or self._next()
        if line.startswith(_WIDE_MARKS):
            yield Arrival(name=self.name, trouble="Bewaar dit bestand in UTF-8, niet in UTF-16.")
            return
        while line:
            is_whole = len(line) <= MAX_ARTICLE_BYTES or line.endswith(b"\n")
            if not is_whole:
                self._pass_over_rest()
            self.number += 1
            if not is_whole or line.strip():
                yield self._arrival(line, is_whole=is_whole)
            else:
                self.passed_over += len(line) + BLANK_LINE_BYTES
            if self.passed_over > MOST_PASSED_OVER:
                trouble = f"Na regel {self.number} is niet verder gelezen: er volgt geen record."
                yield Arrival(name=self.name, trouble=trouble)
                return
            line = self._next()

    def _arrival(self, line: bytes, *, is_whole: bool) -> Arrival:
        name = f"{self.name}:{self.number}"
        if not is_whole:
            most = f"hoogstens {MAX_ARTICLE_BYTES} bytes"
            return Arrival(name=name, trouble=f"Deze regel is te lang: een artikel telt {most}.")
        data = line.removesuffix(b"\n").removesuffix(b"\r")
        if not _is_record(data):
            trouble = "Op deze regel staat geen JSON-object met een naam en een waarde."
            return Arrival(name=name, trouble=f"{trouble} {ONE_TO_A_LINE}.")
        self.kept += 1
        self.passed_over = 0
        return Arrival(name=name, data=data)

    def _next(self) -> bytes:
        """Read a line with its end, or as much of it as shows that it is too long."""
        return self.file.readline(MAX_ARTICLE_BYTES + 2)

    def _pass_over_rest(self) -> None:
        while self.passed_over <= MOST_PASSED_OVER and (rest := self.file.readline(_BLOCK)):
            self.passed_over += len(rest)
            if rest.endswith(b"\n"):
                return


def _is_record(line: bytes) -> bool:
    beginning = line[:BEGINNING_BYTES].decode("utf-8", "replace")
    return begins_as_record(beginning.removeprefix("\ufeff"))


def _trouble_of_json(data: bytes) -> str:
    """Say why a file of JSON holds more than one article can be; "" where it may be one."""
    if data.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"["):
        advice = "bijvoorbeeld met: jq -c '.[]' lijst.json > lijst.jsonl"
        return f"Dit bestand is een lijst. {ONE_TO_A_LINE}, {advice}"
    if len(data) > MAX_ARTICLE_BYTES:
        return f"Dit bestand is te groot voor één artikel. {ONE_TO_A_LINE}."
    return ""
