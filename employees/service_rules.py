"""Values of the service rules: documented defaults, and what an office set from a day on."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from typing import Any

from django.db.models import QuerySet
from django.utils import formats
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from employees.dated_rules.book import RuleBook
from employees.dated_rules.rule import WHOLE_VALUE, Part, Rule
from employees.domain.outlook import ServiceRules
from employees.domain.service_life.retirement import (
    DEFAULT_RETIREMENT_AGES,
    LEAST_RETIREMENT_AGE,
    MOST_RETIREMENT_AGE,
)
from employees.enums import FunctionalLevel, PositionType, RuleKey
from employees.models import OrganizationalUnit, RuleSetting

DEFAULTS = ServiceRules()


def field_of(key: str) -> str:
    """The name of a rule in ServiceRules."""
    return key.replace("-", "_")


def _age_part(name: str) -> Part:
    """A row of the table of ages. Names of fields stand in addresses of errors; a colon would not."""
    position_type, _separator, level = name.partition(":")
    label: Any = PositionType(position_type).label
    if level:
        label = format_lazy("{}: {}", label, FunctionalLevel(level).label)
    field = f"age_{name.replace(':', '_').lower()}"
    return Part(name, label, LEAST_RETIREMENT_AGE, MOST_RETIREMENT_AGE, input=field)


def _ages_words(value: Any) -> str:
    """From the lowest to the highest age."""
    return _("%(least)s to %(most)s years of age") % {"least": min(value.values()), "most": max(value.values())}


def _months_words(value: Any) -> str:
    return ngettext("%(number)s month", "%(number)s months", value) % {"number": formats.number_format(value)}


def _years_words(value: Any) -> str:
    return ngettext("%(number)s year", "%(number)s years", value) % {"number": formats.number_format(value)}


def _days_words(value: Any) -> str:
    return ngettext("%(number)s day", "%(number)s days", value) % {"number": formats.number_format(value)}


Measure = tuple[Any, Callable[[Any], str]]
MONTHS: Measure = (gettext_lazy("Months"), _months_words)
YEARS: Measure = (gettext_lazy("Years"), _years_words)
DAYS: Measure = (gettext_lazy("Days"), _days_words)


def _number_rule(key: RuleKey, measure: Measure, least: int, most: int, help_text: Any, basis: Any) -> Rule:
    label, words = measure
    part = Part(WHOLE_VALUE, label, least, most, input="value")
    return Rule(key, getattr(DEFAULTS, field_of(key)), (part,), help_text, basis, words)


ALERT = gettext_lazy("Custom of the portal; no regulation sets it.")
RULES: dict[RuleKey, Rule] = {
    rule.key: rule
    for rule in (
        Rule(
            RuleKey.RETIREMENT_AGES,
            DEFAULTS.retirement_ages,
            tuple(_age_part(name) for name in DEFAULT_RETIREMENT_AGES),
            gettext_lazy("Years of age at which the holder of a position retires. The table of the day itself counts."),
            gettext_lazy("UU 20/2023 art. 55; functional levels PP 11/2017 art. 239 (to be confirmed)."),
            _ages_words,
        ),
        _number_rule(
            RuleKey.RETIREMENT_ALERT_MONTHS,
            MONTHS,
            0,
            60,
            gettext_lazy("So long before the pension starts the person and the office are told."),
            ALERT,
        ),
        _number_rule(
            RuleKey.SALARY_STEP_MONTHS,
            MONTHS,
            1,
            60,
            gettext_lazy("From one periodic salary step (KGB) to the next."),
            gettext_lazy("PP 7/1977 art. 11, last amended by PP 5/2024; PPPK Perpres 98/2020 (to be confirmed)."),
        ),
        _number_rule(
            RuleKey.SALARY_STEP_ALERT_MONTHS,
            MONTHS,
            0,
            60,
            gettext_lazy("The letter is issued at least two months before the step."),
            ALERT,
        ),
        _number_rule(
            RuleKey.PROMOTION_YEARS,
            YEARS,
            1,
            10,
            gettext_lazy("Complete years in the present rank."),
            gettext_lazy("PP 99/2000 as amended by PP 12/2002 (to be confirmed)."),
        ),
        _number_rule(
            RuleKey.FUNCTIONAL_PROMOTION_YEARS,
            YEARS,
            1,
            10,
            gettext_lazy("Complete years in the present rank; the credit points have to be reached as well."),
            gettext_lazy("Peraturan BKN 3/2023, PermenPANRB 1/2023 (to be confirmed)."),
        ),
        _number_rule(
            RuleKey.PROMOTION_RATINGS,
            YEARS,
            1,
            10,
            gettext_lazy("So many last years must be rated at least good."),
            gettext_lazy("Peraturan BKN 2/2025."),
        ),
        _number_rule(
            RuleKey.PROMOTION_ALERT_MONTHS,
            MONTHS,
            0,
            60,
            gettext_lazy("Papers are handed in one to two months before the period."),
            ALERT,
        ),
        _number_rule(
            RuleKey.DECORATION_ALERT_MONTHS,
            MONTHS,
            0,
            60,
            gettext_lazy("Medals are proposed months before the ceremony."),
            ALERT,
        ),
        _number_rule(
            RuleKey.CONTRACT_ALERT_MONTHS,
            MONTHS,
            0,
            60,
            gettext_lazy("Time to decide on an extension."),
            ALERT,
        ),
        _number_rule(
            RuleKey.CREDENTIAL_ALERT_DAYS,
            DAYS,
            0,
            730,
            gettext_lazy("Time to renew a licence or certificate."),
            ALERT,
        ),
    )
}

BOOK = RuleBook(
    app="employees",
    rules=RULES,
    model=RuleSetting,
    # The civil service law that the rules come from; nothing is worked out for earlier days.
    earliest=datetime.date(1974, 1, 1),
    why_kept=gettext_lazy("Warnings were worked out by this value. Set a new value from another date instead."),
)
check_value = BOOK.check_value
default_of = BOOK.default_of


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
        if setting.key not in RULES:
            continue
        if setting.valid_from <= date:
            values[field_of(setting.key)] = setting.value
        elif setting.key == RuleKey.RETIREMENT_AGES:
            coming.append((setting.valid_from, setting.value))
    return ServiceRules(**values, coming_retirement_ages=tuple(coming))
