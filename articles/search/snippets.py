"""The words around a hit, with the words that matched marked, as safe HTML."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from html import escape
from operator import itemgetter
from typing import NamedTuple

from django.utils.safestring import SafeString, mark_safe

from .marking import Mark

FRAGMENTS = 2
WORDS, BEFORE = 28, 7  # of a fragment in all, and before what it is shown for
FRAGMENT_BREAK = " … "
HIGHLIGHTED_CHARACTERS = 30_000
OPENING_CHARACTERS = 400
_MARKUP = re.compile(r"^(?:## |> )", re.MULTILINE)
_PARAGRAPH_END = "\n\n"
_TOKEN = re.compile(r"\S+")
_SPACE = re.compile(r"\s+")


class Fragment(NamedTuple):
    """The characters from ``start`` up to ``end`` of a text, and what they answer."""

    start: int
    end: int
    sought: frozenset[int]
    begins: bool  # at the beginning of a paragraph
    ends: bool


def marked(text: str, marks: Iterable[Mark], start: int = 0, end: int | None = None) -> SafeString:
    """Escape a stretch of a text and put ``<mark>`` around what is marked."""
    end = len(text) if end is None else end
    html: list[str] = []
    done = start
    for mark in marks:
        if mark.start < done or mark.end > end:
            continue
        html += [_inner(text[done : mark.start])]
        html += ["<mark>", _inner(text[mark.start : mark.end]), "</mark>"]
        done = mark.end
    html.append(_inner(text[done:end]))
    return mark_safe("".join(html))  # noqa: S308 - escaped piece by piece; only the marks are ours


def fragments(text: str, marks: Sequence[Mark]) -> SafeString:
    """Show the stretches of a text that answer most, at most two, each within a paragraph."""
    chosen: list[Fragment] = []
    candidates = list(_candidates(text, marks))
    while candidates and len(chosen) < FRAGMENTS:
        answered = frozenset[int]().union(*(fragment.sought for fragment in chosen))
        best = max(candidates, key=lambda one: (len(one.sought - answered), -one.start))
        if chosen and best.sought <= answered and len(chosen[0].sought) > 1:
            break
        chosen.append(best)
        candidates = [one for one in candidates if one.end <= best.start or one.start >= best.end]
    chosen.sort()
    pieces: list[str] = []
    for number, one in enumerate(chosen):
        before = "" if number or one.begins else "… "
        after = "" if one.ends and number == len(chosen) - 1 else " …"
        pieces.append(f"{before}{marked(text, marks, one.start, one.end)}{after}")
    return mark_safe(" ".join(pieces))  # noqa: S308 - made of what is safe


def _candidates(text: str, marks: Sequence[Mark]) -> Iterable[Fragment]:
    """Give a stretch around each mark."""
    starts, ends = [mark.start for mark in marks], [mark.end for mark in marks]
    done = 0
    while done < len(marks):
        first, last = _paragraph(text, starts[done])
        inside = marks[done : bisect_left(starts, last, done)]
        done += len(inside)
        tokens = [token.span() for token in _TOKEN.finditer(text, first, last)]
        for mark in inside:
            at = bisect_left(tokens, mark.end, key=itemgetter(1))
            if at == len(tokens):
                continue
            begin = max(0, min(at - BEFORE, len(tokens) - WORDS))
            stop = min(len(tokens), begin + WORDS)
            start, end = tokens[begin][0], tokens[stop - 1][1]
            shown = marks[bisect_left(starts, start) : bisect_right(ends, end)]
            sought = frozenset(mark.sought for mark in shown)
            yield Fragment(start, end, sought, begin == 0, stop == len(tokens))


def _paragraph(text: str, place: int) -> tuple[int, int]:
    """Give where the paragraph around a place begins, after its markup, and where it ends."""
    before, end = text.rfind(_PARAGRAPH_END, 0, place), text.find(_PARAGRAPH_END, place)
    start = 0 if before < 0 else before + len(_PARAGRAPH_END)
    markup = _MARKUP.match(text, start)
    return markup.end() if markup else start, end if end >= 0 else len(text)


def opening(lead: str, body: str) -> str:
    """Give the first words of an article, cut at a word, for lists without a query."""
    text = _one_line(f"{lead}\n\n{body}")
    if len(text) <= OPENING_CHARACTERS:
        return text
    return text[:OPENING_CHARACTERS].rsplit(" ", 1)[0].rstrip(",;:") + " …"


def _one_line(text: str) -> str:
    return " ".join(_MARKUP.sub("", text).split())


def _inner(text: str) -> str:
    return escape(_SPACE.sub(" ", text))
