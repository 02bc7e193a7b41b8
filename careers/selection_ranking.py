"""The ranking of a selection, by any of its plans."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from careers.domain.ranking import Entry, Standing, TieScope, Weighted, rank
from careers.models import Candidacy, Selection, StageResult


@dataclass(frozen=True)
class RankedCandidate:
    """A candidate with the place by a plan; `other` is the place by the plan before, where there is one."""

    candidacy: Candidacy
    standing: Standing
    scores: tuple[Decimal | None, ...]
    other: Standing | None = None

    @property
    def range_text(self) -> str:
        """`2` or `1–3`."""
        return range_text(self.standing.best, self.standing.worst)


def range_text(best: int, worst: int) -> str:
    return str(best) if best == worst else f"{best}–{worst}"


@dataclass(frozen=True)
class Ranking:
    """`stages` are titles of those that count, in the order of the scores. `is_ready`: all of them are published."""

    rows: tuple[RankedCandidate, ...]
    stages: tuple[str, ...]
    is_ready: bool
    has_ranges: bool = False
    is_compared: bool = False

    @property
    def lines(self) -> list[tuple[RankedCandidate, list[tuple[str, Decimal | None]]]]:
        """Each candidate with (title of the stage, score)."""
        return [(row, list(zip(self.stages, row.scores, strict=True))) for row in self.rows]


def ranking_of(
    selection: Selection, plan: Mapping[str, Any] | None = None, *, before: Mapping[str, Any] | None = None
) -> Ranking:
    """By `plan` (the present one); with the places by the plan `before` beside. Four queries."""
    plan = plan or selection.plan
    weighted = _weighted(plan)
    titles = tuple(stage["title"] for stage in plan.get("stages", ()) if Decimal(stage["weight"]))
    stages = {stage.order: stage for stage in selection.stages.all()}
    is_ready = bool(weighted) and all(
        stage.key in stages and stages[stage.key].is_published
        for stage in weighted  # type: ignore[index]
    )
    if not is_ready:
        return Ranking((), titles, is_ready=False)
    candidacies = {candidacy.pk: candidacy for candidacy in selection.candidacies.still_in().with_people()}
    scores: dict[int, dict[Any, Decimal]] = {pk: {} for pk in candidacies}
    errors: dict[int, dict[Any, Decimal]] = {pk: {} for pk in candidacies}
    for result in StageResult.objects.filter(stage__in=stages.values(), candidacy__in=candidacies, score__isnull=False):
        order = next(order for order, stage in stages.items() if stage.pk == result.stage_id)
        scores[result.candidacy_id][order] = result.score
        if (error := standard_error(result.detail)) is not None:
            errors[result.candidacy_id][order] = error
    needed = {stage.key for stage in weighted}
    entries = [Entry(pk, scores[pk], errors[pk]) for pk in candidacies if needed <= scores[pk].keys()]
    others = _places(entries, before) if before else {}
    rows = tuple(
        RankedCandidate(
            candidacies[standing.key],  # type: ignore[index]
            standing,
            tuple(scores[standing.key].get(stage.key) for stage in weighted),  # type: ignore[index]
            others.get(standing.key),
        )
        for standing in _ranked(entries, plan)
    )
    has_ranges = any(row.standing.best != row.standing.worst for row in rows)
    return Ranking(rows, titles, is_ready=True, has_ranges=has_ranges, is_compared=bool(others))


def final_score(candidacy: Candidacy) -> Decimal:
    """Of one who has a score in every stage that counts, by the present plan."""
    results = candidacy.results.filter(score__isnull=False).select_related("stage")
    scores = {result.stage.order: result.score for result in results}
    (standing,) = rank([Entry(candidacy.pk, scores)], _weighted(candidacy.selection.plan))
    return standing.score


def standard_error(detail: Mapping[str, Any]) -> Decimal | None:
    """`detail["se"]` in points of the score; None where it isn't a number from 0."""
    try:
        error = Decimal(str(detail.get("se")))
    except InvalidOperation:
        return None
    return error if error.is_finite() and error >= 0 else None


def _ranked(entries: list[Entry], plan: Mapping[str, Any]) -> list[Standing]:
    return rank(
        entries,
        _weighted(plan),
        tie_rule=plan.get("tie_rule", ()),
        tie_scope=TieScope(plan.get("tie_scope", TieScope.RANGE)),
        z=Decimal(plan.get("rank_range", {}).get("z", "1.96")),
    )


def _places(entries: list[Entry], plan: Mapping[str, Any]) -> dict[Any, Standing]:
    return {standing.key: standing for standing in _ranked(entries, plan)}


def _weighted(plan: Mapping[str, Any]) -> list[Weighted]:
    return [
        Weighted(stage["order"], stage["kind"], Decimal(stage["weight"]))
        for stage in plan.get("stages", ())
        if Decimal(stage["weight"])
    ]
