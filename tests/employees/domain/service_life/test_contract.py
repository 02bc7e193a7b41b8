from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from employees.domain.service_life import (
    ServiceLifeError,
    birthday_at,
    contract_alert,
    contract_end_limit,
    retirement_date,
)


@pytest.mark.parametrize(
    ("born", "age", "limit", "month_end"),
    [
        (date(1968, 5, 17), 58, date(2026, 5, 17), date(2026, 5, 31)),
        (date(1968, 2, 29), 58, date(2026, 2, 28), date(2026, 2, 28)),
        (date(1966, 12, 1), 60, date(2026, 12, 1), date(2026, 12, 31)),
    ],
)
def test_contract_end_limit(born, age, limit, month_end):
    assert contract_end_limit(born, age) == limit
    assert contract_end_limit(born, age, is_to_month_end=True) == month_end


@given(born=st.dates(date(1920, 1, 1), date(2020, 12, 31)), age=st.integers(40, 75))
def test_contract_ends_before_a_pension_would_start(born, age):
    limit = contract_end_limit(born, age)
    month_end = contract_end_limit(born, age, is_to_month_end=True)

    assert birthday_at(born, age) == limit <= month_end < retirement_date(born, age)


@pytest.mark.parametrize("age", [39, 76])
def test_contract_end_limit_refuses(age):
    with pytest.raises(ServiceLifeError):
        contract_end_limit(date(1968, 5, 17), age)


@pytest.mark.parametrize(
    ("end", "months", "alert"),
    [
        (date(2026, 12, 31), 6, date(2026, 6, 30)),
        (date(2026, 8, 31), 6, date(2026, 2, 28)),
        (date(2026, 8, 31), 0, date(2026, 8, 31)),
    ],
)
def test_contract_alert(end, months, alert):
    assert contract_alert(end, months) == alert


def test_contract_alert_stands_six_months_before_the_end():
    assert contract_alert(date(2027, 2, 28)) == date(2026, 8, 28)


@pytest.mark.parametrize(("end", "months"), [(date(2026, 12, 31), -1), (None, 6)])
def test_contract_alert_refuses(end, months):
    with pytest.raises(ServiceLifeError):
        contract_alert(end, months)
