"""Months per place, what may be opened, what voices say together, the office's own shares."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluations.domain.assessment import Span, Stay, assessable, longest, months_of, open_months
from evaluations.domain.feedback import summarise
from evaluations.domain.rating import (
    ANNUAL_COEFFICIENT,
    DISTRIBUTION,
    check_distribution,
    credit_points,
    work_result_of,
)

YEAR = (date(2025, 1, 1), date(2025, 12, 31))


@pytest.mark.parametrize(
    ("stays", "months"),
    [
        ([], {}),
        ([Stay("a", date(2020, 1, 1))], {"a": 12}),
        ([Stay("a", date(2020, 1, 1), date(2025, 6, 15)), Stay("b", date(2025, 6, 16))], {"a": 5, "b": 7}),
        ([Stay("a", date(2020, 1, 1), date(2025, 6, 16)), Stay("b", date(2025, 6, 17))], {"a": 6, "b": 6}),
        # Half of a month counts, less does not.
        ([Stay("a", date(2025, 11, 16), date(2025, 11, 30))], {"a": 1}),
        ([Stay("a", date(2025, 11, 17), date(2025, 11, 30))], {}),
        ([Stay("a", date(2026, 1, 1))], {}),
    ],
)
def test_months_of(stays, months):
    assert {place: len(found) for place, found in months_of(stays, *YEAR).items()} == months


@given(st.lists(st.tuples(st.sampled_from("abc"), st.dates(date(2024, 6, 1), date(2026, 6, 1)), st.integers(0, 500))))
def test_no_month_counts_twice(rows):
    stays = [Stay(place, start, date.fromordinal(start.toordinal() + days)) for place, start, days in rows]

    months = [month for found in months_of(stays, *YEAR).values() for month in found]

    assert len(months) == len(set(months)) <= 12


def test_open_months_leaves_out_what_was_converted():
    months = [date(2025, month, 1) for month in range(1, 13)]

    assert open_months(months, [(date(2025, 1, 1), date(2025, 4, 1))])[0] == date(2025, 4, 1)
    assert open_months(months, [(date(2025, 11, 15), None)]) == tuple(months[:10])
    assert open_months(months, [(date(2024, 1, 1), date(2025, 1, 1))]) == tuple(months)


def test_longest_stay_of_equal_ones_the_last():
    assert longest({"a": 6, "b": 6}) == "b"
    assert longest({"a": 7, "b": 5}) == "a"
    assert longest({}) is None


def test_assessable_follows_the_cycle():
    quarters = assessable("quarterly", date(2026, 11, 22))
    assert quarters[0] == Span(date(2026, 10, 1), date(2026, 12, 31))
    assert quarters[-2:] == [
        Span(date(2026, 1, 1), date(2026, 12, 31), is_annual=True),
        Span(date(2025, 1, 1), date(2025, 12, 31), is_annual=True),
    ]
    assert assessable("monthly", date(2026, 1, 5))[1] == Span(date(2025, 12, 1), date(2025, 12, 31))
    assert all(span.is_annual for span in assessable("annual", date(2026, 1, 5)))


def test_work_result_of_a_head_follows_the_organisation():
    found = [work_result_of(word) for word in ("ISTIMEWA", "BAIK", "BUTUH_PERBAIKAN", "KURANG", "SANGAT_KURANG")]

    assert found == ["ABOVE", "AS", "BELOW", "BELOW", "BELOW"]
    with pytest.raises(ValueError, match="must be one of"):
        work_result_of("CUKUP")


def test_an_office_sets_other_shares_and_coefficients():
    shares = {**DISTRIBUTION, "BAIK": {"own_most": 90}}

    assert len(check_distribution("BAIK", {"SANGAT_BAIK": 4, "BAIK": 16}, shares)) == 1
    assert credit_points("BAIK", "TR", coefficients={**ANNUAL_COEFFICIENT, "TR": Decimal(6)}) == Decimal("6.00")


def test_voices_are_shown_from_five_on_and_never_singly():
    five = [{"loyal": 4}] * 4 + [{"loyal": 2, "adaptive": 1}]

    assert summarise(["loyal"], five[:4]) is None
    loyal, adaptive = summarise(["loyal", "adaptive"], five)
    assert (loyal.count, loyal.mean) == (5, Decimal("3.60"))
    assert (adaptive.count, adaptive.mean) == (None, None)
    with pytest.raises(ValueError, match="must be one of"):
        summarise(["loyal"], [{"loyal": 5}])
