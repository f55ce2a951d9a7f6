"""Dates that may be known only to the year or the month, and how people write them in Dutch.

One grammar serves the header of an article, its text, and what a reader types in a search form.
"""

import calendar
import difflib
import re
from dataclasses import dataclass
from datetime import date, time
from typing import Final, Literal, NoReturn, Self

Precision = Literal["year", "month", "day"]

FIRST_YEAR: Final = 1000
FIRST_SHORT_YEAR: Final = 1950
LAST_YEAR: Final = 2999
MONTHS: Final = (
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
)
_SHORT_MONTHS: Final = {
    "jan": 1,
    "feb": 2,
    "febr": 2,
    "mrt": 3,
    "apr": 4,
    "jun": 6,
    "jul": 7,
    "aug": 8,
    "sep": 9,
    "sept": 9,
    "okt": 10,
    "nov": 11,
    "dec": 12,
}
MONTH_NUMBERS: Final = {name: number for number, name in enumerate(MONTHS, 1)} | _SHORT_MONTHS
_LONGEST_INPUT: Final = 60
_FEBRUARY: Final = 2
_LEAP_DAY: Final = 29

_MONTH = "|".join(sorted(MONTH_NUMBERS, key=len, reverse=True))
WEEKDAYS: Final = frozenset(
    ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
) | frozenset(("ma", "di", "wo", "do", "vr", "za", "zo"))
_WEEKDAY = r"(?:(?:maan|dins|woens|donder|vrij|zater|zon)dag|(?:ma|di|wo|do|vr|za|zo)\b)\.?"

DATE_IN_TEXT: Final = re.compile(
    rf"(?<![\w/.-])(?:{_WEEKDAY},? )?"
    rf"(?:(?:[0-9]{{1,2}}[ -])?(?:{_MONTH})\.?[ -][0-9]{{4}}"
    r"|[0-9]{1,2}([-/.])[0-9]{1,2}\1[0-9]{4}"
    r"|[0-9]{4}-[0-9]{2}(?:-[0-9]{2})?)"
    r"(?![\w/-])",
    re.IGNORECASE,
)
"""Finds what is written as a date of at least a month, possible or not; `parse_date` reads it."""

SHORT_DATE_IN_TEXT: Final = re.compile(
    rf"(?<![\w/.-])(?:{_WEEKDAY},? )?"
    rf"(?:[0-9]{{1,2}}([-/.])[0-9]{{1,2}}\1['’]?[0-9]{{2}}"
    rf"|[0-9]{{1,2}} (?:{_MONTH})\.? ['’][0-9]{{2}})"
    r"(?![\w/:-])",
    re.IGNORECASE,
)
"""Finds a day with a year of two digits; `parse_short_date` reads it."""

TIME_IN_TEXT: Final = re.compile(
    r"(?<![\w.:])(?:[0-9]{1,2} ?[uh:] ?[0-9]{2}(?::[0-9]{2})?(?: ?(?:uur|u|h)\b\.?)?"
    r"|[0-9]{1,2}\.[0-9]{2} ?(?:uur|u|h)\b\.?"
    r"|[0-9]{1,2} ?(?:uur|u|h)\b\.?)(?![\w:])",
    re.IGNORECASE,
)
"""Finds what is written as a time of day, possible or not; `parse_time` reads it."""

_EDTF = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_YEAR_FIRST = re.compile(r"([0-9]{4})(?:([-/.])([0-9]{1,2})(?:\2([0-9]{1,2}))?)?")
_DAY_FIRST = re.compile(r"([0-9]{1,2})([-/. ])([0-9]{1,2})\2([0-9]{4})")
_MONTH_FIRST = re.compile(r"([0-9]{1,2})[-/.]([0-9]{4})")
_IN_WORDS = re.compile(r"(?:([0-9]{1,2})(?:e|ste|de)?[ -]?)?([^\W\d_]+)\.?[ -]?([0-9]{4})")
_SHORT_YEAR = re.compile(r"[0-9]{1,2}[-/. ][0-9]{1,2}[-/. ]'?[0-9]{2}")
_DAY_SHORT_YEAR = re.compile(
    r"([0-9]{1,2})(?:[-/.]([0-9]{1,2})[-/.]| ([^\W\d_]+)\.? )['’]?([0-9]{2})"
)
_BEFORE_DATE = re.compile(rf"(?:op )?(?:{_WEEKDAY},? )?")
_TIME = re.compile(
    r"([0-9]{1,2}) ?(?:([uh:.]) ?(?:([0-9]{2})(?::([0-9]{2}))?)?)? ?(uur|u\.?|h\.?)?"
)


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date in EDTF level 0: a year (1000 to 2999), a month or a day.

    Raises ValueError, with a message in Dutch, when there is no such date.
    """

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        if not FIRST_YEAR <= self.year <= LAST_YEAR:
            raise ValueError(
                f"Het jaar {self.year} valt buiten het bereik van {FIRST_YEAR} tot {LAST_YEAR}."
            )
        if self.month is None:
            if self.day is not None:
                raise ValueError("Bij een dag hoort ook een maand.")
            return
        if not 1 <= self.month <= len(MONTHS):
            raise ValueError(f"Maand {self.month} bestaat niet: een jaar heeft maand 1 tot 12.")
        if self.day is not None and not 1 <= self.day <= _days_in(self.year, self.month):
            raise ValueError(_no_such_day(self.year, self.month, self.day))

    @property
    def precision(self) -> Precision:
        if self.month is None:
            return "year"
        return "month" if self.day is None else "day"

    @property
    def first(self) -> date:
        """The first day on which it can have been."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def last(self) -> date:
        """The last day on which it can have been, inclusive."""
        month = self.month or len(MONTHS)
        return date(self.year, month, self.day or _days_in(self.year, month))

    def __str__(self) -> str:
        parts = [f"{self.year:04}"]
        parts += [f"{part:02}" for part in (self.month, self.day) if part is not None]
        return "-".join(parts)

    def in_dutch(self) -> str:
        parts = [str(self.year)]
        if self.month is not None:
            parts.insert(0, MONTHS[self.month - 1])
        if self.day is not None:
            parts.insert(0, str(self.day))
        return " ".join(parts)

    @classmethod
    def from_edtf(cls, text: str) -> Self:
        """Read `2020`, `2020-02` or `2020-02-12` and nothing else.

        Raises ValueError, with a message in Dutch.
        """
        found = _EDTF.fullmatch(text)
        if not found:
            raise ValueError(
                f"“{_shortened(text)}” is geen datum in de vorm 2020, 2020-02 of 2020-02-12."
            )
        year, month, day = (int(part) if part else None for part in found.groups())
        return cls(year or 0, month, day)


def parse_date(text: str) -> PartialDate:
    """Read a date as people write it, the day before the month.

    Raises ValueError, with a message in Dutch that says what is wrong and what is understood.
    """
    typed = " ".join(text[: _LONGEST_INPUT * 4].split()).lower()
    if not typed:
        raise ValueError("Vul een datum in, bijvoorbeeld 2020, februari 2020 of 12-02-2020.")
    if len(typed) > _LONGEST_INPUT:
        return _not_understood(text)
    if before := _BEFORE_DATE.match(typed):
        typed = typed[before.end() :]
    if found := _YEAR_FIRST.fullmatch(typed):
        return _dated(found[1], found[3], found[4])
    if found := _DAY_FIRST.fullmatch(typed):
        return _day_first(*found.group(1, 3, 4))
    if found := _MONTH_FIRST.fullmatch(typed):
        return _dated(found[2], found[1], None)
    if found := _IN_WORDS.fullmatch(typed):
        return _dated(found[3], _month_number(found[2]), found[1])
    if _SHORT_YEAR.fullmatch(typed):
        raise ValueError(
            f"Schrijf het jaar van “{_shortened(text)}” met vier cijfers, bijvoorbeeld 12-02-2020."
        )
    return _not_understood(text)


def parse_short_date(text: str, *, near: int | None = None) -> PartialDate:
    """Read a day with a year of two digits, which `parse_date` refuses: `12/02/20`, `12 feb. '20`.

    The year is the one nearest to `near`; without it, one of 1950 to 2049. Raises ValueError,
    with a message in Dutch.
    """
    typed = " ".join(text[: _LONGEST_INPUT * 4].split()).lower()
    if before := _BEFORE_DATE.match(typed):
        typed = typed[before.end() :]
    found = _DAY_SHORT_YEAR.fullmatch(typed)
    if not found:
        return _not_understood(text)
    first = FIRST_SHORT_YEAR if near is None else near - 50
    year = first + (int(found[4]) - first) % 100
    if found[2]:
        return _day_first(found[1], found[2], str(year))
    return _dated(str(year), _month_number(found[3]), found[1])


def parse_time(text: str) -> time:
    """Read a time of day: 13u48, 13.48 uur, 13:48, 13h48, 9 uur.

    Raises ValueError, with a message in Dutch.
    """
    typed = " ".join(text[: _LONGEST_INPUT * 4].split()).lower()
    found = _TIME.fullmatch(typed)
    if not found or not (found[3] or found[5] or found[2] in ("u", "h")):
        raise ValueError(
            f"“{_shortened(text)}” is geen uur dat we begrijpen. "
            "Schrijf bijvoorbeeld 13u48, 13.48 uur of 13:48."
        )
    try:
        return time(int(found[1]), int(found[3] or 0), int(found[4] or 0))
    except ValueError:
        raise ValueError(
            f"“{_shortened(text)}” bestaat niet: een dag loopt van 0:00 tot 23:59."
        ) from None


def _dated(year: str, month: str | int | None, day: str | None) -> PartialDate:
    return PartialDate(
        int(year),
        int(month) if month is not None else None,
        int(day) if day is not None else None,
    )


def _day_first(day: str, month: str, year: str) -> PartialDate:
    if int(month) > len(MONTHS) >= int(day) > 0:
        raise ValueError(
            f"Maand {int(month)} bestaat niet. Schrijf de dag voor de maand: "
            f"{month}-{day}-{year} in plaats van {day}-{month}-{year}."
        )
    return _dated(year, month, day)


def _month_number(name: str) -> int:
    if number := MONTH_NUMBERS.get(name):
        return number
    near = difflib.get_close_matches(name, MONTHS, n=1, cutoff=0.7)
    hint = f"Bedoelde u {near[0]}?" if near else "Schrijf bijvoorbeeld 12 februari 2020."
    raise ValueError(f"“{_shortened(name)}” is geen maand die we kennen. {hint}")


def _days_in(year: int, month: int) -> int:
    return calendar.monthrange(year, month)[1]


def _no_such_day(year: int, month: int, day: int) -> str:
    if (month, day) == (_FEBRUARY, _LEAP_DAY):
        return f"29 februari {year} bestaat niet: {year} is geen schrikkeljaar."
    return f"{day} {MONTHS[month - 1]} bestaat niet."


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST_INPUT else text[: _LONGEST_INPUT - 1] + "…"


def _not_understood(text: str) -> NoReturn:
    raise ValueError(
        f"“{_shortened(text)}” is geen datum die we begrijpen. "
        "Schrijf bijvoorbeeld 2020, februari 2020, 12 februari 2020, 12-02-2020 of 2020-02-12."
    )
