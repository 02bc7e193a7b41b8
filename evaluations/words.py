"""Sentences for codes of the domain."""

from __future__ import annotations

import datetime

from django.utils import dateformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evaluations.domain.recurrence_pattern import LAST_DAY, MONTHLY, QUARTERLY, YEARLY, split_rule
from evaluations.enums import ReportKind

RECURRENCE_FAULTS = {
    "unknown_part": gettext_lazy(
        "The rule has a part that is not used here. Possible are FREQ, INTERVAL, BYMONTHDAY, BYMONTH, BYDAY, BYSETPOS "
        "and WKST, such as FREQ=MONTHLY;BYMONTHDAY=1."
    ),
    "frequency": gettext_lazy("Begin the rule with FREQ=DAILY, FREQ=WEEKLY, FREQ=MONTHLY or FREQ=YEARLY."),
    "unreadable": gettext_lazy("The rule can't be read. Compare it with an example: FREQ=MONTHLY;BYMONTHDAY=1."),
    "daily_parts": gettext_lazy(
        "Every few days can't be combined with days of a week or a month. Write it with FREQ=WEEKLY or FREQ=MONTHLY, "
        "such as FREQ=WEEKLY;INTERVAL=2;BYDAY=TH."
    ),
    "never": gettext_lazy("No day fits this rule in the next hundred years. Choose a day that exists."),
}

# Headings of the papers.
REPORT_TITLES: dict[str, object] = {
    ReportKind.UNIT_MONTH: gettext_lazy("Monthly evaluation report"),
    ReportKind.UNIT_QUARTER: gettext_lazy("Quarterly evaluation report"),
    ReportKind.UNIT_YEAR: gettext_lazy("Annual evaluation report"),
    ReportKind.GOVERNMENT: gettext_lazy("Evaluation overview of the government"),
    ReportKind.RATING_SHEETS: gettext_lazy("Rating sheets"),
    ReportKind.TRAINING: gettext_lazy("Results of training"),
    ReportKind.SATISFACTION: gettext_lazy("Citizens' satisfaction"),
    ReportKind.WARNINGS: gettext_lazy("Early warnings"),
}


def recurrence_words(text: str) -> str:
    """`every month on day 5`; a rule that only an RRULE can say stands as it is, named as one."""
    pattern, day, month = split_rule(text)
    if pattern == MONTHLY:
        return _("every month on the last day") if day == LAST_DAY else _("every month on day %(day)s") % {"day": day}
    if pattern == QUARTERLY:
        if day == LAST_DAY:
            return _("every quarter on the last day of its first month")
        return _("every quarter on day %(day)s of its first month") % {"day": day}
    if pattern == YEARLY:
        if day == LAST_DAY:
            return _("every year on the last day of %(month)s") % {"month": month_name(month)}
        return _("every year on %(day)s %(month)s") % {"day": day, "month": month_name(month)}
    return _("by the rule %(rule)s") % {"rule": text}


def month_name(month: int) -> str:
    return str(dateformat.format(datetime.date(2020, month, 1), "F"))


# What events carry beside their object, and the stored choices among it.
EVENT_DATA_LABELS = {
    "achieved": gettext_lazy("achieved"),
    "annual": gettext_lazy("whole year"),
    "asked": gettext_lazy("people asked"),
    "direction": gettext_lazy("who was asked"),
    "failed": gettext_lazy("failed reports"),
    "indicator": gettext_lazy("indicator"),
    "months": gettext_lazy("months"),
    "on": gettext_lazy("as of"),
    "owner": gettext_lazy("owner"),
    "owner_before": gettext_lazy("owner before"),
    "points": gettext_lazy("credit points"),
    "predicate": gettext_lazy("rating"),
    "rating": gettext_lazy("rating of the organisation"),
    "result": gettext_lazy("result of the plan"),
    "serves": gettext_lazy("serves the result"),
    "unrated": gettext_lazy("not rated"),
    "upheld": gettext_lazy("objection upheld"),
}
