"""Announcements from draft to withdrawal."""

import pytest

from asn_portal.audit.models import Event
from asn_portal.errors import DomainError
from asn_portal.notifications.models import Notification
from participation.enums import AnnouncementState
from participation.markdown import render_markdown
from participation.models import Announcement, AnnouncementReading
from participation.services import change_announcement, mark_as_read, publish_announcement, withdraw_announcement
from tests.factories.participation import AnnouncementFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(world):
    return AnnouncementFactory(unit=world.district, state=AnnouncementState.DRAFT, author=world.users["hr_officer"])


def test_publish_reaches_everybody_below_the_unit_and_nobody_else(world, draft, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        publish_announcement(announcement=draft, by=world.users["hr_officer"])

    readers = set(Notification.objects.values_list("user__username", flat=True))
    assert readers == {world.users[name].username for name in ("supervisor", "employee", "colleague")}
    assert Event.objects.about(draft).get().kind == "participation.announcement_published"


def test_publish_twice_is_refused(world, draft):
    publish_announcement(announcement=draft, by=world.users["hr_officer"])

    with pytest.raises(DomainError):
        publish_announcement(announcement=draft, by=world.users["hr_officer"])


def test_change_after_publication_is_refused_and_changes_nothing(world):
    published = AnnouncementFactory(unit=world.district, title="Lama")

    with pytest.raises(DomainError, match="published already"):
        change_announcement(
            announcement=published, unit=world.district, title="Baru", body="x", by=world.users["hr_officer"]
        )

    assert Announcement.objects.get().title == "Lama"


def test_withdraw_hides_it_from_readers(world):
    published = AnnouncementFactory(unit=world.district)

    withdraw_announcement(announcement=published, reason="Keliru", by=world.users["hr_officer"])

    assert not Announcement.objects.visible_to(world.users["employee"]).exists()
    assert Announcement.objects.visible_to(world.users["hr_officer"]).exists()


def test_reading_counts_once(world):
    published = AnnouncementFactory(unit=world.district)

    assert mark_as_read(announcement=published, by=world.users["employee"]) is True
    assert mark_as_read(announcement=published, by=world.users["employee"]) is False
    assert AnnouncementReading.objects.count() == 1


def test_markdown_keeps_hostile_html_as_text():
    html = render_markdown("**a** <script>alert(1)</script> [x](javascript:alert(1)) ![i](http://evil.example/p.png)")

    assert "<strong>a</strong>" in html
    assert "<script" not in html
    assert "<img" not in html
    assert 'href="javascript' not in html
