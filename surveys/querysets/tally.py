"""Kept sums, the visits they are compared with, and alarms."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db import connection, models
from django.db.models import Count, Max, Sum

from asn_portal.access.permissions import Permission
from asn_portal.access.scope import scope_of
from surveys.domain.composition import SMALLEST_SHOWN
from surveys.domain.figures import Figures, compute_figures
from surveys.domain.interim import shown_until
from surveys.domain.tallies import Cell, Tally, merge, merge_json
from surveys.domain.visits import PeopleServed, last_of_month, people_served
from surveys.enums import (
    VERIFIED_SERIES,
    AgeBand,
    AlarmState,
    IndexSeries,
    Occupation,
    RespondentEducation,
    RespondentSex,
    Series,
    SurveyElement,
)

PROFILE_FIELDS = {
    "sex": RespondentSex,
    "age_band": AgeBand,
    "education": RespondentEducation,
    "occupation": Occupation,
}


@dataclass(frozen=True)
class Part:
    """The answers of one day (or month, by its first day), series and service."""

    day: datetime.date
    series: str
    service_id: int | None
    tally: Tally


@dataclass(frozen=True)
class Step:
    """Figures that might be shown, and how many complete forms are in them: of the index, and beside it."""

    figures: Figures
    counted: int
    others: int
    until: datetime.date | None
    others_until: datetime.date | None


class SurveyTallyQuerySet(models.QuerySet[Any]):
    def parts(self, survey: Any, *, until: datetime.date | None = None) -> list[Part]:
        """The answers of a survey up to a day, or all, by month: the kept sums, and live by day what came after the
        last of them. Two queries.

        Every answer up to the last kept day is in the kept sums: days are kept in their order, and an answer for a
        kept day renews it (surveys.services.tally).
        """
        rows: dict[tuple[datetime.date, str, int | None], list[Any]] = {}
        last: datetime.date | None = None
        kept_rows = self.filter(survey=survey) if until is None else self.filter(survey=survey, day__lte=until)
        for day, series, service, data in kept_rows.values_list("day", "series", "service_id", "data"):
            rows.setdefault((day.replace(day=1), series, service), []).append(data)
            last = day if last is None or day > last else last
        kept = [Part(*key, merge_json(found)) for key, found in rows.items()]
        return kept + answers_by_part(survey, after=last, until=until)

    def last_day(self, survey: Any) -> datetime.date | None:
        day: datetime.date | None = self.filter(survey=survey).aggregate(day=Max("day"))["day"]
        return day

    def next_step(
        self, survey: Any, *, since: datetime.date | None = None, others_since: datetime.date | None = None
    ) -> Step:
        """What might be shown of a running survey now: the forms up to a day behind which more have come, those of the
        index and those beside it each by themselves, and never up to an earlier day than `since`. Seven queries,
        whatever the number of answers."""
        in_index = index_series(survey)
        counts: dict[bool, Counter[datetime.date]] = {True: Counter(), False: Counter()}
        complete = {f"{element}__isnull": False for element in survey_elements(survey)}
        by_day = survey.responses.filter(**complete).order_by().values_list("answered_on", "series")
        for day, series, number in by_day.annotate(n=Count("pk")):
            counts[series in in_index][day] += number
        found: list[Part] = []
        ends = {True: shown_until(counts[True], since=since), False: shown_until(counts[False], since=others_since)}
        for is_in_index, until in ends.items():
            if until:
                parts = self.parts(survey, until=until)
                found += [part for part in parts if (part.series in in_index) == is_in_index]
        figures = replace(figures_of_parts(survey, found), composition={}, groups={}, services=())
        return Step(
            figures,
            counted=sum(part.tally.valid for part in found if part.series in in_index),
            others=sum(part.tally.valid for part in found if part.series not in in_index),
            until=ends[True],
            others_until=ends[False],
        )


def figures_of_parts(survey: Any, parts: Iterable[Part]) -> Figures:
    """Two queries: the names of the services, the people served."""
    in_index = index_series(survey)
    services: dict[int | None, list[Tally]] = {}
    others: list[Tally] = []
    for part in parts:
        if part.series in in_index:
            services.setdefault(part.service_id, []).append(part.tally)
        else:
            others.append(part.tally)
    return compute_figures(
        {service: merge(tallies) for service, tallies in services.items()},
        elements=survey_elements(survey),
        services=dict(survey.unit.services.values_list("pk", "name")),
        other=None if survey.index_series == IndexSeries.ALL else merge(others),
        weight=survey.weight_rounding,
        blank_rule=survey.blank_rule,
        population=population_of(survey),
        smallest=SMALLEST_SHOWN,
    )


def index_series(survey: Any) -> frozenset[str]:
    """The series whose answers enter the survey's index."""
    return frozenset(Series) if survey.index_series == IndexSeries.ALL else VERIFIED_SERIES


def survey_elements(survey: Any) -> list[str]:
    """Those that were asked, in the questionnaire's order."""
    return [element.value for element in SurveyElement if element.value in survey.elements]


def population_of(survey: Any) -> int | None:
    """The N of the interval: the people served when every month of the period has its number, else those expected."""
    served = survey.unit.visits.served_in(survey)
    return served.people if served.is_complete else survey.expected_users


def answers_by_part(
    survey: Any, *, after: datetime.date | None = None, until: datetime.date | None = None
) -> list[Part]:
    """Tallies of the stored answers by day, series and service; `after` excluded, `until` included. One query."""
    elements = survey_elements(survey)
    conditions, values = ["survey_id = %s"], [survey.pk]
    if after is not None:
        conditions.append("answered_on > %s")
        values.append(after)
    if until is not None:
        conditions.append("answered_on <= %s")
        values.append(until)
    with connection.cursor() as cursor:
        cursor.execute(_tally_statement(elements, conditions), values)
        return [_part(elements, row) for row in cursor.fetchall()]


def _groups() -> list[tuple[str, str]]:
    return [(field, value) for field, choices in PROFILE_FIELDS.items() for value in ("", *choices.values)]


def _tally_statement(elements: Sequence[str], conditions: Sequence[str]) -> str:
    """Written by hand: `total` is computed once per row, NULL where an element is blank. Names and values of groups
    are constants of ours."""
    columns = [connection.ops.quote_name(element) for element in elements]
    quoted = [(connection.ops.quote_name(field), value.replace("'", "''")) for field, value in _groups()]
    table = connection.ops.quote_name("surveys_surveyresponse")
    sums = [
        "count(*)",
        "count(total)",
        "count(*) FILTER (WHERE total IS NULL AND filled > 0)",
        "sum(total * total)",
        *(f"sum({column}) FILTER (WHERE total IS NOT NULL)" for column in columns),
        *(f"count({column})" for column in columns),
        *(f"sum({column})" for column in columns),
        *(
            f"{function}(total) FILTER (WHERE {field} = '{value}')"
            for function in ("count", "sum")
            for field, value in quoted
        ),
    ]
    return (
        f"SELECT answered_on, series, service_id, {', '.join(sums)} FROM ("  # noqa: S608
        f"SELECT *, ({' + '.join(columns)})::integer AS total, num_nonnulls({', '.join(columns)}) AS filled "
        f"FROM {table} WHERE {' AND '.join(conditions)}) AS answer "
        "GROUP BY answered_on, series, service_id ORDER BY answered_on, series, service_id"
    )


def _part(elements: Sequence[str], row: Sequence[Any]) -> Part:
    day, series, service, answers, valid, partial, squares, *numbers = row
    found = [int(number or 0) for number in numbers]
    k, groups = len(elements), _groups()
    counts, totals = found[3 * k : 3 * k + len(groups)], found[3 * k + len(groups) :]
    cells: dict[str, dict[str, Cell]] = {field: {} for field in PROFILE_FIELDS}
    for (field, value), n, total in zip(groups, counts, totals, strict=True):
        if n:
            cells[field][value] = Cell(n, total)
    return Part(
        day,
        series,
        service,
        Tally(
            answers=answers,
            valid=valid,
            partial=partial,
            sums=dict(zip(elements, found[:k], strict=True)),
            filled=dict(zip(elements, found[k : 2 * k], strict=True)),
            filled_sums=dict(zip(elements, found[2 * k : 3 * k], strict=True)),
            squares=int(squares or 0),
            groups=cells,
        ),
    )


def whole_months(parts: Iterable[Part], until: datetime.date) -> list[Part]:
    """As they are kept: one part per day in the month of `until`; of months before it one for the whole, dated its
    last day. So a survey of two years has hundreds of rows and not ten thousand."""
    month = until.replace(day=1)
    found: dict[tuple[datetime.date, str, int | None], list[Tally]] = {}
    for part in parts:
        day = part.day if part.day >= month else last_of_month(part.day)
        found.setdefault((day, part.series, part.service_id), []).append(part.tally)
    return [Part(*key, merge(tallies)) for key, tallies in found.items()]


class ServiceVisitsQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Any:
        return self.filter(scope_of(user).path_filter(Permission.SURVEY_VIEW, "unit__path"))

    def served_in(self, survey: Any) -> PeopleServed:
        """People served in the months of a survey's period."""
        first, last = survey.starts_on, survey.ends_on
        rows = self.filter(unit=survey.unit_id, month__range=(first.replace(day=1), last))
        return people_served(first, last, rows.order_by().values_list("month", "service_id", "visits"))

    def by_service(self, survey: Any) -> list[tuple[str, int]]:
        """Name and people served of each service in the months of a survey's period, by name."""
        first, last = survey.starts_on, survey.ends_on
        rows = self.filter(unit=survey.unit_id, service__isnull=False, month__range=(first.replace(day=1), last))
        named = rows.order_by("service__name").values("service__name").annotate(people=Sum("visits"))
        return [(row["service__name"], row["people"]) for row in named]


class SurveyAlarmQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Any:
        return self.filter(scope_of(user).path_filter(Permission.SURVEY_VIEW, "survey__unit__path"))

    def managed_by(self, user: Any) -> Any:
        return self.filter(scope_of(user).path_filter(Permission.SURVEY_MANAGE, "survey__unit__path"))

    def open(self) -> Any:
        return self.filter(state=AlarmState.OPEN)

    def suspicious(self) -> Any:
        """Those that a person found suspicious: shown with the result."""
        return self.filter(state=AlarmState.SUSPICIOUS)
