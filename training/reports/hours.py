"""The ledger of learning hours: what a person's year is made of."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from employees.models import Employee
from training.domain.hours import AnnualHours, annual_hours
from training.domain.ledger import Entry, total
from training.enums import TrainingRuleKey
from training.learning_hours import DUTY_BOUND, entries_of
from training.training_rules import value_of


@dataclass(frozen=True)
class Ledger:
    """A year in hours (JP). `is_capped`: no duty, but a most that counts (domain.md §3.3)."""

    year: int
    entries: tuple[Entry, ...]
    hours: AnnualHours
    is_capped: bool
    years: tuple[int, ...] = ()


def ledger_of(employee: Employee, year: int) -> Ledger:
    """Five queries; those of sources registered by other apps, and five more for who shared."""
    government = employee.government_id
    duty = value_of(TrainingRuleKey.YEARLY_DUTY, government, datetime.date(year, 12, 31))
    entries = entries_of([employee.pk], government, year)[employee.pk]
    kind = employee.employment_type
    return Ledger(
        year=year,
        entries=tuple(entries),
        hours=annual_hours(kind, total(entries), minimum=duty["pns_minimum"], maximum=duty["pppk_maximum"]),
        is_capped=kind not in DUTY_BOUND,
    )
