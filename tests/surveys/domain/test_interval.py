"""The 95 % interval and the grade that it allows."""

import math
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.domain.interval import Interval, index_interval, shown_grade, t_quantile

TOTALS = [31, 29, 34, 26, 34]  # the respondents of EX-8.2


def interval_of(totals, **options):
    index = Decimal(25 * sum(totals)) / (9 * len(totals))
    return index_interval(
        index=index.quantize(Decimal("0.01")),
        n=len(totals),
        total=sum(totals),
        squares=sum(total * total for total in totals),
        elements=9,
        **options,
    )


@pytest.mark.parametrize(
    ("degrees", "quantile"),
    [
        (1, "12.7062"),
        (4, "2.7764"),
        (30, "2.0423"),
        (31, "2.0395"),
        (40, "2.0211"),
        (60, "2.0003"),
        (120, "1.9799"),
        (1_000_000, "1.9600"),
    ],
)
def test_t_quantile_against_printed_tables(degrees, quantile):
    assert t_quantile(degrees) == Decimal(quantile)


def test_t_quantile_without_freedom():
    with pytest.raises(ValueError):
        t_quantile(0)


def test_interval_of_the_worked_example():
    """Mean total 30.8, s = √11.7, standard error s/√5 = 1.5297; times 2.7764 × 25/9 = 11.80."""
    assert interval_of(TOTALS) == Interval(Decimal("73.76"), Decimal("97.36"))


def test_interval_of_a_whole_population_has_no_width():
    assert interval_of(TOTALS, population=5) == Interval(Decimal("85.56"), Decimal("85.56"), 5)


def test_finite_population_correction():
    """√(1 − 5/20) = 0.8660 of the width."""
    assert interval_of(TOTALS, population=20) == Interval(Decimal("75.34"), Decimal("95.78"), 20)


def test_a_population_smaller_than_the_sample_is_none():
    assert interval_of(TOTALS, population=3) == interval_of(TOTALS)


@pytest.mark.parametrize("totals", [[], [36]])
def test_no_interval_below_two(totals):
    numbers = {"n": len(totals), "total": sum(totals), "squares": sum(each * each for each in totals)}

    assert index_interval(index=Decimal("100.00") if totals else None, elements=9, **numbers) is None


def test_interval_is_clipped_to_the_scale():
    assert interval_of([9, 36]) == Interval(Decimal("25.00"), Decimal("100.00"))


@pytest.mark.parametrize(
    ("grade", "low", "high", "shown"),
    [
        ("B", "76.61", "88.30", "B"),
        ("B", "80.00", "88.31", "A/B"),
        ("A", "88.30", "95.00", "A/B"),
        ("C", "64.99", "76.61", "B/C/D"),
        ("D", "30.00", "64.99", "D"),
    ],
)
def test_grade_across_a_border(grade, low, high, shown):
    assert shown_grade(grade, Interval(Decimal(low), Decimal(high))) == shown


def test_grade_without_an_interval():
    assert (shown_grade("B", None), shown_grade(None, None)) == ("B", "")


@given(st.lists(st.integers(9, 36), min_size=2, max_size=60), st.integers(0, 500))
def test_interval_holds_the_index_and_agrees_with_floating_point(totals, more):
    found = interval_of(totals, population=len(totals) + more)
    mean = sum(totals) / len(totals)
    variance = sum((total - mean) ** 2 for total in totals) / (len(totals) - 1) / len(totals)
    correction = 1 - len(totals) / (len(totals) + more)
    margin = float(t_quantile(len(totals) - 1)) * math.sqrt(variance * correction) * 25 / 9
    low, high = max(25, mean * 25 / 9 - margin), min(100, mean * 25 / 9 + margin)

    assert Decimal(25) <= found.low <= found.high <= Decimal(100)
    assert float(found.low) == pytest.approx(low, abs=0.02)
    assert float(found.high) == pytest.approx(high, abs=0.02)
