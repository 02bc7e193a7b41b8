"""What mentoring hangs into the frame: navigation, first page, words, daily reports, learning hours."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from asn_portal.access.permissions import Permission
from asn_portal.access.scope import scope_of
from asn_portal.audit.registry import register_data_choices, register_data_labels, register_event_labels
from asn_portal.home.registry import ActionItem, FollowItem, register_actions, register_following
from asn_portal.navigation import NavItem, register_navigation
from asn_portal.notifications.registry import register_kind
from careers.words.mentoring import DATA_CHOICES, DATA_LABELS, EVENT_LABELS, NOTIFICATION_KINDS

GROUP = gettext_lazy("Careers")
SHOWN = 10


def register_mentoring() -> None:
    from careers import mentoring_credit
    from careers.line_sources import mentoring_meetings
    from evaluations.enums import LineSource
    from evaluations.line_proposals import register_proposals
    from training.hour_sources import HourSource, register_hours

    register_navigation(
        NavItem(
            gettext_lazy("Mentoring"),
            "careers:mentorship-list",
            "mentor",
            500,
            lambda scope: scope.employee_id is not None or scope.has(Permission.MENTORING_MANAGE),
            group=GROUP,
        ),
        NavItem(
            gettext_lazy("Mentor offers"),
            "careers:offer-list",
            "search",
            502,
            lambda scope: scope.employee_id is not None or scope.has(Permission.MENTORING_MANAGE),
            group=GROUP,
        ),
        NavItem(
            gettext_lazy("Mentors for me"),
            "careers:mentor-suggestions",
            "star",
            504,
            lambda scope: scope.employee_id is not None,
            group=GROUP,
        ),
        NavItem(
            gettext_lazy("Best assignment of mentors"),
            "careers:match-list",
            "people",
            506,
            lambda scope: scope.has(Permission.MENTORING_MANAGE),
            group=GROUP,
        ),
        NavItem(
            gettext_lazy("Knowledge that retires"),
            "careers:retiring-list",
            "history",
            508,
            lambda scope: scope.has(Permission.MENTORING_MANAGE),
            group=GROUP,
        ),
        NavItem(
            gettext_lazy("Mentoring in figures"),
            "careers:mentoring-figures",
            "chart",
            509,
            lambda scope: scope.has(Permission.MENTORING_MANAGE),
            group=GROUP,
        ),
    )
    register_event_labels(EVENT_LABELS)
    register_data_labels(DATA_LABELS)
    register_data_choices(DATA_CHOICES)
    for kind, label in NOTIFICATION_KINDS.items():
        register_kind(kind, label=label)
    register_proposals(LineSource.MENTORING, mentoring_meetings)
    register_hours("mentoring", HourSource(entries=mentoring_credit.entries, people=mentoring_credit.people))
    register_actions(open_actions)
    register_actions(steps_due)
    register_actions(office_actions)
    register_following(followed)


def open_actions(user: Any) -> Iterator[ActionItem]:
    """Proposals to answer, changes of an agreement, meetings to confirm. Three queries for staff."""
    from django.db.models import Q

    from careers.enums import WORKING_STATES, MentorshipState, PairRole
    from careers.models import MentoringAgreement, MentoringMeeting, Mentorship

    employee_id = scope_of(user).employee_id
    if employee_id is None:
        return
    asked = Mentorship.objects.filter(mentor=employee_id, state=MentorshipState.PROPOSED).with_people()
    for mentorship in asked[:SHOWN]:
        yield ActionItem(
            title=(
                _("Answer %(name)s, who asks you to be their mentor")
                if mentorship.is_asked_for
                else _("Say whether you can be the mentor of %(name)s")
            )
            % {"name": mentorship.mentee},
            url=mentorship.get_absolute_url(),
            since=mentorship.created_at,
        )
    mine = Q(mentorship__mentor=employee_id, proposed_role=PairRole.MENTEE) | Q(
        mentorship__mentee=employee_id, proposed_role=PairRole.MENTOR
    )
    changes = MentoringAgreement.objects.waiting().filter(mine, mentorship__state__in=WORKING_STATES)
    for agreement in changes.select_related("mentorship")[:SHOWN]:
        yield ActionItem(
            title=_("Answer the change of your mentoring agreement"),
            url=agreement.mentorship.get_absolute_url(),
            since=agreement.proposed_at,
        )
    unconfirmed = MentoringMeeting.objects.held().filter(
        Q(mentorship__mentor=employee_id, mentor_confirmed_at=None)
        | Q(mentorship__mentee=employee_id, mentee_confirmed_at=None)
    )
    for meeting in unconfirmed.order_by("held_on", "pk")[:SHOWN]:
        yield ActionItem(
            title=_("Confirm the mentoring meeting “%(topic)s”") % {"topic": meeting.topic},
            url=meeting.address(),
            since=meeting.created_at,
        )


def steps_due(user: Any) -> Iterator[ActionItem]:
    """Meetings to note, tasks that are due, the midway check, closing and evaluating. Five queries for staff."""
    from django.db.models import Exists, OuterRef, Q

    from careers.domain.mentoring import midway
    from careers.enums import WORKING_STATES, MentorshipState
    from careers.models import MentoringMeeting, MentoringTask, Mentorship, MentorshipEvaluation, MidwayCheck
    from careers.rules.mentoring import is_mentor
    from employees.dates import today

    employee_id = scope_of(user).employee_id
    if employee_id is None:
        return
    day = today()
    own = Q(mentorship__mentor=employee_id) | Q(mentorship__mentee=employee_id)
    past = MentoringMeeting.objects.planned().filter(own, held_on__lt=day, mentorship__state__in=WORKING_STATES)
    for meeting in past.order_by("held_on", "pk")[:SHOWN]:
        yield ActionItem(
            title=_("Note how the mentoring meeting “%(topic)s” went, or call it off") % {"topic": meeting.topic},
            url=meeting.address(),
            since=meeting.held_on,
        )
    tasks = MentoringTask.objects.open().filter(
        mentorship__mentee=employee_id, mentorship__state__in=WORKING_STATES, due_on__lte=day
    )
    for task in tasks.select_related("mentorship").order_by("due_on", "pk")[:SHOWN]:
        yield ActionItem(
            title=_("Task from mentoring: %(task)s") % {"task": task},
            url=task.mentorship.get_absolute_url(),
            since=task.due_on,
            tone="attention" if task.due_on < day else "",
        )
    given = {"mentorship": OuterRef("pk")}
    mine = Mentorship.objects.of_employee(employee_id).filter(
        state__in=[MentorshipState.RUNNING, MentorshipState.COMPLETED]
    )
    as_role = Q(role="mentor", mentorship__mentor=employee_id) | Q(role="mentee", mentorship__mentee=employee_id)
    rows = mine.annotate(
        has_check=Exists(MidwayCheck.objects.filter(as_role, **given)),
        has_evaluation=Exists(MentorshipEvaluation.objects.filter(as_role, **given)),
    ).filter(Q(state=MentorshipState.RUNNING) | Q(has_evaluation=False))
    for mentorship in rows.with_people()[: 2 * SHOWN]:
        other = mentorship.mentee if is_mentor.test(user, mentorship) else mentorship.mentor
        if mentorship.state == MentorshipState.COMPLETED:
            yield ActionItem(
                title=_("Say how the mentorship with %(name)s went") % {"name": other},
                url=reverse("careers:mentorship-evaluate", args=[mentorship.pk]),
                since=mentorship.ended_on,
            )
        elif mentorship.ends_on < day:
            yield ActionItem(
                title=_("Complete the mentorship with %(name)s, or agree on more time") % {"name": other},
                url=mentorship.get_absolute_url(),
                since=mentorship.ends_on,
            )
        elif not mentorship.has_check and midway(mentorship.starts_on, mentorship.ends_on) <= day:
            yield ActionItem(
                title=_("Midway check of the mentorship with %(name)s") % {"name": other},
                url=reverse("careers:mentorship-midway", args=[mentorship.pk]),
                since=midway(mentorship.starts_on, mentorship.ends_on),
            )


def office_actions(user: Any) -> Iterator[ActionItem]:
    """Worries for HR; levels after a mentorship for the superior."""
    from careers.models import Mentorship, MidwayCheck

    scope = scope_of(user)
    if scope.has(Permission.MENTORING_MANAGE):
        for check in MidwayCheck.objects.worries_of(user).select_related("mentorship")[:SHOWN]:
            yield ActionItem(
                title=_("Talk with somebody in a mentorship who has a worry"),
                url=check.mentorship.get_absolute_url(),
                since=check.created_at,
            )
    if scope.is_head:
        for mentorship in Mentorship.objects.awaiting_rating_of(user).with_people()[:SHOWN]:
            yield ActionItem(
                title=_("Rate what %(name)s learnt in a mentorship") % {"name": mentorship.mentee},
                url=reverse("careers:mentorship-rating", args=[mentorship.pk]),
                since=mentorship.ended_on,
            )


def followed(user: Any) -> Iterator[FollowItem]:
    from django.db.models import Count, Q

    from careers.models import Mentorship

    employee_id = scope_of(user).employee_id
    if employee_id is None:
        return
    open_tasks = Count("tasks", filter=Q(tasks__state="open"))
    mine = Mentorship.objects.of_employee(employee_id).open().with_people().annotate(open_tasks=open_tasks)
    for mentorship in mine[:3]:
        tasks = mentorship.open_tasks
        words = ngettext("%(count)s open task", "%(count)s open tasks", tasks) % {"count": tasks} if tasks else ""
        yield FollowItem(
            title=_("Mentoring: %(goal)s") % {"goal": mentorship.goal[:80]},
            url=mentorship.get_absolute_url(),
            detail=" · ".join(filter(None, [str(mentorship.get_state_display()), words])),
            tone=mentorship.tone,
        )
