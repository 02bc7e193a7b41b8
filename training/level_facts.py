"""What levels follow from, read in bulk: rules of the government, standards of positions, ratings that count."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from training.domain.combination import Judgement, Standing, combine
from training.domain.standard import default_level
from training.enums import CompetencyKind, ObjectionState, TrainingRuleKey
from training.models import Competency, CompetencyRating, RatingObjection, RequiredLevel
from training.training_rules import values_of

RULE_KEYS = (TrainingRuleKey.DEFAULT_LEVELS, TrainingRuleKey.RATING_VALIDITY, TrainingRuleKey.RATING_ORDER)

# required, achieved, confidence, rating
Row = tuple[int | None, int | None, str, int | None]


@dataclass(frozen=True)
class LevelRules:
    """What levels are worked out by, of one government on one day."""

    defaults: Mapping[str, int]
    years: int
    order: Mapping[str, int]


def level_rules(government_id: int, on: datetime.date) -> LevelRules:
    """One query."""
    values = values_of(RULE_KEYS, government_id, on)
    return LevelRules(
        defaults=values[TrainingRuleKey.DEFAULT_LEVELS],
        years=values[TrainingRuleKey.RATING_VALIDITY]["years"],
        order=values[TrainingRuleKey.RATING_ORDER],
    )


def judgement_of(rating: CompetencyRating, disputed: Iterable[int] = ()) -> Judgement:
    return Judgement(
        level=rating.level,
        source=rating.source,
        rated_on=rating.rated_on,
        confidence=rating.confidence,
        valid_until=rating.valid_until,
        is_disputed=rating.pk in disputed,
        order=rating.pk,
    )


def wanted_rows(employees: Iterable[Any], date: datetime.date) -> dict[tuple[int, int], Row]:
    """What the levels of these people (with `position` at hand) should be. Six queries and one for each government."""
    people = list(employees)
    in_service = [person for person in people if person.is_active]
    required = required_levels(in_service, date)
    standings = standings_of(in_service, date)
    rows: dict[tuple[int, int], Row] = {key: (level, None, "", None) for key, level in required.items()}
    for key, (standing, rating_id) in standings.items():
        if standing.level is not None:
            rows[key] = (required.get(key), standing.level, standing.confidence, rating_id)
    return rows


def required_levels(people: Iterable[Any], date: datetime.date) -> dict[tuple[int, int], int]:
    """(employee, competency) -> level: the position's own, else the default of the generic ones."""
    people = list(people)
    generic = list(
        Competency.objects.filter(government=None, is_active=True)
        .exclude(kind=CompetencyKind.TECHNICAL)
        .values_list("pk", flat=True)
    )
    own: dict[int, dict[int, int]] = defaultdict(dict)
    asked = RequiredLevel.objects.filter(
        position__in={person.position_id for person in people if person.position_id}, competency__is_active=True
    )
    for position_id, competency_id, level in asked.values_list("position_id", "competency_id", "level"):
        own[position_id][competency_id] = level
    rules = {government_id: level_rules(government_id, date) for government_id in _governments(people)}
    found = {}
    for person in people:
        if person.position is None:
            continue
        position = person.position
        default = default_level(position.position_type, position.functional_level, rules[person.government_id].defaults)
        if default is not None:
            found.update({(person.pk, competency_id): default for competency_id in generic})
        found.update({(person.pk, competency_id): level for competency_id, level in own[position.pk].items()})
    return found


def standings_of(people: Iterable[Any], date: datetime.date) -> dict[tuple[int, int], tuple[Standing, int | None]]:
    """(employee, competency) -> what counts and which rating that is, of whoever was ever rated."""
    people = list(people)
    government_of = {person.pk: person.government_id for person in people}
    rules = {government_id: level_rules(government_id, date) for government_id in _governments(people)}
    disputed = set(
        RatingObjection.objects.filter(rating__employee__in=government_of, state=ObjectionState.OPEN).values_list(
            "rating_id", flat=True
        )
    )
    ratings: dict[tuple[int, int], list[Judgement]] = defaultdict(list)
    for rating in CompetencyRating.objects.filter(
        employee__in=government_of, is_void=False, competency__is_active=True
    ).only("employee_id", "competency_id", "level", "source", "confidence", "rated_on", "valid_until"):
        ratings[rating.employee_id, rating.competency_id].append(judgement_of(rating, disputed))
    found = {}
    for (employee_id, competency_id), judgements in ratings.items():
        rule = rules[government_of[employee_id]]
        standing = combine(judgements, date, order=rule.order, years=rule.years)
        found[employee_id, competency_id] = (standing, standing.judgement.order if standing.judgement else None)
    return found


def _governments(people: Iterable[Any]) -> set[int]:
    return {person.government_id for person in people}
