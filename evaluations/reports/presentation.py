"""What every kind of report is made of when it is shown: a page, a paper, a workbook, three sentences, and what may be
compared later. All of it follows from the snapshot alone."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, NamedTuple

from django.utils import formats
from django.utils.translation import gettext as _

from asn_portal.charts import Chart
from asn_portal.pdf import Letterhead
from evaluations.periods import period_words
from evaluations.reports.heading import Heading

# Groups of people smaller than this are not shown to whoever may not read their members one by one.
SMALLEST_SHOWN = 5
Cell = str | int | Decimal | datetime.date | None


def cell_text(value: Cell) -> str:
    """As the reader's language writes it; "–" for what is hidden or unknown."""
    if value is None:
        return "–"
    if isinstance(value, datetime.date):
        return str(formats.date_format(value, "SHORT_DATE_FORMAT"))
    if isinstance(value, int | Decimal):
        return str(formats.number_format(value))
    return value


@dataclass(frozen=True)
class Tile:
    """A figure on top of the report. `is_public`: it speaks about no single person. `compared_note` stands for a note
    that names the day of the count, which is another one each day, where reports are compared."""

    label: str
    value: Cell
    note: str = ""
    unit: str = ""
    is_public: bool = False
    compared_note: str = ""

    @property
    def text(self) -> str:
        return f"{cell_text(self.value)} {self.unit}".strip()

    @property
    def whole(self) -> str:
        """All that is shown of it: a rounded figure may stay while what it rests on does not."""
        note = self.compared_note or self.note
        return f"{self.text} ({note})" if note else self.text


class Column(NamedTuple):
    label: str
    is_number: bool = False


class TextCell(NamedTuple):
    text: str
    column: Column


@dataclass(frozen=True)
class Sheet:
    """A table of the paper, a sheet of the workbook. The first column names the row; rows stand in an order that ranks
    nobody. `n`, `source` and the report's period say what the figures rest on."""

    title: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]
    source: str
    n: int | None = None
    note: str = ""
    is_public: bool = False
    has_total: bool = False
    empty: str = ""
    # What tells each row from all others, also from one of the same name (a NIP, a primary key). Snapshots of old may
    # have none.
    keys: Sequence[str] = ()

    @property
    def text_rows(self) -> list[list[TextCell]]:
        return [
            [TextCell(cell_text(value), column) for value, column in zip(row, self.columns, strict=True)]
            for row in self.rows
        ]

    @property
    def span(self) -> int:
        return len(self.columns)


@dataclass(frozen=True)
class Presentation:
    title: str
    heading: Heading
    tiles: Sequence[Tile]
    sheets: Sequence[Sheet]
    sentences: Sequence[str]
    chart: Chart | None = None
    notes: Sequence[str] = ()
    # Further names for a template of its own.
    extra: Mapping[str, Any] = field(default_factory=dict)

    @property
    def unit(self) -> str:
        return self.heading.unit

    @property
    def period(self) -> str:
        return period_words(self.heading.first, self.heading.last)

    @property
    def summary(self) -> str:
        return " ".join(self.sentences)

    @property
    def letterhead(self) -> Letterhead:
        heading = self.heading
        return Letterhead(
            government=heading.government,
            unit=heading.unit if heading.unit != heading.government else "",
            address=heading.address,
            phone=heading.phone,
            email=heading.email,
        )


class Difference(NamedTuple):
    """A figure that is another one today."""

    what: str
    before: str
    now: str


def differences(before: Presentation, now: Presentation, *, public_only: bool) -> list[Difference]:
    """Figures that differ, in the order of the report; a row that came or went differs in each of its figures."""
    keyed = {sheet.title for sheet in before.sheets if sheet.keys} & {sheet.title for sheet in now.sheets if sheet.keys}
    old, new = (_figures(shown, keyed, public_only=public_only) for shown in (before, now))
    absent = _Figure("", _("not there"))
    return [
        Difference(was.what or shown.what, was.text, shown.text)
        for was, shown in ((old.get(key, absent), new.get(key, absent)) for key in dict.fromkeys([*old, *new]))
        if was.text != shown.text
    ]


class _Figure(NamedTuple):
    what: str
    text: str


def _figures(shown: Presentation, keyed: Collection[str], *, public_only: bool) -> dict[tuple[str, ...], _Figure]:
    """By what tells them apart: for the sheets `keyed` the keys of their rows, else the name and which row of that name
    it is."""
    tiles = [tile for tile in shown.tiles if tile.is_public or not public_only]
    figures: dict[tuple[str, ...], _Figure] = {(tile.label,): _Figure(tile.label, tile.whole) for tile in tiles}
    for sheet in shown.sheets:
        if public_only and not sheet.is_public:
            continue
        rows = sheet.text_rows
        together = Counter(row[0].text for row in rows)
        seen: Counter[str] = Counter()
        for number, row in enumerate(rows):
            name = row[0].text
            seen[name] += 1
            key = sheet.keys[number] if sheet.title in keyed else f"{name} {seen[name]}"
            if together[name] > 1 and not row[1].column.is_number:
                name = f"{name} ({row[1].text})"
            for cell in row[1:]:
                if cell.column.is_number:
                    label = cell.column.label
                    figures[sheet.title, key, label] = _Figure(f"{sheet.title}: {name} – {label}", cell.text)
    return figures


Present = Callable[[dict[str, Any]], Presentation]
