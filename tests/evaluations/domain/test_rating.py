"""Worked examples EX-5.1 to EX-5.11, and both sides of the boundaries."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluations.domain.rating import check_distribution, credit_points, performance_rating
from evaluations.enums import OrganisationRating, PerformanceRating

SB, B, BP, K, SK = "SANGAT_BAIK", "BAIK", "BUTUH_PERBAIKAN", "KURANG", "SANGAT_KURANG"


@pytest.mark.parametrize(
    ("result", "behaviour", "rating"),
    [
        ("ABOVE", "ABOVE", SB),
        ("ABOVE", "AS", B),
        ("ABOVE", "BELOW", K),
        ("AS", "ABOVE", B),
        ("AS", "AS", B),
        ("AS", "BELOW", K),
        ("BELOW", "ABOVE", BP),
        ("BELOW", "AS", BP),
        ("BELOW", "BELOW", SK),
    ],
)
def test_nine_cells(result, behaviour, rating):
    assert performance_rating(result, behaviour) == rating


@pytest.mark.parametrize("word", ["above", "", "SESUAI", None, 1])
def test_other_words_are_refused(word):
    with pytest.raises(ValueError, match="must be one of ABOVE, AS, BELOW"):
        performance_rating(word, "AS")
    with pytest.raises(ValueError, match="must be one of ABOVE, AS, BELOW"):
        performance_rating("AS", word)


@pytest.mark.parametrize(
    ("rating", "level", "months", "points"),
    [
        (BP, "MU", 7, "10.94"),
        (SK, "PY", 12, "6.25"),
        (B, "MA", 3, "9.38"),
        (B, "TR", 12, "5.00"),
        (SB, "UT", 12, "75.00"),
        (B, "PM", 12, "3.75"),
        (B, "MH", 1, "1.04"),
        (K, "PT", 6, "3.13"),
        (B, "TR", "6", "2.50"),
        (B, "TR", Decimal(6), "2.50"),
    ],
)
def test_credit_points(rating, level, months, points):
    assert credit_points(rating, level, months) == Decimal(points)


def test_a_year_is_the_default_and_completes_the_condition():
    assert Decimal("17.50") + credit_points(B, "TR") == Decimal("22.50")


@pytest.mark.parametrize("months", [0, 13, -1, "x", 1.5, Decimal("1.5"), True, None, Decimal("NaN")])
def test_months_must_be_1_to_12(months):
    with pytest.raises(ValueError, match="months must be a whole number"):
        credit_points(B, "TR", months)


@pytest.mark.parametrize(("rating", "level"), [("CUKUP", "TR"), (B, "XX"), (B, ""), ("", "TR")])
def test_unknown_rating_or_level(rating, level):
    with pytest.raises(ValueError, match="must be one of"):
        credit_points(rating, level)


@pytest.mark.parametrize(
    ("organisation", "counts", "warnings"),
    [
        ("BAIK", {SB: 4, B: 14, BP: 2}, 0),
        ("BAIK", {SB: 4, B: 16}, 2),
        ("ISTIMEWA", {SB: 8, B: 2}, 1),
        ("ISTIMEWA", {SB: 7, B: 3}, 0),
        ("BUTUH_PERBAIKAN", {SB: 2, BP: 6, B: 2}, 1),
        ("BUTUH_PERBAIKAN", {SB: 1, BP: 6, B: 3}, 0),
        ("BUTUH_PERBAIKAN", {BP: 5, B: 5}, 1),
        ("KURANG", {K: 6, BP: 1, B: 3}, 0),
        ("KURANG", {K: 6, B: 4}, 1),
        ("KURANG", {K: 59, BP: 10, SB: 11, B: 20}, 2),
        ("SANGAT_KURANG", {SK: 6, K: 1, SB: 1, B: 2}, 1),
        ("SANGAT_KURANG", {SK: 6, BP: 1, B: 3}, 0),
        ("SANGAT_KURANG", {SK: 9, B: 1}, 1),
        # Fewer than ten: the tenth part is one person, and at most nobody.
        ("KURANG", {K: 3, BP: 1, B: 1}, 0),
        ("KURANG", {K: 4, B: 1}, 1),
        ("BUTUH_PERBAIKAN", {BP: 6, SB: 1}, 1),
        ("BAIK", {}, 0),
        ("SANGAT_KURANG", {SB: 0}, 0),
    ],
)
def test_distribution(organisation, counts, warnings):
    found = check_distribution(organisation, counts)

    assert len(found) == warnings
    assert all(str(warning).endswith(".") for warning in found)


@pytest.mark.parametrize("counts", [{SB: -1}, {SB: 1.5}, {"CUKUP": 1}, {SB: True}])
def test_bad_counts_are_refused(counts):
    with pytest.raises(ValueError, match="must be"):
        check_distribution("BAIK", counts)


@given(
    st.sampled_from(list(OrganisationRating)),
    st.dictionaries(st.sampled_from(list(PerformanceRating)), st.integers(0, 500)),
    st.integers(1, 9),
)
def test_shares_not_sizes_decide(organisation, counts, factor):
    larger = {rating: count * factor for rating, count in counts.items()}

    assert [(w.fault, w.ratings) for w in check_distribution(organisation, larger)] == [
        (w.fault, w.ratings) for w in check_distribution(organisation, counts)
    ]
