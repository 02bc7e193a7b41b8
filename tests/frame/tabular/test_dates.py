from contextlib import suppress
from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asn_portal.tabular.dates import MONTHS, DateError, DateFault, parse_date


@pytest.mark.parametrize(
    ("value", "day"),
    [
        (date(2022, 10, 1), date(2022, 10, 1)),
        (datetime(2022, 10, 1, 23, 59), date(2022, 10, 1)),
        ("01-10-2022", date(2022, 10, 1)),
        ("1/10/2022", date(2022, 10, 1)),
        ("1.10.2022", date(2022, 10, 1)),
        ("1 / 10 / 2022", date(2022, 10, 1)),
        ("2022-10-01", date(2022, 10, 1)),
        ("2022/10/1", date(2022, 10, 1)),
        ("2022-10-01T08:00:00Z", date(2022, 10, 1)),
        ("2022-10-01 08.30 WIB", date(2022, 10, 1)),
        ("1 Oktober 2022", date(2022, 10, 1)),
        ("1\u00a0OKTOBER\u00a02022", date(2022, 10, 1)),
        ("1-Okt-2022", date(2022, 10, 1)),
        ("17 Agt. 1994", date(1994, 8, 17)),
        ("17 Ags 1994", date(1994, 8, 17)),
        ("3 Nopember 1994", date(1994, 11, 3)),
        ("October 1, 2022", date(2022, 10, 1)),
        ("Sabtu, 1 Oktober 2022", date(2022, 10, 1)),
        ("'01-10-2022", date(2022, 10, 1)),
        ("29-02-2024", date(2024, 2, 29)),
    ],
)
def test_parse_date(value, day):
    assert parse_date(value) == day


def test_parse_date_month_first():
    assert parse_date("10/01/2022", day_first=False) == date(2022, 10, 1)
    assert parse_date("2022-10-01", day_first=False) == date(2022, 10, 1)


@pytest.mark.parametrize(
    ("value", "code"),
    [
        (None, DateFault.MISSING),
        ("", DateFault.MISSING),
        (" \u00a0", DateFault.MISSING),
        ("31-02-1980", DateFault.IMPOSSIBLE),
        ("29-02-2023", DateFault.IMPOSSIBLE),
        ("13/13/2000", DateFault.IMPOSSIBLE),
        ("00-01-2000", DateFault.IMPOSSIBLE),
        ("0000-01-01", DateFault.IMPOSSIBLE),
        ("31 Februari 1980", DateFault.IMPOSSIBLE),
        ("16-01-89", DateFault.SHORT_YEAR),
        ("16 Jan 89", DateFault.SHORT_YEAR),
        (33626, DateFault.NUMBER),
        (33626.5, DateFault.NUMBER),
        (float("nan"), DateFault.NUMBER),
        (True, DateFault.UNREADABLE),
        (time(8), DateFault.UNREADABLE),
        ("Mei 1990", DateFault.UNREADABLE),
        ("1990", DateFault.UNREADABLE),
        ("1 Foo 1990", DateFault.UNREADABLE),
        ("٣١-١٢-١٩٩٠", DateFault.UNREADABLE),
        ("99999-01-01", DateFault.UNREADABLE),
        ("31-12-1990 / 01-01-1991", DateFault.UNREADABLE),
    ],
)
def test_parse_date_refuses(value, code):
    with pytest.raises(DateError) as caught:
        parse_date(value)

    assert caught.value.code == code
    assert isinstance(caught.value, ValueError)


@given(st.dates(), st.sampled_from(["-", "/", ".", " "]), st.integers(0, 2))
def test_parse_date_reads_every_way_of_writing_a_day(day, separator, name):
    names = MONTHS[day.month]
    month = names[name % len(names)]

    assert parse_date(f"{day.day}{separator}{day.month}{separator}{day.year:04}") == day
    assert parse_date(f"{day.day} {month.title()} {day.year:04}") == day
    assert parse_date(f"{month.upper()} {day.day}, {day.year:04}") == day
    assert parse_date(day.isoformat()) == day


@given(st.text())
def test_parse_date_only_ever_raises_its_own_error(text):
    with suppress(DateError):
        parse_date(text)
