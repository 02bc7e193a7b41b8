"""The professionalism index, by hand and by property."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluations.domain.professionalism import (
    IndexFacts,
    category_of,
    component_means,
    professionalism_index,
    severest,
    summary_of,
    without_discipline,
)
from evaluations.enums import IndexCategory, IndexComponent, PerformanceRating, PositionGroup

EDUCATIONS = ["05", "10", "15", "17", "18", "20", "25", "30", "35", "40", "45", "50"]
# EX-3.11
FUNCTIONAL = IndexFacts(
    education="40",
    group=PositionGroup.FUNCTIONAL,
    role_training=True,
    technical_training=True,
    seminar=False,
    rating=PerformanceRating.BAIK,
    sanction="",
)
# EX-3.12
OPERATIONAL = IndexFacts(
    education="45",
    group=PositionGroup.OPERATIONAL,
    role_training=False,
    technical_training=True,
    seminar=True,
    rating=PerformanceRating.SANGAT_BAIK,
    sanction="",
)
# EX-3.13
LITTLE = IndexFacts(
    education="15",
    group=PositionGroup.OPERATIONAL,
    role_training=False,
    technical_training=False,
    seminar=False,
    rating=PerformanceRating.BUTUH_PERBAIKAN,
    sanction="R",
)


@pytest.mark.parametrize(
    ("facts", "points", "total", "category"),
    [
        (FUNCTIONAL, [15, 15, 15, 0, 25, 5], 75, IndexCategory.MEDIUM),
        (OPERATIONAL, [20, 0, "22.5", "17.5", 30, 5], 95, IndexCategory.VERY_HIGH),
        (LITTLE, [5, 0, 0, 0, 15, 3], 23, IndexCategory.VERY_LOW),
    ],
    ids=["EX-3.11", "EX-3.12", "EX-3.13"],
)
def test_worked_examples(facts, points, total, category):
    index = professionalism_index(facts)

    assert [each.points for each in index.components] == [Decimal(each) for each in points]
    assert (index.total, index.category) == (Decimal(total), category)


def test_managerial_positions_have_their_training():
    index = professionalism_index(
        IndexFacts("50", PositionGroup.MANAGERIAL, True, True, True, PerformanceRating.SANGAT_BAIK, "")
    )

    assert (index.total, index.category) == (Decimal(100), IndexCategory.VERY_HIGH)


@pytest.mark.parametrize(
    ("education", "points"),
    [("05", 1), ("12", 1), ("15", 5), ("18", 5), ("25", 5), ("30", 10), ("35", 15), ("40", 15), ("45", 20), ("50", 25)],
)
def test_points_of_education(education, points):
    [qualification, *_rest] = professionalism_index(IndexFacts(education=education)).components

    assert qualification.points == Decimal(points)


@pytest.mark.parametrize(
    ("points", "category"),
    [
        ("100", "very_high"),
        ("91", "very_high"),
        ("90.5", "very_high"),
        ("90", "high"),
        ("80.5", "high"),
        ("80", "medium"),
        ("70.5", "medium"),
        ("70", "low"),
        ("60.5", "low"),
        ("60", "very_low"),
        ("0", "very_low"),
    ],
)
def test_categories_on_both_sides_of_each_bound(points, category):
    assert category_of(Decimal(points)) == category


@pytest.mark.parametrize("points", ["-0.5", "100.5"])
def test_index_beyond_its_scale_is_refused(points):
    with pytest.raises(ValueError, match="between 0 and 100"):
        category_of(Decimal(points))


def test_what_nobody_knows_gives_a_range():
    index = professionalism_index(IndexFacts())

    assert (index.low, index.high) == (Decimal(3), Decimal(100))
    assert (index.total, index.category) == (None, None)
    assert [each.points for each in index.components] == [None] * 6


def test_unknown_rating_leaves_the_rest_known():
    index = professionalism_index(IndexFacts("40", PositionGroup.FUNCTIONAL, True, True, False, None, ""))

    assert (index.low, index.high) == (Decimal(51), Decimal(80))
    assert [each.key for each in index.components if not each.is_known] == [IndexComponent.PERFORMANCE]


def test_category_is_known_where_both_ends_share_it():
    index = professionalism_index(IndexFacts("15", PositionGroup.OPERATIONAL, False, False, False, None, ""))

    assert (index.low, index.high, index.category) == (Decimal(11), Decimal(40), IndexCategory.VERY_LOW)


@pytest.mark.parametrize(("levels", "worst"), [([], ""), (["R"], "R"), (["R", "B", "S"], "B"), (["S", "R"], "S")])
def test_severest_sanction_counts(levels, worst):
    assert severest(levels) == worst


@pytest.mark.parametrize("facts", [IndexFacts(education="S1"), IndexFacts(sanction="X"), IndexFacts(rating="GOOD")])
def test_unknown_codes_are_refused(facts):
    with pytest.raises(ValueError, match=r"must|not"):
        professionalism_index(facts)


def test_without_discipline_no_sanction_shines_through():
    clean = professionalism_index(FUNCTIONAL)
    punished = professionalism_index(IndexFacts(**{**FUNCTIONAL.__dict__, "sanction": "B"}))

    assert without_discipline(clean) == without_discipline(punished)
    assert (without_discipline(clean).low, without_discipline(clean).high) == (Decimal(71), Decimal(75))


def test_summary_counts_and_averages():
    summary = summary_of(professionalism_index(each) for each in (FUNCTIONAL, OPERATIONAL, LITTLE, IndexFacts()))

    assert summary.people == 4
    assert (summary.low, summary.high) == (Decimal("49.00"), Decimal("73.25"))
    assert summary.undetermined == 1
    assert summary.counts == {
        IndexCategory.VERY_HIGH: 1,
        IndexCategory.HIGH: 0,
        IndexCategory.MEDIUM: 1,
        IndexCategory.LOW: 0,
        IndexCategory.VERY_LOW: 1,
    }


def test_means_of_components_add_up_to_the_mean():
    indices = [professionalism_index(each) for each in (FUNCTIONAL, OPERATIONAL, LITTLE, IndexFacts())]
    means, summary = component_means(indices), summary_of(indices)

    assert [mean.key for mean in means] == list(IndexComponent)
    assert sum(mean.maximum for mean in means) == 100
    assert abs(sum(mean.low for mean in means) - summary.low) < Decimal("0.04")
    assert abs(sum(mean.high for mean in means) - summary.high) < Decimal("0.04")
    # Nothing is known of the last.
    assert all(mean.known <= 3 for mean in means)
    assert component_means([]) == ()


def test_summary_of_nobody():
    summary = summary_of([])

    assert (summary.people, summary.low, summary.high) == (0, None, None)


answers = st.sampled_from([True, False, None])
facts = st.builds(
    IndexFacts,
    education=st.sampled_from([*EDUCATIONS, None]),
    group=st.sampled_from([*PositionGroup, None]),
    role_training=answers,
    technical_training=answers,
    seminar=answers,
    rating=st.sampled_from([*PerformanceRating, None]),
    sanction=st.sampled_from(["", "R", "S", "B", None]),
)


@given(facts)
def test_range_lies_on_the_scale(known):
    index = professionalism_index(known)

    assert 0 <= index.low <= index.high <= 100
    assert sum(each.maximum for each in index.components) == 100
    assert index.is_known == all(each.is_known for each in index.components)


@given(facts, answers, answers)
def test_knowing_more_narrows_the_range(known, role, technical):
    """An answer where there was none never leads out of the range."""
    filled = IndexFacts(
        **{
            **known.__dict__,
            "role_training": role if known.role_training is None else known.role_training,
            "technical_training": technical if known.technical_training is None else known.technical_training,
            "sanction": "S" if known.sanction is None else known.sanction,
        }
    )

    before, after = professionalism_index(known), professionalism_index(filled)

    assert before.low <= after.low <= after.high <= before.high
