"""Storing entries of histories, person by person: all that a file says of somebody in one transaction."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from asn_portal.access.permissions import Permission
from asn_portal.access.scope import scope_of
from asn_portal.copying import copy_in
from employees.domain.entry_rules import LEFT
from employees.domain.staff_import.entries import BESIDE, key_of
from employees.domain.staff_import.periods import Chain, Link
from employees.enums import MAIN_SHEET, AssignmentKind, HistoryKind, ImportAction, ImportOutcome
from employees.histories import HISTORIES, History, Span
from employees.models import Employee, Position, StaffImport, StaffImportRow
from employees.services.history import refresh_many
from employees.services.history.places import closed_days, headed_by, lock_positions, no_second_head
from employees.services.staff_import.check_entries import known_entries
from employees.services.staff_import.conflicts import KEPT

STORED = (ImportAction.INSERT, ImportAction.UPDATE)
MOVE_ENDS = """
    UPDATE {table} AS stored SET period = daterange(lower(stored.period), new.until)
    FROM unnest(%s::bigint[], %s::date[]) AS new (id, until) WHERE stored.id = new.id
"""
# People whose current values follow from their histories were not worked with by anybody else.
FOLLOW_VERSIONS = """
    UPDATE employees_staffimportrow AS stored SET stored_version = stored_version + 1
    FROM employees_staffimportsheet sheet
    WHERE stored.staff_import_id = %s AND stored.employee_id = ANY(%s) AND sheet.id = stored.sheet_id
        AND sheet.kind = %s AND stored.outcome = %s
"""


def entry_chunks(staff_import: StaffImport, size: int) -> Iterator[list[int]]:
    """Keys of the entries that wait, in portions of about `size`, never cutting through a person."""
    waiting = staff_import.rows.filter(action__in=STORED, outcome=ImportOutcome.PENDING).exclude(sheet__kind=MAIN_SHEET)
    chunk: list[int] = []
    last = ""
    for pk, nip in list(waiting.order_by("nip", "pk").values_list("pk", "nip")):
        if len(chunk) >= size and nip != last:
            yield chunk
            chunk = []
        chunk.append(pk)
        last = nip
    if chunk:
        yield chunk


def apply_entries(
    staff_import: StaffImport, chunk: list[int], positions: dict[tuple[int, str], Position], by: Any
) -> tuple[int, int]:
    """Store these rows; returns how many there were and how many are stored. Those whose record changed since the
    check are refused, and those of people who have left the area of the importer (`by`)."""
    rows = list(
        staff_import.rows.filter(pk__in=chunk, outcome=ImportOutcome.PENDING)
        .select_related("sheet")
        .order_by("nip", "sheet", "number")
        .select_for_update(of=("self",))
    )
    try:
        with transaction.atomic():
            _store(staff_import, rows, positions, by)
    except IntegrityError:
        # Somebody was faster by a blink, or a rule that the check doesn't know: find out whose, one by one.
        by_person: dict[str, list[StaffImportRow]] = {}
        for row in rows:
            by_person.setdefault(row.nip, []).append(row)
        for theirs in by_person.values():
            try:
                with transaction.atomic():
                    _store(staff_import, theirs, positions, by)
            except IntegrityError:
                for row in theirs:
                    row.outcome = ImportOutcome.REFUSED
    StaffImportRow.objects.bulk_update(rows, ["outcome", "before", "employee"], batch_size=500)
    return len(rows), sum(row.outcome == ImportOutcome.APPLIED for row in rows)


def _store(
    staff_import: StaffImport, rows: list[StaffImportRow], positions: dict[tuple[int, str], Position], by: Any
) -> None:
    nips = {row.nip for row in rows}
    known = Employee.objects.filter(government=staff_import.government_id, nip__in=nips).order_by("pk")
    keys = [(row.values.get("unit"), row.values["position"].casefold()) for row in rows if "position" in row.values]
    named = [positions[key].pk for key in keys if key in positions]
    if any(row.sheet.kind == HistoryKind.POSITION for row in rows):
        lock_positions([*named, *headed_by(list(known.values_list("pk", flat=True)))])
    # In two steps, as lock_row does.
    list(known.select_for_update().values_list("pk"))
    people = {nip: (pk, path) for nip, pk, path in known.values_list("nip", "pk", "unit__path")}
    by_kind: dict[str, list[StaffImportRow]] = {}
    for row in rows:
        row.before = {name: value for name, value in row.before.items() if name in {"target", *KEPT}}
        row.employee_id, path = people.get(row.nip, (None, ""))
        is_stored = row.employee_id is not None and _may_write(by, row.sheet.kind, path)
        row.outcome = ImportOutcome.APPLIED if is_stored else ImportOutcome.REFUSED
        if is_stored:
            by_kind.setdefault(row.sheet.kind, []).append(row)
    stored = sorted({row.employee_id for rows in by_kind.values() for row in rows})
    places = _Places(positions, closed_days(named), set(known.filter(status__in=LEFT).values_list("pk", flat=True)))
    with no_second_head(stored if HistoryKind.POSITION in by_kind else ()):
        for kind, history in HISTORIES.items():
            if kind in by_kind:
                _Store(history, by_kind[kind], places).run()
    refresh_people(staff_import, stored)


def _may_write(by: Any, kind: str, path: str) -> bool:
    """The person still works where the importer keeps the records, as at the check."""
    scope = scope_of(by)
    if kind == HistoryKind.DISCIPLINE and not scope.covers(Permission.DISCIPLINE_VIEW, path):
        return False
    return scope.covers(Permission.EMPLOYEE_IMPORT, path)


def refresh_people(staff_import: StaffImport, people: list[int]) -> None:
    """Bring people in step with their histories as the import leaves them. Raises IntegrityError if they can't be."""
    changed = refresh_many(people)
    if changed:
        with connection.cursor() as cursor:
            cursor.execute(FOLLOW_VERSIONS, [staff_import.pk, changed, MAIN_SHEET, ImportOutcome.APPLIED])
    # The rule that current values agree with the histories speaks here, not at the end of the whole portion.
    connection.check_constraints()


@dataclass(frozen=True)
class _Places:
    """Where the rows may place somebody. Where people who left served last may be closed."""

    positions: dict[tuple[int, str], Position]
    closed: dict[int, datetime.date]
    left: set[int]

    def exist(self, entry: Any, until: datetime.date | None) -> bool:
        """The position stays until the entry ends."""
        day = self.closed.get(getattr(entry, "position_id", 0))
        return day is None or (until is not None and until <= day) or entry.employee_id in self.left


class _Store:
    """The entries of one history of some people: voids what is corrected, makes room, inserts."""

    def __init__(self, history: History, rows: list[StaffImportRow], places: _Places) -> None:
        self.history, self.model, self.places = history, history.model, places
        self.rows = sorted(rows, key=lambda row: (row.action == ImportAction.INSERT, row.values.get("start", "")))
        people = {row.employee_id for row in rows}
        self.known = known_entries(history, people)
        targets = [row.before["target"] for row in rows if row.action == ImportAction.UPDATE]
        self.targets = self.model.objects.valid().in_bulk(targets)
        self.chains = {person: Chain.of(self._links(person)) for person in people}
        self.new: list[tuple[StaffImportRow, Any, Link | None]] = []

    def _links(self, person: int) -> Iterator[tuple[int, datetime.date, datetime.date | None]]:
        for each in self.known.get(person, ()):
            if self._follows(each.values):
                yield each.id, each.values["start"], each.values["until"]

    def _follows(self, values: Any) -> bool:
        if self.history.kind is HistoryKind.POSITION:
            return bool(values["kind"] == AssignmentKind.DEFINITIVE)
        return self.history.span is Span.UNTIL_NEXT

    def run(self) -> None:
        for row in self.rows:
            prepared = self._insertion(row) if row.action == ImportAction.INSERT else self._correction(row)
            if prepared is None:
                row.outcome = ImportOutcome.REFUSED
            else:
                self.new.append((row, *prepared))
        self._refuse_closed()
        corrected = [entry.corrects_id for _row, entry, _link in self.new if entry.corrects_id]
        self.model.objects.filter(pk__in=corrected).update(is_void=True)
        moved = {person: chain.moved() for person, chain in self.chains.items()}
        ends = [(pk, *change) for each in moved.values() for pk, change in each.items() if pk not in corrected]
        self._move([(pk, new) for pk, old, new in ends if new is not None and (old is None or new < old)])
        for _row, entry, link in self.new:
            if link is not None:
                entry.period = DateRange(link.start, link.until)
        copy_in([entry for _row, entry, _link in self.new])
        self._move([(pk, new) for pk, old, new in ends if old is not None and (new is None or new > old)])
        for row, entry, _link in self.new:
            row.before["entry"] = entry.pk
            # What undoing needs, once per person.
            change = moved.pop(row.employee_id, None)
            if change:
                row.before["moved"] = [
                    [pk, old.isoformat() if old else None] for pk, (old, _new) in change.items() if pk not in corrected
                ]

    def _refuse_closed(self) -> None:
        """Those whose position, or its unit, was closed after the check. Raises IntegrityError: the chains of these
        people are made already, so that all of the person's rows are tried again without them."""
        for row, entry, link in self.new:
            period = getattr(entry, "period", None)
            if not self.places.exist(entry, link.until if link else period.upper if period else None):
                raise IntegrityError(f"The position of row {row.number} was closed.")

    def _insertion(self, row: StaffImportRow) -> tuple[Any, Link | None] | None:
        values = self._typed(row.values)
        if self._is_there(row.employee_id, values):
            return None
        link = None
        if self._follows(values):
            chain = self.chains[row.employee_id]
            if chain.starts_at(values["start"]) is not None:
                return None
            link = chain.insert(values["start"], values.get("until"))
        return self.model(employee_id=row.employee_id, **self._fields(values)), link

    def _correction(self, row: StaffImportRow) -> tuple[Any, Link | None] | None:
        target = self.targets.get(row.before["target"])
        if target is None or target.employee_id != row.employee_id:
            return None
        changes = self._typed(row.values)
        known = next(each for each in self.known[row.employee_id] if each.id == target.pk)
        values = {**known.values, **changes}
        fields = {field.attname: getattr(target, field.attname) for field in self.model._meta.concrete_fields}
        for name in ("id", "corrects_id", "is_void", "created_at"):
            fields.pop(name)
        link = None
        if self._follows(values) and self._follows(known.values):
            link = self.chains[row.employee_id].replace(target.pk, values["start"])
        period = {name: values[name] for name in ("start", "until") if name in values}
        fields |= self._fields({**changes, **period})
        if not changes.get("siasn_id"):
            fields["siasn_id"] = target.siasn_id
        return self.model(**fields, corrects_id=target.pk), link

    def _is_there(self, person: int | None, values: dict[str, Any]) -> bool:
        """Somebody added the same entry after the check."""
        key = key_of(self.history.kind, values)
        return any(
            key_of(self.history.kind, each.values) == key and each.values.get("date") == values.get("date")
            for each in self.known.get(person or 0, ())
        )

    def _typed(self, stored: dict[str, Any]) -> dict[str, Any]:
        """Values from JSON as the model has them."""
        typed = {}
        for name, value in stored.items():
            if name in {"start", "until"}:
                typed[name] = datetime.date.fromisoformat(value) if value else None
            elif name in BESIDE or name in {"position", "unit"}:
                typed[name] = value
            else:
                typed[name] = self.model._meta.get_field(name).to_python(value)
        return typed

    def _fields(self, values: dict[str, Any]) -> dict[str, Any]:
        fields = {
            name: value
            for name, value in values.items()
            if name not in BESIDE and name not in {"start", "until", "position", "unit"}
        }
        if "start" in values:
            fields["period"] = DateRange(values["start"], values.get("until"))
        if "position" in values:
            fields["position_id"] = self.places.positions[values["unit"], values["position"].casefold()].pk
        return fields

    def _move(self, ends: list[tuple[int, datetime.date | None]]) -> None:
        if ends:
            move_ends(self.model, ends)


def move_ends(model: Any, ends: list[tuple[int, datetime.date | None]]) -> None:
    """Let entries end (exclusive) on other days."""
    statement = MOVE_ENDS.format(table=connection.ops.quote_name(model._meta.db_table))
    with connection.cursor() as cursor:
        cursor.execute(statement, [[pk for pk, _until in ends], [until for _pk, until in ends]])
