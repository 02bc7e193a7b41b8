"""What exams hang into the frame: navigation, first page, words for events and notices."""

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
from careers.words.exam import EXAM_DATA_LABELS, EXAM_EVENTS, EXAM_NOTICES

GROUP = gettext_lazy("Careers")


def register_exams() -> None:
    """Called once, when all apps are loaded."""
    from careers.enums import DutyKind, ReviewVerdict

    register_navigation(
        NavItem(
            gettext_lazy("My exams"),
            "careers:exam-mine",
            "edit",
            540,
            lambda scope: scope.employee_id is not None,
            group=GROUP,
        ),
        NavItem(
            gettext_lazy("Exam sittings"),
            "careers:exam-sitting-list",
            "clock",
            542,
            lambda scope: scope.employee_id is not None or scope.has(Permission.CAREER_VIEW),
            group=GROUP,
        ),
        NavItem(
            gettext_lazy("Item banks"),
            "careers:exam-bank-list",
            "folder",
            544,
            lambda scope: scope.has(Permission.CAREER_MANAGE),
            group=GROUP,
        ),
        NavItem(
            gettext_lazy("Blueprints"),
            "careers:exam-blueprint-list",
            "columns",
            546,
            lambda scope: scope.has(Permission.CAREER_MANAGE),
            group=GROUP,
        ),
    )
    register_event_labels(EXAM_EVENTS)
    register_data_labels(EXAM_DATA_LABELS)
    register_data_choices({"duty": DutyKind.choices, "verdict": ReviewVerdict.choices})
    for kind, label in EXAM_NOTICES.items():
        register_kind(kind, label=label)
    register_actions(candidate_actions)
    register_actions(keeper_actions)
    register_actions(duty_actions)
    register_following(followed)


def candidate_actions(user: Any) -> Iterator[ActionItem]:
    """One's own exam that is open or comes soon. One query for staff, none for others."""
    from careers.enums import AttendanceState, SittingState
    from careers.models import SittingCandidate

    waiting = SittingCandidate.objects.of_user(user).filter(
        state__in=[AttendanceState.INVITED, AttendanceState.RUNNING],
        sitting__state__in=[SittingState.READY, SittingState.OPEN],
    )
    for candidate in waiting.select_related("sitting", "room")[:5]:
        is_running = candidate.state == AttendanceState.RUNNING
        title = _("Go on with the exam “%(sitting)s”") if is_running else _("Sit the exam “%(sitting)s”")
        yield ActionItem(
            title=title % {"sitting": candidate.sitting},
            url=candidate.get_absolute_url(),
            since=candidate.sitting.starts_at,
            state=str(candidate.room or ""),
            tone="attention" if is_running else "",
        )


def keeper_actions(user: Any) -> Iterator[ActionItem]:
    """Items to review and sittings to publish."""
    if not scope_of(user).has(Permission.CAREER_MANAGE):
        return
    from careers.enums import SittingState
    from careers.models import Item, PaperItem, Sitting

    items = list(Item.objects.awaiting_review_by(user).order_by("proposed_at"))
    if items:
        first = items[0]
        yield ActionItem(
            title=ngettext("Review %(count)s exam item", "Review %(count)s exam items", len(items))
            % {"count": len(items)},
            url=reverse("careers:exam-review-list") if len(items) > 1 else first.get_absolute_url(),
            since=first.proposed_at,
            count=len(items),
        )
    kept = scope_of(user).path_filter(Permission.CAREER_MANAGE, "unit__path")
    examining = Sitting.objects.examining(user).values("pk")
    closed = Sitting.objects.filter(kept, state=SittingState.CLOSED).exclude(pk__in=examining).order_by("starts_at")[:5]
    essays = PaperItem.objects.filter(paper__candidate__sitting__in=[sitting.pk for sitting in closed])
    lacking = set(essays.without_third_marker().values_list("paper__candidate__sitting", flat=True)) if closed else ()
    for sitting in closed:
        title = (
            _("Name a third marker for “%(sitting)s”")
            if sitting.pk in lacking
            else _("Check and publish the results of “%(sitting)s”")
        )
        yield ActionItem(
            title=title % {"sitting": sitting},
            url=sitting.get_absolute_url(),
            since=sitting.closes_at,
        )


def duty_actions(user: Any) -> Iterator[ActionItem]:
    """What one's duties in sittings ask for. One query for staff, none for others."""
    employee_id = scope_of(user).employee_id
    if employee_id is None:
        return
    from careers.enums import DutyKind, SittingState
    from careers.models import SittingDuty

    duties = SittingDuty.objects.filter(
        employee=employee_id, sitting__state__in=[SittingState.READY, SittingState.OPEN, SittingState.CLOSED]
    ).select_related("sitting")
    pages = {
        DutyKind.PROCTOR: ("careers:exam-board", gettext_lazy("Watch the exam “%(sitting)s”")),
        DutyKind.KEYER: ("careers:exam-keying-list", gettext_lazy("Type in papers of “%(sitting)s”")),
        DutyKind.MARKER: ("careers:exam-marking-list", gettext_lazy("Mark essays of “%(sitting)s”")),
    }
    due = {
        DutyKind.PROCTOR: {SittingState.READY, SittingState.OPEN},
        DutyKind.KEYER: {SittingState.CLOSED},
        DutyKind.MARKER: {SittingState.CLOSED},
    }
    for duty in duties:
        kind = DutyKind(duty.kind)
        if duty.sitting.state in due[kind]:
            page, title = pages[kind]
            yield ActionItem(
                title=str(title) % {"sitting": duty.sitting},
                url=reverse(page, args=[duty.sitting_id]),
                since=duty.sitting.starts_at,
            )


def followed(user: Any) -> Iterator[FollowItem]:
    """Results of one's own that came out lately."""
    from careers.enums import SittingState
    from careers.models import SittingCandidate

    rows = SittingCandidate.objects.of_user(user).filter(sitting__state=SittingState.PUBLISHED).exclude(score=None)
    for candidate in rows.select_related("sitting").order_by("-sitting__published_at")[:2]:
        yield FollowItem(
            title=_("Exam: %(sitting)s") % {"sitting": candidate.sitting},
            url=candidate.get_absolute_url(),
            detail=_("result published"),
            tone="good",
        )
