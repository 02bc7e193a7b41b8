"""What comes next, by rule: each day and both sides of it."""

import datetime
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from employees.domain.outlook import (
    Assignment,
    Credential,
    Prospect,
    Sanction,
    ServiceFacts,
    ServiceRules,
    outlook,
    reason_as_plain,
)
from employees.domain.service_life.eligibility import Reason, ReasonCode
from employees.enums import Regime, WarningKind

D = datetime.date
ON = D(2026, 11, 22)
RULES = ServiceRules()
GOOD = {2024: "BAIK", 2025: "SANGAT_BAIK"}
# EX-2.7: SLTA, II/c since October 2022.
CLERK = ServiceFacts(
    regime=Regime.PNS,
    birth_date=D(1980, 5, 17),
    serves_since=D(2006, 1, 1),
    position_type="PELAKSANA",
    rank="II/c",
    rank_since=D(2022, 10, 1),
    education="15",
    ratings=GOOD,
    last_salary_step=D(2025, 3, 1),
    medals=frozenset({10, 20}),
)


def of_kind(kind, facts, *, rules=RULES, on=ON):
    return [each for each in outlook(facts, rules, on).prospects if each.kind is kind]


def one(kind, facts, **kwargs):
    (found,) = of_kind(kind, facts, **kwargs)
    return found


def codes(prospect):
    return [str(reason.code) for reason in prospect.reasons]


# --- Promotion --------------------------------------------------------------------------------------------------------


def test_promotion_is_due_when_the_years_are_complete():
    found = one(WarningKind.RANK_PROMOTION, CLERK)

    assert (found.due_on, found.warn_from, found.is_eligible) == (D(2026, 10, 1), D(2026, 7, 1), True)
    assert found.details == {"rank": "II/c", "next_rank": "II/d", "basis": "regular"}


@pytest.mark.parametrize(
    ("changes", "reasons"),
    [
        ({"ratings": {2025: "BAIK"}}, ["rating_missing"]),
        ({"ratings": {2024: "BAIK", 2025: "BUTUH_PERBAIKAN"}}, ["rating_low"]),
        ({"sanctions": (Sanction(D(2026, 6, 1), D(2027, 6, 1), "S"),)}, ["sanction"]),
        ({"sanctions": (Sanction(D(2026, 6, 1), D(2026, 11, 22), "S"),)}, []),
        ({"sanctions": (Sanction(D(2026, 6, 1), None, "B", cancelled_on=ON),)}, []),
        ({"sanctions": (Sanction(D(2026, 6, 1), None, "R"),)}, []),
        ({"is_active": False}, ["not_active"]),
        # EX-2.8: nothing above the ceiling of the diploma.
        ({"rank": "III/b"}, ["ceiling"]),
    ],
    ids=["no rating", "low", "sanction", "ended today", "taken back", "light", "on leave", "ceiling"],
)
def test_promotion_says_what_stands_in_the_way(changes, reasons):
    found = one(WarningKind.RANK_PROMOTION, replace(CLERK, **changes))

    assert (codes(found), found.is_eligible) == (reasons, not reasons)
    assert found.is_never == (reasons == ["ceiling"])


def test_coming_promotion_is_judged_on_its_day():
    # The sanction ends before the day, the rating of the year before it is not there yet.
    facts = replace(CLERK, rank_since=D(2023, 2, 1), sanctions=(Sanction(D(2026, 6, 1), D(2027, 1, 1), "S"),))

    found = one(WarningKind.RANK_PROMOTION, facts)

    assert (found.due_on, codes(found)) == (D(2027, 2, 1), ["rating_missing"])
    assert [reason.year for reason in found.reasons] == [2026]


def test_promotion_without_an_education_asks_for_it():
    found = one(WarningKind.RANK_PROMOTION, replace(CLERK, education=""))

    assert (found.missing, found.is_eligible) == (("education",), False)


def test_functional_promotion_counts_points_and_its_own_years():
    analyst = replace(
        CLERK,
        position_type="FUNGSIONAL",
        functional_level="PT",
        rank="III/a",
        rank_since=D(2024, 12, 1),
        education="40",
    )

    short = one(
        WarningKind.RANK_PROMOTION, replace(analyst, credit_points=Decimal("49.9"), ratings={**GOOD, 2026: "BAIK"})
    )
    enough = one(WarningKind.RANK_PROMOTION, replace(analyst, credit_points=Decimal(50)), on=D(2026, 12, 1))

    assert (short.due_on, codes(short)) == (D(2026, 12, 1), ["credit_missing"])
    assert (enough.is_eligible, enough.details["basis"]) == (True, "functional")


def test_what_the_portal_can_not_see_fails_nobody():
    expert = replace(
        CLERK,
        position_type="FUNGSIONAL",
        functional_level="PT",
        rank="III/b",
        rank_since=D(2024, 12, 1),
        credit_points=Decimal(100),
    )

    found = one(WarningKind.RANK_PROMOTION, expert, on=D(2026, 12, 1))

    assert (found.is_eligible, codes(found)) == (True, ["next_level"])
    assert not one(
        WarningKind.RANK_PROMOTION, replace(expert, credit_points=Decimal(99)), on=D(2026, 12, 1)
    ).is_eligible


@pytest.mark.parametrize(
    "changes",
    [{"regime": Regime.PPPK, "rank": "IX"}, {"rank": ""}, {"rank": "IV/e", "education": "50"}],
    ids=["contract staff", "no rank", "highest"],
)
def test_who_is_never_promoted_has_no_promotion(changes):
    assert of_kind(WarningKind.RANK_PROMOTION, replace(CLERK, **changes)) == []


# --- Salary step ------------------------------------------------------------------------------------------------------


def test_salary_step_follows_two_years_after_the_last():
    # EX-2.6
    found = one(WarningKind.SALARY_STEP, CLERK)

    assert (found.due_on, found.warn_from, found.is_eligible) == (D(2027, 3, 1), D(2026, 12, 1), True)


def test_missed_salary_step_stays_due():
    assert one(WarningKind.SALARY_STEP, replace(CLERK, last_salary_step=D(2023, 3, 1))).due_on == D(2025, 3, 1)


@pytest.mark.parametrize(
    ("on", "due"),
    [
        (D(2026, 3, 31), D(2026, 1, 1)),
        (D(2026, 4, 1), D(2028, 1, 1)),
        (D(2025, 12, 31), D(2026, 1, 1)),
    ],
    ids=["within the grace", "after it", "before"],
)
def test_without_a_step_on_record_the_cycle_runs_from_the_first_day(on, due):
    assert one(WarningKind.SALARY_STEP, replace(CLERK, last_salary_step=None), on=on).due_on == due


def test_poor_rating_stands_in_the_way_of_a_step():
    found = one(WarningKind.SALARY_STEP, replace(CLERK, ratings={2024: "BAIK", 2025: "KURANG"}))

    assert [reason_as_plain(reason) for reason in found.reasons] == [
        {"code": "rating_low", "year": 2025, "rating": "KURANG"}
    ]
    assert one(WarningKind.SALARY_STEP, replace(CLERK, ratings={2025: "BUTUH_PERBAIKAN"})).is_eligible


# --- Retirement -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "age", "is_assumed"),
    [
        ({}, 58, False),
        ({"position_type": "JPT_PRATAMA"}, 60, False),
        ({"position_type": "FUNGSIONAL", "functional_level": "UT"}, 65, False),
        ({"position_type": "FUNGSIONAL", "functional_level": ""}, 58, True),
        ({"position_type": ""}, 58, True),
        ({"regime": Regime.PPPK, "rank": "IX"}, 58, False),
    ],
)
def test_retirement_follows_the_position(changes, age, is_assumed):
    found = one(WarningKind.RETIREMENT, replace(CLERK, **changes))

    assert found.due_on == D(1980 + age, 6, 1)
    assert found.warn_from == D(1980 + age - 1, 6, 1)
    assert found.details == {"age": age, "is_assumed": is_assumed}


@pytest.mark.parametrize(
    ("holds_from", "age"), [(D(2038, 6, 1), 60), (D(2038, 6, 2), 58)], ids=["on the day", "a day later"]
)
def test_retirement_follows_the_table_of_its_day(holds_from, age):
    later = {key: value + 2 if value == 58 else value for key, value in RULES.retirement_ages.items()}

    found = one(WarningKind.RETIREMENT, CLERK, rules=replace(RULES, coming_retirement_ages=((holds_from, later),)))

    assert found.details["age"] == age


def test_nothing_comes_after_the_retirement():
    facts = replace(CLERK, birth_date=D(1969, 1, 10))  # retires on 1 February 2027, a month before the step

    kinds = {each.kind for each in outlook(facts, RULES, ON).prospects}

    assert kinds == {WarningKind.RETIREMENT, WarningKind.RANK_PROMOTION}


# --- Contract, medals, documents, assignments -------------------------------------------------------------------------


def test_contract_ends_on_its_last_day():
    facts = replace(CLERK, regime=Regime.PPPK, rank="IX", contract_end=D(2027, 3, 31))

    found = one(WarningKind.CONTRACT_END, facts)

    assert (found.due_on, found.warn_from) == (D(2027, 3, 31), D(2026, 9, 30))
    assert of_kind(WarningKind.CONTRACT_END, replace(facts, regime=Regime.PNS)) == []


@pytest.mark.parametrize(
    ("changes", "due"),
    [
        # EX-2.13: nothing awarded, 20 years at once.
        ({"medals": frozenset()}, [(20, D(2026, 1, 1)), (30, D(2036, 1, 1))]),
        ({}, [(30, D(2036, 1, 1))]),
        # EX-2.14: a year of unpaid leave.
        (
            {"medals": frozenset(), "unpaid_leave": ((D(2010, 1, 1), D(2011, 1, 1)),)},
            [(10, D(2017, 1, 1)), (20, D(2027, 1, 1))],
        ),
        # After a moderate sanction counting begins again; one that was taken back changes nothing.
        (
            {"medals": frozenset(), "sanctions": (Sanction(D(2015, 12, 31), D(2016, 6, 30), "S"),)},
            [(10, D(2026, 1, 1)), (20, D(2036, 1, 1))],
        ),
        (
            {"sanctions": (Sanction(D(2015, 12, 31), None, "S", cancelled_on=D(2016, 3, 1)),)},
            [(30, D(2036, 1, 1))],
        ),
        ({"regime": Regime.PPPK, "rank": "IX"}, []),
    ],
    ids=["20 at once", "held", "unpaid leave", "sanction", "taken back", "contract staff"],
)
def test_medals(changes, due):
    found = of_kind(WarningKind.DECORATION, replace(CLERK, **changes))

    assert [(each.details["level"], each.due_on) for each in found] == due
    assert [each.subject for each in found] == [str(level) for level, _day in due]


def test_of_each_document_the_newest_counts():
    papers = (
        Credential("STR", "STR Perawat", D(2027, 1, 31)),
        Credential("STR", " str  perawat ", D(2026, 1, 31)),
        Credential("SIP", "SIP Perawat", D(2026, 12, 31)),
        Credential("SIP", "SIP Perawat", None),
        Credential("STR", "STR Bidan", D(2027, 2, 1)),
    )

    found = of_kind(WarningKind.CREDENTIAL_EXPIRY, replace(CLERK, credentials=papers))

    assert [(each.details["name"], each.due_on, each.warn_from) for each in found] == [
        ("STR Perawat", D(2027, 1, 31), D(2026, 11, 2)),
        ("STR Bidan", D(2027, 2, 1), D(2026, 11, 3)),
    ]


def test_long_names_of_documents_stay_apart():
    papers = tuple(Credential("STR", "x" * 80 + end, D(2027, 1, 31)) for end in "ab")

    subjects = {each.subject for each in of_kind(WarningKind.CREDENTIAL_EXPIRY, replace(CLERK, credentials=papers))}

    assert len(subjects) == 2
    assert all(len(subject) <= 60 for subject in subjects)


def test_assignment_ends_with_a_month_of_warning():
    facts = replace(CLERK, assignments=(Assignment("PLT", 7, "Lurah Bahagia", D(2027, 1, 10)),))

    found = one(WarningKind.ASSIGNMENT_END, facts)

    assert (found.due_on, found.warn_from, found.subject) == (D(2027, 1, 10), D(2026, 12, 11), "PLT:7")


# --- The whole --------------------------------------------------------------------------------------------------------


def test_rules_move_the_days():
    rules = ServiceRules(
        salary_step_months=12,
        salary_step_alert_months=0,
        promotion_years=5,
        promotion_alert_months=1,
        retirement_alert_months=18,
    )

    days = {each.kind: (each.due_on, each.warn_from) for each in outlook(CLERK, rules, ON).prospects}

    assert days[WarningKind.SALARY_STEP] == (D(2026, 3, 1), D(2026, 3, 1))
    assert days[WarningKind.RANK_PROMOTION] == (D(2027, 10, 1), D(2027, 9, 1))
    assert days[WarningKind.RETIREMENT] == (D(2038, 6, 1), D(2036, 12, 1))


@pytest.mark.parametrize(
    ("due", "warn", "is_eligible", "kind", "expected"),
    [
        (D(2027, 11, 22), D(2027, 8, 22), True, WarningKind.SALARY_STEP, True),
        (D(2027, 11, 23), D(2027, 8, 23), True, WarningKind.SALARY_STEP, False),
        # Far, but its time of warning has come.
        (D(2028, 5, 1), ON, True, WarningKind.RETIREMENT, True),
        (D(2015, 1, 1), D(2014, 10, 1), True, WarningKind.SALARY_STEP, True),
        (D(2025, 11, 22), D(2025, 8, 22), False, WarningKind.RANK_PROMOTION, True),
        (D(2025, 11, 21), D(2025, 8, 21), False, WarningKind.RANK_PROMOTION, False),
        (D(2025, 11, 21), D(2025, 8, 21), True, WarningKind.CREDENTIAL_EXPIRY, False),
    ],
)
def test_what_is_worth_a_warning(due, warn, is_eligible, kind, expected):
    reasons = () if is_eligible else (Reason(ReasonCode.NOT_ACTIVE),)

    assert Prospect(kind, due, warn, reasons=reasons).is_worth_warning(ON) is expected


def test_one_unusable_value_costs_only_what_follows_from_it():
    found = outlook(replace(CLERK, rank="II/z"), RULES, ON)

    assert WarningKind.RANK_PROMOTION not in {each.kind for each in found.prospects}
    assert {WarningKind.RETIREMENT, WarningKind.SALARY_STEP} <= {each.kind for each in found.prospects}
    assert len(found.faults) == 1


def test_reason_as_plain_holds_texts_and_whole_numbers_only():
    reason = Reason(ReasonCode.CREDIT_MISSING, has=Decimal("12.500"), needs=Decimal(50))

    assert reason_as_plain(reason) == {"code": "credit_missing", "has": "12.500", "needs": "50"}
    assert reason_as_plain(Reason(ReasonCode.TOO_EARLY, day=ON)) == {"code": "too_early", "day": "2026-11-22"}


DAYS = st.dates(D(1960, 1, 1), D(2060, 1, 1))


@given(
    on=DAYS,
    birth=st.dates(D(1950, 1, 1), D(2005, 1, 1)),
    step=st.none() | DAYS,
    since=DAYS,
    rank=st.sampled_from(["I/a", "II/d", "III/d", "IV/e", ""]),
    education=st.sampled_from(["", "05", "40", "50"]),
)
def test_every_prospect_has_its_days_in_order(on, birth, step, since, rank, education):
    facts = ServiceFacts(
        regime=Regime.PNS,
        birth_date=birth,
        serves_since=birth.replace(year=birth.year + 20, day=1),
        position_type="PELAKSANA",
        rank=rank,
        rank_since=since,
        education=education,
        last_salary_step=step,
    )

    found = outlook(facts, RULES, on)

    assert found.faults == ()
    assert all(each.warn_from <= each.due_on for each in found.prospects)
    assert [each.due_on for each in found.prospects] == sorted(each.due_on for each in found.prospects)
