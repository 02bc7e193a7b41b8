"""What talent boxes follow from, read in bulk: ratings of a year, and required and achieved levels."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from careers.domain.talent import TalentInputs
from employees.models import Position, RatingHistory
from training.domain.match import JobPersonMatch, job_person_match
from training.level_facts import required_levels, standings_of


@dataclass(frozen=True)
class GatheredInputs:
    """The inputs of one person, and the levels by competency: (key, required, achieved or None)."""

    inputs: TalentInputs
    levels: tuple[tuple[int, int, int | None], ...]

    def as_plain(self, year: int, levels_on: datetime.date) -> dict[str, Any]:
        """As JSON holds it."""
        return {
            "year": year,
            "rating": self.inputs.rating,
            "levels_on": levels_on.isoformat(),
            "has_position": self.inputs.has_position,
            "levels": [list(level) for level in self.levels],
        }


def gather_inputs(people: Iterable[Any], year: int, levels_on: datetime.date) -> dict[int, GatheredInputs]:
    """Of people with `position` at hand, by key. Six queries and two for each government, however many people."""
    everybody = list(people)
    ratings = dict(
        RatingHistory.objects.valid()
        .filter(employee__in=[person.pk for person in everybody], year=year)
        .order_by("pk")
        .values_list("employee", "predicate")
    )
    achieved = {key: standing.level for key, (standing, _rating) in standings_of(everybody, levels_on).items()}
    levels: dict[int, list[tuple[int, int, int | None]]] = defaultdict(list)
    for (employee_id, competency_id), required in sorted(required_levels(everybody, levels_on).items()):
        levels[employee_id].append((competency_id, required, achieved.get((employee_id, competency_id))))
    return {
        person.pk: GatheredInputs(
            TalentInputs(
                rating=ratings.get(person.pk, ""),
                levels=tuple((required, got) for _key, required, got in levels[person.pk]),
                has_position=person.position_id is not None,
            ),
            tuple(levels[person.pk]),
        )
        for person in everybody
    }


@dataclass(frozen=True)
class _Candidate:
    """Somebody as if they held another position."""

    pk: int
    government_id: int
    position: Position
    position_id: int


@dataclass(frozen=True)
class TargetMatch:
    """How far somebody covers a position that they don't hold. `match` is None while nothing is known."""

    match: JobPersonMatch | None
    asked: int
    known: int

    @property
    def percent(self) -> Decimal | None:
        return self.match.capped if self.match else None


def matches_with(position: Position, people: Iterable[Any], on: datetime.date) -> Mapping[int, TargetMatch]:
    """By key of the person: the job-person match against `position`. Seven queries, however many people."""
    everybody = list(people)
    if not everybody:
        return {}
    candidates = [_Candidate(person.pk, person.government_id, position, position.pk) for person in everybody]
    achieved = {key: standing.level for key, (standing, _rating) in standings_of(everybody, on).items()}
    levels: dict[int, list[tuple[int, int | None]]] = defaultdict(list)
    for (employee_id, competency_id), required in required_levels(candidates, on).items():
        levels[employee_id].append((required, achieved.get((employee_id, competency_id))))
    found = {}
    for person in everybody:
        asked = levels[person.pk]
        known = [(required, got) for required, got in asked if got is not None]
        match = job_person_match([pair[0] for pair in known], [pair[1] for pair in known]) if known else None
        found[person.pk] = TargetMatch(match, len(asked), len(known))
    return found
