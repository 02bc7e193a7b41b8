"""Entries of a list about units that are closed and people who left the officer's area."""

import datetime

import pytest

from employees.enums import ImportOutcome
from employees.models import (
    Employee,
    OrganizationalUnit,
    Position,
    PositionHistory,
    RankHistory,
)
from employees.services.history import misplaced_employees
from tests.employees.services.staff_import.entry_lists import NIP, bring, problems, whole_file
from tests.employees.services.staff_import.lists import (
    TODAY,
    book,
    check,
    store,
    upload,
)
from tests.factories.employees import EmployeeFactory, UnitFactory

pytestmark = pytest.mark.django_db


def test_history_may_name_a_unit_that_existed_then_but_not_for_today(officer, siti, medan):
    closed = UnitFactory(parent=medan, name="Kelurahan Belawan Lama", closed_on=TODAY - datetime.timedelta(days=30))
    held = siti.positionhistory_set.get()
    rows = (
        ("NIP", "Jabatan", "Unit Kerja", "TMT Jabatan"),
        (NIP, "Pengolah Data", closed.name, held.period.lower - datetime.timedelta(days=400)),
        (NIP, "Pengolah Data", closed.name, TODAY),
    )

    staff_import = bring(officer, Jabatan=rows)

    assert problems(staff_import) == {("position", 3, "unit_closed")}
    siti.refresh_from_db()
    assert siti.unit.name == "Kelurahan Belawan I"
    OrganizationalUnit.objects.filter(pk=siti.unit_id).update(closed_on=TODAY)
    assert misplaced_employees() == [siti]


def test_entries_of_who_left_the_area_meanwhile_are_refused_late(officer, siti, medan):
    staff_import = check(upload(officer, "a.xlsx", book(**{"rw-golongan": whole_file()["rw-golongan"]})), officer)
    elsewhere = EmployeeFactory(unit=UnitFactory(parent=medan.parent))
    PositionHistory.objects.filter(employee=siti).update(position=elsewhere.position)
    Employee.objects.filter(pk=siti.pk).update(unit=elsewhere.unit, position=elsewhere.position)

    store(staff_import, officer)

    assert staff_import.counts["refused_late"] == staff_import.rows.filter(outcome=ImportOutcome.REFUSED).count() > 0
    assert RankHistory.objects.filter(employee=siti).count() == 1


def test_positions_made_for_the_past_alone_are_no_vacancies(officer, siti, medan):
    other = UnitFactory(parent=medan.parent, name="Kecamatan Jauh")
    rows = (
        ("NIP", "Jabatan", "Unit Kerja", "TMT Jabatan", "Sampai"),
        (NIP, "Camat", "Kecamatan Jauh", "01-01-2012", "31-12-2015"),
    )
    bring(officer, **{"rw-jabatan": rows})

    [made] = other.positions.all()
    [entry] = PositionHistory.objects.filter(position=made)
    assert (made.needed, made.closed_on, made.is_head) == (0, entry.period.upper, False)


def test_unit_closed_after_the_check_takes_nobody_in(officer, siti, medan):
    """Neither in a position that exists nor in one that the list would make."""
    unit = UnitFactory(parent=medan, name="Kelurahan Paya Pasir")
    rows = (("NIP", "Jabatan", "Unit Kerja", "TMT Jabatan"), (NIP, "Pengolah Data", unit.name, TODAY))
    staff_import = check(upload(officer, "a.xlsx", book(Jabatan=rows)), officer)
    unit.closed_on = TODAY
    unit.save(update_fields=["closed_on"])

    store(staff_import, officer)

    siti.refresh_from_db()
    assert (siti.unit.name, staff_import.counts["refused_late"]) == ("Kelurahan Belawan I", 1)
    assert not Position.objects.filter(unit=unit, closed_on=None).exists()
