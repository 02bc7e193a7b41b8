import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.domain.evaluation_steps import shown_until, step_ends

FIRST = datetime.date(2026, 11, 2)


def day(number):
    return FIRST + datetime.timedelta(days=number)


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ([], []),
        ([20], []),
        ([5, 4], []),
        ([4, 5], []),
        ([5, 5], [0]),
        ([3, 2, 5], [1]),
        ([5, 4, 1], [0]),
        ([5, 4, 1, 4], [0]),
        ([5, 4, 1, 5], [0, 2]),
        ([9, 1, 0, 4], [0]),
    ],
)
def test_a_step_adds_five_answers_and_leaves_five_behind(counts, expected):
    found = step_ends({day(number): count for number, count in enumerate(counts)})

    assert found == [day(number) for number in expected]


@given(st.lists(st.integers(0, 8), max_size=12), st.integers(0, 8))
def test_a_further_day_takes_no_step_away_and_adds_none_below_five(counts, more):
    days = {day(number): count for number, count in enumerate(counts)}
    before, after = step_ends(days), step_ends({**days, day(len(counts)): more})

    assert after[: len(before)] == before
    sizes, last = [], None
    for end in [*after, datetime.date.max]:
        known = [*days.items(), (day(len(counts)), more)]
        sizes.append(sum(count for each, count in known if (last is None or each > last) and each <= end))
        last = end
    assert not after or min(sizes) >= 5


def test_a_sentence_that_few_answer_waits_for_a_later_step():
    ends = [day(0), day(1)]

    assert shown_until([day(0)] * 4 + [day(1)] * 9, ends) is None
    assert shown_until([day(0)] * 4 + [day(1)] * 9 + [day(2)] * 5, ends) == day(1)
    assert shown_until([day(0)] * 5 + [day(1)] * 2 + [day(2)] * 3, ends) == day(0)
