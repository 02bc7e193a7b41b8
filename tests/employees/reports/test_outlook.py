"""The card "what comes next", and the month of the calendar."""

import datetime

import pytest

from employees.dates import today
from employees.enums import Predicate, WarningKind, WarningState
from employees.models import DisciplineHistory, EarlyWarning, Employee, RankHistory, RatingHistory, SalaryStepHistory
from employees.reports.outlook import outlook_of, visible_outlook
from employees.reports.warning_calendar import warning_month
from employees.services.early_warning import find_warnings
from tests.factories.employees import EarlyWarningFactory, EmployeeFactory

pytestmark = pytest.mark.django_db

D = datetime.date
ON = D(2026, 11, 22)


@pytest.fixture
def siti(world):
    employee = world.users["employee"].employee
    Employee.objects.filter(pk=employee.pk).update(education="45")
    employee.refresh_from_db()
    for year in (2024, 2025):
        RatingHistory.objects.create(employee=employee, year=year, predicate=Predicate.GOOD)
    SalaryStepHistory.objects.create(employee=employee, period=(D(2025, 3, 1), None))
    return employee


def lines(employee, **kwargs):
    return {line.kind: line for line in outlook_of(employee, ON, **kwargs).lines}


def test_next_steps_in_order(siti):
    found = lines(siti)

    assert [(kind, line.due_on) for kind, line in found.items()] == [
        (WarningKind.RANK_PROMOTION, D(2024, 1, 1)),
        (WarningKind.SALARY_STEP, D(2027, 3, 1)),
        (WarningKind.RETIREMENT, D(2043, 2, 1)),
    ]
    assert (found[WarningKind.RANK_PROMOTION].is_overdue, found[WarningKind.RANK_PROMOTION].obstacles) == (True, ())
    assert (found[WarningKind.SALARY_STEP].is_announced, found[WarningKind.RETIREMENT].tone) == (False, "neutral")


def test_a_rank_on_record_for_a_later_day_is_no_missing_requirement(siti):
    RankHistory.objects.filter(employee=siti).update(period=(D(2020, 1, 1), D(2027, 4, 1)))
    RankHistory.objects.create(employee=siti, rank="III/d", period=(D(2027, 4, 1), None))

    line = lines(siti)[WarningKind.RANK_PROMOTION]

    assert (line.is_recorded, line.due_on, line.obstacles) == (True, D(2027, 4, 1), ())
    assert "III/d" in line.title
    find_warnings(government=siti.government, on=ON)
    assert not EarlyWarning.objects.filter(employee=siti, kind=WarningKind.RANK_PROMOTION).exists()


def test_what_no_waiting_brings_has_no_day_and_its_reason(siti):
    siti.education = "30"
    siti.save()

    line = lines(siti)[WarningKind.RANK_PROMOTION]

    assert line.due_on is None
    assert "III/c" in line.obstacles[0]


def test_a_sanction_is_named_to_those_who_may_know(siti):
    DisciplineHistory.objects.create(employee=siti, level="S", kind="25", period=(D(2026, 6, 1), D(2027, 6, 1)))

    told = lines(siti)[WarningKind.RANK_PROMOTION].obstacles
    kept = lines(siti, may_see_discipline=False)[WarningKind.RANK_PROMOTION].obstacles

    assert len(told) == len(kept) == 1
    assert "disiplin" in told[0].lower() or "disciplinary" in told[0]
    assert "disiplin" not in kept[0].lower()
    assert "disciplinary" not in kept[0]


def test_who_sees_the_card(world, siti):
    sees = {name for name, user in world.users.items() if visible_outlook(siti, user) is not None}

    assert sees == {"employee", "hr_officer", "head_of_agency", "auditor"}


# --- The month --------------------------------------------------------------------------------------------------------


def test_month_counts_open_ones_by_day_and_kind(world, siti, django_assert_num_queries):
    first = today().replace(day=1)
    EarlyWarningFactory(employee=siti, due_on=first)
    EarlyWarningFactory(employee=EmployeeFactory(unit=world.village), due_on=first, is_eligible=False)
    EarlyWarningFactory(employee=siti, due_on=first, subject="x", kind=WarningKind.CREDENTIAL_EXPIRY)
    EarlyWarningFactory(employee=siti, due_on=first, subject="done", state=WarningState.HANDLED)
    EarlyWarningFactory(employee=siti, due_on=first - datetime.timedelta(days=1))

    with django_assert_num_queries(1):
        month = warning_month(EarlyWarning.objects.all(), first)

    (day,) = month.days
    assert day.date == first
    assert [(found.kind, found.count, found.blocked) for found in day.counts] == [
        (WarningKind.SALARY_STEP, 2, 1),
        (WarningKind.CREDENTIAL_EXPIRY, 1, 0),
    ]
    assert month.totals == day.counts
    assert {len(week) for week in month.weeks} == {7}
    assert month.weeks[0][0].date.weekday() == 0
    assert sum(day.is_in_month for week in month.weeks for day in week) in {28, 29, 30, 31}
