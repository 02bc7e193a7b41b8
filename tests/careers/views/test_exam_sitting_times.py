"""Times of a sitting are those on the clocks of its unit."""

import datetime

import pytest
from django.urls import reverse

from careers.models import Sitting
from tests.factories.exam import BlueprintFactory, ItemBankFactory

DAY = datetime.date.today() + datetime.timedelta(days=30)
pytestmark = pytest.mark.django_db


def test_a_unit_in_papua_types_its_own_time(world, client_for):
    world.district.time_zone = "Asia/Jayapura"
    world.district.save()
    blueprint = BlueprintFactory(bank=ItemBankFactory(unit=world.district))
    form = {
        "blueprint": blueprint.pk,
        "title": "Ujian",
        "starts_at": f"{DAY}T09:00",
        "closes_at": f"{DAY}T10:00",
        "essay_limit": "20",
    }
    officer = client_for("hr_officer")

    officer.post(reverse("careers:exam-sitting-create"), form)

    sitting = Sitting.objects.get()
    assert sitting.starts_at == datetime.datetime(DAY.year, DAY.month, DAY.day, tzinfo=datetime.UTC)
    page = officer.get(reverse("careers:exam-sitting-change", args=[sitting.pk]))
    assert f"{DAY}T09:00" in page.content.decode()
