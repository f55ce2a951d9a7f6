"""When an article appeared: the choice between the dates and times that it names."""

import datetime as dt
from dataclasses import dataclass
from typing import Final, Literal

from articles.dates import (
    SHORT_DATE_IN_TEXT,
    PartialDate,
    parse_date,
    parse_short_date,
    parse_time,
)
from articles.parsing.dated_lines import DatedLine
from articles.parsing.notes import Notes
from articles.parsing.source_text import Line

_Rule = Literal["date_line", "header_date", "update_line"]
_RULES: Final[tuple[_Rule, ...]] = ("date_line", "header_date", "update_line")
_PRECISIONS: Final = ("day", "month", "year")
_PLACES: Final[dict[_Rule, str]] = {
    "date_line": "in de tekst",
    "header_date": "in de kop van het bestand",
    "update_line": "bij de laatste wijziging",
}


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class _Candidate:
    date: PartialDate
    rule: _Rule
    place: Line

    @property
    def rank(self) -> tuple[int, int]:
        """The more precise first; then a date in the text, the header, a date of an update."""
        return _PRECISIONS.index(self.date.precision), _RULES.index(self.rule)


@dataclass(frozen=True, kw_only=True, slots=True)
class _TimeOfDay:
    time: dt.time
    place: Line
    date: _Candidate | None  # the last date named before it


class Publication:
    """Gathers the dates and times of one article, then chooses among them."""

    def __init__(self, notes: Notes) -> None:
        self._notes = notes
        self._candidates: list[_Candidate] = []
        self._times: list[_TimeOfDay] = []
        self._pending_label: DatedLine | None = None
        self.has_line = False

    @property
    def header(self) -> PartialDate | None:
        """The date in the header of the file."""
        dates = (one.date for one in self._candidates if one.rule == "header_date")
        return next(dates, None)

    def add_header(self, date: Line, time: Line | None) -> None:
        """Take the date after `date`; an impossible one is warned about."""
        self._add_date(date, "header_date")
        if time:
            self._add_time(time)

    def add_line(self, dated: DatedLine) -> None:
        if dated.only_label:
            self._pending_label = dated
            return
        update = dated.update or bool(self._pending_label and self._pending_label.update)
        self._pending_label = None
        self.has_line = True
        for place in dated.dates:
            self._add_date(place, "update_line" if update else "date_line")
        for place in dated.times:
            self._add_time(place)

    def chosen(self) -> tuple[PartialDate | None, dt.time | None]:
        """Choose the best date with the time that goes with it; doubts become warnings."""
        if not self._candidates:
            self._notes.warn("no_date", "published", "Er is geen bruikbare datum gevonden.")
            return None, self._time_of(None)
        ranked = sorted(self._candidates, key=lambda candidate: candidate.rank)
        winner = next((one for one in ranked if self._is_plausible(one)), ranked[0])
        ranked.remove(winner)
        for candidate in (winner, *ranked):
            place = candidate.place
            self._notes.saw("published", candidate.rule, place.start, place.end)
        self._warn_of_disagreement(winner, ranked)
        return winner.date, self._time_of(winner)

    def _add_date(self, place: Line, rule: _Rule) -> None:
        short = SHORT_DATE_IN_TEXT.fullmatch(place.text)
        try:
            date = self._completed(place) if short else parse_date(place.text)
        except ValueError as error:
            self._refuse("impossible_date", "published", place, f"{error}")
        else:
            self._candidates.append(_Candidate(date=date, rule=rule, place=place))

    def _completed(self, place: Line) -> PartialDate:
        """Read a year of two digits as the one nearest to the date in the header."""
        date = parse_short_date(place.text, near=self.header.year if self.header else None)
        self._notes.warn(
            "short_year",
            "published",
            f"Het jaar van “{place.text}” telt twee cijfers en is gelezen als {date.year}.",
        )
        return date

    def _add_time(self, place: Line) -> None:
        try:
            time = parse_time(place.text)
        except ValueError as error:
            self._refuse("impossible_time", "time", place, f"{error}")
        else:
            date = self._candidates[-1] if self._candidates else None
            self._times.append(_TimeOfDay(time=time, place=place, date=date))

    def _refuse(self, code: str, field: str, place: Line, reason: str) -> None:
        self._notes.warn(code, field, f"“{place.text}” is niet overgenomen. {reason}")
        self._notes.saw("ignored", code, place.start, place.end)

    def _is_plausible(self, candidate: _Candidate) -> bool:
        """Let the date of an update count only where no other date lies wholly before it."""
        others = (one for one in self._candidates if one.rule != "update_line")
        return candidate.rule != "update_line" or all(
            one.date.last >= candidate.date.first for one in others
        )

    def _time_of(self, winner: _Candidate | None) -> dt.time | None:
        """Find the time named after the chosen date, or after no date of the text."""
        for one in self._times:
            if one.date is None or one.date is winner or one.date.rule == "header_date":
                self._notes.saw("time", "time_line", one.place.start, one.place.end)
                return one.time
        return None

    def _warn_of_disagreement(self, winner: _Candidate, others: list[_Candidate]) -> None:
        for other in others:
            apart = winner.date.last < other.date.first or other.date.last < winner.date.first
            later_update = other.rule == "update_line" and other.date.first > winner.date.last
            if apart and not later_update:
                self._notes.warn(
                    "dates_disagree",
                    "published",
                    f"Twee datums spreken elkaar tegen: {winner.date.in_dutch()} "
                    f"({_PLACES[winner.rule]}) en {other.date.in_dutch()} "
                    f"({_PLACES[other.rule]}). De eerste is overgenomen.",
                )
                return
