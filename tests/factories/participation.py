"""Announcements."""

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from participation.enums import AnnouncementState
from participation.models import Announcement
from tests.factories.employees import UnitFactory, UserFactory


class AnnouncementFactory(DjangoModelFactory):
    """Published."""

    class Meta:
        model = Announcement

    unit = factory.SubFactory(UnitFactory)
    title = factory.Sequence(lambda n: f"Pengumuman {n}")
    body = "Jam layanan **berubah**."
    state = AnnouncementState.PUBLISHED
    published_at = factory.LazyAttribute(
        lambda announcement: None if announcement.state == AnnouncementState.DRAFT else timezone.now()
    )
    author = factory.SubFactory(UserFactory)
