"""Who may register."""

import datetime

import pytest

from training.domain.eligibility import (
    Applicant,
    Criterion,
    check_rules,
    full_years,
    is_eligible,
    verdicts,
    years_later,
)

ON = datetime.date(2026, 11, 22)
SITI = Applicant(
    employment_type="PNS",
    rank_order=11,
    position_type="FUNGSIONAL",
    position_level="MU",
    education="40",
    service_since=datetime.date(2016, 11, 22),
    completed={7: datetime.date(2024, 11, 22)},
)


@pytest.mark.parametrize(
    ("rules", "criterion", "is_met"),
    [
        ({"employment": ["PNS", "CPNS"]}, Criterion.EMPLOYMENT, True),
        ({"employment": ["PPPK"]}, Criterion.EMPLOYMENT, False),
        ({"rank_from": 11, "rank_to": 11}, Criterion.RANK, True),
        ({"rank_from": 12}, Criterion.RANK, False),
        ({"rank_to": 10}, Criterion.RANK, False),
        ({"positions": ["FUNGSIONAL"]}, Criterion.POSITION, True),
        ({"positions": ["MU"]}, Criterion.POSITION, True),
        ({"positions": ["PELAKSANA", "MA"]}, Criterion.POSITION, False),
        ({"education": "40"}, Criterion.EDUCATION, True),
        ({"education": "45"}, Criterion.EDUCATION, False),
        ({"service_years": 10}, Criterion.SERVICE, True),
        ({"service_years": 11}, Criterion.SERVICE, False),
        ({"prerequisites": [7]}, Criterion.PREREQUISITE, True),
        ({"prerequisites": [7, 8]}, Criterion.PREREQUISITE, False),
        ({"not_within_years": 2}, Criterion.REPEAT, True),
        ({"not_within_years": 3}, Criterion.REPEAT, False),
    ],
)
def test_each_rule_has_its_verdict(rules, criterion, is_met):
    (verdict,) = verdicts(rules, SITI, programme=7, on=ON)

    assert (verdict.criterion, verdict.is_met) == (criterion, is_met)
    assert is_eligible([verdict]) is is_met


def test_without_rules_everybody_may():
    assert verdicts({}, Applicant(employment_type="PPPK"), programme=1, on=ON) == []
    assert is_eligible([])


def test_what_is_not_on_record_fails_and_says_so():
    rules = {"rank_from": 1, "positions": ["PELAKSANA"], "education": "05", "service_years": 1}

    found = verdicts(rules, Applicant(employment_type="PPPK"), programme=1, on=ON)

    assert [(each.is_met, each.is_unknown) for each in found] == [(False, True)] * 4


def test_missing_prerequisites_are_named():
    (verdict,) = verdicts({"prerequisites": [7, 8, 9]}, SITI, programme=1, on=ON)

    assert verdict.wanted == [8, 9]


def test_empty_rules_are_left_out_and_strange_ones_refused():
    assert check_rules({"employment": [], "rank_from": None, "education": "", "service_years": 0}) == {}
    assert check_rules({"employment": ["PNS"], "service_years": 2}) == {"employment": ["PNS"], "service_years": 2}
    for strange in (
        [],
        {"colour": "red"},
        {"service_years": -1},
        {"employment": "PNS"},
        {"rank_from": 9, "rank_to": 8},
    ):
        with pytest.raises(ValueError):
            check_rules(strange)


def test_years_are_counted_by_the_calendar():
    assert full_years(datetime.date(2020, 11, 23), ON) == 5
    assert full_years(datetime.date(2027, 1, 1), ON) == 0
    assert years_later(datetime.date(2024, 2, 29), 1) == datetime.date(2025, 3, 1)
    assert years_later(datetime.date(2024, 2, 29), 4) == datetime.date(2028, 2, 29)
