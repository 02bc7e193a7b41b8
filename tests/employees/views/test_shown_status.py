"""A disciplinary sanction is no news in lists and records for those who may not read of it."""

import pytest
from django.urls import reverse

from asn_portal.access.roles import Role
from employees.models import Employee, StatusHistory
from tests.factories.employees import LONG_AGO, EmployeeFactory, UnitFactory, UserFactory, make_officer

pytestmark = pytest.mark.django_db


@pytest.fixture
def budi():
    government = UnitFactory()
    unit = UnitFactory(parent=government)
    budi = EmployeeFactory(unit=unit, user=UserFactory(), name="Budi Santoso", status="15")
    StatusHistory.objects.create(employee=budi, status="15", period=(LONG_AGO, None))
    return budi


def reader(kind, budi):
    if kind == "self":
        return budi.user
    if kind == "head":
        head = EmployeeFactory(unit=budi.unit, head=True, user=UserFactory(), name="Kepala")
        return head.user
    return make_officer(Role(kind), budi.unit)


@pytest.mark.parametrize(
    ("kind", "knows"),
    [("head", False), ("training_coordinator", False), ("hr_officer", True), ("auditor", True), ("self", True)],
)
def test_only_those_who_read_discipline_read_the_status(kind, knows, budi, client):
    label = Employee(status="15").get_status_display()
    client.force_login(reader(kind, budi))

    record = client.get(budi.get_absolute_url()).content.decode()
    assert (label in record) is knows
    if kind == "self":
        return
    for on in ({}, {"on": "2025-06-01"}):
        found = {}
        for status in ("", "15", "01"):
            page = client.get(reverse("employees:employee-list"), {"status": status, "q": "Budi", **on})
            found[status] = "Budi Santoso" in page.content.decode()
            if status == "":
                assert (label in page.content.decode()) is knows
        assert found == {"": True, "15": knows, "01": not knows}
