import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.domain.seats import free_seats, moved_up, place_newcomer
from training.enums import Placement


@pytest.mark.parametrize(("seats", "held", "free"), [(30, 0, 30), (30, 29, 1), (30, 30, 0), (30, 31, 0), (0, 0, 0)])
def test_free_seats(seats, held, free):
    assert free_seats(seats=seats, held=held) == free


@pytest.mark.parametrize(
    ("held", "waiting", "placement"),
    [
        (0, 0, Placement.SEAT),
        (29, 0, Placement.SEAT),
        (30, 0, Placement.WAITING_LIST),
        (30, 5, Placement.WAITING_LIST),
        # A seat is free, but it belongs to the first who waits.
        (29, 1, Placement.WAITING_LIST),
    ],
)
def test_place_newcomer(held, waiting, placement):
    assert place_newcomer(seats=30, held=held, waiting=waiting) is placement


@pytest.mark.parametrize(
    ("seats", "held", "waiting", "risen"),
    [
        (30, 30, [31, 32], []),
        (30, 29, [32, 31], [31]),
        (30, 20, [31, 40], [31, 40]),
        (30, 29, [], []),
        (5, 9, [10], []),
    ],
)
def test_moved_up(seats, held, waiting, risen):
    assert moved_up(seats=seats, held=held, waiting=waiting) == risen


@pytest.mark.parametrize(
    "call", [lambda: free_seats(seats=-1, held=0), lambda: place_newcomer(seats=1, held=0, waiting=-1)]
)
def test_negative_numbers_are_refused(call):
    with pytest.raises(ValueError, match="negative"):
        call()


@given(seats=st.integers(1, 20), events=st.lists(st.booleans(), max_size=60))
def test_any_course_of_coming_and_going_fills_the_seats_in_order(seats, events):
    """True: somebody registers; False: the first who holds a seat leaves."""
    held: list[int] = []
    waiting: list[int] = []
    number = 0
    for comes in events:
        if comes:
            number += 1
            target = place_newcomer(seats=seats, held=len(held), waiting=len(waiting))
            (held if target is Placement.SEAT else waiting).append(number)
        elif held:
            held.pop(0)
            risen = moved_up(seats=seats, held=len(held), waiting=waiting)
            held += risen
            waiting = [each for each in waiting if each not in risen]

        assert len(held) <= seats
        assert not waiting or len(held) == seats
        assert not waiting or not held or max(held) < min(waiting)
