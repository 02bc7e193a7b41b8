"""A plan as its page, its paper and its comparison show it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.utils import formats
from django.utils.translation import gettext as _

from evaluations.domain.plan_versions import Difference, Part, differences, origins
from evaluations.enums import ResultKind
from evaluations.models import (
    BehaviourExpectation,
    PlannedResult,
    ResultIndicator,
    ResultProgress,
    WorkPlan,
)


@dataclass(frozen=True)
class IndicatorLine:
    """`progress` is the newest first; of earlier versions of the plan it counts while the indicator says the same."""

    indicator: ResultIndicator
    progress: tuple[ResultProgress, ...]

    @property
    def newest(self) -> ResultProgress | None:
        return self.progress[0] if self.progress else None

    @property
    def in_numbers(self) -> str:
        """`9 of 12 reports`; "" where target or progress has no number."""
        target, newest = self.indicator.target_value, self.newest
        if target is None or newest is None or newest.value is None:
            return ""
        text = _("%(value)s of %(target)s %(unit)s") % {
            "value": _number(newest.value),
            "target": _number(target),
            "unit": self.indicator.unit_of_measure,
        }
        return text.strip()


@dataclass(frozen=True)
class ResultLine:
    result: PlannedResult
    indicators: tuple[IndicatorLine, ...]

    @property
    def superior(self) -> str:
        """Whose result it serves; "" of one that serves none."""
        return self.result.parent.plan.employee.full_name if self.result.parent else ""

    @property
    def source(self) -> str:
        """Where the result comes from, as the paper names it."""
        return self.result.parent.title if self.result.parent else self.result.assigned_by or "–"


@dataclass(frozen=True)
class PlanSheet:
    plan: WorkPlan
    results: tuple[ResultLine, ...]
    expectations: tuple[BehaviourExpectation, ...]

    @property
    def main(self) -> list[ResultLine]:
        return [line for line in self.results if line.result.kind == ResultKind.MAIN]

    @property
    def additional(self) -> list[ResultLine]:
        return [line for line in self.results if line.result.kind == ResultKind.ADDITIONAL]

    @property
    def unlinked(self) -> int:
        return sum(line.result.parent is None for line in self.results)


def plan_sheet(plan: WorkPlan) -> PlanSheet:
    """Four queries, and one or two for each earlier version."""
    results = list(plan.results.select_related("parent__plan__employee"))
    earlier = _earlier_results(results)
    indicators = list(ResultIndicator.objects.filter(result__in=[*earlier, *(each.pk for each in results)]))
    progress = defaultdict(list)
    told = ResultProgress.objects.filter(indicator__in=[each.pk for each in indicators]).order_by("-on", "-pk")
    first_of = origins({**earlier, **{each.pk: each.same_as_id for each in results}})
    meaning = {each.pk: (first_of[each.result_id], each.aspect, each.text) for each in indicators}
    for each in told:
        progress[meaning[each.indicator_id]].append(each)
    by_result = defaultdict(list)
    for indicator in indicators:
        by_result[indicator.result_id].append(IndicatorLine(indicator, tuple(progress[meaning[indicator.pk]])))
    return PlanSheet(
        plan=plan,
        results=tuple(ResultLine(result, tuple(by_result[result.pk])) for result in results),
        expectations=tuple(plan.expectations.all()),
    )


def _earlier_results(results: list[PlannedResult]) -> dict[int, int | None]:
    """{result: itself one version before} of every earlier version; nothing for a first version."""
    found: dict[int, int | None] = {}
    level = {each.same_as_id for each in results if each.same_as_id}
    while level:
        rows = dict(PlannedResult.objects.filter(pk__in=level).values_list("pk", "same_as"))
        found.update(rows)
        level = {before for before in rows.values() if before}
    return found


def versions_of(plan: WorkPlan) -> list[WorkPlan]:
    """Every version of this plan, the newest first. Chains are short: one query for each."""
    chain = [plan]
    while chain[-1].replaces_id:
        chain.append(WorkPlan.objects.get(pk=chain[-1].replaces_id))
    later = plan
    while (following := WorkPlan.objects.filter(replaces=later).first()) is not None:
        chain.insert(0, following)
        later = following
    return chain


def plan_differences(before: WorkPlan, after: WorkPlan) -> list[Difference]:
    """What differs between a plan and the version before it, in words."""
    return differences(_parts(before, is_later=False), _parts(after, is_later=True))


def _parts(plan: WorkPlan, *, is_later: bool) -> list[Part]:
    """Results are the same when one is the other's next version; indicators when they stand at the same place."""
    parts = [
        Part(
            "plan",
            _("The plan"),
            (
                (_("Period"), plan.period_text),
                (_("Approach"), str(plan.get_approach_display())),
                (_("Support and resources"), plan.resources),
                (_("Consequences"), plan.consequences),
            ),
        )
    ]
    results = plan.results.select_related("parent").prefetch_related("indicators")
    for result in results:
        key = (result.same_as_id if is_later else None) or result.pk
        fields = [
            (_("Result"), result.title),
            (_("Kind"), str(result.get_kind_display())),
            (_("Serves"), result.parent.title if result.parent else ""),
            (_("Assigned by"), result.assigned_by),
        ]
        for number, indicator in enumerate(result.indicators.all(), start=1):
            name = _("Indicator %(number)s") % {"number": number}
            fields.append((name, f"{indicator.text} ({indicator.get_aspect_display()}): {_target(indicator)}"))
        parts.append(Part(f"result:{key}", result.title, tuple(fields)))
    for expectation in plan.expectations.all():
        title = str(expectation.get_value_display())
        parts.append(Part(f"value:{expectation.value}", title, ((_("Expectation"), expectation.text),)))
    return parts


def _target(indicator: ResultIndicator) -> str:
    if indicator.target_value is None:
        return indicator.target
    return f"{indicator.target} ({_number(indicator.target_value)} {indicator.unit_of_measure})".replace(" )", ")")


def _number(number: Any) -> str:
    """Without needless zeros."""
    return str(formats.number_format(number.normalize() if number != number.to_integral() else number.to_integral()))
