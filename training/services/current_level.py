"""Where everybody stands: `CurrentLevel` follows from ratings, standards, positions and rules, `UnitGap` from it.

Doing it again changes nothing. Ratings and standards call it in their own transaction; what staff records and the
calendar change (a transfer, a rating that runs out) is found by ticks.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Any

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from asn_portal.jobs.services import start_job
from employees.dates import today
from employees.models import Employee, OrganizationalUnit
from training.level_facts import wanted_rows
from training.models import CurrentLevel, UnitGap

CHUNK = 1000
# Any constant number: with a unit's key it names the lock of its sums.
LOCK = 732_105


@transaction.atomic
def recount_employees(employee_ids: Iterable[int], *, on: datetime.date | None = None) -> int:
    """Make the levels of these people again, and the sums of their units; how many rows were wrong.

    The sums of a unit are made by one transaction at a time, so that none works with levels of the other.
    """
    date, ids, changed = on or today(), sorted(set(employee_ids)), 0
    units = set(Employee.objects.filter(pk__in=ids).values_list("unit_id", flat=True))
    _lock(units)
    for start in range(0, len(ids), CHUNK):
        changed += _recount_levels(ids[start : start + CHUNK], date)
    return changed + _recount_units(units)


def recount_position(position: Any) -> int:
    """After its standard changed: everybody who holds it."""
    return recount_employees(Employee.objects.filter(position=position).values_list("pk", flat=True))


def start_recount(*, government_id: int, by: Any = None) -> Any:
    """All staff of a government, in the background: after a rule or the dictionary changed."""
    return start_job(
        "training.levels_recount",
        by=by,
        params={"government_id": government_id},
        title=_("Competency levels"),
        unique_key=f"training.levels:{government_id}",
    )


def recount_government(government_id: int, *, progress: Any = None) -> int:
    """In chunks by unit, each a transaction of its own; how many rows were wrong."""
    changed = 0
    units = list(
        Employee.objects.filter(government=government_id)
        .order_by("unit_id")
        .values_list("unit_id", flat=True)
        .distinct()
    )
    if progress is not None:
        progress.total(len(units))
    for unit_id in units:
        changed += recount_employees(Employee.objects.filter(unit=unit_id).values_list("pk", flat=True))
        if progress is not None:
            progress.advance()
    with transaction.atomic():
        # Units that everybody has left.
        left = UnitGap.objects.filter(unit__in=_units_of(government_id)).exclude(unit__in=units)
        changed += left.delete()[0]
    return changed


def recount_everybody() -> dict[int, int]:
    """The nightly comparison: government -> rows that were wrong and were repaired. Ratings that ran out are among
    them, and values of rules that begin to hold."""
    found = {}
    for government_id in OrganizationalUnit.objects.governments().values_list("pk", flat=True):
        found[government_id] = recount_government(government_id)
    return {government_id: count for government_id, count in found.items() if count}


def recount_moved(since: datetime.datetime) -> int:
    """People whose record changed lately: a new position or unit. And the units that they left."""
    ids = list(Employee.objects.filter(updated_at__gte=since).order_by("pk").values_list("pk", flat=True))
    changed = recount_employees(ids) if ids else 0
    with transaction.atomic():
        units = set(_disagreeing_units())
        if units:
            _lock(units)
            changed += _recount_units(units)
    return changed


def _recount_levels(ids: list[int], date: datetime.date) -> int:
    people = Employee.objects.filter(pk__in=ids).select_related("position")
    wanted = wanted_rows(people, date)
    kept = {
        (row.employee_id, row.competency_id): row for row in CurrentLevel.objects.filter(employee__in=ids).defer("gap")
    }
    new, changed = [], []
    for (employee_id, competency_id), (required, achieved, confidence, rating_id) in wanted.items():
        row = kept.get((employee_id, competency_id))
        if row is None:
            new.append(
                CurrentLevel(
                    employee_id=employee_id,
                    competency_id=competency_id,
                    required=required,
                    achieved=achieved,
                    confidence=confidence,
                    rating_id=rating_id,
                )
            )
        elif (row.required, row.achieved, row.confidence, row.rating_id) != (
            required,
            achieved,
            confidence,
            rating_id,
        ):
            row.required, row.achieved, row.confidence, row.rating_id = required, achieved, confidence, rating_id
            changed.append(row)
    gone = [row.pk for key, row in kept.items() if key not in wanted]
    CurrentLevel.objects.filter(pk__in=gone).delete()
    CurrentLevel.objects.bulk_create(
        new,
        batch_size=2000,
        update_conflicts=True,
        unique_fields=["employee", "competency"],
        update_fields=["required", "achieved", "confidence", "rating"],
    )
    CurrentLevel.objects.bulk_update(changed, ["required", "achieved", "confidence", "rating"], batch_size=500)
    return len(new) + len(changed) + len(gone)


SUMS = """
    SELECT e.unit_id, l.competency_id, count(*), count(l.achieved),
           count(*) FILTER (WHERE l.gap < 0), coalesce(-sum(l.gap) FILTER (WHERE l.gap < 0), 0)
    FROM training_currentlevel l JOIN employees_employee e ON e.id = l.employee_id
    WHERE l.required IS NOT NULL AND {where}
    GROUP BY e.unit_id, l.competency_id
"""


def _recount_units(unit_ids: set[int]) -> int:
    """One aggregate over the people of these units; how many sums were wrong."""
    if not unit_ids:
        return 0
    wanted = _sums("e.unit_id = ANY(%s)", [list(unit_ids)])
    kept = {(row.unit_id, row.competency_id): row for row in UnitGap.objects.filter(unit__in=unit_ids).order_by("pk")}
    gone = [row.pk for key, row in kept.items() if key not in wanted]
    UnitGap.objects.filter(pk__in=gone).delete()
    new = [
        UnitGap(unit_id=unit_id, competency_id=competency_id, people=people, rated=rated, below=below, missing=missing)
        for (unit_id, competency_id), (people, rated, below, missing) in wanted.items()
        if (unit_id, competency_id) not in kept
        or (
            kept[unit_id, competency_id].people,
            kept[unit_id, competency_id].rated,
            kept[unit_id, competency_id].below,
            kept[unit_id, competency_id].missing,
        )
        != (people, rated, below, missing)
    ]
    UnitGap.objects.bulk_create(
        new,
        batch_size=2000,
        update_conflicts=True,
        unique_fields=["unit", "competency"],
        update_fields=["people", "rated", "below", "missing"],
    )
    return len(gone) + len(new)


def _disagreeing_units() -> list[int]:
    """Units whose sums count other numbers of people than they have: somebody came or left."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            SELECT DISTINCT coalesce(g.unit_id, s.unit_id)
            FROM training_unitgap g
            FULL JOIN ({SUMS.format(where="TRUE")}) s (unit_id, competency_id, people, rated, below, missing)
              ON s.unit_id = g.unit_id AND s.competency_id = g.competency_id
            WHERE (g.people, g.rated, g.below, g.missing)
               IS DISTINCT FROM (s.people, s.rated, s.below, s.missing)
            """  # noqa: S608  no input in it
        )
        return [row[0] for row in cursor.fetchall()]


def _sums(where: str, params: list[Any]) -> dict[tuple[int, int], tuple[int, int, int, int]]:
    with connection.cursor() as cursor:
        cursor.execute(SUMS.format(where=where), params)
        return {(row[0], row[1]): (row[2], row[3], row[4], int(row[5])) for row in cursor.fetchall()}


def _lock(unit_ids: Iterable[int]) -> None:
    """In the order of their keys: two transactions never wait for each other."""
    with connection.cursor() as cursor:
        for unit_id in sorted(unit_ids):
            cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [LOCK, unit_id])


def _units_of(government_id: int) -> Any:
    path = OrganizationalUnit.objects.values_list("path", flat=True).get(pk=government_id)
    return OrganizationalUnit.objects.within(path)


def moved_since(hours: int = 2) -> datetime.datetime:
    """The tick looks back further than its interval: a run that was missed is made good by the next."""
    return timezone.now() - datetime.timedelta(hours=hours)


def disagreeing_rows() -> list[tuple[int, int]]:
    """(employee, competency) of kept levels that differ from what they follow from; nothing is changed."""
    found: list[tuple[int, int]] = []
    last = 0
    while True:
        people = list(Employee.objects.filter(pk__gt=last).select_related("position").order_by("pk")[:CHUNK])
        if not people:
            return found
        last = people[-1].pk
        wanted = wanted_rows(people, today())
        kept = {
            (row[0], row[1]): row[2:]
            for row in CurrentLevel.objects.filter(employee__in=people).values_list(
                "employee_id", "competency_id", "required", "achieved", "confidence", "rating_id"
            )
        }
        found.extend(sorted(key for key in {*wanted, *kept} if wanted.get(key) != kept.get(key)))
