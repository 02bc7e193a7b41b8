"""Schedules of reports of every kind, the reports made from them, one that failed, and what was promised."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone

from asn_portal import __version__
from asn_portal.access.roles import Role
from asn_portal.documents.services import ALLOWED_PDF, store_document
from asn_portal.operation.demo import DemoWorld
from employees.models import Employee, OrganizationalUnit
from employees.supervision import head_of
from evaluations.domain.calendar import month_end, month_start, next_month
from evaluations.domain.periods import last_finished
from evaluations.domain.recurrence import Recurrence
from evaluations.enums import FollowUpState, RecipientKind, ReportFormat, ReportKind, RunState
from evaluations.models import FollowUpAction, ReportRun, ReportSchedule, ScheduleRecipient
from evaluations.reports.kinds import gather_snapshot
from evaluations.reports.run_files import run_pdf
from evaluations.services.run import REPORT_KIND, file_stem, snapshot_hash

MONTHLY = "FREQ=MONTHLY;BYMONTHDAY=1"
QUARTERLY = "FREQ=YEARLY;BYMONTH=1,4,7,10;BYMONTHDAY=5"
YEARLY = "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=1"
# Unit, who keeps it, kind, name, when, format, roles that get it too.
FURTHER_KINDS = (
    (
        "belawan-i",
        "hr@belawan.demo",
        ReportKind.UNIT_QUARTER,
        "Evaluasi triwulan",
        QUARTERLY,
        ReportFormat.BOTH,
        (Role.HEAD_OF_AGENCY,),
    ),
    ("belawan-i", "hr@belawan.demo", ReportKind.UNIT_YEAR, "Evaluasi tahunan", YEARLY, ReportFormat.PDF, ()),
    ("belawan-i", "hr@belawan.demo", ReportKind.RATING_SHEETS, "Dokumen penilaian", YEARLY, ReportFormat.PDF, ()),
    (
        "kota-medan",
        "hr@medan.demo",
        ReportKind.GOVERNMENT,
        "Ikhtisar pemerintah kota",
        "FREQ=MONTHLY;BYDAY=MO;BYSETPOS=1",
        ReportFormat.BOTH,
        (Role.HR_OFFICER, Role.HEAD_OF_AGENCY),
    ),
    (
        "kota-medan",
        "hr@medan.demo",
        ReportKind.TRAINING,
        "Hasil pelatihan",
        QUARTERLY,
        ReportFormat.BOTH,
        (Role.TRAINING_COORDINATOR,),
    ),
    (
        "kota-medan",
        "hr@medan.demo",
        ReportKind.SATISFACTION,
        "Kepuasan masyarakat",
        QUARTERLY,
        ReportFormat.PDF,
        (Role.SERVICE_OFFICER,),
    ),
    (
        "kota-medan",
        "hr@medan.demo",
        ReportKind.WARNINGS,
        "Peringatan dini",
        MONTHLY,
        ReportFormat.PDF,
        (Role.HR_OFFICER,),
    ),
)
# What, days from today, what came of it.
PROMISES = (
    (
        "Menyetujui laporan harian keesokan harinya",
        -6,
        "Tunggakan persetujuan habis sejak pekan lalu.",
    ),
    ("Menambah petugas loket pada jam sibuk", -2, ""),
    ("Menyusun jadwal pendampingan untuk pegawai baru", 12, ""),
)


def add_schedule(
    world: DemoWorld, unit: OrganizationalUnit, keeper: str, since: datetime.date, **fields: Any
) -> ReportSchedule:
    rule = Recurrence(fields.get("recurrence", MONTHLY), at=datetime.time(6), zone=unit.tz)
    values = {
        "name": "Laporan evaluasi bulanan",
        "is_active": True,
        "next_run_at": rule.next_after(timezone.now()),
        "recurrence": rule.text,
        **fields,
    }
    schedule = ReportSchedule.objects.create(
        unit=unit,
        time_of_day=rule.at,
        owner=world.users[keeper],
        **values,
    )
    ReportSchedule.objects.filter(pk=schedule.pk).update(
        created_at=datetime.datetime.combine(since, datetime.time(9, 12), tzinfo=unit.tz)
    )
    return schedule


def add_runs(
    world: DemoWorld,
    schedule: ReportSchedule,
    since: datetime.date,
    *,
    papers: int,
    fails: bool,
    promises: bool,
) -> None:
    """A report for each month that has come due; the newest `papers` have their paper, others make it when asked. What
    was promised because of the last but one stands in the last."""
    unit = schedule.unit
    due = [month for month in _months(since, world.today) if _due(schedule, month) <= timezone.now()]
    if fails and due:
        _add_failure(schedule, due.pop())
    runs = [_done(schedule, month, month_end(month), made=_due(schedule, month)) for month in due[:-1]]
    ReportRun.objects.bulk_create(runs)
    if promises and runs:
        _add_promises(world, runs[-1])
    for month in due[-1:]:
        runs.append(_done(schedule, month, month_end(month), made=_due(schedule, month)))
        runs[-1].save()
    for run in runs[len(runs) - papers :]:
        run.document = store_document(
            file=ContentFile(run_pdf(run), name=f"{file_stem(run)}.pdf"),
            by=None,
            owner=run,
            kind=REPORT_KIND,
            unit_path=unit.path,
            allowed=ALLOWED_PDF,
        )
        run.save(update_fields=["document"])
    ReportSchedule.objects.filter(pk=schedule.pk).update(last_run_at=runs[-1].finished_at if runs else None)


def _done(schedule: ReportSchedule, first: datetime.date, last: datetime.date, *, made: datetime.datetime) -> ReportRun:
    run = ReportRun(
        schedule=schedule,
        unit=schedule.unit,
        kind=schedule.kind,
        period_start=first,
        period_end=last,
        state=RunState.DONE,
        attempt=1,
        heartbeat_at=made,
        data_cutoff_at=made,
        code_version=__version__,
        # Nobody while the post was vacant.
        recipient=head_of(schedule.unit, made.date()),
        finished_at=made + datetime.timedelta(seconds=4),
    )
    run.snapshot = gather_snapshot(run)
    run.snapshot_sha256 = snapshot_hash(run.snapshot)
    return run


def _add_promises(world: DemoWorld, run: ReportRun) -> None:
    """One is done, one is overdue, one is still to come."""
    head = head_of(run.unit, world.today)
    staff = list(Employee.objects.active().filter(unit=run.unit).exclude(pk=head.pk).order_by("pk")[:2])
    begun = run.finished_at + datetime.timedelta(days=2)
    for (title, days, outcome), owner in zip(PROMISES, [*staff, head][: len(PROMISES)], strict=False):
        action = FollowUpAction(
            unit=run.unit,
            run=run,
            title=title,
            owner=owner,
            due_on=world.today + datetime.timedelta(days=days),
            created_by=head.user if head.user_id else run.schedule.owner,
        )
        if outcome:
            action.state, action.outcome = FollowUpState.DONE, outcome
            action.closed_by, action.closed_at = run.schedule.owner, timezone.now() - datetime.timedelta(days=-days)
        action.save()
        FollowUpAction.objects.filter(pk=action.pk).update(created_at=begun)


def add_each_kind(world: DemoWorld, since: datetime.date) -> None:
    """A schedule of each further kind, with the report of its last finished period."""
    for slug, keeper, kind, name, recurrence, output, roles in FURTHER_KINDS:
        unit = world.units[slug]
        schedule = add_schedule(world, unit, keeper, since, kind=kind, name=name, recurrence=recurrence, output=output)
        for role in roles:
            ScheduleRecipient.objects.create(schedule=schedule, kind=RecipientKind.ROLE, role=role)
        now = timezone.now()
        first, last = last_finished(kind, now.astimezone(unit.tz).date())
        run = _done(schedule, first, last, made=now - datetime.timedelta(hours=1))
        run.save()
        ReportSchedule.objects.filter(pk=schedule.pk).update(last_run_at=run.finished_at)


def _add_failure(schedule: ReportSchedule, month: datetime.date) -> None:
    error = "OSError: No space left on device"
    ReportRun.objects.create(
        schedule=schedule,
        unit=schedule.unit,
        period_start=month,
        period_end=month_end(month),
        state=RunState.FAILED,
        attempt=3,
        failures=3,
        error=error,
    )
    ReportSchedule.objects.filter(pk=schedule.pk).update(last_error=error)


def _months(since: datetime.date, today: datetime.date) -> Iterator[datetime.date]:
    """First days of the months that are over."""
    month = month_start(since)
    while month < month_start(today):
        yield month
        month = next_month(month)


def _due(schedule: ReportSchedule, month: datetime.date) -> datetime.datetime:
    return datetime.datetime.combine(next_month(month), schedule.time_of_day, tzinfo=schedule.unit.tz)
