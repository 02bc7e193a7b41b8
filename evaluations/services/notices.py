"""Who is told what. Called inside the transaction that makes it true."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.utils import formats
from django.utils.translation import gettext as _

from asn_portal.documents.models import Document
from asn_portal.notifications.services import notify
from employees.models import Employee
from evaluations.models import DailyWorkReport, FollowUpAction, ReportRun, ReportSchedule
from evaluations.schedule_keepers import told_of
from evaluations.words import REPORT_TITLES


def daily_approved(report: DailyWorkReport) -> None:
    """To the inbox only: a mail for each working day would be noise. Who wants one chooses the digest."""
    notify(
        _user(report.employee),
        kind="evaluations.daily_approved",
        title=lambda: _("Your daily report of %(day)s was approved") % {"day": formats.date_format(report.date)},
        url=report.get_absolute_url(),
        email=False,
    )


def daily_returned(report: DailyWorkReport) -> None:
    notify(
        _user(report.employee),
        kind="evaluations.daily_returned",
        title=lambda: _("Please correct your daily report of %(day)s") % {"day": formats.date_format(report.date)},
        body=lambda: _("Your supervisor writes: %(comment)s") % {"comment": report.comment},
        url=report.get_absolute_url(),
    )


def daily_feedback(report: DailyWorkReport) -> None:
    notify(
        _user(report.employee),
        kind="evaluations.daily_feedback",
        title=lambda: _("Feedback on your daily report of %(day)s") % {"day": formats.date_format(report.date)},
        body=lambda: _("Your supervisor writes: %(comment)s") % {"comment": report.feedback},
        url=report.get_absolute_url(),
        email=False,
    )


def report_ready(
    run: ReportRun, users: Sequence[Any], documents: Sequence[Document], summary: Callable[[], str]
) -> None:
    """Told once, however often the run was taken up."""
    notify(
        users,
        kind="evaluations.report_ready",
        title=lambda: (
            _("%(report)s: %(unit)s, %(period)s")
            % {"report": REPORT_TITLES[run.kind], "unit": run.unit.name, "period": run.period}
        ),
        body=summary,
        url=run.get_absolute_url(),
        documents=documents,
        dedupe_key=f"report-run:{run.pk}",
    )


def report_failed(schedule: ReportSchedule, run: ReportRun) -> None:
    notify(
        told_of(schedule),
        kind="evaluations.report_failed",
        title=lambda: (
            _("The report “%(name)s” (%(unit)s) of %(month)s could not be made")
            % {"name": schedule.name, "unit": run.unit.name, "month": run.period}
        ),
        body=lambda: _("It was tried several times. The page of the schedule shows the error and tries it again."),
        url=schedule.get_absolute_url(),
        dedupe_key=f"report-run:{run.pk}:failed:{run.attempt}",
    )


def schedule_ended(schedule: ReportSchedule, reason: Callable[[], str]) -> None:
    notify(
        told_of(schedule),
        kind="evaluations.schedule_owner",
        title=lambda: _("The schedule “%(name)s” (%(unit)s) has ended") % _named(schedule),
        body=reason,
        url=schedule.get_absolute_url(),
        dedupe_key=f"report-schedule:{schedule.pk}:ended:{schedule.unit.closed_on}",
    )


def schedule_handed_over(schedule: ReportSchedule, users: Sequence[Any]) -> None:
    notify(
        users,
        kind="evaluations.schedule_owner",
        title=lambda: (
            _("%(owner)s now looks after the schedule “%(name)s” (%(unit)s)")
            % {"owner": schedule.owner.name, **_named(schedule)}
        ),
        body=lambda: _("Whoever owns a schedule is told when its reports can't be made."),
        url=schedule.get_absolute_url(),
    )


def schedule_without_owner(schedule: ReportSchedule, users: Sequence[Any], *, loss: int) -> int:
    """Each is told once of each `loss`, the number of times it was handed over before; how many were told now."""
    told = notify(
        users,
        kind="evaluations.schedule_owner",
        title=lambda: _("The schedule “%(name)s” (%(unit)s) needs a new owner") % _named(schedule),
        body=lambda: (
            _("%(owner)s can no longer look after it. Its reports are still made; choose who owns it from now on.")
            % {"owner": schedule.owner.name}
        ),
        url=schedule.get_absolute_url(),
        dedupe_key=f"report-schedule:{schedule.pk}:without-owner:{schedule.owner_id}:{loss}",
    )
    return len(told)


def schedule_stopped(schedule: ReportSchedule, *, key: str) -> None:
    notify(
        told_of(schedule),
        kind="evaluations.report_failed",
        title=lambda: _("The schedule “%(name)s” (%(unit)s) has stopped") % _named(schedule),
        body=lambda: (
            _("It makes no further reports. The reason: %(reason)s Change the schedule, then resume it.")
            % {"reason": schedule.last_error}
        ),
        url=schedule.get_absolute_url(),
        dedupe_key=f"report-schedule:{schedule.pk}:stopped:{key}",
    )


def follow_up_planned(action: FollowUpAction, *, by: Any) -> None:
    notify(
        _others(action, by),
        kind="evaluations.follow_up",
        title=lambda: _("You are asked to do: %(action)s") % {"action": action.title},
        body=lambda: (
            _("Until %(day)s, because of a report of %(unit)s.")
            % {"day": formats.date_format(action.due_on), "unit": action.unit.name}
        ),
        url=action.get_absolute_url(),
        dedupe_key=f"follow-up:{action.pk}",
    )


def follow_up_closed(action: FollowUpAction, *, by: Any) -> None:
    """Somebody else checked it off."""
    notify(
        _others(action, by),
        kind="evaluations.follow_up",
        title=lambda: _("Checked off: %(action)s") % {"action": action.title},
        body=lambda: action.outcome,
        url=action.get_absolute_url(),
        email=False,
        dedupe_key=f"follow-up:{action.pk}:closed",
    )


def follow_up_due(action: FollowUpAction, *, is_overdue: bool, number: int) -> int:
    """How many were told now."""
    told = notify(
        _user(action.owner),
        kind="evaluations.follow_up",
        title=lambda: (
            (_("Overdue: %(action)s") if is_overdue else _("Due soon: %(action)s")) % {"action": action.title}
        ),
        body=lambda: (
            _("Due %(day)s. Check it off when it is done, with a sentence on what came of it.")
            % {"day": formats.date_format(action.due_on)}
        ),
        url=action.get_absolute_url(),
        dedupe_key=f"follow-up:{action.pk}:due:{number}",
    )
    return len(told)


def _named(schedule: ReportSchedule) -> dict[str, str]:
    """Schedules of several units often have one name."""
    return {"name": schedule.name, "unit": schedule.unit.name}


def _others(action: FollowUpAction, by: Any) -> list[Any]:
    return [user for user in _user(action.owner) if user != by]


def _user(employee: Employee) -> list[Any]:
    return [employee.user] if employee.user_id else []
