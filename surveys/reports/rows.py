"""Rows of the tables on a results page."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from surveys.domain.figures import Figures, GroupFigure
from surveys.domain.satisfaction import Grade
from surveys.models import SatisfactionSurvey
from surveys.querysets import PROFILE_FIELDS
from surveys.reports.words import GRADE_TONES, element_names, grade_label, weight_label


@dataclass(frozen=True)
class ElementRow:
    key: str
    name: str
    mean: Decimal
    index: Decimal
    grade: str
    grade_label: str
    tone: str
    is_lowest: bool
    n: int | None


@dataclass(frozen=True)
class VariantRow:
    label: str
    index: Decimal
    grade: str
    is_used: bool


@dataclass(frozen=True)
class GroupRow:
    """`count` None: not shown. No index in results that were published before groups had one."""

    label: str
    count: int | None
    index: Decimal | None


@dataclass(frozen=True)
class GroupTable:
    key: str
    label: str
    rows: tuple[GroupRow, ...]

    @property
    def has_hidden(self) -> bool:
        return any(row.count is None for row in self.rows)

    @property
    def has_index(self) -> bool:
        return any(row.index is not None for row in self.rows)


def element_rows(survey: SatisfactionSurvey, figures: Figures) -> tuple[ElementRow, ...]:
    names = element_names(survey)
    lowest = {each.element for each in figures.lowest}
    return tuple(
        ElementRow(
            key=each.element,
            name=names[each.element],
            mean=each.mean,
            index=each.index,
            grade=str(each.grade),
            grade_label=grade_label(each.grade),
            tone=GRADE_TONES[Grade(each.grade)],
            is_lowest=each.element in lowest,
            n=each.n,
        )
        for each in figures.elements
    )


def variant_rows(figures: Figures) -> tuple[VariantRow, ...]:
    return tuple(
        VariantRow(
            weight_label(each.weight, len(figures.elements)), each.index, str(each.grade), each.weight == figures.weight
        )
        for each in figures.variants
    )


def service_table(figures: Figures) -> GroupTable | None:
    if not figures.services:
        return None
    rows = (group_row(each.name or _("Not told"), each.figure) for each in figures.services)
    return GroupTable("service", _("Service"), tuple(rows))


def group_tables(figures: Figures) -> tuple[GroupTable, ...]:
    tables = []
    for field, label in group_labels().items():
        counts = figures.composition.get(field)
        if not counts:
            continue
        groups = (figures.groups or {}).get(field, {})
        named = {**{value: str(label) for value, label in PROFILE_FIELDS[field].choices}, "": _("Not told")}
        rows = []
        for value, name in named.items():
            known = groups.get(value)
            rows.append(group_row(name, known) if known else GroupRow(name, counts.get(value, 0), None))
        tables.append(GroupTable(field, label, tuple(rows)))
    return tuple(tables)


def group_row(label: str, figure: GroupFigure) -> GroupRow:
    return GroupRow(label, figure.n, figure.index)


def group_labels() -> dict[str, str]:
    return {"sex": _("Sex"), "age_band": _("Age"), "education": _("Education"), "occupation": _("Occupation")}
