"""What a new selection begins with: requirements of PP 11/2017 jo. 17/2020 art. 54 and 107, and the usual stages."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from careers.enums import RequirementKind, SelectionKind, StageKind
from employees.enums import EducationLevel, FunctionalLevel, PositionType, Predicate

GOOD_TWO_YEARS = (RequirementKind.RATING, {"least": Predicate.GOOD.value, "years": 2})
NO_SANCTION: tuple[RequirementKind, dict[str, Any]] = (RequirementKind.DISCIPLINE, {})
BACHELOR = (RequirementKind.EDUCATION, {"level": EducationLevel.DIPLOMA_4.value})

REQUIREMENTS: dict[str, list[tuple[RequirementKind, dict[str, Any]]]] = {
    SelectionKind.JPT_PRATAMA: [
        BACHELOR,
        (
            RequirementKind.EXPERIENCE,
            {"years": 2, "types": [PositionType.ADMINISTRATOR.value], "levels": [FunctionalLevel.AHLI_MADYA.value]},
        ),
        (RequirementKind.OTHER, {"about": "related_field", "years": 5}),
        (RequirementKind.AGE, {"most": 56}),
        NO_SANCTION,
        (RequirementKind.OTHER, {"about": "health"}),
    ],
    SelectionKind.ADMINISTRATOR: [
        BACHELOR,
        (
            RequirementKind.EXPERIENCE,
            {"years": 3, "types": [PositionType.PENGAWAS.value], "levels": [FunctionalLevel.AHLI_MUDA.value]},
        ),
        GOOD_TWO_YEARS,
        NO_SANCTION,
    ],
    SelectionKind.SUPERVISOR: [
        (RequirementKind.EDUCATION, {"level": EducationLevel.DIPLOMA_3.value}),
        (
            RequirementKind.EXPERIENCE,
            {"years": 4, "types": [PositionType.PELAKSANA.value], "levels": [FunctionalLevel.AHLI_PERTAMA.value]},
        ),
        GOOD_TWO_YEARS,
        NO_SANCTION,
    ],
    SelectionKind.OTHER: [NO_SANCTION],
}

# By whose requirements the holder of a position of the type is chosen.
KIND_OF_POST: dict[str, SelectionKind] = {
    PositionType.JPT_PRATAMA: SelectionKind.JPT_PRATAMA,
    PositionType.ADMINISTRATOR: SelectionKind.ADMINISTRATOR,
    PositionType.PENGAWAS: SelectionKind.SUPERVISOR,
}

# Kind, weight, days that it lasts. For JPT the only set in which all four components lie in their range (§6.3).
OPEN_SELECTION = (
    (StageKind.ADMINISTRATIVE, 0, 4),
    (StageKind.ASSESSMENT, 25, 5),
    (StageKind.PAPER, 20, 3),
    (StageKind.INTERVIEW, 35, 4),
    (StageKind.TRACK_RECORD, 20, 3),
    (StageKind.HEALTH, 0, 3),
)
WITH_EXAM = (
    (StageKind.ADMINISTRATIVE, 0, 4),
    (StageKind.EXAM, 40, 2),
    (StageKind.INTERVIEW, 40, 3),
    (StageKind.TRACK_RECORD, 20, 3),
)
# Between two stages: publication and the window for objections.
PAUSE = datetime.timedelta(days=5)


def requirements_for(kind: str) -> list[tuple[str, dict[str, Any]]]:
    return [(str(requirement), dict(value)) for requirement, value in REQUIREMENTS[kind]]


def stages_for(kind: str, closes_on: datetime.date) -> list[dict[str, Any]]:
    """Fields of stages, one after the other from the day after the last day of registration."""
    first = closes_on + datetime.timedelta(days=1)
    stages = []
    for stage, weight, length in OPEN_SELECTION if kind == SelectionKind.JPT_PRATAMA else WITH_EXAM:
        last = first + datetime.timedelta(days=length - 1)
        stages.append(
            {
                "kind": stage,
                "title": str(stage.label),
                "weight": Decimal(weight),
                "pass_mark": None,
                "starts_on": first,
                "ends_on": last,
            }
        )
        first = last + PAUSE
    return stages


def hand_words(value: dict[str, Any]) -> str:
    """Requirements of the law that no record tells."""
    if value.get("about") == "related_field":
        return _("At least %(years)s years in all in work related to the position") % {"years": value["years"]}
    if value.get("about") == "health":
        return _("In good health, by a doctor's statement")
    return ""
