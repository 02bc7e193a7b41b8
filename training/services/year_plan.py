"""The yearly plan of a unit: lines from verified needs and lines of its own, and the chain of signatures."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from asn_portal.audit.services import record_event
from asn_portal.errors import DomainError
from asn_portal.locking import lock_row
from employees.models import OrganizationalUnit
from employees.supervision import employee_of
from training.enums import YEAR_PLAN_MOVES, NeedState, Priority, TrainingForm, YearPlanState
from training.models import DevelopmentNeed, PlanSignature, YearPlan, YearPlanItem

# In these its lines may be changed.
OPEN_STATES = frozenset({YearPlanState.DRAFT, YearPlanState.RETURNED})
URGENCY = (Priority.HIGH, Priority.MEDIUM, Priority.LOW)


@transaction.atomic
def create_year_plan(*, unit: OrganizationalUnit, year: int, by: Any, budget: Decimal | None = None) -> YearPlan:
    """A draft, one per unit and year (else DomainError). `budget` in rupiah, None while unknown."""
    plan = YearPlan(unit=unit, year=year, budget=budget)
    _save(plan, _("The unit already has a plan for this year."))
    record_event("training.year_plan_created", by=by, obj=plan, unit_path=unit.path)
    return plan


@transaction.atomic
def change_year_plan(*, plan: YearPlan, changes: Mapping[str, Any], by: Any) -> YearPlan:
    """`changes` by field. DomainError once it is signed, until it is returned."""
    plan = _open(plan)
    for name, value in changes.items():
        setattr(plan, name, value)
    plan.edit += 1
    _save(plan, _("The unit already has a plan for this year."))
    record_event("training.year_plan_changed", by=by, obj=plan, unit_path=plan.unit.path)
    return plan


@transaction.atomic
def add_item(*, plan: YearPlan, by: Any, **fields: Any) -> YearPlanItem:
    """A line of the plan's own, without needs behind it."""
    plan = _open(plan)
    item = YearPlanItem(plan=plan, **fields)
    _check_item(item)
    _save(item, "")
    _touch(plan, by)
    return item


@transaction.atomic
def change_item(*, item: YearPlanItem, changes: Mapping[str, Any], by: Any) -> YearPlanItem:
    """`changes` by field. DomainError for fewer people than needs behind the line, or once the plan is signed."""
    plan = _open(item.plan)
    item = YearPlanItem.objects.select_for_update(of=("self",)).get(pk=item.pk)
    for name, value in changes.items():
        setattr(item, name, value)
    _check_item(item)
    _save(item, "")
    _touch(plan, by)
    return item


@transaction.atomic
def remove_item(*, item: YearPlanItem, by: Any) -> None:
    """Its needs wait for another line."""
    plan = _open(item.plan)
    if item.sessions.exists():
        raise DomainError(_("Sessions were planned for this line. It stays."))
    DevelopmentNeed.objects.filter(year_plan_item=item, state=NeedState.PLANNED).update(state=NeedState.VERIFIED)
    DevelopmentNeed.objects.filter(year_plan_item=item).update(year_plan_item=None)
    item.delete()
    _touch(plan, by)


@transaction.atomic
def gather_needs(*, plan: YearPlan, by: Any) -> int:
    """Take the verified needs of the unit's people into lines, one for each programme, competency or subject; how many
    needs. Units below with a plan of their own keep theirs."""
    plan = _open(plan)
    others = YearPlan.objects.filter(year=plan.year, unit__path__startswith=plan.unit.path).exclude(pk=plan.pk)
    theirs = Q(pk__in=())
    for path in others.values_list("unit__path", flat=True):
        theirs |= Q(employee__unit__path__startswith=path)
    needs = list(
        DevelopmentNeed.objects.filter(
            year=plan.year,
            state=NeedState.VERIFIED,
            year_plan_item=None,
            employee__unit__path__startswith=plan.unit.path,
        )
        .exclude(theirs)
        .select_related("programme", "competency")
        .select_for_update(of=("self",))
        .order_by("pk")
    )
    groups: dict[tuple[int | None, int | None, str], list[DevelopmentNeed]] = defaultdict(list)
    for need in needs:
        if need.programme_id:
            key = (need.programme_id, None, "")
        else:
            key = (None, need.competency_id, "" if need.competency_id else need.subject.casefold())
        groups[key].append(need)
    for group in groups.values():
        item = _item_for(plan, group)
        for need in group:
            need.year_plan_item, need.state = item, NeedState.PLANNED
        DevelopmentNeed.objects.bulk_update(group, ["year_plan_item", "state"])
        item.people = max(item.people, item.needs.count())
        item.save()
    if needs:
        _touch(plan, by)
    return len(needs)


@transaction.atomic
def submit_year_plan(*, plan: YearPlan, by: Any, note: str = "") -> YearPlan:
    """Signed by the head of the unit."""
    plan = _locked(plan)
    if not plan.items.exists():
        raise DomainError(_("The plan has no lines. Take over the verified needs or add a line first."))
    return _sign(plan, YearPlanState.SUBMITTED, by, note)


@transaction.atomic
def verify_year_plan(*, plan: YearPlan, by: Any, note: str = "") -> YearPlan:
    """Signed by the training office."""
    return _sign(_locked(plan), YearPlanState.VERIFIED, by, note)


@transaction.atomic
def approve_year_plan(*, plan: YearPlan, by: Any, note: str = "") -> YearPlan:
    """Signed by the head of the agency; from now on it stays as it is."""
    return _sign(_locked(plan), YearPlanState.APPROVED, by, note)


@transaction.atomic
def return_year_plan(*, plan: YearPlan, by: Any, reason: str) -> YearPlan:
    """Back to the unit; all signatures have to be given again."""
    if not reason.strip():
        raise DomainError(_("Say what should be changed."))
    return _sign(_locked(plan), YearPlanState.RETURNED, by, reason)


def valid_signatures(plan: YearPlan) -> list[PlanSignature]:
    """Those of the present chain: since the plan was last returned, on the content as it is now."""
    chain: list[PlanSignature] = []
    now = plan.content_hash()
    for signature in plan.signatures.select_related("by").order_by("at", "pk"):
        chain = [] if signature.state == YearPlanState.RETURNED else [*chain, signature]
    return [signature for signature in chain if signature.content_hash == now]


def _sign(plan: YearPlan, state: YearPlanState, by: Any, note: str) -> YearPlan:
    if state not in YEAR_PLAN_MOVES[YearPlanState(plan.state)]:
        raise DomainError(
            _("The plan is “%(state)s”; this can't be done now. Open it anew.") % {"state": plan.get_state_display()}
        )
    content = plan.content_hash()
    if state in {YearPlanState.VERIFIED, YearPlanState.APPROVED}:
        standing = valid_signatures(plan)
        if not standing or standing[-1].state != plan.state:
            raise DomainError(_("The plan changed after it was signed. Return it, so that it is signed again."))
        if any(signature.by_id == by.pk for signature in standing):
            raise DomainError(_("You have signed an earlier step. Somebody else signs this one."))
    plan.state = state
    plan.edit += 1
    plan.save(update_fields=["state", "edit"])
    employee = employee_of(by)
    PlanSignature.objects.create(
        plan=plan,
        state=state,
        by=by,
        position=_as_whom(employee)[:250],
        note=note.strip(),
        content_hash=content,
    )
    record_event(
        f"training.year_plan_{state}", by=by, obj=plan, unit_path=plan.unit.path, reason=note.strip(), content=content
    )
    return plan


def _as_whom(employee: Any) -> str:
    if employee is None:
        return ""
    return f"{employee.position or ''}, {employee.unit}".strip(", ")


def _item_for(plan: YearPlan, group: list[DevelopmentNeed]) -> YearPlanItem:
    first = group[0]
    key = (
        {"programme": first.programme}
        if first.programme_id
        else {"programme": None, "competency": first.competency}
        if first.competency_id
        else {"programme": None, "competency": None, "title__iexact": first.subject}
    )
    item = plan.items.filter(**key).first()
    priority = min((need.priority for need in group), key=lambda one: URGENCY.index(Priority(one)))
    if item is not None:
        if URGENCY.index(Priority(priority)) < URGENCY.index(Priority(item.priority)):
            item.priority = priority
        return item
    costs = [need.cost for need in group if need.cost is not None]
    form = next((need.form for need in group if need.form), "") or (first.programme.form if first.programme else "")
    item = YearPlanItem(
        plan=plan,
        programme=first.programme,
        title=first.programme.title if first.programme else first.title,
        competency=first.competency if len({need.competency_id for need in group}) == 1 else None,
        form=form or TrainingForm.TECHNICAL,
        priority=priority,
        quarter=min((need.quarter for need in group if need.quarter), default=1),
        people=len(group),
        cost_each=(sum(costs, Decimal(0)) / len(costs)).quantize(Decimal("0.01")) if costs else Decimal(0),
    )
    item.save()
    return item


def _check_item(item: YearPlanItem) -> None:
    government = item.plan.unit.government_path
    if item.programme is not None and item.programme.unit.government_path != government:
        raise DomainError(_("This programme belongs to another government. Choose from the list."))
    if item.pk:
        behind = item.needs.count()
        if item.people is not None and item.people < behind:
            raise DomainError(
                _("%(count)s people's needs stand behind this line. Plan at least as many seats.") % {"count": behind}
            )


def _locked(plan: YearPlan) -> YearPlan:
    locked: YearPlan = lock_row(YearPlan.objects.all(), plan.pk, "unit")
    return locked


def _open(plan: YearPlan) -> YearPlan:
    plan = _locked(plan)
    if plan.state not in OPEN_STATES:
        raise DomainError(_("The plan was signed. It can be changed after it is returned."))
    return plan


def _touch(plan: YearPlan, by: Any) -> None:
    YearPlan.objects.filter(pk=plan.pk).update(edit=F("edit") + 1)
    record_event("training.year_plan_changed", by=by, obj=plan, unit_path=plan.unit.path)


def _save(row: Any, message: str) -> None:
    try:
        row.full_clean()
        with transaction.atomic():
            row.save()
    except ValidationError as error:
        raise DomainError(" ".join(error.messages)) from error
    except IntegrityError as error:
        raise DomainError(message or str(error)) from error
