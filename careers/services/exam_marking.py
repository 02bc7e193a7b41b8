"""What people do after an exam: typing in papers twice, and marking essays twice and blind."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from asn_portal.audit.services import record_event
from asn_portal.errors import DomainError
from asn_portal.locking import lock_row
from careers.domain.exam_item import clean_answer
from careers.domain.exam_score import differences, essay_points
from careers.enums import AttendanceState, ItemKind, SittingState
from careers.models import Answer, EssayMark, KeyedSheet, PaperItem, Sitting, SittingCandidate
from careers.services.exam_result import is_typed_in, score_candidate, score_sitting, seal
from careers.services.exam_taking import lock_candidate
from employees.models import Employee

# --- Paper -----------------------------------------------------------------------------------------------------------


@transaction.atomic
def key_paper(*, candidate: SittingCandidate, answers: Mapping[str, Any], by: Any) -> KeyedSheet:
    """One person's reading of a paper, {place: answer}. When two agree in everything, their answers are stored.

    Where nothing is typed, what was saved on a device before stays, and where something else is typed a third person
    looks: nobody loses an answer that was acknowledged without a trace.
    """
    candidate = _lock_on_paper(candidate)
    items = _items(candidate)
    clean = _cleaned(items, answers)
    _refuse_typed_in(candidate)
    sheets = list(candidate.keyed_sheets.order_by("pk"))
    own = next((sheet for sheet in sheets if sheet.keyer_id == by.pk), None)
    if own is None and len(sheets) >= 2:
        raise DomainError(_("Two people have typed in this paper already."))
    if own is None:
        own = KeyedSheet(candidate=candidate, keyer=by)
        sheets.append(own)
    own.answers = clean
    own.save()
    _record("careers.paper_keyed", candidate, by)
    if len(sheets) == 2 and not open_differences(sheets, items):
        _store(candidate, items, clean, by)
    return own


@transaction.atomic
def settle_differences(*, candidate: SittingCandidate, answers: Mapping[str, Any], by: Any) -> SittingCandidate:
    """What really stands on the paper where two readings differ, {place: answer}, after looking at it again.

    By a third person; the two who typed it in may both type it in anew instead.
    """
    candidate = _lock_on_paper(candidate)
    items = _items(candidate)
    sheets = list(candidate.keyed_sheets.order_by("pk"))
    if len(sheets) < 2:
        raise DomainError(_("Two people type in the paper first."))
    _refuse_typed_in(candidate)
    if any(sheet.keyer_id == by.pk for sheet in sheets):
        raise DomainError(
            _(
                "You typed in one of the two readings. A third person settles the differences, or both of you look at "
                "the paper again and type it in anew."
            )
        )
    differing = open_differences(sheets, items)
    agreed = {**sheets[0].answers, **_cleaned(items, {place: answers.get(place) for place in differing}, differing)}
    _store(candidate, items, agreed, by)
    _record("careers.paper_settled", candidate, by, differences=len(differing))
    return candidate


def open_differences(sheets: list[KeyedSheet], items: list[PaperItem]) -> list[str]:
    """Places in which two readings differ from each other, or from what was saved on a device; none before there are
    two."""
    if len(sheets) < 2:
        return []
    readings = [sheets[0].answers, sheets[1].answers]
    differing = set(differences(*readings, [str(row.place) for row in items])) | set(_replaced(items, readings[0]))
    return [str(row.place) for row in items if str(row.place) in differing]


def _replaced(items: list[PaperItem], answers: Mapping[str, Any]) -> dict[str, Any]:
    """What was saved on a device and would be no more, {place: answer}."""
    saved = {str(row.place): saved_value(row) for row in items}
    return {place: value for place, value in saved.items() if value is not None and answers.get(place) != value}


def _cleaned(
    items: list[PaperItem], answers: Mapping[str, Any], places: Collection[str] | None = None
) -> dict[str, Any]:
    """Of all `places` (without them of the whole paper); an empty one takes what the device had saved."""
    found = {}
    for row in items:
        place = str(row.place)
        if places is not None and place not in places:
            continue
        try:
            typed = clean_answer(row.item.kind, len(row.item.options), answers.get(place))
        except ValueError as error:
            raise DomainError(_("Question %(number)s: choose one of its answers.") % {"number": row.place}) from error
        found[place] = saved_value(row) if typed is None else typed
    return found


def saved_value(row: PaperItem) -> Any:
    """What the candidate had saved on a device before going on with paper."""
    answer = getattr(row, "answer", None)
    return answer.value if answer is not None and answer.device > 0 else None


def _store(candidate: SittingCandidate, items: list[PaperItem], answers: Mapping[str, Any], by: Any) -> None:
    """What stands on paper, and what was saved on a device before: the database refuses to lose the latter."""
    now = timezone.now()
    if replaced := _replaced(items, answers):
        kept = {place: answers.get(place) for place in replaced}
        _record("careers.saved_answers_replaced", candidate, by, saved_answers=replaced, kept_answers=kept)
    known = {answer.paper_item_id: answer for answer in Answer.objects.filter(paper_item__in=items)}
    for row in items:
        answer = known.get(row.pk) or Answer(paper_item=row, sequence=0)
        answer.value, answer.device, answer.saved_at = answers.get(str(row.place)), 0, now
        answer.sequence += 1
        answer.save()
    score_candidate(candidate=candidate)
    seal(candidate=candidate, by=by)


def _refuse_typed_in(candidate: SittingCandidate) -> None:
    if is_typed_in(candidate):
        raise DomainError(_("Two people have typed in this paper already, and both agree or it was settled."))


def _lock_on_paper(candidate: SittingCandidate) -> SittingCandidate:
    candidate = lock_candidate(candidate)
    if candidate.state != AttendanceState.ON_PAPER:
        raise DomainError(_("This person did not write on paper."))
    if candidate.sitting.state not in {SittingState.OPEN, SittingState.CLOSED}:
        raise DomainError(_("Papers are typed in after the exam and before its results are published."))
    return candidate


def _items(candidate: SittingCandidate) -> list[PaperItem]:
    return list(candidate.paper.items.select_related("item", "answer").order_by("place"))


def _record(event: str, candidate: SittingCandidate, by: Any, **data: Any) -> None:
    sitting = candidate.sitting
    record_event(event, by=by, obj=sitting, unit_path=sitting.unit.path, candidate=candidate.number, **data)


# --- Essays ----------------------------------------------------------------------------------------------------------


@transaction.atomic
def mark_essay(*, paper_item: PaperItem, marker: Employee, points: Decimal, comment: str = "", by: Any) -> EssayMark:
    """One person's mark. Two are needed; a third only where the two lie further apart than the sitting allows."""
    row: PaperItem = lock_row(PaperItem.objects, paper_item.pk, "item", "paper__candidate__sitting__unit")
    sitting: Sitting = row.paper.candidate.sitting
    if row.item.kind != ItemKind.ESSAY:
        raise DomainError(_("This answer is scored by the portal."))
    if sitting.state != SittingState.CLOSED:
        raise DomainError(_("Essays are marked after the sitting is closed and before its results are published."))
    if row.paper.candidate.employee_id == marker.pk:
        raise DomainError(_("Nobody marks their own essay."))
    marks = list(row.marks.order_by("pk"))
    if any(mark.marker_id == marker.pk for mark in marks):
        raise DomainError(_("You have marked this essay already."))
    if len(marks) >= 2 and (len(marks) > 2 or not needs_third(row, marks, sitting)):
        raise DomainError(_("This essay has all its marks."))
    if not 0 <= points <= row.points:
        raise DomainError(_("Points lie between 0 and %(most)s.") % {"most": f"{row.points.normalize():f}"})
    mark = EssayMark.objects.create(paper_item=row, marker=marker, points=points, comment=comment.strip())
    record_event(
        "careers.essay_marked",
        by=by,
        obj=sitting,
        unit_path=sitting.unit.path,
        candidate=row.paper.candidate.number,
        items=row.place,
    )
    candidate = lock_candidate(row.paper.candidate)
    score_candidate(candidate=candidate)
    still_open = PaperItem.objects.essays().filter(paper__candidate__sitting=sitting, share=None).exists()
    if not still_open:
        score_sitting(sitting=sitting)
    return mark


def needs_third(row: PaperItem, marks: list[EssayMark], sitting: Sitting) -> bool:
    return essay_points([mark.points for mark in marks[:2]], row.points, sitting.essay_limit).needs_third
