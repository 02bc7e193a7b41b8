"""Results of candidates in a stage, from the exam, the panel or the office."""

from __future__ import annotations

import hashlib
import json
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from asn_portal.audit.services import record_event
from asn_portal.errors import DomainError
from asn_portal.locking import lock_row
from asn_portal.shown import refuse_changed
from careers.enums import ResultSource, SelectionState, StageKind
from careers.models import Candidacy, Selection, SelectionStage, StageResult
from careers.models.candidacy import new_salt
from careers.proof_log import record_proof
from careers.selection_panel import source_fault
from careers.selection_plan import decimal_text


@transaction.atomic
def put_result(
    *,
    stage: SelectionStage,
    candidacy: Candidacy,
    score: Decimal | None,
    passed: bool | None,
    detail: dict[str, Any],
    by: Any,
    source: ResultSource = ResultSource.HAND,
    seen: str | None = None,
) -> StageResult:
    """Store or replace a candidate's result; `passed` None follows the pass mark, where the stage has one. `seen` is
    the `result_text` of what `by` read, None for any; another one raises ChangedError.

    Raises DomainError when the stage is published, takes its results from elsewhere (`source`), or the candidate
    doesn't take part in it. What the proof log gets is a commitment: a salted hash, which the candidate can check once
    the stage is published.
    """
    # Selection before stage, as everybody who publishes locks them: no result slips in meanwhile, and nobody waits for
    # somebody who waits for them.
    lock_row(Selection.objects, stage.selection_id)
    stage = lock_row(SelectionStage.objects, stage.pk, "selection__unit")
    if stage.is_published:
        raise DomainError(_("This stage is published; its results change only by an objection that is upheld."))
    if stage.selection.state != SelectionState.ANNOUNCED:
        raise DomainError(_("This selection takes no results now: it is not running."))
    if fault := source_fault(stage, source):
        raise DomainError(fault)
    candidacy = Candidacy.objects.select_for_update(of=("self",), no_key=True).get(pk=candidacy.pk)
    if candidacy.selection_id != stage.selection_id:
        raise DomainError(_("This candidate takes part in another selection."))
    if stage.kind != StageKind.ADMINISTRATIVE and not candidacy.takes_part:
        raise DomainError(_("This candidate was not admitted or has withdrawn."))
    failed = candidacy.results.filter(passed=False, stage__published_at__isnull=False).select_related("stage").first()
    if failed is not None:
        raise DomainError(_("This candidate did not pass “%(stage)s”.") % {"stage": failed.stage.title})
    stands = candidacy.results.filter(stage=stage).first()
    refuse_changed(
        seen,
        result_text(stands),
        _("Somebody else entered results since you opened this page. Look at them below, then send again."),
    )
    return write_result(stage=stage, candidacy=candidacy, score=score, passed=passed, detail=detail, by=by)


def write_result(
    *,
    stage: SelectionStage,
    candidacy: Candidacy,
    score: Decimal | None,
    passed: bool | None,
    detail: dict[str, Any],
    by: Any,
) -> StageResult:
    """As `put_result`, of a stage and candidacy that the caller has locked and checked."""
    if passed is None and score is not None and stage.pass_mark is not None:
        passed = score >= stage.pass_mark
    result = StageResult.objects.filter(stage=stage, candidacy=candidacy).first() or StageResult(
        stage=stage, candidacy=candidacy
    )
    is_new = result.pk is None
    result.score, result.passed, result.detail = score, passed, detail
    result.salt, result.recorded_by = new_salt(), by
    try:
        result.full_clean(exclude=["stage", "candidacy", "recorded_by"])
    except ValidationError as error:
        raise DomainError(" ".join(error.messages)) from error
    result.save()
    record_event(
        "careers.result_put" if is_new else "careers.result_replaced",
        by=by,
        obj=stage.selection,
        unit_path=stage.selection.unit.path,
        stage=stage.title,
        pseudonym=candidacy.pseudonym,
    )
    record_proof(
        stage.selection,
        "result",
        {"stage": stage.order, "pseudonym": candidacy.pseudonym, "commitment": commitment(result)},
        by=by,
    )
    return result


def result_text(result: StageResult | None) -> str:
    """What a page shows of it: the score, or without one the verdict."""
    if result is None:
        return ""
    if result.score is not None:
        return decimal_text(result.score)
    return "" if result.passed is None else str(result.passed)


def commitment(result: StageResult) -> str:
    """SHA-256 of the canonical JSON of salt, score and verdict, and of the standard error where there is one."""
    parts: dict[str, Any] = {
        "passed": result.passed,
        "salt": result.salt,
        "score": None if result.score is None else f"{Decimal(result.score):.2f}",
    }
    if (error := result.detail.get("se")) is not None:
        parts["se"] = str(error)
    return hashlib.sha256(json.dumps(parts, sort_keys=True, separators=(",", ":")).encode()).hexdigest()
