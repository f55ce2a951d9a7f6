"""A text divided into lines, sentences and tokens, with their places."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

_LETTER = r"[^\W\d_]"
_TOKEN = re.compile(
    rf"(?:[A-ZÀ-Þ]\.(?:-?[A-ZÀ-Þ]\.)+|(?:[A-ZÀ-Þ]|Th|Ph|Chr|Joh|Fr|St)\.(?=[ -]?{_LETTER}| ?[(,]))"
    rf"|['’][st]-{_LETTER}[\w]*(?:-\w+)*"  # 's-Hertogenbosch
    r"|['’](?:s|t|n|er|ers)\b"
    r"|\d+(?:[.,:]\d+)+"
    r"|[^\W_]+(?:(?:['’](?!(?:s|er|ers)\b)|[&*‐‑-]|\.(?=(?:com|be|nl|org|net|eu)\b))[^\W_]+)*"
    r"|[^\w\s]|_"
)
_ENDS = frozenset(".!?…")
_CLOSERS = frozenset("\"'”’»)")
_ABBREVIATION = re.compile(
    r"dr|prof|mr|ir|ing|drs|mgr|sr|jr|st|ca|bv|nrs?|art|blz|dhr|mevr|nl|resp|vs|wnd", re.IGNORECASE
)


_LONGEST = 200  # tokens; what is longer is a list or a table, and would ask for much memory


class Token(NamedTuple):
    """A word or a sign; `start` and `end` are its places in the text."""

    text: str
    start: int
    end: int


def sentences(text: str) -> Iterator[list[Token]]:
    """Give the sentences, which never go past the end of a line."""
    start = 0
    for line in text.split("\n"):
        yield from _sentences(line, start)
        start += len(line) + 1


def _sentences(line: str, start: int) -> Iterator[list[Token]]:
    sentence: list[Token] = []
    for match in _TOKEN.finditer(line):
        begin, end = match.span()
        if len(sentence) == _LONGEST or (sentence and _is_over(line, begin, sentence)):
            yield sentence
            sentence = []
        sentence.append(Token(match[0], start + begin, start + end))
    if sentence:
        yield sentence


def _is_over(line: str, begin: int, sentence: list[Token]) -> bool:
    """Whether a sentence ended before the token at `begin`, which would be its next."""
    if not line[begin - 1].isspace():
        return False
    last = -1
    while -last < len(sentence) and sentence[last].text in _CLOSERS:
        last -= 1
    if sentence[last].text not in _ENDS:
        return False
    before = sentence[last - 1].text if -last < len(sentence) else ""
    if sentence[last].text == "." and _ABBREVIATION.fullmatch(before):
        return False
    return not line[begin].islower()
