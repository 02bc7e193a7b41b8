"""A unit's month as every report is shown."""

from __future__ import annotations

from typing import Any

from django.utils import formats
from django.utils.translation import gettext as _

from employees.models import OrganizationalUnit
from evaluations.domain.calendar import month_end
from evaluations.reports.heading import Heading
from evaluations.reports.presentation import SMALLEST_SHOWN, Column, Presentation, Sheet, Tile
from evaluations.reports.unit_month import StaffLine, Totals, UnitMonth, from_snapshot, gather_unit_month, to_snapshot
from evaluations.reports.unit_month_chart import unit_month_chart
from evaluations.words import REPORT_TITLES


def gather(unit: OrganizationalUnit, first: Any, _last: Any) -> dict[str, Any]:
    return to_snapshot(gather_unit_month(unit, first))


def present(snapshot: dict[str, Any]) -> Presentation:
    report = from_snapshot(snapshot)
    source = _("daily reports in the portal")
    is_public = report.totals.staff >= SMALLEST_SHOWN
    weeks = [
        (
            _("Week of %(day)s") % {"day": formats.date_format(week.starts_on, "SHORT_DATE_FORMAT")},
            week.expected,
            week.approved,
            week.waiting,
            week.returned,
            week.missing,
        )
        for week in report.weeks
    ]
    return Presentation(
        title=str(REPORT_TITLES["unit_month"]),
        heading=heading_of_month(report),
        tiles=daily_tiles(report.totals, is_public=is_public),
        sheets=[
            Sheet(
                title=_("Weeks"),
                columns=[Column(_("Week")), *daily_columns()],
                rows=weeks,
                source=source,
                n=report.totals.expected,
                is_public=is_public,
            ),
            staff_sheet(report.staff, source=source),
        ],
        sentences=daily_sentences(report.totals),
        chart=unit_month_chart(report),
        extra={"report": report},
    )


def heading_of_month(report: UnitMonth) -> Heading:
    return Heading(
        government=report.government,
        unit=report.unit,
        address=report.address,
        phone=report.phone,
        email=report.email,
        period_start=report.period_start,
        period_end=month_end(report.month).isoformat(),
        signatory=report.signatory,
    )


def daily_columns() -> list[Column]:
    labels = (_("Expected"), _("Approved"), _("Awaiting approval"), _("Returned"), _("Not written"))
    return [Column(label, True) for label in labels]


def daily_tiles(totals: Totals, *, is_public: bool) -> list[Tile]:
    return [
        Tile(
            _("Approved"),
            totals.approved_percent_value,
            _("%(approved)s of %(expected)s reports expected of the staff, without the head")
            % {
                "approved": formats.number_format(totals.approved),
                "expected": formats.number_format(totals.expected),
            },
            "%",
            is_public,
        ),
        Tile(
            _("Approved minutes"),
            totals.minutes_percent_value,
            _("%(minutes)s minutes approved") % {"minutes": formats.number_format(totals.minutes)},
            "%",
            is_public,
        ),
        Tile(
            _("Awaiting approval"),
            totals.waiting,
            _("%(number)s returned") % {"number": formats.number_format(totals.returned)},
            is_public=is_public,
        ),
        Tile(
            _("Not written"),
            totals.missing,
            _("%(staff)s people, %(days)s working days") % {"staff": totals.staff, "days": totals.working_days},
            is_public=is_public,
        ),
    ]


def daily_sentences(totals: Totals) -> list[str]:
    return [
        _("%(approved)s of %(expected)s expected daily reports were approved (%(percent)s %%).")
        % {
            "approved": formats.number_format(totals.approved),
            "expected": formats.number_format(totals.expected),
            "percent": formats.number_format(totals.approved_percent_value),
        },
        _("%(waiting)s wait for approval and %(missing)s were not written.")
        % {"waiting": formats.number_format(totals.waiting), "missing": formats.number_format(totals.missing)},
    ]


def staff_sheet(staff: tuple[StaffLine, ...], *, source: str) -> Sheet:
    """By name: nobody is ranked."""
    return Sheet(
        title=_("Staff"),
        columns=[
            Column(_("Name")),
            Column(_("NIP")),
            Column(_("Position")),
            Column(_("Sent"), True),
            Column(_("Approved"), True),
            Column(_("Not written"), True),
            Column(_("Minutes"), True),
            Column(_("Of the target, %"), True),
        ],
        rows=[
            (
                line.name,
                line.nip,
                line.position or None,
                line.reported,
                line.approved,
                None if line.has_left else line.missing,
                line.minutes,
                line.percent_value,
            )
            for line in staff
        ],
        source=source,
        n=len(staff),
        note=_("By name. Nobody is ranked by the number of entries."),
        empty=_("The unit had no staff in this period."),
        keys=[line.nip for line in staff],
    )
