"""Early warnings of a unit and those below: what falls due in the six months after the report's month, in numbers.
The people behind them stand on the page of early warnings, for those who may read it."""

from __future__ import annotations

import datetime
from collections import Counter
from typing import Any

from django.utils import formats
from django.utils.translation import gettext as _

from employees.domain.service_life.months import add_months
from employees.enums import WarningKind, WarningState
from employees.models import EarlyWarning, OrganizationalUnit
from evaluations.reports.heading import gather_heading, heading_of
from evaluations.reports.presentation import Column, Presentation, Sheet, Tile
from evaluations.words import REPORT_TITLES

MONTHS_AHEAD = 6


def gather(unit: OrganizationalUnit, first: datetime.date, last: datetime.date) -> dict[str, Any]:
    begin = last + datetime.timedelta(days=1)
    months = [add_months(begin, number) for number in range(MONTHS_AHEAD + 1)]
    rows = EarlyWarning.objects.filter(employee__unit__path__startswith=unit.path)
    coming = Counter(
        (kind, due.replace(day=1).isoformat())
        for kind, due in rows.open()
        .filter(due_on__gte=begin, due_on__lt=months[-1])
        .order_by()
        .values_list("kind", "due_on")
    )
    overdue = Counter(
        rows.open().not_long_past(last).filter(due_on__lt=begin).order_by().values_list("kind", flat=True)
    )
    handled = rows.filter(state=WarningState.HANDLED, handled_at__date__gte=first, handled_at__date__lte=last)
    return {
        "heading": gather_heading(unit, first, last),
        "months": [month.isoformat() for month in months[:-1]],
        "kinds": [
            {
                "kind": kind.value,
                "overdue": overdue[kind.value],
                "coming": [coming[kind.value, month.isoformat()] for month in months[:-1]],
            }
            for kind in WarningKind
        ],
        "handled": handled.count(),
    }


def present(snapshot: dict[str, Any]) -> Presentation:
    data, heading = snapshot["data"], heading_of(snapshot["data"]["heading"])
    months = [datetime.date.fromisoformat(month) for month in data["months"]]
    kinds = data["kinds"]
    overdue = sum(each["overdue"] for each in kinds)
    coming = sum(sum(each["coming"]) for each in kinds)
    columns = zip(*(each["coming"] for each in kinds), strict=True)
    return Presentation(
        title=str(REPORT_TITLES["warnings"]),
        heading=heading,
        tiles=[
            Tile(_("Due in the next six months"), coming, _("open")),
            Tile(_("Overdue"), overdue, _("still open")),
            Tile(_("Handled in the month"), data["handled"]),
        ],
        sheets=[
            Sheet(
                title=_("What falls due"),
                columns=[
                    Column(_("Kind")),
                    Column(_("Overdue"), True),
                    *(Column(str(formats.date_format(month, "M Y")), True) for month in months),
                    Column(_("Total"), True),
                ],
                rows=[
                    *(
                        (
                            str(WarningKind(each["kind"]).label),
                            each["overdue"],
                            *each["coming"],
                            each["overdue"] + sum(each["coming"]),
                        )
                        for each in kinds
                    ),
                    (_("All"), overdue, *(sum(column) for column in columns), overdue + coming),
                ],
                source=_("early warnings in the portal"),
                n=overdue + coming,
                note=_("Who is meant stands on the page of early warnings, for those who may read it."),
                has_total=True,
            )
        ],
        sentences=[
            _("%(coming)s early warnings fall due in the next six months, %(retirements)s of them retirements.")
            % {
                "coming": formats.number_format(coming),
                "retirements": formats.number_format(
                    sum(sum(each["coming"]) for each in kinds if each["kind"] == WarningKind.RETIREMENT)
                ),
            },
            _("%(overdue)s are overdue; %(handled)s were handled in the month.")
            % {"overdue": formats.number_format(overdue), "handled": formats.number_format(data["handled"])},
        ],
    )
