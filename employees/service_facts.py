"""What the histories say of many people on a day, as the rules of service life take it."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from django.db.models import Max, Min, Q

from employees.domain.outlook import Assignment, Credential, Sanction, ServiceFacts
from employees.enums import SATYALANCANA_YEARS, AssignmentKind, AwardKind, EmploymentType, PositionType, Regime
from employees.models import (
    AwardHistory,
    ContractHistory,
    CredentialHistory,
    CreditPointHistory,
    DisciplineHistory,
    EducationHistory,
    Employee,
    PositionHistory,
    RankHistory,
    RatingHistory,
    SalaryStepHistory,
    UnpaidLeaveHistory,
)

ACTING = [kind for kind in AssignmentKind if kind.is_acting]
PERIOD = ("period__startswith", "period__endswith")
# Nobody enters the service younger (PP 11/2017 art. 23).
YOUNGEST_ENTRY = 18
ONE_DAY = datetime.timedelta(days=1)


def facts_of(employees: Sequence[Employee], on: datetime.date) -> dict[int, ServiceFacts]:
    """By primary key of the employee. Thirteen queries, however many people; `position` must be selected.

    Where a person has no history of ranks, positions or education, the value on record counts.
    """
    people = [employee.pk for employee in employees]
    ranks = _by_person(
        RankHistory.objects.valid().filter(Q(period__endswith=None) | Q(period__endswith__gt=on)).order_by("period"),
        people,
        "rank",
        "period__startswith",
    )
    positions = _by_person(
        PositionHistory.objects.valid().definitive().order_by("period"),
        people,
        *PERIOD,
        "position__position_type",
        "position__functional_level",
    )
    acting = _by_person(
        PositionHistory.objects.on(on).filter(kind__in=ACTING, period__endswith__isnull=False),
        people,
        "kind",
        "position",
        "position__title",
        "period__endswith",
    )
    points = _by_person(CreditPointHistory.objects.valid(), people, "period__endswith", "points")
    ratings = _by_person(RatingHistory.objects.valid(), people, "year", "predicate")
    sanctions = _by_person(DisciplineHistory.objects.valid(), people, *PERIOD, "level", "cancelled_on")
    leaves = _by_person(UnpaidLeaveHistory.objects.valid(), people, *PERIOD)
    medals = _by_person(AwardHistory.objects.valid().exclude(kind=AwardKind.OTHER), people, "kind")
    papers = _by_person(
        # Also those without an end: they may have taken the place of one that runs out.
        CredentialHistory.objects.valid().filter(date__lte=on),
        people,
        "kind",
        "name",
        "expires_on",
    )
    educations = _of_each(EducationHistory.objects.valid().filter(date__lte=on), people, Max("level"))
    steps = _of_each(SalaryStepHistory.objects.valid(), people, Max("period__startswith"))
    contracts = _by_person(ContractHistory.objects.valid(), people, *PERIOD)
    first_ranks = _of_each(RankHistory.objects.valid(), people, Min("period__startswith"))

    facts = {}
    for employee in employees:
        pk = employee.pk
        held_ranks = ranks.get(pk, ())
        rank, since = next((row for row in held_ranks if row[1] <= on), (employee.rank, employee.rank_since))
        held = positions.get(pk, ())
        position_type, level = _place_on(held, on) or _own_place(employee)
        level_since = _level_since(held, level, on) if position_type == PositionType.FUNGSIONAL else None
        agreements = contracts.get(pk, ())
        facts[pk] = ServiceFacts(
            regime=EmploymentType(employee.employment_type).regime,
            birth_date=employee.birth_date,
            serves_since=_service_start(employee, agreements, first_ranks.get(pk)),
            is_active=employee.is_active,
            position_type=position_type,
            functional_level=level,
            rank=rank,
            rank_since=since,
            coming_rank=next((row for row in held_ranks if row[1] > on), None),
            education=educations.get(pk) or employee.education,
            ratings=dict(ratings.get(pk, ())),
            credit_points=_points(points.get(pk, ()), level_since),
            sanctions=tuple(Sanction(*row) for row in sanctions.get(pk, ())),
            last_salary_step=steps.get(pk),
            contract_end=max(until for _start, until in agreements) - ONE_DAY if agreements else None,
            unpaid_leave=tuple(leaves.get(pk, ())),
            medals=frozenset(SATYALANCANA_YEARS[AwardKind(kind)] for (kind,) in medals.get(pk, ())),
            credentials=tuple(Credential(*row) for row in papers.get(pk, ())),
            assignments=tuple(
                Assignment(kind, position, title, until - ONE_DAY)
                for kind, position, title, until in acting.get(pk, ())
            ),
        )
    return facts


def _by_person(rows: Any, people: Sequence[int], *fields: str) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for pk, *values in rows.filter(employee__in=people).values_list("employee", *fields):
        found[pk].append(tuple(values))
    return found


def _of_each(rows: Any, people: Sequence[int], value: Max | Min) -> dict[int, Any]:
    """One value for each person who has any."""
    grouped = rows.order_by().filter(employee__in=people).values("employee").annotate(found=value)
    return dict(grouped.filter(~Q(found=None)).values_list("employee", "found"))


def _service_start(
    employee: Employee, agreements: Sequence[tuple[datetime.date, datetime.date]], first_rank: datetime.date | None
) -> datetime.date:
    """Of contract staff the NIP tells only the year: their first agreement or grade tells the day."""
    if employee.cpns_since:
        return employee.cpns_since
    if EmploymentType(employee.employment_type).regime is Regime.PPPK and (agreements or first_rank):
        return min(start for start, _until in agreements) if agreements else first_rank
    try:
        return employee.serves_since
    except ValueError:
        # A NIP that tells no date.
        return first_rank or employee.birth_date.replace(day=1, year=employee.birth_date.year + YOUNGEST_ENTRY)


def _place_on(held: Iterable[tuple[Any, ...]], on: datetime.date) -> tuple[str, str] | None:
    """Type and functional level of the definitive position on a day."""
    for start, until, position_type, level in held:
        if start <= on and (until is None or on < until):
            return position_type, level
    return None


def _own_place(employee: Employee) -> tuple[str, str]:
    position = employee.position
    return (position.position_type, position.functional_level) if position else ("", "")


def _level_since(held: Sequence[tuple[Any, ...]], level: str, on: datetime.date) -> datetime.date | None:
    """From when the functional level is held without a break; None when no history tells."""
    since, next_start = None, None
    for start, until, _type, held_level in reversed(held):
        if start > on:
            continue
        if held_level != level or (next_start is not None and until != next_start):
            break
        since = next_start = start
    return since


def _points(rows: Iterable[tuple[datetime.date, Decimal]], since: datetime.date | None) -> Decimal:
    """Credit points start anew with each level: those count whose months reach into the present one."""
    return sum((points for until, points in rows if since is None or until is None or until > since), Decimal(0))
