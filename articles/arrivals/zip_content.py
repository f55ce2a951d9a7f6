"""The bytes of a zip's member, unpacked piece by piece.

The layout follows sections 4.3 and 4.4 of PKWARE's APPNOTE (version 6.3.10).
"""

import io
import os
import struct
import zipfile
import zlib
from collections.abc import Generator, Iterator
from typing import IO

from articles.arrivals.pieces import as_file
from articles.arrivals.zip_directory import Member

_BLOCK = 65_536
_SIGNATURE = b"PK\x03\x04"
# Signature, 22 bytes that the table of contents repeats, lengths of name and extra field.
_HEADER = struct.Struct("<4s22x2H")


def opened(file: IO[bytes], member: Member) -> io.BufferedReader:
    """Open a stored or deflated member; to be read before `file` is used for anything else.

    Reading it raises zipfile.BadZipFile, EOFError or zlib.error where it is damaged.
    """
    file.seek(member.place)
    header = file.read(_HEADER.size)
    if len(header) < _HEADER.size or not header.startswith(_SIGNATURE):
        raise zipfile.BadZipFile("no header of a member")
    _signature, name, extra = _HEADER.unpack(header)
    file.seek(name + extra, os.SEEK_CUR)
    pieces: Iterator[bytes] = stored(file, member.packed)
    if member.method == zipfile.ZIP_DEFLATED:
        pieces = inflated(pieces)
    return as_file(_checked(pieces, member.crc))


def stored(file: IO[bytes], size: int) -> Iterator[bytes]:
    while size:
        piece = file.read(min(size, _BLOCK))
        if not piece:
            raise EOFError
        size -= len(piece)
        yield piece


def inflated(packed: Iterator[bytes]) -> Generator[bytes, None, bytes]:
    """Unpack up to the end of the compressed stream; return what was taken from behind it."""
    unpacker = zlib.decompressobj(-zlib.MAX_WBITS)
    while not unpacker.eof:
        taken = unpacker.unconsumed_tail or next(packed, b"")
        piece = unpacker.decompress(taken, _BLOCK)
        if not taken and not piece and not unpacker.eof:
            raise EOFError
        yield piece
    return unpacker.unused_data


def _checked(pieces: Iterator[bytes], crc: int) -> Iterator[bytes]:
    found = 0
    for piece in pieces:
        found = zlib.crc32(piece, found)
        yield piece
    if found != crc:
        raise zipfile.BadZipFile("bad CRC-32")
