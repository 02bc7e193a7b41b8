"""Staff in figures: how many, by rank group, education, age, sex, regime and kind of position, on a date."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, CharField, Count, F, Q, Value, When
from django.utils import formats
from django.utils.html import format_html
from django.utils.translation import gettext as _

from asn_portal.charts import Chart, bar_chart
from employees.domain.staff_ages import AGE_GROUPS
from employees.enums import RANKS, EducationLevel, EmploymentType, PositionType, Regime, Sex
from employees.models import Employee, OrganizationalUnit
from employees.reports.headcount import staff_url
from employees.texts.record import age_group_label

UNKNOWN = "none"
RANK_GROUPS = ("IV", "III", "II", "I", "PPPK")


@dataclass(frozen=True)
class Group:
    """`value` is what the staff list's filter calls it."""

    value: str
    label: str
    men: int
    women: int

    @property
    def total(self) -> int:
        return self.men + self.women


@dataclass(frozen=True)
class Breakdown:
    """`parameter` is the filter of the staff list that leads to a group's people."""

    parameter: str
    label: str
    groups: tuple[Group, ...]

    def url(self, date: datetime.date, unit: OrganizationalUnit, group: Group, sex: Sex | None = None) -> str:
        parameters = {"unit": unit.pk, self.parameter: group.value}
        return staff_url(date, **parameters, **({"sex": sex} if sex else {}))


@dataclass(frozen=True)
class StaffFigures:
    unit: OrganizationalUnit
    date: datetime.date
    men: int
    women: int
    breakdowns: tuple[Breakdown, ...]

    @property
    def total(self) -> int:
        return self.men + self.women


def staff_figures(unit: OrganizationalUnit, date: datetime.date) -> StaffFigures:
    """One query for each way to break the staff down."""
    staff = Employee.objects.as_of(date).placed_within([unit.path], date).with_education_on(date).order_by()

    def counted(expression: Any) -> dict[tuple[str, str], int]:
        rows = staff.annotate(group=expression).values_list("group", "sex").annotate(number=Count("pk"))
        found: dict[tuple[str, str], int] = {}
        for group, sex, number in rows:
            found[group or UNKNOWN, sex] = found.get((group or UNKNOWN, sex), 0) + number
        return found

    ages = counted(Case(*(When(_births(key, date), then=Value(key)) for key in AGE_GROUPS), output_field=CharField()))
    sexes = counted(F("sex"))
    return StaffFigures(
        unit=unit,
        date=date,
        men=sexes.get((Sex.MALE, Sex.MALE), 0),
        women=sexes.get((Sex.FEMALE, Sex.FEMALE), 0),
        breakdowns=(
            Breakdown("rank_group", _("Rank group"), _groups(_rank_groups(counted(F("rank_on"))), _rank_labels())),
            Breakdown(
                "education",
                _("Highest education"),
                _groups(counted(F("education_on")), dict(reversed(EducationLevel.choices)), _("Not on record")),
            ),
            Breakdown(
                "age", _("Age"), _groups(ages, {key: str(age_group_label(group)) for key, group in AGE_GROUPS.items()})
            ),
            Breakdown("sex", _("Sex"), _groups(sexes, dict(Sex.choices))),
            Breakdown("employment_type", _("Employment"), _groups(counted(F("employment_on")), _employment_labels())),
            Breakdown(
                "position_type",
                _("Position type"),
                _groups(counted(F("position_type_on")), dict(PositionType.choices), _("No position on record")),
            ),
        ),
    )


def _births(key: str, date: datetime.date) -> Q:
    first, last = AGE_GROUPS[key].births(date)
    return Q(**({"birth_date__gte": first} if first else {}), **({"birth_date__lte": last} if last else {}))


def _rank_groups(counts: Mapping[tuple[str, str], int]) -> dict[tuple[str, str], int]:
    found: dict[tuple[str, str], int] = {}
    for (code, sex), number in counts.items():
        rank = RANKS.get(code)
        group = UNKNOWN if rank is None else "PPPK" if rank.regime is Regime.PPPK else code.split("/")[0]
        found[group, sex] = found.get((group, sex), 0) + number
    return found


def _rank_labels() -> dict[str, str]:
    return {group: group if group == "PPPK" else _("Group %(group)s") % {"group": group} for group in RANK_GROUPS}


def _employment_labels() -> dict[str, str]:
    return {kind: kind.replace("_PART_TIME", " – " + _("part time")) for kind in EmploymentType.values}


def _groups(counts: Mapping[tuple[str, str], int], labels: Mapping[str, Any], unknown: str = "") -> tuple[Group, ...]:
    """Groups in the order of `labels`, those without anybody too, except of what isn't on record."""
    groups = [
        Group(value, str(label), counts.get((value, Sex.MALE), 0), counts.get((value, Sex.FEMALE), 0))
        for value, label in labels.items()
    ]
    missing = Group(
        UNKNOWN, unknown or _("No rank on record"), counts.get((UNKNOWN, "M"), 0), counts.get((UNKNOWN, "F"), 0)
    )
    return (*groups, *([missing] if missing.total else []))


def figures_charts(figures: StaffFigures, *, linked: bool = True) -> list[Chart]:
    """A picture for each breakdown; its table twin leads to the people too."""
    return [_chart(figures, breakdown, linked=linked) for breakdown in figures.breakdowns]


def _chart(figures: StaffFigures, breakdown: Breakdown, *, linked: bool) -> Chart:
    date, unit = figures.date, figures.unit
    shown = [group for group in breakdown.groups if group.total]

    def number(group: Group, count: int, sex: Sex | None = None) -> Any:
        text = formats.number_format(count)
        if not count or not linked:
            return text
        return format_html('<a href="{}">{}</a>', breakdown.url(date, unit, group, sex), text)

    by_sex = breakdown.parameter != "sex"
    rows = [
        [
            group.label,
            number(group, group.total),
            _percent(group.total, figures.total),
            *([number(group, group.men, Sex.MALE), number(group, group.women, Sex.FEMALE)] if by_sex else []),
        ]
        for group in breakdown.groups
    ]
    total = [_("Together"), formats.number_format(figures.total), _percent(figures.total, figures.total)]
    if by_sex:
        total += [formats.number_format(figures.men), formats.number_format(figures.women)]
    return bar_chart(
        [(group.label, group.total) for group in shown],
        title=_finding(breakdown, shown, figures.total),
        category=breakdown.label,
        value=_("People"),
        table=(
            [breakdown.label, _("People"), _("Share"), *([_("Men"), _("Women")] if by_sex else [])],
            [*rows, total],
        ),
        links={group.label: breakdown.url(date, unit, group) for group in shown} if linked else None,
        source=_("staff records in the portal"),
        period=_("state as of %(date)s") % {"date": formats.date_format(date)},
        n=figures.total,
    )


def _finding(breakdown: Breakdown, groups: list[Group], total: int) -> str:
    """The chart's title says what it shows."""
    if not groups:
        return _("%(what)s: nobody was in service") % {"what": breakdown.label}
    largest = max(groups, key=lambda group: group.total)
    return _("%(what)s: most are %(group)s (%(number)s of %(total)s, %(share)s)") % {
        "what": breakdown.label,
        "group": largest.label,
        "number": formats.number_format(largest.total),
        "total": formats.number_format(total),
        "share": _percent(largest.total, total),
    }


def _percent(part: int, whole: int) -> str:
    """Halves up, in whole per-cent tenths, without floats."""
    if not whole:
        return "–"
    tenths = (part * 2000 + whole) // (2 * whole)
    return f"{formats.number_format(tenths // 10)}{formats.get_format('DECIMAL_SEPARATOR')}{tenths % 10} %"
