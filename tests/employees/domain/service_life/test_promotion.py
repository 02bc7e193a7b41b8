import json
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from employees.domain.education import EducationError
from employees.domain.ranks import RankError
from employees.domain.service_life import (
    DEFAULT_CEILINGS,
    Eligibility,
    Reason,
    ReasonCode,
    ServiceLifeError,
    regular_promotion,
)
from employees.enums import PNS_RANKS, PPPK_RANKS, RANKS, EducationLevel
from evaluations.domain.rating import performance_rating

GOOD = {2024: "BAIK", 2025: "SANGAT_BAIK"}
FIT = {
    "rank": "III/a",
    "rank_since": date(2022, 11, 1),
    "education": "S-1",
    "ratings": GOOD,
    "on": date(2026, 11, 1),
}


def promotion(**values):
    return regular_promotion(**{**FIT, **values})


def test_regular_promotion_ex_2_7():
    found = regular_promotion(
        rank="II/c",
        rank_since=date(2022, 10, 1),
        education="SLTA",
        ratings={2024: "BAIK", 2025: "SANGAT_BAIK"},
        on=date(2026, 10, 1),
    )

    assert found == Eligibility(eligible=True, earliest=date(2026, 10, 1), reasons=(), next_rank="II/d")


def test_regular_promotion_ex_2_8():
    found = regular_promotion(
        rank="III/b", rank_since=date(2020, 4, 1), education="SLTA", ratings=GOOD, on=date(2026, 10, 1)
    )

    assert found == Eligibility(
        eligible=False,
        earliest=None,
        reasons=(Reason(ReasonCode.CEILING, rank="III/b", education="15"),),
        next_rank="III/c",
    )


def test_regular_promotion_ex_2_9():
    found = regular_promotion(
        rank="III/a",
        rank_since=date(2022, 11, 1),
        education="S-1",
        ratings={2024: "BAIK", 2025: "BUTUH_PERBAIKAN"},
        on=date(2026, 11, 1),
    )

    assert found == Eligibility(
        eligible=False,
        earliest=date(2026, 11, 1),
        reasons=(Reason(ReasonCode.RATING_LOW, year=2025, rating="BUTUH_PERBAIKAN"),),
        next_rank="III/b",
    )


def test_regular_promotion_ex_2_10():
    found = regular_promotion(
        rank="III/c", rank_since=date(2023, 1, 1), education="S-1", ratings=GOOD, on=date(2026, 12, 1)
    )

    assert found == Eligibility(
        eligible=False,
        earliest=date(2027, 1, 1),
        reasons=(Reason(ReasonCode.TOO_EARLY, day=date(2027, 1, 1)),),
        next_rank="III/d",
    )


@pytest.mark.parametrize(
    ("rank_since", "on", "eligible", "earliest"),
    [
        (date(2022, 11, 1), date(2026, 10, 31), False, date(2026, 11, 1)),
        (date(2022, 11, 1), date(2026, 11, 1), True, date(2026, 11, 1)),
        (date(2022, 10, 2), date(2026, 10, 31), False, date(2026, 11, 1)),
        (date(2022, 10, 2), date(2026, 11, 1), True, date(2026, 11, 1)),
        (date(2020, 2, 29), date(2026, 11, 1), True, date(2024, 3, 1)),
        (date(2026, 12, 1), date(2026, 11, 1), False, date(2030, 12, 1)),
    ],
)
def test_years_in_rank(rank_since, on, eligible, earliest):
    found = promotion(rank_since=rank_since, on=on)

    assert (found.eligible, found.earliest) == (eligible, earliest)


def test_years_in_rank_are_an_argument():
    assert promotion(rank_since=date(2023, 11, 1), years=3).eligible
    assert not promotion(rank_since=date(2023, 11, 1)).eligible


@pytest.mark.parametrize(
    ("education", "ceiling"),
    [
        ("SD", "II/a"),
        ("SLTP", "II/c"),
        ("SLTP kejuruan", "II/d"),
        ("SLTA", "III/b"),
        ("SMA/Sederajat", "III/b"),
        ("SMK", "III/b"),
        ("SPG", "III/b"),
        ("D-I", "III/b"),
        ("D-II", "III/b"),
        ("SGPLB", "III/c"),
        ("sgplb", "III/c"),
        ("D-III", "III/c"),
        ("Sarjana Muda", "III/c"),
        ("S-1", "III/d"),
        ("D-IV", "III/d"),
        ("S-2", "IV/a"),
        ("Dokter", "IV/a"),
        (" apoteker ", "IV/a"),
        ("S-3", "IV/b"),
        (EducationLevel.DOCTOR, "IV/b"),
    ],
)
def test_ceiling(education, ceiling):
    order = RANKS[ceiling].order
    below, at = PNS_RANKS[order - 2].code, PNS_RANKS[order - 1].code

    to_the_ceiling = promotion(education=education, rank=below)
    beyond = promotion(education=education, rank=at)

    assert (to_the_ceiling.eligible, to_the_ceiling.next_rank) == (True, ceiling)
    assert [(reason.code, reason.rank) for reason in beyond.reasons] == [("ceiling", ceiling)]
    assert (beyond.eligible, beyond.earliest) == (False, None)


def test_ceilings_cover_every_level():
    assert DEFAULT_CEILINGS.keys() >= set(EducationLevel.values)


def test_ceilings_survive_json():
    stored = json.loads(json.dumps({**DEFAULT_CEILINGS, "15": "III/c"}))

    assert promotion(rank="III/b", education="SLTA", ceilings=stored).eligible


@pytest.mark.parametrize(
    ("ratings", "reasons"),
    [
        ({2024: "BAIK", 2025: "BAIK"}, ()),
        ({2023: "KURANG", 2024: "BAIK", 2025: "BAIK", 2026: "SANGAT_KURANG"}, ()),
        ({2025: "BAIK"}, (Reason(ReasonCode.RATING_MISSING, year=2024),)),
        ({2024: "BAIK"}, (Reason(ReasonCode.RATING_MISSING, year=2025),)),
        ({}, (Reason(ReasonCode.RATING_MISSING, year=2025), Reason(ReasonCode.RATING_MISSING, year=2024))),
        (
            {2024: "KURANG"},
            (
                Reason(ReasonCode.RATING_MISSING, year=2025),
                Reason(ReasonCode.RATING_LOW, year=2024, rating="KURANG"),
            ),
        ),
        (
            {2024: "BAIK", 2025: "SANGAT_KURANG"},
            (Reason(ReasonCode.RATING_LOW, year=2025, rating="SANGAT_KURANG"),),
        ),
    ],
)
def test_ratings_of_the_last_two_calendar_years(ratings, reasons):
    found = promotion(ratings=ratings)

    assert (found.eligible, found.reasons) == (not reasons, reasons)
    assert found.earliest == date(2026, 11, 1)


@pytest.mark.parametrize(("on", "years"), [(date(2026, 12, 31), [2025, 2024]), (date(2027, 1, 1), [2026, 2025])])
def test_the_years_that_count_change_with_the_calendar_year(on, years):
    assert [reason.year for reason in promotion(ratings={}, on=on).reasons] == years


@pytest.mark.parametrize(("required", "eligible"), [(0, True), (1, True), (2, False)])
def test_number_of_ratings_is_an_argument(required, eligible):
    assert promotion(ratings={2025: "BAIK"}, ratings_required=required).eligible is eligible


def test_ratings_are_the_words_of_the_evaluations():
    rating = performance_rating("ABOVE", "ABOVE")

    assert promotion(ratings={2024: rating, 2025: rating}).eligible


@pytest.mark.parametrize(("level", "eligible"), [(None, True), ("", True), ("R", True), ("S", False), ("B", False)])
def test_sanction_in_force(level, eligible):
    found = promotion(active_sanction=level)

    assert found.eligible is eligible
    assert found.reasons == (() if eligible else (Reason(ReasonCode.SANCTION, level=level),))
    assert found.earliest == date(2026, 11, 1)


def test_blocking_sanctions_are_an_argument():
    assert promotion(active_sanction="S", blocking_sanctions=("B",)).eligible
    assert not promotion(active_sanction="R", blocking_sanctions=("R", "S", "B")).eligible


def test_not_active():
    found = promotion(is_active=False)

    assert (found.eligible, found.reasons) == (False, (Reason(ReasonCode.NOT_ACTIVE),))


def test_highest_rank():
    found = promotion(rank="IV/e", education="S-3")

    assert found == Eligibility(False, None, (Reason(ReasonCode.HIGHEST_RANK, rank="IV/e"),), None)


@pytest.mark.parametrize("rank", [rank.code for rank in PPPK_RANKS])
def test_pppk_are_not_promoted(rank):
    found = promotion(rank=rank)

    assert found == Eligibility(False, None, (Reason(ReasonCode.NO_RANK_PROMOTION, rank=rank),), None)


def test_all_reasons_are_given():
    found = promotion(
        rank="III/d",
        rank_since=date(2025, 1, 1),
        ratings={2025: "KURANG"},
        active_sanction="B",
        is_active=False,
    )

    assert [reason.code.value for reason in found.reasons] == [
        "not_active",
        "ceiling",
        "too_early",
        "rating_low",
        "rating_missing",
        "sanction",
    ]


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        ({"rank": "III/z"}, RankError),
        ({"rank": None}, RankError),
        ({"education": "universitas"}, EducationError),
        ({"education": None}, EducationError),
        ({"education": "S-1", "ceilings": {"15": "III/b"}}, ServiceLifeError),
        ({"ceilings": {"40": "XI"}}, RankError),
        ({"ratings": {2025: "Baik"}}, ServiceLifeError),
        ({"ratings": {2025: None}}, ServiceLifeError),
        ({"ratings": {"2025": "BAIK"}}, ServiceLifeError),
        ({"active_sanction": "sedang"}, ServiceLifeError),
        ({"rank_since": None}, ServiceLifeError),
        ({"on": datetime(2026, 11, 1)}, ServiceLifeError),
        ({"years": -1}, ServiceLifeError),
        ({"ratings_required": -1}, ServiceLifeError),
    ],
)
def test_regular_promotion_refuses(wrong, error):
    with pytest.raises(error):
        promotion(**wrong)


@given(
    rank=st.sampled_from(list(RANKS)),
    education=st.sampled_from(EducationLevel.values),
    rank_since=st.dates(date(2015, 1, 1), date(2030, 1, 1)),
    on=st.dates(date(2026, 1, 1), date(2026, 12, 31)),
    sanction=st.sampled_from([None, "R", "S", "B"]),
)
def test_who_is_eligible_has_waited_and_stays_below_the_ceiling(rank, education, rank_since, on, sanction):
    found = promotion(rank=rank, education=education, rank_since=rank_since, on=on, active_sanction=sanction)

    assert found.eligible is (not found.reasons)
    if found.eligible:
        assert found.earliest <= on
        assert RANKS[found.next_rank].order == RANKS[rank].order + 1 <= RANKS[DEFAULT_CEILINGS[education]].order
    if found.earliest is not None:
        assert found.earliest.day == 1
        assert found.earliest - rank_since >= timedelta(4 * 365)


@pytest.mark.parametrize(
    ("reason", "parameters", "sentence"),
    [
        (Reason(ReasonCode.NOT_ACTIVE), {}, "active service"),
        (Reason(ReasonCode.NO_RANK_PROMOTION, rank="IX"), {"rank": "IX"}, "IX"),
        (Reason(ReasonCode.HIGHEST_RANK, rank="IV/e"), {"rank": "IV/e"}, "IV/e is the highest rank."),
        (
            Reason(ReasonCode.CEILING, rank="III/b", education="15"),
            {"rank": "III/b", "education": "15"},
            "With SLTA, regular promotion ends at III/b.",
        ),
        (
            Reason(ReasonCode.CEILING, rank="III/c", education="SGPLB"),
            {"rank": "III/c", "education": "SGPLB"},
            "With SGPLB, regular promotion ends at III/c.",
        ),
        (Reason(ReasonCode.HIGHEST_LEVEL, level="PY"), {"level": "PY"}, "PY"),
        (Reason(ReasonCode.TOO_EARLY, day=date(2027, 1, 1)), {"day": date(2027, 1, 1)}, "from 2027-01-01."),
        (Reason(ReasonCode.RATING_MISSING, year=2025), {"year": 2025}, "The rating of 2025 is missing."),
        (Reason(ReasonCode.RATING_LOW, year=2025, rating="KURANG"), {"year": 2025, "rating": "KURANG"}, "KURANG"),
        (Reason(ReasonCode.SANCTION, level="S"), {"level": "S"}, "level S"),
        (Reason(ReasonCode.CREDIT_MISSING, has=40, needs=50), {"has": 40, "needs": 50}, "40 credit points"),
        (Reason(ReasonCode.NEXT_LEVEL, level="MA", needs=200), {"level": "MA", "needs": 200}, "competency test"),
    ],
    ids=lambda value: value.code.value if isinstance(value, Reason) else None,
)
def test_reason(reason, parameters, sentence):
    assert reason.parameters == parameters
    assert sentence in str(reason)
