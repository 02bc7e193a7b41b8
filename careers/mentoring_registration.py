"""What mentoring hangs into the frame: navigation, first page, words for events and notices."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from asn_portal.access.permissions import Permission
from asn_portal.access.scope import scope_of
from asn_portal.audit.registry import register_event_labels
from asn_portal.home.registry import ActionItem, FollowItem, register_actions, register_following
from asn_portal.navigation import NavItem, register_navigation
from asn_portal.notifications.registry import register_kind


def register_mentoring() -> None:
    from careers.line_sources import mentoring_meetings
    from evaluations.enums import LineSource
    from evaluations.line_proposals import register_proposals

    register_navigation(
        NavItem(
            gettext_lazy("Mentoring"),
            "careers:mentorship-list",
            "mentor",
            500,
            lambda scope: scope.employee_id is not None or scope.has(Permission.MENTORING_MANAGE),
            group=gettext_lazy("Careers"),
        )
    )
    register_event_labels(
        {
            "careers.mentorship_proposed": gettext_lazy("Mentor proposed"),
            "careers.mentorship_agreed": gettext_lazy("Mentor agreed"),
            "careers.mentorship_declined": gettext_lazy("Mentor declined"),
            "careers.mentorship_completed": gettext_lazy("Mentorship completed"),
            "careers.mentorship_stopped": gettext_lazy("Mentorship stopped"),
            "careers.meeting_noted": gettext_lazy("Mentoring meeting noted"),
            "careers.meeting_confirmed": gettext_lazy("Mentoring meeting confirmed"),
        }
    )
    register_kind("careers.proposed", label=gettext_lazy("Mentoring: somebody asks you to be their mentor"))
    register_kind("careers.answered", label=gettext_lazy("Mentoring: your mentor answered"))
    register_proposals(LineSource.MENTORING, mentoring_meetings)
    register_actions(open_actions)
    register_following(followed)


def open_actions(user: Any) -> Iterator[ActionItem]:
    """Proposals to answer, and meetings to confirm."""
    from careers.enums import MentorshipState
    from careers.models import MentoringMeeting, Mentorship

    employee_id = scope_of(user).employee_id
    if employee_id is None:
        return
    for mentorship in Mentorship.objects.filter(mentor=employee_id, state=MentorshipState.PROPOSED).with_people()[:10]:
        yield ActionItem(
            title=_("Answer %(name)s, who asks you to be their mentor") % {"name": mentorship.mentee},
            url=mentorship.get_absolute_url(),
            since=mentorship.created_at,
        )
    unconfirmed = MentoringMeeting.objects.filter(
        mentorship__mentor=employee_id, mentor_confirmed_at=None
    ) | MentoringMeeting.objects.filter(mentorship__mentee=employee_id, mentee_confirmed_at=None)
    for meeting in unconfirmed.select_related("mentorship")[:10]:
        yield ActionItem(
            title=_("Confirm the mentoring meeting “%(topic)s”") % {"topic": meeting.topic},
            url=meeting.mentorship.get_absolute_url(),
            since=meeting.created_at,
        )


def followed(user: Any) -> Iterator[FollowItem]:
    from careers.models import Mentorship

    employee_id = scope_of(user).employee_id
    if employee_id is None:
        return
    for mentorship in Mentorship.objects.of_employee(employee_id).open().with_people()[:3]:
        yield FollowItem(
            title=_("Mentoring: %(goal)s") % {"goal": mentorship.goal[:80]},
            url=mentorship.get_absolute_url(),
            detail=mentorship.get_state_display(),
            tone=mentorship.tone,
        )
