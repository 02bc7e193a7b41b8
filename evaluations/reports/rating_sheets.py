"""The rating sheets of a unit's staff for a year: one for each person with a final annual rating, by name."""

from __future__ import annotations

import datetime
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Exists, OuterRef, Q
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

    Those of the unit's staff and of the heads right below it, as the head reads them. The unit's own head belongs to
    the unit above: nobody who stands in for the head reads that sheet.
    """
    since = DateRange(first, max(last, today()), "[]")
    ratings = (
        Assessment.objects.final()
        .filter(assessment_period__is_annual=True, assessment_period__period__contains=last)
        .filter(_belongs(unit, Exists(_leading(since).filter(employee=OuterRef("employee")))))
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
    staff = Employee.objects.active().filter(_belongs(unit, Exists(_leading(since).filter(employee=OuterRef("pk")))))
    rated = {rating.employee_id for rating in ratings}
    return {
        "heading": gather_heading(unit, first, last),
        "people": people,
        "waiting": staff.exclude(pk__in=rated).count(),
    }


def _leading(since: DateRange) -> Any:
    """Who led the unit of the outer row, but for those who only stood in from day to day."""
    leading = PositionHistory.objects.valid().heading().exclude(kind=AssignmentKind.DAILY_ACTING)
    return leading.filter(position__unit=OuterRef("unit"), period__overlap=since)


def _belongs(unit: OrganizationalUnit, leads: Exists) -> Q:
    below = Q(unit__path__startswith=unit.path, unit__depth=unit.depth + 1)
    return (Q(unit=unit) & ~Q(leads)) | (below & Q(leads))


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
