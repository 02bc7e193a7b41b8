"""Counts that may be published."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.domain.composition import SMALLEST_SHOWN, suppress_small


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
