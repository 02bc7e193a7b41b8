"""A study from its decree to the end of the service bond."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files import File
from django.db import IntegrityError, transaction
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from asn_portal.audit.context import reason as because
from asn_portal.audit.services import record_event
from asn_portal.documents.models import Document
from asn_portal.documents.services import ALLOWED_IMAGES, ALLOWED_PDF, store_document
from asn_portal.errors import DomainError
from asn_portal.locking import lock_row
from employees.change_topics import TOPICS
from employees.dates import today
from employees.domain.service_life.months import add_months
from employees.enums import EducationLevel, HistoryKind, LegalStatus
from employees.models import StatusHistory
from employees.services.change_request import submit_request
from employees.services.history import add_entry, withdraw_entry
from training.domain.further_education import report_days, service_bond
from training.enums import (
    ASSIGNMENT_MOVES,
    ApplicationState,
    AssignmentState,
    Degree,
    RequestState,
    StudyChangeKind,
)
from training.models import SemesterReport, StudyAssignment, StudyChange
from training.services import study_notices
from training.services.moves import refused_move
from training.services.study_call import StudyRefused
from training.services.study_limits import (
    refuse_impossible_days,
    refuse_leave,
    refuse_long_extension,
    refuse_long_study,
)
from training.study_rules import study_rules_on

REPORT_KIND = "training.study_report"
REMIND_DAYS = 30
ONE_DAY = datetime.timedelta(days=1)
# What the record calls each degree; a profession is no level of its own.
LEVELS = {
    Degree.D1: EducationLevel.DIPLOMA_1,
    Degree.D2: EducationLevel.DIPLOMA_2,
    Degree.D3: EducationLevel.DIPLOMA_3,
    Degree.S1: EducationLevel.BACHELOR,
    Degree.PROFESSION: EducationLevel.BACHELOR,
    Degree.S2: EducationLevel.MASTER,
    Degree.S3: EducationLevel.DOCTOR,
}


def lock_assignment(assignment: StudyAssignment) -> StudyAssignment:
    """The study as it is now; others who want it wait until our transaction ends."""
    return lock_row(  # type: ignore[no-any-return]
        StudyAssignment.objects, assignment.pk, "employee__unit", "employee__position", "employee__user"
    )


@transaction.atomic
def begin_study(*, assignment: StudyAssignment, by: Any) -> StudyAssignment:
    """Store a study by its decree, of an accepted application or begun before the portal. Its reports become due."""
    application = assignment.application
    if application is not None and application.state != ApplicationState.ACCEPTED:
        raise StudyRefused(_("Only an accepted application becomes a study."))
    refuse_impossible_days(assignment.decree_date, assignment.starts_on, assignment.planned_end)
    refuse_long_study(assignment)
    try:
        assignment.full_clean(exclude=["bond"])
        with transaction.atomic():
            assignment.save()
    except ValidationError as error:
        raise StudyRefused(" ".join(error.messages)) from error
    except IntegrityError as error:
        raise StudyRefused(_("This person is already studying.")) from error
    if assignment.is_released:
        _enter_status(assignment, LegalStatus.STUDY, assignment.starts_on, by=by)
    # Of what lies before the portal nobody asks for reports any more.
    ensure_reports(assignment, since=min(today(), assignment.starts_on) if application else today())
    _record("training.study_begun", assignment, by=by)
    study_notices.assigned(assignment)
    return assignment


def ensure_reports(assignment: StudyAssignment, *, since: datetime.date) -> int:
    """Make the reports that are missing from `since` to the planned end. Returns how many it made.

    Those handed in stay. A longer study moves its last report, as long as it was not handed in, and adds further ones.
    """
    days = report_days(assignment.starts_on, assignment.planned_end)
    there = {report.number: report for report in assignment.reports.all()}
    made = 0
    for number, day in enumerate(days, start=1):
        report = there.get(number)
        if report is None:
            if day >= since:
                SemesterReport.objects.create(assignment=assignment, number=number, due_on=day)
                made += 1
        elif report.due_on != day and report.submitted_at is None:
            report.due_on = day
            report.save(update_fields=["due_on"])
    return made


@transaction.atomic
def submit_report(
    *, report: SemesterReport, gpa: Any, credits: int | None, text: str, file: File[bytes] | None, by: Any
) -> SemesterReport:
    """Hand a semester report in, or once more until the office has read it; then StudyRefused. Earlier files stay.

    In any order: an earlier one may wait for its marks. `overdue_before` says which is still missing.
    """
    report = lock_row(SemesterReport.objects, report.pk, "assignment__employee__unit", "assignment__employee__user")
    if report.read_at is not None:
        raise StudyRefused(_("The office has read this report; it stands as it is."))
    report.gpa, report.credits, report.text = gpa, credits, text.strip()
    report.submitted_at = timezone.now()
    report.save(update_fields=["gpa", "credits", "text", "submitted_at"])
    if file:
        store_document(
            file=file,
            by=by,
            kind=REPORT_KIND,
            owner=report,
            unit_path=report.assignment.employee.unit.path,
            allowed=ALLOWED_PDF | ALLOWED_IMAGES,
        )
    _record("training.study_reported", report.assignment, by=by, semester=report.number)
    return report


def overdue_before(report: SemesterReport) -> int | None:
    """The first semester before this one whose report is overdue; None when there is none."""
    earlier = SemesterReport.objects.filter(assignment=report.assignment_id, number__lt=report.number)
    overdue = earlier.filter(submitted_at=None, due_on__lt=today()).order_by("number")
    return overdue.values_list("number", flat=True).first()  # type: ignore[no-any-return]


@transaction.atomic
def read_report(*, report: SemesterReport, answer: str, by: Any) -> SemesterReport:
    """The office has read it: it stands, and the student is told the answer. StudyRefused before it is handed in."""
    report = lock_row(SemesterReport.objects, report.pk, "assignment__employee__unit", "assignment__employee__user")
    if report.submitted_at is None:
        raise StudyRefused(_("This report was not handed in yet."))
    report.read_at, report.read_by, report.answer = timezone.now(), by, answer.strip()
    report.save(update_fields=["read_at", "read_by", "answer"])
    _record("training.study_report_read", report.assignment, by=by, semester=report.number)
    study_notices.report_answered(report)
    return report


@transaction.atomic
def ask_change(
    *, assignment: StudyAssignment, kind: str, months: int, from_day: datetime.date, reason: str, by: Any
) -> StudyChange:
    """The student asks for an extension (at most twice six months) or a leave."""
    assignment = lock_assignment(assignment)
    if not assignment.is_running:
        raise StudyRefused(_("This study no longer runs."))
    if kind == StudyChangeKind.EXTENSION:
        refuse_long_extension(assignment, months)
    else:
        refuse_leave(assignment, months, from_day)
    if assignment.changes.filter(state=RequestState.ASKED).exists():
        raise StudyRefused(_("A request is already waiting for its answer."))
    change = StudyChange.objects.create(
        assignment=assignment, kind=kind, months=months, from_day=from_day, reason=reason.strip()
    )
    _record("training.study_change_asked", assignment, by=by, change=kind, months=months)
    study_notices.change_asked(change)
    return change


@transaction.atomic
def decide_change(*, change: StudyChange, is_granted: bool, answer: str, by: Any) -> StudyChange:
    """A granted extension or leave moves the planned end; a leave that has begun changes the state too."""
    # The study first, as whatever moves it does.
    assignment = lock_assignment(change.assignment)
    change = lock_row(StudyChange.objects, change.pk)
    change.assignment = assignment
    if change.state != RequestState.ASKED:
        raise StudyRefused(_("This request is answered already: %(state)s.") % {"state": change.get_state_display()})
    if not is_granted and not answer.strip():
        raise StudyRefused(_("Say why it is refused."))
    if is_granted:
        if not assignment.is_running:
            raise StudyRefused(_("This study no longer runs."))
        if change.kind == StudyChangeKind.EXTENSION:
            refuse_long_extension(assignment, change.months)
        else:
            refuse_leave(assignment, change.months, change.from_day, asked_on=timezone.localdate(change.created_at))
            if assignment.state == AssignmentState.STUDYING and change.from_day <= today() < change.until:
                assignment.state = AssignmentState.ON_LEAVE
        assignment.planned_end = add_months(assignment.planned_end + ONE_DAY, change.months) - ONE_DAY
        refuse_long_study(assignment)
        assignment.save(update_fields=["planned_end", "state"])
        _add_reports(assignment)
    change.state = RequestState.GRANTED if is_granted else RequestState.REFUSED
    change.answer, change.decided_by, change.decided_at = answer.strip(), by, timezone.now()
    change.save(update_fields=["state", "answer", "decided_by", "decided_at"])
    _record("training.study_change_decided", assignment, by=by, change=change.kind, state=change.state)
    study_notices.change_decided(change)
    return change


def _add_reports(assignment: StudyAssignment) -> None:
    """Those after the last one that is there: of what lies before the portal there are none, and none are asked for."""
    last = assignment.reports.order_by("-number").values_list("due_on", flat=True).first()
    ensure_reports(assignment, since=last or today())


@transaction.atomic
def resume_study(*, assignment: StudyAssignment, by: Any) -> StudyAssignment:
    """Back from the leave, if need be before its last day."""
    assignment = lock_assignment(assignment)
    if assignment.state != AssignmentState.ON_LEAVE:
        raise StudyRefused(_("This study is not on leave."))
    assignment.changes.leaves_begun(today()).update(ended_on=today())
    _move(assignment, AssignmentState.STUDYING)
    _record("training.study_resumed", assignment, by=by)
    return assignment


@transaction.atomic
def graduate(
    *,
    assignment: StudyAssignment,
    graduated_on: datetime.date,
    diploma_number: str,
    back_title: str,
    front_title: str,
    diploma: File[bytes],
    by: Any,
) -> StudyAssignment:
    """The degree is reached. The diploma is proposed as an entry of the record, which the personnel office applies."""
    assignment = lock_assignment(assignment)
    if not assignment.starts_on < graduated_on <= today():
        raise StudyRefused(_("The day of graduation lies after the beginning of the study and not in the future."))
    assignment.graduated_on, assignment.diploma_number = graduated_on, diploma_number.strip()
    _move(assignment, AssignmentState.GRADUATED, "graduated_on", "diploma_number")
    submit_request(
        employee=assignment.employee,
        topic=TOPICS["education"],
        values={
            "level": LEVELS[Degree(assignment.degree)].value,
            "major": assignment.programme,
            "institution": assignment.university,
            "front_title": front_title.strip(),
            "back_title": back_title.strip(),
            "is_first": False,
            "date": graduated_on,
            "is_year_only": False,
            "decree_number": diploma_number.strip(),
            "decree_date": graduated_on,
            "note": "",
        },
        evidence=[diploma],
        explanation=_("After the study assignment %(number)s.") % {"number": assignment.decree_number},
        by=by,
    )
    _record("training.study_graduated", assignment, by=by)
    study_notices.graduated(assignment)
    return assignment


@transaction.atomic
def record_return(
    *, assignment: StudyAssignment, returned_on: datetime.date, placement: str, by: Any
) -> StudyAssignment:
    """Back at work: from now on the bond counts; where nothing is owed it is fulfilled at once."""
    assignment = lock_assignment(assignment)
    refuse_impossible_days(returned_on)
    if assignment.graduated_on is None or returned_on < assignment.graduated_on:
        raise StudyRefused(_("The return lies after the graduation. Correct the date."))
    rules = study_rules_on(assignment.employee.government_id, assignment.starts_on)
    bond = service_bond(
        starts_on=assignment.starts_on,
        last_day=assignment.graduated_on,
        returned_on=returned_on,
        is_released=assignment.is_released,
        funding=assignment.funding,
        rules=rules,
    )
    assignment.returned_on, assignment.placement, assignment.bond = returned_on, placement.strip(), bond
    is_over = bond is None or bond[1] <= today()
    _move(
        assignment,
        AssignmentState.FULFILLED if is_over else AssignmentState.SERVING,
        "returned_on",
        "placement",
        "bond",
    )
    _end_status(assignment, returned_on, by=by)
    _record("training.study_returned_to_work", assignment, by=by)
    assignment.refresh_from_db(fields=["bond"])
    return assignment


@transaction.atomic
def end_early(*, assignment: StudyAssignment, reason: str, by: Any) -> StudyAssignment:
    """Without a degree. What is to be repaid is noted in the reason; the portal collects nothing."""
    assignment = lock_assignment(assignment)
    if not reason.strip():
        raise StudyRefused(_("Say why the study ended, and what is to be repaid."))
    assignment.end_reason = reason.strip()
    with because(reason):
        _move(assignment, AssignmentState.ENDED_EARLY, "end_reason")
        _end_status(assignment, today(), by=by)
        _record("training.study_ended_early", assignment, by=by, reason=reason)
    return assignment


def remind_of_reports(on: datetime.date | None = None) -> int:
    """Thirty days before, on the day, and when it is overdue, once each. Returns how many were looked at."""
    date = on or today()
    reports = SemesterReport.objects.open_until(date + datetime.timedelta(days=REMIND_DAYS))
    rows = list(reports.select_related("assignment__employee__user"))
    for report in rows:
        step = "before" if report.due_on > date else "due" if report.due_on == date else "overdue"
        study_notices.report_reminder(report, step)
    return len(rows)


def fulfil_bonds(on: datetime.date | None = None) -> int:
    """Bonds whose last day is over. Safe to run twice."""
    date, done = on or today(), 0
    for pk in list(StudyAssignment.objects.bond_over(date).values_list("pk", flat=True)):
        with transaction.atomic():
            assignment = lock_row(StudyAssignment.objects, pk, "employee__unit", "employee__user")
            if assignment.state == AssignmentState.SERVING and assignment.bond.upper <= date:
                _move(assignment, AssignmentState.FULFILLED)
                _record("training.study_bond_fulfilled", assignment, by=None)
                study_notices.bond_fulfilled(assignment)
                done += 1
    return done


def move_leaves_on(on: datetime.date | None = None) -> int:
    """Granted leaves begin on their day and end after their months. Safe to run twice; returns how many it moved."""
    date, done = on or today(), 0
    for pk in set(StudyChange.objects.leaves_begun(date).values_list("assignment", flat=True)):
        with transaction.atomic():
            done += _follow_leaves(lock_row(StudyAssignment.objects, pk, "employee__unit", "employee__user"), date)
    return done


def _follow_leaves(assignment: StudyAssignment, date: datetime.date) -> bool:
    """Whether it moved the study, which has to be locked. Leaves that are over are marked so."""
    was_away, running = assignment.state == AssignmentState.ON_LEAVE, None
    leaves = list(assignment.changes.leaves_begun(date))
    for leave in leaves:
        # Of whom came back early before the portal kept that day: begun when it was granted, and studying again.
        came_back = not was_away and leave.from_day <= timezone.localdate(leave.decided_at)
        if came_back or leave.until <= date:
            leave.ended_on = min(leave.until, date)
            leave.save(update_fields=["ended_on"])
        else:
            running = leave
    if not leaves or was_away == (running is not None):
        return False
    _move(assignment, AssignmentState.ON_LEAVE if running else AssignmentState.STUDYING)
    _record("training.study_leave_begun" if running else "training.study_resumed", assignment, by=None)
    study_notices.leave_moved(assignment, running)
    return True


def documents_of_reports(reports: Iterable[SemesterReport]) -> dict[int, list[Any]]:
    """Attached files by report. One query."""

    found: dict[int, list[Any]] = {}
    ids = [str(report.pk) for report in reports]
    files = Document.objects.filter(kind=REPORT_KIND, owner_kind="training.semesterreport", owner_id__in=ids)
    for document in files.order_by("created_at"):
        found.setdefault(int(document.owner_id), []).append(document)
    return found


def _move(assignment: StudyAssignment, state: AssignmentState, *fields: str) -> None:
    if state not in ASSIGNMENT_MOVES[AssignmentState(assignment.state)]:
        raise StudyRefused(refused_move(assignment, state, _("A study that is “%(now)s” cannot become “%(then)s”.")))
    assignment.state = state
    assignment.save(update_fields=["state", *fields])


def _enter_status(assignment: StudyAssignment, status: LegalStatus, since: datetime.date, *, by: Any) -> None:
    """Who is released to study stands in the service as such ("03"), by the decree of the study. What the personnel
    office wrote already stays."""
    valid = StatusHistory.objects.valid().filter(employee=assignment.employee)
    if valid.filter(status=status, period__contains=since).exists():
        return
    values = {
        "status": status,
        "period": (since, None),
        "decree_number": assignment.decree_number,
        "decree_date": assignment.decree_date,
    }
    try:
        add_entry(employee=assignment.employee, kind=HistoryKind.STATUS, values=values, by=by)
    except DomainError as error:
        raise StudyRefused(str(error)) from error


def _end_status(assignment: StudyAssignment, on: datetime.date, *, by: Any) -> None:
    """Active again, where the record says that the person studies. A study that never began leaves nothing there."""
    studies = StatusHistory.objects.valid().filter(employee=assignment.employee, status=LegalStatus.STUDY)
    ours = studies.filter(decree_number=assignment.decree_number, decree_date=assignment.decree_date)
    try:
        for row in ours.filter(period__startswith=assignment.starts_on, period__startswith__gte=on):
            withdraw_entry(row=row, reason=_("The study ended before it began."), by=by)
    except DomainError as error:
        raise StudyRefused(str(error)) from error
    if studies.filter(period__contains=on).exists():
        _enter_status(assignment, LegalStatus.ACTIVE, on, by=by)


def _record(kind: str, assignment: StudyAssignment, *, by: Any, **data: Any) -> None:
    record_event(kind, by=by, obj=assignment, unit_path=assignment.employee.unit.path, **data)


def bond_words(assignment: StudyAssignment, on: datetime.date) -> str:
    """The countdown in a sentence; "" without a bond."""
    left = assignment.bond_days_left(on)
    if left is None or assignment.bond_last_day is None:
        return ""
    return _("%(days)s days left, until %(day)s") % {
        "days": formats.number_format(left),
        "day": formats.date_format(assignment.bond_last_day),
    }
