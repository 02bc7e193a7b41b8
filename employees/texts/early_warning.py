"""Early warnings in words: what comes, why something stands in the way, what to do about it."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from django.urls import reverse
from django.utils import formats
from django.utils.translation import gettext as _

from employees.dates import today
from employees.domain.service_life.eligibility import UNKNOWN, ReasonCode
from employees.enums import (
    RANKS,
    SATYALANCANA_YEARS,
    AssignmentKind,
    CredentialKind,
    EducationLevel,
    FunctionalLevel,
    HistoryKind,
    Predicate,
    SanctionLevel,
    WarningKind,
)
from employees.texts.record import assignment_prefix

MEDALS = {years: kind for kind, years in SATYALANCANA_YEARS.items()}


@dataclass(frozen=True)
class Obstacle:
    """Why something doesn't come yet; `history` is where an entry would help. `is_unknown`: the portal can't see
    whether it stands in the way, the office has to look."""

    text: str
    history: HistoryKind | None = None
    is_unknown: bool = False


def headline(kind: str, details: Mapping[str, Any]) -> str:
    """What comes, in a few words."""
    return _HEADLINES[WarningKind(kind)](details)


def sentence(kind: str, details: Mapping[str, Any], due_on: datetime.date) -> str:
    """What comes and when, to the person."""
    date = formats.date_format(due_on)
    words = {"what": headline(kind, details), "date": date}
    if kind == WarningKind.CREDENTIAL_EXPIRY:
        return _("%(what)s: valid until and including %(date)s. Renew it in time.") % words
    if kind in {WarningKind.CONTRACT_END, WarningKind.ASSIGNMENT_END}:
        return _("%(what)s: the last day is %(date)s.") % words
    if kind == WarningKind.RANK_PROMOTION and has_unknown(details):
        return (
            _("%(what)s: possible from %(date)s, with a passed competency test and a vacancy. Ask the HR office.")
            % words
        )
    if kind == WarningKind.RANK_PROMOTION:
        return _("%(what)s: possible from %(date)s. The HR office proposes it; have your papers ready.") % words
    if kind == WarningKind.DECORATION:
        return _("%(what)s: the years of service are complete on %(date)s. The HR office proposes it.") % words
    return _("%(what)s: from %(date)s.") % words


def obstacles(kind: str, details: Mapping[str, Any], *, may_see_discipline: bool) -> list[Obstacle]:
    """All that stands in the way or may do so, the latter last. A sanction is named only to those who may read about
    discipline."""
    found = [_obstacle(kind, reason, may_see_discipline) for reason in details.get("reasons", ())]
    if "education" in details.get("missing", ()):
        found.append(Obstacle(_("The education is not on record. Enter it."), HistoryKind.EDUCATION))
    return sorted(found, key=lambda obstacle: obstacle.is_unknown)


def has_unknown(details: Mapping[str, Any]) -> bool:
    """Whether something is to be checked before it comes."""
    return any(reason.get("code") in UNKNOWN for reason in details.get("reasons", ()))


def particulars(kind: str, details: Mapping[str, Any]) -> list[tuple[str, str]]:
    """What the warning rests on, as label and value."""
    if kind == WarningKind.RANK_PROMOTION:
        basis = _("Credit points") if details.get("basis") == "functional" else _("Years in the rank and education")
        return [
            (_("Present rank"), str(RANKS.get(details["rank"], details["rank"]))),
            (_("Next rank"), str(RANKS.get(details["next_rank"], details["next_rank"]))),
            (_("Judged by"), basis),
        ]
    if kind == WarningKind.SALARY_STEP:
        last = details.get("last")
        if last:
            return [(_("Last salary step"), formats.date_format(datetime.date.fromisoformat(last)))]
        return [(_("Last salary step"), _("Not on record: counted in steps from the first day of service"))]
    if kind == WarningKind.RETIREMENT:
        age = _("%(age)s years") % {"age": details["age"]}
        if details.get("is_assumed"):
            age = _("%(age)s years, assumed: the position or its level is not on record") % {"age": details["age"]}
        return [(_("Retirement age"), age)]
    if kind == WarningKind.DECORATION and details.get("counted_from"):
        counted = formats.date_format(datetime.date.fromisoformat(details["counted_from"]))
        return [(_("Service counted from"), counted)]
    return []


def next_step(kind: str) -> tuple[str, str, HistoryKind | None]:
    """What the office does about it: the advice, the label of the link, and the history that gets the entry."""
    return {
        WarningKind.RANK_PROMOTION: (
            _("Propose the promotion. When the decree is there, enter the new rank."),
            _("Enter the new rank"),
            HistoryKind.RANK,
        ),
        WarningKind.SALARY_STEP: (
            _("Issue the letter at least two months before. Then enter the new step."),
            _("Enter the salary step"),
            HistoryKind.SALARY_STEP,
        ),
        WarningKind.RETIREMENT: (
            _("Prepare the pension papers and the succession. On the day, enter the new status."),
            _("Enter the status"),
            HistoryKind.STATUS,
        ),
        WarningKind.CONTRACT_END: (
            _("Decide on an extension. Enter the new contract, or the status with which the person leaves."),
            _("Enter the contract"),
            HistoryKind.CONTRACT,
        ),
        WarningKind.DECORATION: (
            _("Propose the medal. When it is awarded, enter it."),
            _("Enter the award"),
            HistoryKind.AWARD,
        ),
        WarningKind.CREDENTIAL_EXPIRY: (
            _("Ask for the renewed document and enter it."),
            _("Enter the document"),
            HistoryKind.CREDENTIAL,
        ),
        WarningKind.ASSIGNMENT_END: (
            _("Extend the assignment, or fill the post."),
            _("Appoint an acting official"),
            None,
        ),
    }[WarningKind(kind)]


def entry_url(history: HistoryKind | None, employee_id: int) -> str:
    """Where the entry is made; acting appointments have a page of their own."""
    if history is None:
        return reverse("employees:acting-create", args=[employee_id])
    return reverse("employees:history-create", args=[employee_id, history.value])


def _medal(details: Mapping[str, Any]) -> str:
    return str(MEDALS[details["level"]].label) if details.get("level") in MEDALS else _("Satyalancana")


def _credential(details: Mapping[str, Any]) -> str:
    label = str(CredentialKind(details["credential"]).label)
    name = details.get("name")
    return f"{label}: {name}" if name else label


_HEADLINES = {
    WarningKind.RANK_PROMOTION: lambda details: _("Rank promotion to %(rank)s") % {"rank": details["next_rank"]},
    WarningKind.SALARY_STEP: lambda details: _("Salary step (KGB)"),
    WarningKind.RETIREMENT: lambda details: _("Retirement at %(age)s") % {"age": details["age"]},
    WarningKind.CONTRACT_END: lambda details: _("End of the contract"),
    WarningKind.DECORATION: _medal,
    WarningKind.CREDENTIAL_EXPIRY: _credential,
    WarningKind.ASSIGNMENT_END: lambda details: (
        f"{assignment_prefix(AssignmentKind(details['assignment']))} {details['title']}"
    ),
}


def _obstacle(kind: str, reason: Mapping[str, Any], may_see_discipline: bool) -> Obstacle:
    code = reason.get("code")
    if code == ReasonCode.SANCTION:
        if not may_see_discipline:
            return Obstacle(_("Something on the record stands in the way. The HR office can tell the person."))
        level = SanctionLevel(reason["level"]).label
        return Obstacle(
            _("A disciplinary sanction is in force (%(level)s). Wait for its end.") % {"level": level},
            HistoryKind.DISCIPLINE,
        )
    if code == ReasonCode.RATING_LOW:
        words = {"year": reason["year"], "rating": Predicate(reason["rating"]).label}
        if kind == WarningKind.SALARY_STEP:
            return Obstacle(_("The rating of %(year)s is “%(rating)s”: too low for a salary step.") % words)
        return Obstacle(_("The rating of %(year)s is “%(rating)s”; at least “good” is needed.") % words)
    if code == ReasonCode.RATING_MISSING:
        if reason["year"] >= today().year:
            return Obstacle(_("The rating of %(year)s comes at the end of the year.") % {"year": reason["year"]})
        return Obstacle(
            _("The rating of %(year)s is missing. Enter it.") % {"year": reason["year"]}, HistoryKind.RATING
        )
    if code == ReasonCode.CREDIT_MISSING:
        words = {"has": _points(reason["has"]), "needs": _points(reason["needs"])}
        return Obstacle(
            _("%(has)s credit points are on record; %(needs)s are needed.") % words, HistoryKind.CREDIT_POINT
        )
    return Obstacle(_other_reason(str(code), reason), is_unknown=code in UNKNOWN)


def _other_reason(code: str, reason: Mapping[str, Any]) -> str:
    match code:
        case ReasonCode.NOT_ACTIVE:
            return _("The person is not in active service.")
        case ReasonCode.NO_RANK_PROMOTION:
            return _("Contract staff are not promoted in rank: the grade belongs to the position.")
        case ReasonCode.HIGHEST_RANK:
            return _("%(rank)s is the highest rank.") % {"rank": reason["rank"]}
        case ReasonCode.CEILING:
            return _(
                "With the education “%(education)s” regular promotion ends at %(rank)s. "
                "A higher diploma has to be recognised."
            ) % {"education": _education(reason["education"]), "rank": reason["rank"]}
        case ReasonCode.HIGHEST_LEVEL:
            return _("The level %(level)s is the highest of its category and ends at the present rank.") % {
                "level": FunctionalLevel(reason["level"]).label
            }
        case ReasonCode.TOO_EARLY:
            day = formats.date_format(datetime.date.fromisoformat(str(reason["day"])))
            return _("The years in the present rank are complete on %(date)s.") % {"date": day}
        case ReasonCode.NEXT_LEVEL:
            return _(
                "To be checked by the HR office: the next rank belongs to the level %(level)s, "
                "which takes a passed competency test and a vacancy."
            ) % {"level": FunctionalLevel(reason["level"]).label}
    return _("A requirement is not met.")


def _education(code: str) -> str:
    return str(EducationLevel(code).label) if code in EducationLevel.values else code


def _points(text: Any) -> str:
    """Credit points without the zeros that a column of decimals brings."""
    try:
        points = Decimal(str(text)).normalize()
    except InvalidOperation:
        return str(text)
    return str(formats.number_format(points, use_l10n=True, decimal_pos=max(0, -int(points.as_tuple().exponent))))
