"""Scoring a stage by its panel: rubric, opening, scores, discussions, the end."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from asn_portal.audit.services import record_event
from asn_portal.errors import DomainError
from asn_portal.locking import lock_row
from asn_portal.notifications.services import notify
from asn_portal.shown import refuse_replacing, stamp_of
from careers.domain.panel import LEVELS, check_criteria, panel_mean, rubric_score, visibility
from careers.domain.proof import canonical
from careers.enums import SCORED_KINDS, ResultSource, ScoringState, SelectionState
from careers.models import (
    Candidacy,
    ConflictDeclaration,
    PanelDiscussion,
    PanelMember,
    PanelScore,
    PanelScoreChange,
    ProofEvent,
    Rubric,
    Selection,
    SelectionStage,
)
from careers.models.candidacy import new_salt
from careers.panel_board import ScoringBoard, show_complete
from careers.proof_log import record_proof
from careers.selection_plan import decimal_text, planned_stage, rubric_content
from careers.services.panel import tell_chair
from careers.services.panel_minutes import write_minutes
from careers.services.plan_amendment import propose_rubric
from careers.services.rubric import ensure_rubric_changes, rubric_hash, write_rubric
from careers.services.selection import lock
from careers.services.stage_publication import unfinished_before
from careers.services.stage_result import put_result


@dataclass(frozen=True)
class Criterion:
    """As the office writes it: weight in percent, five texts from the lowest level to the highest."""

    title: str
    weight: Decimal
    anchors: Sequence[str]


def rubric_stamp(stage: SelectionStage) -> str:
    rubric = Rubric.objects.filter(stage=stage).first()
    return stamp_of(stage.pk, rubric_content(rubric) if rubric else None)


@transaction.atomic
def set_rubric(
    *,
    stage: SelectionStage,
    is_blind: bool,
    instructions: str,
    criteria: Sequence[Criterion],
    by: Any,
    reason: str = "",
    seen: str | None = None,
) -> Rubric | None:
    """Write the rubric of a stage anew. In an announced selection it is part of the frozen plan: an amendment opens,
    for `reason`, and the rubric holds once somebody else has signed; what is returned still says what it said. `seen`
    is the `rubric_stamp` of what `by` read, None for any.

    Raises DomainError once scoring is open or the stage is over, or when the weights aren't 100 %.
    """
    if stage.kind not in SCORED_KINDS:
        raise DomainError(_("A panel doesn't score a stage of this kind."))
    faults = check_criteria([criterion.weight for criterion in criteria])
    if faults:
        raise DomainError(_("The weights of the criteria must be above 0 and add up to 100."))
    if any(len(row.anchors) != LEVELS or not all(text.strip() for text in row.anchors) for row in criteria):
        raise DomainError(_("Describe each of the five levels of every criterion."))
    selection = lock(stage.selection)
    stage = SelectionStage.objects.get(pk=stage.pk)
    stage.selection = selection
    refuse_replacing(seen, rubric_stamp(stage))
    content = {
        "blind": is_blind,
        "criteria": [
            {"anchors": [str(text) for text in row.anchors], "title": row.title, "weight": decimal_text(row.weight)}
            for row in criteria
        ],
        "instructions": instructions,
    }
    if planned_stage(selection.plan, stage.order) is not None:
        ensure_rubric_changes(stage)
        propose_rubric(selection=selection, order=stage.order, content=content, reason=reason, by=by)
        return Rubric.objects.filter(stage=stage).first()
    rubric = write_rubric(stage=stage, content=content, by=by)
    _record("careers.rubric_set", rubric, by)
    return rubric


@transaction.atomic
def open_scoring(*, rubric: Rubric, by: Any) -> Rubric:
    """From now on the members score; the rubric is fixed."""
    rubric = _lock(rubric)
    selection = rubric.stage.selection
    if rubric.state != ScoringState.PREPARED:
        raise DomainError(_("Scoring of this stage was opened already."))
    if selection.state != SelectionState.ANNOUNCED or rubric.stage.is_published:
        raise DomainError(_("Scores are given while the selection runs and before the stage is published."))
    if not hasattr(selection, "panel") or not selection.panel.is_appointed:
        raise DomainError(_("Appoint the panel first."))
    if not rubric.criteria.exists():
        raise DomainError(_("Write the rubric first."))
    planned = planned_stage(selection.plan, rubric.stage.order) or {}
    if planned.get("rubric", rubric_content(rubric)) != rubric_content(rubric):
        raise DomainError(_("The rubric differs from the published plan: it was changed past the portal."))
    if faults := unfinished_before(rubric.stage):
        raise DomainError(" ".join(faults))
    board = ScoringBoard(rubric)
    if not board.rows:
        raise DomainError(_("There are no candidates in this stage yet."))
    rubric.state, rubric.opened_at = ScoringState.OPEN, timezone.now()
    rubric.save(update_fields=["state", "opened_at"])
    _record("careers.scoring_opened", rubric, by)
    _proof("scoring_opened", rubric, by, sha256=rubric_hash(rubric))
    _tell(rubric, board.members, lambda: _("Score the candidates: %(stage)s") % {"stage": rubric.stage.title})
    return rubric


@transaction.atomic
def give_score(
    *,
    rubric: Rubric,
    member: PanelMember,
    candidacy: Candidacy,
    levels: dict[int, int],
    note: str,
    reason: str = "",
    by: Any,
) -> PanelScore:
    """Give or change one's own score.

    It may change until everybody's is given; then others' are shown, and it changes only in a discussion, with a
    reason. Raises DomainError for a candidate whom the member may not judge.
    """
    # The rubric is locked, so that the last score of all and a change by another member come one after the other.
    rubric = _lock(rubric)
    member = PanelMember.objects.select_related("user").get(pk=member.pk)
    board = ScoringBoard(rubric)
    row = board.row_of(candidacy.pk)
    is_declared = ConflictDeclaration.objects.filter(member=member, candidacy=candidacy).exists()
    if not member.is_active or row is None or member.pk not in row.scorers or not is_declared:
        raise DomainError(_("You do not judge this candidate."))
    old = row.scores.get(member.pk)
    may = visibility(
        in_conflict=False,
        is_open=rubric.is_open,
        has_scored=old is not None,
        all_scored=row.is_complete,
        discussed=row.discussion is not None,
        was_shown=row.was_shown_to(member.pk),
    )
    _refuse_resting(rubric)
    if not (may.may_score or may.may_change):
        raise DomainError(
            _("All scores of this candidate are given, so none changes any more. The chair can open a discussion.")
            if rubric.is_open
            else _("Scores are given while the scoring of this stage is open.")
        )
    weights = {criterion.order: criterion.weight for criterion in rubric.criteria.all()}
    try:
        points = rubric_score(weights, levels)
    except ValueError as error:
        raise DomainError(_("Choose a level for every criterion.")) from error
    chosen = {str(order): level for order, level in levels.items()}
    # Compared when scoring is finished: of a member's commitments those hold that no later one replaces.
    replaced = {} if old is None else {"replaces": score_commitment(old)}
    in_discussion = row.discussion is not None and old is not None
    if in_discussion and not reason.strip():
        raise DomainError(_("Say why you change your score: it stands in the minutes."))
    score = old or PanelScore(rubric=rubric, member=member, candidacy=candidacy)
    if in_discussion and old is not None:
        PanelScoreChange.objects.create(
            discussion=row.discussion,
            score=old,
            old_levels=old.levels,
            new_levels=chosen,
            old_score=old.score,
            new_score=points,
            reason=reason,
        )
    score.levels, score.score, score.note, score.salt = chosen, points, note, new_salt()
    score.save()
    if show_complete(rubric, candidacy.pk):
        tell_chair(rubric)
    kind = "panel_score" if old is None else "panel_score_changed"
    _record(f"careers.{kind}", rubric, by, reason=reason, pseudonym=candidacy.pseudonym)
    # Whom it judges is under the commitment: where names are shown, the order of a member's own scores would tell who
    # is behind which pseudonym.
    _proof(kind, rubric, by, member=member.code, commitment=score_commitment(score), **replaced)
    return score


def score_commitment(score: PanelScore) -> str:
    """SHA-256 of the canonical JSON of pseudonym, salt, levels and score: the chain fixes a score without telling."""
    return _commitment_of(score, {"pseudonym": score.candidacy.pseudonym})


def _commitment_of(score: PanelScore, whom: dict[str, str]) -> str:
    content = {"levels": score.levels, "salt": score.salt, "score": f"{score.score:.2f}", **whom}
    return hashlib.sha256(canonical(content)).hexdigest()


@transaction.atomic
def open_discussion(*, rubric: Rubric, candidacy: Candidacy, reason: str, by: Any) -> PanelDiscussion:
    """The chair calls the panel to talk about a candidate once more."""
    rubric = _lock(rubric)
    _refuse_resting(rubric)
    board = ScoringBoard(rubric)
    row = board.row_of(candidacy.pk)
    if not rubric.is_open or row is None or not row.is_complete:
        raise DomainError(_("A candidate is discussed when all scores are given and scoring is still open."))
    if row.discussion is not None:
        raise DomainError(_("This candidate is already being discussed."))
    if not reason.strip():
        raise DomainError(_("Say why the candidate is discussed again."))
    discussion = PanelDiscussion.objects.create(rubric=rubric, candidacy=candidacy, reason=reason, opened_by=by)
    _record("careers.discussion_opened", rubric, by, reason=reason, pseudonym=candidacy.pseudonym)
    _proof("discussion_opened", rubric, by)
    scorers = [member for member in board.members if member.pk in row.scorers]
    _tell(rubric, scorers, lambda: _("The panel discusses a candidate again: %(label)s") % {"label": row.label})
    return discussion


@transaction.atomic
def close_discussion(*, discussion: PanelDiscussion, by: Any) -> None:
    """From now on the scores of the candidate are fixed again."""
    rubric = _lock(discussion.rubric)
    discussion = lock_row(PanelDiscussion.objects, discussion.pk, "candidacy")
    if discussion.closed_at is not None:
        raise DomainError(_("This discussion is closed already."))
    discussion.closed_at = timezone.now()
    discussion.save(update_fields=["closed_at"])
    _record("careers.discussion_closed", rubric, by, pseudonym=discussion.candidacy.pseudonym)
    _proof("discussion_closed", rubric, by)


@transaction.atomic
def finish_scoring(*, rubric: Rubric, by: Any) -> Rubric:
    """Take the means over as results of the stage, and write the minutes. No score changes any more.

    Raises DomainError while a score is missing, a discussion is open, or nobody may judge a candidate.
    """
    rubric = _lock(rubric)
    if not rubric.is_open:
        raise DomainError(_("Scoring of this stage is not open."))
    _refuse_resting(rubric)
    board = ScoringBoard(rubric)
    if alone := [row.label for row in board.rows if not row.scorers and not row.scores]:
        raise DomainError(
            _("Nobody on the panel may judge: %(labels)s. Add a member without a conflict.")
            % {"labels": ", ".join(alone)}
        )
    if missing := [row.label for row in board.rows if not row.is_complete]:
        raise DomainError(_("Scores are still missing for: %(labels)s.") % {"labels": ", ".join(missing)})
    if talked := [row.label for row in board.rows if row.discussion is not None]:
        raise DomainError(_("Close the discussion first: %(labels)s.") % {"labels": ", ".join(talked)})
    _refuse_rewritten(rubric)
    rubric.state, rubric.finished_at = ScoringState.FINISHED, timezone.now()
    rubric.save(update_fields=["state", "finished_at"])
    # By pseudonym: in the order of names or numbers the chain would tell who is who.
    for row in sorted(board.rows, key=lambda row: row.candidacy.pseudonym):
        mean = panel_mean([score.score for score in row.scores.values()])
        put_result(
            stage=rubric.stage,
            candidacy=row.candidacy,
            score=mean.score,
            passed=None,
            detail={"n": mean.n, "se": None if mean.se is None else str(mean.se), "source": "panel"},
            by=by,
            source=ResultSource.PANEL,
        )
    minutes = write_minutes(rubric=rubric, board=board)
    _record("careers.scoring_finished", rubric, by, candidates=len(board.rows))
    _proof("scoring_finished", rubric, by, minutes=minutes.sha256, candidates=len(board.rows))
    signers = [member.user for member in board.everybody if minutes.is_signed_by(member)]
    notify(
        signers,
        kind="careers.panel",
        title=lambda: _("Sign the minutes: %(stage)s") % {"stage": rubric.stage.title},
        url=minutes.get_absolute_url(),
    )
    return rubric


def _refuse_rewritten(rubric: Rubric) -> None:
    """DomainError when a member's scores, or declared conflicts, by which a score is left out, aren't those of the
    chain: also while a discussion is open, in which the database lets them change."""
    told: dict[str, list[dict[str, Any]]] = {}
    conflicts: dict[str, int] = {}
    chain = ProofEvent.objects.of_chain(rubric.stage.selection)
    kinds = ["panel_score", "panel_score_changed", "conflicts_declared", "conflict_declared_late"]
    for kind, payload in chain.filter(kind__in=kinds).values_list("kind", "payload"):
        code = payload["member"]
        if kind.startswith("conflict"):
            conflicts[code] = conflicts.get(code, 0) + payload.get("conflicts", 1)
        elif payload["stage"] == rubric.stage.order:
            told.setdefault(code, []).append({**payload, "is_change": kind == "panel_score_changed"})
    scores: dict[str, list[PanelScore]] = {}
    for score in PanelScore.objects.filter(rubric=rubric).select_related("member", "candidacy"):
        scores.setdefault(score.member.code, []).append(score)
    changed = {code for code in told.keys() | scores.keys() if not _are_told(scores.get(code, []), told.get(code, []))}
    declared = ConflictDeclaration.objects.conflicts().filter(member__selection=rubric.stage.selection)
    kept = Counter(row.member.code for row in declared.select_related("member"))
    changed |= {code for code, number in conflicts.items() if kept[code] != number}
    if changed:
        raise DomainError(
            _("The scores or conflicts of these members differ from those in the proof: %(members)s. Tell the auditor.")
            % {"members": ", ".join(sorted(changed))}
        )


def _are_told(scores: list[PanelScore], told: list[dict[str, Any]]) -> bool:
    """`told`: what the chain tells of one member in one stage."""
    commitments = [payload["commitment"] for payload in told]
    kept = set()
    for score in scores:
        mine = score_commitment(score)
        # Older entries told the pseudonym beside the commitment.
        kept.add(mine if mine in commitments else _commitment_of(score, {}))
    is_older = any("pseudonym" in payload or payload["is_change"] != ("replaces" in payload) for payload in told)
    if not is_older:
        return kept == set(commitments) - {payload.get("replaces") for payload in told}
    # And changes didn't tell what they replace.
    return kept <= set(commitments) and commitments[-1] in kept


def _refuse_resting(rubric: Rubric) -> None:
    if not rubric.stage.selection.panel.is_appointed:
        raise DomainError(_("The panel's members changed. Appoint it anew by a decree; then scoring goes on."))


def _lock(rubric: Rubric) -> Rubric:
    # First, as by all who change the panel or a result (`lock_panel`): nobody waits for somebody who waits for them.
    lock_row(Selection.objects, rubric.stage.selection_id)
    locked: Rubric = lock_row(Rubric.objects, rubric.pk, "stage__selection__unit")
    return locked


def _tell(rubric: Rubric, members: Sequence[PanelMember], title: Any) -> None:
    notify([member.user for member in members], kind="careers.panel", title=title, url=rubric.get_absolute_url())


def _record(kind: str, rubric: Rubric, by: Any, *, reason: str = "", **data: Any) -> None:
    selection = rubric.stage.selection
    record_event(
        kind, by=by, obj=selection, unit_path=selection.unit.path, reason=reason, stage=rubric.stage.title, **data
    )


def _proof(kind: str, rubric: Rubric, by: Any, **data: Any) -> None:
    record_proof(rubric.stage.selection, kind, {"stage": rubric.stage.order, **data}, by=by)
