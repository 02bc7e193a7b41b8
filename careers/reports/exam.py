"""What candidates, proctors and markers see of a sitting."""

from __future__ import annotations

import datetime
from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from careers.domain.exam_score import percent_score
from careers.enums import AttendanceState, ItemKind, SittingState
from careers.models import PaperItem, Sitting, SittingCandidate

PAGE_ITEMS = 10
# Without a sign for so long, the line of a working candidate counts as lost.
LOST_AFTER = datetime.timedelta(seconds=60)


# --- The candidate's paper -------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class ShownOption:
    place: int
    letter: str
    text: str
    is_chosen: bool


@dataclass(frozen=True)
class ShownItem:
    key: int
    place: int
    kind: str
    text: str
    points: Decimal
    options: tuple[ShownOption, ...]
    value: Any
    sequence: int
    # From paper, typed in by two people.
    is_typed: bool = False
    # On which it was saved.
    device: int = 0

    @property
    def is_choice(self) -> bool:
        return bool(self.options)

    @property
    def is_several(self) -> bool:
        return self.kind == ItemKind.MULTIPLE

    @property
    def is_essay(self) -> bool:
        return self.kind == ItemKind.ESSAY

    @property
    def is_number(self) -> bool:
        return self.kind == ItemKind.NUMBER

    @property
    def is_answered(self) -> bool:
        return self.value is not None


def shown_items(candidate: SittingCandidate) -> list[ShownItem]:
    """The paper as the candidate sees it, with what is stored. One query."""
    rows = PaperItem.objects.filter(paper__candidate=candidate).select_related("item", "answer").order_by("place")
    return [_shown(row) for row in rows]


def _shown(row: PaperItem) -> ShownItem:
    answer = getattr(row, "answer", None)
    value = answer.value if answer is not None else None
    chosen = value if isinstance(value, list) else [value]
    options = ()
    if row.item.kind in {ItemKind.SINGLE, ItemKind.MULTIPLE, ItemKind.TRUE_FALSE}:
        texts = [option["text"] for option in row.item.options]
        options = tuple(
            ShownOption(place, chr(ord("A") + number), texts[place], place in chosen)
            for number, place in enumerate(row.order or range(len(texts)))
        )
    return ShownItem(
        key=row.pk,
        place=row.place,
        kind=row.item.kind,
        text=row.item.text,
        points=row.points,
        options=options,
        value=value,
        sequence=answer.sequence if answer is not None else 0,
        is_typed=answer is not None and answer.device == 0,
        device=answer.device if answer is not None else 0,
    )


def words_of(row: ShownItem, value: Any) -> str:
    """An answer as somebody reads it: letters as printed, or the text."""
    if value is None or value == []:
        return "–"
    if not row.is_choice:
        return str(value)
    chosen = value if isinstance(value, list) else [value]
    return ", ".join(option.letter for option in row.options if option.place in chosen)


# --- The board -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class BoardRow:
    candidate: SittingCandidate
    items: int
    seconds_left: int | None
    is_lost: bool

    @property
    def minutes_left(self) -> str:
        if self.seconds_left is None:
            return ""
        return f"{self.seconds_left // 60}:{self.seconds_left % 60:02d}"


@dataclass(frozen=True)
class Board:
    rows: list[BoardRow]
    now: datetime.datetime

    def count(self, *states: str) -> int:
        return sum(row.candidate.state in states for row in self.rows)

    @property
    def stats(self) -> list[tuple[str, int, str]]:
        done = (AttendanceState.FINISHED, AttendanceState.TIME_OVER, AttendanceState.ENDED)
        lost = sum(row.is_lost for row in self.rows)
        return [
            (_("Not started"), self.count(AttendanceState.INVITED), ""),
            (_("Working"), self.count(AttendanceState.RUNNING), ""),
            (_("Connection lost"), lost, "bad" if lost else ""),
            (_("Handed in"), self.count(*done), ""),
            (_("On paper"), self.count(AttendanceState.ON_PAPER), ""),
        ]


def board_of(sitting: Sitting, now: datetime.datetime) -> Board:
    """Two queries."""
    items = sum(part.count for part in sitting.blueprint.parts)
    candidates = sitting.candidates.with_progress().select_related("employee", "room").order_by("number")
    rows = []
    for candidate in candidates:
        is_working = candidate.state == AttendanceState.RUNNING
        signs = [moment for moment in (candidate.saved_at, candidate.last_seen_at) if moment is not None]
        rows.append(
            BoardRow(
                candidate=candidate,
                items=items,
                seconds_left=candidate.seconds_left(now) if is_working else None,
                is_lost=is_working and (not signs or now - max(signs) > LOST_AFTER),
            )
        )
    # Whose line is lost stands first: that is where somebody must go.
    rows.sort(key=lambda row: not row.is_lost)
    return Board(rows, now)


# --- The result slip -------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class SubjectLine:
    subject: str
    items: int
    answered: int
    score: Decimal | None


@dataclass(frozen=True)
class Slip:
    """`score` is final once published; before, only what the portal scored itself is shown."""

    candidate: SittingCandidate
    is_final: bool
    score: Decimal | None
    error: Decimal | None
    passed: bool | None
    waiting: int
    dropped: int
    subjects: list[SubjectLine]
    fingerprint: str

    @property
    def low(self) -> Decimal | None:
        """The score less one standard error: where the true one lies in two of three cases."""
        return None if self.error is None or self.score is None else max(self.score - self.error, Decimal(0))

    @property
    def high(self) -> Decimal | None:
        return None if self.error is None or self.score is None else min(self.score + self.error, Decimal(100))


def slip_of(candidate: SittingCandidate) -> Slip | None:
    """None while the candidate may not see a result yet."""
    sitting = candidate.sitting
    is_final = sitting.state == SittingState.PUBLISHED
    if not candidate.has_sat or not (is_final or sitting.shows_slip):
        return None
    rows = list(PaperItem.objects.filter(paper__candidate=candidate).select_related("item", "answer").order_by("place"))
    counted = [row for row in rows if row.counts]
    waiting = sum(row.share is None for row in counted)
    if candidate.state == AttendanceState.ON_PAPER and candidate.score is None:
        # Nothing that was typed in yet: a score of what stood on the device before would mislead.
        return None
    score = candidate.score if is_final or not waiting else candidate.auto_score
    error = sitting.analysis.get("error") if is_final else None
    mark = sitting.mark_to_pass
    passed = score >= mark if is_final and score is not None and mark is not None else None
    return Slip(
        candidate=candidate,
        is_final=is_final,
        score=score,
        error=Decimal(error) if error else None,
        passed=passed,
        waiting=waiting,
        dropped=len(rows) - len(counted),
        subjects=_subjects(counted),
        fingerprint=candidate.paper.fingerprint[:16],
    )


def _subjects(rows: list[PaperItem]) -> list[SubjectLine]:
    found: dict[str, list[PaperItem]] = defaultdict(list)
    for row in rows:
        found[row.item.subject].append(row)
    return [
        SubjectLine(
            subject=subject,
            items=len(own),
            answered=sum(getattr(row, "answer", None) is not None and row.answer.value is not None for row in own),
            score=percent_score((row.share, row.points) for row in own if row.share is not None),
        )
        for subject, own in sorted(found.items())
    ]
