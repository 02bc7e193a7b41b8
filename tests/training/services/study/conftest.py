"""What the tests of this folder share."""

import datetime

import pytest
from django.core.files.base import ContentFile

from employees.dates import today
from employees.enums import Predicate
from employees.models import RatingHistory
from tests.factories.study import (
    DAY,
    CallFactory,
)
from training.models import StudyAssignment
from training.services import study_application as applications

PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


VALUES = {
    "university": "USU",
    "programme": "Magister Administrasi Publik",
    "accreditation": "Unggul",
    "motivation": "Karena pelayanan.",
    "after_return": "Menyusun standar.",
}


def paper(name="ijazah.pdf"):
    return ContentFile(PDF, name=name)


@pytest.fixture
def clerk(world):
    """The employee, of whom everything is on record."""
    person = world.users["employee"].employee
    person.pns_since = datetime.date(2012, 1, 1)
    person.birth_date = datetime.date(1990, 1, 15)
    person.save()
    for year in (today().year - 1, today().year - 2):
        RatingHistory.objects.create(employee=person, year=year, predicate=Predicate.GOOD)
    return person


@pytest.fixture
def call(world):
    return CallFactory(unit=world.district)


@pytest.fixture
def by(world):
    return world.users["training_coordinator"]


def apply(call, clerk, **files):
    return applications.save_application(call=call, employee=clerk, values=VALUES, files=files, by=clerk.user)


def study_of(person, **fields):
    return StudyAssignment(
        employee=person,
        degree="S2",
        university="USU",
        programme="Magister",
        funding="regional",
        decree_number="800/9",
        decree_date=today(),
        starts_on=fields.pop("starts_on", today()),
        planned_end=fields.pop("planned_end", today() + 730 * DAY),
        **fields,
    )
