"""What storing a list would do, row by row."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest

from asn_portal.errors import DomainError
from asn_portal.jobs.services import run_now
from employees.enums import ImportAction, ImportState
from employees.models import Employee, OrganizationalUnit
from employees.registration import waiting_imports
from employees.services.staff_import.apply import confirm_import
from employees.services.staff_import.upload import confirm_columns, discard_import
from tests.employees.services.staff_import.lists import (
    EXPECTED,
    HEADER,
    check,
    faults_of,
    main_sheet,
    mappings_of,
    person,
    sheet,
    store,
    upload,
)
from tests.factories.employees import LONG_AGO, EmployeeFactory, PositionFactory, StructureChangeFactory, UnitFactory


@pytest.mark.parametrize(("name", "shift"), [("pegawai_medan_belawan.xlsx", 0), ("pegawai_medan_belawan.csv", 3)])
def test_sample_has_exactly_its_planted_faults(name, shift, officer):
    staff_import = check(upload(officer, name), officer)

    assert faults_of(staff_import) == {
        (fault["sheet_row"] - shift, fault["column"], fault["level"])
        for fault in EXPECTED["faults"]
        if fault["level"] != "ok"
    }
    errors = sum(fault["level"] == "error" for fault in EXPECTED["faults"])
    assert staff_import.counts == {
        "rows": EXPECTED["rows"],
        "INSERT": EXPECTED["rows"] - errors,
        "UPDATE": 0,
        "SKIP": 0,
        "REFUSE": errors,
        "errors": errors,
        "warnings": 2,
        "positions": staff_import.counts["positions"],
        "ignored": staff_import.counts["ignored"],
    }
    assert main_sheet(staff_import).header_row == EXPECTED["header_row"] - shift
    assert not Employee.objects.exists(), "nothing is written before somebody confirms"


def test_sample_dates_and_names_survive(officer):
    for name in ("pegawai_medan_belawan.xlsx", "pegawai_medan_belawan.csv"):
        staff_import = check(upload(officer, name), officer)

        values = {row.nip: row.values for row in staff_import.rows.filter(action=ImportAction.INSERT)}
        assert values["199201232014011001"]["birth_date"] == "1992-01-23"
        assert values["197706061999041001"] | {"x": 1} == values["197706061999041001"] | {
            "x": 1,
            "birth_date": "1977-06-06",
            "rank_since": "2022-10-01",
            "front_title": "dr.",
        }
        assert values["196708051990122001"]["name"] == "Nur'aini D'Souza Br. Sembiring"


def test_older_rank_and_undated_transfer_are_kept_with_a_warning(officer, medan):
    unit = OrganizationalUnit.objects.get(name="Kelurahan Belawan I")
    EmployeeFactory(unit=unit, nip="198001152005011003", name="Siti Rahmawati")
    rows = sheet(HEADER, person(rank="III/b", since="01-04-2018", unit="Kelurahan Bahagia"))

    staff_import = check(upload(officer, "a.xlsx", rows), officer)

    row = staff_import.rows.get()
    assert (row.action, row.level) == (ImportAction.SKIP, "warning")
    assert [problem["code"] for problem in row.problems] == ["rank_older", "position_kept"]


def test_person_outside_the_area_is_refused_without_telling_more(officer, medan):
    elsewhere = UnitFactory(parent=medan.parent, name="Kecamatan Medan Marelan")
    EmployeeFactory(unit=elsewhere, nip="198001152005011003", name="Rahasia")
    staff_import = check(upload(officer, "a.xlsx", sheet(HEADER, person())), officer)

    row = staff_import.rows.get()
    assert (row.action, row.employee) == (ImportAction.REFUSE, None)
    assert [problem["code"] for problem in row.problems] == ["nip_elsewhere"]
    assert "Rahasia" not in json.dumps(row.problems)


def test_same_nip_in_another_government_is_nobodys_business(officer, medan):
    EmployeeFactory(nip="198001152005011003")

    staff_import = check(upload(officer, "a.xlsx", sheet(HEADER, person())), officer)

    assert staff_import.rows.get().action == ImportAction.INSERT


def test_unit_outside_the_area_is_unknown(officer, medan):
    UnitFactory(parent=medan.parent, name="Kecamatan Medan Marelan")

    staff_import = check(upload(officer, "a.xlsx", sheet(HEADER, person(unit="Kecamatan Medan Marelan"))), officer)

    [problem] = staff_import.rows.get().problems
    assert problem["code"] == "unit_unknown"
    assert "Kecamatan Medan Belawan" in problem["hints"]
    assert "Kecamatan Medan Marelan" not in problem["hints"]


def test_second_head_of_a_unit_is_refused(officer, medan):
    unit = OrganizationalUnit.objects.get(name="Kelurahan Belawan I")
    EmployeeFactory(
        unit=unit, position=PositionFactory(unit=unit, title="Lurah Belawan I", head=True), name="Budi Siregar"
    )
    rows = sheet(HEADER, person(position="Lurah Belawan I"))

    staff_import = check(upload(officer, "a.xlsx", rows), officer)

    [problem] = staff_import.rows.get().problems
    assert (problem["code"], problem["hints"]) == ("head_taken", ["Budi Siregar"])


def test_nik_of_another_person_is_refused(officer, medan):
    other = EmployeeFactory(unit=medan)
    other.nik = "1271051501800003"
    other.save()
    rows = sheet((*HEADER, "NIK"), (*person(), "1271051501800003"))

    staff_import = check(upload(officer, "a.xlsx", rows), officer)

    assert [problem["code"] for problem in staff_import.rows.get().problems] == ["nik_taken"]


def test_nik_stands_nowhere_in_plain(officer, medan):
    rows = sheet((*HEADER, "NIK"), (*person(name="1"), "1271051501800003"))

    staff_import = check(upload(officer, "a.xlsx", rows), officer)

    row = staff_import.rows.get()
    assert row.level == "error"
    assert "1271051501800003" not in json.dumps([row.cells, row.values, row.problems, main_sheet(staff_import).samples])


def test_siasn_names_in_another_order_below_titles(officer, medan):
    rows = sheet(
        ("DAFTAR PEGAWAI",),
        (),
        ("Keadaan November",),
        (),
        (),
        (
            "unor_nama",
            "nama",
            "nip_baru",
            "tmt_golongan",
            "gol_akhir_nama",
            "jabatan_nama",
            "jenis_kelamin",
            "status_cpns_pns",
        ),
        (
            "KELURAHAN BELAWAN I",
            "SITI RAHMAWATI",
            "198001152005011003",
            "2022-04-01",
            "III/c",
            "Arsiparis Terampil",
            "M",
            "P",
        ),
        (),
        ("Kelurahan Bahagia", "BUDI", "199203082022212007", "01-03-2022", "IX", "Pelaksana Umum", "F", "PPPK"),
        (None, None, "Medan, 1 November 2026"),
        (None, "Kepala Subbagian Umum", None),
    )

    staff_import = check(upload(officer, "siasn.xlsx", rows), officer)

    assert main_sheet(staff_import).header_row == 6
    assert [(row.number, row.action, row.level) for row in staff_import.rows.all()] == [
        (7, "INSERT", ""),
        (9, "INSERT", ""),
    ]
    assert staff_import.rows.first().values["position_type"] == "FUNGSIONAL"


def test_titles_over_two_rows(officer, medan):
    rows = sheet(
        ("NO", "NIP", "NAMA", "GELAR", None, "PANGKAT", None, "UNIT KERJA", "JABATAN"),
        (None, None, None, "DEPAN", "BELAKANG", "GOL/RUANG", "TMT", None, None),
        (1, 2, 3, 4, 5, 6, 7, 8, 9),
        (
            1,
            "198001152005011003",
            "Siti Rahmawati",
            "Ir.",
            "M.Si.",
            "III/c",
            "01-04-2022",
            "Kelurahan Belawan I",
            "Arsiparis",
        ),
    )

    staff_import = check(upload(officer, "dua.xlsx", rows), officer)

    row = staff_import.rows.get()
    assert (row.number, row.level) == (4, "")
    assert {name: row.values.get(name) for name in ("front_title", "back_title", "rank", "rank_since")} == {
        "front_title": "Ir.",
        "back_title": "M.Si.",
        "rank": "III/c",
        "rank_since": "2022-04-01",
    }


def test_windows_csv(officer, medan):
    content = "NIP;Nama;Unit Kerja\r\n198001152005011003;Zoé Müller;Kelurahan Belawan I\r\n".encode("cp1252")

    staff_import = check(upload(officer, "a.csv", content), officer)

    assert staff_import.rows.get().values["name"] == "Zoé Müller"


def test_titles_without_people_end_with_a_sentence(officer, medan):
    staff_import = upload(officer, "a.xlsx", sheet(HEADER))

    job = run_now(
        confirm_columns(staff_import=staff_import, mappings=mappings_of(staff_import), default_unit=None, by=officer)
    )

    assert job.state == "failed"
    assert job.error


def test_counts_are_whole_numbers(officer, medan):
    counts = check(upload(officer), officer).counts

    assert not any(isinstance(value, Decimal | float) for value in counts.values())


@pytest.mark.parametrize("row", [person(), person(unit="Tidak Ada")], ids=["all known", "all refused"])
def test_list_without_changes_waits_for_nobody(row, officer, medan):
    store(check(upload(officer, "a.xlsx", sheet(HEADER, person())), officer), officer)

    staff_import = check(upload(officer, "b.xlsx", sheet(HEADER, row)), officer)

    assert (staff_import.state, staff_import.get_state_display()) == (ImportState.UNCHANGED, "Tidak ada perubahan")
    assert list(waiting_imports(officer)) == []
    with pytest.raises(DomainError):
        confirm_import(staff_import=staff_import, by=officer)
    assert check(staff_import, officer).state == ImportState.UNCHANGED
    assert discard_import(staff_import=staff_import, by=officer).state == ImportState.DISCARDED


def test_nobody_is_placed_in_a_closed_unit_and_the_successor_is_named(officer, medan):
    closed = OrganizationalUnit.objects.get(name="Kelurahan Belawan I")
    other = OrganizationalUnit.objects.exclude(pk=closed.pk).filter(depth=closed.depth).first()
    StructureChangeFactory(
        unit=closed, kind="MERGE", state="IN_FORCE", effective_date=LONG_AGO, plan={}, result={"into": other.pk}
    )
    OrganizationalUnit.objects.filter(pk=closed.pk).update(closed_on=LONG_AGO)
    rows = sheet(HEADER, person(), person(nip="198001152005011011", unit="Kelurahan Belawan"))

    staff_import = check(upload(officer, "a.xlsx", rows), officer)

    placed, misspelt = staff_import.rows.order_by("number")
    assert [(each["code"], each["found"], each["hints"]) for each in placed.problems] == [
        ("unit_succeeded", closed.name, [other.name])
    ]
    assert placed.action == misspelt.action == ImportAction.REFUSE
    assert closed.name not in misspelt.problems[0]["hints"]


def test_a_rank_before_cpns_is_told(officer, medan):
    rows = sheet((*HEADER, "TMT CPNS"), (*person(since="01-04-2002"), "01-01-2005"))

    staff_import = check(upload(officer, "a.xlsx", rows), officer)

    row = staff_import.rows.get()
    assert row.action == ImportAction.INSERT
    assert ("rank_before_cpns", "warning") in {(each["code"], each["level"]) for each in row.problems}
