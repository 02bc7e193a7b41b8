"""What members of a panel owe: scores, discussions, the end of a scoring, and candidates who objected to its score."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from careers.enums import SelectionState
from careers.models import PanelMember, PanelScoreChange, Rubric, StageObjection
from careers.panel_board import BoardRow, ScoringBoard
from careers.services.panel_objection import speaks


@dataclass(frozen=True)
class ScoringDuty:
    """Of a member in an open scoring. `discussed` are the candidates whose discussion waits: for the chair to close it,
    for others until they have changed their score in it. `is_over`: nothing is left but to finish the scoring."""

    rubric: Rubric
    scores: int
    discussed: tuple[BoardRow, ...]
    closes: bool
    is_over: bool

    @property
    def waits(self) -> bool:
        return bool(self.scores or self.discussed or self.is_over)


@dataclass(frozen=True)
class ObjectionDuty:
    """`is_answer`: the panel's answer is to be sent; else the candidate is to be scored once more."""

    objection: StageObjection
    rubric: Rubric
    label: str
    is_answer: bool


def scoring_duties(seat: PanelMember) -> list[ScoringDuty]:
    """One for each open scoring in which something waits for the member. The queries of a board each."""
    if seat.selection.state != SelectionState.ANNOUNCED:
        return []
    rubrics = Rubric.objects.open().filter(stage__selection=seat.selection_id).with_stage()
    duties = [_scoring_duty(ScoringBoard(rubric), seat) for rubric in rubrics.order_by("stage__order")]
    return [duty for duty in duties if duty.waits]


def _scoring_duty(board: ScoringBoard, seat: PanelMember) -> ScoringDuty:
    given, expected = board.progress_of(seat)
    mine = tuple(row for row in board.rows if row.discussion is not None and seat.pk in row.scorers)
    if mine and not seat.is_chair:
        changes = PanelScoreChange.objects.filter(discussion__in=[row.discussion for row in mine])
        changed = set(changes.filter(score__member=seat).values_list("discussion", flat=True))
        mine = tuple(row for row in mine if row.discussion and row.discussion.pk not in changed)
    return ScoringDuty(
        rubric=board.rubric,
        scores=expected - given,
        discussed=mine,
        closes=seat.is_chair,
        is_over=seat.is_chair and board.can_finish,
    )


def objection_duties(seats: Iterable[PanelMember]) -> dict[int, list[ObjectionDuty]]:
    """By seat. Two queries, those of a board for each stage with an open objection, and one for each that waits for an
    answer."""
    held = {seat.selection_id: seat for seat in seats}
    duties: dict[int, list[ObjectionDuty]] = {seat.pk: [] for seat in held.values()}
    open_now = StageObjection.objects.open().of_running().heard_by_panel().filter(stage__selection__in=held)
    boards: dict[int, ScoringBoard] = {}
    for objection in open_now.select_related("stage__selection", "stage__rubric").prefetch_related("panel_scores"):
        stage = objection.stage
        board = boards.get(stage.pk) or boards.setdefault(stage.pk, ScoringBoard(stage.rubric))
        row = board.row_of(objection.candidacy_id)
        if row is None or not row.can_be_heard_again:
            continue
        seat = held[stage.selection_id]
        duties[seat.pk] += [
            ObjectionDuty(objection, stage.rubric, row.label, is_answer) for is_answer in _acts(objection, row, seat)
        ]
    return duties


def _acts(objection: StageObjection, row: BoardRow, seat: PanelMember) -> Iterable[bool]:
    if seat.pk not in row.judges:
        return
    again = {score.member_id for score in objection.panel_scores.all()} & row.judges
    if seat.pk not in again:
        yield False
    if row.are_most(again) and speaks(row, seat):
        yield True
