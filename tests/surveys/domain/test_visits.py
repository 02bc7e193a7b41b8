"""People served in a period."""

import datetime

import pytest

from surveys.domain.visits import PeopleServed, months_between, people_served, share

JAN, FEB, MAR = (datetime.date(2026, month, 1) for month in (1, 2, 3))


def test_months_of_a_period():
    assert months_between(datetime.date(2026, 1, 15), datetime.date(2026, 3, 1)) == (JAN, FEB, MAR)
    assert months_between(JAN, JAN) == (JAN,)


def test_total_of_a_month_goes_before_the_sum_of_its_services():
    counts = [(JAN, 1, 30), (JAN, 2, 20), (FEB, None, 40), (FEB, 1, 99), (datetime.date(2025, 12, 1), None, 7)]

    assert people_served(JAN, datetime.date(2026, 3, 31), counts) == PeopleServed(90, (JAN, FEB), (JAN, FEB, MAR))


def test_period_with_every_month():
    assert people_served(JAN, FEB, [(JAN, 1, 1), (FEB, 1, 0)]).is_complete
    assert not people_served(JAN, FEB, [(JAN, 1, 1)]).is_complete


@pytest.mark.parametrize(("answers", "people", "percent"), [(1, 0, None), (1, 3, 33), (0, 5, 0), (9, 3, 100)])
def test_share(answers, people, percent):
    assert share(answers, people) == percent
