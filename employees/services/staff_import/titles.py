"""Under which titles a column is known: those of SIASN, MySAPK and offices, and our own in every language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.utils import translation

from asn_portal.tabular.mapping import Field, normalise_label, suggest_mapping
from employees.domain.staff_import.columns import FIELDS, Column
from employees.domain.staff_import.entry_columns import ENTRY_SHEETS, EntryColumn
from employees.domain.staff_import.words import plain
from employees.enums import (
    MAIN_SHEET,
    AssignmentKind,
    AwardKind,
    CredentialKind,
    EducationLevel,
    EmploymentType,
    HistoryKind,
    LeadershipTraining,
    LegalStatus,
    MaritalStatus,
    PositionType,
    Predicate,
    PromotionKind,
    Religion,
    SanctionKind,
    SanctionLevel,
    Sex,
    TrainingKind,
)
from employees.models import Employee
from employees.texts.import_entries import SHEET_TITLES, entry_label
from employees.texts.staff_import import COLUMN_LABELS

KINDS = (MAIN_SHEET, *(kind.value for kind in HistoryKind))
# What the staff list shows, under the titles that it uses.
LIST_FIELDS = {
    Column.NAME: "name",
    Column.POSITION: "position",
    Column.UNIT: "unit",
    Column.RANK: "rank",
    Column.RANK_SINCE: "rank_since",
    Column.EMPLOYMENT: "employment_type",
    Column.SEX: "sex",
    Column.EDUCATION: "education",
    Column.STATUS: "status",
}
CHOICES: dict[str, Any] = {
    Column.SEX: Sex,
    Column.EMPLOYMENT: EmploymentType,
    Column.STATUS: LegalStatus,
    Column.EDUCATION: EducationLevel,
    Column.POSITION_TYPE: PositionType,
    Column.RELIGION: Religion,
    Column.MARITAL_STATUS: MaritalStatus,
    EntryColumn.PROMOTION_KIND: PromotionKind,
    EntryColumn.ASSIGNMENT: AssignmentKind,
    EntryColumn.TRAINING_KIND: TrainingKind,
    EntryColumn.LEADERSHIP: LeadershipTraining,
    EntryColumn.CREDENTIAL_KIND: CredentialKind,
    EntryColumn.PREDICATE: Predicate,
    EntryColumn.AWARD_KIND: AwardKind,
    EntryColumn.SANCTION_KIND: SanctionKind,
    EntryColumn.SANCTION_LEVEL: SanctionLevel,
}
# Codes of one letter or digit in these columns mean something else to people ("P" is a woman or a PNS).
WITHOUT_CODES = frozenset({Column.SEX, Column.EMPLOYMENT})


def columns_of(kind: str) -> type[Column] | type[EntryColumn]:
    return Column if kind == MAIN_SHEET else EntryColumn


@lru_cache(maxsize=len(KINDS))
def fields_of(kind: str) -> tuple[Field, ...]:
    """The columns of a sheet of this kind with all their titles."""
    if kind == MAIN_SHEET:
        return tuple(
            Field(field.name, (*field.labels, *_in_every_language(_list_labels(Column(field.name)))))
            for field in FIELDS
        )
    history = HistoryKind(kind)
    return tuple(
        Field(field.name, (*_in_every_language([entry_label(history, EntryColumn(field.name))]), *field.labels))
        for field in ENTRY_SHEETS[history].fields
    )


@lru_cache(maxsize=len(KINDS))
def known_titles(kind: str) -> dict[str, str]:
    """Plain title: name of the column."""
    titles: dict[str, str] = {}
    for field in fields_of(kind):
        for label in (field.name, *field.labels) if kind == MAIN_SHEET else field.labels:
            titles.setdefault(normalise_label(label), field.name)
    titles.pop("", None)
    return titles


@lru_cache(maxsize=1)
def all_titles() -> frozenset[str]:
    return frozenset(title for kind in KINDS for title in known_titles(kind))


@lru_cache(maxsize=len(KINDS))
def sheet_names(kind: str) -> frozenset[str]:
    """Plain names under which such a sheet comes."""
    names = [] if kind == MAIN_SHEET else list(ENTRY_SHEETS[HistoryKind(kind)].names)
    return frozenset(map(normalise_label, [*names, *_in_every_language([SHEET_TITLES[kind]])]))


@lru_cache(maxsize=1)
def words() -> dict[str, dict[str, str]]:
    """Our own labels of choices in every language, plain, with their codes."""
    found: dict[str, dict[str, str]] = {}
    for column, choices in CHOICES.items():
        codes = {} if column in WITHOUT_CODES else {plain(choice.value): choice.value for choice in choices}
        labels = {plain(label): choice.value for choice in choices for label in _in_every_language([choice.label])}
        found[column] = codes | labels
    return found


def suggest_columns(kind: str, headers: Sequence[str]) -> dict[int, str]:
    """Column index: what it seems to hold."""
    fields = fields_of(kind)
    if kind != MAIN_SHEET:
        # Our own names are no titles here: an entry's "name" is not that of the person.
        by_number = {f"entry column number {number}": field for number, field in enumerate(fields)}
        found = suggest_mapping(headers, [Field(name, field.labels) for name, field in by_number.items()])
        return {index: by_number[name].name for index, name in found.items()}
    mapping = suggest_mapping(headers, fields)
    if Column.UNIT not in mapping.values():
        # A list that names only the agency means the agency.
        mapping = {index: Column.UNIT if name == Column.PARENT_UNIT else name for index, name in mapping.items()}
    plain_headers = [normalise_label(header) for header in headers]
    if Column.SIASN_ID not in mapping.values() and "nip baru" in plain_headers and "id" in plain_headers:
        # Beside "nipBaru" an "id" is the person's key in SIASN, elsewhere a running number.
        mapping[plain_headers.index("id")] = Column.SIASN_ID
    return {index: Column(name).value for index, name in sorted(mapping.items())}


def score(kind: str, headers: Sequence[str], sheet_name: str = "") -> int:
    """How many columns of this kind the titles name; 0 when it can't be a sheet of this kind."""
    titles = known_titles(kind)
    found = {titles[label] for header in headers if (label := normalise_label(header)) in titles}
    if kind == MAIN_SHEET:
        return len(found) if len(found) >= 2 else 0
    sheet = ENTRY_SHEETS[HistoryKind(kind)]
    if not found & {EntryColumn.NIP, EntryColumn.PNS_ID} or not all(found.intersection(each) for each in sheet.needed):
        return 0
    return len(found) + (2 if normalise_label(sheet_name) in sheet_names(kind) else 0)


def _list_labels(column: Column) -> Iterator[Any]:
    yield COLUMN_LABELS[column]
    if column in LIST_FIELDS:
        yield Employee._meta.get_field(LIST_FIELDS[column]).verbose_name


def _in_every_language(labels: Iterable[Any]) -> list[str]:
    labels = list(labels)
    found = []
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            found += [str(label) for label in labels]
    return list(dict.fromkeys(found))
