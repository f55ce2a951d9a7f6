"""Dates said and read in the language of the page."""

import re
from datetime import time
from typing import Final

from django.utils.dateformat import format as format_date
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from articles.dates import PartialDate, parse_date

_FORMATS: Final = {"year": "Y", "month": "F Y", "day": "j F Y"}
_MONTHS_IN_DUTCH: Final = {
    "january": "januari",
    "february": "februari",
    "mar": "maart",
    "march": "maart",
    "may": "mei",
    "june": "juni",
    "july": "juli",
    "august": "augustus",
    "oct": "oktober",
    "october": "oktober",
}
_ENGLISH_MONTH: Final = re.compile(rf"\b(?:{'|'.join(_MONTHS_IN_DUTCH)})\b", re.IGNORECASE)


def in_words(date: PartialDate) -> str:
    """Say a date no more precisely than it is known: ``februari 2020``, ``February 2020``."""
    return format_date(date.first, _FORMATS[date.precision])


def moment_in_words(date: PartialDate, at: time) -> str:
    """Say a day and a time: ``12 februari 2020, 13.48 uur``, ``12 February 2020, 13:48``."""
    parts = {"date": in_words(date), "hour": f"{at:%H}", "minute": f"{at:%M}"}
    return _("%(date)s, %(hour)s.%(minute)s uur") % parts


def short_month(date: PartialDate) -> str:
    """Name a month in three letters: ``mrt``, ``Mar``."""
    return format_date(date.first, "M" if get_language() == "en" else "b")


def read_date(text: str) -> PartialDate:
    """Read a date as `parse_date` does, with its month in Dutch or in English.

    What a page says can so be typed back. Raises ValueError in the language of the page; only in
    Dutch does it say precisely what is wrong.
    """
    try:
        return parse_date(
            _ENGLISH_MONTH.sub(lambda found: _MONTHS_IN_DUTCH[found[0].lower()], text)
        )
    except ValueError as error:
        if get_language() != "en":
            raise
        message = _(
            "‘%(text)s’ is geen bestaande datum, of het archief begrijpt ze niet. Schrijf "
            "bijvoorbeeld 2020, februari 2020, 12 februari 2020, 12-02-2020 of 2020-02-12."
        )
        raise ValueError(message % {"text": text[:60]}) from error
