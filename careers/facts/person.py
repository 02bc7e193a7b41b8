"""What the records say of a person, as the check of requirements takes it."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Any

from django.db.models import Max

from careers.domain.eligibility import Held, PersonFacts, check_requirement
from careers.models import Selection
from employees.models import (
    DisciplineHistory,
    EducationHistory,
    Employee,
    PositionHistory,
    RankHistory,
    RatingHistory,
    TrainingHistory,
)

# Kinds that tell of discipline; for the person and those who keep discipline only.
CONFIDENTIAL = {"discipline"}
PERIOD = ("period__startswith", "period__endswith")
# Of a position in the history, as `Held` takes them.
HELD_FIELDS = (*PERIOD, "position__position_type", "position__functional_level")


def facts_of(employee: Employee, on: datetime.date) -> PersonFacts:
    """On a day. Six queries; where a history is empty, the value on record counts."""
    own = {"employee": employee}
    rank = RankHistory.objects.on(on).filter(**own).values_list("rank", flat=True).first()
    education = EducationHistory.objects.valid().filter(**own, date__lte=on).aggregate(level=Max("level"))["level"]
    positions = PositionHistory.objects.valid().definitive().filter(**own).order_by("period")
    sanctions = DisciplineHistory.objects.valid().filter(**own)
    trainings = TrainingHistory.objects.valid().filter(**own, date__lte=on).exclude(leadership="")
    return PersonFacts(
        birth_date=employee.birth_date,
        rank=rank or employee.rank,
        education=education or employee.education,
        positions=tuple(Held(*row) for row in positions.values_list(*HELD_FIELDS)),
        ratings=dict(RatingHistory.objects.valid().filter(**own).values_list("year", "predicate")),
        sanctions=tuple(
            (start, min(filter(None, (until, cancelled)), default=None))
            for start, until, cancelled in sanctions.values_list(*PERIOD, "cancelled_on")
        ),
        leadership_trainings=frozenset(trainings.values_list("leadership", flat=True)),
    )


def check_person(selection: Selection, employee: Employee) -> list[dict[str, Any]]:
    """Each requirement with what was found, as JSON: kind, text, outcome, found, values."""
    facts = facts_of(employee, selection.closes_on)
    appointed_on = max((stage.ends_on for stage in selection.stages.all()), default=selection.closes_on)
    checks = []
    for requirement in selection.requirements.all():
        finding = check_requirement(
            requirement.kind, requirement.value, facts, on=selection.closes_on, appointed_on=appointed_on
        )
        checks.append(
            {
                "kind": requirement.kind,
                "text": requirement.text,
                "outcome": finding.outcome.value,
                "found": finding.found.value,
                "values": dict(finding.values),
            }
        )
    return checks


def readable_checks(checks: Sequence[dict[str, Any]], *, sees_discipline: bool) -> list[dict[str, Any]]:
    """Without what the reader may not know."""
    return [check for check in checks if sees_discipline or check["kind"] not in CONFIDENTIAL]
