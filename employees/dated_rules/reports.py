"""The values of rules over time."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from employees.dated_rules.book import RuleBook, can_be_taken_back
from employees.dated_rules.rule import Rule
from employees.models import DatedRule, OrganizationalUnit


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


def rule_states(book: RuleBook, government: OrganizationalUnit, date: datetime.date) -> list[RuleState]:
    """Every rule, in the order of the book; one query."""
    entries = list(_entries(book, government))
    return [_state(rule, [each for each in entries if each.key == rule.key], date) for rule in book.rules.values()]


def rule_state(book: RuleBook, key: Any, government: OrganizationalUnit, date: datetime.date) -> RuleState:
    """One rule as of a date; one query."""
    return _state(book.rules[key], list(_entries(book, government).filter(key=key)), date)


def _entries(book: RuleBook, government: OrganizationalUnit) -> Any:
    of_government = book.model._default_manager.filter(government=government)
    return of_government.select_related("created_by").order_by("valid_from")


def _state(rule: Rule, entries: list[DatedRule], date: datetime.date) -> RuleState:
    begun = [entry for entry in entries if entry.valid_from <= date]
    values = [_default(rule), *(_value(rule, entry) for entry in begun)]
    return RuleState(
        rule=rule,
        value=rule.completed(begun[-1].value if begun else None),
        holds=values[-1],
        coming=tuple(_value(rule, entry) for entry in entries if entry.valid_from > date),
        past=tuple(reversed(values[:-1])),
    )


def _default(rule: Rule) -> RuleValue:
    return RuleValue(text=rule.shown(None), since=None, basis=str(rule.basis), rows=tuple(rule.rows(None)))


def _value(rule: Rule, entry: DatedRule) -> RuleValue:
    return RuleValue(
        text=rule.shown(entry.value),
        since=entry.valid_from,
        basis=entry.basis,
        rows=tuple(rule.rows(entry.value)),
        by=entry.created_by.name if entry.created_by else "",
        entered_at=entry.created_at,
        pk=entry.pk,
        may_be_taken_back=can_be_taken_back(entry),
    )
