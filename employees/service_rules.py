"""Values of the service rules: documented defaults, and what an office set from a day on."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

from django.db.models import QuerySet
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from asn_portal.errors import DomainError
from employees.dates import today
from employees.domain.outlook import ServiceRules
from employees.domain.service_life.retirement import (
    DEFAULT_RETIREMENT_AGES,
    LEAST_RETIREMENT_AGE,
    MOST_RETIREMENT_AGE,
)
from employees.enums import FunctionalLevel, PositionType, RuleKey
from employees.models import OrganizationalUnit, RuleSetting

__all__ = [
    "RULES",
    "Measure",
    "Rule",
    "ServiceRules",
    "age_label",
    "can_be_taken_back",
    "check_value",
    "default_of",
    "retirement_ages_on",
    "rules_on",
    "shown",
]


class Measure(Enum):
    MONTHS = "months"
    YEARS = "years"
    DAYS = "days"
    # Ages by position type and functional level.
    AGES = "ages"


@dataclass(frozen=True)
class Rule:
    """One value that an office may set. `basis` is the source of the default."""

    key: RuleKey
    measure: Measure
    least: int
    most: int
    help: Any
    basis: Any

    @property
    def field(self) -> str:
        """Its name in ServiceRules."""
        return self.key.value.replace("-", "_")


ALERT = gettext_lazy("Custom of the portal; no regulation sets it.")
RULES: dict[RuleKey, Rule] = {
    rule.key: rule
    for rule in (
        Rule(
            RuleKey.RETIREMENT_AGES,
            Measure.AGES,
            LEAST_RETIREMENT_AGE,
            MOST_RETIREMENT_AGE,
            gettext_lazy("Years of age at which the holder of a position retires. The table of the day itself counts."),
            gettext_lazy("UU 20/2023 art. 55; functional levels PP 11/2017 art. 239 (to be confirmed)."),
        ),
        Rule(
            RuleKey.RETIREMENT_ALERT_MONTHS,
            Measure.MONTHS,
            0,
            60,
            gettext_lazy("So long before the pension starts the person and the office are told."),
            ALERT,
        ),
        Rule(
            RuleKey.SALARY_STEP_MONTHS,
            Measure.MONTHS,
            1,
            60,
            gettext_lazy("From one periodic salary step (KGB) to the next."),
            gettext_lazy("PP 7/1977 art. 11, last amended by PP 5/2024; PPPK Perpres 98/2020 (to be confirmed)."),
        ),
        Rule(
            RuleKey.SALARY_STEP_ALERT_MONTHS,
            Measure.MONTHS,
            0,
            60,
            gettext_lazy("The letter is issued at least two months before the step."),
            ALERT,
        ),
        Rule(
            RuleKey.PROMOTION_YEARS,
            Measure.YEARS,
            1,
            10,
            gettext_lazy("Complete years in the present rank."),
            gettext_lazy("PP 99/2000 as amended by PP 12/2002 (to be confirmed)."),
        ),
        Rule(
            RuleKey.FUNCTIONAL_PROMOTION_YEARS,
            Measure.YEARS,
            1,
            10,
            gettext_lazy("Complete years in the present rank; the credit points have to be reached as well."),
            gettext_lazy("Peraturan BKN 3/2023, PermenPANRB 1/2023 (to be confirmed)."),
        ),
        Rule(
            RuleKey.PROMOTION_RATINGS,
            Measure.YEARS,
            1,
            10,
            gettext_lazy("So many last years must be rated at least good."),
            gettext_lazy("Peraturan BKN 2/2025."),
        ),
        Rule(
            RuleKey.PROMOTION_ALERT_MONTHS,
            Measure.MONTHS,
            0,
            60,
            gettext_lazy("Papers are handed in one to two months before the period."),
            ALERT,
        ),
        Rule(
            RuleKey.DECORATION_ALERT_MONTHS,
            Measure.MONTHS,
            0,
            60,
            gettext_lazy("Medals are proposed months before the ceremony."),
            ALERT,
        ),
        Rule(
            RuleKey.CONTRACT_ALERT_MONTHS,
            Measure.MONTHS,
            0,
            60,
            gettext_lazy("Time to decide on an extension."),
            ALERT,
        ),
        Rule(
            RuleKey.CREDENTIAL_ALERT_DAYS,
            Measure.DAYS,
            0,
            730,
            gettext_lazy("Time to renew a licence or certificate."),
            ALERT,
        ),
    )
}


def rules_on(government: OrganizationalUnit | int, date: datetime.date) -> ServiceRules:
    """What holds on a day: of each rule the newest value that had begun, else the documented default. One query.

    `government` may be its key.
    """
    return _holding(RuleSetting.objects.filter(government=government), date)


def retirement_ages_on(government_path: str, date: datetime.date) -> Mapping[str, int]:
    """Years by position type (functional: type and level), of the government at this path."""
    return _holding(RuleSetting.objects.filter(government__path=government_path), date).retirement_ages


def _holding(settings: QuerySet[RuleSetting], date: datetime.date) -> ServiceRules:
    values: dict[str, Any] = {}
    coming = []
    for setting in settings.order_by("valid_from"):
        rule = RULES.get(RuleKey(setting.key)) if setting.key in RuleKey.values else None
        if rule is None:
            continue
        if setting.valid_from <= date:
            values[rule.field] = setting.value
        elif rule.measure is Measure.AGES:
            coming.append((setting.valid_from, setting.value))
    return ServiceRules(**values, coming_retirement_ages=tuple(coming))


def default_of(key: RuleKey) -> Any:
    return getattr(ServiceRules(), RULES[key].field)


def check_value(key: RuleKey, value: Any) -> Any:
    """The value as it is stored. Raises DomainError with what to do about a wrong one."""
    rule = RULES[key]
    if rule.measure is not Measure.AGES:
        return _number(rule, value, str(key.label))
    if not isinstance(value, dict) or set(value) != set(DEFAULT_RETIREMENT_AGES):
        raise DomainError(_("Enter an age for every position type and level."))
    return {name: _number(rule, value[name], age_label(name)) for name in DEFAULT_RETIREMENT_AGES}


def _number(rule: Rule, value: Any, label: str) -> int:
    is_whole = isinstance(value, int) and not isinstance(value, bool)
    if not is_whole or not rule.least <= value <= rule.most:
        raise DomainError(
            _("“%(rule)s” must be a whole number from %(least)s to %(most)s.")
            % {"rule": label, "least": rule.least, "most": rule.most}
        )
    return int(value)


def can_be_taken_back(setting: RuleSetting) -> bool:
    """A value that doesn't hold yet, or that was entered today by mistake."""
    return setting.valid_from > today() or timezone.localdate(setting.created_at) == today()


def age_label(key: str) -> str:
    """A row of the table of ages in words."""
    position_type, _separator, level = key.partition(":")
    label = str(PositionType(position_type).label)
    return f"{label}: {FunctionalLevel(level).label}" if level else label


def shown(key: RuleKey, value: Any) -> str:
    """A value in words; of the table from the lowest to the highest age."""
    measure = RULES[key].measure
    if measure is Measure.AGES:
        return _("%(least)s to %(most)s years of age") % {"least": min(value.values()), "most": max(value.values())}
    # One call for each: the texts have to be found by whoever collects them for translation.
    words = {
        Measure.MONTHS: ngettext("%(number)s month", "%(number)s months", value),
        Measure.YEARS: ngettext("%(number)s year", "%(number)s years", value),
        Measure.DAYS: ngettext("%(number)s day", "%(number)s days", value),
    }[measure]
    return words % {"number": formats.number_format(value)}
