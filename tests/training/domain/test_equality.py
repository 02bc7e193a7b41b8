import datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.domain.equality import Stage, age_band, hidden_groups, months_before, reached, wilson


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


@pytest.mark.parametrize(
    ("rows", "hidden"),
    [
        ({"a": [20, 10], "b": [30, 20]}, set()),
        ({"a": [20, 10], "b": [3, 0], "c": [30, 15]}, {"b", "a"}),
        # 28 of 30: two people are told apart.
        ({"a": [30, 28], "b": [40, 20], "c": [50, 20]}, {"a", "b"}),
        ({"a": [20, 0], "b": [30, 30]}, set()),
        ({"a": [0, 0], "b": [30, 15]}, set()),
    ],
)
def test_small_groups_hide_and_take_a_second_one_with_them(rows, hidden):
    assert hidden_groups(rows) == hidden


@given(
    st.dictionaries(
        st.text("abcdef", min_size=1, max_size=2),
        st.integers(0, 60).flatmap(lambda size: st.tuples(st.just(size), st.integers(0, size))),
        max_size=6,
    )
)
def test_nothing_hidden_follows_by_subtraction(rows):
    hidden = hidden_groups({name: list(counts) for name, counts in rows.items()})
    filled = {name for name in rows if rows[name][0]}

    assert len(hidden) != 1 or hidden == filled
    shown = filled - hidden
    assert all(not 0 < rows[name][1] < 5 and not 0 < rows[name][0] - rows[name][1] < 5 for name in shown)


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
