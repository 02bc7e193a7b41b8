"""Reads of schedules, reports and what follows from them. `visible_to(user)` cuts to what the user may see."""

from __future__ import annotations

import datetime
from collections.abc import Collection
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Q

from asn_portal.access.permissions import Permission
from asn_portal.access.scope import scope_of
from evaluations.enums import FollowUpState, RecipientKind, ReportKind, RunState
from evaluations.report_readers import READERS


class ReportScheduleQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Any:
        """Those of the units on which the user keeps schedules, and of the units that the user heads."""
        scope = scope_of(user)
        condition = scope.path_filter(Permission.REPORT_SCHEDULE, "unit__path")
        return self.filter(condition | Q(unit__path__in=scope.headed_paths))

    def due(self, now: datetime.datetime) -> Any:
        return self.filter(is_active=True, next_run_at__lte=now)

    def forget_errors(self, errors: Collection[str]) -> None:
        """Nothing of them fails any more. A schedule that has stopped keeps the reason, which is not one of `errors`
        of its reports."""
        self.filter(Q(is_active=True) | Q(last_error__in=errors)).update(last_error="")


class ReportRunQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Any:
        """Finished reports of the units that the user heads now, definitively or acting, those below a head of agency,
        the kinds that the user's permissions read, and those that go to a unit that the user heads."""
        scope = scope_of(user)
        condition = scope.path_filter(Permission.REPORT_VIEW, "unit__path")
        for permission in set(READERS.values()) - {Permission.REPORT_VIEW}:
            if scope.has(permission):
                kinds = [kind for kind, needed in READERS.items() if needed == permission]
                condition |= scope.path_filter(permission, "unit__path") & Q(kind__in=kinds)
        if scope.headed_paths:
            headed = Q(unit__path__in=scope.headed_paths)
            headed |= Q(schedule__in=self._sent_to_heads_of(scope.headed_paths))
            condition |= headed & ~self._with_sheet_of(scope.stands_in_for)
        return self.filter(condition, state=RunState.DONE)

    def _with_sheet_of(self, people: Collection[int]) -> Q:
        """Papers of rating sheets that hold one of these employees. Whoever stands in for somebody who came to lead
        the unit later doesn't read theirs in an old paper."""
        ratings = apps.get_model("evaluations", "Assessment").objects.filter(employee__in=people)
        condition = Q(pk__in=())
        for key in ratings.values_list("pk", flat=True) if people else ():
            condition |= Q(snapshot__data__people__contains=[{"assessment": key}])
        return condition & Q(kind=ReportKind.RATING_SHEETS)

    def _sent_to_heads_of(self, paths: Collection[str]) -> Any:
        """Schedules whose reports go to the heads of units with these paths."""
        recipients = self.model._meta.get_field("schedule").related_model._meta.get_field("recipients").related_model
        return recipients.objects.filter(kind=RecipientKind.UNIT_HEAD, unit__path__in=paths).values("schedule")

    def due(self, now: datetime.datetime, *, silent_since: datetime.datetime) -> Any:
        """Waiting runs whose time has come, and running ones whose worker has been silent since then."""
        waiting = Q(state=RunState.PENDING) & (Q(next_try_at=None) | Q(next_try_at__lte=now))
        return self.filter(waiting | Q(state=RunState.RUNNING, heartbeat_at__lt=silent_since))


class FollowUpActionQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Any:
        """Those of the units whose reports the user reads, and one's own."""
        scope = scope_of(user)
        condition = Q(unit__path__in=scope.headed_paths) | scope.path_filter(Permission.REPORT_VIEW, "unit__path")
        if scope.employee_id is not None:
            condition |= Q(owner=scope.employee_id)
        return self.filter(condition)

    def open(self) -> Any:
        return self.filter(state=FollowUpState.OPEN)

    def of_user(self, user: Any) -> Any:
        employee_id = scope_of(user).employee_id
        return self.filter(owner=employee_id) if employee_id is not None else self.none()

    def overdue_on(self, day: datetime.date) -> Any:
        return self.open().filter(due_on__lt=day)

    def with_people(self) -> Any:
        return self.select_related("unit", "owner__user", "run__unit")
