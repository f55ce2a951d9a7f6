"""The line of the title: what closes it beside its own words, such as initials and a date."""

import re
from typing import Final, NamedTuple

from articles.dates import DATE_IN_TEXT, PartialDate, parse_date
from articles.parsing.dated_lines import DatedLine, dated_line
from articles.parsing.initials import trailing_initials
from articles.parsing.source_text import Line
from articles.parsing.word_lists import FUNCTION_WORDS

_NAMES_A_DAY = re.compile(r"[^\W\d_]*dag|na|t/m|vs\.?|en|op|in|vóór", re.IGNORECASE)
_SEPARATORS: Final = " |–—-·•,;"
_LONGEST_TAIL: Final = 70
_FEWEST_WORDS: Final = 3


class Headline(NamedTuple):
    shown: Line
    initials: Line | None
    dated: DatedLine | None


def read_headline(
    line: Line, following: Line | None, article: str, header: PartialDate | None
) -> Headline:
    """Split the line of the title; `following` is the line below, `header` the known date."""
    below = dated_line(following) if following else None
    tail = None if below and below.dates else _dated_tail(line, header)
    rest = _without_tail(line, tail)
    dated = dated_line(tail) if tail else None
    initials = trailing_initials(rest, article, date_follows=bool(below or dated))
    if initials:
        rest = rest.part(0, len(rest.text[: initials.start - rest.start].rstrip(" (")))
    return Headline(rest, initials, dated)


def _without_tail(line: Line, tail: Line | None) -> Line:
    if not tail:
        return line
    return line.part(0, len(line.text[: tail.start - line.start].rstrip(_SEPARATORS)))


def _dated_tail(line: Line, header: PartialDate | None) -> Line | None:
    """Find a day, perhaps with a time, that closes the line and is no part of the title.

    It is one where a mark or a time sets it off, or where it falls in the period of the header;
    without a header, where at least three words precede it. After a word that asks for it
    ("op 12 februari 2020") it belongs to the title.
    """
    if not line.text[-1].isdigit() and line.text[-1] not in "urh.)":
        return None
    for found in DATE_IN_TEXT.finditer(line.text, max(0, len(line.text) - _LONGEST_TAIL)):
        tail = line.part(found.start())
        before = line.text[: found.start()].rstrip()
        dated = dated_line(tail)
        day = _day(found[0])
        if not dated or not day or not before:
            continue
        marked = before[-1] in "|–—-·•" or bool(dated.times)
        last = before.rsplit(" ", 1)[-1].lower()
        if last in FUNCTION_WORDS or _NAMES_A_DAY.fullmatch(last):
            return None
        agrees = header and header.first <= day.first <= header.last
        enough = not header and before.count(" ") + 1 >= _FEWEST_WORDS
        return tail if marked or agrees or enough else None
    return None


def _day(text: str) -> PartialDate | None:
    try:
        date = parse_date(text)
    except ValueError:
        return None
    return date if date.precision == "day" else None
