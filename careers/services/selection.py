"""A selection from the first draft to its announcement, and its end before time."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from asn_portal.audit.context import reason as because
from asn_portal.audit.services import record_event
from asn_portal.errors import DomainError
from asn_portal.locking import lock_row
from asn_portal.shown import refuse_replacing, stamp_of
from careers.career_rules import value_of
from careers.domain.scoring_plan import plan_hash
from careers.enums import SELECTION_MOVES, CareerRuleKey, SelectionState
from careers.models import Selection, SelectionRequirement, SelectionStage
from careers.proof_log import record_proof
from careers.requirement_presets import requirements_for, stages_for
from careers.selection_integrity import announcement_entry
from careers.selection_plan import plan_of
from careers.services import selection_notices
from careers.services.selection_check import far_faults, faults_of
from careers.words.requirement import requirement_words
from employees.dates import today
from employees.models import Position


class SelectionChangedError(DomainError):
    """Somebody wrote the draft since it was opened."""


@dataclass(frozen=True, slots=True)
class StageValues:
    order: int
    kind: str
    title: str
    weight: Decimal
    pass_mark: Decimal | None
    starts_on: datetime.date
    ends_on: datetime.date


@transaction.atomic
def create_selection(
    *,
    position: Position,
    title: str,
    code: str,
    kind: str,
    opens_on: datetime.date,
    closes_on: datetime.date,
    by: Any,
) -> Selection:
    """A draft with the requirements of PP 11/2017 and the usual stages of its kind. Raises DomainError."""
    _refuse_far(opens_on, closes_on)
    days = value_of(CareerRuleKey.SELECTION_DAYS, position.unit.government, today())
    selection = Selection(
        unit=position.unit,
        position=position,
        title=title.strip(),
        code=code.strip().upper(),
        kind=kind,
        opens_on=opens_on,
        closes_on=closes_on,
        objection_days=days["objection"],
        answer_days=days["answer"],
        created_by=by,
    )
    _clean(selection)
    selection.save()
    for order, (requirement_kind, value) in enumerate(requirements_for(kind), 1):
        SelectionRequirement.objects.create(
            selection=selection,
            order=order,
            kind=requirement_kind,
            value=value,
            text=requirement_words(requirement_kind, value),
        )
    for order, stage in enumerate(stages_for(kind, closes_on), 1):
        SelectionStage.objects.create(selection=selection, order=order, **stage)
    record(selection, "careers.selection_drafted", by=by)
    return selection


@transaction.atomic
def edit_selection(*, selection: Selection, values: Mapping[str, Any], by: Any, seen: int | None = None) -> Selection:
    """Change the head of a draft. `seen` is the `edit` that the writer had open; another one raises
    SelectionChangedError."""
    selection = _draft(selection)
    if seen is not None and seen != selection.edit:
        raise SelectionChangedError(
            _(
                "This draft was saved in another window meanwhile. What you typed stands below; "
                "send it again to replace what was saved."
            )
        )
    for name, value in values.items():
        setattr(selection, name, value.strip() if isinstance(value, str) else value)
    _refuse_far(selection.opens_on, selection.closes_on)
    selection.unit = selection.position.unit
    selection.edit += 1
    _clean(selection)
    selection.save()
    record(selection, "careers.selection_edited", by=by)
    return selection


@transaction.atomic
def add_requirement(
    *, selection: Selection, kind: str, value: dict[str, Any], text: str, by: Any
) -> SelectionRequirement:
    """`text` "" takes the words of the rule."""
    selection = _draft(selection)
    requirement = SelectionRequirement(
        selection=selection,
        order=selection.requirements.count() + 1,
        kind=kind,
        value=value,
        text=text.strip() or requirement_words(kind, value),
    )
    _clean(requirement)
    requirement.save()
    record(selection, "careers.requirement_added", by=by, requirement=requirement.text)
    return requirement


@transaction.atomic
def remove_requirement(*, requirement: SelectionRequirement, by: Any) -> None:
    selection = _draft(requirement.selection)
    text = requirement.text
    selection.requirements.filter(pk=requirement.pk).delete()
    for order, left in enumerate(selection.requirements.all(), 1):
        SelectionRequirement.objects.filter(pk=left.pk).update(order=order)
    record(selection, "careers.requirement_removed", by=by, requirement=text)


def stage_stamp(stage: SelectionStage) -> str:
    return stamp_of(*(getattr(stage, name) for name in StageValues.__slots__))


@transaction.atomic
def put_stage(
    *, selection: Selection, values: StageValues, by: Any, stage: SelectionStage | None = None, seen: str | None = None
) -> SelectionStage:
    """Add a stage at the place `order`, or change and move one. `seen` is the `stage_stamp` of what `by` read, None for
    any."""
    selection = _draft(selection)
    if stage is not None:
        stage = SelectionStage.objects.get(pk=stage.pk)
        refuse_replacing(seen, stage_stamp(stage))
    _refuse_far(values.starts_on, values.ends_on)
    stage = stage or SelectionStage(selection=selection)
    stage.selection = selection
    for name in StageValues.__slots__:
        setattr(stage, name, getattr(values, name))
    stage.title = stage.title.strip()
    _clean(stage, exclude=["order"])
    stage.save()
    others = [each for each in selection.stages.all() if each.pk != stage.pk]
    others.insert(max(values.order, 1) - 1, stage)
    _number(others)
    record(selection, "careers.stage_put", by=by, stage=stage.title)
    return stage


@transaction.atomic
def remove_stage(*, stage: SelectionStage, by: Any) -> None:
    selection = _draft(stage.selection)
    title = stage.title
    selection.stages.filter(pk=stage.pk).delete()
    _number(list(selection.stages.all()))
    record(selection, "careers.stage_removed", by=by, stage=title)


@transaction.atomic
def announce_selection(*, selection: Selection, by: Any) -> Selection:
    """Freeze the scoring plan, publish its hash, and open the registration on its day. All faults come at once as one
    DomainError."""
    selection = _draft(selection)
    if faults := faults_of(selection, today()):
        raise DomainError(" ".join(faults))
    selection.plan = plan_of(selection)
    selection.plan_hash = plan_hash(selection.plan)
    selection.announced_at = timezone.now()
    move(selection, SelectionState.ANNOUNCED)
    selection.save()
    record(selection, "careers.selection_announced", by=by, plan_hash=selection.plan_hash)
    record_proof(selection, "announced", announcement_entry(selection), by=by)
    return selection


@transaction.atomic
def cancel_selection(*, selection: Selection, reason: str, by: Any) -> Selection:
    """End it without an appointment; the candidates are told why."""
    selection = lock(selection)
    if not reason.strip():
        raise DomainError(_("Say why the selection is cancelled: the candidates read it."))
    was_announced = selection.announced_at is not None
    move(selection, SelectionState.CANCELLED)
    selection.cancel_reason = reason.strip()
    with because(selection.cancel_reason):
        selection.save()
    record(selection, "careers.selection_cancelled", by=by, reason=selection.cancel_reason)
    if was_announced:
        record_proof(selection, "cancelled", {"reason": selection.cancel_reason}, by=by)
        selection_notices.cancelled(selection)
    return selection


def lock(selection: Selection) -> Selection:
    """The row, held until the transaction ends."""
    locked: Selection = lock_row(Selection.objects, selection.pk, "unit", "position__unit")
    return locked


def move(selection: Selection, state: SelectionState) -> None:
    """Set the state, or raise DomainError."""
    if state not in SELECTION_MOVES.get(SelectionState(selection.state), set()):
        raise DomainError(
            _("This selection is in the state “%(state)s”; reload the page to see what can be done.")
            % {"state": selection.get_state_display()}
        )
    selection.state = state


def record(selection: Selection, kind: str, *, by: Any, reason: str = "", **data: Any) -> None:
    """An event of the selection."""
    record_event(kind, by=by, obj=selection, unit_path=selection.unit.path, reason=reason, **data)


def _draft(selection: Selection) -> Selection:
    selection = lock(selection)
    if not selection.is_draft:
        raise DomainError(_("The selection is announced: its plan is frozen. Propose an amendment instead."))
    return selection


def _refuse_far(*days: datetime.date) -> None:
    if faults := far_faults(days, today()):
        raise DomainError(" ".join(faults))


def _number(stages: list[SelectionStage]) -> None:
    """1, 2, 3 …; the constraint is looked at when the transaction ends."""
    for order, stage in enumerate(stages, 1):
        if stage.order != order:
            SelectionStage.objects.filter(pk=stage.pk).update(order=order)
            stage.order = order


def _clean(instance: Any, exclude: list[str] | None = None) -> None:
    try:
        instance.full_clean(exclude=["created_by", *(exclude or ())], validate_constraints=exclude is None)
    except ValidationError as error:
        raise DomainError(" ".join(error.messages)) from error
