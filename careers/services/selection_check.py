"""What is wrong with a draft, before it is announced: everything at once, each with what to do."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Any

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from careers.career_rules import value_of
from careers.career_rules.selection import ranges_of
from careers.domain.selection import HUNDRED, WeightFault, WeightFaultCode, check_weights
from careers.enums import PANEL_ALWAYS, CandidacyState, CareerRuleKey, ResultSource, SelectionKind, StageKind
from careers.models import RubricCriterion, Selection, SelectionStage
from careers.position_need import coming_day, filled_words, running_words
from careers.selection_panel import source_of
from employees.domain.service_life.months import add_months
from surveys.domain.deadlines import due_date
from surveys.models import Holiday

# Nobody plans a selection, or writes one down, for a day further away.
YEARS_AROUND = 5


def faults_of(selection: Selection, on: datetime.date) -> list[str]:
    """Sentences; empty when it can be announced on this day."""
    stages = list(selection.stages.all())
    faults = []
    if not selection.announcement.strip():
        faults.append(_("The announcement is empty. Write what the position is and how to apply."))
    if not selection.requirements.exists():
        faults.append(_("There is no requirement. Add at least one."))
    if not selection.occupied_reason.strip():
        filled = filled_words(selection.position, on) or filled_words(
            selection.position, coming_day(selection.position, on)
        )
        occupied = [filled, running_words(selection)]
        faults += [
            _("%(fault)s Choose another position, or say in the draft why this one is announced.") % {"fault": fault}
            for fault in occupied
            if fault
        ]
    faults += _date_faults(selection, on)
    faults += _stage_faults(selection, stages)
    faults += _rubric_faults(selection, stages)
    faults += weight_faults(selection, weights_of((stage.kind, stage.weight) for stage in stages))
    return faults


def panel_remark(selection: Selection) -> str:
    """That papers or interviews are announced without a panel and a rubric: allowed, yet perhaps not meant; else ""."""
    stages = [stage for stage in selection.stages.all() if stage.kind in PANEL_ALWAYS]
    for stage in stages:
        stage.selection = selection
    titles = [f"“{stage.title}”" for stage in stages if source_of(stage) == ResultSource.HAND]
    if not titles:
        return ""
    return _(
        "There is neither a panel nor a rubric, so the office enters the results of %(stages)s by hand. If a panel is "
        "to score, add its members and write the rubric on the panel's page now: after the announcement a rubric takes "
        "an amendment of the plan with two signatures."
    ) % {"stages": ", ".join(titles)}


def far_faults(days: Iterable[datetime.date], on: datetime.date) -> list[str]:
    """Days that nobody means: they lie years away."""
    first, last = add_months(on, -12 * YEARS_AROUND), add_months(on, 12 * YEARS_AROUND)
    return [
        _("%(day)s lies too far away. Choose a day from %(first)s to %(last)s.")
        % {
            "day": formats.date_format(day),
            "first": formats.date_format(first),
            "last": formats.date_format(last),
        }
        for day in sorted(set(days))
        if not first <= day <= last
    ]


def earliest_end(selection: Selection, on: datetime.date) -> datetime.date:
    """The first last day of registration that is possible when it is announced on this day."""
    days = value_of(CareerRuleKey.SELECTION_NOTICE, selection.unit.government, on)["working_days"]
    return due_date(on, days, Holiday.objects.dates_for(selection.unit.government_path))


def few_applicants(selection: Selection, on: datetime.date) -> str:
    """That registration is over and fewer have applied, or are admitted, than the rule wants; "" otherwise, and once
    the administrative check is published. Three queries."""
    if not selection.is_announced or on <= selection.closes_on or not can_extend(selection):
        return ""
    least = value_of(CareerRuleKey.SELECTION_APPLICANTS, selection.unit.government, on)
    states = list(selection.candidacies.submitted().values_list("state", flat=True))
    if len(states) < least["applied"]:
        return ngettext(
            "%(count)s person has applied; the rule wants at least %(least)s.",
            "%(count)s people have applied; the rule wants at least %(least)s.",
            len(states),
        ) % {"count": len(states), "least": least["applied"]}
    admitted = states.count(CandidacyState.ADMITTED)
    if CandidacyState.SUBMITTED in states or admitted >= least["admitted"]:
        return ""
    return ngettext(
        "%(count)s person is admitted; the rule wants at least %(least)s.",
        "%(count)s people are admitted; the rule wants at least %(least)s.",
        admitted,
    ) % {"count": admitted, "least": least["admitted"]}


def can_extend(selection: Selection) -> bool:
    """Until the result of the first stage, the administrative check, is published."""
    return not selection.stages.filter(published_at__isnull=False).exists()


def weights_of(stages: Iterable[tuple[str, Decimal]]) -> dict[str, Decimal]:
    """Percent by kind of stage, where a kind comes more than once the sum; without stages that count nothing."""
    weights: dict[str, Decimal] = {}
    for kind, weight in stages:
        if weight:
            weights[kind] = weights.get(kind, Decimal(0)) + weight
    return weights


def weight_faults(selection: Selection, weights: Mapping[str, Decimal], *, reason: str = "") -> list[str]:
    """The sum must be 100 %. The ranges of the components hold for leadership posts; a reason sets them aside."""
    total = sum(weights.values(), Decimal(0))
    faults = []
    if total != HUNDRED:
        faults.append(
            _("The weights add up to %(total)s %%. Change them until they add up to 100 %%.")
            % {"total": _number(total)}
        )
    if selection.kind != SelectionKind.JPT_PRATAMA or reason.strip() or selection.weights_reason.strip():
        return faults
    ranges = ranges_of(value_of(CareerRuleKey.SELECTION_WEIGHTS, selection.unit.government, selection.opens_on))
    outside = [fault for fault in check_weights(weights, ranges) if fault.code is not WeightFaultCode.SUM]
    if outside:
        faults.append(
            _("%(faults)s Change the weights, or say why they differ from the rule; the reason is published.")
            % {"faults": " ".join(_words(fault) for fault in outside)}
        )
    return faults


def _words(fault: WeightFault) -> str:
    values = {
        "component": StageKind(fault.component).label,
        "found": _number(fault.found),
        "least": _number(fault.least),
        "most": _number(fault.most),
    }
    match fault.code:
        case WeightFaultCode.MISSING:
            text = _("“%(component)s” has no weight; the rule wants %(least)s to %(most)s %%.")
        case WeightFaultCode.UNKNOWN:
            text = _("“%(component)s” counts %(found)s %%; the rule knows no such component.")
        case _:
            text = _("“%(component)s” counts %(found)s %%; the rule wants %(least)s to %(most)s %%.")
    return text % values


def _date_faults(selection: Selection, on: datetime.date) -> list[str]:
    faults = []
    if selection.opens_on < on:
        faults.append(_("Registration would begin in the past. Choose today or a later day."))
    earliest = earliest_end(selection, on)
    if selection.closes_on < earliest:
        faults.append(
            _(
                "Registration ends too soon after the announcement. "
                "When it is announced today, its last day is %(day)s or later."
            )
            % {"day": formats.date_format(earliest)}
        )
    if selection.position.closed_on and selection.position.closed_on <= selection.closes_on:
        faults.append(_("The position is closed before registration ends. Choose another position."))
    return faults


def _stage_faults(selection: Selection, stages: Sequence[SelectionStage]) -> list[str]:
    if not stages:
        return [_("There are no stages. Add the administrative check and the stages that count.")]
    faults = []
    if stages[0].kind != StageKind.ADMINISTRATIVE or stages[0].weight:
        faults.append(_("The first stage must be the administrative check, with weight 0."))
    if sum(stage.kind == StageKind.ADMINISTRATIVE for stage in stages) > 1:
        faults.append(_("There is more than one administrative check. Remove the others."))
    for stage in stages:
        if stage.starts_on <= selection.closes_on:
            faults.append(
                _("“%(stage)s” begins before registration has ended. Choose a day after %(day)s.")
                % {"stage": stage.title, "day": formats.date_format(selection.closes_on)}
            )
    for before, after in pairwise(stages):
        if after.starts_on < before.starts_on:
            faults.append(
                _("“%(after)s” begins before “%(before)s”. Change the order or the days.")
                % {"after": after.title, "before": before.title}
            )
    return faults


def _rubric_faults(selection: Selection, stages: Sequence[SelectionStage]) -> list[str]:
    """Stages that a panel scores are announced with their rubric: it is part of the frozen plan."""
    written = set(RubricCriterion.objects.filter(rubric__stage__in=stages).values_list("rubric__stage", flat=True))
    faults = []
    for stage in stages:
        stage.selection = selection
        if stage.pk not in written and source_of(stage) == ResultSource.PANEL:
            faults.append(
                _(
                    "The panel has no rubric for “%(stage)s”. Write it on the panel's page now: after the announcement "
                    "it takes an amendment of the plan with two signatures."
                )
                % {"stage": stage.title}
            )
    return faults


def _number(number: Any) -> str:
    return str(formats.number_format(Decimal(number).normalize() + 0))
