"""Writing, sending and deciding daily reports."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.core.files import File
from django.db import transaction
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from asn_portal.audit.context import reason as because
from asn_portal.audit.services import record_event
from asn_portal.documents.models import Document
from asn_portal.documents.services import delete_document, store_document
from asn_portal.errors import DomainError
from employees.dates import today_in
from employees.models import Employee, OrganizationalUnit, PositionHistory
from employees.supervision import supervisor_of
from evaluations.domain.calendar import edit_until
from evaluations.domain.daily import DailyFault, Line, check_lines
from evaluations.enums import DAILY_TRANSITIONS, DailyFaultCode, DailyState, EvaluationRuleKey, LineSource, WorkPlace
from evaluations.evaluation_rules import value_of
from evaluations.models import DailyWorkEntry, DailyWorkReport, PlannedResult
from evaluations.services import notices
from surveys.models import Holiday

EVIDENCE_KIND = "evaluations.evidence"
# How long an approval can be undone by who gave it.
UNDO_WITHIN = datetime.timedelta(minutes=2)
# Whoever leaves the form in use for longer has not written for so long; the time is then unknown.
LONGEST_WRITING = 4 * 3600


class DailyReportError(DomainError):
    """The report cannot be written or decided like this."""


class DailyChangedError(DailyReportError):
    """The report was stored or sent elsewhere since it was opened."""


@dataclass(frozen=True)
class LineValues:
    """One line as it was typed. `entry_id` names the stored line that it changes, `result_id` a result of the person's
    plan, `source` and `source_key` the proposal that was taken over."""

    activity: str
    line: Line
    output: str = ""
    quantity: Decimal | None = None
    place: str = WorkPlace.OFFICE.value
    result_id: int | None = None
    source: str = LineSource.OWN.value
    source_key: str = ""
    entry_id: int | None = None
    evidence: Sequence[File[bytes]] = field(default=())


@transaction.atomic
def write_report(
    *,
    employee: Employee,
    date: datetime.date,
    lines: Sequence[LineValues],
    by: Any,
    remove_evidence: Iterable[Document] = (),
    seconds: int | None = None,
    seen: str | None = None,
    send: bool = False,
) -> DailyWorkReport:
    """Store the day's lines as a draft (or as the correction of a returned report); with `send` submit it as well.

    The lines replace those that were stored; `seconds` is how long the form was in use this time, None when nobody
    knows; `seen` is the `content_stamp` that the writer had open, another one raises DailyChangedError. The employee
    needs its unit. Raises DailyReportError when the day can no longer be written or the lines are faulty,
    DocumentRejected for a file; then nothing is stored.
    """
    report = _lock_day(employee, date)
    _check_open(report)
    if seen is not None and seen != content_stamp(report):
        raise DailyChangedError(
            _(
                "This report was saved in another window or on another device meanwhile. What is stored now stands "
                "beside what you typed; send it again to replace what is stored."
            )
        )
    faults = check_lines([each.line for each in lines])
    if faults:
        raise DailyReportError(fault_text(faults[0]))
    for document in remove_evidence:
        delete_document(document=document, by=by, reason=_("Taken off the daily report by its writer."))
    _check_results(report, lines)
    report.seconds_spent = _seconds_together(report, seconds)
    _replace_lines(report, lines, by=by)
    report.minutes = sum(each.line.counted_minutes for each in lines)
    report.unit = _unit_on(employee, report.date)
    report.save(update_fields=["minutes", "unit", "seconds_spent"])
    return submit_report(report=report, by=by) if send else report


@transaction.atomic
def submit_report(*, report: DailyWorkReport, by: Any) -> DailyWorkReport:
    """Send it to the direct supervisor. Who has nobody above needs no approval: it is approved at once."""
    report = _lock(report)
    if report.state in {DailyState.SUBMITTED, DailyState.APPROVED}:
        return report
    _check_open(report)
    if not report.minutes:
        raise DailyReportError(fault_text(DailyFault(DailyFaultCode.NO_LINES)))
    report.submitted_at = timezone.now()
    report.decided_by = report.decided_at = None
    if supervisor_of(report.employee) is None:
        report.decided_at = report.submitted_at
        _move(report, DailyState.APPROVED)
    else:
        _move(report, DailyState.SUBMITTED)
    record_event(
        "evaluations.daily_submitted",
        by=by,
        obj=report,
        unit_path=report.unit.path,
        minutes=report.minutes,
        state=report.state,
    )
    return report


@transaction.atomic
def approve_report(*, report: DailyWorkReport, by: Any, seen: str | None = None) -> DailyWorkReport:
    """Approving twice changes nothing. `seen` is the stamp of what was read (None for any): of another one nobody
    decides, DailyChangedError."""
    report = _lock(report)
    if report.state == DailyState.APPROVED:
        return report
    _check_waits(report)
    _check_seen(report, seen)
    report.decided_by, report.decided_at = by, timezone.now()
    _move(report, DailyState.APPROVED)
    record_event("evaluations.daily_approved", by=by, obj=report, unit_path=report.unit.path, minutes=report.minutes)
    notices.daily_approved(report)
    return report


@transaction.atomic
def return_report(*, report: DailyWorkReport, comment: str, by: Any, seen: str | None = None) -> DailyWorkReport:
    """Back to the writer, with what to correct. `seen` as in `approve_report`."""
    report = _lock(report)
    _check_waits(report)
    _check_seen(report, seen)
    if not comment.strip():
        raise DailyReportError(_("Say what is to be corrected: the person reads it."))
    report.decided_by, report.decided_at, report.comment = by, timezone.now(), comment.strip()
    with because(report.comment):
        _move(report, DailyState.RETURNED)
        record_event("evaluations.daily_returned", by=by, obj=report, unit_path=report.unit.path, reason=report.comment)
    notices.daily_returned(report)
    return report


@transaction.atomic
def undo_approval(*, report: DailyWorkReport, by: Any) -> DailyWorkReport:
    """A slip of the hand: shortly after, and only by who approved it."""
    report = _lock(report)
    undoable = report.state == DailyState.APPROVED and report.decided_by_id is not None
    if not undoable or report.decided_by_id != by.pk or timezone.now() - report.decided_at > UNDO_WITHIN:
        raise DailyReportError(_("This approval can no longer be undone."))
    report.decided_by = report.decided_at = None
    _move(report, DailyState.SUBMITTED)
    record_event("evaluations.daily_approval_undone", by=by, obj=report, unit_path=report.unit.path)
    return report


@transaction.atomic
def give_feedback(*, report: DailyWorkReport, feedback: str, by: Any) -> DailyWorkReport:
    """A word from the supervisor on the day's work, beside the decision; a later one replaces it."""
    report = _lock(report)
    if report.state == DailyState.DRAFT:
        raise DailyReportError(_("The report has not been sent yet."))
    if not feedback.strip():
        raise DailyReportError(_("Write the feedback first."))
    report.feedback = feedback.strip()
    report.save(update_fields=["feedback"])
    record_event("evaluations.daily_feedback", by=by, obj=report, unit_path=report.unit.path)
    notices.daily_feedback(report)
    return report


def last_day_to_write(report: DailyWorkReport, holidays: Sequence[datetime.date] | None = None) -> datetime.date:
    """So many working days after the day of the report, or after its return, as the rule of that day says. Needs the
    unit."""
    begin = report.date
    if report.state == DailyState.RETURNED:
        begin = max(begin, timezone.localdate(report.decided_at, report.unit.tz))
    return _window_end(report, begin, holidays)


def last_day_to_correct(report: DailyWorkReport) -> datetime.date:
    """Were it returned today. Needs the unit."""
    return _window_end(report, max(report.date, today_in(report.unit)))


def content_stamp(report: DailyWorkReport | None) -> str:
    """Names what is stored of a report: its state, lines and files. "" while there are no lines. Two queries."""
    if report is None:
        return ""
    lines = list(
        report.entries.filter(report_date=report.date)
        .order_by("order")
        .values_list(
            "pk", "activity", "output", "quantity", "minutes", "start", "end", "place", "result", "source", "source_key"
        )
    )
    if not lines:
        return ""
    files = Document.objects.filter(
        owner_kind=DailyWorkEntry._meta.label_lower, owner_id__in=[str(line[0]) for line in lines]
    )
    content = (str(report.state), lines, sorted(map(str, files.values_list("pk", flat=True))))
    return hashlib.sha256(repr(content).encode()).hexdigest()[:16]


def edit_days(employee: Employee, day: datetime.date) -> int:
    """Working days in which a report of that day is written. One query."""
    return int(value_of(EvaluationRuleKey.EDIT_DAYS, employee.government_id, day)["days"])


def sent_anew_text(count: int = 1) -> str:
    """Why reports were not decided that their writers sent again meanwhile."""
    return ngettext(
        "%(count)s report was sent anew after you opened the page. Read it before you decide.",
        "%(count)s reports were sent anew after you opened the page. Read them before you decide.",
        count,
    ) % {"count": count}


def fault_text(fault: DailyFault) -> str:
    """The fault in words, for the page."""
    return str(_fault_texts()[fault.code])


def _fault_texts() -> dict[DailyFaultCode, str]:
    return {
        DailyFaultCode.NO_LINES: _("Write at least one line: what you did and how long it took."),
        DailyFaultCode.NO_MINUTES: _("Enter the minutes, or from when until when."),
        DailyFaultCode.END_MISSING: _("Enter both times, or leave both empty."),
        DailyFaultCode.END_BEFORE_START: _("The end must be after the start."),
        DailyFaultCode.OVERLAP: _("Two lines overlap in time. Change one of them."),
        DailyFaultCode.MORE_THAN_SPAN: _("These are more minutes than lie between start and end."),
        DailyFaultCode.MORE_THAN_A_DAY: _("All lines together are longer than a day (1,440 minutes)."),
    }


def _window_end(
    report: DailyWorkReport, begin: datetime.date, holidays: Sequence[datetime.date] | None = None
) -> datetime.date:
    if holidays is None:
        holidays = Holiday.objects.dates_for(report.unit.government_path)
    return edit_until(begin, holidays, edit_days(report.employee, begin))


def _lock_day(employee: Employee, date: datetime.date) -> DailyWorkReport:
    """The report of the day, made if need be. Two devices at once get the same one."""
    if date > today_in(employee.unit):
        raise DailyReportError(_("This day has not come yet."))
    if not employee.is_active:
        raise DailyReportError(_("Only staff in active service write daily reports."))
    DailyWorkReport.objects.get_or_create(employee=employee, date=date, defaults={"unit": _unit_on(employee, date)})
    rows = DailyWorkReport.objects.select_for_update(of=("self",)).select_related("employee__unit", "unit")
    return rows.get(employee=employee, date=date)  # type: ignore[no-any-return]


def _unit_on(employee: Employee, date: datetime.date) -> OrganizationalUnit:
    """Where somebody worked on a day: a report that is written after a transfer belongs to the unit of its day."""
    held = PositionHistory.objects.on(date).definitive().filter(employee=employee)
    place = held.select_related("position__unit").order_by("-period").first()
    return place.position.unit if place is not None else employee.unit  # type: ignore[no-any-return]


def _lock(report: DailyWorkReport) -> DailyWorkReport:
    rows = DailyWorkReport.objects.select_for_update(of=("self",))
    return rows.select_related("unit", "employee__unit", "employee__user").get(pk=report.pk)  # type: ignore[no-any-return]


def _check_open(report: DailyWorkReport) -> None:
    if not report.is_open:
        raise DailyReportError(
            _("This report can no longer be changed: it is “%(state)s”.") % {"state": report.get_state_display()}
        )
    until = last_day_to_write(report)
    if today_in(report.unit) > until:
        raise DailyReportError(
            _("This report could be written until %(day)s. Talk to your supervisor about what is missing.")
            % {"day": formats.date_format(until)}
        )


def _check_waits(report: DailyWorkReport) -> None:
    if report.state != DailyState.SUBMITTED:
        raise DailyReportError(
            _("There is nothing to decide: the report is “%(state)s”.") % {"state": report.get_state_display()}
        )


def _check_seen(report: DailyWorkReport, seen: str | None) -> None:
    if seen not in {None, report.stamp}:
        raise DailyChangedError(sent_anew_text())


def _check_results(report: DailyWorkReport, lines: Sequence[LineValues]) -> None:
    """Only results of one's own plans."""
    named = {each.result_id for each in lines if each.result_id is not None}
    own = PlannedResult.objects.filter(pk__in=named, plan__employee=report.employee)
    if named and own.count() < len(named):
        raise DailyReportError(_("A line names a result that is in none of your plans. Choose one of your own plan."))


def _seconds_together(report: DailyWorkReport, seconds: int | None) -> int | None:
    """Of all writings of the report. Unknown as soon as that of one is."""
    was_written = report.minutes > 0
    if seconds is None or not 0 < seconds <= LONGEST_WRITING or (was_written and report.seconds_spent is None):
        return None
    return (report.seconds_spent or 0) + seconds


def _replace_lines(report: DailyWorkReport, lines: Sequence[LineValues], *, by: Any) -> None:
    stored = {entry.pk: entry for entry in report.entries.all()}
    kept = {each.entry_id for each in lines}
    for pk, entry in stored.items():
        if pk not in kept:
            for document in Document.objects.of(entry):
                delete_document(document=document, by=by, reason=_("Its line was taken off the daily report."))
            entry.delete()
    for order, each in enumerate(lines, start=1):
        # Of two lines with the same id the second is a new one: the day's minutes are those of its lines.
        entry = stored.pop(each.entry_id or 0, None) or DailyWorkEntry(report=report)
        entry.order = order
        entry.activity, entry.output, entry.quantity = each.activity, each.output, each.quantity
        entry.minutes, entry.start, entry.end = each.line.counted_minutes, each.line.start, each.line.end
        entry.place, entry.result_id = each.place, each.result_id
        entry.source, entry.source_key = each.source, each.source_key
        entry.save()
        for file in each.evidence:
            store_document(file=file, by=by, owner=entry, kind=EVIDENCE_KIND, unit_path=report.employee.unit.path)


def _move(report: DailyWorkReport, state: DailyState) -> None:
    if state not in DAILY_TRANSITIONS[DailyState(report.state)]:
        raise ValueError(f"A daily report does not move from {report.state} to {state}.")
    report.state = state
    report.save(update_fields=["state", "submitted_at", "decided_by", "decided_at", "comment"])
