"""The rules of an app with the values that its model keeps."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from employees.dated_rules.rule import Rule
from employees.dates import today
from employees.models import DatedRule


@dataclass(frozen=True)
class RuleBook:
    """`app` names its addresses, permissions and events, `earliest` is the first day that a value may hold from,
    `why_kept` tells why a value that held is not taken back."""

    app: str
    rules: Mapping[Any, Rule]
    model: type[DatedRule]
    earliest: datetime.date
    why_kept: Any

    def value_of(self, key: Any, government: Any, on: datetime.date) -> Any:
        """What holds on a day: the newest value that had begun, else the documented default. One query.

        `government` is the unit at the root, or its key.
        """
        begun = self._begun([key], government, on).order_by("-valid_from")
        return self.rules[key].completed(begun.values_list("value", flat=True).first())

    def values_of(self, keys: Iterable[Any], government: Any, on: datetime.date) -> dict[Any, Any]:
        """`value_of` of several rules in one query."""
        wanted = list(keys)
        newest = dict(self._begun(wanted, government, on).order_by("valid_from").values_list("key", "value"))
        return {key: self.rules[key].completed(newest.get(key)) for key in wanted}

    def values_by_day(self, key: Any, government: Any, until: datetime.date) -> Callable[[datetime.date], Any]:
        """`value_of` of every day up to `until`. One query."""
        rule = self.rules[key]
        found = self._begun([key], government, until).order_by("-valid_from").values_list("valid_from", "value")
        newest_first = [(day, rule.completed(value)) for day, value in found]
        before = rule.fresh_default()

        def on(day: datetime.date) -> Any:
            return next((value for since, value in newest_first if since <= day), before)

        return on

    def _begun(self, keys: list[Any], government: Any, on: datetime.date) -> QuerySet[Any]:
        return self.model._default_manager.filter(government=government, key__in=keys, valid_from__lte=on)

    def completed(self, key: Any, value: Any) -> Any:
        """A stored value; what it lacks, because the rule grew since, is the default's. None: the default."""
        return self.rules[key].completed(value)

    def default_of(self, key: Any) -> Any:
        return self.rules[key].fresh_default()

    def check_value(self, key: Any, value: Any) -> Any:
        """The value as it is stored. Raises DomainError with what to do about a wrong one."""
        return self.rules[key].checked(value)


def can_be_taken_back(entry: DatedRule) -> bool:
    """A value that doesn't hold yet, or that was entered today by mistake."""
    return entry.valid_from > today() or timezone.localdate(entry.created_at) == today()
