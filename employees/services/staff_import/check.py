"""The dry run: what would storing this list do, row by row? Writes nothing but the rows of the import itself."""

from __future__ import annotations

import datetime
import math
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field, replace
from itertools import islice
from typing import Any

from django.db import DEFAULT_DB_ALIAS, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from asn_portal.access.permissions import Permission
from asn_portal.access.scope import scope_of
from asn_portal.accounts.models import User
from asn_portal.copying import copy_in
from asn_portal.crypto import encrypt, keyed_hash
from asn_portal.errors import DomainError
from asn_portal.tabular.faults import UnreadableSheet
from asn_portal.tabular.reading import Cell, Row, open_sheet
from employees.dates import today
from employees.domain.staff_import.columns import Column
from employees.domain.staff_import.comparison import COMPARED_FIELDS, Record, compare
from employees.domain.staff_import.problems import Code, Level, Problem
from employees.domain.staff_import.reader import SheetReader
from employees.domain.staff_import.rows import Context, ParsedRow, Unit
from employees.domain.staff_import.words import heads_unit, plain_unit_name
from employees.enums import ImportAction, ImportState
from employees.import_texts import SHEET_TEXTS
from employees.models import Employee, OrganizationalUnit, Position, PositionHistory, StaffImport, StaffImportRow
from employees.services.staff_import.sheet import data_rows, pick

CHUNK = 1000
# How many rows without a person the page lists.
SHOWN_IGNORED = 20


@dataclass
class Area:
    """What the importer may write to, and what stands there."""

    government_id: int
    paths: tuple[str, ...]
    units: tuple[Unit, ...]
    # (unit, title in small letters): position id
    positions: dict[tuple[int, str], int]
    # Holder's name of each position that heads a unit, by position id: (employee id, name)
    heads: dict[int, tuple[int, str]]
    # Positions that the list itself brings: those that head a unit, with the row that holds them.
    new_positions: set[tuple[int, str]] = field(default_factory=set)
    taken_heads: dict[tuple[int, str], str] = field(default_factory=dict)
    headed_units: set[int] = field(default_factory=set)


def check_import(*, staff_import: StaffImport, progress: Any) -> dict[str, Any]:
    """Read the file, judge every row, store the rows and the counts. Safe to repeat: it starts from nothing."""
    # Loaded anew: the grants of now count.
    importer = User.objects.get(pk=staff_import.created_by_id)
    area = load_area(staff_import.government_id, staff_import.government.path, importer)
    if staff_import.source is None:
        raise DomainError(_("The file is no longer kept. Upload it again."))
    staff_import.rows.all()._raw_delete(using=DEFAULT_DB_ALIAS)
    counts = {"rows": 0, "errors": 0, "warnings": 0, **{action.value: 0 for action in ImportAction}}
    skipped: list[int] = []
    with staff_import.source.file.open("rb") as file:
        try:
            for parsed in _chunks(_parsed_rows(staff_import, file, area, skipped), CHUNK):
                rows = judge(staff_import, parsed, area)
                copy_in(rows)
                for row in rows:
                    counts["rows"] += 1
                    counts[row.action] += 1
                    counts["errors"] += row.level == Level.ERROR
                    counts["warnings"] += row.level == Level.WARNING
                progress.advance(len(rows), _("%(count)s rows checked") % {"count": counts["rows"]})
        except UnreadableSheet as error:
            raise DomainError(str(SHEET_TEXTS[error.code])) from error
    if not counts["rows"]:
        raise DomainError(_("Below the column titles no row holds a person. Choose another sheet or row of titles."))
    counts["positions"] = len(area.new_positions)
    counts["ignored"] = len(skipped)
    with transaction.atomic():
        current = StaffImport.objects.select_for_update(of=("self",)).get(pk=staff_import.pk)
        if current.state != ImportState.CHECKING:
            raise DomainError(_("The list was discarded meanwhile."))
        has_changes = counts[ImportAction.INSERT] or counts[ImportAction.UPDATE]
        current.state = ImportState.CHECKED if has_changes else ImportState.UNCHANGED
        current.counts, current.checked_at = counts, timezone.now()
        current.ignored_rows = skipped[:SHOWN_IGNORED]
        current.save(update_fields=["state", "counts", "checked_at", "ignored_rows"])
    return counts


def load_area(government_id: int, government_path: str, importer: User) -> Area:
    """Units, positions and heads within the importer's reach."""
    paths = tuple(
        path for path in scope_of(importer).paths(Permission.EMPLOYEE_IMPORT) if path.startswith(government_path)
    )
    step = OrganizationalUnit.steplen
    names: dict[str, str] = {}
    units = []
    for pk, path, name in OrganizationalUnit.objects.within(government_path).values_list("pk", "path", "name"):
        names[path] = plain_unit_name(name)
        if path.startswith(paths):
            above = tuple(names[path[:end]] for end in range(step, len(path), step))
            units.append(Unit(pk, name, above))
    ids = [unit.id for unit in units]
    positions, head_positions, headed = {}, [], set()
    for pk, unit_id, title, is_head in Position.objects.filter(unit__in=ids).values_list(
        "pk", "unit_id", "title", "is_head"
    ):
        positions[unit_id, title.casefold()] = pk
        if is_head:
            head_positions.append(pk)
            headed.add(unit_id)
    heads = {
        position_id: (employee_id, name)
        for position_id, employee_id, name in PositionHistory.objects.on(today())
        .definitive()
        .filter(position__in=head_positions)
        .values_list("position_id", "employee_id", "employee__name")
    }
    heads |= {pk: (0, "") for pk in head_positions if pk not in heads}
    return Area(government_id, paths, tuple(units), positions, heads, headed_units=headed)


def judge(
    staff_import: StaffImport, chunk: list[tuple[ParsedRow, tuple[Cell, ...]]], area: Area
) -> list[StaffImportRow]:
    """What storing each row would do, given what is on record."""
    labels = {Column(name): staff_import.headers[int(index)] for index, name in staff_import.mapping.items()}
    nips = [parsed.values["nip"] for parsed, _cells in chunk if "nip" in parsed.values]
    hashes = {parsed.number: keyed_hash(parsed.values["nik"]) for parsed, _cells in chunk if "nik" in parsed.values}
    records, elsewhere = load_records(area, nips)
    owners = dict(
        Employee.objects.filter(government_id=area.government_id, nik_hash__in=set(hashes.values())).values_list(
            "nik_hash", "nip"
        )
    )
    nik_index = next((int(index) for index, name in staff_import.mapping.items() if name == Column.NIK), None)
    rows = []
    for parsed, cells in chunk:
        values, problems = dict(parsed.values), list(parsed.problems)
        nik = values.pop("nik", "")
        if nik:
            values |= {"nik_encrypted": encrypt(nik), "nik_hash": hashes[parsed.number]}
            if owners.get(values["nik_hash"], values.get("nip")) != values.get("nip"):
                problems.append(Problem(Column.NIK, Level.ERROR, Code.NIK_TAKEN))
        nip = values.get("nip", "")
        record = records.get(nip)
        if nip in elsewhere:
            problems.append(Problem(Column.NIP, Level.ERROR, Code.NIP_ELSEWHERE))
        comparison = compare(values, record) if record is not None else None
        if comparison is not None:
            problems += comparison.problems
        elif "rank" in values and "rank_since" not in values and not _has_error(problems, Column.RANK_SINCE):
            problems.append(Problem(Column.RANK, Level.WARNING, Code.RANK_WITHOUT_START, values["rank"]))
        if comparison is None or comparison.place:
            problems += _head_problems(values, record, area, parsed.number)
        action = _action(problems, comparison)
        if action == ImportAction.INSERT:
            values = {**parsed.defaults, **values}
            values["position_since"] = (
                parsed.values.get("position_since") or values.get("rank_since") or parsed.defaults["position_since"]
            )
            values["position_since"] = min(values["position_since"], today())
        elif comparison is not None and action == ImportAction.UPDATE:
            values = _changed_values(values, comparison)
        else:
            values = {}
        rows.append(
            StaffImportRow(
                staff_import=staff_import,
                number=parsed.number,
                nip=nip,
                name=parsed.values.get("name", ""),
                action=action,
                level=_worst(problems),
                problems=[_stored(problem, labels) for problem in problems],
                # Text was freed of what JSON cannot hold when it was read.
                values={
                    name: value.isoformat() if isinstance(value, datetime.date) else value
                    for name, value in values.items()
                },
                cells=_stored_cells(cells, nik_index) if problems else None,
                employee_id=record.id if record is not None else None,
                version=record.version if record is not None else None,
            )
        )
    return rows


def _has_error(problems: list[Problem], column: Column) -> bool:
    return any(problem.column == column and problem.level == Level.ERROR for problem in problems)


def load_records(area: Area, nips: list[str]) -> tuple[dict[str, Record], set[str]]:
    """Employees with these NIP: those in the importer's area, and the NIP of those outside of it."""
    records: dict[str, Record] = {}
    elsewhere = set()
    employees = Employee.objects.filter(government_id=area.government_id, nip__in=nips).values(
        "pk", "nip", "version", "unit_id", "unit__path", "position__title", "rank", "rank_since", *COMPARED_FIELDS
    )
    by_id = {}
    for row in employees:
        if not row["unit__path"].startswith(area.paths):
            elsewhere.add(row["nip"])
            continue
        record = Record(
            id=row["pk"],
            version=row["version"],
            unit=row["unit_id"],
            main={name: row[name] for name in COMPARED_FIELDS},
            position=row["position__title"] or "",
            rank=row["rank"],
            rank_since=row["rank_since"],
        )
        records[row["nip"]] = record
        by_id[row["pk"]] = row["nip"]
    started = (
        PositionHistory.objects.on(today())
        .definitive()
        .filter(employee__in=by_id)
        .values_list("employee_id", "period__startswith")
        if by_id
        else ()
    )
    for employee_id, since in started:
        nip = by_id[employee_id]
        records[nip] = replace(records[nip], position_since=since)
    return records, elsewhere


def _parsed_rows(
    staff_import: StaffImport, file: Any, area: Area, skipped: list[int]
) -> Iterator[tuple[ParsedRow, tuple[Cell, ...]]]:
    mapping = {int(index): Column(name) for index, name in staff_import.mapping.items()}
    reader = SheetReader(Context(on=today(), units=area.units, default_unit=staff_import.default_unit_id))
    with open_sheet(file) as book:
        rows: Iterable[Row] = data_rows(
            book,
            sheet_name=staff_import.sheet_name,
            header_end=staff_import.header_end,
            width=len(staff_import.headers),
            mapping=mapping,
            skipped=skipped,
        )
        for row in rows:
            yield reader.read(row.number, pick(row, mapping)), row.cells


def _head_problems(values: dict[str, Any], record: Record | None, area: Area, number: int) -> list[Problem]:
    """A unit has one head. Also notes which positions the list brings."""
    title, unit = values.get("position"), values.get("unit")
    if not title or unit is None:
        return []
    key = (unit, title.casefold())
    position_id = area.positions.get(key)
    if position_id is None:
        area.new_positions.add(key)
        is_head = heads_unit(title) and unit not in area.headed_units
        holder = ""
    else:
        is_head = position_id in area.heads
        holder_id, holder = area.heads.get(position_id, (0, ""))
        if record is not None and holder_id == record.id:
            holder = ""
    if not is_head:
        return []
    holder = holder or area.taken_heads.get(key, "")
    if holder:
        return [Problem(Column.POSITION, Level.ERROR, Code.HEAD_TAKEN, hints=(holder,))]
    area.taken_heads[key] = values.get("name") or _("Row %(number)s") % {"number": number}
    return []


def _action(problems: list[Problem], comparison: Any) -> ImportAction:
    if any(problem.level is Level.ERROR for problem in problems):
        return ImportAction.REFUSE
    if comparison is None:
        return ImportAction.INSERT
    return ImportAction.SKIP if comparison.is_same else ImportAction.UPDATE


def _changed_values(values: dict[str, Any], comparison: Any) -> dict[str, Any]:
    changed = dict(comparison.main)
    if "nik_hash" in changed:
        changed["nik_encrypted"] = values["nik_encrypted"]
    if comparison.rank:
        changed |= {"rank": values["rank"], "rank_since": values["rank_since"]}
    if comparison.place:
        kept = ("unit", "position", "position_type", "echelon", "functional_level", "position_since")
        changed |= {name: values[name] for name in kept if name in values}
    return changed


def _worst(problems: list[Problem]) -> str:
    levels = {problem.level for problem in problems}
    return Level.ERROR if Level.ERROR in levels else Level.WARNING if levels else ""


def _stored(problem: Problem, labels: dict[Column, str]) -> dict[str, Any]:
    return {**asdict(problem), "label": labels.get(problem.column, "")}


def _stored_cells(cells: tuple[Cell, ...], nik_index: int | None) -> list[Any]:
    """The cells as JSON; the NIK encrypted, so that neither the table nor a backup holds it in plain."""
    stored = [_json(cell) for cell in cells]
    if nik_index is not None and nik_index < len(stored) and stored[nik_index] is not None:
        stored[nik_index] = {"encrypted": encrypt(str(stored[nik_index]))}
    return stored


def _json(value: Any) -> Any:
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    if isinstance(value, datetime.timedelta) or (isinstance(value, float) and not math.isfinite(value)):
        return str(value)
    if isinstance(value, str):
        # The database takes neither NUL nor half a character.
        return value.replace("\x00", "").encode("utf-8", "replace").decode()
    return value


def _chunks(rows: Iterable[Any], size: int) -> Iterator[list[Any]]:
    rows = iter(rows)
    while chunk := list(islice(rows, size)):
        yield chunk
