import datetime
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.domain.further_education import (
    Sanction,
    StudyCondition,
    StudyFacts,
    StudyRules,
    bond_factor,
    eligibility,
    extension_refusal,
    is_eligible,
    normal_months,
    planned_end,
    report_days,
    service_bond,
)
from training.enums import Degree, Funding

DAY = datetime.date
ON = DAY(2026, 7, 1)
FACTS = StudyFacts(
    is_pns=True,
    pns_since=DAY(2012, 1, 1),
    birthday_of_retirement=DAY(2043, 6, 10),
    ratings={2024: "BAIK", 2025: "SANGAT_BAIK"},
    degree="S2",
    is_released=True,
    starts_on=DAY(2026, 8, 1),
    accreditation="Baik Sekali",
)


def verdict(facts, condition, *, on=ON):
    return next(each for each in eligibility(facts, on=on) if each.condition == condition)


def test_enough_service_is_left():
    # EX-7.1
    found = verdict(FACTS, StudyCondition.REMAINING)

    assert (found.is_met, found.values["needed"], found.values["months"]) == (True, 72, 202)
    assert is_eligible(eligibility(FACTS, on=ON))


@pytest.mark.parametrize(("is_released", "needed"), [(True, 144), (False, 96)])
def test_too_little_service_is_left(is_released, needed):
    # EX-7.2
    facts = replace(
        FACTS,
        birthday_of_retirement=DAY(2032, 3, 1),
        degree="S3",
        starts_on=DAY(2026, 9, 1),
        is_released=is_released,
    )

    found = verdict(facts, StudyCondition.REMAINING)

    assert (found.is_met, found.values["needed"], found.values["months"]) == (False, needed, 66)
    assert not is_eligible(eligibility(facts, on=ON))


def test_bond_of_a_released_student():
    # EX-7.3: until 31 July 2032; the end of the span is the day after.
    bond = service_bond(
        starts_on=DAY(2026, 8, 1),
        last_day=DAY(2028, 7, 31),
        returned_on=DAY(2028, 8, 1),
        is_released=True,
        funding="state",
    )

    assert bond == (DAY(2028, 8, 1), DAY(2032, 8, 1))


def test_less_than_a_year_as_pns():
    # EX-7.4
    facts = replace(FACTS, pns_since=DAY(2026, 3, 1), starts_on=DAY(2027, 1, 1))

    found = verdict(facts, StudyCondition.SERVICE, on=DAY(2026, 11, 1))

    assert (found.is_met, found.values["months"]) == (False, 8)


@pytest.mark.parametrize(("on", "is_met"), [(DAY(2027, 2, 28), False), (DAY(2027, 3, 1), True)])
def test_a_year_as_pns_on_both_sides(on, is_met):
    assert verdict(replace(FACTS, pns_since=DAY(2026, 3, 1)), StudyCondition.SERVICE, on=on).is_met is is_met


@pytest.mark.parametrize(("birthday", "is_met"), [(DAY(2032, 7, 31), False), (DAY(2032, 8, 1), True)])
def test_remaining_service_on_both_sides(birthday, is_met):
    facts = replace(FACTS, birthday_of_retirement=birthday)

    assert verdict(facts, StudyCondition.REMAINING).is_met is is_met


@pytest.mark.parametrize(
    ("changes", "condition", "is_met"),
    [
        ({"is_pns": False}, StudyCondition.CIVIL_SERVANT, False),
        ({"pns_since": None}, StudyCondition.SERVICE, None),
        ({"ratings": {2024: "BUTUH_PERBAIKAN", 2025: "BAIK"}}, StudyCondition.RATINGS, False),
        ({"ratings": {2025: "BAIK"}}, StudyCondition.RATINGS, None),
        ({"ratings": {2023: "KURANG", 2024: "BAIK", 2025: "BAIK"}}, StudyCondition.RATINGS, True),
        ({"unpaid_leave": ((DAY(2026, 1, 1), DAY(2026, 7, 2)),)}, StudyCondition.UNPAID_LEAVE, False),
        ({"unpaid_leave": ((DAY(2026, 1, 1), DAY(2026, 7, 1)),)}, StudyCondition.UNPAID_LEAVE, True),
        ({"is_suspended": True}, StudyCondition.SUSPENSION, False),
        ({"sanctions": (Sanction("S", DAY(2024, 1, 1), DAY(2025, 7, 2)),)}, StudyCondition.DISCIPLINE, False),
        ({"sanctions": (Sanction("S", DAY(2024, 1, 1), DAY(2025, 7, 1)),)}, StudyCondition.DISCIPLINE, True),
        ({"sanctions": (Sanction("R", DAY(2026, 1, 1)),)}, StudyCondition.DISCIPLINE, True),
        ({"sanctions": (Sanction("B", DAY(2026, 1, 1), None, True),)}, StudyCondition.DISCIPLINE, True),
        ({"accreditation": "C"}, StudyCondition.ACCREDITATION, False),
        ({"accreditation": " baik  sekali"}, StudyCondition.ACCREDITATION, True),
        ({"accreditation": None}, StudyCondition.ACCREDITATION, None),
        ({"birthday_of_retirement": None}, StudyCondition.REMAINING, None),
        ({"is_studying": True}, StudyCondition.ONE_AT_A_TIME, False),
    ],
)
def test_each_condition(changes, condition, is_met):
    facts = replace(FACTS, **changes)

    assert verdict(facts, condition).is_met is is_met
    assert is_eligible(eligibility(facts, on=ON)) is (is_met is not False)


@pytest.mark.parametrize(
    ("degree", "months"), [("D1", 12), ("D2", 24), ("D3", 36), ("S1", 48), ("PR", 12), ("S2", 24), ("S3", 48)]
)
def test_normal_lengths(degree, months):
    assert normal_months(degree) == months


def test_length_of_the_call_stands_before_the_normal_one():
    assert normal_months("PR", 18) == 18
    assert planned_end(DAY(2026, 8, 1), "S2") == DAY(2028, 7, 31)
    with pytest.raises(ValueError, match="at least one month"):
        normal_months("S2", 0)
    with pytest.raises(ValueError, match="S9"):
        normal_months("S9")


@pytest.mark.parametrize(
    ("is_released", "funding", "factor"),
    [(True, "state", 2), (True, "own", 2), (False, "regional", 1), (False, "sponsor", 1), (False, "own", 0)],
)
def test_bond_factor(is_released, funding, factor):
    assert bond_factor(is_released=is_released, funding=funding) == factor


def test_bond_without_debt_and_out_of_order():
    dates = {"starts_on": DAY(2026, 8, 1), "last_day": DAY(2028, 7, 31), "returned_on": DAY(2028, 8, 1)}

    assert service_bond(**dates, is_released=False, funding="own") is None
    with pytest.raises(ValueError, match="Correct the dates"):
        service_bond(**{**dates, "returned_on": DAY(2028, 7, 30)}, is_released=True, funding="own")


@pytest.mark.parametrize(
    ("months", "granted", "refusal"),
    [(6, [], None), (6, [6], None), (7, [], ("months", 6)), (1, [6, 6], ("number", 2))],
)
def test_extension_limit(months, granted, refusal):
    assert extension_refusal(months, granted) == refusal


def test_reports_are_due_each_semester():
    assert report_days(DAY(2026, 8, 1), DAY(2028, 7, 31)) == (
        DAY(2027, 1, 31),
        DAY(2027, 7, 31),
        DAY(2028, 1, 31),
        DAY(2028, 7, 31),
    )
    assert report_days(DAY(2026, 8, 1), DAY(2026, 9, 1)) == (DAY(2026, 9, 1),)


days = st.dates(DAY(2000, 1, 1), DAY(2080, 1, 1))


@given(start=days, length=st.integers(1, 2000), pause=st.integers(1, 100), factor=st.integers(1, 3))
def test_bond_grows_with_the_study(start, length, pause, factor):
    last = start + datetime.timedelta(days=length)
    rules = StudyRules(bond_released=factor)
    spans = [
        service_bond(
            starts_on=start,
            last_day=last + datetime.timedelta(days=more),
            returned_on=last + datetime.timedelta(days=pause + 1),
            is_released=True,
            funding=Funding.STATE,
            rules=rules,
        )
        for more in (0, 1)
    ]

    assert spans[0][0] < spans[0][1]
    assert spans[0][1] - datetime.timedelta(days=4) <= spans[1][1]


@given(start=days, degree=st.sampled_from(Degree))
def test_reports_end_with_the_study(start, degree):
    last = planned_end(start, degree)
    found = report_days(start, last)

    assert list(found) == sorted(set(found))
    assert len(found) == normal_months(degree) // 6
    assert found[-1] == last
