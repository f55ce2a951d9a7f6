"""Zip and tar archives, read member by member."""

import stat
import tarfile
import zipfile
from collections.abc import Iterator
from typing import IO, Self

from articles.arrivals.arrival import (
    BROKEN,
    LINK,
    NOT_REGULAR,
    Arrival,
    is_hidden,
    unreadable,
)
from articles.arrivals.damaged_zip import read_damaged_zip
from articles.arrivals.lines import read_texts
from articles.arrivals.zip_content import opened
from articles.arrivals.zip_directory import Member, find_directory, read_members

ZIP_ENDINGS = (".zip",)
TAR_ENDINGS = (".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tbz2", ".tar.xz", ".txz")
ENCRYPTED, PATCHED = 0x1, 0x20  # bits of a zip member's flags
# The other compressions of zip cannot be read a bounded part at a time.
ZIP_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
# Office documents and e-books are zips as well: their first entries give them away.
DOCUMENT_MEMBERS = {"[Content_Types].xml", "mimetype"}
MAX_LONG_HEADER_BYTES = 1_000_000
LONG_HEADERS = {
    tarfile.GNUTYPE_LONGNAME,
    tarfile.GNUTYPE_LONGLINK,
    tarfile.XHDTYPE,
    tarfile.XGLTYPE,
    tarfile.SOLARIS_XHDTYPE,
}
NESTED = "Een archief in een archief wordt niet gelezen. Pak het eerst uit."


def is_zip(name: str) -> bool:
    return name.lower().endswith(ZIP_ENDINGS)


def is_tar(name: str) -> bool:
    return name.lower().endswith(TAR_ENDINGS)


def read_zip(file: IO[bytes], name: str) -> Iterator[Arrival]:
    """Yield the members of a zip; of one whose table of contents is lost, those it begins with."""
    try:
        directory = find_directory(file)
        # The whole table is read first: damage in it shows before any member has arrived.
        names = (member.name for member in read_members(file, directory))
        is_document = sum(name in DOCUMENT_MEMBERS for name in names) > 0
    except BROKEN:
        yield from read_damaged_zip(file, name)
        return
    if is_document:
        reason = "Dit is een document (zoals docx of epub), geen archief. Bewaar het als tekst."
        yield Arrival(name=name, trouble=reason)
        return
    for member in read_members(file, directory):
        if not member.name.endswith("/") and not is_hidden(member.name):
            yield from _read_member(file, member, f"{name}:{member.name}")


def _read_member(file: IO[bytes], member: Member, label: str) -> Iterator[Arrival]:
    if trouble := _member_trouble(member):
        yield Arrival(name=label, trouble=trouble)
        return
    try:
        with opened(file, member) as content:
            yield from read_texts(content, label)
    except BROKEN as error:
        yield unreadable(label, error)


def _member_trouble(member: Member) -> str:
    if member.flags & ENCRYPTED:
        return "Dit bestand is met een wachtwoord beveiligd. Pak het archief eerst uit."
    if stat.S_ISLNK(member.attributes >> 16):
        return LINK
    if is_zip(member.name) or is_tar(member.name):
        return NESTED
    if member.method not in ZIP_METHODS or member.flags & PATCHED:
        return "Dit bestand is ongewoon ingepakt. Maak het archief opnieuw als gewone zip."
    return ""


def read_tar(file: IO[bytes], name: str) -> Iterator[Arrival]:
    """Yield the files of a tar, compressed or not, and last where it is damaged."""
    kept = 0
    try:
        with tarfile.open(fileobj=file, mode="r:*", tarinfo=_StrictHeader) as archive:
            while member := archive.next():
                archive.members.clear()  # type: ignore[attr-defined]  # would grow to a million
                if member.isdir() or member.islnk() or is_hidden(member.name):
                    continue  # what a hard link names stands in the archive itself
                yield from _read_entry(archive, member, f"{name}:{member.name}")
                kept += 1
    except BROKEN:
        reason = "Dit is geen tar-archief, of het is beschadigd of onvolledig."
        yield Arrival(name=name, trouble=f"{reason} {kept} bestanden ervoor zijn gelezen.")


def _read_entry(archive: tarfile.TarFile, member: tarfile.TarInfo, label: str) -> Iterator[Arrival]:
    """Read one member; raises one of ``BROKEN`` where the archive breaks off."""
    content = archive.extractfile(member) if member.isfile() else None
    if member.issym():
        yield Arrival(name=label, trouble=LINK)
    elif content is None:
        yield Arrival(name=label, trouble=NOT_REGULAR)
    elif is_zip(member.name) or is_tar(member.name):
        yield Arrival(name=label, trouble=NESTED)
    else:
        yield from read_texts(content, label)


class _StrictHeader(tarfile.TarInfo):
    """Reports what ``tarfile`` takes for the end: a header that is broken, cut off or missing."""

    @classmethod
    def frombuf(cls, buf: bytes | bytearray, encoding: str, errors: str) -> Self:
        is_end = len(buf) == tarfile.BLOCKSIZE and not any(buf)
        try:
            header = super().frombuf(buf, encoding, errors)
        except tarfile.HeaderError as error:
            if is_end:
                raise
            raise tarfile.ReadError(str(error)) from error
        if header.type in LONG_HEADERS and header.size > MAX_LONG_HEADER_BYTES:
            raise tarfile.ReadError("a name of more than a megabyte")
        return header
