"""Counts that may be published."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.domain.composition import SMALLEST_SHOWN, publishable, suppress_small
from surveys.domain.tallies import Cell


@pytest.mark.parametrize(
    ("counts", "shown"),
    [
        ({}, {}),
        ({"M": 5, "F": 9}, {"M": 5, "F": 9}),
        ({"M": 0, "F": 9}, {"M": 0, "F": 9}),
        # One small count would follow from the total; the smallest of the others goes with it.
        ({"M": 3, "F": 9, "": 20}, {"M": None, "F": None, "": 20}),
        # Two hidden counts that sum to two would be one and one.
        ({"a": 1, "b": 1, "c": 8, "d": 30}, {"a": None, "b": None, "c": None, "d": 30}),
        ({"a": 4, "b": 4, "c": 8}, {"a": None, "b": None, "c": 8}),
        ({"a": 2, "b": 0}, {"a": None, "b": 0}),
    ],
)
def test_suppress_small(counts, shown):
    assert suppress_small(counts) == shown


@given(st.dictionaries(st.integers(0, 9), st.integers(0, 30)))
def test_hidden_counts_cannot_be_computed_from_the_total(counts):
    shown = suppress_small(counts)

    hidden = [counts[key] for key, count in shown.items() if count is None]
    assert all(count is None or count == counts[key] for key, count in shown.items())
    assert all(count == 0 or count >= SMALLEST_SHOWN for count in shown.values() if count is not None)
    everything_hidden = all(count is None or count == 0 for count in shown.values())
    assert not hidden or everything_hidden or (len(hidden) >= 2 and sum(hidden) >= SMALLEST_SHOWN)


def test_suppress_small_with_a_negative_count():
    with pytest.raises(ValueError, match="negative"):
        suppress_small({"a": -1})


cells = st.dictionaries(
    st.integers(0, 9),
    st.integers(0, 30).flatmap(lambda n: st.builds(Cell, st.just(n), st.integers(9 * n, 36 * n))),
)


@given(cells)
def test_whoever_subtracts_all_that_is_shown_finds_no_small_group(cells):
    """The rest of everybody is known to the readers: n and sum of answers. It is nobody, or at least five people in at
    least two groups, or the whole."""
    shown = publishable(cells)

    rest = [cells[key] for key, cell in shown.items() if cell is None]
    n = sum(cell.n for cell in cells.values()) - sum(cell.n for cell in shown.values() if cell is not None)
    assert n == sum(cell.n for cell in rest)
    assert all(cell.n == 0 or cell.n >= SMALLEST_SHOWN for cell in shown.values() if cell is not None)
    is_whole = n == sum(cell.n for cell in cells.values())
    assert n == 0 or is_whole or (n >= SMALLEST_SHOWN and len(rest) >= 2)
