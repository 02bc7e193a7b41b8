"""A row before and after reading, and what it is read against."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from typing import Any

from employees.domain.staff_import.columns import Column
from employees.domain.staff_import.problems import Level, Problem
from employees.domain.staff_import.words import is_blank, plain, plain_unit_name, text_of


@dataclass(frozen=True, slots=True)
class ParsedRow:
    """`values` holds what the sheet says, by the name of our field; dates are `date`. Blank cells are left out.

    `defaults` holds what the NIP says where the sheet says nothing: enough for a new record, no reason to change one.
    """

    number: int
    values: dict[str, Any]
    defaults: dict[str, Any]
    problems: tuple[Problem, ...]

    @property
    def has_error(self) -> bool:
        return any(problem.level is Level.ERROR for problem in self.problems)


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit that the importer may fill. `ancestors` are the plain names of the units above it."""

    id: int
    name: str
    ancestors: tuple[str, ...] = ()
    # The first day on which it no longer exists.
    closed_on: date | None = None

    def is_closed(self, on: date) -> bool:
        return self.closed_on is not None and self.closed_on <= on


@dataclass(frozen=True)
class Context:
    """What a sheet is read against. `default_unit` takes the rows of a sheet without a unit column. `words` are our own
    labels of choices in every language, plain, with their codes, by the column's name."""

    on: date
    units: tuple[Unit, ...]
    default_unit: int | None = None
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    units_by_name: dict[str, list[Unit]] = field(init=False, repr=False)
    hints: dict[str, tuple[str, ...]] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        by_name: dict[str, list[Unit]] = {}
        for unit in self.units:
            by_name.setdefault(plain_unit_name(unit.name), []).append(unit)
        object.__setattr__(self, "units_by_name", by_name)

    def word(self, column: str, text: str) -> str | None:
        """The code of one of our own labels."""
        return self.words[column].get(plain(text)) if column in self.words else None

    def close_units(self, name: str) -> tuple[str, ...]:
        """Names of units that look like `name`, at most three; none that are closed."""
        written = plain_unit_name(name)
        if written not in self.hints:
            present = {
                plain: units[0].name
                for plain, units in self.units_by_name.items()
                if not all(unit.is_closed(self.on) for unit in units)
            }
            close = get_close_matches(written, present, n=3, cutoff=0.6)
            self.hints[written] = tuple(present[each] for each in close)
        return self.hints[written]


@dataclass(frozen=True, slots=True)
class ParsedEntry:
    """A row of a history. `values` are fields of its model, but the period is in `start` and `until` (the first day no
    longer), and a position in `position`, `unit` and what describes it."""

    number: int
    nip: str
    pns_id: str
    name: str
    # Our number of the entry and that of SIASN, where the sheet names them.
    entry: int | None
    siasn_id: str
    values: dict[str, Any]
    # What a new entry gets where the sheet says nothing.
    defaults: dict[str, Any]
    problems: tuple[Problem, ...]

    @property
    def has_error(self) -> bool:
        return any(problem.level is Level.ERROR for problem in self.problems)


def is_data(cells: Mapping[Column, object]) -> bool:
    """A person rather than a heading, a row of column numbers, or the lines where somebody signs.

    A person has a NIP and a name, or at least three filled cells.
    """
    digits = re.sub(r"[^0-9]", "", text_of(cells.get(Column.NIP)))
    if len(digits) >= 8 and not is_blank(cells.get(Column.NAME)):
        return True
    filled = [cell for cell in cells.values() if not is_blank(cell)]
    if not filled:
        return False
    if len(filled) < min(3, len(cells)):
        return False
    return not all(_is_column_number(cell) for cell in filled)


def _is_column_number(cell: object) -> bool:
    return re.fullmatch(r"\(?[0-9]{1,2}\)?", text_of(cell)) is not None
