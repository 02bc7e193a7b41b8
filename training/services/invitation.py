"""Asking people to register: for a gap that the programme closes, or because they waited longest."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import F, Max, Q
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from asn_portal.access.permissions import Permission
from asn_portal.access.scope import scope_of
from asn_portal.audit.services import record_event
from asn_portal.errors import DomainError
from employees.models import Employee
from training.enums import ACTIVE_STATES, RegistrationPhase, RegistrationState
from training.models import CurrentLevel, Invitation, Registration, TrainingSession
from training.services import notices
from training.services.seats import lock_session

BY_GAP = "gap"
BY_WAIT = "longest"
MOST = 100


class InvitationRefused(DomainError):
    """Nobody can be invited now."""


@dataclass(frozen=True)
class Suggestion:
    """Somebody who may be invited; `reason` is a sentence that the person reads."""

    employee: Employee
    reason: str


def suggestions(session: TrainingSession, by: str, user: Any) -> list[Suggestion]:
    """People of the user's training units who are neither in the session nor invited, at most MOST, the most pressing
    first. A handful of queries, whatever their number."""
    people = _open_to(session, user)
    return _by_gap(session, people) if by == BY_GAP else _by_wait(people)


@transaction.atomic
def invite(*, session: TrainingSession, chosen: list[Suggestion], by: Any) -> int:
    """Invite people with the reason of the list they were chosen from, each once. Returns how many were."""
    session = lock_session(session)
    if session.phase() not in {RegistrationPhase.OPEN, RegistrationPhase.UPCOMING}:
        raise InvitationRefused(_("Registration is not open; an invitation would lead nowhere."))
    known = set(Invitation.objects.filter(session=session).values_list("employee", flat=True))
    fresh = [each for each in chosen if each.employee.pk not in known]
    Invitation.objects.bulk_create(
        [
            Invitation(session=session, employee=each.employee, reason=each.reason[:300], invited_by=by)
            for each in fresh
        ],
        ignore_conflicts=True,
    )
    if fresh:
        record_event("training.invited", by=by, obj=session, unit_path=session.unit.path, people=len(fresh))
        notices.invited(session, [each.employee for each in fresh], {each.employee.pk: each.reason for each in fresh})
    return len(fresh)


def open_invitations(employee_id: int) -> Any:
    """Invitations that the person can still follow and has not answered by registering."""
    now = timezone.now()
    answered = Registration.objects.filter(employee=employee_id).exclude(state=RegistrationState.WITHDRAWN)
    return (
        Invitation.objects.filter(employee=employee_id, session__in=TrainingSession.objects.open_at(now))
        .exclude(session__in=answered.values("session"))
        .select_related("session__unit")
        .order_by("session__registration_closes_at")
    )


def _open_to(session: TrainingSession, user: Any) -> Any:
    scope = scope_of(user)
    return (
        Employee.objects.active()
        .filter(unit__path__startswith=session.unit.government_path)
        .filter(scope.path_filter(Permission.TRAINING_VIEW, "unit__path"))
        .exclude(training_registrations__in=Registration.objects.filter(session=session, state__in=ACTIVE_STATES))
        .exclude(training_invitations__in=Invitation.objects.filter(session=session))
        .with_place()
    )


def _by_gap(session: TrainingSession, people: Any) -> list[Suggestion]:
    """The largest gap first; of equal ones who has more of them."""
    rows = (
        CurrentLevel.objects.filter(
            employee__in=people.order_by().values("pk"),
            competency__programmes__programme=session.programme_id,
            competency__programmes__up_to_level__gt=F("achieved"),
            gap__lt=0,
        )
        .select_related("competency")
        .order_by("gap", "employee__name", "employee")
    )
    found: dict[int, list[Any]] = {}
    for row in rows[: MOST * 5]:
        found.setdefault(row.employee_id, []).append(row)
    ranked = sorted(found, key=lambda pk: (min(row.gap for row in found[pk]), -len(found[pk])))[:MOST]
    by_pk = people.in_bulk(ranked)
    return [
        Suggestion(
            by_pk[pk],
            _("Below what the position asks for: %(gaps)s.")
            % {
                "gaps": ", ".join(
                    _("%(competency)s (level %(achieved)s of %(required)s)")
                    % {"competency": row.competency.name, "achieved": row.achieved, "required": row.required}
                    for row in found[pk][:3]
                )
            },
        )
        for pk in ranked
        if pk in by_pk
    ]


def _by_wait(people: Any) -> list[Suggestion]:
    """Who never had a training first, then the oldest."""
    completed = Q(training_registrations__state=RegistrationState.COMPLETED)
    rows = people.annotate(last=Max("training_registrations__session__ends_at", filter=completed)).order_by(
        F("last").asc(nulls_first=True), "name", "pk"
    )
    return [Suggestion(person, _waited(person.last, person)) for person in rows[:MOST]]


def _waited(last: datetime.datetime | None, person: Employee) -> str:
    if last is None:
        return _("No training is on record yet.")
    return _("The last training ended on %(day)s.") % {"day": formats.date_format(last.astimezone(person.unit.tz))}
