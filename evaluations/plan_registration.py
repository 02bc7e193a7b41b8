"""What plans and rules hang into the frame: navigation, first page, words for events and notices."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from asn_portal.access.permissions import Permission
from asn_portal.access.scope import scope_of
from asn_portal.audit.registry import register_event_labels
from asn_portal.home.registry import ActionItem, register_actions
from asn_portal.navigation import NavItem, register_navigation
from asn_portal.notifications.registry import register_kind

GROUP = gettext_lazy("Performance")
FOLLOWED = gettext_lazy("Evaluation")

EVENT_LABELS = {
    "evaluations.rule_set": gettext_lazy("Evaluation rule set"),
    "evaluations.rule_taken_back": gettext_lazy("Evaluation rule taken back"),
    "evaluations.plan_created": gettext_lazy("Performance plan begun"),
    "evaluations.plan_written": gettext_lazy("Performance plan written"),
    "evaluations.plan_proposed": gettext_lazy("Performance plan proposed"),
    "evaluations.plan_taken_back": gettext_lazy("Performance plan taken back"),
    "evaluations.plan_returned": gettext_lazy("Performance plan returned"),
    "evaluations.plan_agreed": gettext_lazy("Performance plan agreed"),
    "evaluations.plan_change_begun": gettext_lazy("Change of a performance plan begun"),
    "evaluations.plan_dropped": gettext_lazy("Performance plan thrown away"),
    "evaluations.result_linked": gettext_lazy("Result linked to the superior's"),
    "evaluations.result_unlinked": gettext_lazy("Link of a result taken off"),
    "evaluations.progress_told": gettext_lazy("Progress told"),
    "view.performance_plan": gettext_lazy("Performance plan"),
}

NOTIFICATION_KINDS = {
    "evaluations.plan_proposed": gettext_lazy("Performance plans: waiting for my agreement"),
    "evaluations.plan_agreed": gettext_lazy("Performance plans: agreed"),
    "evaluations.plan_returned": gettext_lazy("Performance plans: returned for correction"),
}


def register_plans() -> None:
    register_navigation(
        NavItem(
            gettext_lazy("My performance plans"),
            "evaluations:my-plans",
            "target",
            202,
            lambda scope: scope.employee_id is not None,
            group=GROUP,
        ),
        NavItem(
            gettext_lazy("Plans of my team"),
            "evaluations:plan-team",
            "check",
            212,
            lambda scope: scope.is_head,
            group=GROUP,
        ),
        NavItem(
            gettext_lazy("Performance plans"),
            "evaluations:plan-list",
            "target",
            214,
            lambda scope: scope.is_head or scope.has(Permission.EVALUATION_VIEW),
            group=GROUP,
        ),
        NavItem(
            gettext_lazy("Evaluation rules"),
            "evaluations:rule-list",
            "settings",
            249,
            lambda scope: scope.has(Permission.EVALUATION_VIEW),
            group=FOLLOWED,
        ),
    )
    register_event_labels(EVENT_LABELS)
    for kind, label in NOTIFICATION_KINDS.items():
        register_kind(kind, label=label)
    register_actions(plan_actions)
    register_actions(plan_decisions)


def plan_actions(user: Any) -> Iterator[ActionItem]:
    """One's own plan that came back, was begun, or is missing this year. Two queries for staff, none for others."""
    if scope_of(user).employee_id is None:
        return
    from employees.dates import today
    from employees.supervision import employee_of
    from evaluations.enums import PlanState
    from evaluations.models import WorkPlan

    employee, now = employee_of(user), today()
    if employee is None or not employee.is_active:
        return
    plans = list(WorkPlan.objects.of_user(user).in_force().in_year(now.year).order_by("period"))
    for plan in plans:
        if plan.state == PlanState.RETURNED:
            yield ActionItem(
                title=_("Correct the performance plan %(year)s") % {"year": plan.year},
                url=plan.get_absolute_url(),
                since=plan.proposed_at,
                state=_("returned with a comment"),
                tone="attention",
            )
        elif plan.state == PlanState.DRAFT:
            yield ActionItem(
                title=_("Finish the performance plan %(year)s and send it") % {"year": plan.year},
                url=plan.get_absolute_url(),
                since=plan.created_at,
            )
    if not any(now in plan.period for plan in plans):
        yield ActionItem(
            title=_("Make your performance plan %(year)s") % {"year": now.year},
            url=reverse("evaluations:plan-create"),
            since=None,
            state=_("none for these days"),
            tone="attention",
        )


def plan_decisions(user: Any) -> Iterator[ActionItem]:
    """Plans that wait for this user's agreement."""
    if not scope_of(user).is_head:
        return
    from evaluations.models import WorkPlan

    waiting = WorkPlan.objects.awaiting_decision_of(user).order_by("proposed_at")
    sent = list(waiting.values_list("pk", "proposed_at"))
    if sent:
        yield ActionItem(
            title=ngettext("Read %(count)s performance plan", "Read %(count)s performance plans", len(sent))
            % {"count": len(sent)},
            url=reverse("evaluations:plan-decide", args=[sent[0][0]])
            if len(sent) == 1
            else reverse("evaluations:plan-team"),
            since=sent[0][1],
            count=len(sent),
        )
