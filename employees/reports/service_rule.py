"""The values of the service rules over time."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from employees.domain.service_life.retirement import DEFAULT_RETIREMENT_AGES
from employees.enums import RuleKey
from employees.models import OrganizationalUnit, RuleSetting
from employees.service_rules import RULES, Measure, Rule, age_label, can_be_taken_back, default_of, shown


@dataclass(frozen=True)
class RuleValue:
    """`since` is None for the documented default."""

    text: str
    since: datetime.date | None
    basis: str
    by: str = ""
    entered_at: datetime.datetime | None = None
    pk: int | None = None
    may_be_taken_back: bool = False
    # Of the table: the ages by their labels.
    ages: tuple[tuple[str, int], ...] = ()


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
        return (*reversed(self.coming), self.holds, *self.past)


def rule_states(government: OrganizationalUnit, date: datetime.date) -> list[RuleState]:
    """Every rule, in the order of their keys; one query."""
    settings = list(_settings(government))
    return [_state(rule, [each for each in settings if each.key == rule.key], date) for rule in RULES.values()]


def rule_state(government: OrganizationalUnit, rule: Rule, date: datetime.date) -> RuleState:
    return _state(rule, list(_settings(government).filter(key=rule.key)), date)


def _settings(government: OrganizationalUnit) -> Any:
    return RuleSetting.objects.filter(government=government).select_related("created_by").order_by("valid_from")


def _state(rule: Rule, settings: list[RuleSetting], date: datetime.date) -> RuleState:
    begun = [setting for setting in settings if setting.valid_from <= date]
    default = default_of(rule.key)
    values = [_value(rule, default, None), *(_value(rule, each.value, each) for each in begun)]
    return RuleState(
        rule=rule,
        value=begun[-1].value if begun else default,
        holds=values[-1],
        coming=tuple(_value(rule, each.value, each) for each in settings if each.valid_from > date),
        past=tuple(reversed(values[:-1])),
    )


def _value(rule: Rule, value: Any, setting: RuleSetting | None) -> RuleValue:
    ages: tuple[tuple[str, int], ...] = ()
    if rule.measure is Measure.AGES:
        ages = tuple((age_label(key), value[key]) for key in DEFAULT_RETIREMENT_AGES)
    text = shown(RuleKey(rule.key), value)
    if setting is None:
        return RuleValue(text=text, since=None, basis=str(rule.basis), ages=ages)
    return RuleValue(
        text=text,
        since=setting.valid_from,
        basis=setting.basis,
        by=setting.created_by.name if setting.created_by else "",
        entered_at=setting.created_at,
        pk=setting.pk,
        may_be_taken_back=can_be_taken_back(setting),
        ages=ages,
    )
