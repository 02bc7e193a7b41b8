"""Announcement pages."""

import pytest
from django.urls import reverse

from participation.enums import AnnouncementState
from participation.models import Announcement
from tests.factories.participation import AnnouncementFactory

pytestmark = pytest.mark.django_db


def test_officer_writes_a_draft_for_the_own_area_only(world, client_for):
    client = client_for("hr_officer")
    url = reverse("participation:announcement-create")

    client.post(url, {"unit": world.government.pk, "title": "Atas", "body": "x"})
    client.post(url, {"unit": world.village.pk, "title": "Bawah", "body": "x"})

    assert list(Announcement.objects.values_list("title", "state")) == [("Bawah", AnnouncementState.DRAFT)]


def test_reader_sees_published_and_not_drafts(world, client_for):
    AnnouncementFactory(unit=world.government, title="Untuk semua")
    AnnouncementFactory(unit=world.other_village, title="Untuk tetangga")
    AnnouncementFactory(unit=world.government, title="Naskah", state=AnnouncementState.DRAFT)

    text = client_for("employee").get(reverse("participation:announcement-list")).content.decode()

    assert "Untuk semua" in text
    assert "Untuk tetangga" not in text
    assert "Naskah" not in text


@pytest.mark.parametrize("rows", [1, 3])
def test_list_query_count_does_not_grow(world, client_for, rows, django_assert_max_num_queries):
    AnnouncementFactory.create_batch(rows, unit=world.government)
    client = client_for("employee")
    client.get(reverse("participation:announcement-list"))

    with django_assert_max_num_queries(12):
        client.get(reverse("participation:announcement-list"))
