"""Which period a report covers, and what a rule of a form means."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluations.domain.periods import LENGTHS, MONTHS, last_finished, period_from
from evaluations.enums import ReportKind

DAYS = st.dates(datetime.date(2020, 1, 1), datetime.date(2060, 12, 31))
KINDS = st.sampled_from(list(ReportKind))


def day(text):
    return datetime.date.fromisoformat(text)


@pytest.mark.parametrize(
    ("kind", "on", "first", "last"),
    [
        ("unit_month", "2026-11-01", "2026-10-01", "2026-10-31"),
        ("unit_month", "2026-11-30", "2026-10-01", "2026-10-31"),
        ("unit_month", "2026-01-01", "2025-12-01", "2025-12-31"),
        ("unit_month", "2028-03-31", "2028-02-01", "2028-02-29"),
        ("unit_quarter", "2026-09-30", "2026-04-01", "2026-06-30"),
        ("unit_quarter", "2026-10-01", "2026-07-01", "2026-09-30"),
        ("satisfaction", "2026-01-15", "2025-10-01", "2025-12-31"),
        ("unit_year", "2026-12-31", "2025-01-01", "2025-12-31"),
        ("rating_sheets", "2027-01-01", "2026-01-01", "2026-12-31"),
    ],
)
def test_last_finished_period(kind, on, first, last):
    assert last_finished(kind, day(on)) == (day(first), day(last))


def test_every_kind_has_a_length():
    assert set(LENGTHS) == set(ReportKind)


@given(kind=KINDS, on=DAYS)
def test_last_finished_ends_before_the_day_and_touches_the_running_one(kind, on):
    first, last = last_finished(kind, on)

    assert first.day == 1
    assert first < last < on
    running = period_from(kind, on)
    assert running[0] == last + datetime.timedelta(days=1)
    assert running[0] <= on <= running[1]
    assert period_from(kind, first) == period_from(kind, last) == (first, last)


@given(kind=KINDS, on=DAYS)
def test_periods_follow_each_other_without_gap(kind, on):
    first, last = period_from(kind, on)
    following = period_from(kind, last + datetime.timedelta(days=1))

    assert following[0] == last + datetime.timedelta(days=1)
    months = (following[0].year - first.year) * 12 + following[0].month - first.month
    assert months == MONTHS[LENGTHS[kind]]
