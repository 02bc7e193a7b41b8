"""A unit's quarter or year: its months one beside the other, its staff, its plans; of a year also its ratings."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, replace
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import formats
from django.utils.translation import gettext as _

from asn_portal.charts import Chart, bar_chart
from employees.enums import Predicate
from employees.models import Employee, OrganizationalUnit
from evaluations.domain.calendar import next_month
from evaluations.domain.daily import percent_of
from evaluations.enums import PlanState
from evaluations.models import Assessment, WorkPlan
from evaluations.reports.heading import gather_heading, heading_of
from evaluations.reports.presentation import SMALLEST_SHOWN, Column, Presentation, Sheet, Tile
from evaluations.reports.unit_month import StaffLine, Totals, UnitMonth, gather_unit_month
from evaluations.reports.unit_month_shown import daily_columns, daily_sentences, daily_tiles, staff_sheet
from evaluations.words import REPORT_TITLES
from surveys.domain.composition import suppress_small

QUARTER_MONTHS = 3


def gather(unit: OrganizationalUnit, first: datetime.date, last: datetime.date) -> dict[str, Any]:
    """Six queries a month and a handful."""
    months = []
    month = first
    while month <= last:
        months.append(gather_unit_month(unit, month))
        month = next_month(month)
    data: dict[str, Any] = {
        "heading": gather_heading(unit, first, last),
        "months": [{"month": each.period_start, "totals": asdict(each.totals)} for each in months],
        "staff": [asdict(line) for line in _staff(months)],
        "plans": _plans(unit, first, last),
    }
    if len(months) > QUARTER_MONTHS:
        data["ratings"] = _ratings(unit, last)
    return data


def _staff(months: Sequence[UnitMonth]) -> list[StaffLine]:
    """Each person once, by name; the target is that of the months in which the person belonged to the unit."""
    found: dict[str, StaffLine] = {}
    for month in months:
        for line in month.staff:
            known = found.get(line.nip)
            found[line.nip] = line if known is None else _added(known, line)
    return [
        replace(line, percent=str(percent_of(line.minutes, line.target_minutes)))
        for nip, line in sorted(found.items(), key=lambda item: (item[1].name, item[0]))
    ]


def _added(line: StaffLine, other: StaffLine) -> StaffLine:
    numbers = ("reported", "approved", "waiting", "returned", "missing", "minutes", "expected", "target_minutes")
    return replace(
        line,
        **{name: getattr(line, name) + getattr(other, name) for name in numbers},
        position=other.position,
        has_left=other.has_left,
        away=other.away,
    )


def _plans(unit: OrganizationalUnit, first: datetime.date, last: datetime.date) -> dict[str, int]:
    """How many of today's staff have an agreed plan that touches the period."""
    staff = Employee.objects.active().filter(unit=unit)
    span = DateRange(first, last + datetime.timedelta(days=1))
    agreed = WorkPlan.objects.filter(state=PlanState.AGREED, period__overlap=span, employee__in=staff)
    return {"staff": staff.count(), "agreed": agreed.values("employee").distinct().count()}


def _ratings(unit: OrganizationalUnit, last: datetime.date) -> dict[str, int]:
    """Final annual ratings of the year, by predicate."""
    rows = Assessment.objects.final().filter(
        unit=unit, assessment_period__is_annual=True, assessment_period__period__contains=last
    )
    counts = Counter(rows.values_list("predicate", flat=True))
    return {predicate.value: counts[predicate.value] for predicate in Predicate}


def present(snapshot: dict[str, Any]) -> Presentation:
    data, heading = snapshot["data"], heading_of(snapshot["data"]["heading"])
    months = [(datetime.date.fromisoformat(each["month"]), Totals(**each["totals"])) for each in data["months"]]
    totals = _sum([each for _month, each in months])
    is_public = min(each.staff for _month, each in months) >= SMALLEST_SHOWN
    source = _("daily reports in the portal")
    staff = tuple(StaffLine(**line) for line in data["staff"])
    sheets = [_months_sheet(months, source, totals.expected, is_public=is_public), staff_sheet(staff, source=source)]
    if ratings := data.get("ratings"):
        sheets.append(_ratings_sheet(ratings))
    plans = data["plans"]
    tiles = daily_tiles(totals, is_public=is_public)
    # What waits stands in the table of the months.
    tiles[2] = Tile(
        _("Agreed plans"),
        plans["agreed"],
        _("of %(staff)s members of staff") % {"staff": formats.number_format(plans["staff"])},
        is_public=is_public,
    )
    tiles[3] = replace(tiles[3], note=_("%(number)s working days") % {"number": totals.working_days})
    kind = "unit_year" if len(months) > QUARTER_MONTHS else "unit_quarter"
    return Presentation(
        title=str(REPORT_TITLES[kind]),
        heading=heading,
        tiles=tiles,
        sheets=sheets,
        sentences=daily_sentences(totals),
        chart=_chart(months, totals, source),
    )


def _sum(months: Sequence[Totals]) -> Totals:
    expected, approved = sum(each.expected for each in months), sum(each.approved for each in months)
    minutes = sum(each.minutes for each in months)
    expected_minutes = sum(each.minutes_of_expected for each in months)
    days = sum(each.working_days for each in months)
    return Totals(
        staff=max((each.staff for each in months), default=0),
        working_days=days,
        target_minutes=sum(each.target_minutes for each in months),
        expected=expected,
        approved=approved,
        waiting=sum(each.waiting for each in months),
        returned=sum(each.returned for each in months),
        missing=sum(each.missing for each in months),
        extra=sum(each.extra for each in months),
        minutes=minutes,
        approved_percent=str(percent_of(approved, expected)),
        minutes_percent=str(percent_of(minutes, expected_minutes)),
        expected_minutes=expected_minutes,
    )


def _months_sheet(months: Sequence[tuple[datetime.date, Totals]], source: str, n: int, *, is_public: bool) -> Sheet:
    return Sheet(
        title=_("Months"),
        columns=[
            Column(_("Month")),
            Column(_("Staff"), True),
            *daily_columns(),
            Column(_("Approved, %"), True),
            Column(_("Approved minutes, %"), True),
        ],
        rows=[
            (
                _month_name(month),
                each.staff,
                each.expected,
                each.approved,
                each.waiting,
                each.returned,
                each.missing,
                each.approved_percent_value,
                each.minutes_percent_value,
            )
            for month, each in months
        ],
        source=source,
        n=n,
        is_public=is_public,
    )


def _ratings_sheet(ratings: dict[str, int]) -> Sheet:
    """Small numbers are hidden, and as many others as keep them from being computed."""
    ordered = {predicate.value: ratings[predicate.value] for predicate in Predicate}
    shown = suppress_small(ordered, smallest=SMALLEST_SHOWN)
    return Sheet(
        title=_("Final annual ratings"),
        columns=[Column(_("Rating")), Column(_("People"), True)],
        rows=[(str(predicate.label), shown[predicate.value]) for predicate in Predicate],
        source=_("final ratings in the portal"),
        n=sum(ratings.values()),
        note=_("Numbers below five are not shown (–), nor others from which they would follow."),
    )


def _chart(months: Sequence[tuple[datetime.date, Totals]], totals: Totals, source: str) -> Chart:
    return bar_chart(
        [(_month_name(month), each.approved_percent_value if each.expected else None) for month, each in months],
        title=_("%(percent)s %% of the expected daily reports were approved")
        % {"percent": formats.number_format(totals.approved_percent_value)},
        category=_("Month"),
        value=_("Approved, % of the expected reports"),
        domain=(0, 100),
        value_format=",.1f",
        n=totals.expected,
        source=source,
        period=f"{_month_name(months[0][0])} – {_month_name(months[-1][0])}",
    )


def _month_name(month: datetime.date) -> str:
    return str(formats.date_format(month, "YEAR_MONTH_FORMAT"))
