"""Technical dictionaries from a table: code, name, definition, five levels. First looked through, then stored."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from django.db import transaction
from django.utils.translation import gettext as _

from asn_portal.audit.services import record_event
from asn_portal.documents.models import Document
from asn_portal.documents.services import ALLOWED_SHEETS, store_document
from asn_portal.errors import DomainError
from asn_portal.tabular.faults import UnreadableSheet
from asn_portal.tabular.mapping import normalise_label
from asn_portal.tabular.reading import Formula, open_sheet
from asn_portal.tabular.tables import find_table
from employees.models import OrganizationalUnit
from training.enums import CompetencyKind
from training.models import Competency, LevelDescription
from training.models.competency import CODE

SOURCE_KIND = "training.competency_import"
MOST_ROWS = 2000
# What a column may be titled, the first as in our own sample.
TITLES: dict[str, tuple[str, ...]] = {
    "code": ("kode", "code"),
    "name": ("nama kompetensi", "nama", "kompetensi", "name", "competency"),
    "definition": ("definisi", "definition"),
    **{
        f"level_{number}": (f"level {number}", f"perilaku level {number}", f"indikator level {number}", f"l{number}")
        for number in range(1, 6)
    },
}
LENGTHS = {"code": 40, "name": 150}


@dataclass(frozen=True)
class Fault:
    """Where, what, and what to do about it. `cell` as spreadsheets name it."""

    cell: str
    problem: str
    cure: str


@dataclass(frozen=True)
class ImportRow:
    """One competency as it would be stored. `state` is "new", "changed", "same" or "faulty"."""

    number: int
    values: dict[str, str]
    state: str
    faults: tuple[Fault, ...] = ()


@dataclass
class DryRun:
    """What an import would do, or did, row by row."""

    rows: list[ImportRow] = field(default_factory=list)

    def of(self, state: str) -> list[ImportRow]:
        """The rows in one of the states of ImportRow."""
        return [row for row in self.rows if row.state == state]

    @property
    def faults(self) -> list[Fault]:
        """Of all rows, in the order of the sheet."""
        return [fault for row in self.rows for fault in row.faults]

    @property
    def counts(self) -> dict[str, int]:
        """Number of rows by state, with all four states."""
        return {state: len(self.of(state)) for state in ("new", "changed", "same", "faulty")}


def keep_upload(*, file: Any, government: OrganizationalUnit, by: Any) -> Document:
    """Until it is stored; forgotten after two days."""
    return store_document(file=file, by=by, kind=SOURCE_KIND, unit_path=government.path, allowed=ALLOWED_SHEETS)


def look_through(file: BinaryIO, government: OrganizationalUnit) -> DryRun:
    """What an import would do; stores nothing. Raises DomainError for what is no table of competencies."""
    labels = [title for titles in TITLES.values() for title in titles]
    try:
        with open_sheet(file) as book:
            table = find_table(book.sheets, known_labels=labels, key_labels=TITLES["code"])
            columns = _columns(table.header.labels)
            missing = [titles[0] for name, titles in TITLES.items() if name not in columns]
            if missing:
                raise DomainError(
                    _("These columns are missing: %(columns)s. Add them to the row of titles and upload again.")
                    % {"columns": ", ".join(missing)}
                )
            rows = []
            for row in table.rows():
                if len(rows) >= MOST_ROWS:
                    raise DomainError(
                        _("More than %(count)s rows. Split the list into several files.") % {"count": MOST_ROWS}
                    )
                rows.append((row.number, {name: _text(row.cells, place) for name, place in columns.items()}))
    except UnreadableSheet as error:
        raise DomainError(
            _("This file can't be read as a table with the columns Kode, Nama kompetensi, Definisi, Level 1 … Level 5.")
        ) from error
    return _checked(rows, columns, government)


@transaction.atomic
def apply_import(*, file: BinaryIO, government: OrganizationalUnit, by: Any) -> DryRun:
    """Store what has no fault, row by row as the dry run said."""
    # One import of a government at a time: both would add the same codes.
    OrganizationalUnit.objects.select_for_update(of=("self",), no_key=True).get(pk=government.pk)
    run = look_through(file, government)
    stored = {one.code: one for one in Competency.objects.filter(government=government)}
    for row in (*run.of("new"), *run.of("changed")):
        values = row.values
        competency = stored.get(values["code"]) or Competency(
            government=government, code=values["code"], kind=CompetencyKind.TECHNICAL
        )
        competency.name, competency.definition = values["name"], values["definition"]
        competency.save()
        for level in range(1, 6):
            LevelDescription.objects.update_or_create(
                competency=competency, level=level, defaults={"description": values[f"level_{level}"]}
            )
    record_event("training.competencies_imported", by=by, obj=government, unit_path=government.path, counts=run.counts)
    return run


def _checked(rows: list[tuple[int, dict[str, str]]], columns: dict[str, int], government: Any) -> DryRun:
    stored = {one.code: one for one in Competency.objects.filter(government=government).prefetch_related("levels")}
    national = set(Competency.objects.filter(government=None).values_list("code", flat=True))
    run, seen = DryRun(), {}
    for number, raw in rows:
        values = {**raw, "code": re.sub(r"[\s\-./]+", "_", raw["code"].strip().lower()).strip("_")}
        faults = [
            Fault(
                _cell(columns[name], number),
                _("“%(column)s” is empty.") % {"column": TITLES[name][0]},
                _("Fill in the cell."),
            )
            for name in TITLES
            if not values[name]
        ]
        for name, most in LENGTHS.items():
            if len(values[name]) > most:
                faults.append(
                    Fault(
                        _cell(columns[name], number),
                        _("%(count)s characters; at most %(most)s are possible.")
                        % {"count": len(values[name]), "most": most},
                        _("Shorten the text."),
                    )
                )
        code, place = values["code"], _cell(columns["code"], number)
        if code and not re.fullmatch(CODE.regex, code):
            faults.append(Fault(place, _("“%(code)s” can't be a code.") % {"code": raw["code"]}, str(CODE.message)))
        elif code in seen:
            faults.append(
                Fault(
                    place,
                    _("The code stands in row %(row)s already.") % {"row": seen[code]},
                    _("Give each competency a code of its own."),
                )
            )
        elif code in national:
            faults.append(
                Fault(place, _("A national competency has this code."), _("Choose another code, or leave the row out."))
            )
        if code:
            seen.setdefault(code, number)
        state = "faulty" if faults else _state(values, stored.get(code))
        run.rows.append(ImportRow(number, values, state, tuple(faults)))
    if not run.rows:
        raise DomainError(_("The table has no rows below its titles. Add the competencies and upload again."))
    return run


def _state(values: dict[str, str], known: Competency | None) -> str:
    if known is None:
        return "new"
    levels = {each.level: each.description for each in known.levels.all()}
    is_same = (known.name, known.definition) == (values["name"], values["definition"]) and all(
        levels.get(number) == values[f"level_{number}"] for number in range(1, 6)
    )
    return "same" if is_same else "changed"


def _columns(labels: tuple[str, ...]) -> dict[str, int]:
    normal = [normalise_label(label) for label in labels]
    found = {}
    for name, titles in TITLES.items():
        place = next(
            (normal.index(normalise_label(title)) for title in titles if normalise_label(title) in normal), None
        )
        if place is not None:
            found[name] = place
    return found


def _text(cells: tuple[Any, ...], place: int) -> str:
    value = cells[place] if place < len(cells) else None
    if isinstance(value, Formula):
        value = value.value
    return "" if value is None else " ".join(str(value).split())


def _cell(column: int, row: int) -> str:
    letters, rest = "", column + 1
    while rest:
        rest, digit = divmod(rest - 1, 26)
        letters = chr(65 + digit) + letters
    return f"{letters}{row}"
