"""Form fields that take what editors type or paste, and keep it in the archive's own form."""

import re
from datetime import time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from articles.dates import parse_time
from articles.search.grammar import clean_text
from articles.wording import read_date

_LINE_ENDS = re.compile(r"\r\n?|[\v\f\x85\u2028\u2029]")
_HEADINGS = re.compile(r"\n*^(## .*)$\n*", re.MULTILINE)
_QUOTES = re.compile(r"\n*^(> .*)$\n*", re.MULTILINE)
_GAPS = re.compile(r"\n{3,}")


class LineField(forms.CharField):
    """A single line: line ends, control characters and double spaces become one space."""

    def to_python(self, value: Any) -> str:
        return clean_text(super().to_python(value) or "")


class ProseField(forms.CharField):
    """Paragraphs with one blank line between them; subheadings and quotes stand apart."""

    def to_python(self, value: Any) -> str:
        text = _LINE_ENDS.sub("\n", super().to_python(value) or "")
        text = "\n".join(clean_text(line) for line in text.split("\n"))
        for marked in (_HEADINGS, _QUOTES):
            text = marked.sub(r"\n\n\1\n\n", text)
        return _GAPS.sub("\n\n", text).strip()


class EdtfField(forms.CharField):
    """A year, a month or a day in any of the forms people type, kept as EDTF."""

    def __init__(self, *, max_length: int | None = None, **options: Any) -> None:
        """Leave ``max_length`` aside: it counts EDTF, while ``12 februari 2020`` may be typed."""
        del max_length
        super().__init__(**options)

    def to_python(self, value: Any) -> str:
        text = clean_text(super().to_python(value) or "")
        try:
            return str(read_date(text)) if text else ""
        except ValueError as error:
            raise ValidationError(str(error), code="date") from error


class ClockField(forms.TimeField):
    """A time of day as newspapers print it: 13u48, 13.48 uur, 13:48."""

    widget = forms.TextInput

    def to_python(self, value: Any) -> time | None:
        if value is None or isinstance(value, time):
            return value
        text = clean_text(value)
        try:
            return parse_time(text) if text else None
        except ValueError as error:
            raise ValidationError(str(error), code="time") from error

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, time):
            return value.isoformat("seconds" if value.second else "minutes")
        return value
