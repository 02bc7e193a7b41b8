"""The rating sheets of a unit's staff for a year: one for each person with a final annual rating, by name."""

from __future__ import annotations

import datetime
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import formats
from django.utils.translation import gettext as _

from asn_portal.qr import qr_data_uri
from employees.dates import today
from employees.enums import AssignmentKind, Predicate
from employees.models import Employee, OrganizationalUnit, PositionHistory
from evaluations.models import Assessment
from evaluations.reports.heading import gather_heading, heading_of
from evaluations.reports.presentation import Column, Presentation, Sheet, Tile
from evaluations.words import REPORT_TITLES


def gather(unit: OrganizationalUnit, first: datetime.date, last: datetime.date) -> dict[str, Any]:
    """Which sheets belong to it. What stands on them is final and never changes.

    Not that of the unit's own head: it belongs to the unit above, and nobody who stands in for the head reads it.
    """
    heads = _heads(unit, first, last)
    ratings = (
        Assessment.objects.final()
        .exclude(employee__in=heads)
        .filter(unit=unit, assessment_period__is_annual=True, assessment_period__period__contains=last)
        .select_related("employee")
        .order_by("employee__name", "pk")
    )
    people = [
        {
            "assessment": rating.pk,
            "name": rating.employee.full_name,
            "nip": rating.employee.nip,
            "position": rating.position_title,
            "predicate": rating.predicate,
            "final_on": rating.final_at.astimezone(unit.tz).date().isoformat(),
        }
        for rating in ratings
    ]
    staff = Employee.objects.active().filter(unit=unit).exclude(pk__in=heads)
    rated = {rating.employee_id for rating in ratings}
    return {
        "heading": gather_heading(unit, first, last),
        "people": people,
        "waiting": staff.exclude(pk__in=rated).count(),
    }


def _heads(unit: OrganizationalUnit, first: datetime.date, last: datetime.date) -> set[int]:
    """Who led the unit at any time since the period began, but those who only stood in from day to day."""
    since = DateRange(first, max(last, today()), "[]")
    leading = PositionHistory.objects.valid().heading().filter(position__unit=unit, period__overlap=since)
    return set(leading.exclude(kind=AssignmentKind.DAILY_ACTING).values_list("employee", flat=True))


def present(snapshot: dict[str, Any]) -> Presentation:
    data, heading = snapshot["data"], heading_of(snapshot["data"]["heading"])
    people = data["people"]
    return Presentation(
        title=str(REPORT_TITLES["rating_sheets"]),
        heading=heading,
        tiles=[
            Tile(_("Rating sheets"), len(people), _("final annual ratings")),
            Tile(_("Without a final rating"), data["waiting"], _("of today's staff")),
        ],
        sheets=[
            Sheet(
                title=_("Sheets"),
                columns=[
                    Column(_("Name")),
                    Column(_("NIP")),
                    Column(_("Position")),
                    Column(_("Rating")),
                    Column(_("Final since")),
                ],
                rows=[
                    (
                        each["name"],
                        each["nip"],
                        each["position"] or None,
                        str(Predicate(each["predicate"]).label),
                        datetime.date.fromisoformat(each["final_on"]),
                    )
                    for each in people
                ],
                source=_("final ratings in the portal"),
                n=len(people),
                note=_("By name. Nobody is ranked."),
                empty=_("Nobody of this unit has a final annual rating of this year yet."),
            )
        ],
        sentences=[
            _("%(sheets)s rating sheets of the year are final.") % {"sheets": formats.number_format(len(people))},
            _("%(waiting)s members of staff have no final rating of the year yet.")
            % {"waiting": formats.number_format(data["waiting"])},
        ],
    )


def further_pages(snapshot: dict[str, Any]) -> list[dict[str, Any]]:
    """What the template of each sheet needs."""
    # Imported here: only the papers of this kind need it.
    from evaluations.reports.rating_sheet import rating_sheet

    keys = [each["assessment"] for each in snapshot["data"]["people"]]
    ratings = Assessment.objects.with_people().select_related("plan").in_bulk(keys)
    sheets = [rating_sheet(ratings[key]) for key in keys if key in ratings]
    return [
        {
            "sheet": sheet,
            "assessment": sheet.assessment,
            "qr": qr_data_uri(sheet.verify_url) if sheet.verify_url else "",
        }
        for sheet in sheets
    ]
