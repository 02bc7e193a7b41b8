"""Plans, ratings and what follows from reports."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Exists, OuterRef, Q
from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from asn_portal.access.permissions import Permission
from employees.enums import Predicate
from employees.models import Employee
from evaluations.models import Assessment, AssessmentPeriod, FollowUpAction, WorkPlan
from evaluations.reports.dashboard.figure import Cell, Figure, Reader, RowPage, of_text, percent_text
from surveys.domain.composition import suppress_small

AGREED, OTHERS = "agreed", "others"
OVERDUE = "overdue"


def plans(reader: Reader) -> Figure:
    staff = _with_plan(reader)
    row = staff.order_by().aggregate(people=Count("pk"), agreed=Count("pk", filter=Q(has_plan=True)))
    return Figure(
        key="plans",
        label=_("Performance plans agreed"),
        text=percent_text(row["agreed"], row["people"]),
        unit="%" if row["people"] else "",
        count=row["agreed"],
        n=row["people"],
        note=_("%(share)s people have an agreed plan for today") % {"share": of_text(row["agreed"], row["people"])},
        period=reader.as_of_words,
        source=_("performance plans"),
        as_of=reader.now,
        url=reader.rows_url("plans"),
    )


def plan_rows(reader: Reader, choice: str) -> RowPage:
    """Those with an agreed plan, or everybody else."""
    agreed = choice != OTHERS
    people = _with_plan(reader).filter(has_plan=agreed).with_place().order_by("unit__path", "name", "pk")
    return RowPage(
        title=_("People with an agreed plan") if agreed else _("People without an agreed plan"),
        columns=(_("Name"), _("Position"), _("Unit")),
        source=people,
        cells=_person_cells,
        lead=_("In service on %(date)s, by unit and name.") % {"date": formats.date_format(reader.today)},
        choices=(
            (pgettext("plan", "Agreed"), reader.rows_url("plans"), agreed),
            (_("Without an agreed plan"), reader.rows_url("plans", rows=OTHERS), not agreed),
        ),
    )


def ratings(reader: Reader) -> list[Figure]:
    """The final ratings of the newest year that has any: together, and by predicate where a group is large enough."""
    period = _rated_year(reader)
    if period is None:
        return []
    found = _final(reader, period)
    counts = dict.fromkeys(Predicate.values, 0)
    counts.update(found.order_by().values_list("predicate").annotate(number=Count("pk")))
    people = sum(counts.values())
    common = {"n": people, "period": str(period), "source": _("final ratings"), "as_of": reader.now}
    whole = Figure(
        key="ratings",
        label=_("Ratings of the year that are final"),
        text=formats.number_format(people, force_grouping=True),
        count=people,
        url=reader.rows_url("ratings"),
        note=_("groups of fewer than five people are not told apart"),
        **common,
    )
    shown = suppress_small(counts)
    groups = [
        Figure(
            key=f"ratings-{predicate.lower().replace('_', '-')}",
            label=str(Predicate(predicate).label),
            text=percent_text(number, people),
            unit="%",
            count=number,
            url=reader.rows_url("ratings", rows=predicate),
            note=of_text(number, people),
            **common,
        )
        for predicate, number in shown.items()
        if number
    ]
    return [whole, *groups]


def rating_rows(reader: Reader, choice: str) -> RowPage:
    period = _rated_year(reader)
    found = _final(reader, period) if period else Assessment.objects.none()
    label = ""
    counts = dict.fromkeys(Predicate.values, 0)
    counts.update(found.order_by().values_list("predicate").annotate(number=Count("pk")))
    # What the figure hides isn't found by typing an address.
    if choice in Predicate.values and suppress_small(counts)[choice]:
        found, label = found.filter(predicate=choice), str(Predicate(choice).label)
    return RowPage(
        title=_("Final ratings: %(rating)s") % {"rating": label} if label else _("Final ratings"),
        columns=(_("Name"), _("Position"), _("Unit")),
        source=found.select_related("employee", "unit").order_by("unit__path", "employee__name", "pk"),
        cells=_rating_cells,
        lead=_("Ratings of %(period)s that you may read, by unit and name.") % {"period": period} if period else "",
    )


def follow_ups(reader: Reader) -> list[Figure]:
    """For those who read the reports from which the actions follow."""
    if not (reader.is_head or reader.covers(Permission.REPORT_VIEW)):
        return []
    row = (
        _open_actions(reader)
        .order_by()
        .aggregate(open=Count("pk"), overdue=Count("pk", filter=Q(due_on__lt=reader.today)))
    )
    common = {"n": row["open"], "period": reader.as_of_words, "source": _("follow-up actions"), "as_of": reader.now}
    return [
        Figure(
            key="follow-ups",
            label=_("Follow-up actions open"),
            text=formats.number_format(row["open"]),
            count=row["open"],
            url=reader.rows_url("follow-ups"),
            **common,
        ),
        Figure(
            key="follow-ups-overdue",
            label=_("Follow-up actions overdue"),
            text=formats.number_format(row["overdue"]),
            count=row["overdue"],
            url=reader.rows_url("follow-ups", rows=OVERDUE),
            tone="bad" if row["overdue"] else "",
            **common,
        ),
    ]


def follow_up_rows(reader: Reader, choice: str) -> RowPage:
    actions = _open_actions(reader)
    is_overdue = choice == OVERDUE
    if is_overdue:
        actions = actions.filter(due_on__lt=reader.today)
    return RowPage(
        title=_("Overdue follow-up actions") if is_overdue else _("Open follow-up actions"),
        columns=(_("Action"), _("Who"), _("Until"), _("Unit")),
        source=actions.select_related("owner", "unit", "run").order_by("due_on", "pk"),
        cells=lambda action: (
            Cell(action.title, action.run.get_absolute_url()),
            Cell(action.owner.full_name),
            Cell(formats.date_format(action.due_on)),
            Cell(action.unit.name),
        ),
        choices=(
            (pgettext("state", "Open"), reader.rows_url("follow-ups"), not is_overdue),
            (_("Overdue"), reader.rows_url("follow-ups", rows=OVERDUE), is_overdue),
        ),
    )


def _with_plan(reader: Reader) -> Any:
    plan = WorkPlan.objects.agreed().filter(employee=OuterRef("pk"), period__contains=reader.today)
    staff = Employee.objects.active().filter(unit__path__startswith=reader.unit.path).without_heads_away(reader.user)
    return staff.annotate(has_plan=Exists(plan))


def _rated_year(reader: Reader) -> AssessmentPeriod | None:
    """The newest year with a final rating that the reader may see."""
    final = Assessment.objects.visible_to(reader.user).final()
    final = final.filter(unit__path__startswith=reader.unit.path, assessment_period=OuterRef("pk"))
    years = AssessmentPeriod.objects.filter(government=reader.government, is_annual=True).filter(Exists(final))
    found: AssessmentPeriod | None = years.order_by("-period").first()
    return found


def _final(reader: Reader, period: AssessmentPeriod) -> Any:
    visible = Assessment.objects.visible_to(reader.user).final()
    return visible.filter(unit__path__startswith=reader.unit.path, assessment_period=period)


def _open_actions(reader: Reader) -> Any:
    return FollowUpAction.objects.visible_to(reader.user).open().filter(unit__path__startswith=reader.unit.path)


def _person_cells(person: Employee) -> tuple[Cell, ...]:
    return (
        Cell(person.full_name, person.get_absolute_url()),
        Cell(person.position.title if person.position else "–"),
        Cell(person.unit.name),
    )


def _rating_cells(assessment: Assessment) -> tuple[Cell, ...]:
    return (
        Cell(assessment.employee.full_name, assessment.get_absolute_url()),
        Cell(assessment.position_title or "–"),
        Cell(assessment.unit.name),
    )
