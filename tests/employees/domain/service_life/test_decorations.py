from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from employees.domain.service_life import Satyalancana, ServiceLifeError, satyalancana

START = date(2006, 1, 1)
INDEPENDENCE_DAY = date(2026, 8, 17)
LEAVE = (date(2010, 1, 1), date(2011, 1, 1))


def test_satyalancana_ex_2_13():
    found = satyalancana(service_start=START, on=INDEPENDENCE_DAY)

    assert found == Satyalancana(level=20, next_level=30, next_due=date(2036, 1, 1), years=20, months=7)


def test_satyalancana_ex_2_14():
    found = satyalancana(service_start=START, on=INDEPENDENCE_DAY, unpaid_leave=[LEAVE])

    assert found == Satyalancana(level=10, next_level=20, next_due=date(2027, 1, 1), years=19, months=7)


@pytest.mark.parametrize(
    ("on", "awarded", "level", "next_level", "next_due"),
    [
        (date(2006, 1, 1), [], None, 10, date(2016, 1, 1)),
        (date(2015, 12, 31), [], None, 10, date(2016, 1, 1)),
        (date(2016, 1, 1), [], 10, 20, date(2026, 1, 1)),
        (date(2025, 12, 31), [], 10, 20, date(2026, 1, 1)),
        (date(2025, 12, 31), [10], None, 20, date(2026, 1, 1)),
        (date(2026, 1, 1), [10], 20, 30, date(2036, 1, 1)),
        (date(2026, 1, 1), [10, 20], None, 30, date(2036, 1, 1)),
        (date(2026, 1, 1), [20], None, 30, date(2036, 1, 1)),  # never one below what is held
        (date(2035, 12, 31), [], 20, 30, date(2036, 1, 1)),
        (date(2036, 1, 1), [], 30, None, None),
        (date(2036, 1, 1), [10], 30, None, None),
        (date(2036, 1, 1), [30, 20, 10], None, None, None),
        (date(2010, 1, 1), [10], None, 20, date(2026, 1, 1)),  # awarded too early
    ],
)
def test_satyalancana(on, awarded, level, next_level, next_due):
    found = satyalancana(service_start=START, on=on, awarded=awarded)

    assert (found.level, found.next_level, found.next_due) == (level, next_level, next_due)


def test_satyalancana_during_a_leave_without_return():
    found = satyalancana(service_start=START, on=INDEPENDENCE_DAY, unpaid_leave=[(date(2020, 3, 1), None)])

    assert found == Satyalancana(level=10, next_level=20, next_due=None, years=14, months=2)


@pytest.mark.parametrize("level", ["S", "B"])
def test_counting_restarts_after_a_sanction(level):
    sanctions = [(date(2008, 5, 5), level), (date(2012, 2, 29), level), (date(2025, 1, 1), "R")]

    before = satyalancana(service_start=START, on=date(2022, 2, 28), sanctions=sanctions)
    after = satyalancana(service_start=START, on=date(2022, 3, 1), sanctions=sanctions)

    assert before == Satyalancana(level=None, next_level=10, next_due=date(2022, 3, 1), years=9, months=11)
    assert after == Satyalancana(level=10, next_level=20, next_due=date(2032, 3, 1), years=10, months=0)


@pytest.mark.parametrize(
    "sanction",
    [(date(2015, 1, 1), "R"), (INDEPENDENCE_DAY + timedelta(1), "B"), (date(2005, 12, 31), "B")],
    ids=["light", "later", "before service"],
)
@pytest.mark.parametrize("is_restart_allowed", [True, False])
def test_sanction_that_changes_nothing(sanction, is_restart_allowed):
    found = satyalancana(
        service_start=START, on=INDEPENDENCE_DAY, sanctions=[sanction], is_restart_allowed=is_restart_allowed
    )

    assert found == satyalancana(service_start=START, on=INDEPENDENCE_DAY)


def test_sanction_on_the_day_itself():
    found = satyalancana(service_start=START, on=INDEPENDENCE_DAY, sanctions=[(INDEPENDENCE_DAY, "S")])

    assert found == Satyalancana(level=None, next_level=10, next_due=date(2036, 8, 18), years=0, months=0)


def test_medal_from_before_a_sanction_is_not_proposed_again():
    found = satyalancana(service_start=START, on=INDEPENDENCE_DAY, awarded=[10], sanctions=[(date(2016, 8, 16), "S")])

    assert found == Satyalancana(level=None, next_level=20, next_due=date(2036, 8, 17), years=10, months=0)


def test_sanction_ends_the_claim_where_no_restart_is_allowed():
    found = satyalancana(
        service_start=START, on=INDEPENDENCE_DAY, sanctions=[(date(2008, 5, 5), "S")], is_restart_allowed=False
    )

    assert found == Satyalancana(level=None, next_level=None, next_due=None, years=20, months=7)


@pytest.mark.parametrize(
    "wrong",
    [
        {"service_start": date(2026, 8, 18)},
        {"awarded": [15]},
        {"awarded": ["XX"]},
        {"sanctions": [(date(2015, 1, 1), "X")]},
        {"sanctions": [("2015-01-01", "S")]},
    ],
)
def test_satyalancana_refuses(wrong):
    with pytest.raises(ServiceLifeError):
        satyalancana(**{"service_start": START, "on": INDEPENDENCE_DAY, **wrong})


@given(
    start=st.dates(date(1980, 1, 1), date(2026, 8, 17)),
    awarded=st.sets(st.sampled_from([10, 20, 30])),
    sanctions=st.lists(
        st.tuples(st.dates(date(1980, 1, 1), date(2030, 1, 1)), st.sampled_from(["R", "S", "B"])), max_size=3
    ),
)
def test_next_medal_falls_due_on_its_day(start, awarded, sanctions):
    sanctions = [(day, level) for day, level in sanctions if day <= INDEPENDENCE_DAY]
    arguments = {"service_start": start, "awarded": awarded, "sanctions": sanctions}

    found = satyalancana(on=INDEPENDENCE_DAY, **arguments)

    if found.level is not None:
        assert found.level not in awarded
        assert found.level <= found.years
    if found.next_due is not None:
        assert found.next_due > INDEPENDENCE_DAY
        assert satyalancana(on=found.next_due, **arguments).level == found.next_level
        assert satyalancana(on=found.next_due - timedelta(1), **arguments).level == found.level
