"""Rules of mentoring."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careers.domain.mentoring import (
    Fault,
    counted_days,
    goal_achievement,
    is_creditable,
    mentor_faults,
    mentoring_hours,
    midway,
)

FINE = {
    "same_person": False,
    "same_government": True,
    "in_service": True,
    "open_mentees": 4,
    "years_of_service": 3,
}


def test_mentor_within_every_rule_has_no_fault():
    assert mentor_faults(**FINE) == []


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"same_person": True}, Fault.SAME_PERSON),
        ({"same_government": False}, Fault.OTHER_GOVERNMENT),
        ({"in_service": False}, Fault.NOT_IN_SERVICE),
        ({"open_mentees": 5}, Fault.TOO_MANY_MENTEES),
        ({"years_of_service": 2}, Fault.TOO_SHORT_IN_SERVICE),
    ],
)
def test_each_rule_names_its_fault(change, fault):
    assert mentor_faults(**{**FINE, **change}) == [fault]


def test_every_broken_rule_is_named():
    assert mentor_faults(**{**FINE, "in_service": False, "open_mentees": 9}) == [
        Fault.NOT_IN_SERVICE,
        Fault.TOO_MANY_MENTEES,
    ]


@pytest.mark.parametrize("field", ["open_mentees", "years_of_service"])
def test_negative_counts_are_refused(field):
    with pytest.raises(ValueError, match="negative"):
        mentor_faults(**{**FINE, field: -1})


def dates(*days: tuple[int, int]) -> list[datetime.date]:
    return [datetime.date(2026, month, day) for month, day in days]


@pytest.mark.parametrize(
    ("confirmed", "hours"),
    [
        pytest.param(dates((5, 4), (5, 11), (5, 18), (6, 1)), 6, id="EX-10.1"),
        pytest.param([], 0, id="EX-10.2"),
        pytest.param(dates((5, 4)), 2, id="one meeting"),
        pytest.param([datetime.date(2025, 5, 4), datetime.date(2025, 5, 5), datetime.date(2026, 5, 4)], 6, id="years"),
    ],
)
def test_hours_are_capped_per_month(confirmed, hours):
    assert mentoring_hours(confirmed) == hours


def test_under_discipline_nobody_is_a_mentor():
    assert mentor_faults(**FINE, under_discipline=True) == [Fault.UNDER_DISCIPLINE]


def test_a_higher_level_stands_in_for_the_years():
    assert mentor_faults(**{**FINE, "years_of_service": 0}, higher_level=True) == []


def test_numbers_of_the_office_hold_instead_of_the_defaults():
    assert mentor_faults(**FINE, most_mentees=4, least_years=4) == [
        Fault.TOO_MANY_MENTEES,
        Fault.TOO_SHORT_IN_SERVICE,
    ]


@pytest.mark.parametrize(("minutes", "counts"), [(None, False), (0, False), (89, False), (90, True), (180, True)])
def test_two_learning_hours_take_ninety_minutes(minutes, counts):
    assert is_creditable(minutes) is counts


def test_the_first_two_meetings_of_a_month_count():
    assert counted_days(dates((5, 18), (5, 4), (6, 1), (5, 11))) == dates((5, 4), (5, 11), (6, 1))


@given(st.lists(st.dates(datetime.date(2026, 1, 1), datetime.date(2027, 12, 31)), max_size=60))
def test_hours_are_two_for_each_counted_day(days):
    assert mentoring_hours(days) == 2 * len(counted_days(days))


def test_midway_is_the_earlier_of_two_middle_days():
    assert midway(datetime.date(2026, 1, 1), datetime.date(2026, 1, 10)) == datetime.date(2026, 1, 5)
    with pytest.raises(ValueError, match="before"):
        midway(datetime.date(2026, 1, 2), datetime.date(2026, 1, 1))


@pytest.mark.parametrize(
    ("views", "percent"), [([], None), ([0], 0), ([100], 100), ([80, 61], 71), ([80, 60], 70), ([0, 1], 1)]
)
def test_achievement_is_the_mean_of_both_views(views, percent):
    assert goal_achievement(views) == percent


@pytest.mark.parametrize("view", [-1, 101])
def test_achievement_beyond_percent_is_refused(view):
    with pytest.raises(ValueError, match="between 0 and 100"):
        goal_achievement([view])
