"""Values of the evaluation rules: documented defaults, and what an office set from a day on.

A value is a dictionary of numbers and choices. To add a rule: a `Rule` in `RULES`.

EDIT_DAYS, APPROVAL_DAYS, DELIVERY_DAYS, OBJECTION_DAYS: {"days": 3}. TARGET_MINUTES: {"minutes": 450}.
CYCLE: {"cycle": a value of AssessmentCycle}. DISTRIBUTION: for each OrganisationRating the shares in percent, see
`evaluations.domain.rating.DISTRIBUTION`. CREDIT: {"percent": {rating: "150"}, "coefficient": {level: "12.5"}}.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from asn_portal.errors import DomainError
from employees.dated_rules.book import RuleBook
from employees.dated_rules.rule import Filled, Part, Rule
from employees.enums import FunctionalLevel, Predicate
from evaluations.domain.calendar import EDIT_WORKING_DAYS
from evaluations.domain.daily import MINUTES_OF_A_DAY, TARGET_MINUTES
from evaluations.domain.rating import ANNUAL_COEFFICIENT, CREDIT_SHARE, DISTRIBUTION
from evaluations.enums import AssessmentCycle, EvaluationRuleKey, OrganisationChoice, PerformanceRating
from evaluations.models import EvaluationRule


def _days_words(value: Any) -> str:
    return ngettext("%(days)s working day", "%(days)s working days", value["days"]) % {"days": value["days"]}


def _minutes_words(value: Any) -> str:
    return ngettext("%(minutes)s minute", "%(minutes)s minutes", value["minutes"]) % {"minutes": value["minutes"]}


def _cycle_words(value: Any) -> str:
    return str(AssessmentCycle(value["cycle"]).label)


SHARE_LABELS = {
    "top_most": gettext_lazy("Organisation %(organisation)s: Very good at most (percent)"),
    "own_most": gettext_lazy("Organisation %(organisation)s: the same rating at most (percent)"),
    "own_least": gettext_lazy("Organisation %(organisation)s: the same rating at least (percent)"),
    "next_least": gettext_lazy("Organisation %(organisation)s: the ratings just above at least (percent)"),
}


def _share_parts() -> tuple[Part, ...]:
    return tuple(
        Part(
            f"{organisation}.{share}",
            Filled(SHARE_LABELS[share], organisation=OrganisationChoice(organisation).label),
            most=100,
        )
        for organisation, shares in DISTRIBUTION.items()
        for share in shares
    )


def _check_shares(value: Any) -> None:
    for organisation, shares in value.items():
        if shares.get("own_least", 0) + shares.get("next_least", 0) > 100:
            raise DomainError(
                _("The least shares of an organisation rated %(organisation)s come to more than 100 percent.")
                % {"organisation": OrganisationChoice(organisation).label}
            )


def _shares_words(value: Any) -> str:
    if value == DISTRIBUTION:
        return _("Shares of SE MenPANRB 3/2023")
    changed = [str(OrganisationChoice(name).label) for name in DISTRIBUTION if value.get(name) != DISTRIBUTION[name]]
    return _("Not as the default for organisations rated %(names)s") % {"names": ", ".join(changed)}


DEFAULT_CREDIT = {
    "percent": {rating.value: format((share * 100).normalize(), "f") for rating, share in CREDIT_SHARE.items()},
    "coefficient": {level: format(number.normalize(), "f") for level, number in ANNUAL_COEFFICIENT.items()},
}


def _credit_parts() -> tuple[Part, ...]:
    return (
        *(
            Part(
                f"percent.{rating.value}",
                Filled(gettext_lazy("Rated %(rating)s: percent"), rating=Predicate(rating.value).label),
                most=300,
                is_whole=False,
            )
            for rating in PerformanceRating
        ),
        *(
            Part(
                f"coefficient.{level}",
                Filled(gettext_lazy("%(level)s: credit points a year"), level=FunctionalLevel(level).label),
                most=200,
                is_whole=False,
            )
            for level in ANNUAL_COEFFICIENT
        ),
    )


def _credit_words(value: Any) -> str:
    if value == DEFAULT_CREDIT:
        return _("Table of PermenPANRB 1/2023")
    return _("Table of ratings and levels, not as the default")


def _days(key: EvaluationRuleKey, default: int, least: int, help_text: Any, basis: Any) -> Rule:
    part = Part("days", gettext_lazy("Working days"), least=least, most=60)
    return Rule(key, {"days": default}, (part,), help_text, basis, _days_words)


LOCAL = gettext_lazy("Custom of the portal; no national rule sets it.")
RULES: dict[EvaluationRuleKey, Rule] = {
    rule.key: rule
    for rule in (
        _days(
            EvaluationRuleKey.EDIT_DAYS,
            EDIT_WORKING_DAYS,
            0,
            gettext_lazy(
                "So long after its day a daily report may be written, and so long after its return corrected."
            ),
            LOCAL,
        ),
        _days(
            EvaluationRuleKey.APPROVAL_DAYS,
            3,
            1,
            gettext_lazy("A daily report that waits longer for its supervisor is shown as late."),
            LOCAL,
        ),
        Rule(
            EvaluationRuleKey.TARGET_MINUTES,
            {"minutes": TARGET_MINUTES},
            (Part("minutes", gettext_lazy("Minutes"), least=1, most=MINUTES_OF_A_DAY),),
            gettext_lazy("The minutes of a daily report are compared with this working day without its break."),
            gettext_lazy("Perpres 21/2023 art. 4: 37 hours 30 minutes a week."),
            _minutes_words,
        ),
        Rule(
            EvaluationRuleKey.CYCLE,
            {"cycle": AssessmentCycle.QUARTERLY.value},
            (Part("cycle", gettext_lazy("Periodic assessment"), choices=AssessmentCycle),),
            gettext_lazy("How often performance is assessed during the year. The annual assessment always follows."),
            gettext_lazy("PermenPANRB 6/2022: every month or every quarter."),
            _cycle_words,
        ),
        _days(
            EvaluationRuleKey.DELIVERY_DAYS,
            14,
            1,
            gettext_lazy("From the end of a period until the rating is delivered to the person."),
            gettext_lazy("PermenPANRB 6/2022 (days to be confirmed)."),
        ),
        _days(
            EvaluationRuleKey.OBJECTION_DAYS,
            14,
            1,
            gettext_lazy("From the delivery of a rating; whoever says nothing by then has accepted it."),
            gettext_lazy("PermenPANRB 6/2022 (days to be confirmed)."),
        ),
        Rule(
            EvaluationRuleKey.DISTRIBUTION,
            DISTRIBUTION,
            _share_parts(),
            gettext_lazy("Guidance for the ratings of a unit's people. It warns and never blocks."),
            gettext_lazy("SE MenPANRB 3/2023."),
            _shares_words,
            _check_shares,
        ),
        Rule(
            EvaluationRuleKey.CREDIT,
            DEFAULT_CREDIT,
            _credit_parts(),
            gettext_lazy("Credit points are the percent of the rating times the points of the level."),
            gettext_lazy("PermenPANRB 1/2023; Peraturan BKN 3/2023."),
            _credit_words,
        ),
    )
}


BOOK = RuleBook(
    app="evaluations",
    rules=RULES,
    model=EvaluationRule,
    # PermenPANRB 6/2022 is of this year; nothing is worked out for earlier days.
    earliest=datetime.date(2022, 1, 1),
    why_kept=gettext_lazy("Reports and ratings rest on this value. Set a new value from another date instead."),
)
check_value = BOOK.check_value
completed = BOOK.completed
default_of = BOOK.default_of
value_of = BOOK.value_of
values_by_day = BOOK.values_by_day
values_of = BOOK.values_of


def target_minutes(government: Any, day: datetime.date) -> int:
    """Minutes of a working day, by the rule of that day. One query."""
    return int(value_of(EvaluationRuleKey.TARGET_MINUTES, government, day)["minutes"])


def target_of_days(government: Any, until: datetime.date) -> Callable[[Iterable[datetime.date]], int]:
    """The minutes of working days up to `until` together, each by the rule of its day. One query."""
    by_day = values_by_day(EvaluationRuleKey.TARGET_MINUTES, government, until)
    return lambda days: sum(int(by_day(day)["minutes"]) for day in days)
