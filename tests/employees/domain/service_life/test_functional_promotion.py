import json
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from employees.domain.ranks import RankError
from employees.domain.service_life import (
    DEFAULT_CREDIT_NEEDS,
    Eligibility,
    Reason,
    ReasonCode,
    ServiceLifeError,
    functional_promotion,
)
from employees.enums import FUNCTIONAL_LEVELS, PNS_RANKS, RANKS, FunctionalLevel

FIT = {
    "level": "PT",
    "rank": "III/a",
    "rank_since": date(2024, 11, 1),
    "credit_points": 50,
    "ratings": {2024: "BAIK", 2025: "SANGAT_BAIK"},
    "on": date(2026, 11, 1),
}


def promotion(**values):
    return functional_promotion(**{**FIT, **values})


def test_functional_promotion():
    assert promotion() == Eligibility(eligible=True, earliest=date(2026, 11, 1), reasons=(), next_rank="III/b")


def test_credit_condition_ex_5_11():
    found = promotion(level="TR", rank="II/b", credit_points=Decimal("17.50") + Decimal("5.00"))

    assert (found.eligible, found.next_rank) == (True, "II/c")


@pytest.mark.parametrize(
    ("level", "rank", "needs"),
    [
        ("TR", "II/b", 20),
        ("TR", "II/c", 40),
        ("MH", "III/a", 50),
        ("PY", "III/c", 100),
        ("PT", "III/a", 50),
        ("MU", "III/c", 100),
        ("MA", "IV/a", 150),
        ("MA", "IV/b", 300),
        ("UT", "IV/d", 200),
    ],
)
def test_credit_points_within_a_level(level, rank, needs):
    enough = promotion(level=level, rank=rank, credit_points=needs)
    short = promotion(level=level, rank=rank, credit_points=needs - Decimal("0.01"))

    assert enough.eligible
    assert short.reasons == (Reason(ReasonCode.CREDIT_MISSING, has=needs - Decimal("0.01"), needs=Decimal(needs)),)
    assert short.earliest == date(2026, 11, 1)


@pytest.mark.parametrize(
    ("level", "rank", "above", "needs"),
    [
        ("PM", "II/a", "TR", 15),
        ("TR", "II/d", "MH", 60),
        ("MH", "III/b", "PY", 100),
        ("PT", "III/b", "MU", 100),
        ("MU", "III/d", "MA", 200),
        ("MA", "IV/c", "UT", 450),
        ("MU", "IV/a", "MA", 200),  # a rank beyond the level's own
        ("PT", "III/d", "MA", 100),  # IV/a belongs to Ahli Madya, not to the level in between
    ],
)
def test_credit_points_at_the_border_of_a_level(level, rank, above, needs):
    border = Reason(ReasonCode.NEXT_LEVEL, level=above, needs=Decimal(needs))
    missing = Reason(ReasonCode.CREDIT_MISSING, has=Decimal(needs - 1), needs=Decimal(needs))

    assert promotion(level=level, rank=rank, credit_points=needs - 1).reasons == (missing, border)
    to_check = promotion(level=level, rank=rank, credit_points=needs)
    assert (to_check.eligible, to_check.reasons, border.is_unknown) == (True, (border,), True)
    assert not promotion(level=level, rank=rank, credit_points=needs - 1).eligible
    assert promotion(level=level, rank=rank, credit_points=needs, is_cleared_for_next_level=True).eligible
    cleared = promotion(level=level, rank=rank, credit_points=needs - 1, is_cleared_for_next_level=True)
    assert cleared.reasons == (missing,)


@pytest.mark.parametrize("rank", ["III/c", "III/d"])
def test_rank_below_the_level_needs_no_points(rank):
    found = promotion(level="MA", rank=rank, credit_points=0)

    assert found.eligible


def test_highest_level_of_a_category():
    found = promotion(level="PY", rank="III/d", credit_points=500)

    assert found == Eligibility(False, None, (Reason(ReasonCode.HIGHEST_LEVEL, level="PY"),), "IV/a")


def test_a_level_below_the_highest_ends_where_its_category_ends():
    found = promotion(level="TR", rank="III/d", credit_points=500)

    assert found.reasons == (Reason(ReasonCode.HIGHEST_LEVEL, level="PY"),)


def test_highest_rank():
    found = promotion(level="UT", rank="IV/e", credit_points=500)

    assert found == Eligibility(False, None, (Reason(ReasonCode.HIGHEST_RANK, rank="IV/e"),), None)


def test_pppk_are_not_promoted():
    found = promotion(rank="IX")

    assert found == Eligibility(False, None, (Reason(ReasonCode.NO_RANK_PROMOTION, rank="IX"),), None)


@pytest.mark.parametrize(
    ("rank_since", "on", "eligible"),
    [
        (date(2024, 11, 1), date(2026, 10, 31), False),
        (date(2024, 11, 1), date(2026, 11, 1), True),
        (date(2024, 11, 2), date(2026, 11, 30), False),
        (date(2024, 11, 2), date(2026, 12, 1), True),
    ],
)
def test_two_years_in_rank(rank_since, on, eligible):
    assert promotion(rank_since=rank_since, on=on).eligible is eligible


def test_all_reasons_are_given():
    found = promotion(
        rank="III/b",
        rank_since=date(2026, 1, 1),
        credit_points=60,
        ratings={2025: "KURANG"},
        active_sanction="S",
        is_active=False,
    )

    assert [reason.code.value for reason in found.reasons] == [
        "not_active",
        "too_early",
        "rating_low",
        "rating_missing",
        "sanction",
        "credit_missing",
        "next_level",
    ]


def test_light_sanction_does_not_block():
    assert promotion(active_sanction="R").eligible


def test_needs_survive_json():
    stored = json.loads(json.dumps({**DEFAULT_CREDIT_NEEDS, "PT": [60, 120]}))

    assert promotion(needs=stored, credit_points="60").eligible
    assert not promotion(needs=stored, credit_points="59.99").eligible


def test_needs_cover_every_level():
    assert DEFAULT_CREDIT_NEEDS.keys() == set(FunctionalLevel.values)


@pytest.mark.parametrize("level", FunctionalLevel)
def test_the_next_level_needs_as_much_as_all_ranks_of_this_one(level):
    per_rank, for_level = DEFAULT_CREDIT_NEEDS[level.value]
    info = FUNCTIONAL_LEVELS[level]

    if for_level is not None:
        assert for_level == per_rank * (RANKS[info.highest_rank].order - RANKS[info.lowest_rank].order + 1)


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        ({"level": "XX"}, ServiceLifeError),
        ({"rank": "III/z"}, RankError),
        ({"credit_points": -1}, ServiceLifeError),
        ({"credit_points": 50.0}, ServiceLifeError),
        ({"credit_points": "many"}, ServiceLifeError),
        ({"credit_points": Decimal("NaN")}, ServiceLifeError),
        ({"credit_points": None}, ServiceLifeError),
        ({"needs": {}}, ServiceLifeError),
        ({"needs": {"PT": 50}}, ServiceLifeError),
        ({"needs": {"PT": [50]}}, ServiceLifeError),
        ({"needs": {"PT": [None, 100]}}, ServiceLifeError),
        ({"rank": "III/b", "needs": {"PT": [50, None]}}, ServiceLifeError),
        ({"ratings": {2025: "Baik"}}, ServiceLifeError),
        ({"on": None}, ServiceLifeError),
    ],
)
def test_functional_promotion_refuses(wrong, error):
    with pytest.raises(error):
        promotion(**wrong)


@given(
    level=st.sampled_from(FunctionalLevel.values),
    rank=st.sampled_from([rank.code for rank in PNS_RANKS]),
    points=st.decimals(0, 500, places=2),
    more=st.decimals(0, 500, places=2),
)
def test_more_points_never_harm(level, rank, points, more):
    fewer = promotion(level=level, rank=rank, credit_points=points)
    greater = promotion(level=level, rank=rank, credit_points=points + more)

    assert fewer.eligible <= greater.eligible
    assert fewer.eligible is all(reason.is_unknown for reason in fewer.reasons)
