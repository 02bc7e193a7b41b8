"""What is frozen when a selection is announced."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from careers.domain.ranking import Z
from careers.models import Rubric, RubricCriterion, Selection, SelectionStage

FORMAT = 1
# Kinds of stages, in the order in which they decide between equals (domain.md §6.3).
TIE_RULE = ("interview", "assessment", "track_record")


def plan_of(selection: Selection) -> dict[str, Any]:
    """The scoring plan as JSON values: decimals and dates are texts."""
    return {
        "format": FORMAT,
        "code": selection.code,
        "title": selection.title,
        "kind": selection.kind,
        "position": {"title": selection.position.title, "unit": selection.position.unit.name},
        "registration": {"from": selection.opens_on.isoformat(), "until": selection.closes_on.isoformat()},
        "requirements": [
            {"order": requirement.order, "kind": requirement.kind, "value": requirement.value, "text": requirement.text}
            for requirement in selection.requirements.all()
        ],
        "stages": [
            {
                "order": stage.order,
                "kind": stage.kind,
                "title": stage.title,
                "weight": decimal_text(stage.weight),
                "pass_mark": None if stage.pass_mark is None else decimal_text(stage.pass_mark),
                "from": stage.starts_on.isoformat(),
                "until": stage.ends_on.isoformat(),
                **_rubric_of(stage),
            }
            for stage in selection.stages.all()
        ],
        "weights_reason": selection.weights_reason,
        "final_score": "sum of weight * score / 100, rounded half up to 2 decimals",
        "rank_range": {"z": str(Z)},
        "tie_rule": list(TIE_RULE),
        "tie_scope": selection.ties,
        "proposed": selection.proposed,
        "objection_days": selection.objection_days,
        "answer_days": selection.answer_days,
        "scores_public": selection.scores_public,
    }


def _rubric_of(stage: SelectionStage) -> dict[str, Any]:
    rubric = Rubric.objects.filter(stage=stage).first()
    return {} if rubric is None else {"rubric": rubric_content(rubric)}


def rubric_content(rubric: Rubric) -> dict[str, Any]:
    """What the rubric says, as JSON values."""
    criteria = [
        {"anchors": row.anchors, "title": row.title, "weight": decimal_text(row.weight)}
        for row in RubricCriterion.objects.filter(rubric=rubric).order_by("order")
    ]
    return {"blind": rubric.is_blind, "criteria": criteria, "instructions": rubric.instructions}


def planned_stage(plan: Mapping[str, Any], order: int) -> dict[str, Any] | None:
    """The stage of that number as the plan has it."""
    return next((stage for stage in plan.get("stages", ()) if stage["order"] == order), None)


def decimal_text(number: Decimal) -> str:
    """Two decimals, as they stand in the database."""
    return f"{Decimal(number):.2f}"
