"""Learning hours that sharing sessions earn, for services and reports alike."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from employees.models import Employee
from training.domain.sharing_hours import credited
from training.enums import SharingState, TrainingRuleKey
from training.models import SharingGuest, SharingSession
from training.training_rules import value_of


def credited_hours(employee: Employee, year: int) -> Decimal:
    """JP of the sharing sessions of a calendar year, as guest who came or as speaker; a community of practice earns at
    most the day's limit. Two queries."""
    return credited_hours_of([employee.pk], employee.government_id, year)[employee.pk]


def credited_hours_of(employees: Iterable[int], government: Any, year: int) -> Mapping[int, Decimal]:
    """The same for many people of one government; three queries, however many."""
    people = list(employees)
    rows: dict[int, list[tuple[datetime.date, str, Decimal]]] = defaultdict(list)
    for pk, session in _held(people, year):
        rows[pk].append((session.first_day, session.form, session.learning_hours))
    table = value_of(TrainingRuleKey.HOURS, government, datetime.date(year, 12, 31))
    return {pk: credited(rows.get(pk, ()), table=table) for pk in people}


def shared_by(employees: Iterable[int], year: int) -> Mapping[int, set[tuple[str, datetime.date]]]:
    """Title and day of what each held or visited; two queries, however many people."""
    found: dict[int, set[tuple[str, datetime.date]]] = defaultdict(set)
    for pk, session in _held(list(employees), year):
        found[pk].add((session.title, session.first_day))
    return found


def _held(people: list[int], year: int) -> Iterable[tuple[int, SharingSession]]:
    """Who spoke and who came."""
    held = SharingSession.objects.filter(state=SharingState.HELD, starts_at__year=year).select_related("unit")
    for session in held.filter(proposer__in=people):
        yield session.proposer_id, session
    visits = SharingGuest.objects.filter(employee__in=people, is_present=True, sharing__in=held)
    for guest in visits.select_related("sharing__unit"):
        yield guest.employee_id, guest.sharing
