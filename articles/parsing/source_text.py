"""The decoded text without its dirt, able to say where each character came from."""

import re
from bisect import bisect_right
from typing import Final, NamedTuple

from articles.parsing.parsed import Evidence

_JUNK = (
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f"
    "\ufeff\ufff0-\ufffb\ufffe\uffff\ufdd0-\ufdef\ue000-\uf8ff\U000e0000-\U000e0fff"
    "\U000f0000-\U0010ffff"
)
_SPACES = "\t\r\xa0\u1680\u2000-\u200a\u202f\u205f\u3000"
_DIRT: Final = re.compile(f"[ \n{_SPACES}{_JUNK}]{{2,}}|[{_SPACES}{_JUNK}]")
_DIRTY_SPACING: Final = ("  ", " \n", "\n ", "\n\n\n")
_ANY_SPACE = re.compile(f"[ {_SPACES}]")


class Line(NamedTuple):
    """A line that is not blank; `start` and `end` are places in the clean text."""

    start: int
    end: int
    text: str
    block: int  # lines with no blank line between them share a block

    def part(self, start: int, end: int | None = None) -> "Line":
        """Cut out the piece between two places, counted from the start of this line, trimmed."""
        piece = self.text[start:end].rstrip()
        if not start and piece == self.text:
            return self
        trimmed = piece.lstrip()
        left = self.start + start + len(piece) - len(trimmed)
        return Line(left, left + len(trimmed), trimmed, self.block)


class SourceText:
    """Clean text: no control or private-use characters, single spaces, at most one blank line."""

    def __init__(self, decoded: str, *, printable: bool) -> None:
        self.decoded = decoded
        self._clean_places = [0]
        self._decoded_places = [0]
        self.text = self._cleaned(decoded, printable=printable)

    def lines(self) -> list[Line]:
        found = []
        start = 0
        block = 0
        for text in self.text.split("\n"):
            if trimmed := text.strip(" "):
                left = start if text[0] != " " else start + text.index(trimmed)
                found.append(Line(left, left + len(trimmed), trimmed, block))
            else:
                block += 1
            start += len(text) + 1
        return found

    def evidence(self, rule: str, start: int, end: int) -> Evidence:
        """Evidence for a stretch of the clean text, told in places of the decoded text."""
        if self.text is self.decoded:
            return Evidence(rule=rule, start=start, end=end, text=self.text[start:end])
        first = self._place(start)
        last = self._place(end - 1) + 1 if end > start else first
        return Evidence(rule=rule, start=first, end=last, text=self.decoded[first:last])

    def _cleaned(self, decoded: str, *, printable: bool) -> str:
        if printable and not any(map(decoded.count, _DIRTY_SPACING)):
            return decoded
        pieces = []
        kept_from = length = 0
        for found in _DIRT.finditer(decoded):
            clean = _clean_run(found[0])
            if clean == found[0]:
                continue
            pieces += [decoded[kept_from : found.start()], clean]
            length += found.start() - kept_from + len(clean)
            kept_from = found.end()
            self._clean_places.append(length)
            self._decoded_places.append(kept_from)
        if not pieces:
            return decoded
        return "".join([*pieces, decoded[kept_from:]])

    def _place(self, clean_place: int) -> int:
        at = bisect_right(self._clean_places, clean_place) - 1
        return self._decoded_places[at] + clean_place - self._clean_places[at]


def _clean_run(run: str) -> str:
    if "\n" in run:
        return "\n" * min(run.count("\n"), 2)
    return " " if _ANY_SPACE.search(run) else ""
