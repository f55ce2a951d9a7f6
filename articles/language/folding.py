"""Text made comparable: accents, ligatures and typography folded, places kept."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

_SPECIAL = (
    dict.fromkeys("’‘‚‛ʼ′´`＇", "'")
    | dict.fromkeys("“”„‟«»″", '"')
    | dict.fromkeys("‐‑‒–—―−", "-")
    | {"æ": "ae", "Æ": "Ae", "œ": "oe", "Œ": "Oe", "ß": "ss", "ø": "o", "Ø": "O", "ł": "l"}
    | {"Ł": "L", "đ": "d", "Đ": "D", "ı": "i", "ð": "d", "Ð": "D", "þ": "th", "Þ": "Th"}
)
_UNSEEN = frozenset({"Mn", "Cf"})  # combining marks; soft hyphens and zero-width characters
_PARAGRAPH = "\n\n"
_SPACES = re.compile(r"\s{2,}")
_INNER_BREAK = re.compile(r"\n(?!\n)(?<!\n\n)")


def _plain_character(character: str) -> str:
    special = _SPECIAL.get(character)
    if special is not None:
        return special
    if character != "\n" and character.isspace():
        return " "
    decomposed = unicodedata.normalize("NFKD", character)
    seen = (c for c in decomposed if unicodedata.category(c) not in _UNSEEN)
    return "".join(_SPECIAL.get(c, c) for c in seen)


class _PlainTable(dict[int, str]):
    """For `str.translate`; learns each character when it is first met."""

    def __missing__(self, code: int) -> str:
        plain = self[code] = _plain_character(chr(code))
        return plain


_TABLE = _PlainTable()
_UNCHANGED = bytes(range(32, 127)) + b"\n"
_FEW = 24


def _odd(text: str) -> set[str]:
    """Give the characters that folding may change; by way of bytes, which is fastest."""
    odd = text.encode("utf-8", "surrogatepass").translate(None, _UNCHANGED)
    return set(odd.decode("utf-8", "surrogatepass"))


def plain(text: str) -> str:
    """Fold accents, ligatures, quotes, dashes and spaces, and leave case alone."""
    if text.isascii() and text.isprintable():
        return text
    return _plain(text, _odd(text))


def _plain(text: str, odd: set[str]) -> str:
    if len(odd) > _FEW:
        return text.translate(_TABLE)
    for character in odd:  # several times faster than a table for the few that Dutch has
        text = text.replace(character, _TABLE[ord(character)])
    return text


def fold(text: str) -> str:
    """Lower case, with accents and typographic variants folded: "Œuvre’s" is "oeuvre's"."""
    return plain(text).lower()


@dataclass(frozen=True, slots=True)
class PlainText:
    """A folded text that remembers where in the original each character stood.

    `text` keeps its case and `lowered` does not; both have the same length. White space is
    one space, or two line breaks where a paragraph ends.
    """

    text: str
    lowered: str
    _stretches: tuple[_Stretch, ...]

    @classmethod
    def of(cls, original: str) -> PlainText:
        odd = _odd(original)
        resized = "".join(c for c in odd if len(_TABLE[ord(c)]) != 1)
        text, stretches = _plain(original, odd), _ONE_STRETCH
        if resized or _has_runs(text):
            text, stretches = _squeezed(original, resized)
        if "\n" in text:
            text = _INNER_BREAK.sub(" ", text)
        return cls(text, text.lower(), stretches)

    @property
    def is_regular(self) -> bool:
        """Whether each character stands where it stood in the original."""
        return len(self._stretches) == 1

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Where in the original the characters `start` up to `end` stood (`start` < `end`)."""
        if self.is_regular:
            return start, end
        return self._origin(start), max(self._origin(end), self._origin(end - 1) + 1)

    def _origin(self, place: int) -> int:
        found = bisect_right(self._stretches, place, key=lambda stretch: stretch.start)
        stretch = self._stretches[found - 1]
        return stretch.origin + (place - stretch.start if stretch.regular else 0)


class _Stretch(NamedTuple):
    """From `start` on the folded text stands at `origin`, character by character if regular."""

    start: int
    origin: int
    regular: bool


_ONE_STRETCH: tuple[_Stretch, ...] = (_Stretch(0, 0, regular=True),)


def _has_runs(text: str) -> bool:
    """Whether white space of a plain text is more than single spaces and ends of paragraphs."""
    if "  " in text:
        return True
    return "\n" in text and (" \n" in text or "\n " in text or "\n\n\n" in text)


def _squeezed(original: str, resized: str) -> tuple[str, tuple[_Stretch, ...]]:
    """Fold a text in which ligatures, loose accents or runs of space change the length."""
    pieces: list[str] = []
    stretches = list(_ONE_STRETCH)
    done = length = 0
    for match in _resizing(original, resized):
        before, piece = plain(original[done : match.start()]), _shorter(match[0])
        pieces += (before, piece)
        stretches.append(_Stretch(length + len(before), match.start(), regular=False))
        done = match.end()
        length += len(before) + len(piece)
        stretches.append(_Stretch(length, done, regular=True))
    pieces.append(plain(original[done:]))
    return "".join(pieces), tuple(stretches)


def _resizing(original: str, resized: str) -> Iterator[re.Match[str]]:
    pattern = _SPACES
    if resized:
        pattern = re.compile(f"{_SPACES.pattern}|[{re.escape(''.join(sorted(resized)))}]")
    return (match for match in pattern.finditer(original) if match[0] != _PARAGRAPH)


def _shorter(matched: str) -> str:
    if len(matched) == 1:
        return _TABLE[ord(matched)]
    return _PARAGRAPH if matched.count("\n") > 1 else " "
