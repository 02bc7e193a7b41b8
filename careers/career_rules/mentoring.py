"""MENTOR: {"years": 3, "mentees": 5}. MENTOR_HOURS: {"hours": 0} for each confirmed session."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from careers.enums import CareerRuleKey
from employees.dated_rules.rule import Part, Rule

LOCAL = gettext_lazy("Custom of the portal; no national rule sets it.")


def _mentor_words(value: Any) -> str:
    return _("at least %(years)s years of service, at most %(mentees)s mentees at once") % value


def _hours_words(value: Any) -> str:
    return ngettext("%(hours)s hour a session", "%(hours)s hours a session", value["hours"]) % value


RULES = (
    Rule(
        CareerRuleKey.MENTOR,
        {"years": 3, "mentees": 5},
        (
            Part("years", gettext_lazy("Years of service at least"), most=30),
            Part("mentees", gettext_lazy("Mentees at once at most"), least=1, most=50),
        ),
        gettext_lazy("Asked of everybody who is proposed as a mentor."),
        LOCAL,
        _mentor_words,
    ),
    Rule(
        CareerRuleKey.MENTOR_HOURS,
        {"hours": 0},
        (Part("hours", gettext_lazy("Hours of the mentor for each confirmed session"), most=2),),
        gettext_lazy("Mentees get two learning hours for each confirmed session, for at most two sessions a month."),
        gettext_lazy("PerLAN 10/2018 counts the hours of mentees; those of mentors are for the agency to say."),
        _hours_words,
    ),
)
