"""All figures of a unit, and the rows behind each."""

from __future__ import annotations

from collections.abc import Callable

from django.http import Http404
from django.utils.translation import gettext as _

from asn_portal.access.permissions import Permission
from evaluations.reports.dashboard import citizens, daily, performance, staff
from evaluations.reports.dashboard.figure import Dashboard, Figure, FigureGroup, Reader, RowPage

# Our own pages of rows, by the figure that leads there; the other figures lead to lists that exist.
ROWS: dict[str, Callable[[Reader, str], RowPage]] = {
    "daily-sent": daily.sent_rows,
    "daily-decided": daily.decided_rows,
    "plans": performance.plan_rows,
    "ratings": performance.rating_rows,
    "follow-ups": performance.follow_up_rows,
    "satisfaction": citizens.satisfaction_rows,
    "complaints": citizens.complaint_rows,
}


def dashboard_of(reader: Reader) -> Dashboard:
    """A figure whose rows the reader may not open isn't shown, nor is a group without figures."""
    sees_staff = reader.is_head or reader.covers(Permission.EMPLOYEE_VIEW)
    groups = (
        (
            _("Staff"),
            [
                *([staff.staff(reader), staff.vacancies(reader)] if sees_staff else []),
                staff.warnings_due(reader),
                staff.far_gaps(reader),
                staff.hours_missing(reader),
            ],
        ),
        (
            _("Work"),
            [
                daily.sent(reader),
                daily.decided(reader),
                performance.plans(reader),
                *performance.ratings(reader),
                *performance.follow_ups(reader),
            ],
        ),
        (_("Citizens"), [citizens.satisfaction(reader), citizens.complaints(reader)]),
    )
    shown = [(title, tuple(figure for figure in figures if figure is not None)) for title, figures in groups]
    return Dashboard(
        unit=reader.unit,
        groups=tuple(FigureGroup(title, figures) for title, figures in shown if figures),
        as_of=reader.now,
    )


def rows_behind(reader: Reader, key: str, choice: str = "") -> RowPage:
    """The page of rows of a figure that the reader is shown; Http404 for any other."""
    shown: dict[str, Callable[[Reader], Figure | None]] = {
        "satisfaction": citizens.satisfaction,
        "complaints": citizens.complaints,
    }
    if key not in ROWS or (key in shown and shown[key](reader) is None):
        raise Http404
    if key == "follow-ups" and not performance.follow_ups(reader):
        raise Http404
    return ROWS[key](reader, choice)
