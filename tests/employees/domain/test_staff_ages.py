"""Ages as bounds of the birth date."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from employees.domain.service_life import retirement_date
from employees.domain.service_life.months import add_months, months_between
from employees.domain.service_life.retirement import birthday_at
from employees.domain.staff_ages import AGE_GROUPS, latest_birth, retired_births

DATES = st.dates(datetime.date(1990, 1, 1), datetime.date(2060, 12, 31))
BIRTHS = st.dates(datetime.date(1930, 1, 1), datetime.date(2005, 12, 31))
EDGES = st.sampled_from([datetime.date(year, 2, day) for year in (1960, 1999, 2000) for day in (27, 28)])


@given(BIRTHS | EDGES | st.just(datetime.date(2000, 2, 29)), DATES | EDGES.map(lambda d: d.replace(year=2028)))
def test_everybody_is_in_exactly_one_group(birth, on):
    def holds(group):
        first, last = group.births(on)
        return (first is None or birth >= first) and (last is None or birth <= last)

    assert sum(map(holds, AGE_GROUPS.values())) == 1


@given(BIRTHS | st.just(datetime.date(2000, 2, 29)) | EDGES, DATES, st.integers(18, 70))
def test_latest_birth_agrees_with_the_birthday(birth, on, age):
    assert (birth <= latest_birth(on, age)) == (birthday_at(birth, age) <= on)


@pytest.mark.parametrize(
    ("birth", "on", "age"),
    [
        (datetime.date(2000, 2, 29), datetime.date(2023, 2, 28), 23),
        (datetime.date(2001, 2, 28), datetime.date(2024, 2, 28), 23),
        (datetime.date(2001, 2, 28), datetime.date(2024, 2, 29), 23),
    ],
)
def test_birthdays_around_leap_days_count(birth, on, age):
    assert birth <= latest_birth(on, age)


@given(BIRTHS | st.just(datetime.date(1968, 2, 29)), DATES, st.integers(40, 75))
def test_retired_births_agrees_with_the_retirement_date(birth, until, age):
    assert (birth < retired_births(until, age)) == (retirement_date(birth, age) <= until)


def test_groups_begin_and_end_where_they_say():
    on = datetime.date(2026, 11, 22)

    assert list(AGE_GROUPS) == ["-24", "25-29", "30-34", "35-39", "40-44", "45-49", "50-54", "55-59", "60-64", "65-"]
    assert AGE_GROUPS["40-44"].births(on) == (datetime.date(1981, 11, 23), datetime.date(1986, 11, 22))
    assert months_between(add_months(on, -40 * 12), on) == 480
