"""The values of the training rules over time."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from employees.models import OrganizationalUnit
from training.models import TrainingRule
from training.training_rules import RULES, Rule, can_be_taken_back, completed, rows_of, shown


@dataclass(frozen=True)
class RuleValue:
    """`since` is None for the documented default; `rows` are its numbers by their labels."""

    text: str
    since: datetime.date | None
    basis: str
    rows: tuple[tuple[str, str], ...]
    by: str = ""
    entered_at: datetime.datetime | None = None
    pk: int | None = None
    may_be_taken_back: bool = False


@dataclass(frozen=True)
class RuleState:
    """What holds, what comes (the nearest first), what held (the latest first)."""

    rule: Rule
    value: Any
    holds: RuleValue
    coming: tuple[RuleValue, ...]
    past: tuple[RuleValue, ...]

    @property
    def newest_first(self) -> tuple[RuleValue, ...]:
        """From the farthest one to come to the documented default."""
        return (*reversed(self.coming), self.holds, *self.past)


def rule_states(government: OrganizationalUnit, date: datetime.date) -> list[RuleState]:
    """Every rule, in the order of their keys; one query."""
    values = list(_values(government))
    return [_state(rule, [each for each in values if each.key == rule.key], date) for rule in RULES.values()]


def rule_state(government: OrganizationalUnit, rule: Rule, date: datetime.date) -> RuleState:
    """One rule as of a date; one query."""
    return _state(rule, list(_values(government).filter(key=rule.key)), date)


def _values(government: OrganizationalUnit) -> Any:
    return TrainingRule.objects.filter(government=government).select_related("created_by").order_by("valid_from")


def _state(rule: Rule, values: list[TrainingRule], date: datetime.date) -> RuleState:
    begun = [value for value in values if value.valid_from <= date]
    shown_values = [_value(rule, None), *(_value(rule, each) for each in begun)]
    return RuleState(
        rule=rule,
        value=completed(rule.key, begun[-1].value if begun else None),
        holds=shown_values[-1],
        coming=tuple(_value(rule, each) for each in values if each.valid_from > date),
        past=tuple(reversed(shown_values[:-1])),
    )


def _value(rule: Rule, entry: TrainingRule | None) -> RuleValue:
    value = None if entry is None else entry.value
    text, rows = shown(rule.key, value), tuple(rows_of(rule.key, value))
    if entry is None:
        return RuleValue(text=text, since=None, basis=str(rule.basis), rows=rows)
    return RuleValue(
        text=text,
        since=entry.valid_from,
        basis=entry.basis,
        rows=rows,
        by=entry.created_by.name if entry.created_by else "",
        entered_at=entry.created_at,
        pk=entry.pk,
        may_be_taken_back=can_be_taken_back(entry),
    )
