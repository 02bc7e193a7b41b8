"""What a rubric says, as it stands in the frozen plan, and how it is written from there."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from asn_portal.errors import DomainError
from asn_portal.locking import lock_row
from careers.domain.proof import canonical
from careers.enums import ScoringState
from careers.models import Rubric, RubricCriterion, SelectionStage
from careers.proof_log import record_proof
from careers.selection_plan import rubric_content
from employees.dates import today


def rubric_hash(rubric: Rubric) -> str:
    """SHA-256 of the canonical JSON of what the rubric says."""
    return hashlib.sha256(canonical(rubric_content(rubric))).hexdigest()


def ensure_rubric_changes(stage: SelectionStage) -> None:
    """DomainError once scoring is open, or the stage is over."""
    if Rubric.objects.filter(stage=stage).exclude(state=ScoringState.PREPARED).exists():
        raise DomainError(_("Scoring is open: everybody is judged by the same rubric, so it no longer changes."))
    selection = stage.selection
    if selection.is_draft:
        return
    if not selection.is_announced or selection.proposed_at is not None:
        raise DomainError(_("The selection is no longer running, so its rubrics stay as they are."))
    if stage.is_published or stage.ends_on < today():
        raise DomainError(_("“%(stage)s” is over, so its rubric stays as it is.") % {"stage": stage.title})


def write_rubric(*, stage: SelectionStage, content: Mapping[str, Any], by: Any) -> Rubric:
    """Put the content into the stage, in place of what was there; the caller holds the selection. DomainError where
    it no longer changes."""
    ensure_rubric_changes(stage)
    rubric, _new = Rubric.objects.get_or_create(stage=stage)
    rubric = lock_row(Rubric.objects, rubric.pk, "stage__selection__unit")
    rubric.is_blind, rubric.instructions = content["blind"], content["instructions"]
    rubric.save(update_fields=["is_blind", "instructions"])
    rubric.criteria.all().delete()
    RubricCriterion.objects.bulk_create(
        RubricCriterion(
            rubric=rubric,
            order=order,
            title=row["title"],
            weight=Decimal(row["weight"]),
            anchors=list(row["anchors"]),
        )
        for order, row in enumerate(content["criteria"], start=1)
    )
    data = {"stage": stage.order, "sha256": rubric_hash(rubric), "criteria": len(content["criteria"])}
    record_proof(rubric.stage.selection, "rubric_set", {**data, "blind": rubric.is_blind}, by=by)
    return rubric
