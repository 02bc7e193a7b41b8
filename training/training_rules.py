"""Values of the training rules: documented defaults, and what an office set from a day on.

A value is a dictionary of numbers. To add a rule: a `Rule` in `RULES`.
"""

from __future__ import annotations

import datetime
from dataclasses import asdict
from decimal import Decimal
from typing import Any

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from asn_portal.errors import DomainError
from employees.dated_rules.book import RuleBook
from employees.dated_rules.rule import Filled, Part, Rule
from training.domain.combination import DEFAULT_ORDER, DEFAULT_VALIDITY_YEARS
from training.domain.draw import GAP, MONTHS_WITHOUT, NOT_DRAWN
from training.domain.further_education import DEFAULT_RULES as STUDY
from training.domain.hours import DEFAULT_TABLE, PNS_MINIMUM, PPPK_MAXIMUM
from training.domain.standard import DEFAULT_LEVELS
from training.enums import Degree, PositionGroup, RatingSource, TrainingForm, TrainingRuleKey
from training.models import TrainingRule


def _hours_parts() -> tuple[Part, ...]:
    parts = []
    for form in TrainingForm:
        row = DEFAULT_TABLE[form.value]
        if row["per"] == "verified":
            continue
        for column, label in (
            ("national", gettext_lazy("%(form)s: JP %(per)s")),
            ("international", gettext_lazy("%(form)s, international: JP %(per)s")),
        ):
            if row["per"] == "programme" and column == "international":
                label = gettext_lazy("%(form)s, international: times")
            parts.append(
                Part(
                    f"{form.value}.{column}",
                    Filled(label, form=form.label, per=PER_WORDS[row["per"]]),
                    most=100,
                    is_whole=False,
                    may_be_empty=row["per"] == "programme" and column == "national",
                )
            )
    return tuple(parts)


PER_WORDS = {
    "day": gettext_lazy("per day"),
    "day_most": gettext_lazy("per day at most"),
    "session": gettext_lazy("per meeting"),
    "session_capped": gettext_lazy("per meeting, two a month at most"),
    "assignment": gettext_lazy("per assignment"),
    "programme": gettext_lazy("per day, where the programme has none"),
}


def _hours_words(value: Any) -> str:
    changed = [form for form in TrainingForm if value.get(form.value) != DEFAULT_TABLE[form.value]]
    if not changed:
        return _("Table of %(count)s forms") % {"count": len(value)}
    names = ", ".join(str(form.label) for form in changed[:3])
    return _("Table of %(count)s forms; not as the default: %(names)s") % {"count": len(value), "names": names}


def _duty_words(value: Any) -> str:
    return _("PNS at least %(pns)s JP, PPPK at most %(pppk)s JP") % {
        "pns": formats.number_format(Decimal(value["pns_minimum"])),
        "pppk": formats.number_format(Decimal(value["pppk_maximum"])),
    }


def _levels_words(value: Any) -> str:
    return ", ".join(f"{PositionGroup(group).label} {level}" for group, level in value.items())


def _years_words(value: Any) -> str:
    return _("%(years)s calendar years") % {"years": value["years"]}


def _order_words(value: Any) -> str:
    ranks = sorted(set(value.values()))
    return " → ".join(
        " / ".join(str(RatingSource(source).label) for source in RatingSource if value.get(source.value) == rank)
        for rank in ranks
    )


def layers_of(value: Any) -> list[list[Any]]:
    """The layers of a draw as `training.domain.draw` takes them. Who was not drawn last time always comes first."""
    layers: list[list[Any]] = [[NOT_DRAWN, 0]]
    for layer in ([GAP, value["gap_first"]], [GAP, value["gap_second"]], [MONTHS_WITHOUT, value["months_without"]]):
        if layer not in layers:
            layers.append(layer)
    return layers


def _check_layers(value: Any) -> None:
    if value["gap_second"] > value["gap_first"]:
        raise DomainError(_("The second gap must not be larger than the first one: nobody would fall into it."))


def _layers_words(value: Any) -> str:
    return _("not drawn last time → gap of %(first)s → gap of %(second)s → %(months)s months without a training") % {
        "first": value["gap_first"],
        "second": value["gap_second"],
        "months": value["months_without"],
    }


def _study_words(value: Any) -> str:
    return _("Remaining service %(released)s or %(beside)s times the length; bond %(bond)s or %(funded)s times") % {
        "released": value["remaining_released"],
        "beside": value["remaining_beside"],
        "bond": value["bond_released"],
        "funded": value["bond_funded"],
    }


RULES: dict[TrainingRuleKey, Rule] = {
    rule.key: rule
    for rule in (
        Rule(
            TrainingRuleKey.HOURS,
            DEFAULT_TABLE,
            _hours_parts(),
            gettext_lazy("How many learning hours (JP) each form of training earns. One JP is 45 minutes."),
            gettext_lazy("PerLAN 10/2018, attachment; PerLAN 15/2020 (to be confirmed)."),
            _hours_words,
        ),
        Rule(
            TrainingRuleKey.YEARLY_DUTY,
            {"pns_minimum": str(PNS_MINIMUM), "pppk_maximum": str(PPPK_MAXIMUM)},
            (
                Part("pns_minimum", gettext_lazy("PNS: at least (JP a year)"), most=500, is_whole=False),
                Part("pppk_maximum", gettext_lazy("PPPK: recognised at most (JP a year)"), most=500, is_whole=False),
            ),
            gettext_lazy("What a PNS has to learn in a year, and what is recognised of a PPPK."),
            gettext_lazy("PP 11/2017 art. 203(4); PP 49/2018, PerLAN 15/2020 (to be confirmed)."),
            _duty_words,
        ),
        Rule(
            TrainingRuleKey.DEFAULT_LEVELS,
            {group.value: level for group, level in DEFAULT_LEVELS.items()},
            tuple(Part(group.value, group.label, least=1, most=5) for group in PositionGroup),
            gettext_lazy(
                "Level of the nine generic competencies that a position asks for where its own standard sets none."
            ),
            gettext_lazy("PermenPANRB 38/2017 (to be confirmed for functional positions)."),
            _levels_words,
        ),
        Rule(
            TrainingRuleKey.RATING_VALIDITY,
            {"years": DEFAULT_VALIDITY_YEARS},
            (Part("years", gettext_lazy("Calendar years"), least=1, most=10),),
            gettext_lazy("A rating without an end of its own holds so long; afterwards the level is unknown."),
            gettext_lazy("Peraturan BKN 26/2019."),
            _years_words,
        ),
        Rule(
            TrainingRuleKey.RATING_ORDER,
            {source.value: rank for source, rank in DEFAULT_ORDER.items()},
            tuple(Part(source.value, source.label, least=1, most=len(RatingSource)) for source in RatingSource),
            gettext_lazy(
                "Rank of each source, 1 the strongest. The newest valid rating of the strongest source counts; "
                "sources of the same rank compete by date."
            ),
            gettext_lazy("Custom of the portal; no regulation sets it."),
            _order_words,
        ),
        Rule(
            TrainingRuleKey.LAYERS,
            {"gap_first": 2, "gap_second": 1, "months_without": 24},
            (
                Part("gap_first", gettext_lazy("Gap of the first such layer (levels or more)"), least=1, most=4),
                Part("gap_second", gettext_lazy("Gap of the second such layer (levels or more)"), least=1, most=4),
                Part("months_without", gettext_lazy("Months without a training (or more)"), least=1, most=120),
            ),
            gettext_lazy(
                "What a new draw proposes: who was not drawn last time comes first, then these layers, then everybody "
                "else. Each draw publishes its own."
            ),
            gettext_lazy("Custom of the portal; no regulation sets it."),
            _layers_words,
            _check_layers,
        ),
        Rule(
            TrainingRuleKey.STUDY,
            {**asdict(STUDY), "lengths": dict(STUDY.lengths)},
            (
                *(
                    Part(
                        f"lengths.{degree.value}",
                        Filled(gettext_lazy("%(degree)s: normal length in months"), degree=degree.label),
                        least=1,
                        most=120,
                    )
                    for degree in Degree
                ),
                Part("remaining_released", gettext_lazy("Remaining service, released: times the length"), most=10),
                Part("remaining_beside", gettext_lazy("Remaining service, not released: times the length"), most=10),
                Part("bond_released", gettext_lazy("Service bond, released: times the time studied"), most=10),
                Part(
                    "bond_funded",
                    gettext_lazy("Service bond, not released but funded: times the time studied"),
                    most=10,
                ),
                Part("extensions", gettext_lazy("Extensions at most"), most=10),
                Part("extension_months", gettext_lazy("Months of one extension at most"), least=1, most=12),
                Part("service_years", gettext_lazy("Years as PNS at least"), most=10),
                Part("rating_years", gettext_lazy("Last years that must be rated at least good"), most=5),
                Part("discipline_years", gettext_lazy("Years without moderate or severe sanction"), most=10),
            ),
            gettext_lazy("Who may study, for how long, and how much service is owed afterwards."),
            gettext_lazy("SE MenPANRB 28/2021 (numbers to be confirmed)."),
            _study_words,
        ),
    )
}


BOOK = RuleBook(
    app="training",
    rules=RULES,
    model=TrainingRule,
    # Learning hours are kept since PP 101/2000; nothing is worked out for earlier days.
    earliest=datetime.date(2000, 1, 1),
    why_kept=gettext_lazy("Hours and gaps were worked out by this value. Set a new value from another date instead."),
)
check_value = BOOK.check_value
default_of = BOOK.default_of
value_of = BOOK.value_of
values_by_day = BOOK.values_by_day
values_of = BOOK.values_of
