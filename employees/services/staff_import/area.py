"""What an importer may write to, and what stands there."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field

from asn_portal.access.permissions import Permission
from asn_portal.access.scope import scope_of
from asn_portal.accounts.models import User
from employees.dates import today
from employees.domain.staff_import.entries import Person
from employees.domain.staff_import.problems import Code, Level, Problem
from employees.domain.staff_import.rows import Unit
from employees.domain.staff_import.words import heads_unit, plain_unit_name
from employees.models import OrganizationalUnit, Position, PositionHistory
from employees.successors import open_successors


@dataclass
class Area:
    """What the importer may write to, and what stands there. `all_units` are those of the whole government."""

    government_id: int
    paths: tuple[str, ...]
    # Where the importer may read and write disciplinary sanctions.
    discipline_paths: tuple[str, ...]
    units: tuple[Unit, ...]
    all_units: tuple[Unit, ...]
    # (unit, title in small letters): position id
    positions: dict[tuple[int, str], int]
    # Holder of each position that heads a unit, by position id: (employee id, name)
    heads: dict[int, tuple[int, str]]
    # The first day on which a position no longer exists, where that has come.
    closed_positions: dict[tuple[int, str], datetime.date] = field(default_factory=dict)
    # The importer's own record.
    own_id: int | None = None
    # Positions that the file itself brings: those that head a unit, with the NIP and name of who holds them.
    new_positions: set[tuple[int, str]] = field(default_factory=set)
    taken_heads: dict[tuple[int, str], tuple[str, str]] = field(default_factory=dict)
    headed_units: set[int] = field(default_factory=set)
    # People whose main record is in the file, by NIP; None where it was refused. And their NIP by the id of SIASN.
    newcomers: dict[str, Person | None] = field(default_factory=dict)
    nips: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.unit_ids = frozenset(unit.id for unit in self.units)
        self.closed_units = {unit.id: unit for unit in self.all_units if unit.closed_on is not None}
        self._successors: dict[int, tuple[str, ...]] = {}
        # New in the file and no longer in service, by NIP: where they served last may be closed.
        self.left: set[str] = set()

    def closed_place(self, column: str, unit: int, title: str, on: datetime.date) -> Problem | None:
        """Why nobody can work there on a day: the unit or the position doesn't exist any more."""
        closed = self.closed_units.get(unit)
        if closed is not None and closed.is_closed(on):
            if unit not in self._successors:
                found = open_successors(OrganizationalUnit.objects.get(pk=unit), today())
                self._successors[unit] = tuple(each.name for each in found)
            names = self._successors[unit]
            code = Code.UNIT_SUCCEEDED if names else Code.UNIT_CLOSED
            return Problem(column, Level.ERROR, code, closed.name, names)
        since = self.closed_positions.get((unit, title.casefold()))
        if since is not None and since <= on:
            return Problem("position", Level.ERROR, Code.POSITION_CLOSED, title)
        return None

    def head_taken(self, *, unit: int, title: str, nip: str, employee_id: int | None, name: str) -> str:
        """Who else heads the unit with this position; "" if nobody. A unit has one head. Also notes which positions
        the file brings."""
        key = (unit, title.casefold())
        position_id = self.positions.get(key)
        holder = ""
        if position_id is None:
            self.new_positions.add(key)
            is_head = heads_unit(title) and unit not in self.headed_units
        else:
            is_head = position_id in self.heads
            holder_id, holder = self.heads.get(position_id, (0, ""))
            if employee_id is not None and holder_id == employee_id:
                holder = ""
        if not is_head:
            return ""
        taken_by, taken_name = self.taken_heads.get(key, (nip, ""))
        if holder or taken_by != nip:
            return holder or taken_name
        self.taken_heads[key] = (nip, name)
        return ""


def load_area(government_id: int, government_path: str, importer: User) -> Area:
    """Units, positions and heads within the importer's reach."""
    scope = scope_of(importer)
    paths = tuple(path for path in scope.paths(Permission.EMPLOYEE_IMPORT) if path.startswith(government_path))
    step = OrganizationalUnit.steplen
    names: dict[str, str] = {}
    units, everywhere = [], []
    for pk, path, name, closed_on in OrganizationalUnit.objects.within(government_path).values_list(
        "pk", "path", "name", "closed_on"
    ):
        names[path] = plain_unit_name(name)
        unit = Unit(pk, name, tuple(names[path[:end]] for end in range(step, len(path), step)), closed_on)
        everywhere.append(unit)
        if path.startswith(paths):
            units.append(unit)
    ids = [unit.id for unit in everywhere]
    positions, closed_positions, head_positions, headed = {}, {}, [], set()
    for pk, unit_id, title, is_head, closed_on in Position.objects.filter(unit__in=ids).values_list(
        "pk", "unit_id", "title", "is_head", "closed_on"
    ):
        positions[unit_id, title.casefold()] = pk
        if closed_on is not None:
            closed_positions[unit_id, title.casefold()] = closed_on
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
    return Area(
        government_id,
        paths,
        scope.paths(Permission.DISCIPLINE_VIEW),
        tuple(units),
        tuple(everywhere),
        positions,
        heads,
        closed_positions=closed_positions,
        own_id=scope.employee_id,
        headed_units=headed,
    )
