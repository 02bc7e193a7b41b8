"""A staff list on its way into the records."""

from __future__ import annotations

import datetime
import io
import json
import zipfile
from decimal import Decimal
from pathlib import Path

import pytest
import xlsxwriter
from django.conf import settings
from django.core.files.base import ContentFile
from django.utils import timezone

from asn_portal.access.roles import Role
from asn_portal.audit.models import Event
from asn_portal.errors import DomainError
from asn_portal.jobs.services import run_now
from employees.domain.staff_import.columns import Column
from employees.enums import ImportAction, ImportOutcome, ImportState
from employees.models import (
    Employee,
    OrganizationalUnit,
    Position,
    PositionHistory,
    RankHistory,
    StaffImport,
    StaffImportMapping,
)
from employees.services.history import add_rank, disagreeing_employees
from employees.services.staff_import.apply import apply_import, confirm_import
from employees.services.staff_import.undo import FORGOTTEN_AFTER, forget_old_imports, undo_import
from employees.services.staff_import.upload import choose_sheet, confirm_columns, discard_import, start_import
from tests.factories.employees import EmployeeFactory, PositionFactory, UnitFactory, make_officer

SAMPLES = Path(settings.BASE_DIR) / "samples"
EXPECTED = json.loads((SAMPLES / "pegawai_medan_belawan.expected.json").read_text())
# The sample is written for this day; later the dates are still past, and the one in 2062 still future.
TODAY = datetime.date(2026, 11, 21)


@pytest.fixture(autouse=True)
def _on_the_day(monkeypatch):
    for module in ("check", "apply"):
        monkeypatch.setattr(f"employees.services.staff_import.{module}.today", lambda: TODAY, raising=False)
    monkeypatch.setattr("employees.services.history.today", lambda: TODAY)


@pytest.fixture
def medan(db):
    """The units of the sample below a district, and an HR officer of that district."""
    government = UnitFactory(name="Kota Medan")
    district = UnitFactory(parent=government, name=EXPECTED["units"][0])
    for name in EXPECTED["units"][1:]:
        UnitFactory(parent=district, name=name)
    return district


@pytest.fixture
def officer(medan):
    return make_officer(Role.HR_OFFICER, medan)


class SilentProgress:
    """Stands for the job's progress where a test calls the work directly."""

    def __getattr__(self, name):
        return lambda *args, **kwargs: None


def upload(officer, name="pegawai_medan_belawan.xlsx", content=None) -> StaffImport:
    return start_import(file=ContentFile(content or (SAMPLES / name).read_bytes(), name=name), by=officer)


def mapping_of(staff_import) -> dict[int, Column]:
    return {int(index): Column(name) for index, name in staff_import.mapping.items()}


def check(staff_import, officer, *, mapping=None, default_unit=None) -> StaffImport:
    job = run_now(
        confirm_columns(
            staff_import=staff_import,
            mapping=mapping or mapping_of(staff_import),
            default_unit=default_unit,
            by=officer,
        )
    )
    assert (job.state, job.error) == ("done", "")
    staff_import.refresh_from_db()
    return staff_import


def store(staff_import, officer) -> StaffImport:
    job = run_now(confirm_import(staff_import=staff_import, by=officer))
    assert (job.state, job.error) == ("done", "")
    staff_import.refresh_from_db()
    return staff_import


def undo(staff_import, officer) -> StaffImport:
    job = run_now(undo_import(staff_import=staff_import, reason="salah berkas", by=officer))
    assert (job.state, job.error) == ("done", "")
    staff_import.refresh_from_db()
    return staff_import


def faults_of(staff_import) -> set[tuple[int, str, str]]:
    return {
        (row.number, problem["label"], problem["level"]) for row in staff_import.rows.all() for problem in row.problems
    }


def sheet(*rows, lead=0) -> bytes:
    """An XLSX with these rows, the first after `lead` blank ones."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True, "default_date_format": "dd-mm-yyyy"})
    page = book.add_worksheet()
    for index, row in enumerate(rows):
        for column, value in enumerate(row):
            if value is not None:
                page.write(index + lead, column, value)
    book.close()
    return stream.getvalue()


HEADER = ("NIP", "Nama", "Unit Kerja", "Jabatan", "Gol/Ruang", "TMT Golongan")


def person(nip="198001152005011003", name="Siti Rahmawati", unit="Kelurahan Belawan I", **other):
    return (
        nip,
        name,
        unit,
        other.get("position", "Pengadministrasi Perkantoran"),
        other.get("rank", "III/c"),
        other.get("since", "01-04-2022"),
    )


# --- the samples ------------------------------------------------------------------------------------------------------


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
    assert staff_import.header_row == EXPECTED["header_row"] - shift
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


def test_undo_leaves_the_records_as_they_were(officer, medan):
    before = Position.objects.count()
    staff_import = store(check(upload(officer), officer), officer)

    undo(staff_import, officer)

    assert staff_import.state == ImportState.UNDONE
    assert staff_import.counts["undone"] == staff_import.counts["INSERT"]
    assert (Employee.objects.count(), RankHistory.objects.count(), PositionHistory.objects.count()) == (0, 0, 0)
    assert Position.objects.count() == before


# --- rows against the record ------------------------------------------------------------------------------------------


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


def test_new_head_position_heads_the_unit(officer, medan):
    store(check(upload(officer, "a.xlsx", sheet(HEADER, person(position="Lurah Belawan I"))), officer), officer)

    position = Position.objects.get(title="Lurah Belawan I")
    assert (position.is_head, position.position_type) == (True, "PENGAWAS")


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
    assert "1271051501800003" not in json.dumps([row.cells, row.values, row.problems, staff_import.samples])


# --- other sheets -----------------------------------------------------------------------------------------------------


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

    assert staff_import.header_row == 6
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


def test_sheet_without_units_takes_the_chosen_one(officer, medan):
    rows = sheet(("NIP", "Nama dan Gelar"), ("198001152005011003", "Drs. Ahmad Fauzi, M.Si."))
    staff_import = upload(officer, "a.xlsx", rows)
    with pytest.raises(DomainError):
        confirm_columns(staff_import=staff_import, mapping=mapping_of(staff_import), default_unit=None, by=officer)

    store(check(staff_import, officer, default_unit=medan), officer)

    ahmad = Employee.objects.get()
    assert (ahmad.unit, ahmad.full_name, ahmad.position, ahmad.rank) == (medan, "Drs. Ahmad Fauzi, M.Si.", None, "")
    assert (ahmad.sex, ahmad.birth_date, ahmad.employment_type) == ("M", datetime.date(1980, 1, 15), "PNS")


def test_list_in_the_second_sheet(officer, medan):
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    book.add_worksheet("Sampul").write(0, 0, "Laporan")
    page = book.add_worksheet("Pegawai")
    for index, row in enumerate([HEADER, person()]):
        page.write_row(index + 3, 0, row)
    book.close()

    staff_import = upload(officer, "a.xlsx", stream.getvalue())

    assert (staff_import.sheet_name, staff_import.sheet_names, staff_import.header_row) == (
        "Pegawai",
        ["Sampul", "Pegawai"],
        4,
    )


def test_row_of_titles_can_be_told(officer, medan):
    rows = sheet(("NIP", "Nama", "Unit Kerja"), ("Nomor Induk", "Nama Orang", "Tempat"), person()[:3])
    staff_import = upload(officer, "a.xlsx", rows)

    staff_import = choose_sheet(staff_import=staff_import, sheet_name="", header_row=2, by=officer)

    assert (staff_import.header_row, staff_import.headers) == (2, ["Nomor Induk", "Nama Orang", "Tempat"])


def test_windows_csv(officer, medan):
    content = "NIP;Nama;Unit Kerja\r\n198001152005011003;Zoé Müller;Kelurahan Belawan I\r\n".encode("cp1252")

    staff_import = check(upload(officer, "a.csv", content), officer)

    assert staff_import.rows.get().values["name"] == "Zoé Müller"


def test_remembered_columns_come_back(officer, medan):
    rows = sheet(("NIP", "Nama", "Unit Kerja", "Keterangan"), (*person()[:3], "0812 3456 7890"))
    first = upload(officer, "a.xlsx", rows)
    check(first, officer, mapping=mapping_of(first) | {3: Column.PHONE})

    assert StaffImportMapping.objects.count() == 1
    assert mapping_of(upload(officer, "b.xlsx", rows))[3] is Column.PHONE


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", b" \r\n"),
        ("a.xlsx", b"no zip at all"),
        ("a.xlsx", b"PK\x03\x04" + b"\0" * 200),
        ("a.csv", b"just;some\r\ntext;here\r\n"),
        ("a.xlsx", sheet(("Barang", "Jumlah"), ("Meja", 3))),
    ],
    ids=["empty", "not a package", "broken package", "no titles", "another table"],
)
def test_file_that_is_no_staff_list_is_refused_with_a_sentence(name, content, officer):
    with pytest.raises(DomainError):
        upload(officer, name, content)

    assert not StaffImport.objects.exists()


def test_bomb_is_refused_before_it_unfolds(officer):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        with package.open("xl/workbook.xml", "w") as part:
            for _megabyte in range(700):
                part.write(b"0" * 1_000_000)

    with pytest.raises(DomainError):
        upload(officer, "bom.xlsx", stream.getvalue())


def test_file_over_the_limit_is_refused(officer):
    with pytest.raises(DomainError):
        upload(officer, "besar.csv", b"NIP;Nama;Unit Kerja\n" + b"x;y;z\n" * 3_600_000)

    assert not StaffImport.objects.exists()


def test_titles_without_people_end_with_a_sentence(officer, medan):
    staff_import = upload(officer, "a.xlsx", sheet(HEADER))

    job = run_now(
        confirm_columns(staff_import=staff_import, mapping=mapping_of(staff_import), default_unit=None, by=officer)
    )

    assert job.state == "failed"
    assert job.error


# --- applying ---------------------------------------------------------------------------------------------------------


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


# --- undoing ----------------------------------------------------------------------------------------------------------


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


def test_discarded_list_leaves_no_row_and_no_file(officer, medan):
    staff_import = check(upload(officer), officer)
    storage, path = staff_import.source.file.storage, staff_import.source.file.name

    discard_import(staff_import=staff_import, by=officer)

    staff_import.refresh_from_db()
    assert (staff_import.state, staff_import.rows.count(), staff_import.source) == (ImportState.DISCARDED, 0, None)
    assert path
    assert storage is not None
    with pytest.raises(DomainError):
        confirm_import(staff_import=staff_import, by=officer)


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


def test_counts_are_whole_numbers(officer, medan):
    counts = check(upload(officer), officer).counts

    assert not any(isinstance(value, Decimal | float) for value in counts.values())
