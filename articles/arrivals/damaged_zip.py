"""A zip that lost its table of contents, which stands at the end: read it from the front.

The layout of a member follows section 4.3 of PKWARE's APPNOTE (version 6.3.10).
"""

import io
import os
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO

from articles.arrivals.arrival import Arrival, is_hidden
from articles.arrivals.lines import read_texts
from articles.arrivals.zip_content import inflated, stored
from articles.parsing import MAX_ARTICLE_BYTES

_MEMBER, _TABLE, _TRAILER = b"PK\x03\x04", b"PK\x01\x02", b"PK\x07\x08"
# Version, flags, method, time, date, CRC, packed size, size, lengths of name and extra field.
_HEADER = struct.Struct("<5H3I2H")
_ENCRYPTED, _SIZES_FOLLOW, _UTF8 = 0x1, 0x8, 0x800
_BLOCK = 65_536


def read_damaged_zip(file: IO[bytes], name: str) -> Iterator[Arrival]:
    """Yield the whole members before the damage, then, unless all were there, the damage."""
    file.seek(0)
    kept = 0
    while (signature := file.read(len(_MEMBER))) == _MEMBER:
        try:
            member, data = _read_member(file)
        except (EOFError, struct.error, zlib.error):
            break
        if not member.endswith("/") and not is_hidden(member):
            kept += 1
            label = f"{name}:{member}"
            if len(data) > MAX_ARTICLE_BYTES:  # for the parser to refuse: the rest was not kept
                yield Arrival(name=label, data=data)
            else:
                yield from read_texts(io.BytesIO(data), label)
    if signature != _TABLE:
        reason = "Dit is geen zip-archief, of het is beschadigd of onvolledig."
        yield Arrival(name=name, trouble=f"{reason} {kept} bestanden ervoor zijn gelezen.")


def _read_member(file: IO[bytes]) -> tuple[str, bytes]:
    """Read a name and at most one byte over the limit; raises EOFError where that cannot be."""
    _, flags, method, _, _, crc, packed, _, name_length, extra = _HEADER.unpack(
        file.read(_HEADER.size)
    )
    name = file.read(name_length).decode("utf-8" if flags & _UTF8 else "cp437", "replace")
    file.seek(extra, os.SEEK_CUR)
    if flags & _ENCRYPTED:
        raise EOFError
    if method == zipfile.ZIP_DEFLATED:
        pieces = _inflated(file)
    elif method == zipfile.ZIP_STORED and not flags & _SIZES_FOLLOW:
        pieces = stored(file, packed)
    else:
        raise EOFError
    data, found = bytearray(), 0
    for piece in pieces:
        found = zlib.crc32(piece, found)
        data += piece[: MAX_ARTICLE_BYTES + 1 - len(data)]
    if found != (_read_trailer(file) if flags & _SIZES_FOLLOW else crc):
        raise EOFError
    return name, bytes(data)


def _inflated(file: IO[bytes]) -> Iterator[bytes]:
    """Unpack up to the end of the compressed stream, and leave the file right behind it."""
    unused = yield from inflated(iter(lambda: file.read(_BLOCK), b""))
    file.seek(-len(unused), os.SEEK_CUR)


def _read_trailer(file: IO[bytes]) -> int:
    """Read the CRC that stands behind a member, with or without a signature before it."""
    start = file.read(4)
    crc, _packed, _size = struct.unpack(
        "<3I", file.read(12) if start == _TRAILER else start + file.read(8)
    )
    return int(crc)
