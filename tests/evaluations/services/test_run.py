"""Making one report in this process: numbers frozen, paper stored, manager told, failures kept."""

import datetime

import pytest
from django.core.cache import cache
from django.db import IntegrityError, InternalError, transaction
from django.utils import timezone

from asn_portal.access.roles import Role
from asn_portal.audit.models import Event
from asn_portal.documents.models import Document
from asn_portal.notifications.models import Notification, OutboxMail
from employees.enums import AssignmentKind
from employees.models import PositionHistory
from employees.supervision import head_of
from evaluations import tasks
from evaluations.enums import RunState
from evaluations.models import ReportRun, ReportSchedule
from evaluations.reports.run_files import run_pdf
from evaluations.reports.unit_month import from_snapshot, gather_unit_month, to_snapshot
from evaluations.services.run import canonical_json, claim_run, finish_run, snapshot_hash, store_snapshot
from evaluations.services.schedule import retry_run
from tests.factories.employees import EmployeeFactory, RoleGrantFactory, UnitFactory, UserFactory, make_employee_user
from tests.factories.evaluations import DailyReportFactory, RunFactory, ScheduleFactory

pytestmark = pytest.mark.django_db
OCTOBER = datetime.date(2026, 10, 1)


@pytest.fixture
def unit():
    return UnitFactory(parent=UnitFactory(name="Kota Medan"), name="Kelurahan Belawan I")


@pytest.fixture
def head(unit):
    return make_employee_user(unit, head=True)


@pytest.fixture
def run(unit, head):
    clerk = EmployeeFactory(unit=unit, name="Siti")
    for day in (5, 6):
        DailyReportFactory(employee=clerk, date=datetime.date(2026, 10, day), approved=True, minutes=450)
    return RunFactory(schedule=ScheduleFactory(unit=unit))


def test_report_is_made_sent_and_kept(run, head):
    tasks.make_waiting_reports()

    run.refresh_from_db()
    assert (run.state, run.attempt, run.recipient, run.error) == (RunState.DONE, 1, head.employee, "")
    assert run.snapshot_sha256 == snapshot_hash(run.snapshot)
    assert run.code_version
    document = run.document
    assert (document.kind, document.content_type, document.unit_path) == (
        "evaluations.report",
        "application/pdf",
        run.unit.path,
    )
    notice = Notification.objects.get()
    assert (notice.user, notice.url, notice.dedupe_key) == (head, run.get_absolute_url(), f"report-run:{run.pk}")
    mail = OutboxMail.objects.get()
    assert (mail.to, mail.documents) == (head.email, [str(document.pk)])
    assert Event.objects.get(kind="evaluations.report_made").data["sha256"] == run.snapshot_sha256
    assert ReportSchedule.objects.get().last_run_at == run.finished_at


def test_done_report_is_not_made_again(run):
    tasks.make_waiting_reports()
    tasks.make_waiting_reports()

    assert (Document.objects.count(), Notification.objects.count()) == (1, 1)
    run.refresh_from_db()
    assert run.attempt == 1


def test_acting_official_is_the_manager(run, head, unit):
    deputy = make_employee_user(UnitFactory(parent=unit.government))
    period = (timezone.localdate() - datetime.timedelta(days=3), None)
    PositionHistory.objects.create(
        employee=deputy.employee, position=head.employee.position, kind=AssignmentKind.DAILY_ACTING, period=period
    )

    tasks.make_waiting_reports()

    assert [notice.user for notice in Notification.objects.all()] == [deputy]


def test_vacant_post_keeps_the_report_and_mails_nobody(unit):
    EmployeeFactory(unit=unit)
    run = RunFactory(schedule=ScheduleFactory(unit=unit))

    tasks.make_waiting_reports()

    run.refresh_from_db()
    assert (run.state, run.recipient, Notification.objects.count()) == (RunState.DONE, None, 0)


def test_numbers_and_paper_are_the_same_when_made_again(run):
    tasks.make_waiting_reports()
    run.refresh_from_db()
    with run.document.file.open("rb") as file:
        stored = file.read()

    # What happens later changes nothing of what was reported.
    DailyReportFactory(
        employee=EmployeeFactory(unit=run.unit), date=datetime.date(2026, 10, 7), approved=True, minutes=450
    )
    cache.clear()

    assert run_pdf(run) == stored
    assert canonical_json(to_snapshot(from_snapshot(run.snapshot))) == canonical_json(run.snapshot)
    assert snapshot_hash(run.snapshot) == run.snapshot_sha256
    assert to_snapshot(gather_unit_month(run.unit, OCTOBER)) != run.snapshot


def test_sent_numbers_cannot_be_changed_by_anybody(run):
    tasks.make_waiting_reports()

    for change in (
        {"snapshot": {"format": 1}},
        {"snapshot_sha256": "0" * 64},
        {"period_start": datetime.date(2026, 9, 1)},
    ):
        with pytest.raises(InternalError), transaction.atomic():
            ReportRun.objects.filter(pk=run.pk).update(**change)


def test_second_run_of_a_period_is_impossible(run):
    with pytest.raises(IntegrityError), transaction.atomic():
        RunFactory(schedule=run.schedule, period_start=run.period_start)


def test_failure_is_kept_and_tried_again_later(run, monkeypatch):
    def broken(_run):
        raise OSError("no space left on device")

    monkeypatch.setattr(tasks, "run_pdf", broken)
    for expected in (1, 2):
        tasks.make_waiting_reports()
        run.refresh_from_db()
        assert (run.state, run.failures, run.attempt) == (RunState.PENDING, expected, expected)
        assert run.error == "OSError: no space left on device"
        assert run.next_try_at > timezone.now()
        ReportRun.objects.update(next_try_at=timezone.now())
    first_snapshot = run.snapshot
    monkeypatch.undo()

    tasks.make_waiting_reports()

    run.refresh_from_db()
    assert (run.state, run.attempt, run.snapshot) == (RunState.DONE, 3, first_snapshot)
    assert ReportSchedule.objects.get().last_error == ""


@pytest.mark.parametrize("keeps", [True, False])
def test_failing_three_times_gives_up_and_tells_the_owner(run, monkeypatch, keeps):
    def broken(_run):
        raise OSError("no space left on device")

    # In place of an owner who keeps it no longer, who heads the unit.
    told = run.schedule.owner if keeps else head_of(run.unit).user
    if keeps:
        RoleGrantFactory(user=run.schedule.owner, role=Role.HR_OFFICER, unit=run.unit)
    monkeypatch.setattr(tasks, "run_pdf", broken)
    for _time in range(5):
        tasks.make_waiting_reports()
        ReportRun.objects.filter(state=RunState.PENDING).update(next_try_at=timezone.now())

    run.refresh_from_db()
    assert (run.state, run.attempt, Document.objects.count()) == (RunState.FAILED, 3, 0)
    assert Notification.objects.get().user == told
    assert ReportSchedule.objects.get().last_error == "OSError: no space left on device"


def test_one_report_that_fails_does_not_hold_up_the_others(run, monkeypatch):
    other = RunFactory(schedule=ScheduleFactory())
    made = tasks.run_pdf

    def broken_for_one(each):
        if each.pk == run.pk:
            raise OSError("no space left on device")
        return made(each)

    monkeypatch.setattr(tasks, "run_pdf", broken_for_one)

    tasks.make_waiting_reports()

    other.refresh_from_db()
    assert other.state == RunState.DONE


def test_who_was_overtaken_stores_nothing(run):
    slow = claim_run()
    store_snapshot(run=slow, snapshot=to_snapshot(gather_unit_month(run.unit, OCTOBER)), cutoff=timezone.now())
    later = timezone.now() + datetime.timedelta(minutes=6)
    fast = claim_run(now=later)

    assert (slow.attempt, fast.attempt) == (1, 2)
    assert store_snapshot(run=slow, snapshot={}, cutoff=later) is False
    assert finish_run(run=slow, pdf=b"%PDF-1.4 late") is False
    assert Document.objects.count() == 0
    fast.refresh_from_db()
    assert finish_run(run=fast, pdf=run_pdf(fast)) is True
    assert finish_run(run=fast, pdf=run_pdf(fast)) is False
    assert (Document.objects.count(), Notification.objects.count()) == (1, 1)


def test_living_worker_is_not_overtaken(run):
    claim_run()

    assert claim_run(now=timezone.now() + datetime.timedelta(minutes=4)) is None


def test_report_that_takes_its_workers_down_is_given_up_until_it_is_asked_for_again(run):
    ReportRun.objects.filter(pk=run.pk).update(attempt=25)

    tasks.make_waiting_reports()

    run.refresh_from_db()
    assert run.state == RunState.FAILED

    retry_run(run=run, by=UserFactory())
    tasks.make_waiting_reports()

    run.refresh_from_db()
    assert (run.state, run.tries) == (RunState.DONE, 1)
    # Whoever held an earlier number stays fenced off.
    assert run.attempt > 26
