"""Who scores whom in one stage, and what is given so far."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.utils import timezone

from careers.domain.panel import PanelMean, Severity, assessor_severity, panel_mean
from careers.models import (
    Candidacy,
    ConflictDeclaration,
    PanelDiscussion,
    PanelMember,
    PanelScore,
    Rubric,
    StageResult,
)


@dataclass(frozen=True)
class BoardRow:
    """One candidate. `scorers` are the active members (keys) without a conflict, `scores` what is given and counts, by
    member; `dropped` what a member gave who declared a conflict later."""

    candidacy: Candidacy
    label: str
    name: str
    scorers: frozenset[int]
    scores: Mapping[int, PanelScore]
    dropped: Mapping[int, PanelScore]
    conflicts: frozenset[int]
    discussion: PanelDiscussion | None

    @property
    def is_complete(self) -> bool:
        """Everybody who must has scored, and somebody has."""
        return bool(self.scores) and self.scorers <= set(self.scores)

    @property
    def judges(self) -> frozenset[int]:
        """Who hears an objection to the score: those who gave it, and nobody who came later."""
        return self.scorers & set(self.scores)

    @property
    def can_be_heard_again(self) -> bool:
        """More than half of those who gave the score are there."""
        return self.are_most(self.judges)

    def are_most(self, members: Collection[int]) -> bool:
        """More than half of those who gave the score."""
        return len(members) * 2 > len(self.scores)

    def was_shown_to(self, member_id: int | None) -> bool:
        """The member gave a score and has seen the others'."""
        own = self.scores.get(member_id or 0)
        return own is not None and own.shown_at is not None

    @property
    def given(self) -> int:
        return len(self.scores)

    @property
    def expected(self) -> int:
        return len(self.scorers | set(self.scores))

    @property
    def mean(self) -> PanelMean | None:
        return panel_mean([score.score for score in self.scores.values()]) if self.is_complete else None


class ScoringBoard:
    """All candidates of a stage with the panel's work on them. Five queries."""

    def __init__(self, rubric: Rubric) -> None:
        self.rubric = rubric
        selection_id = rubric.stage.selection_id
        everybody = list(PanelMember.objects.filter(selection=selection_id).select_related("user").order_by("number"))
        self.everybody = everybody
        self.members = [member for member in everybody if member.is_active]
        active = {member.pk for member in self.members}
        conflicts: dict[int, set[int]] = {}
        # What was declared after the minutes changes nothing in them.
        barred: set[tuple[int, int]] = set()
        declared = ConflictDeclaration.objects.conflicts().filter(member__selection=selection_id)
        for candidacy_id, member_id, late_at in declared.values_list("candidacy", "member", "late_at"):
            conflicts.setdefault(candidacy_id, set()).add(member_id)
            if not (late_at and rubric.finished_at and late_at > rubric.finished_at):
                barred.add((candidacy_id, member_id))
        scores: dict[int, dict[int, PanelScore]] = {}
        dropped: dict[int, dict[int, PanelScore]] = {}
        for score in PanelScore.objects.filter(rubric=rubric).order_by("member__number"):
            counts = (score.candidacy_id, score.member_id) not in barred
            (scores if counts else dropped).setdefault(score.candidacy_id, {})[score.member_id] = score
        discussions = {row.candidacy_id: row for row in PanelDiscussion.objects.filter(rubric=rubric, closed_at=None)}
        self.rows = [
            BoardRow(
                candidacy=candidacy,
                label=candidacy.pseudonym if rubric.is_blind else str(candidacy),
                name="" if rubric.is_blind else candidacy.employee.full_name,
                scorers=frozenset(active - conflicts.get(candidacy.pk, set())),
                scores=scores.get(candidacy.pk, {}),
                dropped=dropped.get(candidacy.pk, {}),
                conflicts=frozenset(conflicts.get(candidacy.pk, set())),
                discussion=discussions.get(candidacy.pk),
            )
            for candidacy in candidates_of(rubric)
        ]

    def row_of(self, candidacy_id: int) -> BoardRow | None:
        return next((row for row in self.rows if row.candidacy.pk == candidacy_id), None)

    @property
    def is_complete(self) -> bool:
        return bool(self.rows) and all(row.is_complete for row in self.rows)

    @property
    def can_finish(self) -> bool:
        """Every score is given and nobody is being discussed."""
        return self.is_complete and all(row.discussion is None for row in self.rows)

    @property
    def given(self) -> int:
        return sum(row.given for row in self.rows)

    @property
    def expected(self) -> int:
        return sum(row.expected for row in self.rows)

    def progress_of(self, member: PanelMember) -> tuple[int, int]:
        """Candidates that the member has scored, and those to be scored by them."""
        mine = [row for row in self.rows if member.pk in row.scorers or member.pk in row.scores]
        return sum(1 for row in mine if member.pk in row.scores), len(mine)

    def severities(self) -> list[tuple[PanelMember, Severity]]:
        """How strict each member scores, as far as that can be told; empty otherwise."""
        found = assessor_severity(
            {
                (str(member_id), str(row.candidacy.pk)): score.score
                for row in self.rows
                for member_id, score in row.scores.items()
            }
        )
        return [(member, found[str(member.pk)]) for member in self.everybody if str(member.pk) in found]


def show_complete(rubric: Rubric, candidacy_id: int | None = None) -> bool:
    """Note which scores are shown from now on, of one candidate or of all: called whenever the last one was given, or
    who had not scored drops out. True when that leaves nothing but to finish the scoring."""
    board = ScoringBoard(rubric)
    shown = 0
    for row in board.rows:
        if row.is_complete and candidacy_id in {None, row.candidacy.pk}:
            hidden = PanelScore.objects.filter(rubric=rubric, candidacy=row.candidacy, shown_at=None)
            shown += hidden.update(shown_at=timezone.now())
    return shown > 0 and board.can_finish


def candidates_of(rubric: Rubric) -> list[Candidacy]:
    """Who takes part and didn't fail an earlier, published stage; blind ones in the order of their pseudonyms."""
    stage = rubric.stage
    failed = StageResult.objects.filter(
        stage__selection=stage.selection_id,
        stage__order__lt=stage.order,
        stage__published_at__isnull=False,
        passed=False,
    )
    rows = (
        Candidacy.objects.filter(selection=stage.selection_id)
        .taking_part()
        .exclude(pk__in=failed.values("candidacy"))
        .select_related("employee", "selection")
    )
    return list(rows.order_by("pseudonym" if rubric.is_blind else "number"))
