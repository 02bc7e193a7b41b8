"""Studies from their beginning to the bond of service."""

import datetime
from decimal import Decimal

import pytest

from asn_portal.errors import DomainError
from asn_portal.notifications.models import Notification
from employees.dates import today
from employees.domain.service_life.months import add_months
from employees.enums import HistoryKind, LegalStatus
from employees.models import ChangeRequest
from employees.services.history import add_entry
from tests.factories.employees import EmployeeFactory
from tests.factories.study import (
    DAY,
    ApplicationFactory,
    StudyFactory,
)
from tests.training.services.study.conftest import paper, study_of
from training.enums import ApplicationState, AssignmentState
from training.models import SemesterReport, StudyAssignment
from training.services import study_assignment as studies
from training.services.study_call import StudyRefused

pytestmark = pytest.mark.django_db


def test_study_makes_its_reports_due(clerk, by):
    application = ApplicationFactory(call__unit=clerk.unit, employee=clerk, state=ApplicationState.ACCEPTED)

    study = studies.begin_study(assignment=study_of(clerk, application=application), by=by)

    assert list(study.reports.values_list("number", flat=True)) == [1, 2, 3, 4]
    with pytest.raises(DomainError):
        studies.begin_study(assignment=study_of(clerk), by=by)


@pytest.mark.parametrize("ends", ["return", "early"])
def test_who_is_released_to_study_stands_in_the_record_as_such(clerk, by, ends):
    study = studies.begin_study(assignment=study_of(clerk, starts_on=today() - 400 * DAY), by=by)
    clerk.refresh_from_db()
    assert clerk.status == LegalStatus.STUDY
    row = clerk.statushistory_set.valid().get(status=LegalStatus.STUDY)
    assert (row.period.lower, row.decree_number) == (study.starts_on, study.decree_number)

    if ends == "early":
        studies.end_early(assignment=study, reason="Sakit.", by=by)
    else:
        StudyAssignment.objects.filter(pk=study.pk).update(state=AssignmentState.GRADUATED, graduated_on=today() - DAY)
        studies.record_return(assignment=study, returned_on=today(), placement="Tetap", by=by)

    clerk.refresh_from_db()
    row.refresh_from_db()
    assert (clerk.status, row.period.upper) == (LegalStatus.ACTIVE, today())


def test_status_that_the_personnel_office_wrote_already_stays(clerk, by):
    add_entry(
        employee=clerk, kind=HistoryKind.STATUS, values={"status": "03", "period": (today() - 10 * DAY, None)}, by=by
    )

    studies.begin_study(assignment=study_of(clerk), by=by)
    beside = studies.begin_study(assignment=study_of(EmployeeFactory(unit=clerk.unit), is_released=False), by=by)

    assert clerk.statushistory_set.valid().filter(status="03").count() == 1
    assert not beside.employee.statushistory_set.filter(status="03").exists()


def test_study_before_the_portal_asks_only_for_coming_reports(clerk, by):
    study = studies.begin_study(
        assignment=study_of(clerk, starts_on=today() - 400 * DAY, planned_end=today() + 300 * DAY), by=by
    )

    assert all(report.due_on >= today() for report in study.reports.all())
    assert study.reports.count() == 2


def test_reminders_are_told_once_each(clerk):
    study = StudyFactory(employee=clerk)
    report = SemesterReport.objects.create(assignment=study, number=1, due_on=today() + 30 * DAY)

    for day in (today() - DAY, today(), today(), report.due_on, report.due_on + DAY, report.due_on + 20 * DAY):
        studies.remind_of_reports(day)

    assert Notification.objects.filter(user=clerk.user, kind="training.study_report").count() == 3


def test_report_is_written_read_and_then_stands(clerk, by):
    report = SemesterReport.objects.create(assignment=StudyFactory(employee=clerk), number=1, due_on=today())
    values = {"credits": 20, "text": "Lancar.", "by": clerk.user}

    studies.submit_report(report=report, gpa=Decimal("3.75"), file=paper("khs.pdf"), **values)
    studies.read_report(report=report, answer="Terima kasih.", by=by)
    with pytest.raises(DomainError):
        studies.submit_report(report=report, gpa=Decimal("4.00"), file=None, **values)

    report.refresh_from_db()
    assert (report.gpa, report.answer, report.read_by) == (Decimal("3.75"), "Terima kasih.", by)


@pytest.mark.parametrize("kind", ["extension", "leave"])
def test_longer_study_from_before_the_portal_asks_for_no_old_reports(clerk, by, kind):
    starts_on = add_months(today(), -14)
    study = studies.begin_study(
        assignment=study_of(clerk, starts_on=starts_on, planned_end=add_months(starts_on, 24) - DAY), by=by
    )
    change = studies.ask_change(
        assignment=study, kind=kind, months=6, from_day=today(), reason="Penelitian.", by=clerk.user
    )

    studies.decide_change(change=change, is_granted=True, answer="", by=by)

    assert list(study.reports.values_list("number", "due_on")) == [
        (number, add_months(starts_on, 6 * number) - DAY) for number in (3, 4, 5)
    ]


def test_graduation_proposes_the_diploma_and_return_starts_the_bond(clerk, by):
    study = StudyFactory(employee=clerk, starts_on=datetime.date(2024, 8, 1), planned_end=datetime.date(2026, 7, 31))

    studies.graduate(
        assignment=study,
        graduated_on=datetime.date(2026, 7, 31),
        diploma_number="IJ-1",
        front_title="",
        back_title="M.AP.",
        diploma=paper(),
        by=clerk.user,
    )
    studies.record_return(assignment=study, returned_on=datetime.date(2026, 8, 1), placement="Analis Kebijakan", by=by)

    request = ChangeRequest.objects.get(employee=clerk)
    assert (request.topic, request.changes["level"], request.changes["back_title"]) == ("education", "45", "M.AP.")
    study.refresh_from_db()
    assert study.state == AssignmentState.SERVING
    assert (study.bond.lower, study.bond_last_day) == (datetime.date(2026, 8, 1), datetime.date(2030, 7, 31))
    assert study.bond_days_left(datetime.date(2030, 7, 31)) == 1
    assert studies.fulfil_bonds(datetime.date(2030, 7, 31)) == 0
    assert studies.fulfil_bonds(datetime.date(2030, 8, 1)) == 1
    study.refresh_from_db()
    assert study.state == AssignmentState.FULFILLED


def test_own_means_beside_the_work_owe_nothing(clerk, by):
    study = StudyFactory(
        employee=clerk,
        is_released=False,
        funding="own",
        state=AssignmentState.GRADUATED,
        graduated_on=today() - DAY,
    )

    studies.record_return(assignment=study, returned_on=today(), placement="Tetap", by=by)

    study.refresh_from_db()
    assert (study.state, study.bond) == (AssignmentState.FULFILLED, None)


def test_study_that_ends_early_says_why(clerk, by):
    study = StudyFactory(employee=clerk)

    with pytest.raises(DomainError):
        studies.end_early(assignment=study, reason="", by=by)
    studies.end_early(assignment=study, reason="Mengundurkan diri; 20 juta dikembalikan.", by=by)

    study.refresh_from_db()
    assert (study.state, study.end_reason) == (
        AssignmentState.ENDED_EARLY,
        "Mengundurkan diri; 20 juta dikembalikan.",
    )


@pytest.mark.parametrize("last", [datetime.date(9999, 12, 31), datetime.date(2300, 1, 1), today() + 16 * 366 * DAY])
def test_study_of_impossible_length_is_refused(clerk, by, last):
    with pytest.raises(StudyRefused):
        studies.begin_study(assignment=study_of(clerk, planned_end=last), by=by)

    assert not StudyAssignment.objects.exists()
