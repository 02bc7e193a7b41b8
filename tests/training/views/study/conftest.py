"""What the tests of this folder share."""

import datetime

import pytest
from django.urls import reverse

from employees.dates import today
from employees.enums import Predicate
from employees.models import RatingHistory
from tests.factories.study import (
    CallFactory,
)


@pytest.fixture
def clerk(world):
    person = world.users["employee"].employee
    person.pns_since = datetime.date(2012, 1, 1)
    person.birth_date = datetime.date(1990, 1, 15)
    person.save()
    for year in (today().year - 1, today().year - 2):
        RatingHistory.objects.create(employee=person, year=year, predicate=Predicate.GOOD)
    return person


@pytest.fixture
def call(world):
    return CallFactory(unit=world.district, title="Beasiswa S-2 Kota", documents_asked="Ijazah terakhir\n* TOEFL")


def url(name, *args):
    return reverse(f"training:{name}", args=args)
