"""The retirement ages that a government holds to."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from django.apps import apps

from employees.domain.service_life import DEFAULT_RETIREMENT_AGES
from employees.enums import RuleKey


def retirement_ages(government_path: str, date: datetime.date) -> Mapping[str, int]:
    """Years by position type (functional: type and level) on a date; what HR has not set follows the law."""
    rules = apps.get_model("employees", "RuleSetting").objects
    found = (
        rules.filter(government__path=government_path, key=RuleKey.RETIREMENT_AGES, valid_from__lte=date)
        .order_by("-valid_from")
        .values_list("value", flat=True)
        .first()
    )
    return {**DEFAULT_RETIREMENT_AGES, **(found or {})}
