"""Weights, panel, final score: the worked examples of the reference and both sides of each bound."""

from decimal import Decimal

import pytest

from careers.domain.selection import (
    PanelFault,
    WeightFault,
    WeightFaultCode,
    check_panel,
    check_weights,
    final_score,
)

FULL = {"paper": 20, "assessment": 25, "interview": 35, "track_record": 20}


def test_final_score_ex_6_6():
    scores = {"paper": 80, "assessment": 76, "interview": 84, "track_record": 90}

    assert final_score(FULL, scores) == Decimal("82.40")
    assert final_score([20, 25, 35, 20], [80, 76, 84, 90]) == Decimal("82.40")


def test_final_score_rounds_half_up():
    assert final_score({"a": 50, "b": 50}, {"a": "80.01", "b": "80.00"}) == Decimal("80.01")


def test_final_score_leaves_out_what_has_no_weight():
    assert final_score({"check": 0, "interview": 100}, {"interview": 70}) == Decimal("70.00")


@pytest.mark.parametrize(
    ("weights", "scores", "fault"),
    [
        ({"a": 50, "b": 40}, {"a": 1, "b": 1}, "add up"),
        ({}, {}, "add up"),
        ({"a": 50, "b": 50}, {"a": 1}, "missing"),
        ({"a": 100}, {"a": 1, "b": 1}, "no weight"),
        ({"a": 100}, {"a": 101}, "0 to 100"),
        ({"a": 100}, {"a": "x"}, "not a number"),
        ({"a": 100}, {"a": "NaN"}, "0 to 100"),
        ({"a": 100}, {"a": True}, "a number|0 to 100"),
    ],
)
def test_final_score_refuses(weights, scores, fault):
    with pytest.raises(ValueError, match=fault):
        final_score(weights, scores)


def test_the_single_fully_valid_set():
    assert check_weights(FULL) == []
    assert check_weights([20, 25, 35, 20]) == []


def test_names_of_offices_are_understood():
    assert check_weights({"Makalah": 20, "Assessment Center": 25, "wawancara": 35, "rekam jejak": 20}) == []


def test_weights_ex_6_7():
    faults = check_weights({"paper": 25, "assessment": 25, "interview": 30, "track_record": 20})

    assert faults == [WeightFault(WeightFaultCode.TOO_HIGH, "paper", Decimal(25), Decimal(15), Decimal(20))]


def test_weights_ex_6_8():
    faults = check_weights({"paper": 15, "assessment": 20, "interview": 30, "track_record": 15})

    assert faults == [WeightFault(WeightFaultCode.SUM, found=Decimal(80))]


@pytest.mark.parametrize(("interview", "code"), [("29.99", "too_low"), ("35.01", "too_high")])
def test_weights_just_outside(interview, code):
    codes = [fault.code for fault in check_weights({**FULL, "interview": interview})]

    assert codes == [code, "sum"]


def test_missing_and_unknown_components():
    codes = [(fault.code, fault.component) for fault in check_weights({"interview": 35, "exam": 65})]

    assert codes == [
        ("missing", "paper"),
        ("missing", "assessment"),
        ("missing", "track_record"),
        ("unknown", "exam"),
    ]


def test_panel_ex_6_9():
    assert check_panel(7, 4) == [PanelFault.TOO_MANY_INTERNAL]
    assert check_panel(7, 3) == []


def test_panel_ex_6_10():
    assert check_panel(6, 2) == [PanelFault.EVEN]


@pytest.mark.parametrize(
    ("size", "internal", "faults"),
    [
        (5, 2, []),
        (5, 3, [PanelFault.TOO_MANY_INTERNAL]),
        (9, 4, []),
        (9, 5, [PanelFault.TOO_MANY_INTERNAL]),
        (3, 1, [PanelFault.TOO_SMALL]),
        (11, 4, [PanelFault.TOO_LARGE]),
        (0, 0, [PanelFault.EVEN, PanelFault.TOO_SMALL]),
    ],
)
def test_panel_bounds(size, internal, faults):
    assert check_panel(size, internal) == faults


@pytest.mark.parametrize(("size", "internal"), [(-1, 0), (5, 6), (5, -1), (True, 0)])
def test_panel_refuses_numbers_that_none_has(size, internal):
    with pytest.raises(ValueError, match=r"panel"):
        check_panel(size, internal)
