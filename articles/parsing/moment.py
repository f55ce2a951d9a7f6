"""When an article appeared, as a record writes it: a date, or a date and a time with its zone."""

import datetime as dt
import re
from typing import Final
from zoneinfo import ZoneInfo

from articles.dates import FIRST_YEAR, LAST_YEAR, PartialDate, parse_date
from articles.parsing.notes import Notes

_DATE_AND_TIME = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})[Tt ]([0-9][0-9:.,]{0,30}([Zz]|[+-].*)?)")
_MIDNIGHT: Final = dt.time()
_BRUSSELS: Final = ZoneInfo("Europe/Brussels")
_SHOWN: Final = 60


def read_moment(written: str, notes: Notes) -> tuple[PartialDate | None, dt.time | None]:
    """Read a date as `parse_date` does, or an ISO 8601 date and time; a doubt becomes a warning.

    A time with a zone is told in Brussels time. Exactly midnight is how programs write a day
    without a time: it is read as the day, here or where it was written.
    """
    found = _DATE_AND_TIME.fullmatch(written)
    if found and (moment := _moment(written)):
        day = PartialDate(moment.year, moment.month, moment.day)
        return day, None if moment.time() == _MIDNIGHT else moment.time().replace(fold=0)
    try:
        date = parse_date(found[1] if found else written)
    except ValueError as error:
        _refuse("impossible_date", "published", written, f"{error}", notes)
        return None, None
    if found:
        _refuse("impossible_time", "time", found[2], "Schrijf bijvoorbeeld 13:48:00+01:00.", notes)
    return date, None


def _moment(written: str) -> dt.datetime | None:
    """Read a moment of a year that `PartialDate` knows, to the second."""
    try:
        moment = dt.datetime.fromisoformat(written.upper()).replace(microsecond=0)
        if moment.tzinfo and moment.time() != _MIDNIGHT:
            moment = moment.astimezone(_BRUSSELS)
    except (ValueError, OverflowError):
        return None
    return moment if FIRST_YEAR <= moment.year <= LAST_YEAR else None


def _refuse(code: str, field: str, written: str, reason: str, notes: Notes) -> None:
    shown = written if len(written) <= _SHOWN else written[: _SHOWN - 1] + "…"
    notes.warn(code, field, f"“{shown}” is niet overgenomen. {reason}")
