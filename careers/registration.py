"""What the careers app hangs into the frame."""

from __future__ import annotations

from django.utils.translation import gettext_lazy

from asn_portal.access.permissions import Permission
from asn_portal.audit.registry import register_event_labels
from asn_portal.navigation import NavItem, register_navigation

GROUP = gettext_lazy("Careers")


def register() -> None:
    """Called once, when all apps are loaded."""
    from careers import rules, selection_rules  # noqa: F401  registers the permissions
    from careers.batch_registration import register_batches
    from careers.exam_registration import register_exams
    from careers.mentoring_registration import register_mentoring
    from careers.panel_registration import register_panels
    from careers.selection_registration import register_selections
    from careers.talent_registration import register_talent

    register_mentoring()
    register_talent()
    register_batches()
    register_selections()
    register_panels()
    register_exams()
    register_event_labels(
        {
            "careers.rule_set": gettext_lazy("Career rule set"),
            "careers.rule_taken_back": gettext_lazy("Career rule taken back"),
        }
    )
    register_navigation(
        NavItem(
            gettext_lazy("Career rules"),
            "careers:rule-list",
            "settings",
            590,
            lambda scope: scope.has(Permission.CAREER_VIEW),
            group=GROUP,
        )
    )
