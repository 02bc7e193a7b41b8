"""Reads. `visible_to(user)` cuts every question to what the user may see."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any

from django.db import models
from django.db.models import Count, Exists, F, IntegerField, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce

from asn_portal.access.permissions import Permission
from asn_portal.access.scope import paths_filter, scope_of
from employees.supervision import direct_reports, employee_of
from training.enums import (
    ACTIVE_STATES,
    FILLING_STATES,
    PENDING_STATES,
    SEATED_STATES,
    UNFINISHED_STATES,
    RegistrationState,
    SessionStanding,
    SessionState,
)


class TrainingProgrammeQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Any:
        """Programmes of the units on which the user may read training matters."""
        return self.filter(scope_of(user).path_filter(Permission.TRAINING_VIEW, "unit__path"))

    def managed_by(self, user: Any) -> Any:
        return self.filter(scope_of(user).path_filter(Permission.TRAINING_MANAGE, "unit__path"))

    def with_session_count(self) -> Any:
        return self.annotate(session_count=Count("sessions"))


class TrainingSessionQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Any:
        """Published sessions of the user's own government, and all sessions of the units of the user's grants."""
        scope = scope_of(user)
        published = ~Q(state=SessionState.DRAFT)
        own_government = paths_filter([scope.government_path] if scope.government_path else [], "unit__path")
        return self.filter((published & own_government) | scope.path_filter(Permission.TRAINING_VIEW, "unit__path"))

    def managed_by(self, user: Any) -> Any:
        return self.filter(scope_of(user).path_filter(Permission.TRAINING_MANAGE, "unit__path"))

    def overseen_by(self, user: Any) -> Any:
        """Sessions of the units on which the user may read training matters: the office side of the list."""
        return self.filter(scope_of(user).path_filter(Permission.TRAINING_VIEW, "unit__path"))

    def open_at(self, moment: datetime.datetime) -> Any:
        """Sessions for which one can register at this moment."""
        return self.filter(
            state=SessionState.OPEN, registration_opens_at__lte=moment, registration_closes_at__gt=moment
        )

    def lacking_certificates(self, *, papers_since: datetime.datetime) -> Any:
        """Finished sessions in which somebody completed and has no certificate yet, or one whose paper is missing.

        Papers of certificates issued before `papers_since` are made when somebody asks for them.
        """
        registrations = self.model._meta.get_field("registrations").related_model.objects
        certificates = registrations.model._meta.get_field("certificates").related_model.objects
        of_the_person = certificates.filter(registration=OuterRef("pk"))
        unfinished = Exists(of_the_person.standing().filter(document=None, issued_at__gte=papers_since))
        completed = registrations.filter(session=OuterRef("pk"), state=RegistrationState.COMPLETED)
        return self.filter(Exists(completed.filter(unfinished | ~Exists(of_the_person))), state=SessionState.FINISHED)

    def standing_as(self, standing: str, moment: datetime.datetime) -> Any:
        """Sessions that show this `SessionStanding` at a moment; the question behind `TrainingSession.standing`."""
        is_open = Q(state=SessionState.OPEN)
        is_past = is_open & Q(registration_closes_at__lte=moment)
        conditions = {
            SessionStanding.UPCOMING: is_open & Q(registration_opens_at__gt=moment) & ~is_past,
            SessionStanding.OPEN: is_open & Q(registration_opens_at__lte=moment) & ~is_past,
            SessionStanding.CLOSED: Q(state=SessionState.CLOSED) | is_past,
        }
        return self.filter(conditions.get(SessionStanding(standing), Q(state=standing)))

    def coming(self, moment: datetime.datetime) -> Any:
        """Published and not over."""
        return self.filter(state__in=UNFINISHED_STATES, ends_at__gt=moment)

    def with_seats(self) -> Any:
        """Adds `held_seats` and `waiting_count`. Subqueries, so that only the rows of the page are counted."""
        registrations = self.model._meta.get_field("registrations").related_model.objects.filter(session=OuterRef("pk"))
        return self.annotate(
            held_seats=_count(registrations.filter(state__in=SEATED_STATES)),
            waiting_count=_count(registrations.filter(state=RegistrationState.WAITING)),
        )

    def with_state_for(self, employee: Any) -> Any:
        """Adds `own_state`: the employee's newest registration state, or None."""
        registrations = self.model._meta.get_field("registrations").related_model.objects
        own = registrations.filter(session=OuterRef("pk"), employee=employee).order_by("-sequence")
        return self.annotate(own_state=Subquery(own.values("state")[:1]))

    def due_to_close(self, moment: datetime.datetime) -> Any:
        return self.filter(state=SessionState.OPEN, registration_closes_at__lte=moment)

    def due_to_start(self, moment: datetime.datetime) -> Any:
        return self.filter(state__in=FILLING_STATES, starts_at__lte=moment)

    def due_to_finish(self, moment: datetime.datetime) -> Any:
        """Over, but attendance and certificates are still to be settled by the coordinator."""
        return self.filter(state=SessionState.RUNNING, ends_at__lte=moment)


class RegistrationQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Any:
        """One's own; those of the staff below one; and, by grant, those of one's units' sessions and staff."""
        scope = scope_of(user)
        condition = scope.path_filter(Permission.TRAINING_VIEW, "session__unit__path")
        condition |= scope.path_filter(Permission.TRAINING_VIEW, "employee__unit__path")
        condition |= paths_filter(scope.headed_paths, "employee__unit__path")
        if scope.employee_id is not None:
            condition |= Q(employee=scope.employee_id)
        return self.filter(condition)

    def of_user(self, user: Any) -> Any:
        return self.filter(employee=scope_of(user).employee_id) if scope_of(user).employee_id else self.none()

    def awaiting_decision_of(self, user: Any) -> Any:
        """What waits for the user as the direct supervisor, oldest first."""
        if not scope_of(user).is_head:
            return self.none()
        return self.filter(
            state=RegistrationState.AWAITING_APPROVAL,
            employee__in=direct_reports(employee_of(user)),
            session__state__in=UNFINISHED_STATES,
        )

    def seated(self) -> Any:
        return self.filter(state__in=SEATED_STATES)

    def waiting(self) -> Any:
        """The waiting list in its order."""
        return self.filter(state=RegistrationState.WAITING).order_by("sequence")

    def active(self) -> Any:
        return self.filter(state__in=ACTIVE_STATES)

    def pending(self) -> Any:
        return self.filter(state__in=PENDING_STATES)

    def with_people(self) -> Any:
        return self.select_related("employee__unit", "employee__position")

    def with_session(self) -> Any:
        return self.select_related("session__programme", "session__unit")

    def with_place_in_line(self) -> Any:
        """Adds `place_in_line`, 1 for the next to move up; None for who does not wait."""
        ahead = self.model.objects.filter(
            session=OuterRef("session"), state=RegistrationState.WAITING, sequence__lte=OuterRef("sequence")
        )
        return self.annotate(
            place_in_line=models.Case(
                models.When(state=RegistrationState.WAITING, then=_count(ahead)),
                default=None,
                output_field=IntegerField(),
            )
        )

    def with_attendance(self) -> Any:
        """Adds `days_present`."""
        return self.annotate(days_present=Count("attendance", filter=Q(attendance__is_present=True)))

    def awaiting_certificate(self, *, session: Any, registration_id: int | None = None) -> Any:
        """Completed without a certificate, or with one whose paper is missing. Whoever had one revoked gets a new one
        only when named."""
        certificates = self.model._meta.get_field("certificates").related_model.objects.filter(
            registration=OuterRef("pk")
        )
        rows = self.filter(session=session, state=RegistrationState.COMPLETED)
        if registration_id is not None:
            return rows.filter(pk=registration_id)
        unfinished = Exists(certificates.standing().filter(document=None))
        return rows.filter(unfinished | ~Exists(certificates))

    def completed_in(self, year: int) -> Any:
        """Completed in a year's sessions; not those whose certificate was revoked without a new one."""
        certificates = self.model._meta.get_field("certificates").related_model.objects.filter(
            registration=OuterRef("pk")
        )
        revoked_only = Exists(certificates) & ~Exists(certificates.standing())
        return self.filter(state=RegistrationState.COMPLETED, session__ends_at__year=year).exclude(revoked_only)

    def learning_hours(self) -> Decimal:
        """Sum of the sessions' hours."""
        total: Decimal = self.aggregate(total=Coalesce(Sum(F("session__learning_hours")), Decimal(0)))["total"]
        return total


class AttendanceQuerySet(models.QuerySet[Any]):
    def of_session(self, session: Any) -> Any:
        return self.filter(registration__session=session)


class CertificateQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Any:
        registrations = self.model._meta.get_field("registration").related_model.objects
        return self.filter(registration__in=registrations.visible_to(user))

    def standing(self) -> Any:
        """Not revoked."""
        return self.filter(revoked_at=None)


def _count(rows: Any) -> Any:
    counted = rows.order_by().values("session").annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)
