"""Whether somebody may register for a programme, with the sentence for each of its rules."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Max
from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from employees.dates import today
from employees.enums import (
    PNS_RANKS,
    EducationLevel,
    EmploymentType,
    FunctionalLevel,
    PositionType,
)
from employees.models import Employee
from training.domain.eligibility import Applicant, Criterion, Verdict, verdicts
from training.enums import RegistrationState
from training.models import Registration, TrainingProgramme

RANK_NAMES = {rank.order: rank.code for rank in PNS_RANKS}
KINDS = {**dict(PositionType.choices), **dict(FunctionalLevel.choices)}


@dataclass(frozen=True)
class Condition:
    """A rule of the programme for one reader. `sentence` names the rule, `finding` what is on record."""

    is_met: bool
    sentence: str
    finding: str


def conditions(programme: TrainingProgramme, employee: Employee, on: datetime.date | None = None) -> list[Condition]:
    """Every rule of the programme with how the person stands to it; [] where everybody may register."""
    if not programme.eligibility:
        return []
    found = verdicts(programme.eligibility, applicant_of(employee, programme), programme=programme.pk, on=on or today())
    titles = _titles(programme.eligibility)
    return [Condition(each.is_met, _rule(each, programme, titles), _finding(each)) for each in found]


def failing_rule(programme: TrainingProgramme, employee: Employee, on: datetime.date | None = None) -> str:
    """The first rule that the person doesn't meet, with what is on record; "" when they meet them all."""
    failing = next((each for each in conditions(programme, employee, on) if not each.is_met), None)
    return f"{failing.sentence} {failing.finding}".strip() if failing else ""


def rules_in_words(programme: TrainingProgramme) -> list[str]:
    """The rules as the announcement lists them, whoever reads."""
    rules = programme.eligibility
    if not rules:
        return []
    blank = verdicts(rules, Applicant(employment_type=""), programme=programme.pk, on=today())
    titles = _titles(rules)
    wanted = [
        Verdict(
            each.criterion, False, rules["prerequisites"] if each.criterion == Criterion.PREREQUISITE else each.wanted
        )
        for each in blank
    ]
    return [_rule(each, programme, titles) for each in wanted]


def applicant_of(employee: Employee, programme: TrainingProgramme) -> Applicant:
    """What is on record. One query, and only for rules about earlier trainings."""
    rules = programme.eligibility
    position = employee.position
    info = employee.rank_info
    wanted = {*rules.get("prerequisites", ()), *([programme.pk] if rules.get("not_within_years") else ())}
    return Applicant(
        employment_type=employee.employment_type,
        # Grades of PPPK are not comparable with ranks.
        rank_order=info.order if info and info.regime.value == "PNS" else None,
        position_type=position.position_type if position else "",
        position_level=position.functional_level if position else "",
        education=employee.education,
        service_since=employee.serves_since,
        completed=_completed(employee, wanted) if wanted else {},
    )


def _completed(employee: Employee, programmes: Iterable[int]) -> dict[int, datetime.date]:
    rows = (
        Registration.objects.filter(
            employee=employee, state=RegistrationState.COMPLETED, session__programme__in=list(programmes)
        )
        .order_by()
        .values_list("session__programme")
        .annotate(last=Max("session__ends_at"))
    )
    return {programme: last.astimezone(employee.unit.tz).date() for programme, last in rows}


def _titles(rules: dict[str, Any]) -> dict[int, str]:
    wanted = rules.get("prerequisites")
    return dict(TrainingProgramme.objects.filter(pk__in=wanted).values_list("pk", "title")) if wanted else {}


def _rule(verdict: Verdict, programme: TrainingProgramme, titles: dict[int, str]) -> str:
    wanted = verdict.wanted
    if verdict.criterion == Criterion.EMPLOYMENT:
        names = ", ".join(str(EmploymentType(each).label) for each in wanted)
        return _("For %(kinds)s only.") % {"kinds": names}
    if verdict.criterion == Criterion.RANK:
        lowest, highest = (RANK_NAMES.get(each, "") for each in wanted)
        if lowest and highest:
            return _("For ranks from %(lowest)s to %(highest)s.") % {"lowest": lowest, "highest": highest}
        if lowest:
            return _("For rank %(lowest)s and above.") % {"lowest": lowest}
        return _("For ranks up to %(highest)s.") % {"highest": highest}
    if verdict.criterion == Criterion.POSITION:
        return _("For these positions: %(positions)s.") % {
            "positions": ", ".join(str(KINDS.get(each, each)) for each in wanted)
        }
    if verdict.criterion == Criterion.EDUCATION:
        return _("Education of at least: %(level)s.") % {"level": EducationLevel(wanted).label}
    if verdict.criterion == Criterion.SERVICE:
        return ngettext(
            "At least %(years)s year in the service.", "At least %(years)s years in the service.", wanted
        ) % {"years": wanted}
    if verdict.criterion == Criterion.PREREQUISITE:
        names = ", ".join(f"“{titles.get(each, each)}”" for each in wanted)
        return _("After completing %(programmes)s.") % {"programmes": names}
    return ngettext(
        "Not again within %(years)s year of completing it.",
        "Not again within %(years)s years of completing it.",
        wanted,
    ) % {"years": wanted}


def _finding(verdict: Verdict) -> str:
    """What the record says to it."""
    found = verdict.found
    if verdict.is_unknown:
        return _("Your record doesn't say it. Ask your HR officer to add it.")
    if verdict.criterion == Criterion.EMPLOYMENT:
        return _("On record: %(value)s.") % {"value": EmploymentType(found).label}
    if verdict.criterion == Criterion.RANK:
        return _("On record: %(value)s.") % {"value": RANK_NAMES.get(found, "–")}
    if verdict.criterion == Criterion.POSITION:
        return _("On record: %(value)s.") % {"value": KINDS.get(found, found)}
    if verdict.criterion == Criterion.EDUCATION:
        return _("On record: %(value)s.") % {"value": EducationLevel(found).label}
    if verdict.criterion == Criterion.SERVICE:
        return ngettext("On record: %(years)s year.", "On record: %(years)s years.", found) % {"years": found}
    if verdict.criterion == Criterion.REPEAT and found:
        return _("Completed last on %(day)s.") % {"day": formats.date_format(found)}
    return ""
