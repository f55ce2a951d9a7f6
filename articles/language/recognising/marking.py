"""Names marked inline in text: "[PER Jan Jansen] woont in [LOC Gent]", for people to review."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from articles.language.known import ActorKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

KINDS: dict[str, ActorKind] = {
    "PER": "person",
    "ORG": "organisation",
    "COU": "country",
    "LOC": "place",
}
_LABELS = {kind: label for label, kind in KINDS.items()}
_MARK = re.compile(r"\[(\w+) ([^\[\]\n]+)\]")
_BRACKET = re.compile(r"[\[\]]")
_COMMENT = "# "


class MarkedName(NamedTuple):
    """A name in a text, by the places of its first character and of the one after its last."""

    start: int
    end: int
    kind: ActorKind


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedText:
    """A text without its marks, and the names that were marked, in reading order."""

    name: str
    text: str
    names: tuple[MarkedName, ...]


def read_marked(name: str, marked: str) -> MarkedText:
    """Take the marks out of a text, and leave out a first line that begins with "# ".

    `name` tells texts apart. Raises ValueError for a bracket that belongs to no mark and for an
    unknown kind.
    """
    if marked.startswith(_COMMENT):
        marked = marked.partition("\n")[2]
    pieces: list[str] = []
    names: list[MarkedName] = []
    length = done = 0
    for match in _MARK.finditer(marked):
        before, text = marked[done : match.start()], match[2]
        start = length + len(before)
        names.append(MarkedName(start, start + len(text), _kind(name, match)))
        pieces += (before, text)
        length, done = start + len(text), match.end()
    pieces.append(marked[done:])
    if loose := next(filter(_BRACKET.search, pieces), None):
        raise ValueError(f"{name}: vierkant haakje dat bij geen naam hoort, in: {loose.strip()}")
    return MarkedText(name=name, text="".join(pieces), names=tuple(names))


def write_marked(text: str, names: Iterable[MarkedName]) -> str:
    """Put marks into a text; the names must not overlap."""
    pieces: list[str] = []
    done = 0
    for start, end, kind in sorted(names):
        pieces += (text[done:start], f"[{_LABELS[kind]} {text[start:end]}]")
        done = end
    return "".join(pieces) + text[done:]


def load_marked(folder: Path) -> list[MarkedText]:
    """Read all marked texts of a folder, by file name; raises ValueError as `read_marked`."""
    return list(_load(sorted(folder.glob("*.txt"))))


def _load(paths: Iterable[Path]) -> Iterator[MarkedText]:
    for path in paths:
        yield read_marked(path.stem, path.read_text(encoding="utf-8"))


def _kind(name: str, match: re.Match[str]) -> ActorKind:
    try:
        return KINDS[match[1]]
    except KeyError:
        raise ValueError(f"{name}: onbekend soort naam in {match[0]}") from None
