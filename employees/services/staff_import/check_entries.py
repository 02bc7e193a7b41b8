"""What storing each entry of a history would do, given what is on record and the people of the file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from asn_portal.tabular.reading import Cell
from employees.dates import today
from employees.domain.entry_rules import LEFT
from employees.domain.identity import parse_nip
from employees.domain.staff_import.entries import EntryJudge, Known, Person, Verdict, key_of, without_conflicts
from employees.domain.staff_import.entry_columns import EntryColumn
from employees.domain.staff_import.problems import Code, Level, Problem
from employees.domain.staff_import.rows import ParsedEntry
from employees.enums import AssignmentKind, EmploymentType, HistoryKind, ImportAction
from employees.histories import HISTORIES, History, Span
from employees.models import Employee, StaffImportSheet
from employees.services.staff_import.area import Area
from employees.services.staff_import.stored import CheckedRow, stored_cells, stored_problem, stored_values, worst

PAPER = ("decree_number", "decree_date", "note")
# What an entry says about where somebody works, and when.
PLACING = frozenset({"position", "unit", "start", "until"})
NO_VALUES = frozenset({"pk", "employee_id", "siasn_id", "period", "is_void"})


@dataclass
class _Someone:
    person: Person
    name: str = ""
    # The number of the unit's holder in messages, and why nothing of theirs may be written.
    problem: Problem | None = None
    known: tuple[Known, ...] = ()
    has_left: bool = False


@dataclass(frozen=True, slots=True)
class _Named:
    """An entry that a row names: whose it is, as it stands now, and as it stood before somebody corrected it."""

    owner: int
    present: Known
    original: Known | None


def judge_entries(
    sheet: StaffImportSheet,
    chunk: list[tuple[ParsedEntry, tuple[Cell, ...]]],
    area: Area,
    judge: EntryJudge,
    sheet_name: str,
) -> list[CheckedRow]:
    """The rows to store."""
    history = HISTORIES[HistoryKind(sheet.kind)]
    labels = {name: sheet.headers[int(index)] for index, name in sheet.mapping.items()}
    entries = _with_nips(area, [entry for entry, _cells in chunk])
    people = _people(area, history, {entry.nip for entry in entries if entry.nip})
    named = _named(history, {entry.entry for entry in entries if entry.entry})
    rows = []
    for entry, (_entry, cells) in zip(entries, chunk, strict=True):
        place = f"{entry.number} ({sheet_name})" if sheet_name else str(entry.number)
        someone = people.get(entry.nip)
        verdict = _verdict(entry, someone, area, judge, place, named)
        problems = verdict.problems
        values = dict(verdict.values)
        if values and entry.siasn_id:
            values["siasn_id"] = entry.siasn_id
        rows.append(
            CheckedRow(
                number=entry.number,
                nip=entry.nip,
                name=(someone.name if someone else "") or entry.name,
                action=verdict.action,
                level=worst(problems),
                problems=[stored_problem(problem, labels) for problem in problems],
                values=stored_values(values),
                cells=stored_cells(cells, ()) if problems else None,
                employee_id=someone.person.id if someone else None,
                before=_before(verdict),
            )
        )
    return rows


def _verdict(
    entry: ParsedEntry,
    someone: _Someone | None,
    area: Area,
    judge: EntryJudge,
    place: str,
    named: dict[int, _Named],
) -> Verdict:
    problem = None
    if someone is None:
        if entry.nip or entry.pns_id:
            code = Code.PERSON_REFUSED if entry.nip in area.newcomers else Code.PERSON_UNKNOWN
            column = EntryColumn.NIP if entry.nip else EntryColumn.PNS_ID
            problem = Problem(column, Level.ERROR, code, entry.nip or entry.pns_id)
    else:
        problem = someone.problem
    if someone is None or problem is not None:
        return Verdict(ImportAction.REFUSE, problems=(*entry.problems, *([problem] if problem else [])))
    entry = _with_unit(judge.kind, entry, someone.known)
    found = named.get(entry.entry) if entry.entry is not None else None
    if entry.entry is not None and (found is None or found.owner != someone.person.id):
        withdrawn = Problem(EntryColumn.ENTRY, Level.ERROR, Code.ENTRY_WITHDRAWN, str(entry.entry))
        return Verdict(ImportAction.REFUSE, problems=(*entry.problems, withdrawn))
    verdict = judge.judge(entry, someone.person, someone.known, place, found.present if found else None)
    if verdict.action in {ImportAction.INSERT, ImportAction.UPDATE} and someone.person.id in {area.own_id} - {None}:
        own = Problem(EntryColumn.NIP, Level.ERROR, Code.OWN_RECORD)
        return Verdict(ImportAction.REFUSE, problems=(*verdict.problems, own))
    if judge.kind is HistoryKind.POSITION and verdict.action in {ImportAction.INSERT, ImportAction.UPDATE}:
        known = next((each.values for each in someone.known if each.id == verdict.target), {})
        fault = _place_fault({**known, **verdict.values}, verdict, entry, someone, area)
        if fault is not None:
            return Verdict(ImportAction.REFUSE, problems=(*verdict.problems, fault))
    since = verdict.values.get("start")
    if judge.kind is HistoryKind.RANK and since is not None and since < someone.person.serves_since:
        begun = (f"{someone.person.serves_since:%d-%m-%Y}",)
        early = Problem(EntryColumn.START, Level.WARNING, Code.RANK_BEFORE_CPNS, f"{since:%d-%m-%Y}", begun)
        verdict = replace(verdict, problems=(*verdict.problems, early))
    if verdict.action == ImportAction.UPDATE and found is not None and found.original is not None:
        return without_conflicts(judge.kind, verdict, found.original, found.present)
    return verdict


def _before(verdict: Verdict) -> dict[str, Any]:
    if verdict.conflict is not None:
        values, exported, portal = map(
            stored_values, (verdict.conflict.values, verdict.conflict.exported, verdict.conflict.portal)
        )
        return {"target": verdict.target, "conflict": values, "exported": exported, "portal": portal}
    return {"target": verdict.target} if verdict.action == ImportAction.UPDATE else {}


def _place_fault(
    values: dict[str, Any], verdict: Verdict, entry: ParsedEntry, someone: _Someone, area: Area
) -> Problem | None:
    """A position that reaches beyond the importer's area, or a second head of a unit, unless it is long past."""
    until, start = values.get("until"), values["start"]
    is_definitive = values["kind"] == AssignmentKind.DEFINITIVE
    later = any(
        each.id != verdict.target and each.values["kind"] == AssignmentKind.DEFINITIVE and each.values["start"] > start
        for each in someone.known
    )
    is_past = (until is not None and until <= today()) or (is_definitive and later)
    title, unit = values["position"], values["unit"]
    if not PLACING.isdisjoint(verdict.values):
        # Of the past a place counts that existed then; now one that exists, unless the person has left.
        is_over = is_past or someone.has_left
        closed = area.closed_place(EntryColumn.UNIT, unit, title, start if is_over else max(start, today()))
        if closed is not None:
            return closed
    if not is_past and unit not in area.unit_ids:
        return Problem(EntryColumn.UNIT, Level.ERROR, Code.POSITION_OUTSIDE, title)
    if "position" not in verdict.values:
        return None
    if is_past or not is_definitive:
        # Only noted: the position has to be there.
        if (unit, title.casefold()) not in area.positions:
            area.new_positions.add((unit, title.casefold()))
        return None
    name = someone.name or entry.name
    holder = area.head_taken(unit=unit, title=title, nip=entry.nip, employee_id=someone.person.id, name=name)
    return Problem(EntryColumn.POSITION, Level.ERROR, Code.HEAD_TAKEN, hints=(holder,)) if holder else None


def _with_unit(kind: HistoryKind, entry: ParsedEntry, known: Iterable[Known]) -> ParsedEntry:
    """Of several units with the same name, the one that the entry on record names."""
    if "units" not in entry.values:
        return entry
    values = {name: value for name, value in entry.values.items() if name != "units"}
    full = {**entry.defaults, **values}
    if "start" in full and "kind" in full:
        units = {each.values["unit"] for each in known if key_of(kind, each.values) == key_of(kind, full)}
        same = units.intersection(entry.values["units"])
        if len(same) == 1:
            problems = tuple(problem for problem in entry.problems if problem.code != Code.UNIT_AMBIGUOUS)
            return replace(entry, values={**values, "unit": same.pop()}, problems=problems)
    return replace(entry, values=values)


def _with_nips(area: Area, entries: list[ParsedEntry]) -> list[ParsedEntry]:
    """Some lists of SIASN name the person by its own key only."""
    ids = {entry.pns_id for entry in entries if entry.pns_id and not entry.nip}
    if not ids:
        return entries
    people = Employee.objects.filter(government_id=area.government_id, siasn_id__in=ids)
    nips = {**area.nips, **dict(people.values_list("siasn_id", "nip"))}
    return [
        replace(entry, nip=nips[entry.pns_id]) if not entry.nip and entry.pns_id in nips else entry for entry in entries
    ]


def _people(area: Area, history: History, nips: set[str]) -> dict[str, _Someone]:
    """Whoever is on record or new in the file, with their valid entries of this history."""
    found = {
        nip: _Someone(person, has_left=nip in area.left)
        for nip in nips
        if (person := area.newcomers.get(nip)) is not None
    }
    by_id = {}
    rows = Employee.objects.filter(government_id=area.government_id, nip__in=nips).values_list(
        "pk", "nip", "name", "birth_date", "employment_type", "cpns_since", "unit__path", "status"
    )
    for pk, nip, name, birth_date, employment, cpns_since, path, status in rows:
        person = Person(pk, birth_date, EmploymentType(employment).regime, cpns_since or parse_nip(nip).first_day)
        is_allowed = path.startswith(area.paths)
        if history.kind is HistoryKind.DISCIPLINE:
            is_allowed = is_allowed and path.startswith(area.discipline_paths)
        problem = None if is_allowed else Problem(EntryColumn.NIP, Level.ERROR, Code.NIP_ELSEWHERE)
        found[nip] = by_id[pk] = _Someone(person, name, problem, has_left=status in LEFT or nip in area.left)
    for pk, known in known_entries(history, by_id).items():
        by_id[pk].known = tuple(known)
    return found


def known_entries(history: History, employees: Iterable[int]) -> dict[int, list[Known]]:
    """The valid entries of people, by the person's key."""
    found: dict[int, list[Known]] = {}
    rows = history.model.objects.valid().filter(employee__in=list(employees)).order_by("pk")
    for row in rows.values(*columns_on_record(history)):
        found.setdefault(row["employee_id"], []).append(_known(history, row))
    return found


def columns_on_record(history: History) -> list[str]:
    names = ["pk", "employee_id", "siasn_id", *PAPER, *(name for name in history.fields if name != "position")]
    if history.kind is HistoryKind.POSITION:
        names += ["position__title", "position__unit_id"]
    if history.span in {Span.UNTIL_NEXT, Span.PERIOD}:
        names.append("period")
    elif history.span is Span.DAY:
        names += ["date", "is_year_only"]
    return names


def _known(history: History, row: dict[str, Any]) -> Known:
    values = {name: value for name, value in row.items() if name not in NO_VALUES}
    if "period" in row:
        values |= {"start": row["period"].lower, "until": row["period"].upper}
    if "position__title" in values:
        values |= {"position": values.pop("position__title"), "unit": values.pop("position__unit_id")}
    return Known(row["pk"], values, row["siasn_id"])


def _named(history: History, numbers: set[int]) -> dict[int, _Named]:
    """Entries by our own number. Of a corrected one the correction stands for it."""
    if not numbers:
        return {}
    current = {number: number for number in numbers}
    waiting = set(numbers)
    while waiting:
        corrected = dict(history.model.objects.filter(corrects__in=waiting).values_list("corrects_id", "pk"))
        for number, present in current.items():
            current[number] = corrected.get(present, present)
        waiting = set(corrected.values())
    corrected = {number for number, present in current.items() if number != present}
    wanted = {*current.values(), *corrected}
    rows = list(
        history.model.objects.filter(pk__in=wanted).values(*columns_on_record(history), "is_void").order_by("pk")
    )
    known = {row["pk"]: (row["employee_id"], _known(history, row)) for row in rows}
    valid = {row["pk"] for row in rows if not row["is_void"]}
    return {
        number: _Named(*known[present], known[number][1] if number in corrected else None)
        for number, present in current.items()
        if present in valid
    }
