"""Requirements and what their check found, in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from careers.domain.eligibility import Found, Outcome
from careers.requirement_presets import hand_words
from employees.enums import EducationLevel, FunctionalLevel, LeadershipTraining, PositionType, Predicate

OUTCOME_LABELS = {
    Outcome.MET: gettext_lazy("Met"),
    Outcome.NOT_MET: gettext_lazy("Not met"),
    Outcome.BY_HAND: gettext_lazy("To be checked by hand"),
}
OUTCOME_TONES = {Outcome.MET: "good", Outcome.NOT_MET: "bad", Outcome.BY_HAND: "attention"}
# The records lack something that the person can hand in.
MISSING = {Found.NO_RANK, Found.NO_EDUCATION, Found.RATING_MISSING, Found.NO_TRAINING}


@dataclass(frozen=True)
class Checked:
    """A requirement beside what the check found, ready to be shown."""

    text: str
    outcome: str
    label: Any
    tone: str
    words: str
    is_missing: bool


def requirement_words(kind: str, value: Mapping[str, Any]) -> str:
    """What is required."""
    match kind:
        case "rank":
            return _("Rank at least %(rank)s") % {"rank": value["rank"]}
        case "education":
            return _("Education at least %(level)s") % {"level": EducationLevel(value["level"]).label}
        case "experience":
            return _("At least %(years)s years as: %(positions)s") % {
                "years": value["years"],
                "positions": _positions(value),
            }
        case "age":
            return _("At most %(years)s years old on the day of appointment") % {"years": value["most"]}
        case "rating":
            return ngettext(
                "Rated at least “%(rating)s” in the last year",
                "Rated at least “%(rating)s” in each of the last %(years)s years",
                value["years"],
            ) % {"rating": Predicate(value["least"]).label, "years": value["years"]}
        case "discipline":
            return _("No disciplinary sanction in force")
        case "training":
            return _("Has followed %(training)s") % {"training": LeadershipTraining(value["leadership"]).label}
    return hand_words(dict(value))


def finding_words(found: str, values: Mapping[str, Any]) -> str:
    """What the records say about it."""
    match Found(found):
        case Found.RANK:
            return _("Rank on record: %(rank)s.") % values
        case Found.NO_RANK:
            return _("No rank is on record. Attach the last decree.")
        case Found.OTHER_REGIME:
            return _("The grade %(rank)s is of another regime; a person compares it.") % values
        case Found.EDUCATION:
            return _("Highest education on record: %(level)s.") % {"level": EducationLevel(values["level"]).label}
        case Found.NO_EDUCATION:
            return _("No education is on record. Attach the diploma.")
        case Found.MONTHS:
            years, months = divmod(int(values["months"]), 12)
            return _("On record: %(years)s years and %(months)s months.") % {"years": years, "months": months}
        case Found.AGE:
            return _("On the expected day of appointment: %(age)s years.") % values
        case Found.RATINGS:
            rated = "; ".join(f"{year}: {Predicate(predicate).label}" for year, predicate in values["ratings"])
            return _("On record: %(ratings)s.") % {"ratings": rated}
        case Found.RATING_MISSING:
            years = ", ".join(str(year) for year in values["years"])
            return _("No rating is on record for: %(years)s. Attach the rating sheet.") % {"years": years}
        case Found.NO_SANCTION:
            return _("None is on record.")
        case Found.SANCTION:
            return _("A sanction is in force.")
        case Found.TRAINING:
            return _("It is on record.")
        case Found.NO_TRAINING:
            return _("It is not on record. Attach the certificate.")
    return _("The records don't tell; the office looks at it.")


def checked(entry: Mapping[str, Any]) -> Checked:
    """From a stored or fresh check: {"text", "outcome", "found", "values"}, and "met" where the office has looked."""
    outcome = Outcome(entry["outcome"])
    words = finding_words(entry["found"], entry["values"])
    if (met := entry.get("met")) is not None:
        outcome = Outcome.MET if met else Outcome.NOT_MET
        words = _("The office has looked at it.")
    return Checked(
        text=entry["text"],
        outcome=outcome.value,
        label=OUTCOME_LABELS[outcome],
        tone=OUTCOME_TONES[outcome],
        words=words,
        is_missing=entry["found"] in MISSING,
    )


def verdict(entries: Iterable[Mapping[str, Any]]) -> tuple[str, str]:
    """All checks of a candidate in a tone and a few words; empty before there are any."""
    outcomes = [checked(entry).outcome for entry in entries]
    if missed := outcomes.count(Outcome.NOT_MET):
        return "bad", ngettext("%(count)s not met", "%(count)s not met", missed) % {"count": missed}
    if left := outcomes.count(Outcome.BY_HAND):
        return "attention", ngettext("%(count)s to be checked", "%(count)s to be checked", left) % {"count": left}
    return ("good", _("All met")) if outcomes else ("", "")


def _positions(value: Mapping[str, Any]) -> str:
    names = [str(PositionType(each).label) for each in value.get("types", ())]
    names += [f"JF {FunctionalLevel(each).label}" for each in value.get("levels", ())]
    return ", ".join(names)
