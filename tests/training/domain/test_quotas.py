"""Seats shared among units."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.domain.quotas import limits_of, outermost_sum, place_in_share, room_for_others, seats_given, shares_of

A, B, A1, C = "00010001", "00010002", "000100010001", "00010003"
QUOTAS = {A: 4, B: 3}


def test_shares_of_a_unit():
    assert shares_of(A1, QUOTAS) == (A,)
    assert shares_of(C, QUOTAS) == ("",)
    assert shares_of(A1, {A: 4, A1: 1}) == (A, A1)


def test_the_rest_is_what_quotas_leave_and_never_negative():
    assert limits_of(10, QUOTAS) == {A: 4, B: 3, "": 3}
    assert room_for_others(5, QUOTAS) == 0
    # One inside another takes nothing more.
    assert outermost_sum({A: 4, A1: 2}) == 4


@pytest.mark.parametrize(
    ("held", "waiting", "given"),
    [
        ([], [(1, A), (2, A), (3, A), (4, A), (5, A)], [1, 2, 3, 4]),
        ([A] * 4, [(1, A), (2, B)], [2]),
        ([A] * 4 + [C] * 3, [(1, A), (2, C), (3, B)], [3]),
        ([A] * 4 + [B] * 3 + [C] * 3, [(1, A), (2, B), (3, C)], []),
        ([], [], []),
    ],
)
def test_freed_seats_go_to_the_first_whose_share_has_room(held, waiting, given):
    assert seats_given(seats=10, quotas=QUOTAS, held=held, waiting=waiting) == given


def test_a_quota_inside_another_bounds_both():
    quotas = {A: 3, A1: 1}

    assert seats_given(seats=3, quotas=quotas, held=[], waiting=[(1, A1), (2, A1), (3, A), (4, A), (5, A)]) == [1, 3, 4]


def test_place_counts_only_those_who_wait_for_the_same_seats():
    waiting = [(1, A), (2, B), (3, A1), (4, A)]

    assert place_in_share(4, waiting, QUOTAS) == 3
    assert place_in_share(2, waiting, QUOTAS) == 1
    with pytest.raises(ValueError):
        place_in_share(9, waiting, QUOTAS)


units = st.sampled_from([A, B, A1, C])


@given(
    st.integers(1, 20),
    st.dictionaries(st.sampled_from([A, B, A1]), st.integers(1, 8)),
    st.lists(units, max_size=40),
)
def test_never_more_than_the_quota_and_nobody_waits_beside_a_free_seat(seats, quotas, line):
    waiting = list(enumerate(line))

    given_to = seats_given(seats=seats, quotas=quotas, held=[], waiting=waiting)

    limits = limits_of(seats, quotas)
    used = [share for place in given_to for share in shares_of(line[place], quotas)]
    assert len(given_to) <= seats
    assert all(used.count(share) <= limit for share, limit in limits.items())
    for place, unit in waiting:
        if place not in given_to:
            full = len(given_to) == seats
            assert full or any(used.count(share) == limits[share] for share in shares_of(unit, quotas))
