import datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.domain.equality import Stage, age_band, hidden_cells, months_before, reached, shares, wilson


def test_wilson_interval_of_a_known_example():
    low, high = wilson(10, 20)

    assert (low.quantize(Decimal("0.001")), high.quantize(Decimal("0.001"))) == (Decimal("0.299"), Decimal("0.701"))


@given(st.integers(1, 500).flatmap(lambda whole: st.tuples(st.integers(0, whole), st.just(whole))))
def test_wilson_holds_the_share_and_stays_within_bounds(pair):
    part, whole = pair
    low, high = wilson(part, whole)

    assert 0 <= low <= Decimal(part) / whole <= high <= 1


@pytest.mark.parametrize("pair", [(0, 0), (2, 1), (-1, 5)])
def test_wilson_refuses_impossible_counts(pair):
    with pytest.raises(ValueError):
        wilson(*pair)


def _table(*rows):
    """Sizes, then needs, invited, registered, approved, attended, passed; the sum last."""
    return [list(row) for row in rows], [sum(column) for column in zip(*rows, strict=True)]


def _shown(rows, total):
    """The table as it is published: None for what is hidden."""
    flags = hidden_cells(rows, total)
    return [
        [None if is_hidden else count for count, is_hidden in zip(counts, line, strict=True)]
        for counts, line in zip([*rows, total], flags, strict=True)
    ]


def test_cells_are_hidden_and_not_rows():
    rows, total = _table((200, 40, 0, 60, 50, 40, 38), (300, 60, 0, 80, 70, 60, 50))

    # Two of the first group failed; of the second as many cells go as keep that from following.
    assert _shown(rows, total) == [
        [200, 40, 0, 60, 50, 40, None],
        [300, 60, 0, 80, 70, 60, None],
        [500, 100, 0, 140, 120, 100, 88],
    ]


def test_neighbouring_stages_tell_nothing_by_their_difference():
    rows, total = _table((60, 0, 0, 19, 19, 19, 18), (60, 0, 0, 30, 30, 30, 20), (60, 0, 0, 40, 40, 40, 20))

    shown = _shown(rows, total)

    assert [line[-1] for line in shown] == [None, None, 20, 58]


def test_small_group_is_hidden_whole_and_takes_a_second_one_with_it():
    rows, total = _table((3, 0, 0, 0, 0, 0, 0), (20, 0, 0, 10, 10, 10, 10), (60, 0, 0, 20, 20, 20, 20))

    shown = _shown(rows, total)

    assert shown == [[None] * 7, [None] * 7, rows[2], [83, 0, 0, 30, 30, 30, 30]]


def test_table_of_nobody_hides_nothing():
    assert hidden_cells([], [0] * 7) == [[False] * 7]


@pytest.mark.parametrize(
    ("rows", "total"), [([[5, -1]], [5, -1]), ([[5, 2]], [6, 2]), ([[5, 6]], [5, 6])], ids=["less", "sum", "more"]
)
def test_counts_that_are_no_such_table_are_refused(rows, total):
    with pytest.raises(ValueError):
        hidden_cells(rows, total)


@st.composite
def _tables(draw):
    rows = []
    for _number in range(draw(st.integers(1, 5))):
        size = draw(st.integers(0, 60))
        need, invited, registered = (draw(st.integers(0, size)) for _stage in range(3))
        # Few drop out between neighbouring stages: what this is about.
        chain = [registered]
        for _stage in range(3):
            chain.append(max(0, chain[-1] - draw(st.integers(0, 8))))
        rows.append([size, need, invited, *chain])
    return _table(*rows)


@given(_tables())
def test_no_number_of_one_to_four_is_shown(table):
    assert not [count for line in _shown(*table) for count in line if count is not None and 0 < count < 5]


@given(_tables())
def test_no_two_numbers_of_a_row_differ_by_one_to_four(table):
    for line in _shown(*table):
        seen = [count for count in line if count is not None]
        assert not [(one, other) for one in seen for other in seen if 0 < one - other < 5]


@given(_tables())
def test_nothing_hidden_follows_from_the_total_by_subtraction(table):
    *lines, whole = _shown(*table)
    rests, gone = {}, {}
    for stage, total in enumerate(whole):
        gone[stage] = frozenset(number for number, line in enumerate(lines) if line[stage] is None)
        # A hidden cell is never the only unknown of its column, the sum counted among them.
        assert len(gone[stage]) + (total is None) != 1
        if total is not None:
            rests[stage] = total - sum(line[stage] or 0 for line in lines)
            assert not 0 < rests[stage] < 5

    for one, other in ((one, other) for one in rests for other in rests if gone[one] and gone[one] == gone[other]):
        assert not 0 < rests[one] - rests[other] < 5


def test_hidden_shares_have_no_numbers():
    first, second = shares([20, 18], whole=20, hidden=[False, True])

    assert (first.part, second.part, second.share) == (20, None, None)


def test_whoever_passed_attended():
    counts = reached([{Stage.PASSED: True}, {Stage.REGISTERED: True, Stage.NEED: True}, {}])

    assert counts == [3, 1, 0, 2, 1, 1, 1]


@pytest.mark.parametrize(
    ("birth", "band"), [("1996-11-23", "<30"), ("1996-11-22", "30–39"), ("1986-11-22", "40–49"), ("1976-11-22", "50+")]
)
def test_age_bands_at_birthdays(birth, band):
    assert age_band(datetime.date.fromisoformat(birth), datetime.date(2026, 11, 22)) == band


def test_months_before_ends_on_a_day_that_exists():
    assert months_before(datetime.date(2028, 2, 29), 24) == datetime.date(2026, 2, 28)
    assert months_before(datetime.date(2026, 11, 22), 24) == datetime.date(2024, 11, 22)
