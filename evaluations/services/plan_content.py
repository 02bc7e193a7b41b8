"""What a plan says: results with indicators, and the behaviour that is expected."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from asn_portal.errors import DomainError
from evaluations.core_values import proposed_expectation
from evaluations.enums import Aspect, CoreValue, PlanApproach, ResultKind
from evaluations.models import BehaviourExpectation, PlannedResult, ResultIndicator, WorkPlan


@dataclass(frozen=True)
class IndicatorValues:
    """One indicator as it was typed. `indicator_id` names the stored one that it changes."""

    text: str
    target: str
    aspect: str = Aspect.QUANTITY.value
    target_value: Decimal | None = None
    unit_of_measure: str = ""
    indicator_id: int | None = None


@dataclass(frozen=True)
class ResultValues:
    """One result as it was typed. `result_id` names the stored one that it changes, `parent_id` the superior's."""

    title: str
    indicators: Sequence[IndicatorValues] = ()
    kind: str = ResultKind.MAIN.value
    parent_id: int | None = None
    assigned_by: str = ""
    result_id: int | None = None


@dataclass(frozen=True)
class PlanValues:
    """A whole plan as it was typed. `expectations` maps core values to texts; empty texts are left out."""

    first: datetime.date
    last: datetime.date
    results: Sequence[ResultValues] = ()
    expectations: Mapping[str, str] = field(default_factory=dict)
    approach: str = PlanApproach.QUANTITATIVE.value
    resources: str = ""
    consequences: str = ""
    change_reason: str = ""


def replace_content(plan: WorkPlan, values: PlanValues) -> None:
    """Store results, indicators and expectations; what is no longer named is taken off. The plan is locked and open."""
    stored = {result.pk: result for result in plan.results.all()}
    allowed = {result.pk: result for result in PlannedResult.objects.linkable_for(plan)}
    for order, each in enumerate(values.results, start=1):
        result = stored.pop(each.result_id, None) or PlannedResult(plan=plan)
        parent = _parent(each.parent_id, result, allowed)
        if parent is not None:
            refuse_circle(parent, plan.employee_id)
        result.order, result.kind, result.title = order, each.kind, each.title.strip()
        result.parent, result.assigned_by = parent, each.assigned_by.strip()
        result.save()
        _replace_indicators(result, each.indicators)
    for result in stored.values():
        remove_result(result)
    plan.expectations.all().delete()
    store_expectations(plan, values.expectations)


def store_expectations(plan: WorkPlan, texts: Mapping[str, str]) -> None:
    BehaviourExpectation.objects.bulk_create(
        BehaviourExpectation(plan=plan, value=value.value, text=texts[value.value].strip())
        for value in CoreValue
        if texts.get(value.value, "").strip()
    )


def propose_expectations(plan: WorkPlan) -> None:
    """What a first plan begins with."""
    store_expectations(plan, {value.value: proposed_expectation(value) for value in CoreValue})


def copy_content(source: WorkPlan, plan: WorkPlan, *, is_version: bool) -> None:
    """Results, indicators and expectations of another plan of the same person.

    The next version of a plan keeps its links and remembers which result is which; the plan of another year begins
    without links, because the superior's results are new ones.
    """
    for result in source.results.prefetch_related("indicators"):
        copy = PlannedResult.objects.create(
            plan=plan,
            parent_id=result.parent_id if is_version else None,
            same_as=result if is_version else None,
            order=result.order,
            kind=result.kind,
            title=result.title,
            assigned_by=result.assigned_by,
        )
        ResultIndicator.objects.bulk_create(
            ResultIndicator(
                result=copy,
                order=each.order,
                aspect=each.aspect,
                text=each.text,
                target=each.target,
                target_value=each.target_value,
                unit_of_measure=each.unit_of_measure,
            )
            for each in result.indicators.all()
        )
    store_expectations(plan, dict(source.expectations.values_list("value", "text")))


def remove_result(result: PlannedResult) -> None:
    """Off a plan that is still open. Raises DomainError when something rests on it."""
    try:
        result.indicators.all().delete()
        result.delete()
    except ProtectedError as error:
        raise DomainError(
            _("“%(result)s” can't be taken off: other plans, daily reports or progress name it.")
            % {"result": result.title}
        ) from error


def refuse_circle(parent: PlannedResult, employee_id: int) -> None:
    """A result never serves, through others, a result of the same person."""
    place: PlannedResult | None = parent
    while place is not None:
        if place.plan.employee_id == employee_id:
            raise DomainError(
                _("“%(result)s” serves a result of your own, so yours can't serve it. Choose another one.")
                % {"result": parent.title}
            )
        above = place.parent_id
        place = PlannedResult.objects.select_related("plan").get(pk=above) if above else None


def missing_for_proposal(plan: WorkPlan) -> str:
    """What a plan lacks before anybody can agree to it, in a sentence; "" when nothing."""
    results = list(plan.results.prefetch_related("indicators"))
    if not any(result.kind == ResultKind.MAIN for result in results):
        return _("Add at least one main result before you send the plan.")
    for result in results:
        if not result.indicators.all():
            return _("Add at least one indicator with its target to “%(result)s”.") % {"result": result.title}
    return ""


def _parent(parent_id: int | None, result: PlannedResult, allowed: Mapping[int, PlannedResult]) -> PlannedResult | None:
    """The stored link stays possible, also when the superior has changed or their plan was replaced since."""
    if parent_id is None:
        return None
    if parent_id == result.parent_id:
        return result.parent
    if parent_id not in allowed:
        raise DomainError(_("Choose a result of your superior's agreed plan, or none for now."))
    return allowed[parent_id]


def _replace_indicators(result: PlannedResult, indicators: Sequence[IndicatorValues]) -> None:
    stored = {indicator.pk: indicator for indicator in result.indicators.all()}
    for order, each in enumerate(indicators, start=1):
        indicator = stored.pop(each.indicator_id, None) or ResultIndicator(result=result)
        indicator.order, indicator.aspect = order, each.aspect
        indicator.text, indicator.target = each.text.strip(), each.target.strip()
        indicator.target_value, indicator.unit_of_measure = each.target_value, each.unit_of_measure.strip()
        indicator.save()
    for indicator in stored.values():
        indicator.delete()
