"""Taking back entries of histories: those added go, those corrected hold again, neighbours get their ends back."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from typing import Any

from django.apps import apps
from django.db import DEFAULT_DB_ALIAS, IntegrityError, transaction
from django.db.models import TextField, Value
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Coalesce

from employees.enums import MAIN_SHEET, ImportOutcome
from employees.histories import HISTORIES
from employees.models import Employee, StaffImport, StaffImportRow
from employees.services.staff_import.apply_entries import move_ends, refresh_people


def undo_chunks(staff_import: StaffImport, size: int) -> Iterator[list[int]]:
    """Keys of the stored entries, in portions of about `size`, never cutting through a person."""
    stored = staff_import.rows.filter(outcome=ImportOutcome.APPLIED).exclude(sheet__kind=MAIN_SHEET)
    chunk: list[int] = []
    last = None
    for pk, person in list(stored.order_by("employee", "pk").values_list("pk", "employee_id")):
        if len(chunk) >= size and person != last:
            yield chunk
            chunk = []
        chunk.append(pk)
        last = person
    if chunk:
        yield chunk


def take_back_entries(staff_import: StaffImport, chunk: list[int]) -> None:
    rows = list(
        staff_import.rows.filter(pk__in=chunk, outcome=ImportOutcome.APPLIED)
        .select_related("sheet")
        .order_by("pk")
        .select_for_update(of=("self",))
    )
    people = sorted({row.employee_id for row in rows if row.employee_id})
    list(Employee.objects.filter(pk__in=people).order_by("pk").select_for_update().values_list("pk"))
    groups: dict[int, dict[str, list[StaffImportRow]]] = {person: {} for person in people}
    for row in rows:
        if row.employee_id is None:
            row.outcome = ImportOutcome.UNDONE
        else:
            groups[row.employee_id].setdefault(row.sheet.kind, []).append(row)
    for kind, history in HISTORIES.items():
        theirs = [person for person, group in groups.items() if kind in group]
        for person in worked_with(staff_import, history.model, theirs) if theirs else ():
            for row in groups[person].pop(kind):
                row.outcome = ImportOutcome.KEPT
    try:
        with transaction.atomic():
            _take_back(staff_import, groups)
    except IntegrityError:
        for person, group in groups.items():
            try:
                with transaction.atomic():
                    _take_back(staff_import, {person: group})
            except IntegrityError:
                # Another part of the portal refers to an entry.
                for row in (row for of_kind in group.values() for row in of_kind):
                    row.outcome = ImportOutcome.KEPT
    StaffImportRow.objects.bulk_update(rows, ["outcome"], batch_size=500)


def worked_with(staff_import: StaffImport, model: Any, people: Iterable[int], *, are_new: bool = False) -> set[int]:
    """People in whose history somebody else has written after this import. `are_new`: the import made the people, so
    whatever others wrote came later."""
    events = apps.get_model("employees", f"{model.__name__}Event").objects.filter(employee_id__in=list(people))
    writer = Coalesce(KeyTextTransform("import_id", "pgh_context"), Value(""), output_field=TextField())
    ours, found = set(people) if are_new else set(), set()
    for person, written_by in events.annotate(writer=writer).order_by("pk").values_list("employee_id", "writer"):
        if written_by == str(staff_import.pk):
            ours.add(person)
        elif person in ours:
            found.add(person)
    return found


def _take_back(staff_import: StaffImport, groups: dict[int, dict[str, list[StaffImportRow]]]) -> None:
    for kind, history in HISTORIES.items():
        rows = [row for group in groups.values() for row in group.get(kind, ())]
        if rows:
            _remove(history.model, rows)
            for row in rows:
                row.outcome = ImportOutcome.UNDONE
    refresh_people(staff_import, sorted(groups))


def _remove(model: Any, rows: list[StaffImportRow]) -> None:
    model.objects.filter(pk__in=[row.before["entry"] for row in rows])._raw_delete(using=DEFAULT_DB_ALIAS)
    earlier = {
        pk: datetime.date.fromisoformat(until) if until else None
        for row in rows
        for pk, until in row.before.get("moved", ())
    }
    present = (
        {pk: period.upper for pk, period in model.objects.filter(pk__in=earlier).values_list("pk", "period")}
        if earlier
        else {}
    )
    shorter, longer = [], []
    for pk, now in present.items():
        then = earlier[pk]
        (shorter if then is not None and (now is None or then < now) else longer).append((pk, then))
    if shorter:
        move_ends(model, shorter)
    model.objects.filter(pk__in=[row.before["target"] for row in rows if "target" in row.before]).update(is_void=False)
    if longer:
        move_ends(model, longer)
