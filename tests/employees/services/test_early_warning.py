"""Working out the warnings of a government, and what the office does about them."""

import datetime
from collections import Counter
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from asn_portal.audit.models import Event
from asn_portal.errors import DomainError
from asn_portal.jobs.models import Job
from employees.enums import (
    AssignmentKind,
    EmploymentType,
    LegalStatus,
    Predicate,
    WarningKind,
    WarningState,
)
from employees.models import (
    AwardHistory,
    ContractHistory,
    CredentialHistory,
    CreditPointHistory,
    DisciplineHistory,
    EarlyWarning,
    EducationHistory,
    Employee,
    PositionHistory,
    RankHistory,
    RatingHistory,
    RuleSetting,
    SalaryStepHistory,
    UnpaidLeaveHistory,
)
from employees.service_facts import facts_of
from employees.services import early_warning
from employees.services.early_warning import (
    FOUND,
    find_warnings,
    handle_warning,
    reopen_warning,
    start_due_findings,
    start_finding,
)
from employees.services.history import add_rank, refresh_current
from tests.factories.employees import EmployeeFactory, PositionFactory, UserFactory

pytestmark = pytest.mark.django_db

D = datetime.date
ON = D(2026, 11, 22)


@pytest.fixture
def siti(world):
    """III/c since January 2020, rated well, with a salary step due in March 2027."""
    employee = world.users["employee"].employee
    employee.education = "45"
    employee.save()
    for year in (2024, 2025):
        RatingHistory.objects.create(employee=employee, year=year, predicate=Predicate.GOOD)
    SalaryStepHistory.objects.create(employee=employee, period=(D(2025, 3, 1), None))
    AwardHistory.objects.create(employee=employee, kind="201", date=D(2020, 8, 17))
    return employee


def find(world, on=ON, **kwargs):
    return find_warnings(government=world.government, on=on, **kwargs)


def of(employee, **filters):
    return EarlyWarning.objects.filter(employee=employee, **filters)


def one(employee, kind):
    return of(employee, kind=kind).exclude(state=WarningState.LAPSED).get()


# --- What is found ----------------------------------------------------------------------------------------------------


def test_finds_what_falls_due(world, siti):
    counts = find(world)

    found = {warning.kind: warning for warning in of(siti)}
    assert set(found) == {WarningKind.RANK_PROMOTION, WarningKind.SALARY_STEP}
    promotion, step = found[WarningKind.RANK_PROMOTION], found[WarningKind.SALARY_STEP]
    assert (promotion.due_on, promotion.is_eligible) == (D(2024, 1, 1), True)
    assert promotion.details == {"rank": "III/c", "next_rank": "III/d", "basis": "regular"}
    assert (step.due_on, step.warn_from, step.state) == (D(2027, 3, 1), D(2026, 12, 1), WarningState.OPEN)
    assert counts["new"] == EarlyWarning.objects.count()
    event = Event.objects.get(kind=FOUND)
    assert (event.unit_path, event.data["new"]) == (world.government.path, counts["new"])


def test_second_run_changes_nothing(world, siti):
    find(world)
    before = list(EarlyWarning.objects.values().order_by("pk"))

    counts = find(world)

    assert counts == Counter(new=0, changed=0, lapsed=0)
    assert list(EarlyWarning.objects.values().order_by("pk")) == before


def test_reasons_are_kept_as_codes_and_follow_the_record(world, siti):
    RatingHistory.objects.filter(employee=siti, year=2025).update(predicate=Predicate.NEEDS_IMPROVEMENT)
    # What is blocked is told while it is fresh.
    add_rank(employee=siti, rank="III/d", effective_date=D(2022, 11, 1), by=None)
    find(world)
    warning = one(siti, WarningKind.RANK_PROMOTION)
    assert (warning.is_eligible, warning.details["reasons"]) == (
        False,
        [{"code": "rating_low", "year": 2025, "rating": "BUTUH_PERBAIKAN"}],
    )

    RatingHistory.objects.filter(employee=siti, year=2025).update(predicate=Predicate.GOOD)
    counts = find(world)

    warning.refresh_from_db()
    assert (warning.is_eligible, "reasons" in warning.details, counts["changed"]) == (True, False, 1)


def test_what_is_no_longer_due_lapses_and_comes_back(world, siti):
    find(world)
    warning = one(siti, WarningKind.RANK_PROMOTION)
    row = add_rank(employee=siti, rank="III/d", effective_date=D(2026, 11, 1), by=None)

    counts = find(world)
    warning.refresh_from_db()
    assert (warning.state, counts["lapsed"]) == (WarningState.LAPSED, 1)

    RankHistory.objects.filter(pk=row.pk).update(is_void=True)
    RankHistory.objects.filter(employee=siti, rank="III/c").update(period=(D(2020, 1, 1), None))
    siti.refresh_from_db()
    refresh_current(siti)
    find(world)
    warning.refresh_from_db()
    assert warning.state == WarningState.OPEN


def test_what_was_handled_stays_handled(world, siti):
    find(world)
    warning = one(siti, WarningKind.RANK_PROMOTION)
    handle_warning(warning=warning, note="Sudah diusulkan", by=world.users["hr_officer"])

    find(world)
    RatingHistory.objects.filter(employee=siti, year=2025).delete()
    find(world)

    warning.refresh_from_db()
    assert (warning.state, warning.handled_note) == (WarningState.HANDLED, "Sudah diusulkan")


def test_who_left_has_no_open_warnings(world, siti):
    find(world)
    Employee.objects.filter(pk=siti.pk).update(status=LegalStatus.RETIRED)

    find(world)

    assert set(of(siti).values_list("state", flat=True)) == {WarningState.LAPSED}


def test_other_governments_are_left_alone(world, siti):
    stranger = EmployeeFactory(unit=world.other_government)
    find(world)

    assert not of(stranger).exists()
    assert of(siti).exists()


def test_values_of_the_government_count(world, siti):
    RuleSetting.objects.create(
        government=world.government, key="salary-step-alert-months", value=1, valid_from=D(2026, 1, 1), basis="x"
    )
    RuleSetting.objects.create(
        government=world.other_government, key="salary-step-alert-months", value=9, valid_from=D(2026, 1, 1), basis="x"
    )

    find(world)

    assert one(siti, WarningKind.SALARY_STEP).warn_from == D(2027, 2, 1)


def test_contract_staff(world):
    employee = EmployeeFactory(unit=world.village, pppk=True)
    ContractHistory.objects.create(employee=employee, period=(D(2022, 4, 1), D(2027, 4, 1)))
    find(world)

    assert one(employee, WarningKind.CONTRACT_END).due_on == D(2027, 3, 31)
    assert set(of(employee).values_list("kind", flat=True)) == {WarningKind.CONTRACT_END}

    ContractHistory.objects.create(employee=employee, period=(D(2027, 4, 1), D(2032, 4, 1)))
    find(world)
    assert of(employee, kind=WarningKind.CONTRACT_END, state=WarningState.OPEN).count() == 0


def test_documents_assignments_and_retirement(world, siti):
    Employee.objects.filter(pk=siti.pk).update(birth_date=D(1969, 3, 10))
    CredentialHistory.objects.create(
        employee=siti, kind="STR", name="STR Perawat", date=D(2022, 1, 1), expires_on=D(2026, 12, 31)
    )
    acting = PositionFactory(unit=world.other_village, title="Lurah Bagan Deli")
    PositionHistory.objects.create(
        employee=siti, position=acting, kind=AssignmentKind.ACTING, period=(D(2026, 10, 1), D(2027, 1, 11))
    )

    find(world)

    due = dict(of(siti).values_list("kind", "due_on"))
    assert due[WarningKind.CREDENTIAL_EXPIRY] == D(2026, 12, 31)
    assert due[WarningKind.ASSIGNMENT_END] == D(2027, 1, 10)
    assert due[WarningKind.RETIREMENT] == D(2027, 4, 1)
    assert one(siti, WarningKind.ASSIGNMENT_END).details["title"] == "Lurah Bagan Deli"


def test_a_broken_value_costs_one_warning_and_is_told_to_who_asked(world, siti):
    Employee.objects.filter(pk=siti.pk).update(education="45")
    EducationHistory.objects.create(employee=siti, level="99", date=D(2010, 1, 1))
    told = []

    class Progress:
        owner = world.users["hr_officer"]

        def total(self, steps): ...
        def advance(self, steps): ...
        def problem(self, **words):
            told.append(words["message"])

    find(world, progress=Progress())

    assert set(of(siti).values_list("kind", flat=True)) == {WarningKind.SALARY_STEP}
    assert len(told) == 1
    assert told[0].startswith("Siti Rahmawati: ")


# --- Facts ------------------------------------------------------------------------------------------------------------


def test_facts_come_from_valid_rows_of_the_day(siti):
    RankHistory.objects.filter(employee=siti).update(is_void=True)
    RankHistory.objects.create(employee=siti, rank="III/a", period=(D(2015, 1, 1), D(2027, 1, 1)))
    RankHistory.objects.create(employee=siti, rank="III/b", period=(D(2027, 1, 1), None))
    EducationHistory.objects.create(employee=siti, level="40", date=D(2009, 1, 1))
    EducationHistory.objects.create(employee=siti, level="50", date=D(2027, 1, 1))
    EducationHistory.objects.create(employee=siti, level="50", date=D(2012, 1, 1), is_void=True)
    DisciplineHistory.objects.create(employee=siti, level="S", kind="23", period=(D(2026, 1, 1), D(2026, 7, 1)))
    UnpaidLeaveHistory.objects.create(employee=siti, period=(D(2016, 1, 1), D(2017, 1, 1)))
    refresh_current(siti)

    facts = facts_of([siti], ON)[siti.pk]

    assert (facts.rank, facts.rank_since, facts.education) == ("III/a", D(2015, 1, 1), "40")
    assert (facts.ratings, facts.medals, facts.last_salary_step) == (
        {2024: "BAIK", 2025: "BAIK"},
        frozenset({10}),
        D(2025, 3, 1),
    )
    assert [sanction.level for sanction in facts.sanctions] == ["S"]
    assert facts.unpaid_leave == ((D(2016, 1, 1), D(2017, 1, 1)),)


def test_without_histories_the_record_counts(world):
    employee = EmployeeFactory(unit=world.village, histories=False, education="40")

    facts = facts_of([employee], ON)[employee.pk]

    assert (facts.rank, facts.rank_since, facts.education, facts.position_type) == (
        "III/c",
        D(2020, 1, 1),
        "40",
        "PELAKSANA",
    )
    assert facts.serves_since == D(2010, 1, 1)


def test_points_count_from_the_present_level_on(world):
    def held(title, level, start, until):
        position = PositionFactory(unit=world.village, title=title, position_type="FUNGSIONAL", functional_level=level)
        PositionHistory.objects.create(employee=employee, position=position, period=(start, until))
        return position

    employee = EmployeeFactory(unit=world.village, histories=False, rank="", rank_order=0, rank_since=None)
    held("Analis Ahli Pertama", "PT", D(2018, 1, 1), D(2022, 1, 1))
    held("Analis Ahli Muda", "MU", D(2022, 1, 1), D(2024, 1, 1))
    held("Arsiparis Ahli Muda", "MU", D(2024, 1, 1), None)
    for year, points in ((2020, 12), (2021, 12), (2022, 25), (2024, 30)):
        CreditPointHistory.objects.create(
            employee=employee, period=(D(year, 1, 1), D(year + 1, 1, 1)), points=Decimal(points)
        )

    refresh_current(employee)
    facts = facts_of([employee], ON)[employee.pk]

    assert (facts.position_type, facts.functional_level, facts.credit_points) == ("FUNGSIONAL", "MU", Decimal(55))


def test_contract_staff_serve_from_their_first_agreement(world):
    employee = EmployeeFactory(unit=world.village, pppk=True, employment_type=EmploymentType.PPPK_PART_TIME)
    assert facts_of([employee], ON)[employee.pk].serves_since == D(2020, 1, 1)

    ContractHistory.objects.create(employee=employee, period=(D(2022, 4, 1), D(2027, 4, 1)))
    assert facts_of([employee], ON)[employee.pk].serves_since == D(2022, 4, 1)


def test_questions_do_not_grow_with_the_staff(world, siti, monkeypatch):
    def questions():
        with CaptureQueriesContext(
            connection,
        ) as asked:
            find(world, on=ON)
        return len(asked)

    find(world)
    few = questions()
    EmployeeFactory.create_batch(12, unit=world.village)
    find(world)
    many = questions()

    assert many == few
    # One more chunk asks the same again, not once for each person.
    monkeypatch.setattr(early_warning, "CHUNK", 4)
    chunks = -(-Employee.objects.filter(government=world.government).count() // 4)
    assert questions() <= few * chunks


# --- Once a day -------------------------------------------------------------------------------------------------------


def test_each_government_is_asked_once_a_day(world):
    now = timezone.now()

    assert start_due_findings(now=now) == 2
    # Still waiting: the same jobs.
    start_due_findings(now=now)
    assert Job.objects.filter(kind="employees.warnings_find", owner=None).count() == 2

    find_warnings(government=world.government)
    assert start_due_findings(now=timezone.now()) == 1
    assert start_due_findings(now=now + datetime.timedelta(days=1)) == 2


def test_two_clicks_are_one_job(world):
    by = world.users["hr_officer"]

    assert start_finding(government=world.government, by=by) == start_finding(government=world.government, by=by)


# --- Handling ---------------------------------------------------------------------------------------------------------


def test_handling_is_recorded_with_its_note(world, siti):
    find(world)
    warning, officer = one(siti, WarningKind.SALARY_STEP), world.users["hr_officer"]

    handle_warning(warning=warning, note="Surat terbit", by=officer)

    warning.refresh_from_db()
    assert (warning.state, warning.handled_by, warning.handled_note) == (WarningState.HANDLED, officer, "Surat terbit")
    event = Event.objects.get(kind="employees.warning_handled")
    assert (event.actor, event.reason, event.unit_path) == (officer, "Surat terbit", siti.unit.path)
    assert event.data == {"warning": "salary-step", "due_on": "2027-03-01"}


def test_handling_twice_is_refused(world, siti):
    find(world)
    warning = one(siti, WarningKind.SALARY_STEP)
    handle_warning(warning=warning, note="", by=world.users["hr_officer"])

    with pytest.raises(DomainError):
        handle_warning(warning=warning, note="noch einmal", by=UserFactory())

    warning.refresh_from_db()
    assert (warning.handled_note, Event.objects.filter(kind="employees.warning_handled").count()) == ("", 1)


def test_reopening_takes_the_note_away(world, siti):
    find(world)
    warning = one(siti, WarningKind.SALARY_STEP)
    handle_warning(warning=warning, note="x", by=world.users["hr_officer"])

    reopen_warning(warning=warning, by=world.users["hr_officer"])
    reopen_warning(warning=warning, by=world.users["hr_officer"])

    warning.refresh_from_db()
    assert (warning.state, warning.handled_by, warning.handled_at, warning.handled_note) == ("OPEN", None, None, "")
    assert Event.objects.filter(kind="employees.warning_reopened").count() == 1


def test_what_lapsed_is_neither_handled_nor_opened(world, siti):
    find(world)
    of(siti).update(state=WarningState.LAPSED)
    warning = of(siti).first()

    for act in (
        lambda: handle_warning(warning=warning, note="", by=None),
        lambda: reopen_warning(warning=warning, by=None),
    ):
        with pytest.raises(DomainError):
            act()
