"""Several sheets at once: main records and histories."""

from __future__ import annotations

import datetime
import random

import pytest

from asn_portal.access.permissions import Permission
from asn_portal.access.scope import Scope
from asn_portal.errors import DomainError
from employees.enums import EducationLevel, HistoryKind, ImportOutcome, ImportState
from employees.models import (
    ContractHistory,
    DisciplineHistory,
    EducationHistory,
    Employee,
    PositionHistory,
    RankHistory,
    StatusHistory,
)
from employees.services.history import add_entry, correct_history, disagreeing_employees
from employees.services.staff_import.apply import apply_import, confirm_import
from employees.services.staff_import.upload import choose_sheet, confirm_columns
from tests.employees.services.staff_import.entry_lists import NIP, D, bring, problems, whole_file
from tests.employees.services.staff_import.lists import (
    HEADER,
    TODAY,
    SilentProgress,
    book,
    check,
    faults_of,
    mappings_of,
    person,
    sheet,
    store,
    undo,
    upload,
)
from tests.factories.employees import UnitFactory

pytestmark = pytest.mark.django_db


def test_people_and_histories_of_one_file_are_stored_and_taken_back(officer, medan):
    staff_import = bring(officer, **whole_file())

    assert problems(staff_import) == set()
    siti = Employee.objects.get(nip=NIP)
    assert [
        (row.rank, row.period.lower, row.period.upper, row.decree_number)
        for row in siti.rankhistory_set.order_by("period")
    ] == [
        ("III/a", D(2009, 4, 1), D(2014, 4, 1), "823/1"),
        ("III/b", D(2014, 4, 1), D(2022, 4, 1), "823/2"),
        ("III/c", D(2022, 4, 1), None, "823/3"),
    ]
    assert [
        (row.position.title, row.period.lower, row.period.upper) for row in siti.positionhistory_set.order_by("period")
    ] == [
        ("Pengadministrasi Umum", D(2005, 1, 1), D(2022, 4, 1)),
        ("Pengadministrasi Perkantoran", D(2022, 4, 1), None),
    ]
    assert [(row.status, row.period.lower) for row in siti.statushistory_set.order_by("period")] == [
        ("02", D(2016, 1, 1)),
        ("01", D(2018, 1, 1)),
    ]
    assert (siti.education, siti.rank, siti.educationhistory_set.count()) == (EducationLevel.BACHELOR, "III/c", 2)
    assert siti.ratinghistory_set.get().predicate == "BAIK"
    assert DisciplineHistory.objects.get().period.upper == D(2012, 11, 5)
    assert ContractHistory.objects.get().period.upper == D(2027, 3, 1)
    assert disagreeing_employees(TODAY) == []
    again = check(upload(officer, "b.xlsx", book(**whole_file())), officer)
    assert again.state == ImportState.UNCHANGED
    assert (again.counts["SKIP"], again.counts["entries"]) == (2, {"INSERT": 0, "UPDATE": 0, "SKIP": 12, "REFUSE": 0})

    undo(staff_import, officer)

    assert not Employee.objects.exists()
    assert not RankHistory.objects.exists()
    assert not EducationHistory.objects.exists()
    assert set(staff_import.rows.values_list("outcome", flat=True)) == {ImportOutcome.UNDONE}


def test_a_row_that_differs_corrects_the_entry_and_undo_restores_it(officer, siti):
    add_entry(
        employee=siti,
        kind=HistoryKind.EDUCATION,
        values={"level": "40", "major": "Hukum", "institution": "USU", "date": D(2003, 8, 30)},
        by=officer,
    )
    row = siti.educationhistory_set.get()
    first = siti.rankhistory_set.get()
    staff_import = bring(
        officer,
        Pendidikan=(
            ("NIP", "Jenjang", "Tahun Lulus", "Nama Sekolah"),
            (NIP, "S-1", 2003, "Universitas Sumatera Utara"),
        ),
        Golongan=(("NIP", "Gol/Ruang", "TMT Pangkat"), (NIP, "III/b", "01-04-2015")),
    )

    corrected = siti.educationhistory_set.get(is_void=False)
    assert (corrected.corrects_id, corrected.institution, corrected.major, corrected.date) == (
        row.pk,
        "Universitas Sumatera Utara",
        "Hukum",
        D(2003, 8, 30),
    )
    added = siti.rankhistory_set.get(rank="III/b")
    first.refresh_from_db()
    assert {added.period.lower, first.period.lower} == {D(2015, 4, 1), first.period.lower}
    assert added.period.upper == first.period.lower or first.period.upper == added.period.lower
    assert disagreeing_employees(TODAY) == []

    undo(staff_import, officer)

    assert [(each.pk, each.is_void) for each in siti.educationhistory_set.all()] == [(row.pk, False)]
    before = first.period.lower
    first.refresh_from_db()
    assert [(each.pk, each.period.lower, each.period.upper) for each in siti.rankhistory_set.all()] == [
        (first.pk, before, None)
    ]
    assert disagreeing_employees(TODAY) == []


def test_undo_keeps_what_somebody_worked_with_since(officer, siti):
    staff_import = bring(
        officer,
        Pendidikan=(("NIP", "Jenjang", "Tahun Lulus"), (NIP, "S-1", 2003)),
        Golongan=(("NIP", "Gol/Ruang", "TMT Pangkat"), (NIP, "III/b", "01-04-2015")),
    )
    correct_history(
        row=siti.educationhistory_set.get(), changes={"institution": "USU"}, reason="dari ijazah", by=officer
    )

    undo(staff_import, officer)

    outcomes = dict(staff_import.rows.values_list("sheet__kind", "outcome"))
    assert outcomes == {"education": ImportOutcome.KEPT, "rank": ImportOutcome.UNDONE}
    assert siti.educationhistory_set.filter(is_void=False).get().institution == "USU"


def test_what_cannot_be_is_refused_with_a_sentence_and_the_rest_is_stored(officer, siti):
    staff_import = bring(
        officer,
        Golongan=(
            ("NIP", "Gol/Ruang", "TMT Pangkat"),
            (NIP, "III/b", "31-02-2015"),
            (NIP, "III/b", "01-04-2015"),
            (NIP, "III/a", "01-04-2015"),
            (NIP, "III/b", "01-04-2015"),
            (NIP, "IX", "01-04-2011"),
            (NIP, "III/a", "01-04-1981"),
            (1.98001152005011e17, "III/a", "01-04-2010"),
            ("198001152005011004", "III/a", "01-04-2010"),
            (NIP, "V/z", "01-04-2010"),
            (NIP, "III/a", None),
        ),
        Kedudukan=(("NIP", "Kedudukan Hukum", "TMT"), (NIP, "Pensiun", "01-01-2001")),
        CLTN=(
            ("NIP", "tanggalAwal", "tanggalAkhir"),
            (NIP, "01-01-2010", "31-12-2010"),
            (NIP, "01-06-2010", "31-12-2011"),
            (NIP, "01-06-2013", "31-12-2012"),
        ),
    )

    assert problems(staff_import) == {
        ("rank", 2, "date_impossible"),
        ("rank", 4, "entry_contradicts"),
        ("rank", 5, "entry_twice"),
        ("rank", 6, "rank_other_regime"),
        ("rank", 7, "date_too_early"),
        ("rank", 8, "nip_rounded"),
        ("rank", 9, "person_unknown"),
        ("rank", 10, "rank_unknown"),
        ("rank", 11, "value_missing"),
        ("status", 2, "left_before_service"),
        ("unpaid-leave", 3, "period_overlaps"),
        ("unpaid-leave", 4, "ends_before_start"),
    }
    assert siti.rankhistory_set.filter(rank="III/b").count() == 1
    assert siti.unpaidleavehistory_set.count() == 1


def test_history_of_a_refused_person_is_refused_too(officer, medan):
    staff_import = check(
        upload(
            officer,
            "a.xlsx",
            book(
                Pegawai=(HEADER, person(unit="Kelurahan Entah")),
                Golongan=(("NIP", "Gol/Ruang", "TMT Pangkat"), (NIP, "III/b", "01-04-2015")),
            ),
        ),
        officer,
    )

    assert problems(staff_import) == {("main", 2, "unit_unknown"), ("rank", 2, "person_refused")}


def test_entry_number_of_an_export_finds_the_entry_whose_date_was_mended(officer, siti):
    add_entry(
        employee=siti,
        kind=HistoryKind.EDUCATION,
        values={"level": "40", "major": "Hukum", "date": D(2003, 8, 30)},
        by=officer,
    )
    row = siti.educationhistory_set.get()
    sheets = {"Pendidikan": (("Nomor Entri", "NIP", "Jenjang", "Tanggal Lulus"), (row.pk, NIP, "S-2", "30-08-2005"))}

    bring(officer, **sheets)

    corrected = siti.educationhistory_set.get(is_void=False)
    assert (corrected.corrects_id, corrected.level, corrected.date) == (row.pk, "45", D(2005, 8, 30))
    siti.refresh_from_db()
    assert siti.education == "45"
    assert check(upload(officer, "b.xlsx", book(**sheets)), officer).state == ImportState.UNCHANGED


def test_csv_with_one_history(officer, siti):
    text = "nipBaru;kuadranKinerja;tahun\n" + f"{NIP};SANGAT BAIK;2023\n"

    store(check(upload(officer, "a.csv", text.encode()), officer), officer)

    assert (siti.ratinghistory_set.get().year, siti.ratinghistory_set.get().predicate) == (2023, "SANGAT_BAIK")


def test_status_in_the_main_list_grows_the_history(officer, siti):
    rows = sheet(("NIP", "Nama", "Unit Kerja", "Kedudukan Hukum"), (*person()[:3], "Tugas Belajar"))

    staff_import = store(check(upload(officer, "a.xlsx", rows), officer), officer)

    siti.refresh_from_db()
    assert (siti.status, StatusHistory.objects.on(TODAY).get(employee=siti).status) == ("03", "03")
    assert disagreeing_employees(TODAY) == []
    undo(staff_import, officer)
    siti.refresh_from_db()
    assert siti.status == "01"


def test_past_positions_elsewhere_are_history_but_nobody_is_moved_out_of_the_area(officer, siti, medan):
    UnitFactory(parent=medan.government, name="Dinas Kesehatan")
    held = siti.positionhistory_set.get()
    rows = (
        ("NIP", "Jabatan", "Unit Kerja", "TMT Jabatan"),
        (NIP, "Pengolah Data", "Dinas Kesehatan", held.period.lower - datetime.timedelta(days=400)),
        (NIP, "Pengolah Data", "Dinas Kesehatan", TODAY),
    )

    staff_import = bring(officer, Jabatan=rows)

    assert problems(staff_import) == {("position", 3, "position_outside")}
    assert PositionHistory.objects.filter(employee=siti).count() == 2
    siti.refresh_from_db()
    assert siti.unit.name == "Kelurahan Belawan I"


@pytest.mark.parametrize("name", ["D'Angelo Simbolon", "Nur'aini", "Sukarno", "'Aisyah", "M. Ma'ruf"])
def test_names_go_through_unchanged(name, officer, medan):
    store(check(upload(officer, "a.xlsx", sheet(HEADER, person(name=name))), officer), officer)

    assert Employee.objects.get().name == name


def test_broken_cells_never_raise_and_always_get_a_sentence(officer, siti):
    from employees.reports.staff_import import problem_lines

    rng = random.Random(7)
    broken = [
        "",
        "=1+1",
        "31-02-2020",
        "x" * 600,
        -5,
        1e300,
        True,
        D(2062, 1, 1),
        "@x",
        "'",
        "\u200b",
        "III/z",
        "0",
        "1,5",
    ]
    sheets = {}
    for title, rows in whole_file().items():
        cells = [list(row) for row in rows]
        for _repeat in range(30):
            row = list(rng.choice(rows[1:]))
            row[rng.randrange(len(row))] = rng.choice(broken)
            row[rng.randrange(len(row))] = rng.choice(broken)
            cells.append(row)
        sheets[title] = [tuple(row) for row in cells]

    staff_import = store(check(upload(officer, "a.xlsx", book(**sheets)), officer), officer)

    for line in problem_lines(staff_import.rows.exclude(level="")):
        for problem in line.problems:
            assert problem.message
            assert problem.cure
            assert "%(" not in str(problem)
    refused = staff_import.rows.filter(action="REFUSE")
    assert refused.exclude(level="error").count() == 0
    assert disagreeing_employees(TODAY) == []
    assert faults_of(staff_import)


def test_sheets_with_the_same_titles_are_told_apart_by_their_names(officer, siti):
    titles = ("NIP", "From (TMT)", "Until and including")
    sheets = {
        "Kontrak": (titles, (NIP, "01-01-2010", "31-12-2010")),
        "CLTN": (titles, (NIP, "01-01-2011", "31-12-2011")),
    }
    check(upload(officer, "a.xlsx", book(**sheets)), officer)

    again = upload(officer, "b.xlsx", book(**sheets))

    assert [(each.name, each.kind) for each in again.sheets.all()] == [
        ("Kontrak", "contract"),
        ("CLTN", "unpaid-leave"),
    ]


def test_a_sheet_can_be_read_as_something_else_or_left_out(officer, siti):
    staff_import = upload(
        officer,
        "a.xlsx",
        book(
            Data=(("NIP", "Jenjang", "Tahun Lulus"), (NIP, "S-1", 2003)),
            Lain=(("NIP", "Gol/Ruang", "TMT Pangkat"), (NIP, "III/b", "01-04-2015")),
        ),
    )
    data, other = staff_import.sheets.all()
    choose_sheet(sheet=other, kind="", header_row=None, by=officer)
    choose_sheet(sheet=data, kind="education", header_row=1, by=officer)

    stored = store(check(staff_import, officer), officer)

    assert stored.counts["entries_added"] == siti.educationhistory_set.count() == 1
    assert not siti.rankhistory_set.filter(rank="III/b").exists()


def test_discipline_needs_its_permission(officer, siti, monkeypatch):
    rows = (("nipBaru", "jenisHukumanNama", "hukumanTanggal"), (NIP, "Teguran lisan", "05-05-2012"))
    staff_import = upload(officer, "a.xlsx", book(Hukdis=rows))
    monkeypatch.setattr(Scope, "has", lambda self, permission: permission != Permission.DISCIPLINE_VIEW)

    with pytest.raises(DomainError):
        confirm_columns(staff_import=staff_import, mappings=mappings_of(staff_import), default_unit=None, by=officer)


def test_work_that_died_among_the_histories_goes_on(officer, medan, monkeypatch):
    monkeypatch.setattr("employees.services.staff_import.apply.CHUNK", 1)
    staff_import = check(upload(officer, "a.xlsx", book(**whole_file())), officer)
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
    apply_import(staff_import=staff_import, progress=SilentProgress())

    staff_import.refresh_from_db()
    assert (staff_import.counts["inserted"], staff_import.counts["entries_added"]) == (2, 12)
    assert RankHistory.objects.valid().filter(employee__nip=NIP).count() == 3
    assert disagreeing_employees(TODAY) == []
