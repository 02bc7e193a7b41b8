"""A row before and after reading, and what it is read against."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from employees.domain.staff_import.columns import Column
from employees.domain.staff_import.problems import Level, Problem
from employees.domain.staff_import.words import is_blank, plain_unit_name, text_of


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


@dataclass(frozen=True)
class Context:
    """What a sheet is read against. `default_unit` takes the rows of a sheet without a unit column."""

    on: date
    units: tuple[Unit, ...]
    default_unit: int | None = None
    units_by_name: dict[str, list[Unit]] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        by_name: dict[str, list[Unit]] = {}
        for unit in self.units:
            by_name.setdefault(plain_unit_name(unit.name), []).append(unit)
        object.__setattr__(self, "units_by_name", by_name)


def is_data(cells: Mapping[Column, object]) -> bool:
    """A person rather than a heading, a row of column numbers, or the lines where somebody signs.

    A person has a NIP and a name, or at least three filled cells.
    """
    filled = [cell for cell in cells.values() if not is_blank(cell)]
    if not filled:
        return False
    digits = re.sub(r"[^0-9]", "", text_of(cells.get(Column.NIP)))
    if len(digits) >= 8 and not is_blank(cells.get(Column.NAME)):
        return True
    if len(filled) < min(3, len(cells)):
        return False
    return not all(_is_column_number(cell) for cell in filled)


def _is_column_number(cell: object) -> bool:
    return re.fullmatch(r"\(?[0-9]{1,2}\)?", text_of(cell)) is not None
