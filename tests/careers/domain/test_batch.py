"""What a batch proposes and what speaks against it (domain.md §2.5, §2.6, §2.8, §5.5)."""

import datetime
from dataclasses import replace
from decimal import Decimal

import pytest

from careers.domain.batch import (
    Finding,
    FindingCode,
    Place,
    Weight,
    blocking,
    grade_service,
    medal_proposal,
    passable,
    rank_proposal,
    salary_proposal,
    transfer_proposal,
)
from careers.domain.eligibility import Held
from employees.domain.outlook import Sanction, ServiceFacts, ServiceRules
from employees.domain.service_life import ReasonCode, ServiceLength
from employees.enums import PositionType, Regime

RULES = ServiceRules()
DAY = datetime.date(2026, 10, 1)


def date(text):
    return datetime.date.fromisoformat(text)


def facts(**values):
    """An operational officer with a bachelor's degree in III/a since 2022-10-01, rated good."""
    return ServiceFacts(
        **{
            "regime": Regime.PNS,
            "birth_date": date("1988-05-17"),
            "serves_since": date("2015-03-01"),
            "position_type": PositionType.PELAKSANA,
            "rank": "III/a",
            "rank_since": date("2022-10-01"),
            "education": "40",
            "ratings": {2024: "BAIK", 2025: "BAIK"},
            **values,
        }
    )


def codes(proposal):
    return [finding.code for finding in proposal.findings]


# EX-2.7 … EX-2.10
@pytest.mark.parametrize(
    ("values", "on", "to_rank", "found"),
    [
        (
            {"education": "15", "rank": "II/c", "ratings": {2024: "BAIK", 2025: "SANGAT_BAIK"}},
            "2026-10-01",
            "II/d",
            [],
        ),
        (
            {"education": "15", "rank": "III/b", "rank_since": date("2020-04-01")},
            "2026-10-01",
            "III/c",
            [ReasonCode.CEILING],
        ),
        (
            {"rank_since": date("2022-11-01"), "ratings": {2024: "BAIK", 2025: "BUTUH_PERBAIKAN"}},
            "2026-11-01",
            "III/b",
            [ReasonCode.RATING_LOW],
        ),
        ({"rank": "III/c", "rank_since": date("2023-01-01")}, "2026-12-01", "III/d", [ReasonCode.TOO_EARLY]),
    ],
)
def test_rank_promotion_follows_the_examples(values, on, to_rank, found):
    proposal = rank_proposal(facts(**values), RULES, date(on))

    assert (proposal.to_rank, codes(proposal)) == (to_rank, found)


def test_too_early_names_the_earliest_day():
    proposal = rank_proposal(facts(rank="III/c", rank_since=date("2023-01-01")), RULES, date("2026-12-01"))

    assert proposal.findings[0].parameters == {"day": "2027-01-01"}


# EX-5.11
@pytest.mark.parametrize(("points", "found"), [("22.50", []), ("19.99", [ReasonCode.CREDIT_MISSING])])
def test_functional_promotion_asks_for_credit_points(points, found):
    person = facts(
        position_type=PositionType.FUNGSIONAL,
        functional_level="TR",
        rank="II/b",
        credit_points=Decimal(points),
        education="30",
    )

    proposal = rank_proposal(person, RULES, DAY)

    assert (proposal.promotion_kind, proposal.to_rank, codes(proposal)) == ("202", "II/c", found)


def test_service_examination_is_to_be_confirmed_in_writing():
    proposal = rank_proposal(facts(rank="III/d", education="45"), RULES, DAY)

    assert codes(proposal) == [FindingCode.SERVICE_EXAM]
    assert proposal.findings[0].weight is Weight.REASONED


@pytest.mark.parametrize(
    ("values", "found"),
    [
        ({"rank": "", "rank_since": None}, FindingCode.NO_RANK),
        ({"education": ""}, FindingCode.EDUCATION_MISSING),
        ({"is_active": False}, ReasonCode.NOT_ACTIVE),
        ({"coming_rank": ("III/b", date("2026-12-01"))}, FindingCode.ON_RECORD),
        ({"rank_since": DAY}, FindingCode.ON_RECORD),
        ({"birth_date": date("1968-08-20")}, FindingCode.RETIRED),
        ({"sanctions": (Sanction(date("2026-01-01"), date("2027-01-01"), "S"),)}, ReasonCode.SANCTION),
        ({"ratings": {2024: "HEBAT", 2025: "BAIK"}}, FindingCode.VALUE_UNUSABLE),
    ],
)
def test_what_never_passes(values, found):
    proposal = rank_proposal(facts(**values), RULES, DAY)

    assert found in codes(proposal)
    assert {each.weight for each in proposal.findings if each.code == found} == {Weight.NEVER}


# EX-2.6
@pytest.mark.parametrize(
    ("on", "found"), [("2027-02-28", [FindingCode.STEP_EARLY]), ("2027-03-01", []), ("2027-04-01", [])]
)
def test_salary_step_is_due_two_years_after_the_last(on, found):
    proposal = salary_proposal(facts(last_salary_step=date("2025-03-01")), RULES, date(on))

    assert codes(proposal) == [*found, FindingCode.SALARY_MISSING]


@pytest.mark.parametrize(
    ("present", "found"),
    [
        (None, "salary_typed:amount=3000000"),
        (3_000_000, "salary_typed:amount=3000000"),
        (3_000_001, "salary_lower:amount=3000000:present=3000001"),
    ],
)
def test_a_typed_salary_takes_a_reason_for_that_amount(present, found):
    person = facts(last_salary_step=date("2024-10-01"))

    proposal = salary_proposal(person, RULES, DAY, salary=3_000_000, present_salary=present)

    assert [(each.key, each.weight) for each in proposal.findings] == [(found, Weight.REASONED)]


def test_salary_step_asks_for_sufficient_performance_and_notes_a_missing_amount():
    person = facts(last_salary_step=date("2024-10-01"), ratings={2025: "KURANG"})

    proposal = salary_proposal(person, RULES, DAY)

    assert codes(proposal) == [ReasonCode.RATING_LOW, FindingCode.SALARY_MISSING]
    assert proposal.findings[1].weight is Weight.NOTE


# EX-2.13 and EX-2.14
@pytest.mark.parametrize(("leave", "award"), [((), "202"), (((date("2010-01-01"), date("2011-01-01")),), "201")])
def test_medal_follows_the_examples(leave, award):
    person = facts(serves_since=date("2006-01-01"), unpaid_leave=leave)

    proposal = medal_proposal(person, RULES, date("2026-08-17"))

    assert (proposal.award, proposal.findings) == (award, ())


def test_medal_that_is_held_is_not_proposed_again():
    person = facts(serves_since=date("2006-01-01"), medals=frozenset({20}))

    proposal = medal_proposal(person, RULES, date("2026-08-17"))

    assert (proposal.award, codes(proposal)) == ("", [FindingCode.MEDAL_EARLY])


def test_medal_and_sanction_in_force():
    person = facts(serves_since=date("2006-01-01"), sanctions=(Sanction(date("2026-06-01"), date("2027-06-01"), "B"),))

    assert ReasonCode.SANCTION in codes(medal_proposal(person, RULES, date("2026-08-17")))


def test_contract_staff_get_no_medal():
    assert codes(medal_proposal(facts(regime=Regime.PPPK), RULES, DAY)) == [FindingCode.NO_MEDAL]


@pytest.mark.parametrize(
    ("place", "more", "found"),
    [
        (Place(needed=2, holders=1), {}, []),
        (Place(needed=1, holders=1), {}, [FindingCode.POSITION_FULL]),
        (Place(needed=1, holders=1, is_head=True, head_name="Siti"), {}, [FindingCode.HEAD_TAKEN]),
        (Place(needed=1, holders=0, closed_on=DAY), {}, [FindingCode.POSITION_CLOSED]),
        (None, {}, [FindingCode.NO_TARGET]),
        (Place(needed=1, holders=0), {"is_same": True}, [FindingCode.SAME_POSITION]),
        (Place(needed=1, holders=0), {"coming_place": DAY}, [FindingCode.ON_RECORD]),
    ],
)
def test_transfer_asks_for_a_free_place(place, more, found):
    assert codes(transfer_proposal(facts(), RULES, DAY, place=place, **more)) == found


def test_a_written_reason_lets_pass_what_the_law_allows():
    low = Finding(ReasonCode.RATING_LOW, {"year": 2025, "rating": "KURANG"}).as_plain()
    newer = Finding(ReasonCode.RATING_LOW, {"year": 2026, "rating": "KURANG"}).as_plain()
    never = Finding(ReasonCode.CEILING, {"rank": "III/b", "education": "15"}).as_plain()
    note = Finding(FindingCode.SALARY_MISSING).as_plain()

    allowed = passable([low, never, note])

    assert allowed == ["rating_low:rating=KURANG:year=2025"]
    assert blocking([low, note], allowed) == []
    assert blocking([low, newer], allowed) == [newer]
    worse = Finding(ReasonCode.RATING_LOW, {"year": 2025, "rating": "SANGAT_KURANG"}).as_plain()
    assert blocking([worse], allowed) == [worse]
    assert blocking([never], ["ceiling"]) == [never]


@pytest.mark.parametrize(
    ("ranks", "expected"),
    [
        ({}, ServiceLength(10, 3)),
        ({"from_rank": "III/a", "to_rank": "III/b"}, ServiceLength(10, 3)),
        ({"from_rank": "II/d", "to_rank": "III/a"}, ServiceLength(5, 3)),
    ],
)
def test_service_in_the_grade_grows_and_loses_years_at_a_border(ranks, expected):
    assert grade_service(ServiceLength(8, 3), date("2024-10-01"), DAY, **ranks) == expected


SUPERVISOR = Place(
    needed=1,
    holders=0,
    is_head=True,
    position_type=PositionType.PENGAWAS,
    requirements=(
        ("education", {"level": "30"}),
        ("experience", {"years": 4, "types": ["PELAKSANA"], "levels": ["PT"]}),
        ("rating", {"least": "BAIK", "years": 2}),
        ("discipline", {}),
    ),
)
EXECUTIVE = Place(needed=1, holders=0, position_type=PositionType.JPT_PRATAMA, requirements=(("age", {"most": 56}),))
CLERK = (Held(date("2015-03-01"), None, "PELAKSANA"),)
SEVERE = (Sanction(date("2026-06-01"), date("2027-06-01"), "B"),)


@pytest.mark.parametrize(
    ("values", "place", "more", "found"),
    [
        ({}, SUPERVISOR, {"held": CLERK}, []),
        ({"regime": Regime.PPPK}, SUPERVISOR, {"held": CLERK}, ["not_for_contract"]),
        ({"regime": Regime.PPPK}, Place(needed=1, holders=0, position_type="PELAKSANA"), {}, ["contract_changes"]),
        ({}, SUPERVISOR, {"held": CLERK, "is_probationary": True}, ["not_for_probation"]),
        ({}, replace(SUPERVISOR, selection="BLW-03"), {"held": CLERK}, ["selection_runs:title=BLW-03"]),
        ({"education": "15"}, SUPERVISOR, {"held": CLERK}, ["education_low:least=30"]),
        ({"education": ""}, SUPERVISOR, {"held": CLERK}, ["education_missing"]),
        # Four years to the day, and a day less.
        ({}, SUPERVISOR, {"held": (Held(date("2022-10-02"), None, "PELAKSANA"),)}, []),
        (
            {},
            SUPERVISOR,
            {"held": (Held(date("2022-10-03"), None, "PELAKSANA"),)},
            ["experience_short:months=47:years=4"],
        ),
        ({"ratings": {2025: "KURANG"}}, SUPERVISOR, {"held": CLERK}, ["rating_low", "rating_missing:year=2024"]),
        ({"sanctions": SEVERE}, SUPERVISOR, {"held": CLERK}, ["sanction:level=B"]),
        # Of equal height: neither education nor years are asked for again; Ahli Muda counts as experience.
        ({"position_type": "PENGAWAS", "education": "15"}, SUPERVISOR, {}, []),
        (
            {"position_type": "FUNGSIONAL", "functional_level": "MU"},
            SUPERVISOR,
            {"held": (Held(date("2020-01-01"), None, "FUNGSIONAL", "MU"),)},
            [],
        ),
        # Downwards a sanction may be the reason of the move.
        ({"position_type": "ADMINISTRATOR", "sanctions": SEVERE}, SUPERVISOR, {}, []),
        # Two years in a post to the day, and a day less.
        ({"position_type": "PENGAWAS"}, SUPERVISOR, {"held": (Held(date("2024-10-01"), None, "PENGAWAS"),)}, []),
        (
            {"position_type": "PENGAWAS"},
            SUPERVISOR,
            {"held": (Held(date("2024-10-02"), None, "PENGAWAS"),)},
            ["time_in_post:day=2026-10-02"],
        ),
        ({}, EXECUTIVE, {}, ["open_selection"]),
        # 56 on the day of the move, and 57.
        ({"birth_date": date("1969-10-02"), "position_type": "ADMINISTRATOR"}, EXECUTIVE, {}, ["open_selection"]),
        (
            {"birth_date": date("1969-10-01"), "position_type": "ADMINISTRATOR"},
            EXECUTIVE,
            {},
            ["open_selection", "age_high:age=57:most=56"],
        ),
    ],
)
def test_transfer_asks_what_the_position_asks(values, place, more, found):
    proposal = transfer_proposal(facts(**values), RULES, DAY, place=place, **more)

    keys = [each.key for each in proposal.findings]
    assert len(keys) == len(found)
    assert all(key.startswith(start) for key, start in zip(keys, found, strict=True))


@pytest.mark.parametrize(
    ("own", "asked", "found"),
    [
        ("", "PT", [FindingCode.FUNCTIONAL_TEST]),
        ("TR", "MH", [FindingCode.FUNCTIONAL_TEST]),
        ("PY", "PT", [FindingCode.FUNCTIONAL_TEST]),
        ("MU", "PT", []),
        ("PT", "PT", []),
    ],
)
def test_a_functional_level_takes_its_competency_test(own, asked, found):
    person = facts(position_type="FUNGSIONAL", functional_level=own) if own else facts()
    place = Place(needed=1, holders=0, position_type="FUNGSIONAL", functional_level=asked)

    assert codes(transfer_proposal(person, RULES, DAY, place=place)) == found


def test_what_a_written_reason_helps_against_in_a_transfer():
    passes = {each for each in FindingCode if Finding(each).weight is Weight.REASONED}

    assert passes >= {
        FindingCode.TIME_IN_POST,
        FindingCode.EXPERIENCE_SHORT,
        FindingCode.FUNCTIONAL_TEST,
        FindingCode.OPEN_SELECTION,
        FindingCode.CONTRACT_CHANGES,
    }
    assert not passes & {
        FindingCode.SELECTION_RUNS,
        FindingCode.NOT_FOR_CONTRACT,
        FindingCode.NOT_FOR_PROBATION,
        FindingCode.EDUCATION_LOW,
        FindingCode.AGE_HIGH,
    }
