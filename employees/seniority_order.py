"""The seniority list's order in SQL: `domain.service_life.seniority` says what it means, a test that both agree."""

from __future__ import annotations

import datetime
from calendar import monthrange
from typing import Any

from django.apps import apps
from django.db.models import (
    Case,
    DateField,
    ExpressionWrapper,
    F,
    Func,
    IntegerField,
    OuterRef,
    Q,
    Subquery,
    Value,
    When,
)
from django.db.models.fields.json import JSONField
from django.db.models.functions import (
    Cast,
    Coalesce,
    ExtractMonth,
    ExtractYear,
    Greatest,
    Substr,
)
from django.db.models.lookups import GreaterThan

from employees.domain.identity import parse_nip
from employees.domain.service_life.seniority import POSITION_PLACES, TRAINING_PLACES
from employees.domain.service_life.service import service_length
from employees.enums import PPPK_RANKS, Echelon

PPPK_CODES = [rank.code for rank in PPPK_RANKS]


def _history(name: str) -> Any:
    return apps.get_model("employees", name).objects.valid().filter(employee=OuterRef("pk"))


class SeniorityMixin:
    """Part of EmployeeQuerySet; for rows of `as_of(date).with_education_on(date)`."""

    def in_seniority_order(self: Any, date: datetime.date, government_path: str) -> Any:
        """Highest first. Annotates serves_from, service_months_on, training_on, training_year_on, graduated_on.

        One more query for the few who were on unpaid leave: how it is counted is the domain's.
        """
        diplomas = _history("EducationHistory").filter(date__lte=date).order_by("-level", "date")
        courses = (
            _history("TrainingHistory")
            .exclude(leadership="")
            .annotate(ended=Coalesce("last_day", "date"), place=_training_place("leadership"))
            .filter(ended__lte=date)
            .order_by("place", "ended")
        )
        staff = self.alias(echelon_on=Coalesce("placed__position__echelon", "position__echelon")).annotate(
            serves_from=Coalesce("cpns_since", _first_day_of_nip()),
            training_on=Subquery(courses.values("leadership")[:1]),
            training_year_on=Subquery(courses.values(year=ExtractYear("ended"))[:1]),
            graduated_on=Subquery(diplomas.values("date")[:1]),
        )
        leaves = self.model._default_manager.service_with_leave(date, government_path)
        staff = staff.annotate(service_months_on=_service_months(date, leaves))
        return staff.order_by(
            Case(When(rank_on__in=PPPK_CODES, then=1), default=0),
            F("rank_order_on").desc(),
            F("rank_since_on").asc(nulls_last=True),
            _position_place(),
            F("position_since_on").asc(nulls_last=True),
            F("service_months_on").desc(),
            _training_place("training_on"),
            F("training_year_on").asc(nulls_last=True),
            F("education_on").desc(),
            F("graduated_on").asc(nulls_last=True),
            "birth_date",
            "pk",
        )

    def service_with_leave(self: Any, date: datetime.date, government_path: str) -> dict[str, int]:
        """Months of service by person, of those whose unpaid leave began before the date."""
        rows = (
            apps.get_model("employees", "UnpaidLeaveHistory")
            .objects.valid()
            .filter(period__startswith__lt=date, employee__government__path=government_path)
            .order_by("employee_id", "period")
            .values_list("employee_id", "period", "employee__cpns_since", "employee__nip")
        )
        starts: dict[int, datetime.date] = {}
        leaves: dict[int, list[Any]] = {}
        for employee_id, period, cpns_since, nip in rows:
            starts[employee_id] = cpns_since or parse_nip(nip).first_day
            leaves.setdefault(employee_id, []).append((period.lower, period.upper))
        return {
            str(employee_id): service_length(start, date, unpaid_leave=leaves[employee_id]).total_months
            for employee_id, start in starts.items()
            if start <= date
        }


def _first_day_of_nip() -> Any:
    """As `domain.identity.Nip.first_day`: of a PPPK the number tells only the year."""
    month = Cast(Substr("nip", 13, 2), IntegerField())
    return Func(
        Greatest(Cast(Substr("nip", 9, 4), IntegerField()), Value(1)),
        Case(When(GreaterThan(month, 12), then=Value(1)), default=Greatest(month, Value(1))),
        Value(1),
        function="make_date",
        output_field=DateField(),
    )


def _service_months(date: datetime.date, leaves: dict[str, int]) -> Any:
    """Completed months from `serves_from` to the date: as `domain.service_life.months.months_between`."""
    months = Value(date.year * 12 + date.month) - ExtractYear("serves_from") * Value(12) - ExtractMonth("serves_from")
    if date.day < monthrange(date.year, date.month)[1]:
        # A month isn't complete before its day; on the last day of a month every month is.
        begun = Case(When(serves_from__day__gt=date.day, then=1), default=0)
        months = ExpressionWrapper(months - begun, output_field=IntegerField())
    plain = Greatest(ExpressionWrapper(months, output_field=IntegerField()), Value(0))
    if not leaves:
        return plain
    known = Func(
        Value(leaves, output_field=JSONField()),
        F("pk"),
        template="((%(expressions)s::text)::int)",
        arg_joiner=" ->> ",
        output_field=IntegerField(),
    )
    return Coalesce(known, plain)


def _position_place() -> Any:
    """The echelon that is known counts; without one, the type."""
    types = [When(position_type_on=kind, then=place) for kind, place in POSITION_PLACES.items()]
    return Case(
        When(
            Q(echelon_on__isnull=False) & ~Q(echelon_on__in=["", Echelon.NONE]), then=Cast("echelon_on", IntegerField())
        ),
        *types,
        default=int(Echelon.NONE),
        output_field=IntegerField(),
    )


def _training_place(field: str) -> Any:
    return Case(
        *(When(**{field: training}, then=place) for training, place in TRAINING_PLACES.items()),
        default=len(TRAINING_PLACES),
    )
