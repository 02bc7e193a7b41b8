"""Days of a series."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.domain.series import LAST, Rule, days_of, parse_rule

START = datetime.date(2026, 12, 1)


def day(text):
    return datetime.date.fromisoformat(text)


@pytest.mark.parametrize(
    ("rule", "text", "days"),
    [
        (
            Rule("MONTHLY", 3, weekday=1, nth=2),
            "FREQ=MONTHLY;BYDAY=2TU;COUNT=3",
            ["2026-12-08", "2027-01-12", "2027-02-09"],
        ),
        (Rule("MONTHLY", 2, weekday=4, nth=LAST), "FREQ=MONTHLY;BYDAY=-1FR;COUNT=2", ["2026-12-25", "2027-01-29"]),
        # RFC 5545: a month without the day is left out.
        (
            Rule("MONTHLY", 3, month_day=31),
            "FREQ=MONTHLY;BYMONTHDAY=31;COUNT=3",
            ["2026-12-31", "2027-01-31", "2027-03-31"],
        ),
        (
            Rule("MONTHLY", 2, interval=3, month_day=15),
            "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=15;COUNT=2",
            ["2026-12-15", "2027-03-15"],
        ),
        (Rule("WEEKLY", 3, weekday=1), "FREQ=WEEKLY;BYDAY=TU;COUNT=3", ["2026-12-01", "2026-12-08", "2026-12-15"]),
        (
            Rule("WEEKLY", 2, interval=2, weekday=0),
            "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO;COUNT=2",
            ["2026-12-07", "2026-12-21"],
        ),
    ],
)
def test_days_and_text_of_a_rule(rule, text, days):
    assert str(rule) == text
    assert parse_rule(text) == rule
    assert days_of(rule, START) == [day(each) for each in days]


def test_a_day_before_the_start_is_left_out():
    assert days_of(Rule("MONTHLY", 1, month_day=1), day("2026-12-02")) == [day("2027-01-01")]


@pytest.mark.parametrize(
    "fields",
    [
        {"frequency": "DAILY", "count": 1, "weekday": 1},
        {"frequency": "MONTHLY", "count": 1},
        {"frequency": "MONTHLY", "count": 1, "weekday": 1, "nth": 5},
        {"frequency": "MONTHLY", "count": 1, "month_day": 32},
        {"frequency": "MONTHLY", "count": 1, "month_day": 3, "weekday": 1, "nth": 1},
        {"frequency": "WEEKLY", "count": 1},
        {"frequency": "WEEKLY", "count": 0, "weekday": 1},
        {"frequency": "WEEKLY", "count": 61, "weekday": 1},
        {"frequency": "WEEKLY", "count": 1, "weekday": 7},
        {"frequency": "WEEKLY", "count": 1, "weekday": 1, "interval": 13},
    ],
)
def test_impossible_rules_are_refused(fields):
    with pytest.raises(ValueError):
        Rule(**fields)


def test_a_day_that_never_comes_is_told():
    """Every twelfth month from June has no 31st."""
    with pytest.raises(ValueError):
        days_of(Rule("MONTHLY", 2, interval=12, month_day=31), day("2026-06-01"))


@pytest.mark.parametrize("text", ["", "FREQ=MONTHLY;BYDAY=2XX;COUNT=3", "FREQ=WEEKLY;BYDAY=TU;COUNT=2;BYHOUR=8"])
def test_rules_that_are_none_of_ours_are_refused(text):
    with pytest.raises(ValueError):
        parse_rule(text)


@given(
    st.integers(1, 24),
    st.integers(1, 6),
    st.integers(0, 6),
    st.sampled_from([1, 2, 3, 4, LAST]),
    st.dates(datetime.date(2020, 1, 1), datetime.date(2040, 1, 1)),
)
def test_weekdays_of_months_are_ascending_and_right(count, interval, weekday, nth, start):
    days = days_of(Rule("MONTHLY", count, interval=interval, weekday=weekday, nth=nth), start)

    assert len(days) == count
    assert days == sorted(set(days))
    assert days[0] >= start
    for each in days:
        assert each.weekday() == weekday
        if nth == LAST:
            assert (each + datetime.timedelta(days=7)).month != each.month
        else:
            assert (each.day - 1) // 7 + 1 == nth
