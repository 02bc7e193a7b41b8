"""What comes next for one person: the card on the record."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from employees.dates import today
from employees.domain.outlook import Prospect, outlook, reason_as_plain
from employees.domain.service_life.months import add_months
from employees.enums import WarningKind
from employees.models import Employee
from employees.service_facts import facts_of
from employees.service_rules import rules_on
from employees.texts.early_warning import headline, obstacles

# Of documents and medals only what comes in this time; the others are few and always shown.
NEAR_MONTHS = 24
OFTEN = frozenset({WarningKind.CREDENTIAL_EXPIRY, WarningKind.DECORATION})


@dataclass(frozen=True)
class OutlookLine:
    """`due_on` is None for what no waiting brings. `to_check` is what the portal can't see: no obstacle, but the office
    has to look. `is_announced`: its time of warning has come.
    `is_recorded`: on record already, in force from that day."""

    kind: WarningKind
    title: str
    due_on: datetime.date | None
    obstacles: tuple[str, ...]
    to_check: tuple[str, ...]
    is_announced: bool
    is_overdue: bool
    is_recorded: bool = False

    @property
    def tone(self) -> str:
        if self.obstacles:
            return "attention"
        return self.kind.tone if self.is_announced else "neutral"


@dataclass(frozen=True)
class PersonOutlook:
    """`is_complete` is False where a value on record fits no rule."""

    lines: tuple[OutlookLine, ...]
    is_complete: bool


def outlook_of(employee: Employee, on: datetime.date, *, may_see_discipline: bool = True) -> PersonOutlook:
    """The person's next steps as of a day, the nearest first; `position` should be selected."""
    facts = facts_of([employee], on)[employee.pk]
    found = outlook(facts, rules_on(employee.government_id, on), on)
    lines = [_line(each, on, may_see_discipline) for each in found.prospects if _is_shown(each, on)]
    return PersonOutlook(
        lines=tuple(sorted(lines, key=lambda line: line.due_on or datetime.date.max)), is_complete=not found.faults
    )


def visible_outlook(employee: Employee, user: Any) -> PersonOutlook | None:
    """As of today, for somebody who looks at the record; None for those whom it doesn't concern."""
    if not user.has_perm("employees.view_outlook", employee):
        return None
    may_see_discipline = user.has_perm("employees.view_discipline", employee)
    return outlook_of(employee, today(), may_see_discipline=may_see_discipline)


def _is_shown(prospect: Prospect, on: datetime.date) -> bool:
    if prospect.kind not in OFTEN:
        return True
    return add_months(on, -NEAR_MONTHS) <= prospect.due_on <= add_months(on, NEAR_MONTHS)


def _line(prospect: Prospect, on: datetime.date, may_see_discipline: bool) -> OutlookLine:
    details = {
        **prospect.details,
        "reasons": [reason_as_plain(reason) for reason in prospect.reasons],
        "missing": prospect.missing,
    }
    found = obstacles(prospect.kind, details, may_see_discipline=may_see_discipline)
    return OutlookLine(
        kind=prospect.kind,
        title=headline(prospect.kind, details),
        due_on=None if prospect.is_never else prospect.due_on,
        obstacles=tuple(obstacle.text for obstacle in found if not obstacle.is_unknown),
        to_check=tuple(obstacle.text for obstacle in found if obstacle.is_unknown),
        is_announced=prospect.warn_from <= on,
        is_overdue=prospect.due_on < on,
        is_recorded=prospect.is_recorded,
    )
