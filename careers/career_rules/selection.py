"""SELECTION_NOTICE: {"working_days": 15}. SELECTION_APPLICANTS: {"applied": 4, "admitted": 3}.
SELECTION_DAYS: {"objection": 3, "answer": 7}, calendar days.
SELECTION_WEIGHTS: {"paper": {"least": 15, "most": 20}, …}, percent."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from asn_portal.errors import DomainError
from careers.domain.selection import DEFAULT_RANGES
from careers.enums import CareerRuleKey, StageKind
from employees.dated_rules.rule import Filled, Part, Rule

PERMENPANRB = gettext_lazy("PermenPANRB 15/2019")
LOCAL = gettext_lazy("Custom of the portal, after the rules for CASN; no national rule sets it for these selections.")
COMPONENTS = tuple(DEFAULT_RANGES)


def _notice_words(value: Any) -> str:
    days = value["working_days"]
    return ngettext("%(days)s working day before the end", "%(days)s working days before the end", days) % {
        "days": days
    }


def _applicants_words(value: Any) -> str:
    return _("%(applied)s who apply, %(admitted)s who are admitted") % value


def _days_words(value: Any) -> str:
    return _("%(objection)s days to object, %(answer)s days to answer") % value


def _weights_words(value: Any) -> str:
    return "; ".join(
        f"{StageKind(component).label} {value[component]['least']}–{value[component]['most']} %"
        for component in COMPONENTS
    )


def _check_weights(value: Any) -> None:
    if any(value[component]["least"] > value[component]["most"] for component in COMPONENTS):
        raise DomainError(_("The least weight of a component can't be above its most."))
    if sum(value[component]["most"] for component in COMPONENTS) < 100:
        raise DomainError(_("With these weights nothing adds up to 100 %. Raise the highest ones."))


def ranges_of(value: Any) -> dict[str, tuple[Decimal, Decimal]]:
    """A value of SELECTION_WEIGHTS as careers.domain.selection takes it."""
    return {
        component: (Decimal(value[component]["least"]), Decimal(value[component]["most"])) for component in COMPONENTS
    }


RULES = (
    Rule(
        CareerRuleKey.SELECTION_NOTICE,
        {"working_days": 15},
        (Part("working_days", gettext_lazy("Working days before the last day of registration"), least=1, most=60),),
        gettext_lazy("Counted from the day after the announcement, without holidays of the government."),
        PERMENPANRB,
        _notice_words,
    ),
    Rule(
        CareerRuleKey.SELECTION_APPLICANTS,
        {"applied": 4, "admitted": 3},
        (
            Part("applied", gettext_lazy("People who apply"), least=1, most=50),
            Part("admitted", gettext_lazy("People who are admitted"), least=1, most=50),
        ),
        gettext_lazy("With fewer the office is asked to extend the registration; it decides."),
        PERMENPANRB,
        _applicants_words,
    ),
    Rule(
        CareerRuleKey.SELECTION_DAYS,
        {"objection": 3, "answer": 7},
        (
            Part("objection", gettext_lazy("Days to object after a stage is published"), least=1, most=30),
            Part("answer", gettext_lazy("Days to answer an objection"), least=1, most=60),
        ),
        gettext_lazy("Proposed for new selections; what is announced holds for the selection."),
        LOCAL,
        _days_words,
    ),
    Rule(
        CareerRuleKey.SELECTION_WEIGHTS,
        {component: {"least": int(least), "most": int(most)} for component, (least, most) in DEFAULT_RANGES.items()},
        tuple(
            Part(
                f"{component}.{end}",
                Filled(text, component=StageKind(component).label),
                most=100,
            )
            for component in COMPONENTS
            for end, text in (
                ("least", gettext_lazy("%(component)s: at least (%%)")),
                ("most", gettext_lazy("%(component)s: at most (%%)")),
            )
        ),
        gettext_lazy("For leadership posts (JPT). Other weights need a reason, which is published."),
        PERMENPANRB,
        _weights_words,
        _check_weights,
    ),
)
