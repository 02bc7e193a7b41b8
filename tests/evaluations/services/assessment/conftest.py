"""What the tests of this folder share."""

import datetime

import pytest
from django.utils import translation

from employees.dates import today
from employees.models import Employee, PositionHistory
from evaluations.models import Objection
from tests.factories.employees import (
    PositionFactory,
    UnitFactory,
    make_employee_user,
)
from tests.factories.ratings import AssessmentFactory, PeriodFactory


@pytest.fixture(autouse=True)
def _in_english(_indonesian):
    with translation.override("en"):
        yield


class Office:
    """A village in a district in a city, with its people."""

    def __init__(self):
        self.city = UnitFactory(name="Kota Medan")
        self.district = UnitFactory(parent=self.city, name="Kecamatan")
        self.village = UnitFactory(parent=self.district, name="Kelurahan")
        self.camat = make_employee_user(self.district, head=True)
        self.lurah = make_employee_user(self.village, head=True)
        self.clerk = make_employee_user(self.village)
        self.period = PeriodFactory(government=self.city)

    def rating(self, **fields):
        fields = {"employee": self.clerk.employee, "assessor": self.lurah.employee, **fields}
        return AssessmentFactory(assessment_period=self.period, **fields)


@pytest.fixture
def office(db):
    return Office()


def objection_of(rating):
    return Objection.objects.create(
        assessment=rating, reason="Hasil kerja saya lebih tinggi.", decide_by=today(), before={}
    )


def functional(office, level="MU"):
    position = PositionFactory(unit=office.village, title="Analis", position_type="FUNGSIONAL", functional_level=level)
    employee = office.clerk.employee
    PositionHistory.objects.filter(employee=employee).delete()
    PositionHistory.objects.create(employee=employee, position=position, period=(datetime.date(2020, 1, 1), None))
    Employee.objects.filter(pk=employee.pk).update(position=position)
    return employee
