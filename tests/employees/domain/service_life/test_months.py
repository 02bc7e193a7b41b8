from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from employees.domain.service_life import ServiceLifeError
from employees.domain.service_life.months import add_months, first_of_month, months_between

DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 1, 31), 0, date(2026, 1, 31)),
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2026, 12, 1), 1, date(2027, 1, 1)),
        (date(2026, 1, 1), -1, date(2025, 12, 1)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
        (date(9999, 11, 30), 1, date(9999, 12, 30)),
        (date(1, 2, 1), -1, date(1, 1, 1)),
    ],
)
def test_add_months(day, months, expected):
    assert add_months(day, months) == expected


@pytest.mark.parametrize(("day", "months"), [(date(9999, 12, 1), 1), (date(1, 1, 1), -1)])
def test_add_months_refuses_to_leave_the_calendar(day, months):
    with pytest.raises(ServiceLifeError):
        add_months(day, months)


@pytest.mark.parametrize(
    ("start", "end", "months"),
    [
        (date(2026, 1, 15), date(2026, 2, 14), 0),
        (date(2026, 1, 15), date(2026, 2, 15), 1),
        (date(2026, 1, 31), date(2026, 2, 27), 0),
        (date(2026, 1, 31), date(2026, 2, 28), 1),
        (date(2026, 1, 31), date(2026, 1, 31), 0),
    ],
)
def test_months_between(start, end, months):
    assert months_between(start, end) == months


@given(start=DAYS, end=DAYS)
def test_months_between_is_the_most_that_can_be_added(start, end):
    months = months_between(start, end)

    assert add_months(start, months) <= end < add_months(start, months + 1)


@pytest.mark.parametrize(
    ("day", "first"),
    [
        (date(2026, 3, 1), date(2026, 3, 1)),
        (date(2026, 3, 2), date(2026, 4, 1)),
        (date(2026, 12, 31), date(2027, 1, 1)),
    ],
)
def test_first_of_month(day, first):
    assert first_of_month(day) == first
