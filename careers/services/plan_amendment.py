"""Changing an announced plan: in public, with a reason and two signatures."""

from __future__ import annotations

import copy
import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from asn_portal.errors import DomainError
from asn_portal.locking import lock_row
from careers.domain.scoring_plan import plan_hash
from careers.enums import SelectionState
from careers.models import PlanAmendment, Selection, StageResult
from careers.proof_log import record_proof
from careers.selection_integrity import refuse_rewritten, refuse_rewritten_amendment
from careers.selection_plan import decimal_text, planned_stage
from careers.services import selection_notices
from careers.services.rubric import write_rubric
from careers.services.selection import lock, record
from careers.services.selection_check import can_extend, far_faults, weight_faults, weights_of
from careers.services.stage_result import write_result
from employees.dates import today


@dataclass(frozen=True, slots=True)
class StageChange:
    """What an amendment may change in a stage; days and pass mark only before it is published."""

    weight: Decimal
    pass_mark: Decimal | None
    starts_on: datetime.date
    ends_on: datetime.date


@transaction.atomic
def propose_amendment(
    *,
    selection: Selection,
    stages: Mapping[int, StageChange],
    proposed: int,
    reason: str,
    by: Any,
    closes_on: datetime.date | None = None,
) -> PlanAmendment:
    """The first signature. `stages` by their number in the plan; `closes_on` extends the registration, None leaves it.
    Nothing changes until somebody else has signed."""
    selection = _lock_amendable(selection, reason)
    new_plan = changed_plan(selection, stages, proposed, closes_on)
    if new_plan == selection.plan:
        raise DomainError(_("Nothing is changed. Change a weight, a pass mark, a day or the number of names."))
    weights = weights_of((stage["kind"], Decimal(stage["weight"])) for stage in new_plan["stages"])
    faults = [
        *far_faults(_new_days(selection, stages, closes_on), today()),
        *_locked_faults(selection, stages),
        *_order_faults(selection.plan, new_plan),
        *_extension_faults(selection, new_plan),
        *weight_faults(selection, weights, reason=reason),
    ]
    if faults:
        raise DomainError(" ".join(faults))
    return _sign_first(selection, new_plan, reason, by)


@transaction.atomic
def propose_rubric(
    *, selection: Selection, order: int, content: Mapping[str, Any], reason: str, by: Any
) -> PlanAmendment:
    """The first signature under another rubric of the stage with that number."""
    selection = _lock_amendable(selection, reason)
    new_plan = copy.deepcopy(selection.plan)
    stage = planned_stage(new_plan, order) or {}
    if stage.get("rubric") == content:
        raise DomainError(_("Nothing is changed in the rubric."))
    stage["rubric"] = dict(content)
    return _sign_first(selection, new_plan, reason, by)


def ensure_amendable(selection: Selection) -> None:
    """DomainError while nobody can propose an amendment."""
    _check_running(selection)
    if selection.amendments.open().exists():
        raise DomainError(_("Another amendment waits for its second signature. Sign or withdraw it first."))


def _lock_amendable(selection: Selection, reason: str) -> Selection:
    selection = lock(selection)
    ensure_amendable(selection)
    if not reason.strip():
        raise DomainError(_("Say why the plan changes. The reason is published."))
    return selection


def _sign_first(selection: Selection, new_plan: dict[str, Any], reason: str, by: Any) -> PlanAmendment:
    amendment = PlanAmendment.objects.create(
        selection=selection,
        reason=reason.strip(),
        old_plan=selection.plan,
        new_plan=new_plan,
        new_hash=plan_hash(new_plan),
        first_signer=by,
        first_signed_at=timezone.now(),
    )
    record(selection, "careers.amendment_proposed", by=by, reason=amendment.reason)
    record_proof(selection, "amendment_proposed", {"reason": amendment.reason, "plan_hash": amendment.new_hash}, by=by)
    selection_notices.amendment_proposed(selection, by)
    return amendment


@transaction.atomic
def sign_amendment(*, amendment: PlanAmendment, by: Any) -> PlanAmendment:
    """The second signature, of somebody else: from now on the new plan holds, and its hash is published."""
    selection = lock(amendment.selection)
    amendment = lock_row(PlanAmendment.objects, amendment.pk)
    _check_running(selection)
    if not amendment.is_open:
        raise DomainError(_("This amendment is signed or withdrawn already."))
    if amendment.first_signer_id == by.pk:
        raise DomainError(_("The second signature must be somebody else's."))
    refuse_rewritten_amendment(amendment)
    if faults := _extension_faults(selection, amendment.new_plan):
        raise DomainError(" ".join([*faults, _("Withdraw this amendment and propose another one.")]))
    amendment.second_signer, amendment.second_signed_at = by, timezone.now()
    amendment.save()
    changed = _apply(selection, amendment)
    rubrics = {
        stage["order"]: stage["rubric"]
        for stage in amendment.new_plan["stages"]
        if "rubric" in stage
        and stage["rubric"] != (planned_stage(amendment.old_plan, stage["order"]) or {}).get("rubric")
    }
    record(selection, "careers.amendment_signed", by=by, reason=amendment.reason, plan_hash=amendment.new_hash)
    record_proof(
        selection,
        "amendment_signed",
        {"reason": amendment.reason, "plan": amendment.new_plan, "plan_hash": amendment.new_hash},
        by=by,
    )
    # After the plan that they follow from.
    for stage in selection.stages.filter(order__in=rubrics):
        write_rubric(stage=stage, content=rubrics[stage.order], by=by)
    for result in changed:
        write_result(
            stage=result.stage,
            candidacy=result.candidacy,
            score=result.score,
            # Who was absent has no score that the mark could be held against.
            passed=False if result.detail.get("absent") and not result.passed else None,
            detail=result.detail,
            by=by,
        )
    selection_notices.amended(selection, amendment.reason)
    return amendment


@transaction.atomic
def withdraw_amendment(*, amendment: PlanAmendment, by: Any) -> PlanAmendment:
    """Before the second signature; the plan stays as it is."""
    selection = lock(amendment.selection)
    amendment = lock_row(PlanAmendment.objects, amendment.pk)
    if not amendment.is_open:
        raise DomainError(_("This amendment is signed or withdrawn already."))
    amendment.withdrawn_at = timezone.now()
    amendment.save()
    record(selection, "careers.amendment_withdrawn", by=by)
    record_proof(selection, "amendment_withdrawn", {"plan_hash": amendment.new_hash}, by=by)
    return amendment


def changed_plan(
    selection: Selection,
    stages: Mapping[int, StageChange],
    proposed: int,
    closes_on: datetime.date | None = None,
) -> dict[str, Any]:
    """The present plan with these changes."""
    plan: dict[str, Any] = copy.deepcopy(selection.plan)
    plan["proposed"] = proposed
    if closes_on is not None and closes_on != selection.closes_on:
        registration = plan.setdefault("registration", {"from": selection.opens_on.isoformat()})
        registration["until"] = closes_on.isoformat()
    for stage in plan["stages"]:
        if change := stages.get(stage["order"]):
            stage["weight"] = decimal_text(change.weight)
            stage["pass_mark"] = None if change.pass_mark is None else decimal_text(change.pass_mark)
            stage["from"], stage["until"] = change.starts_on.isoformat(), change.ends_on.isoformat()
    return plan


def _new_days(
    selection: Selection, stages: Mapping[int, StageChange], closes_on: datetime.date | None
) -> set[datetime.date]:
    """The days of the amendment that the selection doesn't have yet."""
    present = {day for stage in selection.stages.all() for day in (stage.starts_on, stage.ends_on)}
    asked = {day for change in stages.values() for day in (change.starts_on, change.ends_on)}
    return (asked | ({closes_on} if closes_on else set())) - present - {selection.closes_on}


def _check_running(selection: Selection) -> None:
    if selection.state != SelectionState.ANNOUNCED or selection.proposed_at is not None:
        raise DomainError(_("The plan can be amended only while the selection runs and before names are proposed."))
    refuse_rewritten(selection)


def _locked_faults(selection: Selection, stages: Mapping[int, StageChange]) -> list[str]:
    faults = []
    for stage in selection.stages.all():
        change = stages.get(stage.order)
        if change is None:
            continue
        now = (stage.pass_mark, stage.starts_on, stage.ends_on)
        if stage.is_published and now != (change.pass_mark, change.starts_on, change.ends_on):
            faults.append(_("“%(stage)s” is published: only its weight can still change.") % {"stage": stage.title})
        if bool(stage.weight) != bool(change.weight) and stage.is_published:
            faults.append(
                _("“%(stage)s” is published with or without scores; it can't begin or stop to count.")
                % {"stage": stage.title}
            )
        if change.ends_on < change.starts_on:
            faults.append(_("“%(stage)s” must end on or after the day on which it begins.") % {"stage": stage.title})
    return faults


def _order_faults(old_plan: Mapping[str, Any], plan: Mapping[str, Any]) -> list[str]:
    """Stages that would begin before the one in front of them, as at the announcement; what stood so before stays."""
    begins = {stage["order"]: stage["from"] for stage in old_plan["stages"]}
    return [
        _("“%(after)s” begins before “%(before)s”. Change the order or the days.")
        % {"after": after["title"], "before": before["title"]}
        for before, after in pairwise(plan["stages"])
        if after["from"] < before["from"]
        and (before["from"], after["from"]) != (begins[before["order"]], begins[after["order"]])
    ]


def _extension_faults(selection: Selection, plan: Mapping[str, Any]) -> list[str]:
    """What stands against another last day of registration in the plan."""
    closes_on = _last_day(plan)
    if closes_on is None or closes_on == selection.closes_on:
        return []
    if not can_extend(selection):
        return [_("The administrative check is published: registration can't be extended any more.")]
    if closes_on < max(selection.closes_on, today()):
        return [
            _("Registration can only be extended. Choose %(day)s or a later day.")
            % {"day": formats.date_format(max(selection.closes_on, today()))}
        ]
    return [
        _("“%(stage)s” begins before registration has ended. Choose a day after %(day)s.")
        % {"stage": stage["title"], "day": formats.date_format(closes_on)}
        for stage in plan["stages"]
        if datetime.date.fromisoformat(stage["from"]) <= closes_on
    ]


def _last_day(plan: Mapping[str, Any]) -> datetime.date | None:
    until = plan.get("registration", {}).get("until")
    return None if until is None else datetime.date.fromisoformat(until)


def _apply(selection: Selection, amendment: PlanAmendment) -> list[StageResult]:
    """Put the new plan into the stages; returns the results whose verdict follows a changed pass mark."""
    changed: list[StageResult] = []
    selection.plan, selection.plan_hash = amendment.new_plan, amendment.new_hash
    selection.proposed = amendment.new_plan["proposed"]
    selection.closes_on = _last_day(amendment.new_plan) or selection.closes_on
    selection.edit += 1
    selection.save()
    planned = {stage["order"]: stage for stage in amendment.new_plan["stages"]}
    for stage in selection.stages.select_for_update(no_key=True):
        values = planned[stage.order]
        old_mark = stage.pass_mark
        stage.weight = Decimal(values["weight"])
        stage.pass_mark = None if values["pass_mark"] is None else Decimal(values["pass_mark"])
        stage.starts_on = datetime.date.fromisoformat(values["from"])
        stage.ends_on = datetime.date.fromisoformat(values["until"])
        try:
            stage.full_clean(exclude=["selection", "order"])
        except ValidationError as error:
            raise DomainError(" ".join(error.messages)) from error
        stage.save()
        if old_mark != stage.pass_mark:
            stage.selection = selection
            for result in (
                stage.results.filter(score__isnull=False).select_related("candidacy").order_by("candidacy__pseudonym")
            ):
                result.stage = stage
                changed.append(result)
    return changed
