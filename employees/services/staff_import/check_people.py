"""What storing each main record of a file would do, given what is on record."""

from __future__ import annotations

import datetime
from dataclasses import replace
from typing import Any

from django.apps import apps

from asn_portal.crypto import encrypt, keyed_hash
from asn_portal.tabular.reading import Cell
from employees.dates import today
from employees.domain.entry_rules import LEFT, main_faults
from employees.domain.identity import parse_nip
from employees.domain.staff_import.columns import Column
from employees.domain.staff_import.comparison import COMPARED_FIELDS, Comparison, Record, compare, disputed
from employees.domain.staff_import.entries import Person
from employees.domain.staff_import.problems import Code, Level, Problem
from employees.domain.staff_import.rows import ParsedRow
from employees.enums import EmploymentType, ImportAction
from employees.models import Employee, PositionHistory, StaffImportSheet
from employees.services.staff_import.area import Area
from employees.services.staff_import.stored import CheckedRow, stored_cells, stored_problem, stored_values, worst

# Stored encrypted, compared by a keyed hash.
SENSITIVE = (Column.NIK, Column.NPWP, Column.BPJS)
COLUMN_ORDER = {column.value: place for place, column in enumerate(Column)}
# What says nothing to people, or follows from what does.
BESIDE = frozenset(
    {"nik_encrypted", "npwp_encrypted", "bpjs_encrypted", "position_type", "echelon", "functional_level"}
)
PLACE = ("unit", "position", "position_type", "echelon", "functional_level", "position_since")


def judge_people(
    sheet: StaffImportSheet,
    chunk: list[tuple[ParsedRow, tuple[Cell, ...]]],
    area: Area,
    *,
    keep: bool,
) -> list[CheckedRow]:
    """The rows to store. With `keep` the area remembers the people, whose histories follow."""
    labels = {name: sheet.headers[int(index)] for index, name in sheet.mapping.items()}
    secret = [int(index) for index, name in sheet.mapping.items() if name in SENSITIVE]
    nips = [parsed.values["nip"] for parsed, _cells in chunk if "nip" in parsed.values]
    records, elsewhere = load_records(area, nips)
    hashes = {parsed.number: keyed_hash(parsed.values["nik"]) for parsed, _cells in chunk if "nik" in parsed.values}
    owners: dict[str, str] = {}
    if hashes:
        taken = Employee.objects.filter(government_id=area.government_id, nik_hash__in=set(hashes.values()))
        owners = dict(taken.values_list("nik_hash", "nip"))
    exported = exported_records(chunk, records)
    rows, on = [], today()
    for parsed, cells in chunk:
        values, problems = dict(parsed.values), list(parsed.problems)
        nip = values.get("nip", "")
        record = records.get(nip)
        values.pop("version", None)
        for column in SENSITIVE:
            if number := values.pop(column, ""):
                values |= {f"{column}_encrypted": encrypt(number), f"{column}_hash": keyed_hash(number)}
        if owners.get(values.get("nik_hash", ""), nip) != nip:
            problems.append(Problem(Column.NIK, Level.ERROR, Code.NIK_TAKEN))
        if nip in elsewhere:
            problems.append(Problem(Column.NIP, Level.ERROR, Code.NIP_ELSEWHERE))
        if "units" in values and record is not None and record.unit in values.pop("units"):
            values["unit"] = record.unit
            problems = [problem for problem in problems if problem.code != Code.UNIT_AMBIGUOUS]
        values.pop("units", None)
        comparison = compare(values, record) if record is not None else None
        if comparison is not None:
            problems += comparison.problems
        elif "rank" in values and "rank_since" not in values and not _has_error(problems, Column.RANK_SINCE):
            problems.append(Problem(Column.RANK, Level.WARNING, Code.RANK_WITHOUT_START, values["rank"]))
        if record is not None and comparison is not None:
            problems += _date_problems(values, record)
        if comparison is None or comparison.place:
            problems += _place_problems(values, record, area)
        if "rank_since" in values and (comparison is None or comparison.rank):
            cpns = values.get("cpns_since") or (record.main["cpns_since"] if record else None)
            if cpns is not None and values["rank_since"] < cpns:
                problems.append(_rank_before_cpns(values["rank_since"], cpns))
        before: dict[str, Any] = {}
        if record is not None and comparison is not None and not comparison.is_same:
            if record.id == area.own_id:
                problems.append(Problem(Column.NIP, Level.ERROR, Code.OWN_RECORD))
            elif record.id in exported:
                comparison, before = _without_conflicts(values, comparison, record, exported[record.id])
                if before:
                    column = min((name.removesuffix("_hash") for name in before["exported"]), key=_column_place)
                    problems.append(Problem(column, Level.WARNING, Code.CHANGED_SINCE_EXPORT))
        action = _action(problems, comparison)
        if action == ImportAction.REFUSE:
            before = {}
        if keep:
            _remember(area, parsed, values, action)
        if action == ImportAction.INSERT:
            values = {**parsed.defaults, **values}
            since = parsed.values.get("position_since") or values.get("rank_since") or parsed.defaults["position_since"]
            values["position_since"] = min(since, on)
        elif comparison is not None and action == ImportAction.UPDATE:
            values = _changed_values(values, comparison)
        else:
            values = {}
        rows.append(
            CheckedRow(
                number=parsed.number,
                nip=nip,
                name=parsed.values.get("name", ""),
                action=action,
                level=worst(problems),
                problems=[stored_problem(problem, labels) for problem in problems],
                values=stored_values(values),
                cells=stored_cells(cells, secret) if problems else None,
                employee_id=record.id if record is not None else None,
                version=record.version if record is not None else None,
                before=before,
            )
        )
    return rows


def exported_records(
    chunk: list[tuple[ParsedRow, tuple[Cell, ...]]], records: dict[str, Record]
) -> dict[int, Record | None]:
    """Of rows that an export made from an earlier state of the record: that state by person; None if nobody knows."""
    stale: dict[int, int] = {}
    for parsed, _cells in chunk:
        record, version = records.get(parsed.values.get("nip", "")), parsed.values.get("version")
        if record is not None and version is not None and version != record.version:
            stale[record.id] = version
    found: dict[int, Record | None] = dict.fromkeys(stale)
    if not stale:
        return found
    events = apps.get_model("employees", "EmployeeEvent").objects
    states = events.filter(pgh_obj__in=list(stale), version__in=set(stale.values())).order_by("pgh_id")
    for row in states.values(
        "pgh_obj_id", "version", "unit_id", "position__title", "rank", "rank_since", "status", *COMPARED_FIELDS
    ):
        if stale[row["pgh_obj_id"]] == row["version"]:
            found[row["pgh_obj_id"]] = _record(row["pgh_obj_id"], row)
    return found


def _without_conflicts(
    values: dict[str, Any], comparison: Comparison, record: Record, exported: Record | None
) -> tuple[Comparison, dict[str, Any]]:
    """What the list may change, and what others changed after the export: the values of the file, of the export and of
    the record."""
    kept, conflict = comparison.parted(disputed(comparison, record, exported))
    if conflict.is_same:
        return comparison, {}
    changed = _changed_values(values, conflict)
    names = [name for name in changed if name not in BESIDE]
    return kept, {
        "conflict": stored_values(changed),
        "exported": stored_values(_state(exported, names)) if exported is not None else dict.fromkeys(names),
        "portal": stored_values(_state(record, names)),
    }


def _state(record: Record, names: list[str]) -> dict[str, Any]:
    return {name: record.main[name] if name in record.main else getattr(record, name, None) for name in names}


def _column_place(name: str) -> int:
    return COLUMN_ORDER.get(name, len(COLUMN_ORDER))


def load_records(area: Area, nips: list[str]) -> tuple[dict[str, Record], set[str]]:
    """Employees with these NIP: those in the importer's area, and the NIP of those outside of it."""
    records: dict[str, Record] = {}
    elsewhere = set()
    employees = Employee.objects.filter(government_id=area.government_id, nip__in=nips).values(
        "pk",
        "nip",
        "version",
        "unit_id",
        "unit__path",
        "position__title",
        "rank",
        "rank_since",
        "status",
        *COMPARED_FIELDS,
    )
    by_id = {}
    for row in employees:
        if not row["unit__path"].startswith(area.paths):
            elsewhere.add(row["nip"])
            continue
        records[row["nip"]] = _record(row["pk"], row)
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


def _record(key: int, row: dict[str, Any]) -> Record:
    return Record(
        id=key,
        version=row["version"],
        unit=row["unit_id"],
        main={name: row[name] for name in COMPARED_FIELDS},
        position=row["position__title"] or "",
        rank=row["rank"],
        rank_since=row["rank_since"],
        status=row["status"],
    )


def _has_error(problems: list[Problem], column: Column) -> bool:
    return any(problem.column == column and problem.level == Level.ERROR for problem in problems)


def _date_problems(values: dict[str, Any], record: Record) -> list[Problem]:
    """Dates that contradict those on record, where the list gives only one of the two."""
    cpns = values.get("cpns_since") or record.main["cpns_since"]
    pns = values.get("pns_since") or record.main["pns_since"]
    born = values.get("birth_date") or record.main["birth_date"]
    if cpns is not None and pns is not None and pns < cpns and ("cpns_since" in values) != ("pns_since" in values):
        column = Column.PNS_SINCE if "pns_since" in values else Column.CPNS_SINCE
        return [Problem(column, Level.ERROR, Code.CPNS_AFTER_PNS, f"{pns:%d-%m-%Y}", (f"{cpns:%d-%m-%Y}",))]
    if cpns is not None and cpns <= born and "cpns_since" not in values:
        return [Problem(Column.BIRTH_DATE, Level.ERROR, Code.DATE_BEFORE_BIRTH, f"{cpns:%d-%m-%Y}")]
    if "birth_date" in values and "cpns_since" not in values:
        faults = main_faults({"birth_date": born, "cpns_since": cpns}, on=today())
        if "cpns_since" in faults:
            return [Problem(Column.BIRTH_DATE, Level.ERROR, Code.BORN_LATELY, f"{born:%d-%m-%Y}")]
    return []


def _head_problems(values: dict[str, Any], record: Record | None, area: Area) -> list[Problem]:
    title, unit = values.get("position"), values.get("unit")
    if not title or unit is None:
        return []
    nip, name = values.get("nip", ""), values.get("name", "")
    holder = area.head_taken(unit=unit, title=title, nip=nip, employee_id=record.id if record else None, name=name)
    return [Problem(Column.POSITION, Level.ERROR, Code.HEAD_TAKEN, hints=(holder,))] if holder else []


def _rank_before_cpns(since: datetime.date, cpns: datetime.date) -> Problem:
    found, hints = f"{since:%d-%m-%Y}", (f"{cpns:%d-%m-%Y}",)
    return Problem(Column.RANK_SINCE, Level.WARNING, Code.RANK_BEFORE_CPNS, found, hints)


def _place_problems(values: dict[str, Any], record: Record | None, area: Area) -> list[Problem]:
    """A place that no longer exists, for people in service, or one that somebody else heads."""
    unit = values.get("unit", record.unit if record else None)
    status = values.get("status") or (record.status if record else "")
    if unit is not None and status not in LEFT:
        closed = area.closed_place(Column.UNIT, unit, values.get("position", ""), today())
        if closed is not None:
            return [closed]
    return _head_problems(values, record, area)


def _action(problems: list[Problem], comparison: Comparison | None) -> ImportAction:
    if any(problem.level is Level.ERROR for problem in problems):
        return ImportAction.REFUSE
    if comparison is None:
        return ImportAction.INSERT
    return ImportAction.SKIP if comparison.is_same else ImportAction.UPDATE


def _changed_values(values: dict[str, Any], comparison: Comparison) -> dict[str, Any]:
    changed = dict(comparison.main)
    for column in SENSITIVE:
        if f"{column}_hash" in changed:
            changed[f"{column}_encrypted"] = values[f"{column}_encrypted"]
    if comparison.rank:
        changed |= {"rank": values["rank"], "rank_since": values["rank_since"]}
    if comparison.place:
        changed |= {name: values[name] for name in PLACE if name in values}
    if comparison.status:
        changed["status"] = values["status"]
    return changed


def _remember(area: Area, parsed: ParsedRow, values: dict[str, Any], action: ImportAction) -> None:
    nip = values.get("nip")
    if nip is None:
        return
    if values.get("siasn_id"):
        area.nips[values["siasn_id"]] = nip
    if action == ImportAction.REFUSE:
        area.newcomers[nip] = None
        return
    if values.get("status") in LEFT:
        area.left.add(nip)
    everything = {**parsed.defaults, **values}
    area.newcomers[nip] = Person(
        id=None,
        birth_date=everything["birth_date"],
        regime=EmploymentType(everything["employment_type"]).regime,
        serves_since=everything.get("cpns_since") or parse_nip(nip).first_day,
    )
