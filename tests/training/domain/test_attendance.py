import datetime
from decimal import Decimal

import pytest

from training.domain.attendance import attended_enough, attended_percent, session_days


def november(*days):
    return [datetime.date(2026, 11, day) for day in days]


@pytest.mark.parametrize(
    ("first", "last", "days"),
    [
        (23, 23, [23]),
        (23, 25, [23, 24, 25]),
        # Friday to Monday: the weekend between does not count …
        (20, 23, [20, 23]),
        # … but it does when the session begins or ends on it.
        (20, 21, [20, 21]),
        (22, 23, [22, 23]),
        (21, 22, [21, 22]),
    ],
)
def test_session_days(first, last, days):
    assert session_days(*november(first, last)) == november(*days)


def test_session_days_backwards_are_refused():
    with pytest.raises(ValueError, match="before it begins"):
        session_days(*november(23, 22))


@pytest.mark.parametrize(
    ("present", "held", "minimum", "enough"),
    [
        (4, 5, 80, True),
        (3, 4, 80, False),
        (0, 0, 1, False),
        (5, 5, 100, True),
        (4, 5, 100, False),
        (2, 3, 66, True),
        (2, 3, 67, False),
        (0, 3, 0, True),
    ],
)
def test_attended_enough(present, held, minimum, enough):
    assert attended_enough(present=present, held=held, minimum_percent=minimum) is enough


def test_attended_percent():
    assert attended_percent(present=3, held=4) == Decimal(75)
    assert attended_percent(present=0, held=0) == Decimal(0)


@pytest.mark.parametrize(
    "call",
    [
        lambda: attended_percent(present=4, held=3),
        lambda: attended_percent(present=-1, held=3),
        lambda: attended_enough(present=1, held=1, minimum_percent=101),
    ],
)
def test_impossible_numbers_are_refused(call):
    with pytest.raises(ValueError, match="between 0 and"):
        call()
