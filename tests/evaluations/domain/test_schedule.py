"""Due times, months reported, working days."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluations.domain.calendar import edit_until, month_end, next_month, previous_month, working_days
from evaluations.domain.schedule import MonthlyRule

WIB, WIT = ZoneInfo("Asia/Jakarta"), ZoneInfo("Asia/Jayapura")


def utc(*parts):
    return datetime(*parts, tzinfo=UTC)


@pytest.mark.parametrize(
    ("rule", "moment", "due"),
    [
        (MonthlyRule(1, time(6), WIB), utc(2026, 10, 31, 22, 59), utc(2026, 10, 31, 23)),
        # At the very moment it is over: the next one follows.
        (MonthlyRule(1, time(6), WIB), utc(2026, 10, 31, 23), utc(2026, 11, 30, 23)),
        (MonthlyRule(1, time(6), WIT), utc(2026, 10, 31, 20, 59), utc(2026, 10, 31, 21)),
        (MonthlyRule(28, time(23, 59), WIB), utc(2027, 2, 1), utc(2027, 2, 28, 16, 59)),
        (MonthlyRule(5, time(8), WIB), utc(2026, 12, 31), utc(2027, 1, 5, 1)),
    ],
)
def test_next_due_time(rule, moment, due):
    assert rule.next_after(moment) == due


@pytest.mark.parametrize("day", [0, 29, 31, -1])
def test_day_must_be_in_every_month(day):
    with pytest.raises(ValueError, match="1 to 28"):
        MonthlyRule(day, time(6), WIB)


def test_every_month_of_a_downtime_is_due():
    rule = MonthlyRule(1, time(6), WIB)
    due = rule.due_until(utc(2026, 8, 31, 23), utc(2026, 11, 22))

    assert [rule.period_of(each) for each in due] == [date(2026, 8, 1), date(2026, 9, 1), date(2026, 10, 1)]


def test_nothing_is_due_before_its_time():
    assert MonthlyRule(1, time(6), WIB).due_until(utc(2026, 11, 30, 23), utc(2026, 11, 30, 22, 59)) == []


def test_month_is_that_of_the_unit_not_of_greenwich():
    assert MonthlyRule(1, time(6), WIB).period_of(utc(2026, 10, 31, 23)) == date(2026, 10, 1)


@given(st.integers(1, 28), st.times(), st.datetimes(datetime(2020, 1, 1), datetime(2040, 1, 1)))
def test_due_times_follow_one_another_month_by_month(day, at, moment):
    rule = MonthlyRule(day, at.replace(microsecond=0, tzinfo=None), WIB)
    first = rule.next_after(moment.replace(tzinfo=UTC))
    second = rule.next_after(first)

    assert moment.replace(tzinfo=UTC) < first < second
    assert next_month(rule.period_of(first)) == rule.period_of(second)


@pytest.mark.parametrize(
    ("day", "first", "last", "before"),
    [
        (date(2026, 11, 22), date(2026, 12, 1), date(2026, 11, 30), date(2026, 10, 1)),
        (date(2026, 12, 31), date(2027, 1, 1), date(2026, 12, 31), date(2026, 11, 1)),
        (date(2028, 2, 29), date(2028, 3, 1), date(2028, 2, 29), date(2028, 1, 1)),
        (date(2026, 1, 1), date(2026, 2, 1), date(2026, 1, 31), date(2025, 12, 1)),
    ],
)
def test_months(day, first, last, before):
    assert (next_month(day), month_end(day), previous_month(day)) == (first, last, before)


def test_working_days_leave_out_weekends_and_holidays():
    days = working_days(date(2026, 11, 13), date(2026, 11, 18), [date(2026, 11, 17)])

    assert days == [date(2026, 11, 13), date(2026, 11, 16), date(2026, 11, 18)]
    assert working_days(date(2026, 11, 18), date(2026, 11, 17)) == []


@pytest.mark.parametrize(
    ("day", "until"),
    [
        (date(2026, 11, 18), date(2026, 11, 23)),
        (date(2026, 11, 20), date(2026, 11, 25)),
        (date(2026, 11, 21), date(2026, 11, 25)),
    ],
)
def test_window_of_three_working_days(day, until):
    assert edit_until(day) == until
