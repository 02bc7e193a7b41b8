"""What storing a row would change in a record that already exists."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from employees.domain.staff_import.columns import Column
from employees.domain.staff_import.problems import Code, Level, Problem

# Main data that a list may correct. The NIK is compared by its hash.
COMPARED_FIELDS = (
    "name",
    "front_title",
    "back_title",
    "employment_type",
    "birth_place",
    "birth_date",
    "sex",
    "nik_hash",
    "phone",
    "email",
    "education",
    "status",
)


@dataclass(frozen=True, slots=True)
class Record:
    """An employee as on record. `main` holds COMPARED_FIELDS; `position` is the title."""

    id: int
    version: int
    unit: int
    main: Mapping[str, Any]
    position: str = ""
    position_since: date | None = None
    rank: str = ""
    rank_since: date | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """`main` are the new values of changed fields; `rank` and `place` say whether a history grows."""

    main: dict[str, Any] = field(default_factory=dict)
    rank: bool = False
    place: bool = False
    problems: tuple[Problem, ...] = ()

    @property
    def is_same(self) -> bool:
        return not (self.main or self.rank or self.place)


def compare(values: Mapping[str, Any], record: Record) -> Comparison:
    """Blank cells change nothing. A rank or place is added only when the list dates it after the one on record;
    an older one belongs to the history, which a list can't correct.
    """
    main = {
        name: values[name]
        for name in COMPARED_FIELDS
        if name in values and not _same(name, values[name], record.main[name])
    }
    problems = []

    rank, since = values.get("rank"), values.get("rank_since")
    is_newer_rank = rank is not None and since is not None and (record.rank_since is None or since > record.rank_since)
    adds_rank = is_newer_rank and rank != record.rank
    if rank is not None and not adds_rank:
        if since is None and not record.rank:
            problems.append(_warning(Column.RANK, Code.RANK_WITHOUT_START, rank))
        elif rank != record.rank:
            problems.append(_warning(Column.RANK, Code.RANK_OLDER, record.rank))
        elif since is not None and since != record.rank_since:
            problems.append(_warning(Column.RANK_SINCE, Code.RANK_SINCE_DIFFERS, _written(record.rank_since)))

    title, unit = values.get("position", ""), values.get("unit", record.unit)
    moves = unit != record.unit or (title != "" and not _same("name", title, record.position))
    started = values.get("position_since")
    adds_place = (
        moves
        and title != ""
        and started is not None
        and (record.position_since is None or started > record.position_since)
    )
    if moves and not adds_place:
        column = Column.UNIT if unit != record.unit else Column.POSITION
        problems.append(_warning(column, Code.POSITION_KEPT, record.position))
    return Comparison(main, adds_rank, adds_place, tuple(problems))


def _same(name: str, new: Any, old: Any) -> bool:
    if name in {"name", "birth_place", "email"}:
        # Registers shout: "OKTO ISWAHYUDI" is the same name.
        return str(new).casefold() == str(old).casefold()
    return bool(new == old)


def _warning(column: Column, code: Code, found: str) -> Problem:
    return Problem(column, Level.WARNING, code, found)


def _written(day: date | None) -> str:
    return day.strftime("%d-%m-%Y") if day else ""
