from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.domain.match import job_person_match, mapping_verdict, selection_verdict

LEVELS = st.integers(1, 5)


def two(value):
    return value.quantize(Decimal("0.01"))


def test_match_of_ex_3_1():
    match = job_person_match([3] * 9, [3, 3, 2, 3, 3, 2, 3, 3, 3])

    assert two(match.raw) == Decimal("92.59")
    assert (match.selection, match.mapping) == ("MS", "OPTIMAL")
    assert sorted(match.gaps) == [-1, -1, 0, 0, 0, 0, 0, 0, 0]


def test_match_of_ex_3_2_with_and_without_cap_on_each():
    achieved = [4, 3, 2, 3, 3, 2, 3, 3, 3]

    assert two(job_person_match([3] * 9, achieved).raw) == Decimal("96.30")
    assert two(job_person_match([3] * 9, achieved, cap_each=True).raw) == Decimal("92.59")


def test_match_of_ex_3_3():
    match = job_person_match([4] * 9, [3] * 8 + [4])

    assert two(match.raw) == Decimal("77.78")
    assert (match.selection, match.mapping) == ("MMS", "KURANG_OPTIMAL")


@pytest.mark.parametrize(
    ("percent", "selection", "mapping"),
    [
        ("80", "MS", "CUKUP_OPTIMAL"),
        ("79.99", "MMS", "CUKUP_OPTIMAL"),
        ("68", "MMS", "KURANG_OPTIMAL"),
        ("67.99", "KMS", "KURANG_OPTIMAL"),
        ("90", "MS", "OPTIMAL"),
        ("89.999", "MS", "CUKUP_OPTIMAL"),
        ("78", "MMS", "CUKUP_OPTIMAL"),
        ("77.99", "MMS", "KURANG_OPTIMAL"),
        ("0", "KMS", "KURANG_OPTIMAL"),
    ],
)
def test_verdicts_of_ex_3_4_and_both_sides_of_every_bound(percent, selection, mapping):
    assert selection_verdict(percent) == selection
    assert mapping_verdict(percent) == mapping


def test_match_of_ex_3_5_keeps_the_raw_value():
    match = job_person_match([4] * 9, [5] * 4 + [4] * 5)

    assert two(match.raw) == Decimal("111.11")
    assert (match.capped, match.selection, match.mapping) == (100, "MS", "OPTIMAL")


@pytest.mark.parametrize(
    ("required", "achieved"),
    [
        ([], []),
        ([3], [3, 3]),
        ([0], [1]),
        ([-1], [1]),
        ([3], [-1]),
        ([3], [None]),
        ([3], [2.5]),
        ([3], ["x"]),
        ([True], [1]),
    ],
)
def test_match_refuses_what_is_no_pair_of_levels(required, achieved):
    with pytest.raises(ValueError):
        job_person_match(required, achieved)


@given(st.lists(st.tuples(LEVELS, LEVELS), min_size=1, max_size=12))
def test_cap_on_each_never_raises_the_match_and_meeting_all_is_full(pairs):
    required, achieved = [need for need, _have in pairs], [have for _need, have in pairs]

    free, capped = job_person_match(required, achieved), job_person_match(required, achieved, cap_each=True)

    assert capped.raw <= min(free.raw, Decimal(100))
    assert (capped.raw == 100) == all(gap >= 0 for gap in free.gaps)
