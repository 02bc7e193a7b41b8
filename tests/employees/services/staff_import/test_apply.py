"""Storing what was confirmed."""

from __future__ import annotations

import datetime

import pytest

from asn_portal.audit.models import Event
from asn_portal.errors import DomainError
from asn_portal.jobs.services import run_now
from employees.enums import ImportAction, ImportOutcome, ImportState
from employees.models import Employee, OrganizationalUnit, Position, PositionHistory, RankHistory, StaffImport
from employees.services.history import disagreeing_employees
from employees.services.staff_import.apply import apply_import, confirm_import
from employees.services.staff_import.upload import confirm_columns
from tests.employees.services.staff_import.lists import (
    HEADER,
    TODAY,
    SilentProgress,
    check,
    mappings_of,
    person,
    sheet,
    store,
    upload,
)
from tests.factories.employees import EmployeeFactory


def test_sample_is_stored_and_the_second_upload_changes_nothing(officer):
    staff_import = store(check(upload(officer), officer), officer)

    stored = staff_import.counts["INSERT"]
    assert staff_import.state == ImportState.APPLIED
    assert (Employee.objects.count(), RankHistory.objects.count(), PositionHistory.objects.count()) == (stored,) * 3
    assert disagreeing_employees(TODAY) == []
    assert Event.objects.filter(kind="employees.import_applied").get().data == {
        "inserted": stored,
        "updated": 0,
        "refused_late": 0,
    }
    for name in ("pegawai_medan_belawan.xlsx", "pegawai_medan_belawan.csv"):
        again = check(upload(officer, name), officer)
        assert {key: again.counts[key] for key in ("INSERT", "UPDATE", "SKIP")} == {
            "INSERT": 0,
            "UPDATE": 0,
            "SKIP": stored,
        }
        with pytest.raises(DomainError):
            confirm_import(staff_import=again, by=officer)


def test_import_stores_what_the_row_says(officer, medan):
    store(check(upload(officer), officer), officer)

    okto = Employee.objects.with_place().get(nip="199201232014011001")
    assert (okto.full_name, okto.unit.name, okto.position.title) == (
        "Okto Iswahyudi, S.A.P.",
        "Kelurahan Bahagia",
        "Penelaah Teknis Kebijakan",
    )
    assert (okto.rank, okto.rank_order, okto.rank_since) == ("III/d", 12, datetime.date(2025, 10, 1))
    assert (okto.nik, okto.masked_nik) == ("1271052301922328", "1271********2328")
    assert (okto.phone, okto.education, okto.employment_type, okto.sex) == ("+6284213210724", "40", "PNS", "M")
    held = okto.positionhistory_set.get()
    assert (held.position_id, held.period.lower, held.period.upper) == (
        okto.position_id,
        datetime.date(2025, 10, 1),
        None,
    )


def test_new_head_position_heads_the_unit(officer, medan):
    store(check(upload(officer, "a.xlsx", sheet(HEADER, person(position="Lurah Belawan I"))), officer), officer)

    position = Position.objects.get(title="Lurah Belawan I")
    assert (position.is_head, position.position_type) == (True, "PENGAWAS")


def test_sheet_without_units_takes_the_chosen_one(officer, medan):
    rows = sheet(("NIP", "Nama dan Gelar"), ("198001152005011003", "Drs. Ahmad Fauzi, M.Si."))
    staff_import = upload(officer, "a.xlsx", rows)
    with pytest.raises(DomainError):
        confirm_columns(staff_import=staff_import, mappings=mappings_of(staff_import), default_unit=None, by=officer)

    store(check(staff_import, officer, default_unit=medan), officer)

    ahmad = Employee.objects.get()
    assert (ahmad.unit, ahmad.full_name, ahmad.position, ahmad.rank) == (medan, "Drs. Ahmad Fauzi, M.Si.", None, "")
    assert (ahmad.sex, ahmad.birth_date, ahmad.employment_type) == ("M", datetime.date(1980, 1, 15), "PNS")


def test_applying_twice_stores_once(officer, medan):
    staff_import = check(upload(officer), officer)
    confirm_import(staff_import=staff_import, by=officer)
    staff_import.refresh_from_db()

    apply_import(staff_import=staff_import, progress=SilentProgress())
    StaffImport.objects.filter(pk=staff_import.pk).update(state=ImportState.APPLYING)
    staff_import.refresh_from_db()
    apply_import(staff_import=staff_import, progress=SilentProgress())

    assert Employee.objects.count() == staff_import.counts["INSERT"] == RankHistory.objects.count()


def test_work_that_died_halfway_goes_on(officer, medan, monkeypatch):
    monkeypatch.setattr("employees.services.staff_import.apply.CHUNK", 100)
    staff_import = check(upload(officer), officer)
    confirm_import(staff_import=staff_import, by=officer)
    staff_import.refresh_from_db()

    class KilledError(Exception):
        pass

    class DyingProgress(SilentProgress):
        chunks = 0

        def save_state(self):
            self.chunks += 1
            if self.chunks == 3:
                raise KilledError

    with pytest.raises(KilledError):
        apply_import(staff_import=staff_import, progress=DyingProgress())
    assert Employee.objects.count() == 200
    apply_import(staff_import=staff_import, progress=SilentProgress())

    assert Employee.objects.count() == staff_import.counts["INSERT"]
    staff_import.refresh_from_db()
    assert (staff_import.state, staff_import.counts["inserted"]) == (ImportState.APPLIED, Employee.objects.count())


def test_person_taken_on_record_meanwhile_is_left_out(officer, medan):
    unit = OrganizationalUnit.objects.get(name="Kelurahan Belawan I")
    staff_import = check(
        upload(officer, "a.xlsx", sheet(HEADER, person(), person("199203082022212007", "Budi", rank="IX"))), officer
    )
    EmployeeFactory(unit=unit, nip="198001152005011003", name="Orang Lain")

    store(staff_import, officer)

    assert [(row.nip, row.outcome) for row in staff_import.rows.all()] == [
        ("198001152005011003", ImportOutcome.REFUSED),
        ("199203082022212007", ImportOutcome.APPLIED),
    ]
    assert Employee.objects.get(nip="198001152005011003").name == "Orang Lain"


def test_record_changed_after_the_check_is_left_alone(officer, medan):
    unit = OrganizationalUnit.objects.get(name="Kelurahan Belawan I")
    siti = EmployeeFactory(unit=unit, nip="198001152005011003", name="Siti Rahma")
    staff_import = check(upload(officer, "a.xlsx", sheet(HEADER[:3], person()[:3])), officer)
    Employee.objects.filter(pk=siti.pk).update(name="Siti R.", version=5)

    store(staff_import, officer)

    siti.refresh_from_db()
    assert (siti.name, staff_import.counts["refused_late"]) == ("Siti R.", 1)


def test_closing_words_count_what_was_stored(officer, medan, monkeypatch):
    """Neither the number of the last row nor rows that were left out."""
    monkeypatch.setattr("employees.services.staff_import.apply.CHUNK", 100)
    staff_import = check(upload(officer), officer)
    EmployeeFactory(unit=medan, nip=staff_import.rows.filter(action=ImportAction.INSERT).first().nip)

    job = run_now(confirm_import(staff_import=staff_import, by=officer))

    assert job.message == f"{staff_import.counts['INSERT'] - 1} baris disimpan"
    assert officer.notifications.filter(body__contains=job.message).count() == 1
