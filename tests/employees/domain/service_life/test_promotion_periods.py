from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from employees.domain.service_life import ServiceLifeError, next_promotion_period, promotion_period


@pytest.mark.parametrize(
    ("on", "months"),
    [
        (date(1999, 5, 1), (4, 10)),
        (date(2023, 12, 31), (4, 10)),
        (date(2024, 1, 1), (2, 4, 6, 8, 10, 12)),
        (date(2025, 9, 30), (2, 4, 6, 8, 10, 12)),
        (date(2025, 10, 1), (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12)),
        (date(2026, 11, 22), (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12)),
    ],
)
def test_promotion_period(on, months):
    assert promotion_period(on) == months


@pytest.mark.parametrize(
    ("after", "period"),
    [
        (date(2023, 3, 31), date(2023, 4, 1)),
        (date(2023, 4, 1), date(2023, 10, 1)),
        (date(2023, 10, 1), date(2024, 2, 1)),
        (date(2024, 1, 1), date(2024, 2, 1)),
        (date(2024, 12, 1), date(2025, 2, 1)),
        (date(2025, 8, 1), date(2025, 10, 1)),
        (date(2025, 9, 30), date(2025, 10, 1)),
        (date(2025, 10, 1), date(2025, 11, 1)),
        (date(2026, 11, 22), date(2026, 12, 1)),
        (date(2026, 12, 1), date(2027, 1, 1)),
    ],
)
def test_next_promotion_period(after, period):
    assert next_promotion_period(after) == period


@given(after=st.dates(date(1990, 1, 1), date(2100, 1, 1)))
def test_no_period_lies_between(after):
    period = next_promotion_period(after)

    assert after < period
    assert period.day == 1
    assert period.month in promotion_period(period)
    days = (after + timedelta(step) for step in range(1, (period - after).days))
    assert [day for day in days if day.day == 1 and day.month in promotion_period(day)] == []


@pytest.mark.parametrize("function", [promotion_period, next_promotion_period])
def test_promotion_periods_want_a_date(function):
    with pytest.raises(ServiceLifeError):
        function("2026-11-22")
