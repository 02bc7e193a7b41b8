"""Who is told what about further education. Called inside the transaction that makes it true."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils import formats
from django.utils.translation import gettext as _

from asn_portal.access.roles import Role
from asn_portal.notifications.services import notify
from employees.dates import today
from employees.models import Employee, RoleGrant
from training.enums import ApplicationState
from training.models import SemesterReport, StudyApplication, StudyAssignment, StudyCall, StudyChange

KIND, REVIEW = "training.study", "training.study_review"


def reviewer_named(call: StudyCall, employee: Employee) -> None:
    """To the reviewer."""
    notify(
        accounts([employee]),
        kind=REVIEW,
        title=lambda: _("You review applications to “%(call)s”") % {"call": call.title},
        body=lambda: _("You read them without names. You are told when the scoring begins."),
        url=reverse("training:study-review-list"),
    )


def scoring_begins(call: StudyCall) -> None:
    """To every reviewer of the call."""
    reviewers = Employee.objects.filter(pk__in=call.reviewers.values("employee")).select_related("user")
    notify(
        accounts(reviewers),
        kind=REVIEW,
        title=lambda: _("Score the applications to “%(call)s”") % {"call": call.title},
        body=lambda: _("The last day to apply is over. Applications appear when the office has checked them."),
        url=reverse("training:study-review-list"),
    )


def call_cancelled(call: StudyCall) -> None:
    """To whoever began an application and has not withdrawn it, with the reason that stands in the call."""
    rows = StudyApplication.objects.filter(call=call).exclude(state=ApplicationState.WITHDRAWN)
    notify(
        accounts(row.employee for row in rows.select_related("employee__user")),
        kind=KIND,
        title=lambda: _("“%(call)s” is cancelled") % {"call": call.title},
        body=lambda: _("The organiser's reason: %(reason)s") % {"reason": call.cancel_reason},
        url=call.get_absolute_url(),
    )


def recommendation_asked(application: StudyApplication, superior: Employee) -> None:
    """To the direct superior, once per application."""
    name = application.employee.full_name
    notify(
        accounts([superior]),
        kind=KIND,
        title=lambda: _("%(name)s applies for further education: say a word") % {"name": name},
        body=lambda: application.call.title,
        url=application.get_absolute_url(),
        dedupe_key=f"training.study_recommend:{application.pk}",
    )


def recommended(application: StudyApplication, is_recommended: bool) -> None:
    """To the applicant, whichever way the word of the superior went."""
    _tell(
        application,
        lambda: (
            _("Your superior recommends your application")
            if is_recommended
            else _("Your superior advises against your application")
        ),
        lambda: application.call.title,
    )


def returned(application: StudyApplication) -> None:
    """To the applicant, with what is missing."""
    _tell(
        application,
        lambda: _("Your application to “%(call)s” is incomplete") % {"call": application.call.title},
        lambda: _("Mend it and hand it in again: %(reason)s") % {"reason": application.reason},
    )


def complete(application: StudyApplication) -> None:
    """To the applicant: nothing is missing, scoring follows."""
    _tell(
        application,
        lambda: _("Your application to “%(call)s” is complete") % {"call": application.call.title},
        lambda: _("It is now scored without your name; you are told of the decision."),
    )


def decided(application: StudyApplication) -> None:
    """To the applicant. Call it after the new state is set: it says whether the application was accepted."""
    is_accepted = application.state == ApplicationState.ACCEPTED
    _tell(
        application,
        lambda: (
            (_("Accepted: “%(call)s”") if is_accepted else _("Not accepted: “%(call)s”"))
            % {"call": application.call.title}
        ),
        lambda: (
            _("The letter is ready. The decree follows.")
            if is_accepted
            else _("The reason: %(reason)s") % {"reason": application.reason}
        ),
    )


def assigned(assignment: StudyAssignment) -> None:
    """To the student."""
    _tell_student(
        assignment,
        lambda: _("Your study assignment is on record"),
        lambda: (
            _("It begins on %(day)s. Semester reports are asked for in time.") % {"day": _day(assignment.starts_on)}
        ),
    )


def report_reminder(report: SemesterReport, step: str) -> None:
    """`step` "before", "due" or "overdue": each is told once."""

    def title() -> str:
        words = {
            "before": _("Your report of semester %(number)s is due on %(day)s"),
            "due": _("Your report of semester %(number)s is due today"),
            "overdue": _("Your report of semester %(number)s is overdue since %(day)s"),
        }
        return words[step] % {"number": report.number, "day": _day(report.due_on)}

    notify(
        accounts([report.assignment.employee]),
        kind="training.study_report",
        title=title,
        body=lambda: _("Tell your grade point average, what went well and what stands in the way."),
        url=reverse("training:study-report", args=[report.pk]),
        dedupe_key=f"training.study_report:{report.pk}:{step}",
    )


def report_answered(report: SemesterReport) -> None:
    """To the student, with the answer of the office."""
    _tell_student(
        report.assignment,
        lambda: _("The office has read your report of semester %(number)s") % {"number": report.number},
        lambda: report.answer,
    )


def change_asked(change: StudyChange) -> None:
    """To the training coordinators who look after the student's unit."""
    assignment = change.assignment
    notify(
        office_of(assignment.employee),
        kind=KIND,
        title=lambda: (
            _("%(name)s asks: %(kind)s") % {"name": assignment.employee.full_name, "kind": change.get_kind_display()}
        ),
        body=lambda: change.reason,
        url=assignment.get_absolute_url(),
    )


def change_decided(change: StudyChange) -> None:
    """To the student, with the answer."""
    _tell_student(
        change.assignment,
        lambda: f"{change.get_kind_display()}: {change.get_state_display()}",
        lambda: change.answer,
    )


def leave_moved(assignment: StudyAssignment, leave: StudyChange | None) -> None:
    """To the student: that the leave has begun, or (None) that it is over."""
    _tell_student(
        assignment,
        lambda: _("Your study leave is over") if leave is None else _("Your study leave has begun"),
        lambda: (
            _("From today on you study again.")
            if leave is None
            else _("It lasts until %(day)s.") % {"day": _day(leave.until - datetime.timedelta(days=1))}
        ),
    )


def graduated(assignment: StudyAssignment) -> None:
    """To the training coordinators, not to the student: return and placement come next."""
    notify(
        office_of(assignment.employee),
        kind=KIND,
        title=lambda: _("%(name)s has graduated") % {"name": assignment.employee.full_name},
        body=lambda: _("Record the return and the placement; the diploma waits among the change requests."),
        url=assignment.get_absolute_url(),
    )


def bond_fulfilled(assignment: StudyAssignment) -> None:
    """To the person whose bond it was."""
    _tell_student(assignment, lambda: _("Your service bond is fulfilled"), lambda: str(assignment.programme))


def accounts(employees: Iterable[Employee | None]) -> list[Any]:
    """Accounts of those who have one."""
    return [employee.user for employee in employees if employee is not None and employee.user_id]


def office_of(employee: Employee) -> list[Any]:
    """Accounts of the training coordinators who look after the employee's unit."""
    path = employee.unit.path
    grants = RoleGrant.objects.on(today()).filter(role=Role.TRAINING_COORDINATOR).select_related("user", "unit")
    return [grant.user for grant in grants if grant.unit is not None and path.startswith(grant.unit.path)]


def _tell(application: StudyApplication, title: Any, body: Any) -> None:
    notify(accounts([application.employee]), kind=KIND, title=title, body=body, url=application.get_absolute_url())


def _tell_student(assignment: StudyAssignment, title: Any, body: Any) -> None:
    notify(accounts([assignment.employee]), kind=KIND, title=title, body=body, url=assignment.get_absolute_url())


def _day(day: datetime.date) -> str:
    return formats.date_format(day)
