"""Competencies that leave with people."""

import datetime

import pytest

from careers.domain.losses import competency_losses, year_of_leaving

ON = datetime.date(2026, 11, 23)


def day(years, days=0):
    return ON.replace(year=ON.year + years) + datetime.timedelta(days=days)


@pytest.mark.parametrize(
    ("leaves", "year"),
    [
        (ON - datetime.timedelta(days=400), 1),
        (ON, 1),
        (day(1, -1), 1),
        (day(1), 2),
        (day(5, -1), 5),
        (day(5), None),
    ],
)
def test_years_are_counted_from_the_day(leaves, year):
    assert year_of_leaving(ON, leaves) == year


def test_losses_by_year():
    found = competency_losses({1: 10, 2: 4, 3: 1, 4: 2}, [(1, day(0, 1)), (2, day(1)), (2, day(3)), (3, day(4))], on=ON)

    assert [(each.competency, each.leaving, each.remaining, each.is_lost, each.becomes_rare) for each in found] == [
        (3, (0, 0, 0, 0, 1), 0, True, True),
        (2, (0, 1, 0, 1, 0), 2, False, True),
        (1, (1, 0, 0, 0, 0), 9, False, False),
        (4, (0, 0, 0, 0, 0), 2, False, False),
    ]


def test_nothing_is_lost_where_nobody_holds_it():
    (found,) = competency_losses({1: 0}, [], on=ON)

    assert (found.is_lost, found.becomes_rare) == (False, False)


def test_the_bound_of_rare_is_inclusive():
    def rare(bound):
        return competency_losses({1: 4}, [(1, ON)], on=ON, rare=bound)[0].becomes_rare

    assert (rare(3), rare(2)) == (True, False)


@pytest.mark.parametrize(
    ("holders", "leaving", "words"),
    [
        ({1: 1}, [(2, ON)], "not among"),
        ({1: 1}, [(1, ON), (1, ON)], "More people leave"),
    ],
)
def test_what_cannot_be_is_refused(holders, leaving, words):
    with pytest.raises(ValueError, match=words):
        competency_losses(holders, leaving, on=ON)


@pytest.mark.parametrize("years", [0, 6])
def test_years_ahead_are_one_to_five(years):
    with pytest.raises(ValueError, match="one to 5"):
        competency_losses({}, [], on=ON, years=years)


def test_a_negative_bound_is_refused():
    with pytest.raises(ValueError, match="negative"):
        competency_losses({}, [], on=ON, rare=-1)
