"""Figures of the staff: how many, vacant posts, what falls due, competencies and learning hours."""

from __future__ import annotations

from decimal import Decimal

from django.db.models import Count, Q
from django.utils import formats
from django.utils.translation import gettext as _

from asn_portal.access.permissions import Permission
from employees.enums import WarningState
from employees.models import EarlyWarning, Employee
from employees.reports.headcount import UnitLine, headcount, staff_url
from evaluations.reports.dashboard.figure import Figure, Reader, of_text
from training.enums import Band
from training.learning_hours import DUTY_BOUND, hours_by_employee, minimum_of
from training.models import CurrentLevel


def staff(reader: Reader) -> Figure:
    top = _headcount(reader)
    return Figure(
        key="staff",
        label=_("Staff in service"),
        text=formats.number_format(top.figures.filled, force_grouping=True),
        count=top.figures.filled,
        n=top.figures.needed,
        note=_("%(number)s posts are needed") % {"number": formats.number_format(top.figures.needed)},
        period=reader.as_of_words,
        source=_("staff records"),
        as_of=reader.now,
        url=staff_url(reader.today, unit=reader.unit.pk),
    )


def vacancies(reader: Reader) -> Figure:
    top = _headcount(reader)
    return Figure(
        key="vacancies",
        label=_("Vacant posts"),
        text=formats.number_format(top.figures.vacant, force_grouping=True),
        count=top.figures.vacant,
        n=top.figures.needed,
        note=_("without a definitive holder"),
        period=reader.as_of_words,
        source=_("positions and their needs"),
        as_of=reader.now,
        url=reader.list_url("employees:headcount", on=reader.today.isoformat(), gap="vacant"),
        tone="attention" if top.figures.vacant else "",
    )


def warnings_due(reader: Reader) -> Figure | None:
    """Only for those to whom the list of warnings is open."""
    if not reader.covers(Permission.WARNING_VIEW):
        return None
    found = EarlyWarning.objects.visible_to(reader.user).open().announced(reader.today).not_long_past(reader.today)
    found = found.filter(employee__unit__path__startswith=reader.unit.path)
    row = found.order_by().aggregate(count=Count("pk"), overdue=Count("pk", filter=Q(due_on__lt=reader.today)))
    return Figure(
        key="warnings",
        label=_("Early warnings"),
        text=formats.number_format(row["count"], force_grouping=True),
        count=row["count"],
        note=_("%(number)s of them overdue") % {"number": formats.number_format(row["overdue"])},
        period=reader.as_of_words,
        source=_("early warnings"),
        as_of=reader.now,
        url=reader.list_url("employees:warning-list", when="current", state=WarningState.OPEN),
        tone="attention" if row["overdue"] else "",
    )


def far_gaps(reader: Reader) -> Figure | None:
    """Levels that are missing by two or more."""
    if not (reader.is_head or reader.covers(Permission.TRAINING_VIEW)):
        return None
    levels = CurrentLevel.objects.visible_to(reader.user).required()
    levels = levels.filter(employee__unit__path__startswith=reader.unit.path)
    row = levels.order_by().aggregate(
        asked=Count("pk"),
        rated=Count("achieved"),
        below=Count("pk", filter=Q(gap__lt=0)),
        far=Count("pk", filter=Q(gap__lte=-2)),
    )
    return Figure(
        key="gaps",
        label=_("Competencies two levels or more too low"),
        text=formats.number_format(row["far"], force_grouping=True),
        count=row["far"],
        n=row["rated"],
        note=_("%(below)s of %(rated)s rated levels are below; %(unknown)s are unknown")
        % {
            "below": formats.number_format(row["below"]),
            "rated": formats.number_format(row["rated"]),
            "unknown": formats.number_format(row["asked"] - row["rated"]),
        },
        period=reader.as_of_words,
        source=_("competency ratings"),
        as_of=reader.now,
        url=reader.list_url("training:gap-list", band=Band.FAR_BELOW),
        tone="attention" if row["far"] else "",
    )


def hours_missing(reader: Reader) -> Figure | None:
    """Who still lacks hours of the yearly duty."""
    if not (reader.is_head or reader.covers(Permission.TRAINING_VIEW)):
        return None
    year = reader.today.year
    bound = Employee.objects.active().filter(unit__path__startswith=reader.unit.path, employment_type__in=DUTY_BOUND)
    hours = hours_by_employee(reader.government.pk, reader.unit.path, year)
    least = minimum_of(reader.government.pk, year)
    reached = [pk for pk, number in hours.items() if number >= least]
    row = bound.order_by().aggregate(people=Count("pk"), reached=Count("pk", filter=Q(pk__in=reached)))
    missing = row["people"] - row["reached"]
    return Figure(
        key="hours",
        label=_("Yearly learning hours still missing"),
        text=formats.number_format(missing, force_grouping=True),
        unit=_("people"),
        count=missing,
        n=row["people"],
        note=_("%(reached)s have reached %(hours)s JP")
        % {"reached": of_text(row["reached"], row["people"]), "hours": formats.number_format(_plain(least))},
        period=str(year),
        source=_("learning hours"),
        as_of=reader.now,
        url=reader.list_url("training:shortfall-list"),
        tone="attention" if missing else "good",
    )


def _headcount(reader: Reader) -> UnitLine:
    found: UnitLine = reader.kept("headcount", lambda: headcount(reader.unit, reader.today))
    return found


def _plain(number: Decimal) -> Decimal:
    return number.to_integral_value() if number == number.to_integral_value() else number
