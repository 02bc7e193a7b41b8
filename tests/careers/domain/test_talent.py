"""The nine boxes (domain §6.2)."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careers.domain.talent import (
    TalentInputs,
    TalentRules,
    box_actions,
    performance_level,
    place,
    potential_level,
    rules_of,
    talent_box,
    talent_score,
)
from careers.enums import MissingInput, PerformanceLevel, PotentialLevel, TalentAction, TalentMode

MODE_B = TalentRules(mode=TalentMode.SKOR)
PERFORMANCES, POTENTIALS = ("BELOW", "AS", "ABOVE"), ("LOW", "MEDIUM", "HIGH")


@pytest.mark.parametrize(
    ("performance", "potential", "box"),
    [
        ("ABOVE", "LOW", 4),
        ("ABOVE", "MEDIUM", 7),
        ("ABOVE", "HIGH", 9),
        ("AS", "LOW", 2),
        ("AS", "MEDIUM", 5),
        ("AS", "HIGH", 8),
        ("BELOW", "LOW", 1),
        ("BELOW", "MEDIUM", 3),
        ("BELOW", "HIGH", 6),
    ],
)
def test_nine_cells(performance, potential, box):
    assert talent_box(performance, potential) == box


@pytest.mark.parametrize(
    ("rating", "match", "rules", "box", "score"),
    [
        pytest.param("BAIK", "91", TalentRules(), 8, None, id="EX-6.1"),
        pytest.param("SANGAT_BAIK", "80", TalentRules(), 7, None, id="EX-6.2"),
        pytest.param("BUTUH_PERBAIKAN", "77.99", TalentRules(), 1, None, id="EX-6.3"),
        pytest.param("BUTUH_PERBAIKAN", "60", MODE_B, 5, Decimal("60.00"), id="EX-6.4"),
        pytest.param("SANGAT_BAIK", "59.99", MODE_B, 4, Decimal("80.00"), id="EX-6.5"),
    ],
)
def test_worked_examples(rating, match, rules, box, score):
    found = talent_box(performance_level(rating, rules), potential_level(match, rules))

    assert found == box
    assert score is None or talent_score(rating, match, rules) == score


@given(st.sampled_from(PERFORMANCES), st.sampled_from(POTENTIALS))
def test_every_pair_of_levels_has_exactly_one_box(performance, potential):
    assert talent_box(performance, potential) in range(1, 10)


def test_no_two_pairs_share_a_box():
    assert sorted(talent_box(performance, potential) for performance in PERFORMANCES for potential in POTENTIALS) == [
        *range(1, 10)
    ]


@given(
    st.integers(0, 2), st.integers(0, 2), st.integers(0, 2), st.integers(0, 2)
)  # fmt: skip
def test_better_on_both_axes_is_never_a_lower_box(performance, potential, other_performance, other_potential):
    low = talent_box(PERFORMANCES[min(performance, other_performance)], POTENTIALS[min(potential, other_potential)])
    high = talent_box(PERFORMANCES[max(performance, other_performance)], POTENTIALS[max(potential, other_potential)])

    assert low <= high


@given(
    st.decimals(0, 150, places=2), st.decimals(0, 150, places=2), st.sampled_from(list(TalentMode))
)  # fmt: skip
def test_a_higher_match_is_never_a_lower_level(one, other, mode):
    rules = TalentRules(mode=mode)
    order = [PotentialLevel.LOW, PotentialLevel.MEDIUM, PotentialLevel.HIGH]

    assert order.index(potential_level(min(one, other), rules)) <= order.index(potential_level(max(one, other), rules))


@pytest.mark.parametrize(
    ("match", "rules", "level"),
    [
        ("90", TalentRules(), "HIGH"),
        ("89.999", TalentRules(), "MEDIUM"),
        ("78", TalentRules(), "MEDIUM"),
        ("77.999", TalentRules(), "LOW"),
        ("80", MODE_B, "HIGH"),
        ("79.999", MODE_B, "MEDIUM"),
        ("60", MODE_B, "MEDIUM"),
        ("59.999", MODE_B, "LOW"),
        ("140", MODE_B, "HIGH"),
        ("70", TalentRules(high=70, medium=50), "HIGH"),
    ],
)
def test_lower_bounds_are_inclusive(match, rules, level):
    assert potential_level(match, rules) == level


def test_ratings_become_levels_by_the_mode():
    ratings = ("SANGAT_BAIK", "BAIK", "BUTUH_PERBAIKAN", "KURANG", "SANGAT_KURANG")

    assert [performance_level(rating).value for rating in ratings] == ["ABOVE", "AS", "BELOW", "BELOW", "BELOW"]
    assert [performance_level(rating, MODE_B).value for rating in ratings] == ["ABOVE", "ABOVE", "AS", "BELOW", "BELOW"]


@pytest.mark.parametrize("levels", [("", "HIGH"), ("AS", ""), ("HIGH", "AS"), (None, "LOW"), ("as", "LOW")])
def test_what_is_no_level_has_no_box(levels):
    with pytest.raises(ValueError, match="ABOVE, AS or BELOW"):
        talent_box(*levels)


@pytest.mark.parametrize("match", [-1, "x", 91.0, None, True, Decimal("NaN")])
def test_what_is_no_match_is_refused(match):
    with pytest.raises(ValueError):
        potential_level(match)


def test_unknown_rating_is_refused():
    with pytest.raises(ValueError):
        performance_level("HEBAT")


@pytest.mark.parametrize(
    ("inputs", "missing"),
    [
        (TalentInputs("", ((3, 3),)), (MissingInput.RATING,)),
        (TalentInputs("BAIK", (), has_position=False), (MissingInput.POSITION,)),
        (TalentInputs("BAIK", ()), (MissingInput.POSITION,)),
        (TalentInputs("BAIK", ((3, None), (3, None))), (MissingInput.LEVELS,)),
        (TalentInputs("BAIK", ((3, 3), (3, None), (3, None))), (MissingInput.TOO_FEW,)),
        (TalentInputs("", ()), (MissingInput.RATING, MissingInput.POSITION)),
    ],
)
def test_what_is_missing_is_named_and_is_no_box(inputs, missing):
    found = place(inputs)

    assert (found.box, found.missing) == (None, missing)


def test_half_of_the_levels_is_enough():
    found = place(TalentInputs("BAIK", ((3, 3), (3, None))))

    assert (found.performance, found.potential, found.box, found.missing) == (
        PerformanceLevel.AS,
        PotentialLevel.HIGH,
        8,
        (),
    )


def test_surplus_counts_as_full():
    found = place(TalentInputs("SANGAT_BAIK", ((2, 5), (2, 3))))

    assert (found.match, found.box) == (Decimal(100), 9)


def test_mode_b_has_a_score():
    # 25 of 27 levels: 92.59 %.
    levels = (*((3, 3),) * 7, (3, 2), (3, 2))

    assert place(TalentInputs("BAIK", levels), MODE_B).score == Decimal("86.30")
    assert place(TalentInputs("BAIK", levels)).score is None


def test_pool_boxes_recommend_succession_and_the_lowest_only_the_regulations():
    succession = {TalentAction.SUCCESSION, TalentAction.SUCCESSION_NATIONAL}

    assert [bool(succession & set(box_actions(box))) for box in range(1, 10)] == [False] * 6 + [True] * 3
    assert box_actions(1) == (TalentAction.PROCESS,)
    with pytest.raises(ValueError, match="1 to 9"):
        box_actions(0)


def test_rules_follow_from_a_stored_value():
    value = {
        "mode": "SKOR",
        "high": 90,
        "medium": 78,
        "upper": 85,
        "middle": 60,
        "share": 40,
        "least_known": 50,
        "scores": {"SANGAT_BAIK": 100, "BAIK": 80, "BUTUH_PERBAIKAN": 60, "KURANG": 40, "SANGAT_KURANG": 20},
    }

    rules = rules_of(value)

    assert performance_level("BAIK", rules) == PerformanceLevel.AS
    assert talent_score("BAIK", "50", rules) == Decimal("62.00")
