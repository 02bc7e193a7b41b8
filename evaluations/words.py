"""Sentences for codes of the domain."""

from __future__ import annotations

import datetime

from django.utils import dateformat
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evaluations.domain.recurrence_pattern import (
    LAST_DAY,
    MONTHLY,
    QUARTERLY,
    SHORTEST_MONTH,
    YEARLY,
    passes_over,
    split_rule,
)
from evaluations.enums import ReportKind

# As RFC 5545 has them, Monday first.
WEEKDAY_CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
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
    """`every month on day 5`; also what only an RRULE can say: `every 2 weeks, on Thursday`."""
    pattern, day, month = split_rule(text)
    shorter = ""
    if day > SHORTEST_MONTH:
        words = _("not in shorter months") if passes_over(text) else _("in shorter months on the last day")
        shorter = f", {words}"
    if pattern == MONTHLY:
        if day == LAST_DAY:
            return _("every month on the last day")
        return _("every month on day %(day)s") % {"day": day} + shorter
    if pattern == QUARTERLY:
        if day == LAST_DAY:
            return _("every quarter on the last day of its first month")
        return _("every quarter on day %(day)s of its first month") % {"day": day} + shorter
    if pattern == YEARLY:
        if day == LAST_DAY:
            return _("every year on the last day of %(month)s") % {"month": month_name(month)}
        return _("every year on %(day)s %(month)s") % {"day": day, "month": month_name(month)}
    try:
        return _rule_words(dict(part.partition("=")[::2] for part in text.strip().upper().split(";") if part))
    except (KeyError, ValueError):
        # Nothing of ours stores such a rule.
        return _("by a rule that can't be read")


def _rule_words(parts: dict[str, str]) -> str:
    """Raises KeyError or ValueError for what is no rule."""
    number = int(parts.get("INTERVAL", "1"))
    once, often = {
        "DAILY": (_("every day"), _("every %(number)s days")),
        "WEEKLY": (_("every week"), _("every %(number)s weeks")),
        "MONTHLY": (_("every month"), _("every %(number)s months")),
        "YEARLY": (_("every year"), _("every %(number)s years")),
    }[parts["FREQ"]]
    said = [once if number == 1 else often % {"number": number}]
    if "BYMONTH" in parts:
        said.append(
            _("in %(months)s") % {"months": ", ".join(month_name(int(each)) for each in _each(parts["BYMONTH"]))}
        )
    positions = [int(each) for each in _each(parts.get("BYSETPOS", ""))]
    weekdays = [(WEEKDAY_CODES.index(each[-2:]), int(each[:-2] or 0)) for each in _each(parts.get("BYDAY", ""))]
    if len(weekdays) == 1 and not weekdays[0][1] and positions and "BYMONTHDAY" not in parts:
        # "The first of all Mondays" is the first Monday.
        weekdays, positions = [(weekdays[0][0], position) for position in positions], []
    days = [
        ", ".join(_placed(str(WEEKDAYS[day]), position) for day, position in weekdays),
        ", ".join(_month_day(int(each)) for each in _each(parts.get("BYMONTHDAY", ""))),
    ]
    words = _("%(weekdays)s that is %(days)s") % {"weekdays": days[0], "days": days[1]} if all(days) else "".join(days)
    if words and positions:
        words = ", ".join(_picked(words, position) for position in positions)
    if words:
        said.append(_("on %(days)s") % {"days": words})
    return ", ".join(said)


def _each(text: str) -> list[str]:
    return [each for each in text.split(",") if each]


def _placed(what: str, position: int) -> str:
    """`the first Monday`; 0 for every one."""
    if not position:
        return what
    if position == 1:
        return _("the first %(what)s") % {"what": what}
    if position == -1:
        return _("the last %(what)s") % {"what": what}
    if position > 0:
        return _("%(what)s number %(number)s") % {"what": what, "number": position}
    return _("%(what)s number %(number)s from the end") % {"what": what, "number": -position}


def _picked(days: str, position: int) -> str:
    """`the last of: Monday, Tuesday`."""
    values = {"days": days, "number": abs(position)}
    if abs(position) == 1:
        return (_("the first of: %(days)s") if position == 1 else _("the last of: %(days)s")) % values
    return (
        _("number %(number)s of: %(days)s") if position > 0 else _("number %(number)s from the end of: %(days)s")
    ) % values


def _month_day(day: int) -> str:
    if day > 0:
        return _("day %(number)s") % {"number": day}
    return _("the last day") if day == -1 else _("day %(number)s from the end") % {"number": -day}


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
