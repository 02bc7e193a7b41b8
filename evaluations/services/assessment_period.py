"""Opening and closing assessment periods; who is rated in them, where and by whom."""

from __future__ import annotations

import datetime
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone
from django.utils.translation import gettext as _

from asn_portal.access.scope import enclosing_paths
from asn_portal.audit.services import record_event
from asn_portal.errors import DomainError
from asn_portal.locking import lock_row
from employees.dates import day_fault, today
from employees.enums import ACTIVE_STATUSES
from employees.models import Employee, OrganizationalUnit, PositionHistory, StatusHistory
from employees.supervision import heads_of, supervisor_of
from evaluations.absence_facts import away_spans
from evaluations.domain.assessment import Stay, months_of
from evaluations.enums import AssessmentState
from evaluations.models import Assessment, AssessmentPeriod
from evaluations.one_by_one import sum_of_each
from evaluations.services import assessment_notices as notices
from evaluations.services.rating_effects import apply_final

ONE_DAY = datetime.timedelta(days=1)


class PeriodError(DomainError):
    """The period cannot be opened or closed like this."""


@dataclass(frozen=True)
class Due:
    """One person who is to be rated in one unit."""

    employee_id: int
    unit_id: int
    unit_path: str
    title: str
    heads_here: bool
    months: int


@transaction.atomic
def open_period(
    *,
    government: OrganizationalUnit,
    first: datetime.date,
    last: datetime.date,
    is_annual: bool,
    deliver_by: datetime.date,
    by: Any,
) -> AssessmentPeriod:
    """Everybody who works in the government then is to be rated; the assessors are told. Raises PeriodError."""
    if fault := day_fault(deliver_by):
        raise PeriodError(fault)
    if deliver_by < first:
        raise PeriodError(_("Ratings can't be due before the period begins. Choose a later day."))
    period = AssessmentPeriod(
        government=government,
        is_annual=is_annual,
        period=DateRange(first, last + ONE_DAY),
        deliver_by=deliver_by,
        opened_by=by,
    )
    try:
        period.full_clean()
        with transaction.atomic():
            period.save()
    except ValidationError as error:
        raise PeriodError(" ".join(error.messages)) from error
    except IntegrityError as error:
        raise PeriodError(_("Some of these days belong to an assessment period already.")) from error
    people = add_people(period)
    record_event(
        "evaluations.period_opened", by=by, obj=period, unit_path=government.path, people=people, annual=is_annual
    )
    notices.period_opened(period)
    return period


@transaction.atomic
def close_period(*, period: AssessmentPeriod, by: Any) -> AssessmentPeriod:
    """Nothing is rated in it any more. What was delivered still becomes final, and objections are still decided. Final
    ratings that waited for one in another unit, which now never comes, have their effects."""
    period = lock_row(AssessmentPeriod.objects.all(), period.pk, "government")
    if not period.is_open:
        raise PeriodError(_("This period is closed already."))
    period.closed_at = timezone.now()
    period.save(update_fields=["closed_at"])
    drafts = period.assessments.filter(state=AssessmentState.DRAFT)
    unrated = drafts.count()
    held_back = period.assessments.filter(state=AssessmentState.FINAL, employee__in=drafts.values("employee"))
    for rating in held_back.order_by("employee_id", "pk").distinct("employee_id"):
        apply_final(rating, by=by)
    record_event("evaluations.period_closed", by=by, obj=period, unit_path=period.government.path, unrated=unrated)
    return period


def complete_open_periods() -> int:
    """Who became due since is added, drafts get the superior of today; how many ratings were added. Safe to repeat."""
    periods = AssessmentPeriod.objects.open().filter(period__startswith__lte=today()).select_related("government")
    return sum_of_each(_complete, periods)


@transaction.atomic
def _complete(period: AssessmentPeriod) -> int:
    period = lock_row(AssessmentPeriod.objects.all(), period.pk, "government")
    return add_people(period) if period.is_open else 0


def add_people(period: AssessmentPeriod) -> int:
    """Add a rating for each person and unit in which they work in the period for at least a month; how many.

    Months, position and assessor of drafts that exist are brought up to date; but a draft that was begun stays with its
    assessor while they head the unit or one above it, also when somebody stands in for them: nobody else reads it
    before it is delivered. A draft of somebody who is no longer due stays: its assessor sees it, and closing the period
    counts it.
    """
    due = people_due(period)
    existing = {(row.employee_id, row.unit_id): row for row in period.assessments.select_related("unit").order_by("pk")}
    assessors = assessors_of(period, due)
    begun = {row for row in existing.values() if row.state == AssessmentState.DRAFT and row.edit > 1}
    led = _units_led_by({row.assessor_id for row in begun})
    changed, new = [], []
    for each in due:
        row = existing.get((each.employee_id, each.unit_id))
        if row in begun and row.unit.path.startswith(tuple(led.get(row.assessor_id, ()))):
            assessors[each.employee_id, each.unit_id] = row.assessor_id
        values = {
            "months": each.months,
            "position_title": each.title,
            "assessor_id": assessors.get((each.employee_id, each.unit_id)),
        }
        if row is None:
            new.append(
                Assessment(assessment_period=period, employee_id=each.employee_id, unit_id=each.unit_id, **values)
            )
        elif row.state == AssessmentState.DRAFT and any(getattr(row, name) != value for name, value in values.items()):
            for name, value in values.items():
                setattr(row, name, value)
            changed.append(row)
    Assessment.objects.bulk_create(new, batch_size=1000)
    for row in changed:
        # One by one and only while it is a draft: somebody may deliver it in this moment.
        Assessment.objects.filter(pk=row.pk, state=AssessmentState.DRAFT).update(
            months=row.months, position_title=row.position_title, assessor_id=row.assessor_id
        )
    return len(new)


def people_due(period: AssessmentPeriod) -> list[Due]:
    """Who works where in the period, for at least half of a month; days out of service don't count. Seven queries,
    however many people."""
    first, last = period.first_day, period.last_day
    government = period.government
    staff = Employee.objects.filter(government=government)
    now = min(max(today(), first), last)
    # Who came back within the period may have gone again.
    back = StatusHistory.objects.valid().filter(status__in=ACTIVE_STATUSES, period__startswith__range=(first, now))
    found = staff.as_of(now), staff.as_of(first), staff.filter(pk__in=back.values("employee"))
    statuses = dict(pair for people in found for pair in people.values_list("pk", "status"))
    serving = set(statuses)
    away = away_spans(statuses, first, last)
    rows = (
        PositionHistory.objects.valid()
        .definitive()
        .filter(employee__in=serving, period__overlap=period.period, position__unit__path__startswith=government.path)
    )
    held = rows.order_by("period").values_list(
        "employee_id",
        "position__unit_id",
        "position__unit__path",
        "position__title",
        "position__is_head",
        "period__startswith",
        "period__endswith",
    )
    stays: dict[int, list[Stay]] = defaultdict(list)
    places: dict[tuple[int, int], tuple[str, str, bool]] = {}
    for person, unit, path, title, heads_here, start, until in held:
        stays[person].append(Stay(unit, start, until - ONE_DAY if until else None))
        # The last position in the unit names it; whoever headed the unit at any time of the period answers for it.
        headed = places.get((person, unit), ("", "", False))[2]
        places[person, unit] = (path, title, heads_here or headed)
    without = Employee.objects.filter(pk__in=serving - set(stays)).with_place()
    for employee in without:
        stays[employee.pk].append(Stay(employee.unit_id, first))
        position = employee.position
        places[employee.pk, employee.unit_id] = (
            employee.unit.path,
            position.title if position else "",
            bool(position and position.is_head),
        )
    due = []
    for person, own in stays.items():
        for unit, months in months_of(own, first, last, away.get(person, ())).items():
            path, title, heads_here = places[person, unit]  # type: ignore[index]
            due.append(Due(person, unit, path, title, heads_here, min(len(months), 12)))  # type: ignore[arg-type]
    return due


def _units_led_by(people: set[int | None]) -> dict[int, list[str]]:
    """{employee: paths of the units that they head today}, also while somebody stands in for them. One query."""
    led: dict[int, list[str]] = defaultdict(list)
    rows = PositionHistory.objects.on(today()).heading().filter(employee__in=people - {None})
    for person, path in rows.values_list("employee_id", "position__unit__path"):
        led[person].append(path)
    return led


def assessors_of(period: AssessmentPeriod, due: list[Due]) -> dict[tuple[int, int], int | None]:
    """Who rates: the superior of today, acting officials included; of a unit that somebody left, who leads it today.

    Two queries for all who head nothing, and two for each who does.
    """
    heads = heads_of(period.government.path)
    heading = set(heads.values())
    leaders = Employee.objects.with_place().in_bulk([each.employee_id for each in due if each.employee_id in heading])
    found: dict[tuple[int, int], int | None] = {}
    for each in due:
        key = (each.employee_id, each.unit_id)
        leader = leaders.get(each.employee_id)
        if leader is not None and leader.unit_id == each.unit_id:
            superior = supervisor_of(leader)
            found[key] = superior.pk if superior else None
            continue
        chain = enclosing_paths(each.unit_path)
        above = chain[:-1] if each.heads_here else chain
        candidates = (heads.get(path) for path in reversed(above))
        found[key] = next((head for head in candidates if head not in (None, each.employee_id)), None)
    return found
