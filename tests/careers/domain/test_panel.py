"""Scores of a panel. EX-6.9 and EX-6.10 stand with `check_panel`."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careers.domain.panel import (
    PanelMean,
    Severity,
    Visibility,
    assessor_severity,
    check_criteria,
    panel_mean,
    rubric_score,
    visibility,
)

D = Decimal


@pytest.mark.parametrize(
    ("weights", "faults"),
    [
        ([], ["none"]),
        (["100"], []),
        (["60", "40"], []),
        (["60", "39.99"], ["sum"]),
        (["100", "0"], ["not_positive"]),
        (["110", "-10"], ["not_positive"]),
    ],
)
def test_weights_of_criteria(weights, faults):
    assert check_criteria([D(weight) for weight in weights]) == faults


@pytest.mark.parametrize(
    ("weights", "levels", "score"),
    [
        ({1: "100"}, {1: 1}, "20.00"),
        ({1: "100"}, {1: 5}, "100.00"),
        ({1: "50", 2: "30", 3: "20"}, {1: 4, 2: 5, 3: 3}, "82.00"),
        # 33.33 × 80 + 66.67 × 60 = 66.666 → half up
        ({1: "33.33", 2: "66.67"}, {1: 4, 2: 3}, "66.67"),
    ],
)
def test_score_by_rubric(weights, levels, score):
    assert rubric_score({key: D(weight) for key, weight in weights.items()}, levels) == D(score)


@pytest.mark.parametrize("levels", [{}, {1: 0}, {1: 6}, {2: 3}, {1: 3, 2: 3}])
def test_a_level_for_every_criterion(levels):
    with pytest.raises(ValueError):
        rubric_score({1: D(100)}, levels)


@pytest.mark.parametrize(
    ("scores", "mean"),
    [
        (["80"], PanelMean(D("80.00"), None, 1)),
        (["80", "80"], PanelMean(D("80.00"), D("0.00"), 2)),
        # s = √(400/3), s/√4 = 5.77
        (["70", "90", "70", "90"], PanelMean(D("80.00"), D("5.77"), 4)),
        (["80", "81", "82"], PanelMean(D("81.00"), D("0.58"), 3)),
    ],
)
def test_mean_of_a_panel(scores, mean):
    assert panel_mean([D(score) for score in scores]) == mean


def test_nobody_scored():
    with pytest.raises(ValueError, match="Nobody"):
        panel_mean([])


def additive(candidates, assessors, *, without=()):
    return {
        (assessor, candidate): D(points) + D(effect)
        for candidate, points in candidates.items()
        for assessor, effect in assessors.items()
        if (assessor, candidate) not in without
    }


CANDIDATES = {"a": "60", "b": "70", "c": "75", "d": "80", "e": "90"}


def test_strictness_is_found_though_the_strict_one_missed_the_best():
    """Plain means would blame the wrong one: P3 judged only the weaker candidates."""
    scores = additive(CANDIDATES, {"P1": "4", "P2": "-4", "P3": "0"}, without={("P3", "d"), ("P3", "e")})

    assert assessor_severity(scores) == {
        "P1": Severity(D("4.00"), D("0.00"), 5, is_marked=True),
        "P2": Severity(D("-4.00"), D("0.00"), 5, is_marked=True),
        "P3": Severity(D("0.00"), D("0.00"), 3, is_marked=False),
    }


def test_few_candidates_mark_nobody():
    scores = additive({"a": "60", "b": "70"}, {"P1": "5", "P2": "-5"})

    assert [severity.is_marked for severity in assessor_severity(scores).values()] == [False, False]


@pytest.mark.parametrize(
    "scores",
    [
        {},
        {("P1", "a"): D(80)},
        # No candidate in common: nobody knows who is strict and who had the weak ones.
        {("P1", "a"): D(80), ("P2", "b"): D(60)},
    ],
)
def test_what_can_not_be_told_is_not_told(scores):
    assert assessor_severity(scores) == {}


def test_two_scores_have_no_error():
    assert assessor_severity({("P1", "a"): D(80), ("P2", "a"): D(70)}) == {
        "P1": Severity(D("5.00"), None, 1, is_marked=False),
        "P2": Severity(D("-5.00"), None, 1, is_marked=False),
    }


@given(
    st.lists(st.integers(-5, 5), min_size=2, max_size=7),
    st.lists(st.integers(30, 70), min_size=1, max_size=6),
)
def test_effects_of_an_additive_panel_come_back(effects, points):
    candidates = {f"c{number}": str(point) for number, point in enumerate(points)}
    assessors = {f"p{number}": str(effect) for number, effect in enumerate(effects)}
    mean = D(sum(effects)) / len(effects)

    found = assessor_severity(additive(candidates, assessors))

    for number, effect in enumerate(effects):
        assert abs(found[f"p{number}"].effect - (effect - mean)) <= D("0.005")


@pytest.mark.parametrize(
    ("facts", "seen"),
    [
        ({"has_scored": False}, Visibility(may_score=True, may_change=False, shows_others=False)),
        ({"has_scored": True}, Visibility(may_score=False, may_change=True, shows_others=False)),
        ({"has_scored": True, "all_scored": True}, Visibility(may_score=False, may_change=False, shows_others=True)),
        (
            {"has_scored": True, "all_scored": True, "discussed": True},
            Visibility(may_score=False, may_change=True, shows_others=True),
        ),
        ({"has_scored": False, "in_conflict": True}, Visibility(False, False, False)),
        ({"has_scored": True, "is_open": False}, Visibility(False, False, False)),
        ({"has_scored": True, "all_scored": True, "is_open": False}, Visibility(False, False, True)),
    ],
)
def test_own_score_first_then_the_others(facts, seen):
    everything = {"in_conflict": False, "is_open": True, "all_scored": False, "discussed": False, **facts}

    assert visibility(**everything) == seen
