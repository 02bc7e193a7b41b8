"""Positions that a file names and that don't exist yet."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import Max, Min, Q
from django.db.models.fields.json import KeyTextTransform

from asn_portal.audit.services import record_event
from employees.dates import today
from employees.domain.staff_import.words import heads_unit
from employees.enums import ImportAction
from employees.models import OrganizationalUnit, Position, PositionHistory, StaffImport

BATCH = 1000
POSITION_FIELDS = ("position_type", "echelon", "functional_level")
STORED = (ImportAction.INSERT, ImportAction.UPDATE)


def create_missing_positions(staff_import: StaffImport, by: Any) -> dict[tuple[int, str], Position]:
    """The positions that the rows name, by unit and title in small letters; those that don't exist are created,
    in a closed unit as closed as the unit."""
    named = (
        staff_import.rows.filter(action__in=STORED, values__has_key="position")
        .order_by()
        .values_list(
            KeyTextTransform("unit", "values"),
            KeyTextTransform("position", "values"),
            *(KeyTextTransform(name, "values") for name in POSITION_FIELDS),
            "employee__unit_id",
        )
        .annotate(first=Min("pk"))
        .order_by("first")
    )
    wanted: dict[tuple[int, str], dict[str, str]] = {}
    for unit, title, *rest, present_unit, _first in named.iterator(chunk_size=5000):
        key = (int(unit) if unit else present_unit, title.casefold())
        if key not in wanted:
            wanted[key] = {
                "title": title,
                **{name: value for name, value in zip(POSITION_FIELDS, rest, strict=True) if value},
            }
    with transaction.atomic():
        units = {unit for unit, _title in wanted}
        known = _positions_of(units)
        headed = {position.unit_id for position in known.values() if position.is_head}
        ended = dict(
            OrganizationalUnit.objects.filter(pk__in=units, closed_on__isnull=False).values_list("pk", "closed_on")
        )
        missing = []
        for (unit, title), fields in wanted.items():
            if (unit, title) in known:
                continue
            is_head = heads_unit(title) and unit not in headed
            if is_head:
                headed.add(unit)
            missing.append(Position(unit_id=unit, is_head=is_head, closed_on=ended.get(unit), **fields))
        # Another import may create the same position at this moment.
        Position.objects.bulk_create(missing, batch_size=BATCH, ignore_conflicts=True)
        if missing:
            created = [
                position.pk for key, position in _positions_of(units).items() if key not in known and key in wanted
            ]
            staff_import.counts |= {"created_positions": [*staff_import.counts.get("created_positions", []), *created]}
            staff_import.save(update_fields=["counts"])
            record_event(
                "employees.import_created_positions",
                by=by,
                obj=staff_import,
                unit_path=staff_import.unit_path,
                positions=len(created),
            )
    return _positions_of(units)


@transaction.atomic
def close_past_positions(staff_import: StaffImport) -> None:
    """Positions made for entries of the past alone are no vacancies: they end with the last of those entries."""
    made = Position.objects.filter(pk__in=staff_import.counts.get("created_positions", ()), closed_on=None)
    in_use = PositionHistory.objects.valid().filter(Q(period__endswith__isnull=True) | Q(period__endswith__gt=today()))
    past = (
        made.exclude(pk__in=in_use.filter(position__in=made).values("position"))
        .exclude(employees__isnull=False)
        .annotate(last=Max("history__period__endswith", filter=Q(history__is_void=False)))
        .filter(last__isnull=False)
    )
    for position in past:
        position.needed, position.closed_on = 0, position.last
        # Whoever heads the unit now may hold another position.
        position.is_head = False
        position.save(update_fields=["needed", "closed_on", "is_head"])


def _positions_of(units: set[int]) -> dict[tuple[int, str], Position]:
    return {
        (position.unit_id, position.title.casefold()): position
        for position in Position.objects.filter(unit__in=units).select_related("unit")
    }
