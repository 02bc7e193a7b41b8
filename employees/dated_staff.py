"""Staff as they stood on a date, read from the histories."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import (
    BooleanField,
    Case,
    CharField,
    ExpressionWrapper,
    F,
    FilteredRelation,
    Func,
    IntegerField,
    Max,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce, Substr

from asn_portal.access.permissions import Permission
from asn_portal.access.scope import EVERYWHERE, paths_filter, scope_of
from employees.domain.service_life.months import add_months
from employees.domain.staff_ages import AGE_GROUPS, retired_births
from employees.enums import (
    ACTIVE_STATUSES,
    PNS_RANKS,
    PPPK_RANKS,
    AssignmentKind,
    EmploymentType,
    LegalStatus,
    PositionType,
)

ACTING_KINDS = [kind for kind in AssignmentKind if kind.is_acting]


def _history(name: str) -> Any:
    return apps.get_model("employees", name).objects


def _any_row(name: str, **conditions: Any) -> Subquery:
    """The key of some valid row of a person's history. As a scalar with a limit, not EXISTS: PostgreSQL would answer
    EXISTS by hashing the whole history, where only the few people without a row on the date are asked."""
    rows = _history(name).valid().filter(employee=OuterRef("pk"), **conditions)
    return Subquery(rows.order_by().values("pk")[:1])


def _on(relation: str, date: datetime.date, **conditions: Any) -> FilteredRelation:
    """The one row of a history that holds on the date; an exclusion constraint promises that there is at most one."""
    conditions |= {"is_void": False, "period__contains": date}
    return FilteredRelation(
        relation, condition=Q(**{f"{relation}__{name}": value for name, value in conditions.items()})
    )


class DatedStaffMixin:
    """Part of EmployeeQuerySet."""

    def as_of(self: Any, date: datetime.date, *, statuses: Iterable[str] = ACTIVE_STATUSES) -> Any:
        """Those who were in service on a date, with rank, place and status of that date, one row per person.

        Annotates rank_on, rank_order_on, rank_since_on, unit_on, unit_name_on, position_on, position_title_on,
        position_type_on, level_on, position_since_on, status_on, employment_on. In service was who held a definitive
        position then and had one of `statuses`. Where a person has no history of a kind at all, the value on record
        counts; before the first status on record a person was active.
        """
        found = (
            self.annotate(
                placed=_on("positionhistory_set", date, kind=AssignmentKind.DEFINITIVE),
                ranked=_on("rankhistory_set", date),
                standing=_on("statushistory_set", date),
            )
            .alias(
                had_place=_any_row("PositionHistory", kind=AssignmentKind.DEFINITIVE),
                had_rank=_any_row("RankHistory"),
                had_status=_any_row("StatusHistory"),
                entered=Substr("nip", 9, 4),
            )
            # In one call, before the annotations: so each history is joined once.
            .filter(
                Q(placed__isnull=False)
                | (Q(cpns_since__lte=date) | Q(cpns_since__isnull=True, entered__lte=f"{date.year:04}"))
                & Q(had_place__isnull=True),
                _has_status({str(status) for status in statuses}),
            )
        )
        rank = Case(
            When(ranked__isnull=False, then=F("ranked__rank")),
            When(had_rank__isnull=True, then=F("rank")),
            default=Value(""),
            output_field=CharField(),
        )
        return found.annotate(
            unit_on=Coalesce("placed__position__unit_id", "unit_id"),
            position_on=Coalesce("placed__position_id", "position_id"),
            position_type_on=Coalesce("placed__position__position_type", "position__position_type"),
            level_on=Coalesce("placed__position__functional_level", "position__functional_level"),
            position_title_on=Coalesce("placed__position__title", "position__title"),
            unit_name_on=Coalesce("placed__position__unit__name", "unit__name"),
            position_since_on=F("placed__period__startswith"),
            rank_on=rank,
            rank_order_on=_rank_order(rank),
            rank_since_on=Case(
                When(ranked__isnull=False, then=F("ranked__period__startswith")),
                When(had_rank__isnull=True, then=F("rank_since")),
            ),
            status_on=Case(
                When(standing__isnull=False, then=F("standing__status")),
                When(Q(status__in=ACTIVE_STATUSES) | Q(had_status__isnull=True), then=F("status")),
                default=Value(LegalStatus.ACTIVE),
                output_field=CharField(),
            ),
            employment_on=Case(
                When(employment_type=EmploymentType.PNS, pns_since__gt=date, then=Value(EmploymentType.CPNS)),
                default=F("employment_type"),
            ),
        )

    def with_education_on(self: Any, date: datetime.date) -> Any:
        """Annotates education_on, the highest level that was reached by the date."""
        rows = _history("EducationHistory").valid().filter(employee=OuterRef("pk"))
        reached = rows.filter(date__lte=date).order_by().values("employee").annotate(highest=Max("level"))
        return self.alias(
            highest_by_then=Subquery(reached.values("highest")), had_education=_any_row("EducationHistory")
        ).annotate(
            education_on=Case(
                When(highest_by_then__isnull=False, then=F("highest_by_then")),
                When(had_education__isnull=True, then=F("education")),
                default=Value(""),
                output_field=CharField(),
            )
        )

    def visible_on(self: Any, user: Any, date: datetime.date, *, acting: bool = False) -> Any:
        """Those whom the user sees today, and those whose unit on that date lay in the user's reach.

        With `acting` also those who acted in a unit of the reach. Annotates `is_open`: the user may open the record.
        """
        scope = scope_of(user)
        paths = {*scope.paths(Permission.EMPLOYEE_VIEW), *scope.headed_paths}
        own = Q(pk=scope.employee_id) if scope.employee_id is not None else Q(pk__in=())
        today = paths_filter(paths, "unit__path") | own
        condition = self._placed_in(paths, date) | own
        governments = {path for path in paths if len(path) == settings.ACCESS_UNIT_STEP}
        if EVERYWHERE not in paths and paths - governments:
            condition |= _is_among(
                self.model._default_manager.filter(paths_filter(paths - governments, "unit__path")), "pk"
            )
        if acting:
            condition |= _is_among(_acting(date).filter(paths_filter(paths, "position__unit__path")), "employee_id")
        return (
            self.filter(condition)
            .without_heads_away(user)
            .annotate(is_open=ExpressionWrapper(today, output_field=BooleanField()))
        )

    def placed_within(self: Any, paths: Iterable[str], date: datetime.date) -> Any:
        """Those whose unit on the date had one of these paths or lay below it."""
        return self.filter(self._placed_in(set(paths), date))

    def _placed_in(self: Any, paths: set[str], date: datetime.date) -> Q:
        """As sets of keys: a small unit is then found without reading the whole of the staff. Nobody changes the
        government, so a whole one needs no history."""
        if EVERYWHERE in paths:
            return ~Q(pk__in=())
        governments = {path for path in paths if len(path) == settings.ACCESS_UNIT_STEP}
        condition = Q(pk__in=())
        if governments:
            # By key rather than by path: the planner then knows how many people it will meet, and reads a page in order
            # instead of sorting everybody.
            units = apps.get_model("employees", "OrganizationalUnit").objects
            keys = units.filter(path__in=governments).order_by().values_list("pk", flat=True)
            condition = Q(government__in=list(keys))
        if units := paths - governments:
            held = _history("PositionHistory").on(date).definitive().filter(paths_filter(units, "position__unit__path"))
            unplaced = (
                self.model._default_manager.filter(paths_filter(units, "unit__path"))
                .alias(had_place=_any_row("PositionHistory", kind=AssignmentKind.DEFINITIVE))
                .filter(had_place__isnull=True)
            )
            condition |= _is_among(held, "employee_id") | _is_among(unplaced, "pk")
        return condition

    def acting_on(self: Any, date: datetime.date, **conditions: Any) -> Any:
        """Those who acted (Plt., Plh., Pj.) on the date; `conditions` speak of the assignment."""
        return self.filter(_is_among(_acting(date).filter(**conditions), "employee_id"))

    def of_age(self: Any, group: str, date: datetime.date) -> Any:
        first, last = AGE_GROUPS[group].births(date)
        found = self if first is None else self.filter(birth_date__gte=first)
        return found if last is None else found.filter(birth_date__lte=last)

    def retiring(self: Any, date: datetime.date, months: int, ages: Mapping[str, int], *, dated: bool = True) -> Any:
        """Those who reach the retirement age of their position within some months after the date."""
        return self.filter(retiring_within(date, months, ages, dated=dated))


def _is_among(rows: QuerySet[Any], key: str) -> Q:
    """The person is one of these. As an array that is made first: joined as a set, PostgreSQL would come to it last,
    after the histories of the whole government (it reorders eight joins at most)."""
    keys = ArraySubquery(rows.order_by().values_list(key, flat=True))
    return Q(Func(F("pk"), keys, template="(%(expressions)s))", arg_joiner=" = ANY(", output_field=BooleanField()))


def _has_status(statuses: set[str]) -> Q:
    """`status_on` is one of these; in plain comparisons, whose outcome the planner can foresee."""
    without_row = Q(status__in=statuses) & (Q(status__in=ACTIVE_STATUSES) | Q(had_status__isnull=True))
    if LegalStatus.ACTIVE in statuses:
        without_row |= ~Q(status__in=ACTIVE_STATUSES) & Q(had_status__isnull=False)
    return Q(standing__status__in=statuses) | Q(standing__isnull=True) & without_row


def _acting(date: datetime.date) -> QuerySet[Any]:
    found: QuerySet[Any] = _history("PositionHistory").on(date).filter(kind__in=ACTING_KINDS).order_by()
    return found


def retiring_within(date: datetime.date, months: int, ages: Mapping[str, int], *, dated: bool = True) -> Q:
    """A condition on staff of `as_of` (or, without `dated`, on staff as they stand on record)."""
    until = add_months(date, months)
    condition = Q(pk__in=())
    for age in sorted(set(ages.values())):
        kinds = Q(pk__in=())
        for key in (key for key, value in ages.items() if value == age):
            kinds |= _position_is(key, dated=dated)
        if age == ages.get(PositionType.PELAKSANA):
            # Nobody stays for ever because a position or its level isn't on record.
            kinds |= _position_unknown(dated=dated)
        condition |= kinds & Q(birth_date__gte=retired_births(date, age), birth_date__lt=retired_births(until, age))
    return condition


def _position_is(key: str, *, dated: bool) -> Q:
    kind, _colon, level = key.partition(":")
    condition = Q(**{_KIND[dated]: kind})
    return condition & Q(**{_LEVEL[dated]: level}) if level else condition


def _position_unknown(*, dated: bool) -> Q:
    return Q(**{f"{_KIND[dated]}__isnull": True}) | Q(**{_KIND[dated]: PositionType.FUNGSIONAL, _LEVEL[dated]: ""})


_KIND = {True: "position_type_on", False: "position__position_type"}
_LEVEL = {True: "level_on", False: "position__functional_level"}


def _rank_order(rank: Any) -> Any:
    """The order of a rank within its regime; 0 without a rank."""
    places: list[Any] = [
        Func(
            Value([each.code for each in ranks]),
            rank,
            template="array_position(%(expressions)s::text)",
            output_field=IntegerField(),
        )
        for ranks in (PNS_RANKS, PPPK_RANKS)
    ]
    return Coalesce(*places, Value(0))
