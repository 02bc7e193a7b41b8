"""Who retires soon and holds what few others hold."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import Count, Exists, OuterRef, Prefetch, Q

from asn_portal.access.permissions import Permission
from asn_portal.access.scope import scope_of
from careers.domain.knowledge import HOLDING_LEVEL, rare
from careers.enums import OPEN_STATES
from employees.dated_staff import retiring_within
from employees.domain.service_life.retirement import retirement_age, retirement_date
from employees.enums import ACTIVE_STATUSES, PositionType
from employees.models import Employee
from employees.service_rules import retirement_ages_on
from training.models import CurrentLevel

HORIZONS = (12, 24, 36, 60)


@dataclass(frozen=True)
class Retiring:
    """`holders`: rare competency -> how many people of the government hold it. `ages`: by kind of position."""

    holders: Mapping[int, int]
    ages: Mapping[str, int]

    def day_of(self, person: Employee) -> datetime.date:
        """Needs the position; of an unknown one the earliest age, which warns in time."""
        position = person.position
        kind, level = (position.position_type, position.functional_level or None) if position else ("", None)
        if not kind or (kind == PositionType.FUNGSIONAL and level is None):
            kind, level = PositionType.PELAKSANA, None
        return retirement_date(person.birth_date, retirement_age(kind, level, ages=self.ages))


def holding(government_path: str) -> Any:
    """Levels of people in service at which a competency can be passed on."""
    return CurrentLevel.objects.filter(
        employee__unit__path__startswith=government_path,
        employee__status__in=ACTIVE_STATUSES,
        achieved__gte=HOLDING_LEVEL,
        competency__is_active=True,
    )


def retiring(user: Any, on: datetime.date) -> Retiring:
    """Two queries."""
    path = scope_of(user).government_path or "-"
    counted = holding(path).order_by().values_list("competency_id").annotate(number=Count("employee", distinct=True))
    ages = retirement_ages_on(path[: settings.ACCESS_UNIT_STEP], on)
    return Retiring(holders=rare(dict(counted)), ages=ages)


def retiring_staff(user: Any, facts: Retiring, months: int, on: datetime.date) -> Any:
    """People of the units in which the user manages mentoring, with `rare_levels` and `guided`."""
    levels = CurrentLevel.objects.filter(competency__in=list(facts.holders), achieved__gte=HOLDING_LEVEL)
    staff = Employee.objects.active().filter(
        scope_of(user).path_filter(Permission.MENTORING_MANAGE, "unit__path"),
        retiring_within(on, months, facts.ages, dated=False),
        Exists(levels.filter(employee=OuterRef("pk"))),
    )
    guided = Count("mentorships_given", filter=Q(mentorships_given__state__in=OPEN_STATES))
    rare_levels = Prefetch(
        "current_levels", levels.select_related("competency").order_by("competency"), to_attr="rare_levels"
    )
    return staff.with_place().annotate(guided=guided).prefetch_related(rare_levels)
