"""Writing, publishing, withdrawing and reading announcements."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from asn_portal.accounts.models import User
from asn_portal.audit.services import record_event
from asn_portal.errors import DomainError
from asn_portal.notifications.services import notify
from employees.enums import ACTIVE_STATUSES
from employees.models import OrganizationalUnit
from participation.enums import MOVES, AnnouncementState
from participation.models import Announcement, AnnouncementReading


@transaction.atomic
def create_announcement(*, unit: OrganizationalUnit, title: str, body: str, by: Any) -> Announcement:
    """Save a draft; nobody is told yet."""
    announcement = Announcement.objects.create(unit=unit, title=title, body=body, author=by)
    _record("participation.announcement_drafted", announcement, by)
    return announcement


@transaction.atomic
def change_announcement(
    *, announcement: Announcement, unit: OrganizationalUnit, title: str, body: str, by: Any
) -> Announcement:
    """Change a draft. What people have read is not rewritten: a published one is withdrawn and announced anew."""
    announcement = _lock(announcement)
    if announcement.state != AnnouncementState.DRAFT:
        raise DomainError(_("It is published already. Withdraw it and write a new announcement."))
    announcement.unit, announcement.title, announcement.body = unit, title, body
    announcement.save(update_fields=["unit", "title", "body"])
    _record("participation.announcement_changed", announcement, by)
    return announcement


@transaction.atomic
def publish_announcement(*, announcement: Announcement, by: Any) -> Announcement:
    """Everybody in the unit and below it finds it in the inbox."""
    announcement = _move(announcement, AnnouncementState.PUBLISHED)
    announcement.published_at = timezone.now()
    announcement.save(update_fields=["state", "published_at"])
    _record("participation.announcement_published", announcement, by)
    readers = User.objects.filter(
        is_active=True,
        employee__unit__path__startswith=announcement.unit.path,
        employee__status__in=ACTIVE_STATUSES,
    ).exclude(pk=by.pk)
    notify(
        readers,
        kind="participation.announcement",
        title=announcement.title,
        url=announcement.get_absolute_url(),
        dedupe_key=f"announcement:{announcement.pk}",
    )
    return announcement


@transaction.atomic
def withdraw_announcement(*, announcement: Announcement, reason: str, by: Any) -> Announcement:
    """It disappears for readers; the reason is kept."""
    announcement = _move(announcement, AnnouncementState.WITHDRAWN)
    announcement.withdrawal_reason = reason
    announcement.save(update_fields=["state", "withdrawal_reason"])
    _record("participation.announcement_withdrawn", announcement, by, reason=reason)
    return announcement


@transaction.atomic
def mark_as_read(*, announcement: Announcement, by: Any) -> bool:
    """Note that `by` has read it; False if that was noted before."""
    _reading, is_new = AnnouncementReading.objects.get_or_create(announcement=announcement, user=by)
    if is_new:
        _record("participation.announcement_read", announcement, by)
    return is_new


def _lock(announcement: Announcement) -> Announcement:
    return Announcement.objects.select_for_update(of=("self",)).select_related("unit").get(pk=announcement.pk)


def _move(announcement: Announcement, state: AnnouncementState) -> Announcement:
    announcement = _lock(announcement)
    if state not in MOVES.get(AnnouncementState(announcement.state), ()):
        raise DomainError(
            _("The announcement is already “%(state)s”. Reload the page.") % {"state": announcement.get_state_display()}
        )
    announcement.state = state
    return announcement


def _record(event: str, announcement: Announcement, by: Any, *, reason: str = "") -> None:
    record_event(event, by=by, obj=announcement, unit_path=announcement.unit.path, reason=reason)
