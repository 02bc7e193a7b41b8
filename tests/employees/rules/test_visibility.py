"""`visible_to` and the rules agree, for every role and every person of two governments."""

from __future__ import annotations

import pytest

from employees.models import Employee, OrganizationalUnit
from tests.factories.employees import EmployeeFactory, UnitFactory


@pytest.fixture
def people(world):
    """Somebody in every corner of both governments."""
    beside = UnitFactory(parent=world.government, name="Kecamatan Medan Marelan")
    for unit in (world.government, world.district, world.village, world.other_village, beside, world.other_government):
        EmployeeFactory(unit=unit)
    return list(Employee.objects.select_related("unit"))


def test_staff(world, people):
    for name, user in world.users.items():
        visible = set(Employee.objects.visible_to(user))

        assert visible == {person for person in people if user.has_perm("employees.view_employee", person)}, name


def test_editable_staff(world, people):
    for name, user in world.users.items():
        editable = set(Employee.objects.editable_by(user))

        assert editable == {person for person in people if user.has_perm("employees.edit_employee", person)}, name
        assert editable <= set(Employee.objects.visible_to(user)), name


def test_units(world, people):
    for name, user in world.users.items():
        visible = set(OrganizationalUnit.objects.visible_to(user))

        units = OrganizationalUnit.objects.all()
        assert visible == {unit for unit in units if user.has_perm("employees.view_unit", unit)}, name


def test_nobody_sees_the_other_government(world, people):
    for name, user in world.users.items():
        governments = {person.unit.government_path for person in Employee.objects.visible_to(user)}

        own = {world.other_government.path} if name == "stranger" else {world.government.path}
        assert governments <= own, name


def test_personal_data_is_seen_by_fewer(world, people):
    [siti] = [person for person in people if person.name == "Siti Rahmawati"]

    def allowed(rule):
        return {name for name, user in world.users.items() if user.has_perm(f"employees.{rule}", siti)}

    assert allowed("view_personal_data") == {"hr_officer", "auditor", "employee"}
    assert allowed("view_sensitive") == {"hr_officer"}
    assert allowed("edit_employee") == {"hr_officer"}
    assert allowed("view_looks") == {"hr_officer", "auditor", "employee"}
