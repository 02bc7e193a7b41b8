"""Which competencies leave with the people who hold them."""

from __future__ import annotations

import datetime
from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, F
from django.urls import reverse
from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from asn_portal.charts import Chart, bar_chart
from careers.career_rules import value_of
from careers.domain.losses import CompetencyLoss, competency_losses
from careers.enums import CareerRuleKey
from careers.facts.leaving import Leaving, leaving_people
from employees.enums import ACTIVE_STATUSES
from employees.models import OrganizationalUnit
from training.models import Competency, CurrentLevel

DRAWN = 12


@dataclass(frozen=True)
class LossLine:
    loss: CompetencyLoss
    competency: Competency
    url: str
    # Labels of the coming years, as the report has them.
    years: tuple[str, ...]

    @property
    def by_year(self) -> list[tuple[str, int]]:
        return list(zip(self.years, self.loss.leaving, strict=True))

    @property
    def tone(self) -> str:
        if self.loss.is_lost:
            return "bad"
        return "attention" if self.loss.becomes_rare else "neutral"

    @property
    def verdict(self) -> str:
        if self.loss.is_lost:
            return _("nobody is left")
        return _("becomes rare") if self.loss.becomes_rare else ""


@dataclass(frozen=True)
class UnitLosses:
    """A unit below: how many of its competencies become rare or are lost there."""

    unit: OrganizationalUnit
    leaving: int
    rare: int
    lost: int

    @property
    def url(self) -> str:
        return forecast_address(self.unit)


@dataclass(frozen=True)
class LossReport:
    """`years` are the labels of the coming twelve months, the first from today on."""

    unit: OrganizationalUnit
    on: datetime.date
    years: tuple[str, ...]
    rare_at: int
    people: int
    lines: tuple[LossLine, ...]
    units: tuple[UnitLosses, ...]
    chart: Chart | None

    @property
    def rare(self) -> int:
        return sum(line.loss.becomes_rare for line in self.lines)

    @property
    def lost(self) -> int:
        return sum(line.loss.is_lost for line in self.lines)


def loss_report(unit: OrganizationalUnit, on: datetime.date) -> LossReport:
    """Of everybody active in the unit and below. Nine queries, however many people."""
    government = unit.government
    rule = value_of(CareerRuleKey.TALENT_LOSS, government, on)
    years, rare = rule["years"], rule["rare"]
    below = list(OrganizationalUnit.objects.within(unit.path).filter(depth=unit.depth + 1).order_by("path"))
    leaving = leaving_people(unit.path, government, on, years)
    holders = _holders(unit)
    held = _held_by(leaving)
    totals: dict[int, int] = defaultdict(int)
    for (key, _path), people in holders.items():
        totals[key] += people
    losses = competency_losses(
        totals, [(key, each.day) for each in leaving for key in held[each.employee.pk]], on=on, years=years, rare=rare
    )
    names = Competency.objects.in_bulk(list(totals))
    labels = tuple(str(on.year + number) for number in range(years + 1))
    spans = tuple(f"{first}/{last[-2:]}" for first, last in pairwise(labels))
    lines = tuple(
        LossLine(loss, names[loss.competency], address_of(loss.competency, unit), spans)
        for loss in losses
        if loss.holders
    )
    return LossReport(
        unit=unit,
        on=on,
        years=spans,
        rare_at=rare,
        people=len(leaving),
        lines=lines,
        units=_units(below, holders, leaving, held, on=on, years=years, rare=rare),
        chart=_chart(lines, spans, on),
    )


def people_who_leave_with(competency: Competency, unit: OrganizationalUnit, on: datetime.date) -> list[Leaving]:
    """Those who hold it at or above their required level and leave, the first to leave first. Six queries."""
    government = unit.government
    years = value_of(CareerRuleKey.TALENT_LOSS, government, on)["years"]
    leaving = leaving_people(unit.path, government, on, years)
    held = _held_by(leaving)
    return [each for each in leaving if competency.pk in held[each.employee.pk]]


def address_of(competency_id: int, unit: OrganizationalUnit) -> str:
    return f"{reverse('careers:loss-people', args=[competency_id])}?{urlencode({'unit': unit.pk})}"


def forecast_address(unit: OrganizationalUnit) -> str:
    return f"{reverse('careers:losses')}?{urlencode({'unit': unit.pk})}"


def _met() -> Any:
    """Levels at or above what the position asks for."""
    return CurrentLevel.objects.filter(required__isnull=False, achieved__gte=F("required"))


def _holders(unit: OrganizationalUnit) -> dict[tuple[int, str], int]:
    """(competency, path of the unit) → people."""
    rows = _met().filter(employee__unit__path__startswith=unit.path, employee__status__in=ACTIVE_STATUSES)
    counted = rows.order_by().values_list("competency", "employee__unit__path").annotate(people=Count("pk"))
    return {(key, path): people for key, path, people in counted}


def _held_by(leaving: list[Leaving]) -> dict[int, list[int]]:
    """Employee → competencies."""
    held: dict[int, list[int]] = defaultdict(list)
    rows = _met().filter(employee__in=[each.employee.pk for each in leaving])
    for employee_id, key in rows.values_list("employee", "competency"):
        held[employee_id].append(key)
    return held


def _units(
    below: list[OrganizationalUnit],
    holders: dict[tuple[int, str], int],
    leaving: list[Leaving],
    held: dict[int, list[int]],
    *,
    on: datetime.date,
    years: int,
    rare: int,
) -> tuple[UnitLosses, ...]:
    found = []
    for child in below:
        counts: dict[int, int] = defaultdict(int)
        for (key, path), people in holders.items():
            if path.startswith(child.path):
                counts[key] += people
        own = [each for each in leaving if each.employee.unit.path.startswith(child.path)]
        gone = [(key, each.day) for each in own for key in held[each.employee.pk]]
        losses = competency_losses(counts, gone, on=on, years=years, rare=rare)
        found.append(
            UnitLosses(child, len(own), sum(each.becomes_rare for each in losses), sum(each.is_lost for each in losses))
        )
    return tuple(found)


def _chart(lines: tuple[LossLine, ...], years: tuple[str, ...], on: datetime.date) -> Chart | None:
    """Where most people leave, with the years in the table twin; None where nobody does."""
    drawn = sorted((line for line in lines if line.loss.leave), key=lambda line: -line.loss.leave)[:DRAWN]
    if not drawn:
        return None
    rare = sum(line.loss.becomes_rare for line in lines)
    title = ngettext(
        "%(number)s competency becomes rare or is lost; most people leave with “%(name)s”",
        "%(number)s competencies become rare or are lost; most people leave with “%(name)s”",
        rare,
    ) % {"number": formats.number_format(rare), "name": drawn[0].competency.title}
    return bar_chart(
        [(line.competency.title, line.loss.leave) for line in drawn],
        title=title,
        category=_("Competency"),
        value=_("People who leave"),
        links={line.competency.title: line.url for line in drawn},
        tones={line.competency.title: _TONES[line.tone] for line in drawn},
        table=(
            [_("Competency"), _("Hold it now"), *years, _("Remaining")],
            [[line.competency.title, line.loss.holders, *line.loss.leaving, line.loss.remaining] for line in drawn],
        ),
        note=_("Contracts count as ended on their last day; many are renewed."),
        source=_("staff records and current competency levels"),
        period=_("state as of %(date)s") % {"date": formats.date_format(on)},
        n=sum(line.loss.leave for line in lines),
    )


_TONES = {"bad": "bad", "attention": "attention", "neutral": "series-1"}
