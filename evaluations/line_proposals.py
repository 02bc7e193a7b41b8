"""Lines that the portal proposes for a daily report, from what it knows of the day.

Other apps add a source in their `registration.register`: `register_proposals(LineSource.MENTORING, function)`.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal

from employees.models import Employee
from evaluations.enums import LineSource, WorkPlace
from evaluations.models import DailyWorkEntry

LONGEST_KEY = 60
# A proposal is of one day; what was taken over further away can't be the same.
NEAR = datetime.timedelta(days=31)


@dataclass(frozen=True)
class ProposedLine:
    """`key` names what it comes from, within its source: what was taken over once isn't proposed again. Without
    minutes and times the person fills them in."""

    source: LineSource
    key: str
    activity: str
    output: str = ""
    quantity: Decimal | None = None
    minutes: int | None = None
    start: datetime.time | None = None
    end: datetime.time | None = None
    place: str = WorkPlace.OFFICE.value
    result_id: int | None = None

    @property
    def token(self) -> str:
        return f"{self.source.value}:{self.key}"


# Lines of one person on one day, in the zone of their unit. The employee comes with its unit and user.
Proposer = Callable[[Employee, datetime.date], Iterable[ProposedLine]]
_proposers: dict[LineSource, list[Proposer]] = {}


def register_proposals(source: LineSource, function: Proposer) -> None:
    """A function that is registered twice is asked once."""
    functions = _proposers.setdefault(source, [])
    if function not in functions:
        functions.append(function)


def all_proposals(employee: Employee, day: datetime.date) -> list[ProposedLine]:
    """In the order of the sources, then of the clock; what has no time comes last."""
    found = []
    for source, functions in _proposers.items():
        lines = [line for function in functions for line in function(employee, day)]
        if any(line.source != source or not 0 < len(line.key) <= LONGEST_KEY for line in lines):
            raise ValueError(f"A proposed line of {source} has another source or no usable key.")
        found += sorted(lines, key=lambda line: (line.start is None, line.start or datetime.time.min, line.key))
    return found


def without_taken(employee: Employee, day: datetime.date, lines: Iterable[ProposedLine]) -> list[ProposedLine]:
    """Those that stand in none of the person's reports around that day. One query."""
    proposed = list(lines)
    taken = set(
        DailyWorkEntry.objects.filter(
            report__employee=employee,
            report__date__range=(day - NEAR, day + NEAR),
            report_date__range=(day - NEAR, day + NEAR),
            source_key__in=[line.key for line in proposed],
        ).values_list("source", "source_key")
        if proposed
        else ()
    )
    return [line for line in proposed if (line.source, line.key) not in taken]
