"""Pages about the professionalism index: one person with every component, a unit as a distribution."""

from __future__ import annotations

import datetime
from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from asn_portal.access.permissions import Permission
from asn_portal.access.scope import scope_of
from asn_portal.charts import Chart, bar_chart
from employees.enums import EducationLevel, Predicate, SanctionLevel
from employees.models import Employee, OrganizationalUnit
from evaluations.domain.professionalism import (
    TECHNICAL_HOURS,
    Component,
    ComponentMean,
    IndexSummary,
    ProfessionalismIndex,
    component_means,
    professionalism_index,
    summary_of,
    without_discipline,
)
from evaluations.enums import IndexCategory, IndexComponent, PositionGroup
from evaluations.professionalism_facts import GatheredFacts, Learnt, gather_facts
from surveys.domain.composition import SMALLEST_SHOWN, suppress_small

# So many people are read at a time: a government has tens of thousands.
BATCH = 2000


@dataclass(frozen=True)
class ComponentLine:
    """One component: its points, what they rest on, and what would raise them."""

    component: Component
    label: str
    sources: tuple[str, ...]
    advice: str
    is_hidden: bool = False

    @property
    def points(self) -> str:
        return range_text(self.component.low, self.component.high)

    @property
    def maximum(self) -> str:
        return points_text(self.component.maximum)


@dataclass(frozen=True)
class PersonIndex:
    """`index` as the reader may see it; `hides_discipline` where the reader may not know of sanctions."""

    employee: Employee
    date: datetime.date
    index: ProfessionalismIndex
    group: PositionGroup | None
    lines: tuple[ComponentLine, ...]
    hides_discipline: bool

    @property
    def total(self) -> str:
        return range_text(self.index.low, self.index.high)

    @property
    def category(self) -> IndexCategory | None:
        return self.index.category


@dataclass(frozen=True)
class UnitLine:
    """A unit below with everybody in it; figures are None where they would speak about single people."""

    unit: OrganizationalUnit
    people: int
    summary: IndexSummary | None

    @property
    def mean(self) -> str:
        return mean_text(self.summary)


@dataclass(frozen=True)
class MeanLine:
    """One component in the mean of a unit."""

    component: ComponentMean
    people: int
    is_hidden: bool

    @property
    def label(self) -> str:
        return str(self.component.key.label)

    @property
    def points(self) -> str:
        return range_of_means(self.component.low, self.component.high)

    @property
    def maximum(self) -> str:
        return range_of_means(self.component.maximum, self.component.maximum)

    @property
    def share(self) -> int:
        """Percent of the points to be had that are there for sure."""
        return int(100 * self.component.low / self.component.maximum) if self.component.maximum else 100


@dataclass(frozen=True)
class UnitIndex:
    """`categories` are (category, people), None where too few; `summary` is None for fewer than five people."""

    unit: OrganizationalUnit
    date: datetime.date
    people: int
    summary: IndexSummary | None
    categories: tuple[tuple[str, int | None], ...]
    components: tuple[MeanLine, ...]
    units: tuple[UnitLine, ...]
    hides_discipline: bool

    @property
    def mean(self) -> str:
        return mean_text(self.summary)


def people_with_shown_index(user: Any) -> QuerySet[Employee]:
    """Active staff whose index the user may see: oneself, those below one, and those whose ratings one reads."""
    scope = scope_of(user)
    condition = scope.path_filter(Permission.EVALUATION_VIEW, "unit__path")
    condition |= scope.staff_below("unit__path", "pk")
    if scope.employee_id is not None:
        own = Employee.objects.filter(pk=scope.employee_id)
        return Employee.objects.active().filter(condition).with_place() | own.active().with_place()
    return Employee.objects.active().filter(condition).with_place()  # type: ignore[no-any-return]


def person_index(employee: Employee, user: Any, on: datetime.date) -> PersonIndex:
    """Seven queries. Whoever may not read sanctions gets a range in which none shows."""
    gathered = gather_facts([employee], on)[employee.pk]
    index = professionalism_index(gathered.facts)
    hides = not user.has_perm("employees.view_discipline", employee)
    shown = without_discipline(index) if hides else index
    return PersonIndex(
        employee=employee,
        date=on,
        index=shown,
        group=gathered.facts.group,
        lines=tuple(_line(component, gathered, hides=hides) for component in shown.components),
        hides_discipline=hides,
    )


def unit_index(unit: OrganizationalUnit, user: Any, on: datetime.date) -> UnitIndex:
    """Everybody active in the unit and below. Eight queries for each two thousand people, and one for the units."""
    hides = not scope_of(user).covers(Permission.DISCIPLINE_VIEW, unit.path)
    below = list(OrganizationalUnit.objects.within(unit.path).filter(depth=unit.depth + 1).order_by("path"))
    everybody, by_unit = _indices(unit, below, on, hides=hides)
    shown = suppress_small({child.pk: len(by_unit[child.pk]) for child in below} | {0: len(by_unit[0])})
    summary = summary_of(everybody) if len(everybody) >= SMALLEST_SHOWN else None
    return UnitIndex(
        unit=unit,
        date=on,
        people=len(everybody),
        summary=summary,
        categories=_categories(summary),
        components=_mean_lines(everybody, hides=hides) if summary is not None else (),
        units=tuple(
            UnitLine(
                child,
                len(by_unit[child.pk]),
                summary_of(by_unit[child.pk]) if shown[child.pk] else None,
            )
            for child in below
            if by_unit[child.pk]
        ),
        hides_discipline=hides,
    )


def unit_chart(report: UnitIndex) -> Chart | None:
    """The categories, best first; None where nothing may be shown."""
    if not any(number for _name, number in report.categories):
        return None
    largest = max(report.categories, key=lambda pair: pair[1] or 0)
    return bar_chart(
        report.categories,
        title=_("Most people: %(category)s") % {"category": largest[0]},
        category=_("Category"),
        value=_("People"),
        note=_("Groups of fewer than five people, and as many as keep them from being computed, are not shown.")
        if any(count is None for _name, count in report.categories)
        else "",
        source=_("staff records, training and ratings in the portal"),
        period=_("state as of %(date)s") % {"date": formats.date_format(report.date)},
        n=report.people,
    )


def points_text(points: Decimal) -> str:
    """Without decimals where it has none."""
    return str(formats.number_format(points.normalize() if points % 1 else points.to_integral_value()))


def range_text(low: Decimal, high: Decimal) -> str:
    return points_text(low) if low == high else f"{points_text(low)}–{points_text(high)}"


def mean_text(summary: IndexSummary | None) -> str:
    if summary is None or summary.low is None or summary.high is None:
        return "–"
    return range_of_means(summary.low, summary.high)


def range_of_means(low: Decimal, high: Decimal) -> str:
    """With one decimal."""
    shown_low, shown_high = (str(formats.number_format(value, decimal_pos=1)) for value in (low, high))
    return shown_low if shown_low == shown_high else f"{shown_low}–{shown_high}"


def _indices(
    unit: OrganizationalUnit, below: list[OrganizationalUnit], on: datetime.date, *, hides: bool
) -> tuple[list[ProfessionalismIndex], dict[int, list[ProfessionalismIndex]]]:
    """Of everybody, and by the unit below; under 0 those of the unit itself."""
    paths = {child.path: child.pk for child in below}
    length = len(unit.path) + unit.steplen
    staff = Employee.objects.active().filter(unit__path__startswith=unit.path).order_by("pk")
    staff = staff.select_related("unit", "position").only(
        "education", "unit__path", "position__position_type", "employment_type"
    )
    everybody: list[ProfessionalismIndex] = []
    by_unit: dict[int, list[ProfessionalismIndex]] = defaultdict(list)
    last = 0
    while batch := list(staff.filter(pk__gt=last)[:BATCH]):
        facts = gather_facts(batch, on)
        for person in batch:
            index = professionalism_index(facts[person.pk].facts)
            index = without_discipline(index) if hides else index
            everybody.append(index)
            by_unit[paths.get(person.unit.path[:length], 0)].append(index)
        last = batch[-1].pk
    return everybody, by_unit


def _mean_lines(indices: list[ProfessionalismIndex], *, hides: bool) -> tuple[MeanLine, ...]:
    return tuple(
        MeanLine(mean, len(indices), is_hidden=hides and mean.key is IndexComponent.DISCIPLINE)
        for mean in component_means(indices)
    )


def _categories(summary: IndexSummary | None) -> tuple[tuple[str, int | None], ...]:
    if summary is None:
        return ()
    counts = {str(category.label): summary.counts[category] for category in IndexCategory}
    counts[pgettext("professionalism index", "Between two categories")] = summary.undetermined
    return tuple(suppress_small(counts).items())


def _line(component: Component, gathered: GatheredFacts, *, hides: bool) -> ComponentLine:
    sources, advice = _WORDS[component.key](component, gathered)
    is_hidden = hides and component.key is IndexComponent.DISCIPLINE
    if is_hidden:
        sources, advice = (_("Only the person, the office that keeps the records and auditors see it."),), ""
    return ComponentLine(component, str(component.key.label), sources, advice, is_hidden)


Words = tuple[tuple[str, ...], str]


def _qualification(component: Component, gathered: GatheredFacts) -> Words:
    education = gathered.facts.education
    if education is None:
        return (), _("No education is on record. Ask for it to be added to your record.")
    name = str(EducationLevel(education).label)
    diploma = gathered.education
    if diploma is not None:
        name = ", ".join(part for part in (name, diploma.major, diploma.institution, f"{diploma.date:%Y}") if part)
    return (name,), _("A higher diploma on record.") if component.missing else ""


def _role(component: Component, gathered: GatheredFacts) -> Words:
    if gathered.facts.group is PositionGroup.OPERATIONAL:
        return (_("Not asked of operational staff."),), ""
    if gathered.role_training is not None:
        return (_learnt(gathered.role_training),), ""
    if gathered.facts.group is None:
        return (), _("No position is on record.")
    if gathered.wanted_leadership is not None:
        wanted = str(gathered.wanted_leadership.label)
        return _none(gathered), _("%(training)s, or a higher one.") % {"training": wanted}
    return _none(gathered), _("A functional training for the position.")


def _technical(component: Component, gathered: GatheredFacts) -> Words:
    found = tuple(_learnt(each) for each in gathered.technical) or _none(gathered)
    if gathered.facts.technical_training:
        return found, ""
    short = TECHNICAL_HOURS - gathered.technical_hours
    return found, _("Technical training of %(hours)s more hours (JP) within twelve months.") % {
        "hours": points_text(short)
    }


def _seminar(component: Component, gathered: GatheredFacts) -> Words:
    if gathered.seminar is not None:
        return (_learnt(gathered.seminar),), ""
    return _none(gathered), _("One seminar, workshop or the like within two years.")


def _performance(component: Component, gathered: GatheredFacts) -> Words:
    rating = gathered.facts.rating
    if rating is None:
        return (), _("No rating of the last two years is on record.")
    text = _("%(year)s: %(rating)s") % {
        "year": gathered.rating_year,
        "rating": Predicate(rating.value).label,
    }
    return (text,), _("A better rating of the coming year.") if component.missing else ""


def _discipline(component: Component, gathered: GatheredFacts) -> Words:
    if not gathered.sanctions:
        return (_("No sanction in the last five years."),), ""
    lines = tuple(
        _("%(level)s, since %(date)s") % {"level": SanctionLevel(level).label, "date": formats.date_format(day)}
        for level, day in gathered.sanctions
    )
    return lines, _("Five years without a sanction.")


def _none(gathered: GatheredFacts) -> tuple[str, ...]:
    return () if gathered.facts.seminar is None else (_("None on record."),)


def _learnt(learnt: Learnt) -> str:
    parts = [learnt.title, formats.date_format(learnt.ended_on)]
    if learnt.hours:
        parts.append(_("%(hours)s JP") % {"hours": points_text(learnt.hours)})
    return ", ".join(parts)


_WORDS = {
    IndexComponent.QUALIFICATION: _qualification,
    IndexComponent.ROLE_TRAINING: _role,
    IndexComponent.TECHNICAL_TRAINING: _technical,
    IndexComponent.SEMINAR: _seminar,
    IndexComponent.PERFORMANCE: _performance,
    IndexComponent.DISCIPLINE: _discipline,
}
