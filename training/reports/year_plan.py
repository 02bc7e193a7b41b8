"""The yearly plan on screen, on paper and in a sheet."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, BinaryIO

from django.db.models import Count, Q, Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from asn_portal.pdf import render_pdf
from asn_portal.tabular.writing import write_xlsx
from employees.reports.letterhead import letterhead_of
from training.domain.year_plan import remaining_budget
from training.enums import NeedState, Priority, RegistrationState, YearPlanState
from training.models import SessionCost, YearPlan, YearPlanItem

ZERO = Decimal(0)
URGENCY = {Priority.HIGH: 0, Priority.MEDIUM: 1, Priority.LOW: 2}


@dataclass(frozen=True)
class PlanLine:
    """`spent` of its sessions; `completed` people; 0 where no session names the line."""

    item: YearPlanItem
    needs: int
    realised_needs: int
    sessions: int
    completed: int
    spent: Decimal


@dataclass(frozen=True)
class PlanSheet:
    """Money in rupiah. `planned` is the cost of all lines, `spent` what their sessions came to."""

    plan: YearPlan
    lines: tuple[PlanLine, ...]
    planned: Decimal
    people: int
    spent: Decimal
    completed: int
    content_hash: str
    signatures: tuple[Any, ...]

    @property
    def left(self) -> Decimal | None:
        """Of the budget after what is planned; below zero when it doesn't suffice, None without a budget."""
        return remaining_budget(self.plan.budget, self.planned)

    @property
    def is_over(self) -> bool:
        return self.left is not None and self.left < 0


@dataclass(frozen=True)
class SignatureLine:
    """`holds`: in the present chain, on the content as it is."""

    signature: Any
    label: str
    tone: str
    holds: bool


def plan_sheet(plan: YearPlan) -> PlanSheet:
    """Lines by priority and quarter. Six queries."""
    items = list(
        plan.items.select_related("programme", "competency").annotate(
            need_count=Count("needs", distinct=True),
            realised=Count("needs", filter=Q(needs__state=NeedState.REALISED), distinct=True),
        )
    )
    items.sort(key=lambda item: (URGENCY[Priority(item.priority)], item.quarter, item.pk))
    done = _realised(items)
    lines = tuple(PlanLine(item, item.need_count, item.realised, *done[item.pk]) for item in items)
    content = plan.content_hash()
    return PlanSheet(
        plan=plan,
        lines=lines,
        planned=sum((line.item.cost for line in lines), ZERO),
        people=sum(line.item.people for line in lines),
        spent=sum((line.spent for line in lines), ZERO),
        completed=sum(line.completed for line in lines),
        content_hash=content,
        signatures=tuple(_signatures(plan, content)),
    )


def _realised(items: list[YearPlanItem]) -> dict[int, tuple[int, int, Decimal]]:
    """(sessions, people who completed, money spent) of each line. Two queries."""
    found: dict[int, list[Any]] = defaultdict(lambda: [0, 0, ZERO])
    keys = [item.pk for item in items]
    counted = (
        YearPlanItem.objects.filter(pk__in=keys)
        .annotate(
            held=Count("sessions", filter=~Q(sessions__state="cancelled"), distinct=True),
            completed=Count(
                "sessions__registrations",
                filter=Q(sessions__registrations__state=RegistrationState.COMPLETED),
                distinct=True,
            ),
        )
        .values_list("pk", "held", "completed")
    )
    for pk, held, completed in counted:
        found[pk][0], found[pk][1] = held, completed
    spent = (
        SessionCost.objects.filter(session__plan_item__in=keys)
        .order_by()
        .values_list("session__plan_item")
        .annotate(total=Sum("actual"))
    )
    for pk, total in spent:
        found[pk][2] = total or ZERO
    return {pk: (found[pk][0], found[pk][1], found[pk][2]) for pk in keys}


def _signatures(plan: YearPlan, content: str) -> list[SignatureLine]:
    labels = {
        YearPlanState.SUBMITTED: _("Submitted by the head of the unit"),
        YearPlanState.VERIFIED: _("Verified by the training office"),
        YearPlanState.APPROVED: _("Approved by the head of the agency"),
        YearPlanState.RETURNED: _("Returned"),
    }
    rows: list[SignatureLine] = []
    for signature in plan.signatures.select_related("by").order_by("at", "pk"):
        if signature.state == YearPlanState.RETURNED:
            rows = [SignatureLine(row.signature, row.label, "neutral", False) for row in rows]
        rows.append(
            SignatureLine(
                signature,
                labels[YearPlanState(signature.state)],
                "bad" if signature.state == YearPlanState.RETURNED else "good",
                signature.state != YearPlanState.RETURNED and signature.content_hash == content,
            )
        )
    return rows


def plan_pdf(sheet: PlanSheet) -> bytes:
    return render_pdf(
        "pdf/training/year_plan.html",
        {"sheet": sheet, "plan": sheet.plan, "letterhead": letterhead_of(sheet.plan.unit)},
    )


def plan_xlsx(stream: BinaryIO, sheet: PlanSheet) -> None:
    """Write the lines, in the order of the sheet; budget and signatures stand in the PDF alone."""
    headers = [
        _("Quarter"),
        _("Priority"),
        _("Title"),
        _("Competency"),
        _("Form of training"),
        _("People"),
        _("Cost per person"),
        _("Cost"),
        _("Needs behind it"),
        _("Sessions"),
        _("Completed"),
        _("Spent"),
        _("Justification"),
    ]
    write_xlsx(stream, headers, ([*_cells(line)] for line in sheet.lines), sheet_name=str(sheet.plan.year))


def _cells(line: PlanLine) -> list[Any]:
    item = line.item
    return [
        item.quarter,
        item.get_priority_display(),
        item.title,
        str(item.competency or ""),
        item.get_form_display(),
        item.people,
        item.cost_each,
        item.cost,
        line.needs,
        line.sessions,
        line.completed,
        line.spent,
        item.justification,
    ]


@dataclass(frozen=True)
class GovernmentRow:
    """One unit's plan with its sums, in rupiah and people."""

    plan: YearPlan
    planned: Decimal
    people: int
    spent: Decimal
    completed: int


@dataclass(frozen=True)
class GovernmentPlan:
    """The units' plans of a year, added up."""

    year: int
    rows: tuple[GovernmentRow, ...]

    @property
    def planned(self) -> Decimal:
        return sum((row.planned for row in self.rows), ZERO)

    @property
    def budget(self) -> Decimal:
        """Of the plans that have one."""
        return sum((row.plan.budget or ZERO for row in self.rows), ZERO)

    @property
    def people(self) -> int:
        return sum(row.people for row in self.rows)

    @property
    def spent(self) -> Decimal:
        return sum((row.spent for row in self.rows), ZERO)

    @property
    def completed(self) -> int:
        return sum(row.completed for row in self.rows)

    @property
    def approved(self) -> int:
        return sum(row.plan.state == YearPlanState.APPROVED for row in self.rows)


def government_plan(plans: Any, year: int) -> GovernmentPlan:
    """Of the plans that the user may see. Four queries."""
    chosen = list(plans.filter(year=year).with_sums().select_related("unit").order_by("unit__path"))
    items = list(YearPlanItem.objects.filter(plan__in=chosen))
    done = _realised(items)
    by_plan: dict[int, list[tuple[int, int, Decimal]]] = defaultdict(list)
    for item in items:
        by_plan[item.plan_id].append(done[item.pk])
    return GovernmentPlan(
        year,
        tuple(
            GovernmentRow(
                plan,
                plan.planned,
                plan.people,
                sum((one[2] for one in by_plan[plan.pk]), ZERO),
                sum(one[1] for one in by_plan[plan.pk]),
            )
            for plan in chosen
        ),
    )


def years_of(plans: Any) -> list[int]:
    """Years with a plan, and the present one; newest first."""
    found = set(plans.order_by().values_list("year", flat=True).distinct())
    return sorted(found | {timezone.localdate().year}, reverse=True)
