"""Minutes of a scored stage, and the members' signatures under them."""

from __future__ import annotations

import hashlib
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from asn_portal.audit.services import record_event
from asn_portal.errors import DomainError
from asn_portal.locking import lock_row
from careers.domain.proof import canonical, moment_text
from careers.models import (
    ConflictDeclaration,
    MinutesSignature,
    PanelDiscussion,
    PanelMember,
    PanelMinutes,
    Rubric,
    Selection,
)
from careers.panel_board import ScoringBoard
from careers.proof_log import record_proof


def write_minutes(*, rubric: Rubric, board: ScoringBoard) -> PanelMinutes:
    """Called by the service that finishes the scoring, which holds the lock."""
    snapshot = minutes_snapshot(rubric, board)
    return PanelMinutes.objects.create(
        rubric=rubric, snapshot=snapshot, sha256=hashlib.sha256(canonical(snapshot)).hexdigest()
    )


def minutes_snapshot(rubric: Rubric, board: ScoringBoard) -> dict[str, Any]:
    """Everything that the paper says, as JSON; candidates by registration number."""
    stage, selection = rubric.stage, rubric.stage.selection
    codes = {member.pk: member.code for member in board.everybody}
    declared = ConflictDeclaration.objects.conflicts().filter(member__selection=selection)
    dropped = {
        (row.candidacy.pk, member_id): f"{score.score:.2f}"
        for row in board.rows
        for member_id, score in row.dropped.items()
    }
    discussions = PanelDiscussion.objects.filter(rubric=rubric).select_related("candidacy__selection")
    return {
        "selection": {"code": selection.code, "title": selection.title},
        "stage": {"order": stage.order, "title": stage.title, "weight": f"{stage.weight:.2f}"},
        "blind": rubric.is_blind,
        "opened_at": moment_text(rubric.opened_at) if rubric.opened_at else None,
        "finished_at": moment_text(rubric.finished_at) if rubric.finished_at else None,
        "decree": {
            "number": selection.panel.decree_number,
            "date": selection.panel.decree_date.isoformat() if selection.panel.decree_date else None,
        },
        "members": [
            {
                "code": member.code,
                "name": member.user.name,
                "institution": member.institution,
                "internal": member.is_internal,
                "chair": member.is_chair,
                "left": not member.is_active,
            }
            for member in board.everybody
        ],
        "conflicts": [
            {
                "member": codes[row.member_id],
                "candidate": str(row.candidacy),
                "reason": row.reason,
                "late": moment_text(row.late_at) if row.late_at else None,
                # What the member had given; it doesn't count.
                "dropped": dropped.get((row.candidacy_id, row.member_id)),
            }
            for row in declared.select_related("candidacy__selection").order_by("member__number", "candidacy__number")
        ],
        "criteria": [{"title": row.title, "weight": f"{row.weight:.2f}"} for row in rubric.criteria.all()],
        "candidates": [
            {
                "candidate": str(row.candidacy),
                "scores": {codes[member_id]: f"{score.score:.2f}" for member_id, score in row.scores.items()},
                "mean": f"{row.mean.score:.2f}" if row.mean else None,
                "se": f"{row.mean.se:.2f}" if row.mean and row.mean.se is not None else None,
            }
            for row in sorted(board.rows, key=lambda row: row.candidacy.number or 0)
        ],
        "discussions": [
            {
                "candidate": str(discussion.candidacy),
                "reason": discussion.reason,
                "changes": [
                    {
                        "member": codes[change.score.member_id],
                        "from": f"{change.old_score:.2f}",
                        "to": f"{change.new_score:.2f}",
                        "reason": change.reason,
                    }
                    for change in discussion.changes.all()
                ],
            }
            for discussion in discussions.prefetch_related("changes__score")
        ],
    }


@transaction.atomic
def sign_minutes(*, minutes: PanelMinutes, member: PanelMember, by: Any) -> MinutesSignature:
    """A member agrees with the minutes, once."""
    lock_row(Selection.objects, minutes.rubric.stage.selection_id)
    minutes = lock_row(PanelMinutes.objects, minutes.pk, "rubric__stage__selection__unit")
    selection = minutes.rubric.stage.selection
    if member.selection_id != selection.pk or member.user_id != by.pk:
        raise DomainError(_("Only members of this panel sign its minutes."))
    if not minutes.is_signed_by(member):
        raise DomainError(_("Those sign these minutes who gave the scores, and who chaired the panel then."))
    signature, is_new = MinutesSignature.objects.get_or_create(minutes=minutes, member=member)
    if not is_new:
        raise DomainError(_("You have signed these minutes already."))
    stage = minutes.rubric.stage
    record_event("careers.minutes_signed", by=by, obj=selection, unit_path=selection.unit.path, stage=stage.title)
    record_proof(
        selection,
        "minutes_signed",
        {"stage": stage.order, "member": member.code, "minutes": minutes.sha256},
        by=by,
    )
    return signature
