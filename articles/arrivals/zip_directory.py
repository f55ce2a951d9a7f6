"""The table of contents of a zip, which stands at its end, read entry by entry.

`zipfile.ZipFile` keeps all of it: more than 600 MB for a million members. The layout follows
sections 4.3 and 4.5 of PKWARE's APPNOTE (version 6.3.10), with the sizes of zip64.
"""

import os
import struct
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Final, NamedTuple

_BLOCK: Final = 1 << 18
_LONGEST_COMMENT: Final = 65_535
_UTF8: Final = 0x800
_ZIP64: Final = 0x0001
_FULL, _FULL_SHORT = 0xFFFFFFFF, 0xFFFF
# Signature, entries, size and place of the table, length of the comment.
_END = struct.Struct("<4s6xHIIH")
_LOCATOR = struct.Struct("<4s4xQ4x")
_END64 = struct.Struct("<4s28xQQQ")
# Signature, flags, method, CRC, packed size, size, lengths of name, extra field and comment,
# attributes, place.
_ENTRY = struct.Struct("<4s4x2H4x3I3H4x2I")
_END_MARK, _LOCATOR_MARK, _END64_MARK = b"PK\x05\x06", b"PK\x06\x07", b"PK\x06\x06"
_ENTRY_MARK: Final = b"PK\x01\x02"


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """What the table says of a member; `place` is where its header begins."""

    name: str
    flags: int
    method: int
    crc: int
    packed: int
    attributes: int
    place: int


class Directory(NamedTuple):
    start: int
    size: int
    shift: int  # what stands before the zip itself, such as a program that unpacks it


def find_directory(file: IO[bytes]) -> Directory:
    """Find the table of contents; raises zipfile.BadZipFile where there is none."""
    length = file.seek(0, os.SEEK_END)
    tail_start = max(0, length - _END.size - _LONGEST_COMMENT)
    file.seek(tail_start)
    tail = file.read()
    at = _place_of_end(tail)
    end = tail_start + at
    _mark, _entries, size, place, _comment = _END.unpack_from(tail, at)
    if end >= _LOCATOR.size:
        file.seek(end - _LOCATOR.size)
        mark, place64 = _LOCATOR.unpack(file.read(_LOCATOR.size))
        if mark == _LOCATOR_MARK:
            end, size, place = _zip64_end(file, end - _LOCATOR.size, place64)
    shift = end - size - place
    if shift < 0:
        raise zipfile.BadZipFile("the table of contents does not fit")
    return Directory(start=end - size, size=size, shift=shift)


def read_members(file: IO[bytes], directory: Directory) -> Iterator[Member]:
    """Yield the members in the order of the table; `file` may be used elsewhere in between.

    Raises zipfile.BadZipFile where the table is damaged.
    """
    place, end = directory.start, directory.start + directory.size
    block, at = b"", 0
    while place < end:
        entry = _entry_at(block, at, directory.shift)
        if entry is None:
            file.seek(place)
            block, at = file.read(min(_BLOCK, end - place)), 0
            entry = _entry_at(block, at, directory.shift)
        if entry is None:
            raise zipfile.BadZipFile("an entry is cut off")
        member, length = entry
        at += length
        place += length
        yield member


def _place_of_end(tail: bytes) -> int:
    """Find the last whole record of the end, which only a comment may follow."""
    at = len(tail)
    while (at := tail.rfind(_END_MARK, 0, at)) >= 0:
        if len(tail) - at >= _END.size:
            return at
    raise zipfile.BadZipFile("no end of the table of contents")


def _zip64_end(file: IO[bytes], locator: int, place: int) -> tuple[int, int, int]:
    """Read the zip64 record of the end: its own place, the table's size and place."""
    for start in (locator - _END64.size, place):
        if start < 0:
            continue
        file.seek(start)
        data = file.read(_END64.size)
        if len(data) == _END64.size and data.startswith(_END64_MARK):
            _mark, _entries, size, table = _END64.unpack(data)
            return start, size, table
    raise zipfile.BadZipFile("no zip64 end of the table of contents")


def _entry_at(block: bytes, at: int, shift: int) -> tuple[Member, int] | None:
    """Read an entry and its length; None where the block does not hold all of it."""
    if at + _ENTRY.size > len(block):
        return None
    mark, flags, method, crc, packed, size, named, extra, comment, attributes, place = (
        _ENTRY.unpack_from(block, at)
    )
    if mark != _ENTRY_MARK:
        raise zipfile.BadZipFile("no entry of the table of contents")
    length = _ENTRY.size + named + extra + comment
    if at + length > len(block):
        return None
    at += _ENTRY.size
    name = block[at : at + named].decode("utf-8" if flags & _UTF8 else "cp437", "replace")
    if _FULL in (packed, place):
        packed, place = _zip64_sizes(block[at + named : at + named + extra], size, packed, place)
    member = Member(
        name=name,
        flags=flags,
        method=method,
        crc=crc,
        packed=packed,
        attributes=attributes,
        place=place + shift,
    )
    return member, length


def _zip64_sizes(extra: bytes, size: int, packed: int, place: int) -> tuple[int, int]:
    """Read the packed size and the place that do not fit in 32 bits from the extra field."""
    while len(extra) >= 4:  # noqa: PLR2004 - a kind and a length of two bytes each
        kind, length = struct.unpack_from("<2H", extra)
        if kind == _ZIP64:
            numbers = iter(struct.unpack_from(f"<{min(length, len(extra) - 4) // 8}Q", extra, 4))
            try:
                if size == _FULL:
                    next(numbers)
                packed = next(numbers) if packed == _FULL else packed
                place = next(numbers) if place == _FULL else place
            except StopIteration:
                raise zipfile.BadZipFile("a zip64 size is missing") from None
            return packed, place
        extra = extra[4 + length :]
    return packed, place
