"""Lines at the top of an article that hold nothing but dates, times and their labels."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from articles.dates import (
    DATE_IN_TEXT,
    MONTH_NUMBERS,
    SHORT_DATE_IN_TEXT,
    TIME_IN_TEXT,
    WEEKDAYS,
)
from articles.parsing.source_text import Line

_UPDATE_WORDS: Final = frozenset(("update", "bijgewerkt", "aangepast", "gewijzigd", "geüpdatet"))
_LABELS_ALONE: Final = _UPDATE_WORDS | frozenset(
    ("gepubliceerd", "geplaatst", "verschenen", "publicatie", "publicatiedatum", "datum")
)
_LABEL_WORDS: Final = _LABELS_ALONE | frozenset(
    (
        *("laatst", "laatste", "op", "om", "rond", "van", "date", "uur", "u", "vandaag"),
        *("gisteren", "artikel", "bericht", "dit", "werd", "online", "aangemaakt", "en"),
    )
)
_FIRST_WORDS: Final = _LABEL_WORDS | MONTH_NUMBERS.keys() | WEEKDAYS | {"h"}
_WORD = re.compile(r"[^\W\d_]+")
_NO_PUNCTUATION_OF_A_LABEL = re.compile(r"[0-9?!\"“”]")
_FIGURE = re.compile("[0-9]")
_LONGEST: Final = 120


@dataclass(frozen=True, kw_only=True, slots=True)
class DatedLine:
    """The pieces written as dates and times, possible or not."""

    dates: Sequence[Line]
    times: Sequence[Line]
    update: bool  # its label says that it tells of a later change
    labelled: bool

    @property
    def only_label(self) -> bool:
        """Whether its date stands on the next line."""
        return not self.dates and not self.times


@lru_cache(maxsize=64)  # the rules of the opening ask it of the same lines
def dated_line(line: Line) -> DatedLine | None:
    """Read a line that holds nothing else; None for any other."""
    if len(line.text) > _LONGEST:
        return None
    has_figures = _FIGURE.search(line.text)
    first = _WORD.search(line.text)
    if first and first[0].lower() not in _FIRST_WORDS:
        return None
    dates = list(DATE_IN_TEXT.finditer(line.text)) if has_figures else []
    text = _masked(line.text, dates)
    if has_figures and (short := list(SHORT_DATE_IN_TEXT.finditer(text))):
        text = _masked(text, short)
        dates = sorted((*dates, *short), key=lambda one: one.start())
    times = list(TIME_IN_TEXT.finditer(text)) if has_figures else []
    text = _masked(text, times)
    words = {word.lower() for word in _WORD.findall(text)}
    if not words <= _LABEL_WORDS or _NO_PUNCTUATION_OF_A_LABEL.search(text):
        return None
    if not dates and not times and not words & _LABELS_ALONE:
        return None
    return DatedLine(
        dates=[line.part(*found.span()) for found in dates],
        times=[line.part(*found.span()) for found in times],
        update=bool(words & _UPDATE_WORDS),
        labelled=bool(words),
    )


def _masked(text: str, found: list[re.Match[str]]) -> str:
    """Replace what was found by as many spaces."""
    for one in found:
        text = text[: one.start()] + " " * (one.end() - one.start()) + text[one.end() :]
    return text
