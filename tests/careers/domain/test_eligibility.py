"""Requirements against records."""

import datetime

import pytest

from careers.domain.eligibility import Found, Held, Outcome, PersonFacts, age_on, check_requirement, months_held

CLOSES = datetime.date(2026, 12, 31)
APPOINTED = datetime.date(2027, 2, 1)
BORN = datetime.date(1980, 2, 1)


def check(kind, value, **facts):
    return check_requirement(
        kind, value, PersonFacts(birth_date=facts.pop("birth_date", BORN), **facts), on=CLOSES, appointed_on=APPOINTED
    )


@pytest.mark.parametrize(
    ("rank", "outcome"),
    [
        ("III/b", Outcome.NOT_MET),
        ("III/c", Outcome.MET),
        ("IV/a", Outcome.MET),
        ("", Outcome.BY_HAND),
        ("IX", Outcome.BY_HAND),
    ],
)
def test_rank(rank, outcome):
    assert check("rank", {"rank": "III/c"}, rank=rank).outcome == outcome


@pytest.mark.parametrize(
    ("level", "outcome"),
    [("30", Outcome.NOT_MET), ("35", Outcome.MET), ("40", Outcome.MET), ("", Outcome.BY_HAND)],
)
def test_education_s1_or_d4(level, outcome):
    assert check("education", {"level": "35"}, education=level).outcome == outcome


@pytest.mark.parametrize(
    ("since", "outcome"),
    [(datetime.date(2024, 1, 1), Outcome.MET), (datetime.date(2024, 1, 2), Outcome.NOT_MET)],
)
def test_experience_three_years_to_the_day(since, outcome):
    held = [Held(since, None, "PENGAWAS")]

    finding = check("experience", {"years": 3, "types": ["PENGAWAS"], "levels": ["MU"]}, positions=held)

    assert (finding.outcome, finding.found) == (outcome, Found.MONTHS)


def test_experience_adds_up_periods_and_functional_levels_and_leaves_out_the_rest():
    held = [
        Held(datetime.date(2010, 1, 1), datetime.date(2011, 7, 1), "PENGAWAS"),
        Held(datetime.date(2011, 7, 1), datetime.date(2012, 1, 1), "PELAKSANA"),
        Held(datetime.date(2012, 1, 1), datetime.date(2013, 7, 1), "FUNGSIONAL", "MU"),
        Held(datetime.date(2027, 1, 1), None, "PENGAWAS"),
    ]

    assert months_held(held, ["PENGAWAS"], ["MU"], CLOSES) == 36


@pytest.mark.parametrize(
    ("birth_date", "outcome"),
    [
        (datetime.date(1970, 2, 2), Outcome.MET),
        (datetime.date(1970, 2, 1), Outcome.NOT_MET),
    ],
)
def test_age_counts_on_the_day_of_appointment(birth_date, outcome):
    assert check("age", {"most": 56}, birth_date=birth_date).outcome == outcome


def test_age_on_a_leap_day():
    assert age_on(datetime.date(2004, 2, 29), datetime.date(2026, 2, 28)) == 21
    assert age_on(datetime.date(2004, 2, 29), datetime.date(2026, 3, 1)) == 22


@pytest.mark.parametrize(
    ("ratings", "outcome", "found"),
    [
        ({2025: "BAIK", 2024: "SANGAT_BAIK"}, Outcome.MET, Found.RATINGS),
        ({2025: "BAIK", 2024: "BUTUH_PERBAIKAN"}, Outcome.NOT_MET, Found.RATINGS),
        ({2025: "BAIK"}, Outcome.BY_HAND, Found.RATING_MISSING),
        # A poor year counts against, whether or not the other one is on record.
        ({2024: "KURANG"}, Outcome.NOT_MET, Found.RATINGS),
        ({2026: "BAIK", 2023: "BAIK"}, Outcome.BY_HAND, Found.RATING_MISSING),
    ],
)
def test_ratings_of_the_last_two_years(ratings, outcome, found):
    finding = check("rating", {"least": "BAIK", "years": 2}, ratings=ratings)

    assert (finding.outcome, finding.found) == (outcome, found)


@pytest.mark.parametrize(
    ("period", "outcome"),
    [
        ((datetime.date(2026, 1, 1), None), Outcome.NOT_MET),
        ((datetime.date(2026, 1, 1), CLOSES), Outcome.MET),
        ((datetime.date(2026, 1, 1), datetime.date(2027, 1, 1)), Outcome.NOT_MET),
        ((datetime.date(2027, 1, 1), None), Outcome.MET),
    ],
)
def test_discipline_in_force_on_the_last_day(period, outcome):
    assert check("discipline", {}, sanctions=[period]).outcome == outcome


def test_training_not_on_record_is_left_to_a_person():
    assert check("training", {"leadership": "x"}, leadership_trainings=frozenset({"x"})).outcome == Outcome.MET
    assert check("training", {"leadership": "x"}).outcome == Outcome.BY_HAND


def test_what_no_record_tells_is_left_to_a_person():
    assert check("other", {}).outcome == Outcome.BY_HAND
