"""What the careers app hangs into the frame."""

from __future__ import annotations

from django.utils.translation import gettext_lazy

from asn_portal.access.permissions import Permission
from asn_portal.audit.registry import register_event_labels
from asn_portal.navigation import NavItem, register_navigation

GROUP = gettext_lazy("Careers")


def register() -> None:
    """Called once, when all apps are loaded."""
    # They register the permissions.
    from careers.registration.batch import register_batches
    from careers.registration.exam import register_exams
    from careers.registration.mentoring import register_mentoring
    from careers.registration.panel import register_panels
    from careers.registration.selection import register_selections
    from careers.registration.talent import register_talent
    from careers.rules import batch, career_rule, exam, mentoring, panel, selection, talent  # noqa: F401

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
