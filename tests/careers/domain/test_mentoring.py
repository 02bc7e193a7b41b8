"""Rules of mentoring."""

import datetime

import pytest

from careers.domain.mentoring import Fault, mentor_faults, mentoring_hours

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
