"""Calls for further education, applications to them, and studies."""

from __future__ import annotations

import datetime
from typing import Any

from django.db import models
from django.db.models import Count, F, OuterRef, Q, Subquery

from asn_portal.access.permissions import Permission
from asn_portal.access.scope import paths_filter, scope_of
from training.enums import ApplicationState, AssignmentState, CallState, RequestState, StudyChangeKind

# While it is decided who may study, reviewers must not learn whose an application is.
UNDECIDED = (CallState.DRAFT, CallState.OPEN, CallState.REVIEW)
RUNNING = (AssignmentState.STUDYING, AssignmentState.ON_LEAVE)


class StudyCallQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Any:
        """Published calls of the own government, and all calls of the units of the user's grants."""
        scope = scope_of(user)
        own_government = paths_filter([scope.government_path] if scope.government_path else [], "unit__path")
        return self.filter(
            (~Q(state=CallState.DRAFT) & own_government) | scope.path_filter(Permission.TRAINING_VIEW, "unit__path")
        )

    def managed_by(self, user: Any) -> Any:
        return self.filter(scope_of(user).path_filter(Permission.TRAINING_MANAGE, "unit__path"))

    def reviewed_by(self, user: Any) -> Any:
        """Calls whose applications the user scores."""
        employee = scope_of(user).employee_id
        return self.filter(reviewers__employee=employee) if employee is not None else self.none()

    def due_to_close(self, date: datetime.date) -> Any:
        return self.filter(state=CallState.OPEN, closes_on__lt=date)

    def with_own_state(self, employee: int | None) -> Any:
        """Adds `own_state`: that of the employee's application, or None."""
        applications = self.model._meta.get_field("applications").related_model.objects
        own = applications.filter(call=OuterRef("pk"), employee=employee).exclude(state=ApplicationState.WITHDRAWN)
        return self.annotate(own_state=Subquery(own.values("state")[:1]))

    def with_counts(self) -> Any:
        """Adds `received`: applications that were handed in and not withdrawn."""
        sent = ~Q(applications__state__in=[ApplicationState.DRAFT, ApplicationState.WITHDRAWN])
        return self.annotate(received=Count("applications", filter=sent))


class StudyApplicationQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Any:
        """The own ones; of others what was handed in: to their direct superior and to the organiser's office.

        Whoever reviews a call doesn't see whose its applications are until it is decided, whatever their office.
        """
        from employees.models import Employee
        from employees.supervision import direct_reports

        scope = scope_of(user)
        sent = ~Q(state=ApplicationState.DRAFT)
        others = scope.path_filter(Permission.TRAINING_VIEW, "call__unit__path")
        if scope.employee_id is not None:
            blind = Q(call__state__in=UNDECIDED, call__reviewers__employee=scope.employee_id)
            reviewed = self.model.objects.filter(blind).values("pk")
            others &= ~Q(pk__in=reviewed)
        if scope.is_head:
            superior = Employee.objects.filter(pk=scope.employee_id).first()
            others |= Q(employee__in=direct_reports(superior).values("pk"))
        own = Q(employee=scope.employee_id) if scope.employee_id is not None else Q(pk__in=())
        return self.filter(own | (sent & others))

    def of_user(self, user: Any) -> Any:
        employee = scope_of(user).employee_id
        return self.filter(employee=employee) if employee is not None else self.none()

    def sent(self) -> Any:
        """Handed in and not withdrawn."""
        return self.exclude(state__in=[ApplicationState.DRAFT, ApplicationState.WITHDRAWN])

    def for_scoring(self) -> Any:
        """What reviewers read: complete, and not decided or decided."""
        return self.filter(state__in=[ApplicationState.COMPLETE, ApplicationState.ACCEPTED, ApplicationState.REJECTED])

    def with_people(self) -> Any:
        return self.select_related("call__unit", "employee__unit", "employee__position", "employee__user", "decided_by")


class StudyAssignmentQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Any:
        """The own ones, those of staff of the units that the user heads, and those of the units of their grants."""
        scope = scope_of(user)
        condition = scope.path_filter(Permission.TRAINING_VIEW, "employee__unit__path")
        condition |= scope.staff_below("employee__unit__path", "employee")
        if scope.employee_id is not None:
            condition |= Q(employee=scope.employee_id)
        return self.filter(condition)

    def overseen_by(self, user: Any) -> Any:
        """By grant alone: neither one's own nor those of the staff below one."""
        return self.filter(scope_of(user).path_filter(Permission.TRAINING_VIEW, "employee__unit__path"))

    def managed_by(self, user: Any) -> Any:
        return self.filter(scope_of(user).path_filter(Permission.TRAINING_MANAGE, "employee__unit__path"))

    def of_user(self, user: Any) -> Any:
        employee = scope_of(user).employee_id
        return self.filter(employee=employee) if employee is not None else self.none()

    def running(self) -> Any:
        return self.filter(state__in=RUNNING)

    def bond_over(self, date: datetime.date) -> Any:
        """Serving, and the last day of the bond lies before `date`."""
        return self.filter(state=AssignmentState.SERVING, bond__endswith__lte=date)

    def with_people(self) -> Any:
        return self.select_related("employee__unit", "employee__position", "employee__user")

    def with_next_report(self) -> Any:
        """Adds `next_report`: when the next report that was not handed in is due; None once the study has ended."""
        reports = self.model._meta.get_field("reports").related_model.objects
        running = reports.filter(assignment=OuterRef("pk"), assignment__state__in=RUNNING)
        open_ones = running.filter(submitted_at=None).order_by("due_on")
        return self.annotate(next_report=Subquery(open_ones.values("due_on")[:1]), bond_until=F("bond__endswith"))

    def report_overdue(self, date: datetime.date) -> Any:
        """Running studies with a report that was due before `date` and not handed in."""
        reports = self.model._meta.get_field("reports").related_model.objects
        late = reports.filter(submitted_at=None, due_on__lt=date).values("assignment")
        return self.filter(pk__in=late, state__in=RUNNING)


class SemesterReportQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Any:
        """Reports of the studies that the user may see."""
        assignments = self.model._meta.get_field("assignment").related_model.objects
        return self.filter(assignment__in=assignments.visible_to(user))

    def open_until(self, date: datetime.date) -> Any:
        """Not handed in, of running studies, due on `date` or before."""
        return self.filter(submitted_at=None, due_on__lte=date, assignment__state__in=RUNNING)


class StudyChangeQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Any:
        """Requests of the studies that the user may see."""
        assignments = self.model._meta.get_field("assignment").related_model.objects
        return self.filter(assignment__in=assignments.visible_to(user))

    def leaves_begun(self, date: datetime.date) -> Any:
        """Granted leaves of running studies from `date` or before, from which nobody has come back yet."""
        return self.filter(
            kind=StudyChangeKind.LEAVE,
            state=RequestState.GRANTED,
            from_day__lte=date,
            ended_on=None,
            assignment__state__in=RUNNING,
        )
