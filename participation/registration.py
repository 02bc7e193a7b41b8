"""What the participation app hangs into the frame."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from asn_portal.access.scope import scope_of
from asn_portal.audit.registry import register_event_labels
from asn_portal.home.registry import ActionItem, register_actions
from asn_portal.navigation import NavItem, register_navigation
from asn_portal.notifications.registry import register_kind


def register() -> None:
    """Called once, when all apps are loaded."""
    from participation import rules  # noqa: F401  registers the permissions

    register_navigation(
        NavItem(
            gettext_lazy("Announcements"),
            "participation:announcement-list",
            "announce",
            600,
            lambda scope: bool(scope.government_path),
            group=gettext_lazy("Participation"),
        )
    )
    register_event_labels(
        {
            "participation.announcement_drafted": gettext_lazy("Announcement drafted"),
            "participation.announcement_changed": gettext_lazy("Announcement changed"),
            "participation.announcement_published": gettext_lazy("Announcement published"),
            "participation.announcement_withdrawn": gettext_lazy("Announcement withdrawn"),
            "participation.announcement_read": gettext_lazy("Announcement read"),
        }
    )
    register_kind("participation.announcement", label=gettext_lazy("Announcements of your office"))
    register_actions(open_actions)


def open_actions(user: Any) -> Iterator[ActionItem]:
    """Announcements not yet read."""
    from participation.models import Announcement

    scope = scope_of(user)
    if scope.employee_id is None:
        return
    unread = Announcement.objects.addressed_to(scope.unit_path).with_reading_of(user).filter(is_read=False)
    for announcement in unread.exclude(author=user).order_by("published_at")[:5]:
        yield ActionItem(
            title=_("Read “%(title)s”") % {"title": announcement.title},
            url=announcement.get_absolute_url(),
            since=announcement.published_at,
        )
