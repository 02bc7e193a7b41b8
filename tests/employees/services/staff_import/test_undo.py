"""Taking an import back, and forgetting it."""

from __future__ import annotations

import datetime

import pytest
from django.utils import timezone

from asn_portal.errors import DomainError
from employees.enums import ImportOutcome, ImportState
from employees.models import Employee, OrganizationalUnit, Position, PositionHistory, RankHistory, StaffImport
from employees.services.history import add_rank, disagreeing_employees
from employees.services.staff_import.undo import FORGOTTEN_AFTER, forget_old_imports, undo_import
from tests.employees.services.staff_import.lists import HEADER, TODAY, check, person, sheet, store, undo, upload
from tests.factories.employees import EmployeeFactory


def test_undo_leaves_the_records_as_they_were(officer, medan):
    before = Position.objects.count()
    staff_import = store(check(upload(officer), officer), officer)

    undo(staff_import, officer)

    assert staff_import.state == ImportState.UNDONE
    assert staff_import.counts["undone"] == staff_import.counts["INSERT"]
    assert (Employee.objects.count(), RankHistory.objects.count(), PositionHistory.objects.count()) == (0, 0, 0)
    assert Position.objects.count() == before


def test_changed_main_data_becomes_an_update_and_is_restored(officer, medan):
    unit = OrganizationalUnit.objects.get(name="Kelurahan Belawan I")
    siti = EmployeeFactory(unit=unit, name="Siti Rahma", nip="198001152005011003")
    rows = sheet(
        ("NIP", "Nama", "Unit Kerja", "No. HP"),
        ("198001152005011003", "Siti Rahmawati", "Kel. Belawan I", "0812 3456 7890"),
    )

    staff_import = store(check(upload(officer, "a.xlsx", rows), officer), officer)

    siti.refresh_from_db()
    assert (siti.name, siti.phone, siti.version) == ("Siti Rahmawati", "+6281234567890", 2)
    undo(staff_import, officer)
    siti.refresh_from_db()
    assert (siti.name, siti.phone, staff_import.counts["undone"]) == ("Siti Rahma", "", 1)


def test_newer_rank_and_place_are_added_to_the_histories(officer, medan):
    unit = OrganizationalUnit.objects.get(name="Kelurahan Belawan I")
    siti = EmployeeFactory(unit=unit, nip="198001152005011003", name="Siti Rahmawati")
    rows = sheet(
        (*HEADER, "TMT Jabatan"),
        (*person(rank="III/d", since="01-10-2025", position="Kepala Seksi", unit="Kelurahan Bahagia"), "01-02-2026"),
    )

    staff_import = store(check(upload(officer, "a.xlsx", rows), officer), officer)

    siti.refresh_from_db()
    assert (siti.rank, siti.rank_since, siti.unit.name, siti.position.title) == (
        "III/d",
        datetime.date(2025, 10, 1),
        "Kelurahan Bahagia",
        "Kepala Seksi",
    )
    assert siti.rankhistory_set.count() == siti.positionhistory_set.count() == 2
    undo(staff_import, officer)
    siti.refresh_from_db()
    assert (siti.rank, siti.unit) == ("III/c", unit)
    assert [(row.rank, row.period.upper) for row in siti.rankhistory_set.all()] == [("III/c", None)]
    assert disagreeing_employees(TODAY) == []


def test_undo_keeps_whom_somebody_worked_with(officer, medan):
    rows = sheet(
        HEADER, person(), person("199203082022212007", "Budi", rank="IX"), person("198001012005011004", "Citra")
    )
    staff_import = store(check(upload(officer, "a.xlsx", rows), officer), officer)
    siti = Employee.objects.get(nip="198001152005011003")
    add_rank(employee=siti, rank="III/d", effective_date=datetime.date(2026, 4, 1), by=officer)
    Employee.objects.filter(nip="199203082022212007").update(user=officer)

    undo(staff_import, officer)

    assert {row.nip: row.outcome for row in staff_import.rows.all()} == {
        "198001152005011003": ImportOutcome.KEPT,
        "199203082022212007": ImportOutcome.KEPT,
        "198001012005011004": ImportOutcome.UNDONE,
    }
    assert sorted(Employee.objects.values_list("nip", flat=True)) == ["198001152005011003", "199203082022212007"]


def test_undo_ends_after_a_day(officer, medan):
    staff_import = store(check(upload(officer, "a.xlsx", sheet(HEADER, person())), officer), officer)
    StaffImport.objects.filter(pk=staff_import.pk).update(
        applied_at=timezone.now() - datetime.timedelta(hours=24, minutes=1)
    )

    with pytest.raises(DomainError):
        undo_import(staff_import=staff_import, reason="terlambat", by=officer)

    assert Employee.objects.count() == 1


def test_rows_are_forgotten_after_a_week(officer, medan):
    old = store(check(upload(officer, "a.xlsx", sheet(HEADER, person())), officer), officer)
    waiting = check(upload(officer, "b.xlsx", sheet(HEADER, person("199203082022212007", "Budi", rank="IX"))), officer)
    StaffImport.objects.filter(pk=old.pk).update(
        created_at=timezone.now() - FORGOTTEN_AFTER - datetime.timedelta(hours=1)
    )

    assert forget_old_imports() == 1
    assert forget_old_imports() == 0

    old.refresh_from_db()
    assert (old.rows.count(), old.source, old.state, old.counts["inserted"]) == (0, None, ImportState.APPLIED, 1)
    assert waiting.rows.count() == 1
    assert Employee.objects.count() == 1
