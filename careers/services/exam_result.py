"""Scores, dropped items, and what goes back to the selection."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from asn_portal.audit.services import record_event
from asn_portal.errors import DomainError
from asn_portal.notifications.services import notify
from careers.domain.exam_item import earned, parse_options
from careers.domain.exam_score import essay_points, percent_score
from careers.enums import SAT_STATES, AttendanceState, ItemKind, ResultSource, SittingState
from careers.models import DroppedItem, Item, PaperItem, ProofEvent, Sitting, SittingCandidate
from careers.services.exam_analysis import analyse
from careers.services.exam_state import lock_sitting, prove
from careers.services.stage_result import put_result
from careers.words.exam import third_marker_sentence

FOUR_PLACES = Decimal("0.0001")


def score_candidate(*, candidate: SittingCandidate) -> SittingCandidate:
    """Score one person's paper; the caller has locked the candidate."""
    _score([candidate], candidate.sitting)
    return candidate


def score_sitting(*, sitting: Sitting) -> None:
    """Score everybody who sat, and work the figures of the items out anew; the caller has locked the sitting."""
    candidates = list(sitting.candidates.filter(state__in=SAT_STATES).select_for_update(of=("self",)))
    _score(candidates, sitting)
    analyse(sitting=sitting)


def _score(candidates: list[SittingCandidate], sitting: Sitting) -> None:
    by_candidate: dict[int, list[PaperItem]] = defaultdict(list)
    rows = (
        PaperItem.objects.filter(paper__candidate__in=[candidate.pk for candidate in candidates])
        .select_related("item", "paper", "answer")
        .prefetch_related("marks")
    )
    changed = []
    for row in rows:
        by_candidate[row.paper.candidate_id].append(row)
        share = share_of(row, sitting)
        if share != row.share:
            row.share = share
            changed.append(row)
    PaperItem.objects.bulk_update(changed, ["share"], batch_size=2000)
    for candidate in candidates:
        own = [row for row in by_candidate[candidate.pk] if row.counts]
        automatic = [(row.share, row.points) for row in own if row.item.kind != ItemKind.ESSAY]
        candidate.auto_score = percent_score((share or Decimal(0), points) for share, points in automatic)
        is_complete = all(row.share is not None for row in own)
        waits_for_typing = candidate.state == AttendanceState.ON_PAPER and not is_typed_in(candidate)
        candidate.score = (
            percent_score((row.share, row.points) for row in own) if is_complete and not waits_for_typing else None
        )
    SittingCandidate.objects.bulk_update(candidates, ["auto_score", "score"], batch_size=1000)


def share_of(row: PaperItem, sitting: Sitting) -> Decimal | None:
    """What an item earned; of an essay that was answered None until its marks are there."""
    answer = getattr(row, "answer", None)
    value = answer.value if answer is not None else None
    if row.item.kind != ItemKind.ESSAY:
        return earned(row.item.kind, parse_options(row.item.options), value)
    if value is None:
        return Decimal(0)
    marks = [mark.points for mark in sorted(row.marks.all(), key=lambda mark: mark.pk)]
    outcome = essay_points(marks, row.points, sitting.essay_limit)
    if outcome.points is None:
        return None
    return (outcome.points / row.points).quantize(FOUR_PLACES, ROUND_HALF_UP)


def is_typed_in(candidate: SittingCandidate) -> bool:
    """The answers on paper stand in the portal: two people typed in the same, or their differences were settled."""
    return candidate.keyed_sheets.count() >= 2 and candidate.paper.items.filter(answer__device=0).exists()


def seal(*, candidate: SittingCandidate, by: Any) -> None:
    """Fingerprints of the answers and of what each counts go into the log of the selection, so that nobody changes
    them afterwards unseen: `publish_results` compares.

    The seed of the paper, which only the office and the slip know, keeps the fingerprint from being guessed.
    """
    if candidate.sitting.stage is None or candidate.candidacy is None:
        return
    sheet = _sheets([candidate])[candidate.pk]
    data = {"pseudonym": candidate.candidacy.pseudonym, "answers": sheet.answers, "points": sheet.points}
    prove(candidate.sitting, "exam_finished", data, by=by)


@dataclass(frozen=True)
class _Sheet:
    """Fingerprints of a paper's answers and of its items' points, and the items that don't count."""

    answers: str
    points: str
    dropped: frozenset[str]


def _sheets(candidates: Iterable[SittingCandidate]) -> dict[int, _Sheet]:
    """By candidate. One query."""
    by_candidate: dict[int, list[PaperItem]] = defaultdict(list)
    rows = PaperItem.objects.filter(paper__candidate__in=[candidate.pk for candidate in candidates])
    for row in rows.select_related("item", "paper", "answer").order_by("place"):
        by_candidate[row.paper.candidate_id].append(row)
    return {
        key: _Sheet(
            answers=_fingerprint(
                own, lambda row: [row.item.code, row.item.version, row.answer.value if hasattr(row, "answer") else None]
            ),
            points=_fingerprint(own, lambda row: [f"{row.points:.2f}"]),
            dropped=frozenset(str(row.item) for row in own if not row.counts),
        )
        for key, own in by_candidate.items()
    }


def _fingerprint(rows: list[PaperItem], told: Callable[[PaperItem], list[Any]]) -> str:
    content = [rows[0].paper.seed, [[row.place, *told(row)] for row in rows]]
    return hashlib.sha256(json.dumps(content, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def _refuse_unsealed(sitting: Sitting, candidates: list[SittingCandidate]) -> None:
    """DomainError when a paper is no longer the one that was sealed when its candidate had finished."""
    if sitting.stage is None:
        return
    sealed: dict[str, dict[str, Any]] = {}
    dropped = set()
    chain = ProofEvent.objects.of_chain(sitting.stage.selection)
    events = chain.filter(kind__in=["exam_finished", "exam_item_dropped"])
    for kind, payload in events.values_list("kind", "payload"):
        if payload["sitting"] != sitting.pk:
            continue
        if kind == "exam_finished":
            sealed[payload["pseudonym"]] = payload
        else:
            dropped.add(payload["item"])
    sheets = _sheets(candidates)
    changed = []
    for candidate in candidates:
        if candidate.candidacy is None or not candidate.has_sat:
            continue
        sheet, told = sheets[candidate.pk], sealed.get(candidate.candidacy.pseudonym, {})
        is_sealed = told.get("answers") == sheet.answers and sheet.dropped <= dropped
        # Older entries don't tell the points.
        if not is_sealed or told.get("points", sheet.points) != sheet.points:
            changed.append(candidate.candidacy.pseudonym)
    if changed:
        raise DomainError(
            _("The papers of these candidates differ from those in the proof: %(names)s. Tell the auditor.")
            % {"names": ", ".join(sorted(changed))}
        )


@transaction.atomic
def drop_item(*, sitting: Sitting, item: Item, reason: str, by: Any) -> DroppedItem:
    """An item that turned out wrong no longer counts for anybody; all scores are worked out anew, before and after are
    kept. Not after publication."""
    sitting = lock_sitting(sitting, SittingState.CLOSED)
    if not reason.strip():
        raise DomainError(_("Say why the item is dropped."))
    rows = PaperItem.objects.filter(paper__candidate__sitting=sitting, item=item)
    if not rows.exists():
        raise DomainError(_("No paper of this sitting has this item."))
    if sitting.dropped_items.filter(item=item).exists():
        raise DomainError(_("This item was dropped already."))
    before = _scores(sitting)
    rows.update(counts=False)
    score_sitting(sitting=sitting)
    after = _scores(sitting)
    if any(score is None and before[number] is not None for number, score in after.items()):
        raise DomainError(_("Nothing would be left to score on some papers. Keep this item."))
    dropped = DroppedItem.objects.create(
        sitting=sitting,
        item=item,
        reason=reason.strip(),
        before={number: _text(score) for number, score in before.items()},
        after={number: _text(score) for number, score in after.items()},
        dropped_by=by,
    )
    means = {"mean_before": _text(_mean(before.values())), "mean_after": _text(_mean(after.values()))}
    record_event(
        "careers.item_dropped",
        by=by,
        obj=sitting,
        unit_path=sitting.unit.path,
        reason=reason,
        code=str(item),
        **means,
    )
    prove(sitting, "exam_item_dropped", {"item": str(item), "reason": reason, **means}, by=by)
    return dropped


@transaction.atomic
def publish_results(*, sitting: Sitting, by: Any) -> Sitting:
    """Tell candidates their result, and give it to the stage of the selection. Refused while a score is missing."""
    sitting = lock_sitting(sitting, SittingState.CLOSED)
    score_sitting(sitting=sitting)
    candidates = list(sitting.candidates.select_related("employee__user", "candidacy").order_by("number"))
    missing = [each for each in candidates if each.has_sat and each.score is None]
    if missing:
        numbers = ", ".join(str(each) for each in missing[:10])
        thirds = PaperItem.objects.without_third_marker().filter(paper__candidate__sitting=sitting).count()
        sentence = ngettext(
            "%(count)s candidate has no score yet: %(numbers)s. Mark the essays and type in the papers first.",
            "%(count)s candidates have no score yet: %(numbers)s. Mark the essays and type in the papers first.",
            len(missing),
        ) % {"count": len(missing), "numbers": numbers}
        raise DomainError(f"{sentence} {third_marker_sentence(thirds)}" if thirds else sentence)
    _refuse_unsealed(sitting, candidates)
    sitting.state, sitting.published_at = SittingState.PUBLISHED, timezone.now()
    sitting.save(update_fields=["state", "published_at"])
    if sitting.stage is not None:
        others = SittingCandidate.objects.seated_elsewhere(sitting)
        present = set(others.values_list("candidacy", flat=True))
        settled = set(others.filter(sitting__state=SittingState.PUBLISHED).values_list("candidacy", flat=True))
        # The result comes from the sitting in which the person sat; of two, the one that was published first.
        taking_part = [
            each
            for each in candidates
            if each.candidacy is not None
            and each.candidacy.takes_part
            and each.candidacy_id not in (settled if each.has_sat else present)
        ]
        # By pseudonym: in the order of seats the published chain would tell who is who.
        for candidate in sorted(taking_part, key=lambda each: each.candidacy.pseudonym):
            _give_to_stage(sitting, candidate, by)
    record_event("careers.exam_published", by=by, obj=sitting, unit_path=sitting.unit.path, rows=len(candidates))
    for candidate in candidates:
        if candidate.has_sat and candidate.employee.user is not None:
            notify(
                candidate.employee.user,
                kind="careers.exam_result",
                title=lambda: _("Your result of “%(sitting)s” is out") % {"sitting": sitting},
                url=candidate.get_absolute_url(),
                dedupe_key=f"exam-result:{candidate.pk}",
            )
    return sitting


def _give_to_stage(sitting: Sitting, candidate: SittingCandidate, by: Any) -> None:
    error = sitting.analysis.get("error")
    detail: dict[str, Any] = {"sitting": sitting.pk}
    if error is not None:
        detail["se"] = error
    if not candidate.has_sat:
        detail["absent"] = True
    passed = None
    if not candidate.has_sat:
        passed = False
    elif sitting.mark_to_pass is not None:
        passed = candidate.score >= sitting.mark_to_pass
    put_result(
        stage=sitting.stage,
        candidacy=candidate.candidacy,
        score=candidate.score if candidate.has_sat else Decimal(0),
        passed=passed,
        detail=detail,
        by=by,
        source=ResultSource.EXAM,
    )


def _scores(sitting: Sitting) -> dict[str, Decimal | None]:
    return {str(number): score for number, score in sitting.candidates.values_list("number", "score")}


def _mean(scores: Iterable[Decimal | None]) -> Decimal | None:
    known = [score for score in scores if score is not None]
    return (sum(known, Decimal(0)) / len(known)).quantize(Decimal("0.01"), ROUND_HALF_UP) if known else None


def _text(score: Decimal | None) -> str | None:
    return None if score is None else f"{score:.2f}"
