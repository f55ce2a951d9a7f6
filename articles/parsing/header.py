"""The header of an archived file: `date 2020-02` before the title."""

import re
from typing import NamedTuple

from articles.dates import DATE_IN_TEXT
from articles.parsing.source_text import Line

_LABEL = re.compile(r"(?:date|Date|DATE)(?: ?: ?| |\Z)")
_DATE = re.compile(r"(?:[0-9]{1,4}(?:[-/.][0-9]{1,4}){1,2}|[0-9]{4})(?=[ T]|\Z)")
_TIME = re.compile(r"[T ]([0-9]{2}:[0-9]{2})(?::[0-9]{2}(?:\.[0-9]{1,9})?)?(?= |\Z)")
_TIME_WITH_ZONE = re.compile(r"T[0-9:.]{5,20}(?:Z|[+-][0-9:]{4,5})(?= |\Z)")
_PLACEHOLDER = re.compile(
    r"(?:none|null|nan|nat|onbekend|unknown|n/a|-+|\?+|[?x]{4}(?:-[?x]{2})*)(?= |\Z)",
    re.IGNORECASE,
)


class Header(NamedTuple):
    date: Line | None  # as written, possible or not
    time: Line | None
    rest: Line  # the headline that follows on the line; may be empty


def read_header(line: Line) -> Header | None:
    """Read a first line that begins with `date`; a time of another zone is left out."""
    label = _LABEL.match(line.text)
    if not label:
        return None
    place = label.end()
    date = _DATE.match(line.text, place) or DATE_IN_TEXT.match(line.text, place)
    if date:
        time = _TIME.match(line.text, date.end())
        skipped = time or _TIME_WITH_ZONE.match(line.text, date.end()) or date
        return Header(
            line.part(*date.span()),
            line.part(*time.span(1)) if time else None,
            line.part(skipped.end()),
        )
    if placeholder := _PLACEHOLDER.match(line.text, place):
        return Header(None, None, line.part(placeholder.end()))
    if line.text.startswith("date"):
        return Header(None, None, line.part(place))
    return None
