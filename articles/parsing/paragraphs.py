"""Lines to paragraphs, undoing the wrapping of lines to a width."""

import re
from collections.abc import Sequence
from typing import Final

from articles.parsing.sentences import ends_sentence
from articles.parsing.source_text import Line

LIST_ITEM: Final = re.compile(r"(?:[-–—*•▪◦·]|[0-9]{1,2}[.)]|[a-z]\)) ")
_WRAPPED: Final = range(40, 131)


def paragraphs_of(lines: Sequence[Line]) -> list[Line]:
    """Make a paragraph of each line, or of each block of lines that were wrapped to a width."""
    paragraphs: list[Line] = []
    start = 0
    for end in range(1, len(lines) + 1):
        if end == len(lines) or lines[end].block != lines[start].block:
            paragraphs += _unwrapped(lines[start:end])
            start = end
    return paragraphs


def _unwrapped(block: Sequence[Line]) -> list[Line]:
    if len(block) == 1 or not _is_wrapped(block):
        return list(block)
    joined: list[list[Line]] = []
    for line in block:
        if not joined or LIST_ITEM.match(line.text):
            joined.append([])
        joined[-1].append(line)
    return [
        Line(group[0].start, group[-1].end, " ".join(line.text for line in group), group[0].block)
        for group in joined
    ]


def _is_wrapped(block: Sequence[Line]) -> bool:
    """Tell lines of one width, which mostly end in mid-sentence, from paragraphs."""
    full = block[:-1]
    unfinished = sum(not ends_sentence(line.text) for line in full)
    return unfinished * 2 > len(full) and all(len(line.text) in _WRAPPED for line in full)
