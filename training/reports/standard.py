"""The standard of a position with the defaults visible."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from employees.dates import today
from training.domain.standard import default_level, position_group
from training.enums import CompetencyKind, Importance, PositionGroup, TrainingRuleKey
from training.models import Competency, RequiredLevel
from training.training_rules import value_of


@dataclass(frozen=True)
class StandardLine:
    """`own` is what the position's standard sets, `default` what its group asks for of the generic ones."""

    competency: Competency
    own: int | None
    default: int | None
    importance: str

    @property
    def level(self) -> int | None:
        """What counts; None where nothing is asked for."""
        return self.own if self.own is not None else self.default

    @property
    def is_default(self) -> bool:
        return self.own is None and self.default is not None

    @property
    def importance_label(self) -> str:
        return str(Importance(self.importance).label) if self.importance else ""


def standard_lines(position: Any, government: Any) -> list[StandardLine]:
    """Every competency in use, generic ones first. Three queries."""
    levels = value_of(TrainingRuleKey.DEFAULT_LEVELS, government, today())
    default = default_level(position.position_type, position.functional_level, levels)
    own = {row.competency_id: row for row in RequiredLevel.objects.filter(position=position)}
    dictionary = Competency.objects.of_government(government.pk).in_use()
    lines = [
        StandardLine(
            competency,
            own[competency.pk].level if competency.pk in own else None,
            default if competency.is_national and competency.kind != CompetencyKind.TECHNICAL else None,
            own[competency.pk].importance if competency.pk in own else "",
        )
        for competency in dictionary
    ]
    return sorted(
        lines, key=lambda line: (not line.competency.is_national, line.competency.kind, line.competency.title)
    )


def group_of(position: Any) -> PositionGroup | None:
    """Whose default levels the position takes; None for a functional position without a level."""
    return position_group(position.position_type, position.functional_level)
