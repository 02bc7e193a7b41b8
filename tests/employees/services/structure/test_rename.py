"""Units that get another name on a date."""

import pytest

from asn_portal.errors import DomainError
from employees.dates import today
from employees.models import (
    OrganizationalUnit,
    StructureChange,
    UnitName,
)
from employees.reports.timeline import timeline_of
from employees.services.structure import apply_due_changes
from employees.services.unit import change_unit
from employees.texts.record import unit_name_on
from tests.employees.services.structure.changes import DAY


def test_a_new_name_holds_from_its_day_and_the_old_one_before(world, planned):
    slug = world.village.slug

    planned("RENAME", days=-10, name="Kelurahan Belawan Satu")

    unit = OrganizationalUnit.objects.get(pk=world.village.pk)
    assert (unit.name, unit.slug) == ("Kelurahan Belawan Satu", slug)
    assert unit_name_on(unit, today() - 11 * DAY) == "Kelurahan Belawan I"
    assert unit_name_on(unit, today() - 10 * DAY) == "Kelurahan Belawan Satu"
    employee = world.users["employee"].employee
    [entry] = [e for e in timeline_of(employee, user=world.users["employee"]) if e.kind == "position"]
    assert entry.detail == "Kelurahan Belawan I"


def test_a_rename_to_come_changes_nothing_before_its_day(world, planned):
    change = planned("RENAME", days=3, name="Kelurahan Belawan Satu")

    assert apply_due_changes(today() + 2 * DAY) == 0
    world.village.refresh_from_db()
    assert (world.village.name, UnitName.objects.count()) == ("Kelurahan Belawan I", 0)

    StructureChange.objects.filter(pk=change.pk).update(effective_date=today())
    assert apply_due_changes() == 1
    assert apply_due_changes() == 0
    world.village.refresh_from_db()
    assert world.village.name == "Kelurahan Belawan Satu"


def test_a_rename_before_a_later_one_leaves_the_present_name(world, planned):
    planned("RENAME", days=-10, name="Nama Ketiga")
    planned("RENAME", days=-20, name="Nama Kedua")

    unit = OrganizationalUnit.objects.get(pk=world.village.pk)
    assert unit.name == "Nama Ketiga"
    names = [unit_name_on(unit, today() - days * DAY) for days in (21, 20, 11, 10, 0)]
    assert names == ["Kelurahan Belawan I", "Nama Kedua", "Nama Kedua", "Nama Ketiga", "Nama Ketiga"]


def test_a_corrected_slip_is_no_new_name(world, planned, officer):
    planned("RENAME", days=-10, name="Kelurahan Blawan Satu")

    change_unit(unit=world.village, changes={"name": "Kelurahan Belawan Satu"}, reason="salah ketik", by=officer)

    unit = OrganizationalUnit.objects.get(pk=world.village.pk)
    assert unit_name_on(unit, today()) == "Kelurahan Belawan Satu"
    assert unit_name_on(unit, today() - 11 * DAY) == "Kelurahan Belawan I"


def test_two_renames_on_one_day_are_refused(planned):
    planned("RENAME", days=-10, name="A")

    with pytest.raises(DomainError):
        planned("RENAME", days=-10, name="B")
