"""Rows of an import as the database keeps them: as JSON, sensitive numbers encrypted."""

from __future__ import annotations

import datetime
import math
from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass, field
from decimal import Decimal
from typing import Any

from asn_portal.crypto import encrypt
from asn_portal.tabular.reading import Cell
from employees.domain.staff_import.cells import holds_number, masked
from employees.domain.staff_import.problems import Level, Problem
from employees.domain.staff_import.words import text_of
from employees.models import StaffImportSheet


@dataclass(slots=True)
class CheckedRow:
    """A StaffImportRow to be, without what a model instance costs."""

    number: int
    nip: str
    name: str
    action: str
    level: str
    problems: list[dict[str, Any]]
    values: dict[str, Any]
    cells: list[Any] | None
    employee_id: int | None
    version: int | None = None
    before: dict[str, Any] = field(default_factory=dict)

    def as_values(self, sheet: StaffImportSheet) -> tuple[Any, ...]:
        """In the order of ROW_FIELDS."""
        return (
            sheet.staff_import_id,
            sheet.pk,
            self.number,
            self.nip,
            self.name,
            self.action,
            self.level,
            self.problems,
            self.values,
            self.cells,
            self.employee_id,
            self.version,
            self.before,
            "",
        )


ROW_FIELDS = (
    "staff_import",
    "sheet",
    "number",
    "nip",
    "name",
    "action",
    "level",
    "problems",
    "values",
    "cells",
    "employee",
    "version",
    "before",
    "outcome",
)


def worst(problems: Iterable[Problem]) -> str:
    levels = {problem.level for problem in problems}
    return Level.ERROR if Level.ERROR in levels else Level.WARNING if levels else ""


def stored_problem(problem: Problem, labels: Mapping[str, str]) -> dict[str, Any]:
    # What a message quotes is never a whole number of an identity card.
    return {**asdict(problem), "found": masked(problem.found), "label": labels.get(problem.column, "")}


def stored_cells(cells: tuple[Cell, ...], secret: Collection[int]) -> list[Any]:
    """The cells as JSON; so that neither the table nor a backup holds them in plain, those in sensitive columns are
    encrypted, and in every column what looks like a number of identity, tax or insurance."""
    return [
        {"encrypted": encrypt(text_of(cell) if isinstance(cell, float) else str(stored_cell(cell)))}
        if cell is not None and (index in secret or holds_number(cell))
        else stored_cell(cell)
        for index, cell in enumerate(cells)
    ]


def stored_cell(value: Any) -> Any:
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    if isinstance(value, datetime.timedelta) or (isinstance(value, float) and not math.isfinite(value)):
        return str(value)
    if isinstance(value, str):
        # The database takes neither NUL nor half a character; U+0001 stands for NULL where rows are copied in.
        return value.replace("\x00", "").encode("utf-8", "replace").decode()
    return value


def stored_values(values: Mapping[str, Any]) -> dict[str, Any]:
    # Text was freed of what JSON cannot hold when it was read.
    return {
        name: value.isoformat()
        if isinstance(value, datetime.date)
        else str(value)
        if isinstance(value, Decimal)
        else value
        for name, value in values.items()
    }
