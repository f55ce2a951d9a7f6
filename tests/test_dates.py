"""Partial dates, and how people write dates and times in Dutch."""

import contextlib
import re
from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.dates import MONTHS, PartialDate, parse_date, parse_short_date, parse_time

DAYS = st.dates(min_value=date(1000, 1, 1), max_value=date(2999, 12, 31))


@pytest.mark.parametrize(
    ("written", "edtf"),
    [
        ("2020", "2020"),
        ("2020-02", "2020-02"),
        ("2020-2", "2020-02"),
        ("02-2020", "2020-02"),
        ("2/2020", "2020-02"),
        ("2020-02-12", "2020-02-12"),
        ("2020/02/12", "2020-02-12"),
        ("februari 2020", "2020-02"),
        ("Februari 2020", "2020-02"),
        ("feb. 2020", "2020-02"),
        ("12 februari 2020", "2020-02-12"),
        ("  12  FEBRUARI\u00a02020 ", "2020-02-12"),
        ("12 feb. 2020", "2020-02-12"),
        ("12 feb 2020", "2020-02-12"),
        ("1 mrt. 2020", "2020-03-01"),
        ("1e mei 2020", "2020-05-01"),
        ("12-feb-2020", "2020-02-12"),
        ("12-02-2020", "2020-02-12"),
        ("12/2/2020", "2020-02-12"),
        ("12.02.2020", "2020-02-12"),
        ("woensdag 12 februari 2020", "2020-02-12"),
        ("wo. 12 februari 2020", "2020-02-12"),
        ("op dinsdag 1 september 2020", "2020-09-01"),
        ("29-02-2020", "2020-02-29"),
    ],
)
def test_dates_are_read_as_people_write_them(written, edtf):
    assert str(parse_date(written)) == edtf


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("", "Vul een datum in"),
        ("   ", "Vul een datum in"),
        ("31-02-2020", "31 februari bestaat niet"),
        ("31 april 2020", "31 april bestaat niet"),
        ("29-02-2019", "2019 is geen schrikkeljaar"),
        ("0 mei 2020", "0 mei bestaat niet"),
        ("2020-13", "Maand 13 bestaat niet"),
        ("2020-00", "Maand 0 bestaat niet"),
        ("02-28-2020", "28-02-2020 in plaats van 02-28-2020"),
        ("12-02-20", "met vier cijfers"),
        ("12/2/'20", "met vier cijfers"),
        ("12 februarie 2020", "Bedoelde u februari?"),
        ("12 brumaire 2020", "geen maand die we kennen"),
        ("0999", "buiten het bereik"),
        ("3000-01-01", "buiten het bereik"),
        ("gisteren", "geen datum die we begrijpen"),
        ("12-02/2020", "geen datum die we begrijpen"),
        ("٢٠٢٠", "geen datum die we begrijpen"),
        ("2020-02-12" * 1000, "geen datum die we begrijpen"),
    ],
)
def test_a_refused_date_tells_why(written, reason):
    with pytest.raises(ValueError, match=re.escape(reason)) as refusal:
        parse_date(written)
    assert len(str(refusal.value)) < 300


@pytest.mark.parametrize(
    ("written", "near", "edtf"),
    [
        ("12/02/20", None, "2020-02-12"),
        ("12-2-49", None, "2049-02-12"),
        ("12.2.50", None, "1950-02-12"),
        ("12/02/99", None, "1999-02-12"),
        ("12/02/'20", None, "2020-02-12"),
        ("wo. 12 feb. '20", None, "2020-02-12"),
        ("12/02/20", 2019, "2020-02-12"),
        ("12/02/20", 1918, "1920-02-12"),
        ("12/02/99", 2001, "1999-02-12"),
        ("12/02/00", 1999, "2000-02-12"),
    ],
)
def test_a_year_of_two_digits_is_completed_only_where_asked(written, near, edtf):
    assert str(parse_short_date(written, near=near)) == edtf
    with pytest.raises(ValueError, match=r"met vier cijfers|begrijpen"):
        parse_date(written)


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("31/02/20", "31 februari bestaat niet"),
        ("12/13/20", "Maand 13 bestaat niet"),
        ("29/02/19", "2019 is geen schrikkeljaar"),
        ("12/02/2020", "geen datum die we begrijpen"),
        ("12/02", "geen datum die we begrijpen"),
    ],
)
def test_a_refused_short_date_tells_why(written, reason):
    with pytest.raises(ValueError, match=reason):
        parse_short_date(written)


@given(DAYS, st.integers(1100, 2900))
def test_a_completed_year_is_the_nearest(day, near):
    completed = parse_short_date(f"1/{day.month}/{day.year % 100:02}", near=near)
    assert completed.year % 100 == day.year % 100
    assert abs(completed.year - near) <= 50


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("13u48", time(13, 48)),
        ("13.48 uur", time(13, 48)),
        ("13.48u", time(13, 48)),
        ("13.48 u.", time(13, 48)),
        ("13:48", time(13, 48)),
        ("13:48:05", time(13, 48, 5)),
        ("13h48", time(13, 48)),
        ("13 u 48", time(13, 48)),
        ("13u", time(13)),
        ("9 uur", time(9)),
        ("0:05", time(0, 5)),
        ("23:59", time(23, 59)),
    ],
)
def test_times_are_read_as_people_write_them(written, expected):
    assert parse_time(written) == expected


@pytest.mark.parametrize("written", ["", "13", "24:00", "12u60", "25 uur", "1348", "half drie"])
def test_what_is_no_time_is_refused(written):
    with pytest.raises(ValueError, match=r"begrijpen|bestaat niet"):
        parse_time(written)


@pytest.mark.parametrize(
    ("edtf", "precision", "first", "last", "dutch"),
    [
        ("2020", "year", date(2020, 1, 1), date(2020, 12, 31), "2020"),
        ("2020-02", "month", date(2020, 2, 1), date(2020, 2, 29), "februari 2020"),
        ("2019-02", "month", date(2019, 2, 1), date(2019, 2, 28), "februari 2019"),
        ("2020-02-12", "day", date(2020, 2, 12), date(2020, 2, 12), "12 februari 2020"),
    ],
)
def test_a_partial_date_knows_its_bounds(edtf, precision, first, last, dutch):
    partial = PartialDate.from_edtf(edtf)
    assert (partial.precision, partial.first, partial.last) == (precision, first, last)
    assert partial.in_dutch() == dutch
    assert str(partial) == edtf


@pytest.mark.parametrize(
    "edtf", ["", "2020-2", "20-02", "2020-02-30", "2020-02-12T00:00", "2020\n"]
)
def test_edtf_is_read_strictly(edtf):
    with pytest.raises(ValueError, match=r"geen datum in de vorm|bestaat niet"):
        PartialDate.from_edtf(edtf)


def test_a_day_needs_a_month():
    with pytest.raises(ValueError, match="hoort ook een maand"):
        PartialDate(2020, None, 12)


@given(DAYS)
def test_every_day_is_read_back_from_each_way_of_writing_it(day):
    partial = PartialDate(day.year, day.month, day.day)
    name = MONTHS[day.month - 1]
    for written in (
        str(partial),
        partial.in_dutch(),
        f"{day.day}-{day.month}-{day.year}",
        f"{day.day:02}/{day.month:02}/{day.year}",
        f"{day.day} {name.upper()} {day.year}",
    ):
        assert parse_date(written) == partial
    assert PartialDate.from_edtf(str(partial)) == partial


@given(st.text())
def test_any_text_is_a_date_or_a_value_error(text):
    for parse in (parse_date, parse_short_date, parse_time, PartialDate.from_edtf):
        with contextlib.suppress(ValueError):
            parse(text)
