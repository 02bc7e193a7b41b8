"""Steps in which a running survey is shown: none so small that it tells what somebody answered."""

import datetime
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.domain.interim import shown_until

FIRST = datetime.date(2026, 11, 1)


def days(*counts):
    return {FIRST + datetime.timedelta(days=place): count for place, count in enumerate(counts)}


def shown(counts):
    """How many answers are shown."""
    until = shown_until(counts)
    return 0 if until is None else sum(count for day, count in counts.items() if day <= until)


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ((), 0),
        ((4,), 0),
        ((40,), 0),
        ((5, 4), 0),
        ((5, 5), 5),
        ((4, 5), 0),
        ((2, 3, 5), 5),
        ((5, 3, 5), 5),
        ((5, 3, 2, 5), 10),
        ((7, 1, 6), 7),
    ],
)
def test_shown_until(counts, expected):
    assert shown(days(*counts)) == expected


@given(st.lists(st.integers(0, 9), max_size=30))
def test_every_step_and_the_last_one_add_at_least_five(arriving):
    """Looked at after every single answer, and once more when the survey is closed."""
    counts, states = {}, [0]
    for day, number in days(*arriving).items():
        for _each in range(number):
            counts[day] = counts.get(day, 0) + 1
            states.append(shown(counts))
    steps = [after - before for before, after in itertools.pairwise(states) if after != before]
    assert all(step >= 5 for step in steps)
    if states[-1]:
        assert sum(counts.values()) - states[-1] >= 5


@given(st.lists(st.integers(0, 6), max_size=60))
def test_late_forms_take_no_shown_answer_away(arriving):
    """Paper forms of any day come in, in any order; what was shown stays shown."""
    counts, since, seen = {}, None, {}
    for place in arriving:
        day = FIRST + datetime.timedelta(days=place)
        counts[day] = counts.get(day, 0) + 1
        until = shown_until(counts, since=since)
        now = {day: number for day, number in counts.items() if until and day <= until}
        added = sum(now.values()) - sum(seen.values())
        if added < 5:
            continue
        assert all(now[day] >= number for day, number in seen.items())
        assert sum(counts.values()) - sum(now.values()) >= 5
        since, seen = until, now


def test_six_late_forms_do_not_hide_a_day_that_was_shown():
    since = shown_until(days(4, 1, 5))

    assert since == FIRST + datetime.timedelta(days=1)
    assert shown_until(days(10, 1, 5), since=since) == since
