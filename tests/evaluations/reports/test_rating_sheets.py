"""Whose sheets stand in the paper of a unit's ratings."""

import datetime

import pytest
from django.utils import timezone

from employees.enums import AssignmentKind
from employees.models import Employee, PositionHistory
from evaluations.enums import ReportKind, RunState
from evaluations.models import ReportRun
from evaluations.reports import rating_sheets
from evaluations.services.run import recipients_of
from tests.evaluations.services.assessment.conftest import Office
from tests.factories.employees import make_employee_user
from tests.factories.evaluations import RunFactory

pytestmark = pytest.mark.django_db

YEAR = (datetime.date(2025, 1, 1), datetime.date(2025, 12, 31))


def test_a_head_belongs_to_the_paper_of_the_unit_above():
    office = Office()
    stand_in = make_employee_user(office.village).employee
    position = office.lurah.employee.position
    PositionHistory.objects.create(
        employee=stand_in, position=position, kind=AssignmentKind.DAILY_ACTING, period=(YEAR[1], None)
    )
    office.rating(final=True)
    office.rating(employee=office.lurah.employee, assessor=office.camat.employee, final=True)

    found = rating_sheets.gather(office.village, *YEAR)

    assert [each["name"] for each in found["people"]] == [office.clerk.employee.full_name]
    # Who only stood in is staff as before, still without a rating; the head is not counted here.
    assert found["waiting"] == 1
    above = rating_sheets.gather(office.district, *YEAR)
    assert [each["name"] for each in above["people"]] == [office.lurah.employee.full_name]
    # The district's own head belongs to the city.
    assert above["waiting"] == 0
    assert rating_sheets.gather(office.city, *YEAR)["waiting"] == 1


def test_an_old_paper_is_closed_to_who_stands_in_for_somebody_in_it():
    office = Office()
    stand_in = make_employee_user(office.village)
    rating = office.rating(final=True)
    run = RunFactory(
        schedule__unit=office.village,
        schedule__kind=ReportKind.RATING_SHEETS,
        period_start=YEAR[0],
        state=RunState.DONE,
        finished_at=timezone.now(),
        data_cutoff_at=timezone.now(),
        snapshot_sha256="0" * 64,
        snapshot={"data": {"people": [{"assessment": rating.pk}]}},
    )
    position = office.lurah.employee.position

    def acting(user, kind):
        PositionHistory.objects.create(employee=user.employee, position=position, kind=kind, period=(YEAR[1], None))
        return type(user).objects.get(pk=user.pk)

    first = acting(stand_in, AssignmentKind.DAILY_ACTING)
    run.recipient = stand_in.employee
    assert recipients_of(run) == [stand_in]
    assert run in ReportRun.objects.visible_to(first)
    assert first.has_perm("evaluations.view_run", run)

    # The clerk comes to lead the unit, and the other one stands in for the clerk.
    acting(office.clerk, AssignmentKind.ACTING)
    later = type(first).objects.get(pk=first.pk)
    assert run not in ReportRun.objects.visible_to(later)
    run.recipient = Employee.objects.get(pk=stand_in.employee.pk)
    assert recipients_of(run) == []
    assert not later.has_perm("evaluations.view_run", run)
    assert run in ReportRun.objects.visible_to(type(first).objects.get(pk=office.lurah.pk))
