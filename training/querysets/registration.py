"""Registrations, waiting lists and what counts."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q, Sum
from django.db.models.functions import Coalesce

from asn_portal.access.permissions import Permission
from asn_portal.access.scope import scope_of
from employees.supervision import direct_reports, employee_of
from training.enums import (
    ACTIVE_STATES,
    PENDING_STATES,
    SEATED_STATES,
    UNFINISHED_STATES,
    RegistrationState,
)


class RegistrationQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Any:
        """One's own; those of the staff below one; and, by grant, those of one's units' sessions and staff."""
        scope = scope_of(user)
        condition = scope.path_filter(Permission.TRAINING_VIEW, "session__unit__path")
        condition |= scope.path_filter(Permission.TRAINING_VIEW, "employee__unit__path")
        condition |= scope.staff_below("employee__unit__path", "employee")
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
        ).order_by("registered_at", "pk")

    def seated(self) -> Any:
        """Who holds or held a seat, whether the supervisor has approved it or not."""
        return self.filter(state__in=SEATED_STATES)

    def waiting(self) -> Any:
        """The waiting lists, session by session, each in its order: as drawn, then as registered."""
        rows = self.filter(state=RegistrationState.WAITING)
        return rows.order_by("session_id", F("drawn_place").asc(nulls_last=True), "sequence")

    def active(self) -> Any:
        """In a seat or in line; at most one of a person in a session."""
        return self.filter(state__in=ACTIVE_STATES)

    def pending(self) -> Any:
        """Those that can still be withdrawn or removed: the session has not settled them."""
        return self.filter(state__in=PENDING_STATES)

    def with_people(self) -> Any:
        return self.select_related("employee__unit", "employee__position")

    def with_session(self) -> Any:
        return self.select_related("session__programme", "session__unit")

    def with_attendance(self) -> Any:
        """Adds `meetings_present`."""
        return self.annotate(meetings_present=Count("attendance", filter=Q(attendance__is_present=True)))

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
