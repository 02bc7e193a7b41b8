"""An objection to a panel's score: the members judge the candidate once more."""

from __future__ import annotations

import hashlib
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from asn_portal.errors import DomainError
from asn_portal.locking import lock_row
from asn_portal.shown import refuse_changed, stamp_of
from careers.domain.panel import PanelMean, panel_mean, rubric_score
from careers.domain.proof import canonical
from careers.models import ConflictDeclaration, ObjectionScore, PanelMember, StageObjection
from careers.models.candidacy import new_salt
from careers.panel_board import BoardRow
from careers.proof_log import record_proof
from careers.selection_integrity import refuse_rewritten_scores
from careers.services.selection import record
from careers.services.stage_objection import lock_objection, row_heard_by_panel, settle_objection


@transaction.atomic
def score_again(
    *, objection: StageObjection, member: PanelMember, levels: dict[int, int], reason: str, by: Any
) -> ObjectionScore:
    """Give or change one's own new score, until the objection is answered. The first score stays beside it."""
    objection = lock_objection(objection)
    member = lock_row(PanelMember.objects, member.pk, "user")
    if refusal := refusal_to_score(_row(objection), member):
        raise DomainError(refusal)
    if not reason.strip():
        raise DomainError(_("Say why you keep or change your score."))
    weights = {criterion.order: criterion.weight for criterion in objection.stage.rubric.criteria.all()}
    try:
        points = rubric_score(weights, levels)
    except ValueError as error:
        raise DomainError(_("Choose a level for every criterion.")) from error
    chosen = {str(order): level for order, level in levels.items()}
    score, _new = ObjectionScore.objects.update_or_create(
        objection=objection,
        member=member,
        defaults={"levels": chosen, "score": points, "reason": reason.strip(), "salt": new_salt()},
    )
    stage, pseudonym = objection.stage, objection.candidacy.pseudonym
    content = {"levels": chosen, "pseudonym": pseudonym, "salt": score.salt, "score": f"{points:.2f}"}
    data = {
        "stage": stage.order,
        "member": member.code,
        "commitment": hashlib.sha256(canonical(content)).hexdigest(),
    }
    record(stage.selection, "careers.objection_scored", by=by, stage=stage.title, pseudonym=pseudonym)
    record_proof(stage.selection, "objection_scored", data, by=by)
    return score


@transaction.atomic
def answer_by_panel(
    *, objection: StageObjection, member: PanelMember, answer: str, by: Any, seen: str | None = None
) -> StageObjection:
    """The chair sends the panel's answer; where the chair has a conflict, another member. It is upheld when the mean
    with the new scores is higher: nobody loses points by objecting. `seen` is the `scores_stamp` of what the chair
    read, None for any."""
    objection = lock_objection(objection)
    row = _row(objection)
    again = new_scores(objection, row)
    if refusal := refusal_to_answer(row, member, again):
        raise DomainError(refusal)
    refuse_changed(
        seen,
        scores_stamp(objection, row),
        _("A score changed since you opened this page. Read scores and mean again, and see whether your answer fits."),
    )
    if not answer.strip():
        raise DomainError(_("Answer in words: the candidate reads it."))
    refuse_rewritten_scores(objection.stage.selection)
    mean = mean_with(again, row)
    result = objection.stage.results.get(candidacy=objection.candidacy)
    return settle_objection(
        objection=objection,
        upheld=mean.score > (result.score or 0),
        answer=answer,
        score=mean.score,
        detail={"n": mean.n, "se": None if mean.se is None else str(mean.se), "source": "panel"},
        by=by,
    )


def scores_stamp(objection: StageObjection, row: BoardRow) -> str:
    """Of the scores and reasons from which the answer follows."""
    judges = objection.panel_scores.filter(member__in=row.judges).order_by("member")
    again = [[member, str(score), reason] for member, score, reason in judges.values_list("member", "score", "reason")]
    first = sorted([member, str(score.score)] for member, score in row.scores.items())
    return stamp_of(objection.pk, first, again)


def new_scores(objection: StageObjection, row: BoardRow) -> dict[int, Decimal]:
    """By member, of those who may judge the candidate."""
    return {each.member_id: each.score for each in objection.panel_scores.all() if each.member_id in row.judges}


def mean_with(again: dict[int, Decimal], row: BoardRow) -> PanelMean:
    """Of the new scores, and of the first ones of who did not score again."""
    first = {pk: score.score for pk, score in row.scores.items()}
    return panel_mean(list((first | again).values()))


def speaks(row: BoardRow, member: PanelMember) -> bool:
    """The member may send the panel's answer."""
    if member.pk not in row.judges:
        return False
    chair = PanelMember.objects.active().filter(selection=member.selection_id, is_chair=True).first()
    return member.is_chair or chair is None or chair.pk not in row.judges


def _row(objection: StageObjection) -> BoardRow:
    row = row_heard_by_panel(objection)
    if row is None:
        raise DomainError(refusal_to_hear(None))
    return row


def refusal_to_hear(row: BoardRow | None) -> str:
    """Why the panel doesn't hear an objection to its score; "" when it does. None: no panel scored the candidate."""
    if row is not None and row.can_be_heard_again:
        return ""
    return _("No panel gave this score, or half of those who gave it are no longer there: the office answers.")


def refusal_to_score(row: BoardRow, member: PanelMember) -> str:
    """Why the member can't score the candidate once more; "" when they can."""
    if refusal := refusal_to_hear(row):
        return refusal
    is_declared = ConflictDeclaration.objects.filter(member=member, candidacy=row.candidacy).exists()
    if member.pk not in row.judges or not is_declared or not row.candidacy.selection.panel.is_appointed:
        return _("You do not judge this candidate.")
    return ""


def refusal_to_answer(row: BoardRow, member: PanelMember, again: dict[int, Decimal]) -> str:
    """Why the member can't send the panel's answer with the new scores `again`; "" when they can."""
    if refusal := refusal_to_hear(row):
        return refusal
    if not speaks(row, member):
        return _("The chair of the panel answers.")
    if len(again) * 2 <= len(row.scores):
        return _("%(given)s of %(all)s members have scored the candidate once more. More than half must.") % {
            "given": len(again),
            "all": len(row.scores),
        }
    return ""
