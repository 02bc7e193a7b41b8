"""What dashboards and the professionalism index hang into the frame."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy

from asn_portal.access.permissions import Permission
from asn_portal.audit.registry import register_event_labels
from asn_portal.navigation import NavItem, register_navigation

GROUP = gettext_lazy("Performance")
FOLLOWED = gettext_lazy("Evaluation")

EVENT_LABELS = {
    "evaluations.dashboard_printed": gettext_lazy("Figures of a unit taken as a PDF"),
    "view.professionalism": gettext_lazy("Professionalism index"),
}


def sees_dashboards(scope: Any) -> bool:
    return bool(scope.is_head or scope.has(Permission.EVALUATION_VIEW))


def register_pages() -> None:
    """Called once, from evaluations.registration."""
    register_navigation(
        NavItem(
            gettext_lazy("Unit in figures"), "evaluations:dashboard-home", "chart", 205, sees_dashboards, group=FOLLOWED
        ),
        NavItem(
            gettext_lazy("My professionalism index"),
            "evaluations:professionalism",
            "certificate",
            290,
            lambda scope: scope.employee_id is not None,
            group=GROUP,
        ),
    )
    register_event_labels(EVENT_LABELS)
