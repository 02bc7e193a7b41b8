"""One key post: who holds it and until when, who could follow, and whom the pool offers."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from careers.domain.eligibility import Outcome, check_requirement
from careers.enums import Readiness
from careers.facts.leaving import Leaving, leaving_of
from careers.facts.person import CONFIDENTIAL, facts_of
from careers.facts.talent import TargetMatch, matches_with
from careers.models import KeyPost, PoolMember, Successor
from careers.requirement_presets import KIND_OF_POST, requirements_for
from careers.words.requirement import requirement_words
from employees.models import ContractHistory, Employee, Position
from employees.service_rules import rules_on
from training.domain.match import SelectionVerdict
from training.reports.levels import SELECTION_WORDS

OFFERED = 8
LOOKED_AT = 300
VERDICT_TONES = {SelectionVerdict.MS: "good", SelectionVerdict.MMS: "attention", SelectionVerdict.KMS: "bad"}


@dataclass(frozen=True)
class Holder:
    employee: Employee
    leaving: Leaving | None


@dataclass(frozen=True)
class Candidate:
    """Somebody with the match against the post. `successor` is None for whom only the pool offers."""

    employee: Employee
    match: TargetMatch
    successor: Successor | None = None
    # Rules of such a post that the records of somebody named as ready don't meet.
    unmet: tuple[str, ...] = ()

    @property
    def verdict(self) -> str:
        """*MS*, *MMS*, *KMS* spelt out; "" while nothing is known."""
        return SELECTION_WORDS[self.match.match.selection] if self.match.match else ""

    @property
    def tone(self) -> str:
        return VERDICT_TONES[self.match.match.selection] if self.match.match else "neutral"


@dataclass(frozen=True)
class PostReport:
    holders: tuple[Holder, ...]
    successors: tuple[Candidate, ...]
    offered: tuple[Candidate, ...]
    former: tuple[Successor, ...]


def post_report(post: KeyPost, user: Any, on: datetime.date) -> PostReport:
    """Fifteen queries, and six for each who is named as ready."""
    position = post.position
    holders = list(Employee.objects.active().filter(position=position).with_place())
    ends = dict(
        ContractHistory.objects.valid()
        .filter(employee__in=[person.pk for person in holders])
        .order_by("period")
        .values_list("employee", "period__endswith")
    )
    rules = rules_on(position.unit.government, on)
    day = datetime.timedelta(days=1)
    rows = list(post.successors.select_related("employee__unit", "employee__position", "named_by"))
    named = [row for row in rows if row.removed_at is None]
    taken = {row.employee_id for row in named} | {person.pk for person in holders}
    pool = PoolMember.objects.visible_to(user).current(on).exclude(employee__in=taken)
    pool = pool.filter(employee__unit__path__startswith=position.unit.government_path).with_people()[:LOOKED_AT]
    members = [member.employee for member in pool]
    matches = matches_with(position, [*(row.employee for row in named), *members], on)
    offered = [Candidate(person, matches[person.pk]) for person in members]
    offered.sort(key=lambda each: (-(each.match.percent or 0), each.employee.name))
    return PostReport(
        holders=tuple(
            Holder(person, leaving_of(person, rules, ends[person.pk] - day if person.pk in ends else None, on))
            for person in holders
        ),
        successors=tuple(
            Candidate(
                row.employee,
                matches[row.employee_id],
                row,
                unmet_rules(position, row.employee, on) if row.readiness == Readiness.NOW else (),
            )
            for row in sorted(named, key=lambda row: (ORDER[row.readiness], row.employee.name))
        ),
        offered=tuple(offered[:OFFERED]),
        former=tuple(row for row in rows if row.removed_at is not None),
    )


def unmet_rules(position: Position, employee: Employee, on: datetime.date) -> tuple[str, ...]:
    """Requirements of the law for a post of this kind that the records don't meet, in words; without discipline, which
    is not for everybody who reads it."""
    kind = KIND_OF_POST.get(position.position_type)
    if kind is None:
        return ()
    facts = facts_of(employee, on)
    return tuple(
        requirement_words(rule, value)
        for rule, value in requirements_for(kind)
        if rule not in CONFIDENTIAL
        and check_requirement(rule, value, facts, on=on, appointed_on=on).outcome == Outcome.NOT_MET
    )


ORDER = {"now": 0, "soon": 1, "later": 2}
