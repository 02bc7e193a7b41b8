"""Taking in a file and finding the list in it."""

from __future__ import annotations

import io
import zipfile

import pytest
import xlsxwriter
from django.core.files.base import ContentFile

from asn_portal.documents.services import ALLOWED_SHEETS, check_upload
from asn_portal.errors import DomainError
from employees.domain.staff_import.columns import Column
from employees.enums import ImportState
from employees.models import StaffImport, StaffImportMapping
from employees.services.staff_import.apply import confirm_import
from employees.services.staff_import.upload import choose_sheet, discard_import
from tests.employees.services.staff_import.lists import HEADER, check, main_sheet, mapping_of, person, sheet, upload


def test_list_in_the_second_sheet(officer, medan):
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    book.add_worksheet("Sampul").write(0, 0, "Laporan")
    page = book.add_worksheet("Pegawai")
    for index, row in enumerate([HEADER, person()]):
        page.write_row(index + 3, 0, row)
    book.close()

    staff_import = upload(officer, "a.xlsx", stream.getvalue())

    assert [(sheet.name, sheet.kind, sheet.header_row) for sheet in staff_import.sheets.all()] == [
        ("Sampul", "", 1),
        ("Pegawai", "main", 4),
    ]


def test_row_of_titles_can_be_told(officer, medan):
    rows = sheet(("NIP", "Nama", "Unit Kerja"), ("Nomor Induk", "Nama Orang", "Tempat"), person()[:3])
    staff_import = upload(officer, "a.xlsx", rows)

    found = choose_sheet(sheet=main_sheet(staff_import), kind="main", header_row=2, by=officer)

    assert (found.header_row, found.headers) == (2, ["Nomor Induk", "Nama Orang", "Tempat"])


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


@pytest.mark.parametrize(
    ("name", "content", "found"),
    [
        ("a.pdf", b"%PDF-1.7 cut off", "PDF"),
        ("a.pdf", b"%PDF-1.7 whole %%EOF", "PDF"),
        ("a.jpg", b"\xff\xd8\xff\xe0 cut off", "JPEG"),
        ("a.xlsx", b"\x89PNG\r\n\x1a\n cut off", "PNG"),
    ],
)
def test_file_of_another_kind_is_told_which_kinds_are_taken(name, content, found, officer):
    with pytest.raises(DomainError) as refusal:
        check_upload(ContentFile(content, name=name), allowed=ALLOWED_SHEETS)

    assert str(refusal.value) == f"Berkas ini {found}. Pilih salah satu jenis berikut: CSV, Excel (.xlsx)."
