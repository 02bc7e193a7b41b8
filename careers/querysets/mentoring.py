from __future__ import annotations

import datetime
from typing import Any

from django.db import models
from django.db.models import Count, DurationField, Exists, ExpressionWrapper, F, OuterRef, Q

from asn_portal.access.permissions import Permission
from asn_portal.access.scope import scope_of
from careers.domain.mentoring import LEAST_MINUTES
from careers.enums import OPEN_STATES, AgreementState, MeetingState, MentorshipState, OfferState, TaskState
from employees.supervision import direct_reports, employee_of


class MentorshipQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Any:
        """One's own, as mentor or mentee, and those of the units in which the user manages mentoring."""
        scope = scope_of(user)
        condition = scope.path_filter(Permission.MENTORING_MANAGE, "mentee__unit__path")
        if scope.employee_id is not None:
            condition |= Q(mentor=scope.employee_id) | Q(mentee=scope.employee_id)
        return self.filter(condition)

    def managed_by(self, user: Any) -> Any:
        """Of the units in which the user manages mentoring."""
        return self.filter(scope_of(user).path_filter(Permission.MENTORING_MANAGE, "mentee__unit__path"))

    def awaiting_rating_of(self, user: Any) -> Any:
        """Completed ones of direct reports, with a goal whose competency the superior has not rated since."""
        if not scope_of(user).is_head:
            return self.none()
        goals = self.model.agreements.rel.related_model.objects.filter(
            mentorship=OuterRef("pk"), state=AgreementState.IN_FORCE, goals__competency__isnull=False
        )
        rows = self.filter(state=MentorshipState.COMPLETED, rated_at=None)
        return rows.filter(Exists(goals), mentee__in=direct_reports(employee_of(user)).values("pk"))

    def of_employee(self, employee_id: int | None) -> Any:
        return self.filter(Q(mentor=employee_id) | Q(mentee=employee_id)) if employee_id else self.none()

    def open(self) -> Any:
        return self.filter(state__in=OPEN_STATES)

    def with_people(self) -> Any:
        return self.select_related("mentor__unit", "mentor__position", "mentee__unit", "mentee__position")

    def with_meeting_counts(self) -> Any:
        """Adds `held_count` and `confirmed_count`."""
        held = Q(meetings__state=MeetingState.HELD)
        both = held & Q(meetings__mentor_confirmed_at__isnull=False, meetings__mentee_confirmed_at__isnull=False)
        return self.annotate(held_count=Count("meetings", filter=held), confirmed_count=Count("meetings", filter=both))


class MentoringMeetingQuerySet(models.QuerySet[Any]):
    def confirmed(self) -> Any:
        """Both the mentor and the mentee say that it took place."""
        return self.held().filter(mentor_confirmed_at__isnull=False, mentee_confirmed_at__isnull=False)

    def creditable(self) -> Any:
        """Confirmed by both and long enough for learning hours; `is_creditable` of each of them."""
        length = ExpressionWrapper(F("end") - F("start"), output_field=DurationField())
        return self.confirmed().alias(length=length).filter(length__gte=datetime.timedelta(minutes=LEAST_MINUTES))

    def held(self) -> Any:
        return self.filter(state=MeetingState.HELD)

    def planned(self) -> Any:
        return self.filter(state=MeetingState.PLANNED)

    def in_year(self, year: int) -> Any:
        return self.filter(held_on__year=year)


class MentorOfferQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Any:
        """Of the user's government; closed ones to the mentor and to who manages mentoring there."""
        scope = scope_of(user)
        managed = scope.path_filter(Permission.MENTORING_MANAGE, "mentor__unit__path")
        condition = Q(state=OfferState.OPEN) | managed
        if scope.employee_id is not None:
            taken = self.model.mentorships.rel.related_model.objects.filter(
                offer=OuterRef("pk"), mentee=scope.employee_id
            )
            condition |= Q(mentor=scope.employee_id) | Exists(taken)
        return self.filter(condition, government__path=scope.government_path or "-")

    def open_on(self, day: datetime.date) -> Any:
        """What can be asked for on a day."""
        return self.filter(state=OfferState.OPEN, until__gte=day)

    def with_taken(self) -> Any:
        """Adds `taken`: the open mentorships that came of it."""
        return self.annotate(taken=Count("mentorships", filter=Q(mentorships__state__in=OPEN_STATES)))

    def with_people(self) -> Any:
        return self.select_related("mentor__unit", "mentor__position", "competency")


class MentoringTaskQuerySet(models.QuerySet[Any]):
    def open(self) -> Any:
        return self.filter(state=TaskState.OPEN)


class MidwayCheckQuerySet(models.QuerySet[Any]):
    def worries_of(self, user: Any) -> Any:
        """Worries that nobody has looked at, of the units in which the user manages mentoring; none of a pair that the
        user belongs to, for whom it was not written."""
        scope = scope_of(user)
        managed = scope.path_filter(Permission.MENTORING_MANAGE, "mentorship__mentee__unit__path")
        rows = self.filter(managed, handled_at=None).exclude(worry_encrypted="")
        own = scope.employee_id
        return rows.exclude(Q(mentorship__mentor=own) | Q(mentorship__mentee=own)) if own is not None else rows


class MatchRunQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Any:
        """Of the units in which the user manages mentoring."""
        return self.filter(scope_of(user).path_filter(Permission.MENTORING_MANAGE, "unit__path"))

    def with_counts(self) -> Any:
        """Adds `pair_count` and `confirmed_count`."""
        return self.annotate(
            pair_count=Count("pairs"), confirmed_count=Count("pairs", filter=Q(pairs__mentorship__isnull=False))
        )


class MentoringAgreementQuerySet(models.QuerySet[Any]):
    def in_force(self) -> Any:
        return self.filter(state=AgreementState.IN_FORCE)

    def waiting(self) -> Any:
        """Changes that one proposed and the other has not answered. The first version is answered with the asking."""
        return self.filter(state=AgreementState.PROPOSED, number__gt=1)

    def newest_first(self) -> Any:
        return self.order_by(F("number").desc())
