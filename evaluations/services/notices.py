"""Who is told what. Called inside the transaction that makes it true."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.utils import formats
from django.utils.translation import gettext as _

from asn_portal.documents.models import Document
from asn_portal.notifications.services import notify
from employees.models import Employee
from evaluations.models import DailyWorkReport, ReportRun, ReportSchedule


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


def report_ready(run: ReportRun, recipient: Employee, document: Document, totals: dict[str, Any]) -> None:
    """Told once, however often the run was taken up. `totals` are those of the snapshot."""

    def body() -> str:
        return _(
            "%(approved)s of %(expected)s expected daily reports were approved (%(percent)s %%). "
            "%(waiting)s wait for approval and %(missing)s were not written. "
            "The report is attached; the portal keeps it with the numbers behind it."
        ) % {
            "approved": totals["approved"],
            "expected": totals["expected"],
            "percent": formats.number_format(Decimal(totals["approved_percent"])),
            "waiting": totals["waiting"],
            "missing": totals["missing"],
        }

    notify(
        _user(recipient),
        kind="evaluations.report_ready",
        title=lambda: (
            _("Evaluation report of %(unit)s, %(month)s")
            % {"unit": run.unit.name, "month": formats.date_format(run.period_start, "YEAR_MONTH_FORMAT")}
        ),
        body=body,
        url=run.get_absolute_url(),
        documents=[document],
        dedupe_key=f"report-run:{run.pk}",
    )


def report_failed(schedule: ReportSchedule, run: ReportRun) -> None:
    notify(
        [schedule.owner],
        kind="evaluations.report_failed",
        title=lambda: (
            _("The report “%(name)s” of %(month)s could not be made")
            % {"name": schedule.name, "month": formats.date_format(run.period_start, "YEAR_MONTH_FORMAT")}
        ),
        body=lambda: _("It was tried several times. The page of the schedule shows the error and tries it again."),
        url=schedule.get_absolute_url(),
        dedupe_key=f"report-run:{run.pk}:failed:{run.attempt}",
    )


def _user(employee: Employee) -> list[Any]:
    return [employee.user] if employee.user_id else []
