"""The conditions of further education in words, and their verdicts as they are stored."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal
from typing import Any

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from training.domain.further_education import StudyCondition, StudyRules, Verdict, normal_months

# Of the direct superior; stands among the stored verdicts.
RECOMMENDATION = "recommendation"
LABELS: dict[str, Any] = {
    StudyCondition.CIVIL_SERVANT: gettext_lazy("Civil servant (PNS)"),
    StudyCondition.SERVICE: gettext_lazy("Time as PNS"),
    StudyCondition.RATINGS: gettext_lazy("Performance"),
    StudyCondition.UNPAID_LEAVE: gettext_lazy("Unpaid leave"),
    StudyCondition.SUSPENSION: gettext_lazy("Suspension"),
    StudyCondition.DISCIPLINE: gettext_lazy("Discipline"),
    StudyCondition.REMAINING: gettext_lazy("Remaining service"),
    StudyCondition.ACCREDITATION: gettext_lazy("Accreditation"),
    StudyCondition.ONE_AT_A_TIME: gettext_lazy("One study at a time"),
}


@dataclass(frozen=True)
class Judged:
    """A verdict as a page shows it."""

    label: str
    sentence: str
    is_met: bool | None

    @property
    def tone(self) -> str:
        return {True: "good", False: "bad", None: "attention"}[self.is_met]

    @property
    def word(self) -> str:
        return {True: _("met"), False: _("not met"), None: _("not on record")}[self.is_met]


def judged(verdicts: Iterable[Verdict]) -> list[Judged]:
    return [Judged(str(LABELS[each.condition]), sentence(each), each.is_met) for each in verdicts]


def as_stored(verdicts: Iterable[Verdict]) -> list[dict[str, Any]]:
    return [
        {"condition": each.condition.value, "is_met": each.is_met, "values": dict(each.values)} for each in verdicts
    ]


def from_stored(rows: Iterable[Mapping[str, Any]]) -> list[Verdict]:
    """Without the recommendation; what a later version no longer knows is left out."""
    known = set(StudyCondition)
    return [
        Verdict(StudyCondition(row["condition"]), row["is_met"], row["values"])
        for row in rows
        if row["condition"] in known
    ]


def recommendation_in(rows: Iterable[Mapping[str, Any]]) -> dict[str, Any] | None:
    """What the direct superior said: {"is_met", "text", "by", "on"}."""
    for row in rows:
        if row["condition"] == RECOMMENDATION:
            return {"is_met": row["is_met"], **row["values"]}
    return None


def years(months: int) -> str:
    """Months in years with one decimal, cut off: 202 → "16,8"."""
    value = (Decimal(months) / 12).quantize(Decimal("0.1"), rounding=ROUND_DOWN)
    return str(formats.number_format(value.normalize() if value == value.to_integral_value() else value))


def sentence(verdict: Verdict) -> str:
    """One verdict in words: what was found and what is asked."""
    values = verdict.values
    met, condition = verdict.is_met, verdict.condition
    if condition is StudyCondition.CIVIL_SERVANT:
        return _("You are a PNS.") if met else _("Only PNS can be sent to study; contract staff and CPNS cannot.")
    if condition is StudyCondition.SERVICE:
        return _service(met, values)
    if condition is StudyCondition.RATINGS:
        return _ratings(met, values)
    if condition is StudyCondition.UNPAID_LEAVE:
        return _("No unpaid leave runs.") if met else _("An unpaid leave runs. It has to end first.")
    if condition is StudyCondition.SUSPENSION:
        return _("No suspension is on record.") if met else _("The record shows a suspension or a lasting absence.")
    if condition is StudyCondition.DISCIPLINE:
        if met:
            return _("No moderate or severe sanction in the last year.")
        return _("A moderate or severe sanction held in the last year. Apply when a year has passed.")
    if condition is StudyCondition.REMAINING:
        return _remaining(met, values)
    if condition is StudyCondition.ACCREDITATION:
        if met is None:
            return _("Shown when you have entered the accreditation of the programme.")
        words = (
            _("Accreditation “%(name)s” is enough.")
            if met
            else _(
                "Accreditation “%(name)s” is too low: at least Baik Sekali or B is needed. Choose another programme."
            )
        )
        return words % {"name": values.get("name", "")}
    return _("No other study runs.") if met else _("Another study still runs. One at a time is possible.")


def conditions_in_words(rules: StudyRules, call: Any) -> list[str]:
    """What a call asks of everybody, by the rules that hold now."""
    factor = rules.remaining_released if call.is_released else rules.remaining_beside
    months = normal_months(call.degree, call.months, rules=rules)
    return [
        ngettext("PNS for at least %(years)s year", "PNS for at least %(years)s years", rules.service_years)
        % {"years": rules.service_years},
        ngettext(
            "Rated at least good in the last year",
            "Rated at least good in each of the last %(years)s years",
            rules.rating_years,
        )
        % {"years": rules.rating_years},
        _("No unpaid leave, no suspension, no moderate or severe sanction in the last year"),
        _("At least %(years)s years of service before the retirement age (%(factor)s × %(months)s months of study)")
        % {"years": years(factor * months), "factor": factor, "months": months},
        _("Programme accredited at least Baik Sekali or B; a foreign university recognised by the ministry"),
        _("One study at a time"),
    ]


def _service(met: bool | None, values: Mapping[str, Any]) -> str:
    if "months" not in values:
        return _("The record has no date of the appointment as PNS. Ask the personnel office to add it.")
    words = ngettext("PNS for %(months)s month", "PNS for %(months)s months", values["months"])
    asked = ngettext("at least %(years)s year is asked.", "at least %(years)s years are asked.", values["years"])
    return f"{words % {'months': values['months']}}; {asked % {'years': values['years']}}"


def _ratings(met: bool | None, values: Mapping[str, Any]) -> str:
    if met:
        return _("Rated at least good in the last %(years)s years.") % {"years": values["years"]}
    if met is None:
        return _("The rating of %(year)s is not on record. The office will look for it.") % {"year": values["year"]}
    return _("The rating of %(year)s is below good.") % {"year": values["year"]}


def _remaining(met: bool | None, values: Mapping[str, Any]) -> str:
    asked = {"needed": years(values["needed"]), "factor": values["factor"]}
    if "months" not in values:
        return _("The retirement age is not known; %(needed)s years of service are asked.") % asked
    words = (
        _("%(left)s years remain before the retirement age; %(needed)s are asked (%(factor)s × the length).")
        if met
        else _("Only %(left)s years remain before the retirement age; %(needed)s are asked (%(factor)s × the length).")
    )
    return words % {**asked, "left": years(values["months"])}
