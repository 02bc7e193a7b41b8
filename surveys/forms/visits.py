"""The grid of people served: services down, months across."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from surveys.models.tally import MOST_VISITS


@dataclass(frozen=True)
class GridCell:
    name: str
    text: str
    month: datetime.date
    is_open: bool
    error: str = ""


@dataclass(frozen=True)
class GridRow:
    service_id: int | None
    label: str
    cells: tuple[GridCell, ...]

    @property
    def total(self) -> int | None:
        numbers = [int(cell.text) for cell in self.cells if cell.text.isdecimal()]
        return sum(numbers) if numbers else None


@dataclass
class VisitsGrid:
    """`data` None: as it is stored. Thousand separators may be typed; an empty cell takes a number away."""

    services: list[tuple[int | None, str]]
    year: int
    today: datetime.date
    stored: Mapping[tuple[int | None, datetime.date], int]
    data: Mapping[str, Any] | None = None
    errors: dict[str, str] = field(default_factory=dict)
    counts: dict[tuple[int | None, datetime.date], int | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.months = [datetime.date(self.year, number, 1) for number in range(1, 13)]
        if self.data is not None:
            self._read(self.data)

    @property
    def is_valid(self) -> bool:
        return self.data is not None and not self.errors

    @property
    def rows(self) -> list[GridRow]:
        return [
            GridRow(service, label, tuple(self._cell(service, month) for month in self.months))
            for service, label in self.services
        ]

    def _cell(self, service: int | None, month: datetime.date) -> GridCell:
        name = cell_name(service, month)
        number = self.stored.get((service, month))
        text = "" if number is None else str(number)
        if self.data is not None:
            text = str(self.data.get(name, text))
        return GridCell(name, text, month, month <= self.today, self.errors.get(name, ""))

    def _read(self, data: Mapping[str, Any]) -> None:
        for service, _label in self.services:
            for month in self.months:
                name = cell_name(service, month)
                if name not in data or month > self.today:
                    continue
                text = str(data[name]).strip().translate(str.maketrans("", "", ". \u00a0,"))
                if not text:
                    self.counts[(service, month)] = None
                elif text.isascii() and text.isdecimal() and int(text[:12]) <= MOST_VISITS:
                    self.counts[(service, month)] = int(text)
                else:
                    self.errors[name] = _("Write a whole number, or leave it empty.")


def cell_name(service: int | None, month: datetime.date) -> str:
    return f"v-{service or 'all'}-{month:%m}"
