from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from employees.domain.service_life import (
    DEFAULT_RETIREMENT_AGES,
    ServiceLifeError,
    birthday_at,
    retirement_age,
    retirement_date,
)
from employees.enums import FunctionalLevel, PositionType

BIRTH_DATES = st.dates(date(1920, 1, 1), date(2020, 12, 31))
AGES = st.integers(40, 75)


@pytest.mark.parametrize(
    ("born", "position_type", "level", "birthday", "pension"),
    [
        pytest.param(date(1968, 5, 17), "ADMINISTRATOR", None, date(2026, 5, 17), date(2026, 6, 1), id="EX-2.1"),
        pytest.param(date(1968, 12, 31), "PELAKSANA", None, date(2026, 12, 31), date(2027, 1, 1), id="EX-2.2"),
        pytest.param(date(1966, 6, 1), "JPT_PRATAMA", None, date(2026, 6, 1), date(2026, 7, 1), id="EX-2.3"),
        pytest.param(date(1968, 2, 29), "PENGAWAS", None, date(2026, 2, 28), date(2026, 3, 1), id="EX-2.4"),
        pytest.param(date(1961, 11, 10), "FUNGSIONAL", "UT", date(2026, 11, 10), date(2026, 12, 1), id="EX-2.5"),
    ],
)
def test_retirement_examples(born, position_type, level, birthday, pension):
    age = retirement_age(position_type, level)

    assert birthday_at(born, age) == birthday
    assert retirement_date(born, age) == pension


@pytest.mark.parametrize(
    ("born", "age", "pension"),
    [
        (date(1966, 5, 31), 60, date(2026, 6, 1)),
        (date(1966, 6, 1), 60, date(2026, 7, 1)),
        (date(1968, 2, 29), 60, date(2028, 3, 1)),
        (date(1967, 12, 1), 58, date(2026, 1, 1)),
        (date(1986, 3, 3), 40, date(2026, 4, 1)),
        (date(1951, 3, 3), 75, date(2026, 4, 1)),
        (date(1966, 5, 31), "60", date(2026, 6, 1)),
        (date(1966, 5, 31), Decimal(60), date(2026, 6, 1)),
    ],
)
def test_retirement_date(born, age, pension):
    assert retirement_date(born, age) == pension


@pytest.mark.parametrize("age", [39, 76, 0, -58, 2026, 58.0, True, None, "", "abc", Decimal("58.5"), "1E+999999999"])
def test_retirement_date_refuses_an_age(age):
    with pytest.raises(ServiceLifeError):
        retirement_date(date(1968, 5, 17), age)


@pytest.mark.parametrize("born", [None, "1968-05-17", datetime(1968, 5, 17), 1968, date(9950, 1, 1)])
def test_retirement_date_refuses_a_birth_date(born):
    with pytest.raises(ServiceLifeError):
        retirement_date(born, 58)


@pytest.mark.parametrize(
    ("born", "age", "birthday"),
    [
        (date(2000, 2, 29), 0, date(2000, 2, 29)),
        (date(2000, 2, 29), 4, date(2004, 2, 29)),
        (date(2000, 2, 29), 5, date(2005, 2, 28)),
        (date(2000, 2, 28), 5, date(2005, 2, 28)),
    ],
)
def test_birthday_at(born, age, birthday):
    assert birthday_at(born, age) == birthday


@given(born=BIRTH_DATES, age=AGES)
def test_pension_starts_within_a_month_after_the_birthday(born, age):
    pension = retirement_date(born, age)

    assert pension.day == 1
    assert 1 <= (pension - birthday_at(born, age)).days <= 31


@given(born=BIRTH_DATES, other=BIRTH_DATES, age=AGES)
def test_the_older_retire_no_later(born, other, age):
    older, younger = sorted([born, other])

    assert retirement_date(older, age) <= retirement_date(younger, age)


@pytest.mark.parametrize(
    ("position_type", "level", "age"),
    [
        ("JPT_UTAMA", None, 60),
        ("JPT_MADYA", None, 60),
        ("JPT_PRATAMA", None, 60),
        ("ADMINISTRATOR", None, 58),
        ("PENGAWAS", None, 58),
        ("PELAKSANA", None, 58),
        ("PELAKSANA", "MA", 58),
        ("FUNGSIONAL", "PM", 58),
        ("FUNGSIONAL", "TR", 58),
        ("FUNGSIONAL", "MH", 58),
        ("FUNGSIONAL", "PY", 58),
        ("FUNGSIONAL", "PT", 58),
        ("FUNGSIONAL", "MU", 58),
        ("FUNGSIONAL", "MA", 60),
        ("FUNGSIONAL", "UT", 65),
        (PositionType.FUNGSIONAL, FunctionalLevel.AHLI_MADYA, 60),
    ],
)
def test_retirement_age(position_type, level, age):
    assert retirement_age(position_type, level) == age


def test_retirement_age_of_an_own_table():
    assert retirement_age("PELAKSANA", ages={**DEFAULT_RETIREMENT_AGES, "PELAKSANA": 59}) == 59


@pytest.mark.parametrize(
    ("position_type", "level", "ages"),
    [
        ("FUNGSIONAL", None, DEFAULT_RETIREMENT_AGES),
        ("FUNGSIONAL", "", DEFAULT_RETIREMENT_AGES),
        ("FUNGSIONAL", "XX", DEFAULT_RETIREMENT_AGES),
        ("LURAH", None, DEFAULT_RETIREMENT_AGES),
        (None, None, DEFAULT_RETIREMENT_AGES),
        ("PELAKSANA", None, {}),
        ("PELAKSANA", None, {"PELAKSANA": 85}),
    ],
)
def test_retirement_age_refuses(position_type, level, ages):
    with pytest.raises(ServiceLifeError):
        retirement_age(position_type, level, ages=ages)


def test_table_of_retirement_ages_knows_every_position():
    functional = {f"FUNGSIONAL:{level}" for level in FunctionalLevel.values}

    assert DEFAULT_RETIREMENT_AGES.keys() == {*PositionType.values, *functional} - {"FUNGSIONAL"}
