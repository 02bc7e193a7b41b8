"""Who sees which daily report, schedule and evaluation report; page, list and file agree."""

import datetime

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from asn_portal.documents.access import may_download
from asn_portal.documents.services import store_document
from employees.dates import today
from employees.enums import AssignmentKind
from employees.models import PositionHistory
from evaluations.enums import RunState
from evaluations.models import DailyWorkReport, ReportRun, ReportSchedule
from evaluations.rules import heads_exactly, supervises_the_writer
from evaluations.services.run import snapshot_hash
from tests.factories.employees import UnitFactory, make_employee_user
from tests.factories.evaluations import DailyReportFactory, RunFactory, ScheduleFactory

pytestmark = pytest.mark.django_db
ROLES = (
    "hr_officer",
    "training_coordinator",
    "head_of_agency",
    "service_officer",
    "auditor",
    "operator",
    "supervisor",
    "employee",
    "colleague",
    "stranger",
    "nobody",
)
PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF"


def who(world, sees):
    return {role for role in ROLES if sees(world.users[role])}


def make_acting(user, head, *, days_ago=3, until=None):
    """Day-to-day acting official in the post of `head`."""
    begin = today() - datetime.timedelta(days=days_ago)
    PositionHistory.objects.create(
        employee=user.employee,
        position=head.employee.position,
        kind=AssignmentKind.DAILY_ACTING,
        period=(begin, until),
    )


def sees_report(report):
    return lambda user: DailyWorkReport.objects.visible_to(user).filter(pk=report.pk).exists()


@pytest.mark.parametrize("state", ["submitted", "approved", "returned"])
def test_sent_report_is_seen_by_writer_head_and_overseers(world, state):
    report = DailyReportFactory(employee=world.users["employee"].employee, **{state: True})

    assert who(world, sees_report(report)) == {"employee", "supervisor", "hr_officer", "head_of_agency", "auditor"}


def test_draft_is_private(world):
    report = DailyReportFactory(employee=world.users["employee"].employee)

    assert who(world, sees_report(report)) == {"employee"}


def test_only_the_direct_supervisor_decides(world):
    report = DailyReportFactory(employee=world.users["employee"].employee, submitted=True)
    district_head = make_employee_user(world.district, head=True)

    assert who(world, lambda user: supervises_the_writer.test(user, report)) == {"supervisor"}
    # The head of the district reads it, but it is the village head's to decide.
    assert sees_report(report)(district_head)
    assert not supervises_the_writer.test(district_head, report)
    assert not DailyWorkReport.objects.awaiting_decision_of(district_head).exists()
    assert list(DailyWorkReport.objects.awaiting_decision_of(world.users["supervisor"])) == [report]


def test_report_of_the_village_head_is_for_the_district_head(world):
    report = DailyReportFactory(employee=world.users["supervisor"].employee, submitted=True)
    district_head = make_employee_user(world.district, head=True)

    assert list(DailyWorkReport.objects.awaiting_decision_of(district_head)) == [report]
    assert not DailyWorkReport.objects.awaiting_decision_of(world.users["supervisor"]).exists()


def test_acting_official_decides_while_the_appointment_lasts(world):
    report = DailyReportFactory(employee=world.users["employee"].employee, submitted=True)
    acting, former = make_employee_user(world.district), make_employee_user(world.district)
    make_acting(acting, world.users["supervisor"])
    make_acting(former, world.users["supervisor"], days_ago=30, until=today() - datetime.timedelta(days=5))

    assert list(DailyWorkReport.objects.awaiting_decision_of(acting)) == [report]
    assert supervises_the_writer.test(acting, report)
    assert not sees_report(report)(former)
    # Acting stands before the definitive holder, whose absence is why there is one.
    assert not supervises_the_writer.test(world.users["supervisor"], report)


def test_evidence_is_for_those_who_read_the_report(world):
    report = DailyReportFactory(employee=world.users["employee"].employee, submitted=True)
    document = store_document(
        file=ContentFile(PDF, name="bukti.pdf"),
        by=world.users["employee"],
        owner=report.entries.get(),
        kind="evaluations.evidence",
    )

    assert who(world, lambda user: may_download(user, document)) == who(world, sees_report(report))


def finished_run(unit):
    run = RunFactory(schedule=ScheduleFactory(unit=unit))
    snapshot = {"format": 1}
    run.document = store_document(
        file=ContentFile(PDF, name="laporan.pdf"), by=None, owner=run, kind="evaluations.report"
    )
    run.snapshot, run.snapshot_sha256 = snapshot, snapshot_hash(snapshot)
    run.state, run.finished_at, run.data_cutoff_at = RunState.DONE, timezone.now(), timezone.now()
    run.save()
    return run


def test_evaluation_report_is_for_the_manager_and_the_head_of_agency(world):
    run = finished_run(world.village)
    district_head = make_employee_user(world.district, head=True)

    readers = {"supervisor", "head_of_agency"}
    assert who(world, lambda user: ReportRun.objects.visible_to(user).exists()) == readers
    assert who(world, lambda user: may_download(user, run.document)) == readers
    assert who(world, lambda user: heads_exactly.test(user, run)) == {"supervisor"}
    assert not may_download(district_head, run.document)


def test_manager_of_the_moment_downloads(world):
    run = finished_run(world.village)
    acting, former = make_employee_user(world.district), make_employee_user(world.district)
    make_acting(acting, world.users["supervisor"])
    make_acting(former, world.users["supervisor"], days_ago=30, until=today() - datetime.timedelta(days=5))

    assert may_download(acting, run.document)
    assert not may_download(former, run.document)


def test_unfinished_report_is_nobodys(world):
    RunFactory(schedule=ScheduleFactory(unit=world.village))

    assert who(world, lambda user: ReportRun.objects.visible_to(user).exists()) == set()


def test_schedules_are_kept_by_hr_and_by_the_head_of_the_very_unit(world):
    of_village = ScheduleFactory(unit=world.village)
    of_district = ScheduleFactory(unit=world.district)
    ScheduleFactory(unit=UnitFactory(parent=world.government))

    def seen(user):
        return set(ReportSchedule.objects.visible_to(user).values_list("pk", flat=True))

    assert {role: seen(world.users[role]) for role in ROLES if seen(world.users[role])} == {
        "hr_officer": {of_village.pk, of_district.pk},
        "supervisor": {of_village.pk},
    }
