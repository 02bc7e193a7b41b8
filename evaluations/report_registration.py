"""What scheduled reports and their follow-up hang into the frame."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from asn_portal.access.permissions import Permission
from asn_portal.access.scope import scope_of
from asn_portal.audit.registry import register_event_labels
from asn_portal.home.registry import ActionItem, register_actions
from asn_portal.navigation import NavItem, register_navigation
from asn_portal.notifications.registry import register_kind
from evaluations.report_readers import READERS

# What is made of the work of many, below what each person writes.
FOLLOWED = gettext_lazy("Evaluation")
# On the first page.
SHOWN = 5

EVENT_LABELS = {
    "evaluations.follow_up_planned": gettext_lazy("Follow-up action planned"),
    "evaluations.follow_up_done": gettext_lazy("Follow-up action checked off"),
    "evaluations.follow_up_dropped": gettext_lazy("Follow-up action dropped"),
}

NOTIFICATION_KINDS = {
    "evaluations.follow_up": gettext_lazy("Follow-up actions: asked for, due, checked off"),
}


def register_reports() -> None:
    register_navigation(
        NavItem(
            gettext_lazy("Evaluation reports"),
            "evaluations:run-list",
            "chart",
            220,
            lambda scope: scope.is_head or any(scope.has(permission) for permission in READERS.values()),
            group=FOLLOWED,
        ),
        NavItem(
            gettext_lazy("Follow-up actions"),
            "evaluations:follow-up-list",
            "check",
            225,
            lambda scope: scope.is_head or scope.has(Permission.REPORT_VIEW),
            group=FOLLOWED,
        ),
        NavItem(
            gettext_lazy("Report schedules"),
            "evaluations:schedule-list",
            "clock",
            230,
            lambda scope: scope.is_head or scope.has(Permission.REPORT_SCHEDULE),
            group=FOLLOWED,
        ),
    )
    register_event_labels(EVENT_LABELS)
    for kind, label in NOTIFICATION_KINDS.items():
        register_kind(kind, label=label)
    register_actions(follow_up_actions)
    register_actions(schedule_actions)


def follow_up_actions(user: Any) -> Iterator[ActionItem]:
    """What this person promised, nearest day first. One query for staff, none for others."""
    if scope_of(user).employee_id is None:
        return
    from employees.dates import today
    from evaluations.models import FollowUpAction

    now = today()
    for action in FollowUpAction.objects.of_user(user).open().order_by("due_on", "pk")[:SHOWN]:
        is_late = action.due_on < now
        yield ActionItem(
            title=action.title,
            url=action.get_absolute_url(),
            since=action.created_at,
            state=_("overdue since %(day)s") % {"day": formats.date_format(action.due_on)}
            if is_late
            else _("until %(day)s") % {"day": formats.date_format(action.due_on)},
            tone="bad" if is_late else "",
        )


def schedule_actions(user: Any) -> Iterator[ActionItem]:
    """The own schedules whose last report could not be made. One query for those who keep schedules."""
    scope = scope_of(user)
    if not (scope.is_head or scope.has(Permission.REPORT_SCHEDULE)):
        return
    from evaluations.models import ReportSchedule

    failing = list(
        ReportSchedule.objects.visible_to(user).filter(owner=user).exclude(last_error="").values_list("pk", flat=True)
    )
    if failing:
        yield ActionItem(
            title=ngettext(
                "%(count)s report schedule has an error", "%(count)s report schedules have an error", len(failing)
            )
            % {"count": len(failing)},
            url=reverse("evaluations:schedule-detail", args=failing)
            if len(failing) == 1
            else f"{reverse('evaluations:schedule-list')}?has_error=true",
            since=None,
            count=len(failing),
            tone="bad",
        )
