"""What members of a panel owe candidates who objected to its score."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from careers.models import PanelMember, Rubric, StageObjection
from careers.panel_board import BoardRow, ScoringBoard
from careers.services.panel_objection import speaks


@dataclass(frozen=True)
class ObjectionDuty:
    """`is_answer`: the panel's answer is to be sent; else the candidate is to be scored once more."""

    objection: StageObjection
    rubric: Rubric
    label: str
    is_answer: bool


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
