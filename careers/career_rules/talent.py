"""TALENT_LEVELS: the mode, its thresholds and scores. TALENT_DAYS: {"object": 14, "answer": 14}.

TALENT_POOL: {"months": 24, "remind": 60}. TALENT_LOSS: {"years": 5, "rare": 3}.
"""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from asn_portal.errors import DomainError
from careers.domain.losses import MOST_YEARS
from careers.domain.talent import DEFAULT_RULES
from careers.enums import CareerRuleKey, TalentMode
from employees.dated_rules.rule import Filled, Part, Rule
from employees.enums import Predicate

LOCAL = gettext_lazy("Custom of the portal; no national rule sets it.")

DEFAULT_LEVELS = {
    "mode": DEFAULT_RULES.mode.value,
    "high": DEFAULT_RULES.high,
    "medium": DEFAULT_RULES.medium,
    "upper": DEFAULT_RULES.upper,
    "middle": DEFAULT_RULES.middle,
    "share": DEFAULT_RULES.share,
    "least_known": DEFAULT_RULES.least_known,
    "scores": dict(DEFAULT_RULES.scores),
}


def _levels_words(value: Any) -> str:
    if value["mode"] == TalentMode.SKOR:
        text = _("by scores on both axes: upper from %(upper)s, middle from %(middle)s")
    else:
        text = _("by the rating and the match: potential high from %(high)s %%, medium from %(medium)s %%")
    return text % value


def _check_levels(value: Any) -> None:
    if value["high"] <= value["medium"] or value["upper"] <= value["middle"]:
        raise DomainError(_("The upper threshold must lie above the lower one."))
    scores = [value["scores"][predicate] for predicate in Predicate.values]
    if scores != sorted(scores, reverse=True):
        raise DomainError(_("A better rating never gets fewer points than a worse one."))


def _days_words(value: Any) -> str:
    return _("%(object)s days to object, %(answer)s days for the answer") % value


def _pool_words(value: Any) -> str:
    return _("at most %(months)s months at a time, reminder %(remind)s days before the end") % value


def _loss_words(value: Any) -> str:
    return _("%(years)s years ahead; rare with %(rare)s people or fewer") % value


RULES = (
    Rule(
        CareerRuleKey.TALENT_LEVELS,
        DEFAULT_LEVELS,
        (
            Part("mode", gettext_lazy("Way to the levels"), choices=TalentMode),
            Part("high", gettext_lazy("PREDIKAT: potential is high from a match of (%)"), most=100),
            Part("medium", gettext_lazy("PREDIKAT: potential is medium from a match of (%)"), most=100),
            Part("upper", gettext_lazy("SKOR: upper level from"), most=100),
            Part("middle", gettext_lazy("SKOR: middle level from"), most=100),
            Part("share", gettext_lazy("SKOR: share of performance in the talent score (%)"), most=100),
            Part("least_known", gettext_lazy("Competencies with a valid rating at least (%)"), least=1, most=100),
            *(
                Part(
                    f"scores.{predicate.value}",
                    Filled(gettext_lazy("SKOR: points of “%(rating)s”"), rating=predicate.label),
                    most=100,
                )
                for predicate in Predicate
            ),
        ),
        gettext_lazy(
            "A review keeps the values that held when it was worked out. Lower bounds are inclusive; people with fewer "
            "valid ratings than the share stay without a box."
        ),
        gettext_lazy(
            "PermenPANRB 3/2020 as amended by PermenPANRB 20/2025, whose content is to be confirmed; thresholds of the "
            "match by Peraturan BKN 26/2019."
        ),
        _levels_words,
        _check_levels,
    ),
    Rule(
        CareerRuleKey.TALENT_DAYS,
        {"object": 14, "answer": 14},
        (
            Part("object", gettext_lazy("Days in which a person may object"), least=1, most=180),
            Part("answer", gettext_lazy("Days for the answer"), least=1, most=180),
        ),
        gettext_lazy("Calendar days, counted from the day on which the boxes are told or the objection is filed."),
        LOCAL,
        _days_words,
    ),
    Rule(
        CareerRuleKey.TALENT_POOL,
        {"months": 24, "remind": 60},
        (
            Part("months", gettext_lazy("Longest membership at a time (months)"), least=1, most=60),
            Part("remind", gettext_lazy("Reminder before the end (days)"), least=1, most=365),
        ),
        gettext_lazy("Membership of the succession pool ends by itself unless somebody renews it."),
        LOCAL,
        _pool_words,
    ),
    Rule(
        CareerRuleKey.TALENT_LOSS,
        {"years": 5, "rare": 3},
        (
            Part("years", gettext_lazy("Years to look ahead"), least=1, most=MOST_YEARS),
            Part("rare", gettext_lazy("Rare with so many people or fewer"), most=100),
        ),
        gettext_lazy("Counts people who hold a competency at or above the level that their position asks for."),
        LOCAL,
        _loss_words,
    ),
)
