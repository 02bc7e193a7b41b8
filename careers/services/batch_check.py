"""Judging the lines of a batch by the records as they are now."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from careers.domain.batch import (
    Finding,
    FindingCode,
    Place,
    Proposal,
    blocking,
    grade_service,
    medal_proposal,
    rank_proposal,
    salary_proposal,
    transfer_proposal,
)
from careers.domain.eligibility import Held
from careers.enums import BatchKind, SelectionKind
from careers.facts.person import HELD_FIELDS
from careers.models import BatchLine, CareerBatch, Selection
from careers.position_need import RUNNING
from careers.requirement_presets import KIND_OF_POST, requirements_for
from employees.domain.outlook import ServiceFacts, ServiceRules
from employees.domain.service_life import ServiceLength
from employees.enums import EmploymentType, PositionType
from employees.models import Employee, Position, PositionHistory, RankHistory, SalaryStepHistory
from employees.service_facts import facts_of
from employees.service_rules import rules_on
from employees.services.history.places import closed_days

PROPOSED_FIELDS = ("to_rank", "promotion_kind", "award")
CHECKED_FIELDS = (
    "findings",
    "is_blocked",
    "from_rank",
    "position_from",
    "service_years",
    "service_months",
    *PROPOSED_FIELDS,
)
# What is asked of those who rise into a position of the type; of the highest at least what is asked below.
RISES = {
    **KIND_OF_POST,
    PositionType.JPT_UTAMA: SelectionKind.JPT_PRATAMA,
    PositionType.JPT_MADYA: SelectionKind.JPT_PRATAMA,
}


@dataclass
class Records:
    """What the histories say of some people on the day of a batch. A fixed number of queries, however many people."""

    on: datetime.date
    facts: dict[int, ServiceFacts]
    rules: ServiceRules
    # Service in the grade as a decree stated it: length and the day on which it was so.
    grade_service: dict[int, tuple[ServiceLength, datetime.date]] = field(default_factory=dict)
    without_decree: frozenset[int] = frozenset()
    coming_steps: dict[int, datetime.date] = field(default_factory=dict)
    present_salaries: dict[int, int] = field(default_factory=dict)
    coming_places: dict[int, datetime.date] = field(default_factory=dict)
    held: dict[int, list[Held]] = field(default_factory=dict)


def read_records(batch: CareerBatch, people: Sequence[Employee]) -> Records:
    on, keys = batch.effective_date, [person.pk for person in people]
    records = Records(on, facts_of(people, on), rules_on(batch.government_id, on))
    if batch.kind in {BatchKind.RANK_PROMOTION, BatchKind.SALARY_STEP}:
        ranks = RankHistory.objects.valid().filter(employee__in=keys, period__startswith__lte=on)
        steps = SalaryStepHistory.objects.valid().filter(employee__in=keys)
        _read_grade_service(records, [ranks, steps.filter(period__startswith__lte=on)])
        records.coming_steps = _first_days(steps.filter(period__startswith__gte=on))
    if batch.kind == BatchKind.SALARY_STEP:
        paid = steps.filter(period__startswith__lt=on, base_salary__isnull=False).order_by("period")
        records.present_salaries = {
            person: int(salary) for person, salary in paid.values_list("employee_id", "base_salary")
        }
    if batch.kind == BatchKind.RANK_PROMOTION:
        standing = RankHistory.objects.on(on).filter(employee__in=keys, decree_number="")
        records.without_decree = frozenset(standing.order_by().values_list("employee_id", flat=True))
    if batch.kind == BatchKind.TRANSFER:
        places = PositionHistory.objects.valid().definitive().filter(employee__in=keys)
        records.coming_places = _first_days(places.filter(period__startswith__gte=on))
        rows = places.order_by("period").values_list("employee_id", *HELD_FIELDS)
        for person, *values in rows:
            records.held.setdefault(person, []).append(Held(*values))
    return records


def propose(batch: CareerBatch, line: BatchLine, records: Records, place: Place | None = None) -> Proposal:
    facts, rules, on, person = records.facts[line.employee_id], records.rules, records.on, line.employee_id
    match batch.kind:
        case BatchKind.RANK_PROMOTION:
            found = rank_proposal(facts, rules, on)
            if person in records.without_decree:
                found = Proposal(
                    (*found.findings, Finding(FindingCode.DECREE_UNKNOWN)), found.to_rank, found.promotion_kind
                )
            return found
        case BatchKind.SALARY_STEP:
            return salary_proposal(
                facts,
                rules,
                on,
                coming_step=records.coming_steps.get(person),
                salary=None if line.base_salary is None else int(line.base_salary),
                present_salary=records.present_salaries.get(person),
            )
        case BatchKind.DECORATION:
            return medal_proposal(facts, rules, on)
    return transfer_proposal(
        facts,
        rules,
        on,
        place=place,
        is_same=line.position_to_id is not None and line.position_to_id == line.employee.position_id,
        coming_place=records.coming_places.get(person),
        held=records.held.get(person, ()),
        is_probationary=line.employee.employment_type == EmploymentType.CPNS,
    )


def check_lines(batch: CareerBatch, *, changed: Collection[int] | None = None) -> list[BatchLine]:
    """Judge the lines of the batch anew and keep the verdicts; returns the lines that were judged. While the batch may
    still be changed, what it proposes follows the records; later a proposal that no longer follows from them blocks.

    `changed` are keys of lines that alone need a look; of transfers all do, for they take places from each other.
    """
    rows = batch.lines.standing().with_people().order_by("pk")
    if changed is not None and batch.kind != BatchKind.TRANSFER:
        rows = rows.filter(pk__in=changed)
    lines = list(rows)
    records = read_records(batch, [line.employee for line in lines])
    places = places_of(batch, lines) if batch.kind == BatchKind.TRANSFER else {}
    for line in lines:
        judge(batch, line, records, places.get(line.position_to_id))
    BatchLine.objects.bulk_update(lines, CHECKED_FIELDS, batch_size=500)
    batch.checked_at = timezone.now()
    batch.save(update_fields=["checked_at"])
    return lines


def judge(batch: CareerBatch, line: BatchLine, records: Records, place: Place | None = None) -> None:
    """Set what the line proposes and what speaks against it; saves nothing."""
    proposal = propose(batch, line, records, place)
    found = list(proposal.findings)
    values = {name: getattr(proposal, name) for name in PROPOSED_FIELDS}
    if batch.is_editable:
        for name, value in values.items():
            setattr(line, name, value)
        line.from_rank = records.facts[line.employee_id].rank
        line.position_from = line.employee.position
        _set_grade_service(line, records)
    elif any(getattr(line, name) != value for name, value in values.items()):
        found.append(Finding(FindingCode.CHANGED))
    line.findings = [finding.as_plain() for finding in found]
    line.is_blocked = bool(blocking(line.findings, line.allowed))


def places_of(batch: CareerBatch, lines: Iterable[BatchLine]) -> dict[int, Place]:
    """The target positions as they will be on the day: who stays, who comes by this and other open batches. Six
    queries."""
    lines = list(lines)
    targets = {line.position_to_id: line.position_to for line in lines if line.position_to_id}
    leaving = {line.employee_id for line in lines}
    holders: dict[int, list[Any]] = {}
    rows = PositionHistory.objects.on(batch.effective_date).definitive().filter(position__in=targets)
    for row in rows.exclude(employee__in=leaving).select_related("employee"):
        holders.setdefault(row.position_id, []).append(row.employee)
    others = BatchLine.objects.filter(is_open=True, kind=BatchKind.TRANSFER, position_to__in=targets)
    coming = Counter(others.exclude(batch=batch).values_list("position_to", flat=True))
    own = Counter(line.position_to_id for line in lines)
    closed = closed_days(list(targets))
    running = Selection.objects.filter(position__in=targets, state__in=RUNNING)
    titles = {each.position_id: str(each) for each in running}
    return {
        key: Place(
            needed=position.needed,
            # Of those who come by this batch each sees the others.
            holders=len(holders.get(key, ())) + coming[key] + own[key] - 1,
            is_head=position.is_head,
            head_name=holders[key][0].full_name if holders.get(key) else "",
            closed_on=closed.get(key),
            position_type=position.position_type,
            functional_level=position.functional_level,
            requirements=_requirements(position),
            selection=titles.get(key, ""),
        )
        for key, position in targets.items()
    }


def _requirements(position: Position) -> list[tuple[str, dict[str, Any]]]:
    kind = RISES.get(PositionType(position.position_type))
    return requirements_for(kind) if kind else []


def position_choices(batch: CareerBatch) -> Any:
    """Positions to which people of the batch may be moved: those that exist on the day, within the batch's unit."""
    positions = Position.objects.filter(unit__path__startswith=batch.unit.path).open_on(batch.effective_date)
    return positions.select_related("unit").order_by("unit__path", "-is_head", "title")


def _set_grade_service(line: BatchLine, records: Records) -> None:
    known = records.grade_service.get(line.employee_id)
    if known is None:
        line.service_years = line.service_months = None
        return
    length, day = known
    is_promotion = line.kind == BatchKind.RANK_PROMOTION and line.from_rank and line.to_rank
    ranks = {"from_rank": line.from_rank, "to_rank": line.to_rank} if is_promotion else {}
    grown = grade_service(length, day, records.on, **ranks)
    line.service_years, line.service_months = grown.years, grown.months


def _read_grade_service(records: Records, histories: Iterable[Any]) -> None:
    for rows in histories:
        stated = rows.filter(service_years__isnull=False).order_by("period")
        for person, years, months, day in stated.values_list(
            "employee_id", "service_years", "service_months", "period__startswith"
        ):
            known = records.grade_service.get(person)
            if known is None or day >= known[1]:
                records.grade_service[person] = (ServiceLength(years, months or 0), day)


def _first_days(rows: Any) -> dict[int, datetime.date]:
    found: dict[int, datetime.date] = {}
    for person, day in rows.order_by("-period").values_list("employee_id", "period__startswith"):
        found[person] = day
    return found
