"""Who may register for a programme: one verdict per rule, in the order of the rules.

A programme keeps its rules as JSON; {} lets everybody in. A fact that is not on record fails the rule that asks for it,
so that nobody slips in by a gap in the data; the verdict says so (`is_unknown`).
"""

from __future__ import annotations

import datetime
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Criterion(StrEnum):
    """What a rule asks about, in the order in which verdicts are given."""

    EMPLOYMENT = "employment"
    RANK = "rank"
    POSITION = "position"
    EDUCATION = "education"
    SERVICE = "service"
    PREREQUISITE = "prerequisite"
    REPEAT = "repeat"


@dataclass(frozen=True, slots=True)
class Applicant:
    """What is on record about a person. `rank_order` counts within a regime; None: no rank of that regime.

    `completed` maps a programme's id to the last day of the newest session of it that the person completed.
    """

    employment_type: str
    rank_order: int | None = None
    position_type: str = ""
    # The functional level, "" for other positions.
    position_level: str = ""
    education: str = ""
    service_since: datetime.date | None = None
    completed: Mapping[int, datetime.date] | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one rule says. `is_unknown`: it is not met because the fact is not on record."""

    criterion: Criterion
    is_met: bool
    # The rule's own value and the person's, for the sentence.
    wanted: Any = None
    found: Any = None
    is_unknown: bool = False


def check_rules(rules: object) -> dict[str, Any]:
    """The rules with empty ones left out. Raises ValueError for keys and shapes that are none of ours."""
    if not isinstance(rules, Mapping):
        raise ValueError("Rules are a mapping.")
    known = {
        "employment": list,
        "rank_from": int,
        "rank_to": int,
        "positions": list,
        "education": str,
        "service_years": int,
        "prerequisites": list,
        "not_within_years": int,
    }
    if unknown := sorted(set(rules) - set(known)):
        raise ValueError(f"There is no rule {unknown[0]!r}.")
    kept: dict[str, Any] = {}
    for key, kind in known.items():
        value = rules.get(key)
        if value in (None, "", [], 0):
            continue
        if not isinstance(value, kind) or isinstance(value, bool) or (isinstance(value, int) and value < 0):
            raise ValueError(f"The rule {key!r} has no such value.")
        kept[key] = value
    if "rank_from" in kept and "rank_to" in kept and kept["rank_from"] > kept["rank_to"]:
        raise ValueError("The lowest rank lies above the highest.")
    return kept


def verdicts(
    rules: Mapping[str, Any], applicant: Applicant, *, programme: int | None, on: datetime.date
) -> list[Verdict]:
    """One verdict per rule that the programme has; `programme` is its own id, for the rule on repeating it."""
    found: list[Verdict] = []
    if wanted := rules.get("employment"):
        is_met = applicant.employment_type in wanted
        found.append(Verdict(Criterion.EMPLOYMENT, is_met, wanted, applicant.employment_type))
    if "rank_from" in rules or "rank_to" in rules:
        found.append(_rank(rules, applicant))
    if wanted := rules.get("positions"):
        is_met = not {applicant.position_type, applicant.position_level}.isdisjoint(set(wanted) - {""})
        found.append(Verdict(Criterion.POSITION, is_met, wanted, applicant.position_type, not applicant.position_type))
    if wanted := rules.get("education"):
        is_met = bool(applicant.education) and applicant.education >= wanted
        found.append(Verdict(Criterion.EDUCATION, is_met, wanted, applicant.education, not applicant.education))
    if wanted := rules.get("service_years"):
        years = full_years(applicant.service_since, on) if applicant.service_since else None
        is_met = years is not None and years >= wanted
        found.append(Verdict(Criterion.SERVICE, is_met, wanted, years, years is None))
    completed = applicant.completed or {}
    if wanted := rules.get("prerequisites"):
        missing = [number for number in wanted if number not in completed]
        found.append(Verdict(Criterion.PREREQUISITE, not missing, missing or wanted, list(completed)))
    if wanted := rules.get("not_within_years"):
        last = completed.get(programme) if programme is not None else None
        is_met = last is None or years_later(last, wanted) <= on
        found.append(Verdict(Criterion.REPEAT, is_met, wanted, last))
    return found


def is_eligible(found: Collection[Verdict]) -> bool:
    """Every rule is met; without rules, everybody may register."""
    return all(verdict.is_met for verdict in found)


def _rank(rules: Mapping[str, Any], applicant: Applicant) -> Verdict:
    lowest, highest = rules.get("rank_from"), rules.get("rank_to")
    order = applicant.rank_order
    is_met = order is not None and (lowest is None or order >= lowest) and (highest is None or order <= highest)
    return Verdict(Criterion.RANK, is_met, (lowest, highest), order, order is None)


def full_years(since: datetime.date, on: datetime.date) -> int:
    """Whole years from a day to another; 0 before it."""
    return max(0, on.year - since.year - ((on.month, on.day) < (since.month, since.day)))


def years_later(day: datetime.date, years: int) -> datetime.date:
    """The same day some years later; 29 February becomes 1 March where there is none."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return datetime.date(day.year + years, 3, 1)
