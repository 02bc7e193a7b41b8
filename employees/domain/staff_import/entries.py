"""Whether an entry of a history is on record already, corrects one there, or is new; and whether it can be."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from employees.domain.entry_rules import DateFault, begins_too_early, date_fault, leaves_too_early
from employees.domain.staff_import.entry_columns import EntryColumn as C
from employees.domain.staff_import.entry_columns import column_of
from employees.domain.staff_import.problems import Code, Level, Problem
from employees.domain.staff_import.rows import ParsedEntry
from employees.domain.staff_import.words import plain
from employees.enums import RANKS, AssignmentKind, AwardKind, HistoryKind, ImportAction, Regime

DATE_FAULTS = {
    DateFault.TOO_EARLY: Code.DATE_TOO_EARLY,
    DateFault.TOO_FAR: Code.DATE_TOO_FAR,
    DateFault.IN_FUTURE: Code.DATE_IN_FUTURE,
}
# Entries that follow one another: an end in the sheet is that of the next one's beginning.
FOLLOWING = frozenset({HistoryKind.RANK, HistoryKind.STATUS, HistoryKind.SALARY_STEP})
# Of which two may not run at once.
ONE_AT_A_TIME = frozenset({HistoryKind.CONTRACT, HistoryKind.UNPAID_LEAVE})
# What describes a position that may have to be created, not the entry.
BESIDE = frozenset({"position_type", "functional_level", "echelon", "units"})


@dataclass(frozen=True, slots=True)
class Person:
    """Whose history it is; on record, or new in the same file (`id` is None)."""

    id: int | None
    birth_date: date
    regime: Regime
    serves_since: date


@dataclass(frozen=True, slots=True)
class Known:
    """A valid entry on record. `values` are named as those of ParsedEntry."""

    id: int
    values: Mapping[str, Any]
    siasn_id: str = ""


@dataclass(frozen=True, slots=True)
class Conflict:
    """What others corrected after the list was exported: the values of the list, of the export and of the record."""

    values: dict[str, Any]
    exported: dict[str, Any]
    portal: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What storing the row would do. `values` are all for a new entry, the changed ones for a correction, without those
    in `conflict`."""

    action: ImportAction
    values: dict[str, Any] = field(default_factory=dict)
    target: int | None = None
    problems: tuple[Problem, ...] = ()
    conflict: Conflict | None = None


class EntryJudge:
    """Judges the entries of one history in all sheets of a file; remembers which it has met."""

    def __init__(self, kind: HistoryKind, on: date) -> None:
        self.kind, self.on = kind, on
        self._met: dict[tuple[Any, ...], tuple[str, dict[str, Any]]] = {}
        self._targets: dict[int, str] = {}
        self._taken: dict[str, dict[Any, tuple[Any, ...]]] = {}

    def judge(
        self,
        entry: ParsedEntry,
        person: Person,
        known: Sequence[Known],
        place: str,
        named: Known | None = None,
    ) -> Verdict:
        """`known`: the person's valid entries. `named`: the one whose number the row gives. `place`: how messages
        name the row."""
        problems = list(entry.problems)
        if any(problem.level is Level.ERROR for problem in problems):
            return Verdict(ImportAction.REFUSE, problems=tuple(problems))
        values = {**entry.defaults, **entry.values}
        entry = replace(entry, values=values)
        stated = {name: value for name, value in values.items() if name not in entry.defaults}
        target = named or self._match(entry, known)
        # What stands on record is not judged again: it was taken on record by the rules of its day.
        new = values if target is None else differences(self.kind, stated, target.values)
        problems += self._of_person(new, values, person)
        if any(problem.level is Level.ERROR for problem in problems):
            return Verdict(ImportAction.REFUSE, problems=tuple(problems))
        if target is None and (fault := self._repeated(entry, place)) is not None:
            return self._again(fault, problems)
        if target is not None:
            first = self._targets.setdefault(target.id, place)
            changed = new
            if first != place:
                fault = (Code.ENTRY_CONTRADICTS if changed else Code.ENTRY_TWICE, first)
                return self._again(fault, problems)
            if not changed:
                return Verdict(ImportAction.SKIP, target=target.id, problems=tuple(problems))
            values = {**target.values, **stated}
        overlap = self._overlap(entry.nip, values, known, target, place)
        if overlap is not None:
            return Verdict(ImportAction.REFUSE, problems=(*problems, overlap))
        if target is None:
            return Verdict(ImportAction.INSERT, dict(entry.values), problems=tuple(problems))
        return Verdict(ImportAction.UPDATE, changed, target.id, tuple(problems))

    def _again(self, fault: tuple[Code, str], problems: list[Problem]) -> Verdict:
        code, first = fault
        contradicts = code is Code.ENTRY_CONTRADICTS
        level = Level.ERROR if contradicts else Level.WARNING
        action = ImportAction.REFUSE if contradicts else ImportAction.SKIP
        return Verdict(action, problems=(*problems, Problem(self.when, level, code, hints=(first,))))

    @property
    def when(self) -> C:
        """The column that places an entry in time."""
        if self.kind is HistoryKind.RATING:
            return C.YEAR
        return C.DATE if self.kind in DATED else C.START

    def _of_person(self, new: Mapping[str, Any], values: Mapping[str, Any], person: Person) -> list[Problem]:
        """Whether what is new of these values fits the person and the day."""
        found = []
        day = effective_date(self.kind, values)
        is_year_only = bool(values.get("is_year_only"))
        if day is not None and not new.keys().isdisjoint({"start", "date", "year"}):
            fault = date_fault(self.kind, day, born=person.birth_date, on=self.on, is_year_only=is_year_only)
            if fault is not None:
                column = C.YEAR if is_year_only else self.when
                hints = (f"{person.birth_date:%d-%m-%Y}",) if fault is DateFault.TOO_EARLY else ()
                written = f"{day:%Y}" if column is C.YEAR else f"{day:%d-%m-%Y}"
                found.append(_error(column, DATE_FAULTS[fault], written, *hints))
        rank = new.get("rank")
        if rank is not None and RANKS[rank].regime is not person.regime:
            found.append(_error(C.RANK, Code.RANK_OTHER_REGIME, rank))
        for name in ("decree_date", "cancelled_on"):
            if (signed := new.get(name)) is not None and signed > self.on:
                found.append(_error(C(name), Code.DATE_IN_FUTURE, f"{signed:%d-%m-%Y}"))
        if day is not None and (code := self._before_service(new, values, day, person)) is not None:
            start = f"{person.serves_since:%d-%m-%Y}"
            found.append(_error(C.START, code, f"{day:%d-%m-%Y}", start))
        return found

    def _before_service(
        self, new: Mapping[str, Any], values: Mapping[str, Any], day: date, person: Person
    ) -> Code | None:
        leaves = leaves_too_early(values.get("status", ""), day, person.serves_since)
        if leaves and not new.keys().isdisjoint({"start", "status"}):
            return Code.LEFT_BEFORE_SERVICE
        # Of ranks the lists of SIASN have such days; they bring a warning.
        is_refused = self.kind is not HistoryKind.RANK and begins_too_early(self.kind, day, person.serves_since)
        return Code.BEGINS_BEFORE_SERVICE if is_refused and "start" in new else None

    def _match(self, entry: ParsedEntry, known: Sequence[Known]) -> Known | None:
        """By SIASN's id, else by person, date and what tells entries of a day apart."""
        if entry.siasn_id and (same := [each for each in known if each.siasn_id == entry.siasn_id]):
            return same[0]
        key = key_of(self.kind, entry.values)
        near = [each for each in known if key_of(self.kind, each.values) == key and not _other(entry, each)]
        if self.kind not in DATED:
            return near[0] if near else None
        exact = [each for each in near if each.values["date"] == entry.values["date"]]
        if exact:
            return exact[0]
        if self.kind is HistoryKind.EDUCATION or entry.values.get("kind") in MEDALS:
            return near[0] if len(near) == 1 else None
        loose = [each for each in near if entry.values["is_year_only"] or each.values["is_year_only"]]
        return loose[0] if loose else None

    def _repeated(self, entry: ParsedEntry, place: str) -> tuple[Code, str] | None:
        """The row of the file that gives the same entry."""
        key = (entry.nip, *key_of(self.kind, entry.values))
        if self.kind in DATED and entry.values.get("kind") not in MEDALS:
            key = (*key, entry.values["date"])
        first, values = self._met.setdefault(key, (place, entry.values))
        if first == place:
            return None
        return (Code.ENTRY_TWICE if values == entry.values else Code.ENTRY_CONTRADICTS, first)

    def _overlap(
        self, nip: str, values: Mapping[str, Any], known: Sequence[Known], target: Known | None, place: str
    ) -> Problem | None:
        """An entry that would run at the same time. What the file brings counts as well as what is on record."""
        if "start" not in values or self.kind in {HistoryKind.CREDIT_POINT, HistoryKind.DISCIPLINE}:
            return None
        taken = self._taken.setdefault(
            nip, {each.id: _span(self.kind, each.values) for each in known if "start" in each.values}
        )
        slot: Any = target.id if target is not None else place
        mine = _span(self.kind, values)
        for other, span in taken.items():
            if other != slot and _meet(self.kind, mine, span):
                start, until = span[0], span[1]
                found = f"{start:%d-%m-%Y}" + (f" – {until:%d-%m-%Y}" if until else "")
                return Problem(C.START, Level.ERROR, Code.PERIOD_OVERLAPS, found)
        taken[slot] = mine
        return None


DATED = frozenset({HistoryKind.EDUCATION, HistoryKind.TRAINING, HistoryKind.CREDENTIAL, HistoryKind.AWARD})
MEDALS = frozenset({AwardKind.SATYALANCANA_10, AwardKind.SATYALANCANA_20, AwardKind.SATYALANCANA_30})


def effective_date(kind: HistoryKind, values: Mapping[str, Any]) -> date | None:
    if kind is HistoryKind.RATING:
        return date(values["year"], 12, 31) if "year" in values else None
    return values.get("date") or values.get("start")


def key_of(kind: HistoryKind, values: Mapping[str, Any]) -> tuple[Any, ...]:
    """What tells the entries of one person apart."""
    match kind:
        case HistoryKind.RATING:
            return (values["year"],)
        case HistoryKind.EDUCATION:
            return (values["date"].year, values["level"])
        case HistoryKind.TRAINING:
            return (values["date"].year, plain(values["name"]))
        case HistoryKind.CREDENTIAL:
            return (values["date"].year, values["kind"], plain(values.get("name") or ""))
        case HistoryKind.AWARD:
            medal = values["kind"] in MEDALS
            return (values["kind"],) if medal else (values["date"].year, plain(values.get("name") or ""))
        case HistoryKind.POSITION | HistoryKind.DISCIPLINE:
            return (values["start"], values["kind"])
        case _:
            return (values["start"],)


def differences(kind: HistoryKind, values: Mapping[str, Any], known: Mapping[str, Any]) -> dict[str, Any]:
    """The values that a row would change. Blank cells, which are not among them, change nothing."""
    changed = {
        name: value
        for name, value in values.items()
        if name not in BESIDE and not _same(value, known.get(name)) and not _is_neighbours_end(kind, name, values)
    }
    if changed.get("is_year_only") and known["date"].year == values["date"].year:
        # The record knows the day.
        changed = {name: value for name, value in changed.items() if name not in {"date", "is_year_only"}}
    if "position" in changed or "unit" in changed:
        changed |= {name: values[name] for name in (*BESIDE, "position", "unit") if name in values}
    return changed


def without_conflicts(kind: HistoryKind, verdict: Verdict, exported: Known, present: Known) -> Verdict:
    """A correction without what others corrected since the row was exported."""
    names = {name for name in verdict.values if exported.values.get(name) != present.values.get(name)} - BESIDE
    if names & {"position", "unit"}:
        names |= {"position", "unit", *BESIDE}
    if names & {"date", "is_year_only"}:
        names |= {"date", "is_year_only"}
    values = {name: value for name, value in verdict.values.items() if name in names}
    if not values:
        return verdict
    kept = {name: value for name, value in verdict.values.items() if name not in names}
    shown = [name for name in values if name not in BESIDE]
    conflict = Conflict(
        values,
        {name: exported.values.get(name) for name in shown},
        {name: present.values.get(name) for name in shown},
    )
    column = next((each for name in shown if (each := column_of(kind, name)) is not None), C.NIP)
    problem = Problem(column, Level.WARNING, Code.CHANGED_SINCE_EXPORT)
    action = ImportAction.UPDATE if kept else ImportAction.SKIP
    return Verdict(action, kept, verdict.target, (*verdict.problems, problem), conflict)


def _is_neighbours_end(kind: HistoryKind, name: str, values: Mapping[str, Any]) -> bool:
    return name == "until" and kind is HistoryKind.POSITION and values.get("kind") == AssignmentKind.DEFINITIVE


def _same(new: Any, old: Any) -> bool:
    if isinstance(new, str):
        # Spaces and capitals are no correction.
        return " ".join(new.split()).casefold() == " ".join(str(old or "").split()).casefold()
    return bool(new == old) or (new is False and old is None)


def _other(entry: ParsedEntry, known: Known) -> bool:
    """Both have an id of SIASN, and not the same."""
    return bool(entry.siasn_id and known.siasn_id and entry.siasn_id != known.siasn_id)


def _span(kind: HistoryKind, values: Mapping[str, Any]) -> tuple[Any, ...]:
    what: Any = None
    if kind is HistoryKind.POSITION:
        acting = values["kind"] != AssignmentKind.DEFINITIVE
        what = (values["kind"], values.get("unit"), str(values.get("position", "")).casefold()) if acting else "D"
    return (values["start"], values.get("until"), what)


def _meet(kind: HistoryKind, one: tuple[Any, ...], other: tuple[Any, ...]) -> bool:
    if one[2] != other[2]:
        return False
    if kind in FOLLOWING or one[2] == "D":
        return bool(one[0] == other[0])
    return (other[1] is None or one[0] < other[1]) and (one[1] is None or other[0] < one[1])


def _error(column: C, code: Code, found: str, *hints: str) -> Problem:
    return Problem(column, Level.ERROR, code, found, hints)
