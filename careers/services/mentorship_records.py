"""What every write about a mentorship does: lock it, note it in the trail, tell the other one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from asn_portal.access.permissions import Permission
from asn_portal.access.roles import roles_with
from asn_portal.access.scope import enclosing_paths
from asn_portal.accounts.models import User
from asn_portal.audit.services import record_event
from asn_portal.errors import DomainError
from asn_portal.locking import lock_row
from asn_portal.notifications.services import notify
from careers.enums import MOVES, WORKING_STATES, AgreementState, MeetingState, MentorshipState, PairRole, TaskState
from careers.models import MentoringTask, Mentorship
from employees.dates import today
from employees.models import Employee, RoleGrant

PEOPLE = ("mentor__unit", "mentor__user", "mentee__unit", "mentee__user")


def lock_mentorship(mentorship: Mentorship) -> Mentorship:
    return lock_row(Mentorship.objects.all(), mentorship.pk, *PEOPLE)  # type: ignore[no-any-return]


def lock_working(mentorship: Mentorship, refusal: Any) -> Mentorship:
    """Locked; DomainError(`refusal`) unless it is agreed or running."""
    mentorship = lock_mentorship(mentorship)
    if mentorship.state not in WORKING_STATES:
        raise DomainError(str(refusal))
    return mentorship


def role_of(mentorship: Mentorship, user: Any) -> PairRole:
    """As whom the user takes part; DomainError for anybody else. Needs both people."""
    for role in PairRole:
        if mentorship.person(role).user_id == user.pk:
            return role
    raise DomainError(_("Only the mentor and the mentee do this."))


def record(event: str, mentorship: Mentorship, *, by: Any, reason: str = "", **data: Any) -> None:
    record_event(event, by=by, obj=mentorship, unit_path=mentorship.mentee.unit.path, reason=reason, **data)


def tell(mentorship: Mentorship, employee: Employee, kind: str, title: Any, body: Any = "", url: str = "") -> None:
    if employee.user_id:
        notify([employee.user], kind=kind, title=title, body=body, url=url or mentorship.get_absolute_url())


def tell_office(mentorship: Mentorship, kind: str, title: Any, *, but: Iterable[int | None] = ()) -> None:
    """Those who manage mentoring of the mentee's unit."""
    grants = RoleGrant.objects.on(today()).filter(
        role__in=roles_with(Permission.MENTORING_MANAGE),
        unit__path__in=enclosing_paths(mentorship.mentee.unit.path),
    )
    users = User.objects.filter(is_active=True, role_grants__in=grants).exclude(pk__in=[pk for pk in but if pk])
    notify(users.distinct(), kind=kind, title=title, url=mentorship.get_absolute_url())


@transaction.atomic
def move(mentorship: Mentorship, state: MentorshipState, event: str, *, by: Any, reason: str = "") -> Mentorship:
    mentorship = lock_mentorship(mentorship)
    if state not in MOVES.get(MentorshipState(mentorship.state), ()):
        raise DomainError(
            _("The mentorship is already “%(state)s”. Reload the page to see where it stands.")
            % {"state": mentorship.get_state_display()}
        )
    mentorship.state = state
    mentorship.reason = reason
    if state in {MentorshipState.COMPLETED, MentorshipState.STOPPED}:
        mentorship.ended_on = today()
        _end_what_is_open(mentorship)
    mentorship.save(update_fields=["state", "reason", "ended_on"])
    record(event, mentorship, by=by, reason=reason)
    return mentorship


def _end_what_is_open(mentorship: Mentorship) -> None:
    """Meetings that were planned don't take place, nobody is reminded of tasks, and a change that waits is dropped."""
    mentorship.meetings.planned().update(state=MeetingState.CANCELLED)
    MentoringTask.objects.open().filter(mentorship=mentorship).update(state=TaskState.DROPPED, ended_at=timezone.now())
    mentorship.agreements.filter(state=AgreementState.PROPOSED).update(
        state=AgreementState.TAKEN_BACK, answered_at=timezone.now()
    )
