"""Reads. `visible_to(user)` cuts every question to the user's scope."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Case, F, Q, Value, When
from treebeard.mp_tree import MP_NodeQuerySet

from asn_portal.access.permissions import Permission
from asn_portal.access.roles import DELEGABLE_ROLES
from asn_portal.access.scope import EVERYWHERE, paths_filter, scope_of
from asn_portal.keys import read_key
from employees.dated_staff import DatedStaffMixin
from employees.domain.service_life.months import add_months
from employees.enums import ACTIVE_STATUSES, AssignmentKind, ChangeRequestState, StructureChangeState, WarningState
from employees.seniority_order import SeniorityMixin
from employees.staff_search import StaffSearchMixin

# Length of a government's path: the first step of the tree.
STEP = settings.ACCESS_UNIT_STEP
# What the columns of `EmployeeTable` read.
LISTED = (
    "front_title",
    "name",
    "back_title",
    "nip",
    "position__title",
    "unit__name",
    "rank",
    "rank_since",
    "employment_type",
    "sex",
    "education",
    "status",
)


def _open_on(date: datetime.date) -> Q:
    return (Q(opened_on__isnull=True) | Q(opened_on__lte=date)) & (Q(closed_on__isnull=True) | Q(closed_on__gt=date))


# Warnings due longer ago than this are kept out of the way, not out of reach.
LONG_PAST_MONTHS = 12


class OrganizationalUnitQuerySet(MP_NodeQuerySet):
    def visible_to(self, user: Any) -> Any:
        """The units of the user's own government (its structure is no secret inside), and those of their grants."""
        return self.below(scope_of(user).known_paths)

    def below(self, paths: Iterable[str]) -> Any:
        """The units with these paths and everything below them."""
        return self.filter(paths_filter(paths, "path"))

    def within(self, path: str) -> Any:
        """The unit with this path and everything below it."""
        return self.filter(path__startswith=path)

    def on_which(self, user: Any, permission: Permission) -> Any:
        """Units on which the user holds a permission."""
        return self.filter(scope_of(user).path_filter(permission, "path"))

    def governments(self) -> Any:
        return self.filter(depth=1)

    def serving_citizens(self) -> Any:
        return self.filter(is_service_unit=True)

    def open_on(self, date: datetime.date) -> Any:
        """Those that exist on a date; what is chosen for new things."""
        return self.filter(_open_on(date))

    def open_during(self, first: datetime.date, last: datetime.date) -> Any:
        """Those that exist on some day of a span, both ends included."""
        begun = Q(opened_on__isnull=True) | Q(opened_on__lte=last)
        return self.filter(begun & (Q(closed_on__isnull=True) | Q(closed_on__gt=first)))

    def offered_on(self, date: datetime.date, chosen: object = "") -> Any:
        """What a filter offers that looks at a date: the units of that day, and the one that its address names."""
        return self.filter(_open_on(date) | Q(pk=read_key(chosen)))


class PositionQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Any:
        return self.filter(paths_filter(scope_of(user).known_paths, "unit__path"))

    def open_on(self, date: datetime.date) -> Any:
        """Those that exist on a date; a closed unit's positions are closed with it."""
        return self.filter(Q(closed_on__isnull=True) | Q(closed_on__gt=date))


class FormerNeedQuerySet(models.QuerySet[Any]):
    def on(self, date: datetime.date) -> dict[int, int]:
        """Position -> people needed on the date, of the positions whose need has changed since. One query."""
        rows = self.filter(until__gt=date).order_by("position_id", "until").distinct("position_id")
        return dict(rows.values_list("position_id", "needed"))


class EmployeeQuerySet(DatedStaffMixin, SeniorityMixin, StaffSearchMixin, models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Any:
        """Staff in the units of the user's grants and of the units that the user heads, and the own record. The record
        of a head for whom the user stands in stays closed to them."""
        scope = scope_of(user)
        paths = (*scope.paths(Permission.EMPLOYEE_VIEW), *scope.headed_paths)
        condition = self._within(paths, scope.government_keys)
        if scope.employee_id is not None and not (paths and scope.unit_path.startswith(paths)):
            condition |= Q(pk=scope.employee_id)
        return self.filter(condition).without_heads_away(user)

    def without_heads_away(self, user: Any) -> Any:
        """Without those for whom the user stands in, unless a grant opens their records."""
        scope = scope_of(user)
        if not scope.stands_in_for:
            return self
        return self.filter(~Q(pk__in=scope.stands_in_for) | scope.path_filter(Permission.EMPLOYEE_VIEW, "unit__path"))

    def _within(self, paths: tuple[str, ...], government_keys: Mapping[str, int]) -> Q:
        """Staff of the units with these paths and everything below them. A whole government is asked for by its key,
        which every record holds beside its unit: no unit has to be looked at."""
        condition = paths_filter((path for path in paths if len(path) != STEP), "unit__path")
        for path in paths if EVERYWHERE not in paths else ():
            if len(path) == STEP:
                condition |= Q(government=government_keys[path])
        return condition

    def editable_by(self, user: Any) -> Any:
        """In the units whose records the user keeps. The own record is among them, though others write it."""
        return self.filter(scope_of(user).path_filter(Permission.EMPLOYEE_EDIT, "unit__path"))

    def active(self) -> Any:
        """In service."""
        return self.filter(status__in=ACTIVE_STATUSES)

    def with_place(self) -> Any:
        """With unit and position at hand, as lists and headings show them."""
        return self.select_related("unit", "position")

    def as_listed(self) -> Any:
        """With what the staff list can show, and nothing else: a record has some seventy columns with its place."""
        return self.with_place().only(*LISTED)


class HistoryEntryQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Any:
        """Histories of the employees that the user may see."""
        employees = self.model._meta.get_field("employee").related_model.objects
        return self.filter(employee__in=employees.visible_to(user))

    def valid(self) -> Any:
        """Without rows that a correction has replaced."""
        return self.filter(is_void=False)


class PeriodEntryQuerySet(HistoryEntryQuerySet):
    def on(self, date: datetime.date) -> Any:
        """What held on a date."""
        return self.valid().filter(period__contains=date)

    def newest_first(self) -> Any:
        return self.order_by(F("period").desc(), "-pk")


class DatedEntryQuerySet(HistoryEntryQuerySet):
    def newest_first(self) -> Any:
        return self.order_by("-date", "-pk")


class DisciplineHistoryQuerySet(PeriodEntryQuerySet):
    def visible_to(self, user: Any) -> Any:
        """The own sanctions, and those of staff on whose discipline the user holds the permission. Supervisors none."""
        scope = scope_of(user)
        own = Q(employee=scope.employee_id) if scope.employee_id is not None else Q(pk__in=())
        return self.filter(own | scope.path_filter(Permission.DISCIPLINE_VIEW, "employee__unit__path"))

    def in_force(self, date: datetime.date) -> Any:
        """Sanctions that run on a date and were not taken back."""
        return self.on(date).filter(Q(cancelled_on__isnull=True) | Q(cancelled_on__gt=date))


class RankHistoryQuerySet(PeriodEntryQuerySet):
    pass


class PositionHistoryQuerySet(PeriodEntryQuerySet):
    def definitive(self) -> Any:
        return self.filter(kind=AssignmentKind.DEFINITIVE)

    def heading(self) -> Any:
        """Assignments that make their holder head of the unit: definitive or acting, not an additional duty."""
        return self.filter(position__is_head=True).exclude(kind=AssignmentKind.ADDITIONAL_DUTY)


class RoleGrantQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Any:
        """Grants on units where the user may grant roles; operators also see each other's."""
        scope = scope_of(user)
        if "" in scope.paths(Permission.ROLE_GRANT):
            return self
        return self.filter(scope.path_filter(Permission.ROLE_GRANT, "unit__path"))

    def on(self, date: datetime.date) -> Any:
        """Those that hold on `date`; a delegated role only while the grant it came from holds."""
        original = Q(delegated_from__period__contains=date, delegated_from__revoked_at__isnull=True)
        own = self.filter(period__contains=date, revoked_at__isnull=True)
        return own.filter(Q(delegated_from__isnull=True) | original)

    def ended(self, date: datetime.date) -> Any:
        """Those that hold no more on `date`."""
        own = Q(period__endswith__lte=date) | Q(revoked_at__isnull=False)
        original = Q(delegated_from__period__endswith__lte=date) | Q(delegated_from__revoked_at__isnull=False)
        return self.filter(own | original)

    def delegable(self, date: datetime.date) -> Any:
        """Those that their holder may delegate now: not received by delegation themselves."""
        return self.on(date).filter(delegated_from__isnull=True, role__in=DELEGABLE_ROLES)


class StaffImportQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Any:
        """Own uploads, and those that lie wholly in a part of the tree where the user may import too."""
        paths = scope_of(user).paths(Permission.EMPLOYEE_IMPORT)
        governments = {path[:STEP] for path in paths}
        own = Q(created_by_id=getattr(user, "pk", None)) & paths_filter(governments, "unit_path")
        return self.filter(own | paths_filter(paths, "unit_path"))


class DatedRuleQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Any:
        """The rules of the user's government are no secret inside."""
        scope = scope_of(user)
        paths = {path for paths in scope.grants.values() for path in paths}
        governments = {path[:STEP] for path in (*paths, scope.government_path) if path}
        return self.filter(government__path__in=governments)


class EarlyWarningQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Any:
        """Those of staff whose records the user keeps or leads, and the own."""
        scope = scope_of(user)
        condition = scope.path_filter(Permission.WARNING_VIEW, "employee__unit__path")
        if scope.employee_id is not None:
            condition |= Q(employee=scope.employee_id)
        return self.filter(condition)

    def of_government(self, government: Any) -> Any:
        return self.filter(employee__government=government)

    def open(self) -> Any:
        return self.filter(state=WarningState.OPEN)

    def announced(self, date: datetime.date) -> Any:
        """Those whose day of telling has come."""
        return self.filter(warn_from__lte=date)

    def not_long_past(self, date: datetime.date) -> Any:
        """Without what was due longer ago than an office still catches up with."""
        return self.filter(due_on__gte=add_months(date, -LONG_PAST_MONTHS))

    def long_past(self, date: datetime.date) -> Any:
        return self.filter(due_on__lt=add_months(date, -LONG_PAST_MONTHS))

    def most_pressing_first(self, date: datetime.date) -> Any:
        """The nearest days first, passed or coming; what is overdue and can't be done yet stands at the end."""
        away = Case(
            When(due_on__lt=date, then=Value(date) - F("due_on")),
            default=F("due_on") - Value(date),
            output_field=models.DurationField(),
        )
        is_stuck = Case(When(due_on__lt=date, is_eligible=False, then=Value(1)), default=Value(0))
        return self.order_by(is_stuck, away, "due_on", "pk")

    def untold_to_people(self, date: datetime.date) -> Any:
        """What the person is to hear and has not: only what the requirements allow."""
        return (
            self.open()
            .announced(date)
            .filter(is_eligible=True, is_silent=False, person_told_at=None, employee__user__is_active=True)
        )

    def with_person(self) -> Any:
        return self.select_related("employee__unit", "employee__position")


class ChangeRequestQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Any:
        """The own requests, and those of staff whose records the user keeps or audits."""
        scope = scope_of(user)
        condition = scope.path_filter(Permission.EMPLOYEE_EDIT, "employee__unit__path")
        condition |= scope.path_filter(Permission.AUDIT_VIEW, "employee__unit__path")
        if scope.employee_id is not None:
            condition |= Q(employee=scope.employee_id)
        return self.filter(condition)

    def decidable_by(self, user: Any) -> Any:
        return self.filter(scope_of(user).path_filter(Permission.EMPLOYEE_EDIT, "employee__unit__path"))

    def waiting(self) -> Any:
        return self.filter(state=ChangeRequestState.SUBMITTED)


class UnitNameQuerySet(models.QuerySet[Any]):
    def on(self, date: datetime.date) -> Any:
        return self.filter(period__contains=date)


class StructureChangeQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Any:
        """Those of units on which the user may change the structure, or read its trail."""
        scope = scope_of(user)
        condition = scope.path_filter(Permission.UNIT_EDIT, "unit__path")
        return self.filter(condition | scope.path_filter(Permission.AUDIT_VIEW, "unit__path"))

    def due(self, date: datetime.date) -> Any:
        return self.filter(state=StructureChangeState.PLANNED, effective_date__lte=date)
