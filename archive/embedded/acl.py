"""POSIX access control lists: give one user a permission without giving it to everybody.

Linux keeps such a list in an extended attribute: a version, then entries of tag, permissions and
id, sorted by tag (acl(5), linux/posix_acl_xattr.h). Python has no binding for it.
"""

import errno
import os
import struct
import sys
from pathlib import Path

_ATTRIBUTE = "system.posix_acl_access"
_VERSION = struct.pack("<I", 2)
_ENTRY = struct.Struct("<HHI")
_NO_ID = 0xFFFFFFFF
_OWNER, _USER, _OWNING_GROUP, _GROUP, _MASK, _OTHER = 0x01, 0x02, 0x04, 0x08, 0x10, 0x20
_MASKED = (_USER, _OWNING_GROUP, _GROUP)

Entries = dict[tuple[int, int], int]  # (tag, user or group id) to permissions


def allow_user(path: Path, uid: int, permissions: int) -> None:
    """Add read (4), write (2) or execute (1) for one user; nobody else gains or loses anything.

    Raises OSError where the system or the file system knows no such lists.
    """
    if sys.platform != "linux":
        raise OSError(errno.ENOTSUP, os.strerror(errno.ENOTSUP), str(path))
    try:
        entries = _unpack(os.getxattr(path, _ATTRIBUTE))
    except OSError as error:
        if error.errno != errno.ENODATA:
            raise
        entries = _from_mode(path.stat().st_mode)
    os.setxattr(path, _ATTRIBUTE, _pack(with_user(entries, uid, permissions)))


def with_user(entries: Entries, uid: int, permissions: int) -> Entries:
    """Add one user to the list; its mask grows no wider than that and hides what it hid."""
    mask = entries.get((_MASK, _NO_ID), 7)
    merged = {
        key: value & mask if key[0] in _MASKED else value
        for key, value in entries.items()
        if key[0] != _MASK
    }
    merged[_USER, uid] = merged.get((_USER, uid), entries[_OTHER, _NO_ID]) | permissions
    mask = 0
    for (tag, _), value in merged.items():
        mask |= value if tag in _MASKED else 0
    return {**merged, (_MASK, _NO_ID): mask}


def _from_mode(mode: int) -> Entries:
    return {
        (_OWNER, _NO_ID): mode >> 6 & 7,
        (_OWNING_GROUP, _NO_ID): mode >> 3 & 7,
        (_OTHER, _NO_ID): mode & 7,
    }


def _unpack(value: bytes) -> Entries:
    return {(tag, who): bits for tag, bits, who in _ENTRY.iter_unpack(value[len(_VERSION) :])}


def _pack(entries: Entries) -> bytes:
    return _VERSION + b"".join(
        _ENTRY.pack(tag, bits, who) for (tag, who), bits in sorted(entries.items())
    )
