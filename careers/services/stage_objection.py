"""Objections to the published result of a stage: filing, answering, the second signature, the panel's answer."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from asn_portal.audit.context import reason as because
from asn_portal.errors import DomainError
from asn_portal.locking import lock_row
from careers.enums import CandidacyState, ObjectionState, ResultSource, SelectionState, StageKind
from careers.models import (
    Candidacy,
    Rubric,
    Selection,
    SelectionStage,
    StageObjection,
    StageResult,
)
from careers.panel_board import BoardRow, ScoringBoard
from careers.proof_log import record_proof
from careers.selection_panel import source_of
from careers.selection_plan import decimal_text
from careers.services import selection_notices
from careers.services.answer_draft import draft_commitment, draft_of, refuse_rewritten_draft, refuse_unread
from careers.services.candidacy import is_shown_to_meet, record_admission
from careers.services.selection import lock, record
from careers.services.stage_publication import public_result
from careers.services.stage_result import write_result
from employees.dates import today


@transaction.atomic
def file_objection(*, stage: SelectionStage, candidacy: Candidacy, text: str, by: Any) -> StageObjection:
    """By the candidate, once a stage, while its window is open."""
    selection = lock(stage.selection)
    stage = lock_row(SelectionStage.objects, stage.pk, "selection__unit")
    candidacy = Candidacy.objects.select_related("employee__user").get(pk=candidacy.pk)
    candidacy.selection = selection
    if not text.strip():
        raise DomainError(_("Say what you object to."))
    if not stage.takes_objections(today()) or selection.state != SelectionState.ANNOUNCED:
        raise DomainError(_("The time to object to this stage is over, or its result isn't published yet."))
    result = stage.results.filter(candidacy=candidacy).first()
    if result is None or candidacy.state == CandidacyState.WITHDRAWN:
        raise DomainError(_("You have no result in this stage."))
    if not result.may_rise:
        raise DomainError(_("You have passed this stage, and it gives no score: an objection would change nothing."))
    try:
        with transaction.atomic():
            objection = StageObjection.objects.create(
                stage=stage,
                candidacy=candidacy,
                text=text.strip(),
                due_on=today() + datetime.timedelta(days=selection.answer_days),
            )
    except IntegrityError as error:
        raise DomainError(_("You have already objected to this stage.")) from error
    record(selection, "careers.objection_filed", by=by, stage=stage.title, pseudonym=candidacy.pseudonym)
    data = {"stage": stage.order, "pseudonym": candidacy.pseudonym, "due": objection.due_on.isoformat()}
    record_proof(selection, "objection_filed", data, by=by)
    selection_notices.objection_filed(objection)
    row = row_heard_by_panel(objection)
    if row is not None:
        judges = selection.panel_members.active().filter(pk__in=row.judges).select_related("user")
        selection_notices.panel_hears(objection, judges, stage.rubric.get_absolute_url())
    return objection


@transaction.atomic
def answer_objection(
    *,
    objection: StageObjection,
    upheld: bool,
    answer: str,
    by: Any,
    score: Decimal | None = None,
    passed: bool | None = None,
    seen: str | None = None,
) -> StageObjection:
    """By the office, in words. An upheld one changes the result, to `score` or `passed`; in the administrative check it
    admits the candidate, with the answer as the reason where a requirement isn't met. It waits for the signature of
    somebody else when it changes a result, when `by` brought the result about, and in place of a panel that can't hear
    it. An objection never lowers a result. To the score of a panel the panel answers. `seen` is the `answer_stamp` of
    what `by` read, None for any."""
    objection = lock_objection(objection)
    refuse_unread(objection, seen)
    stage = objection.stage
    if panel_hears(objection):
        raise DomainError(
            _("The panel gave this score, so the panel answers: its members score the candidate once more.")
        )
    if not answer.strip():
        raise DomainError(_("Answer in words: the candidate reads it."))
    result = stage.results.select_related("candidacy").get(candidacy=objection.candidacy)
    is_check = stage.kind == StageKind.ADMINISTRATIVE
    if upheld and not is_check and score in {None, result.score} and passed in {None, result.passed}:
        raise DomainError(_("An upheld objection changes the result. Enter the new one, or dismiss the objection."))
    is_lower = score is not None and score < (result.score or 0)
    if upheld and (is_lower or (passed is False and result.passed)):
        raise DomainError(_("An objection never lowers a result. Enter a higher one, or dismiss the objection."))
    judge = objection.candidacy.checked_by_id if is_check else result.recorded_by_id
    # In place of a panel nobody answers alone, whatever the answer.
    if not (upheld and not is_check) and judge != by.pk and not is_scored_by_panel(stage):
        objection.first_signer = None
        return settle_objection(objection=objection, upheld=upheld, answer=answer, by=by)
    objection.draft = draft_of(upheld=upheld, answer=answer, score=score, passed=passed)
    objection.first_signer = by
    objection.save()
    data = {"stage": stage.order, "pseudonym": objection.candidacy.pseudonym}
    record(stage.selection, "careers.objection_answer_signed", by=by, upheld=upheld, **data)
    data["commitment"] = draft_commitment(objection)
    record_proof(stage.selection, "objection_answer_signed", data, by=by)
    selection_notices.answer_waits(objection, by)
    return objection


@transaction.atomic
def sign_answer(*, objection: StageObjection, by: Any, seen: str | None = None) -> StageObjection:
    """The second signature, of somebody else: the answer holds, and is sent. `seen` as for `answer_objection`."""
    objection = lock_objection(objection)
    draft = objection.draft
    if draft is None:
        raise DomainError(_("No answer to this objection waits for a signature."))
    if objection.first_signer_id == by.pk:
        raise DomainError(_("The second signature must be somebody else's."))
    refuse_unread(objection, seen)
    refuse_rewritten_draft(objection)
    score = None if draft["score"] is None else Decimal(draft["score"])
    return settle_objection(
        objection=objection,
        upheld=draft["upheld"],
        answer=draft["answer"],
        score=score,
        passed=draft["passed"],
        by=by,
    )


def row_heard_by_panel(objection: StageObjection) -> BoardRow | None:
    """What the panel gave the candidate, where it hears the objection; None where the office answers: no panel scored,
    half of those who did are no longer there or have a conflict, or the candidate has withdrawn."""
    if not is_scored_by_panel(objection.stage):
        return None
    row = ScoringBoard(objection.stage.rubric).row_of(objection.candidacy_id)
    return row if row is not None and row.can_be_heard_again else None


def is_scored_by_panel(stage: SelectionStage) -> bool:
    return source_of(stage) == ResultSource.PANEL and Rubric.objects.filter(stage=stage).exists()


def panel_hears(objection: StageObjection) -> bool:
    return row_heard_by_panel(objection) is not None


def lock_objection(objection: StageObjection) -> StageObjection:
    """An open one, with its selection, stage and candidacy, held in the order in which all lock them."""
    selection = lock(objection.stage.selection)
    stage = lock_row(SelectionStage.objects, objection.stage_id, "selection__unit")
    locked: StageObjection = lock_row(StageObjection.objects, objection.pk, "candidacy__employee__user")
    stage.selection = locked.candidacy.selection = selection
    locked.stage = stage
    if locked.state != ObjectionState.OPEN:
        raise DomainError(_("This objection is answered already."))
    if over := over_words(selection):
        raise DomainError(over)
    return locked


def over_words(selection: Selection) -> str:
    """Why no objection is answered any more; "" while they are."""
    if selection.state == SelectionState.CANCELLED:
        return _("The selection was cancelled; nothing in it is decided any more.")
    return ""


def settled_words(objection: StageObjection) -> str:
    """Why an objection that is over takes no act any more."""
    if objection.candidacy.state == CandidacyState.WITHDRAWN:
        return _("The application was taken back; its objection needs nothing more.")
    return _("This objection is answered already.")


def settle_objection(
    *,
    objection: StageObjection,
    upheld: bool,
    answer: str,
    by: Any,
    score: Decimal | None = None,
    passed: bool | None = None,
    detail: dict[str, Any] | None = None,
) -> StageObjection:
    """Send the answer to one that the caller has locked. Both results are kept, and the change goes into the proof."""
    stage, candidacy = objection.stage, objection.candidacy
    selection = stage.selection
    result = StageResult.objects.select_for_update(of=("self",)).get(stage=stage, candidacy=candidacy)
    before = _verdict(result)
    if upheld:
        result = _decide_again(stage, candidacy, result, score, passed, answer, by, detail)
        objection.before, objection.after = before, _verdict(result)
    objection.draft = None
    objection.state = ObjectionState.UPHELD if upheld else ObjectionState.DISMISSED
    objection.answer = answer.strip()
    objection.answered_at, objection.answered_by = timezone.now(), by
    objection.save()
    record(
        selection,
        "careers.objection_answered",
        by=by,
        stage=stage.title,
        pseudonym=candidacy.pseudonym,
        upheld=upheld,
    )
    record_proof(
        selection,
        "objection_answered",
        {
            "stage": stage.order,
            "pseudonym": candidacy.pseudonym,
            "upheld": upheld,
            "changed": upheld and objection.before != objection.after,
            "result": public_result(selection, result),
        },
        by=by,
    )
    selection_notices.objection_answered(objection)
    return objection


def _decide_again(
    stage: SelectionStage,
    candidacy: Candidacy,
    result: StageResult,
    score: Decimal | None,
    passed: bool | None,
    answer: str,
    by: Any,
    detail: dict[str, Any] | None,
) -> StageResult:
    if stage.kind == StageKind.ADMINISTRATIVE:
        passed = True
        if candidacy.state == CandidacyState.REJECTED:
            candidacy.state = CandidacyState.ADMITTED
            candidacy.reject_code = candidacy.reject_text = ""
            if not is_shown_to_meet(candidacy):
                candidacy.admit_reason = answer.strip()
            with because(candidacy.admit_reason):
                candidacy.save()
            if candidacy.admit_reason:
                record_admission(stage, candidacy, by=by)
    elif passed is None and (score is None or stage.pass_mark is None):
        passed = result.passed
    return write_result(
        stage=stage,
        candidacy=candidacy,
        score=result.score if score is None else score,
        passed=passed,
        detail=_detail_by_office(result, score) if detail is None else detail,
        by=by,
    )


def _detail_by_office(result: StageResult, score: Decimal | None) -> dict[str, Any]:
    """The standard error of an exam holds for a corrected score too; that of a panel's mean, and of an exam at which
    the candidate was absent, does not."""
    detail = result.detail
    if score is None or score == result.score:
        return detail
    if detail.get("source") == ResultSource.PANEL or detail.get("absent"):
        detail = {}
    return {**detail, "source": ResultSource.HAND.value}


def _verdict(result: StageResult) -> dict[str, Any]:
    return {"score": None if result.score is None else decimal_text(result.score), "passed": result.passed}
