import io
import tracemalloc
import zipfile
from datetime import date, datetime
from pathlib import Path

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile

from asn_portal.tabular import packages
from asn_portal.tabular.faults import SheetFault, UnreadableSheet
from asn_portal.tabular.reading import Formula, Row, open_sheet

SAMPLES = Path(__file__).parents[3] / "samples"
SAMPLE = SAMPLES / "pegawai_medan_belawan.xlsx"

ODS_CONTENT = """<?xml version="1.0"?>
<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
  xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
  xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.2">
<office:body><office:spreadsheet><table:table table:name="Data">{rows}</table:table></office:spreadsheet></office:body>
</office:document-content>"""


def xlsx(fill, **options):
    """A workbook whose only sheet is filled by a function."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, options) as workbook:
        fill(workbook, workbook.add_worksheet("Data"))
    file.seek(0)
    return file


def package(parts):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    file.seek(0)
    return file


def ods(rows):
    return package(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "META-INF/manifest.xml": (
                '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
            ),
            "content.xml": ODS_CONTENT.format(rows=rows),
        }
    )


def with_part(file, name, change):
    """The same package with one part changed."""
    with zipfile.ZipFile(file) as archive:
        parts = {part: archive.read(part) for part in archive.namelist()}
    parts[name] = change(parts[name])
    return package(parts)


def read(source):
    with open_sheet(source) as book:
        return [list(sheet.rows()) for sheet in book.sheets]


def fault_of(source):
    with pytest.raises(UnreadableSheet) as caught:
        read(source)
    return caught.value.code


def test_sample_keeps_row_numbers_and_types():
    with open_sheet(SAMPLE) as book:
        data, summary = (list(sheet.rows()) for sheet in book.sheets)

        assert (book.kind, [sheet.name for sheet in book.sheets]) == ("xlsx", ["Data Pegawai", "Rekap"])
    assert [row.number for row in data] == list(range(1, 421))
    assert data[4].cells[:4] == (1.0, "19920123 201401 1 001", "Okto Iswahyudi", None)
    assert data[4].cells[6] == date(1992, 1, 23)
    assert data[109].cells[1] == 1.96912181996022e17
    assert data[145].cells[2] == Formula('=HYPERLINK("http://x","Nrima Handayani")')
    assert isinstance(data[145].cells[2], Formula)
    assert data[52].cells[2] is None
    assert summary[0].cells == ("Jumlah", "=COUNTA('Data Pegawai'!B5:B416)")


def test_sample_csv_holds_the_same_rows():
    with open_sheet(SAMPLES / "pegawai_medan_belawan.csv") as book:
        rows = list(book.sheets[0].rows())

        assert book.kind == "csv"
    assert rows[0].cells[:3] == ("No", "NIP", "Nama Lengkap")
    assert rows[1].cells[:4] == ("1", "19920123 201401 1 001", "Okto Iswahyudi", None)
    assert rows[142].cells[2] == Formula('=HYPERLINK("http://x","Nrima Handayani")')
    assert rows[106].cells[1] == "1.96912181996022e+17"
    assert len(rows) == 413


@pytest.mark.parametrize("name", ["pegawai.xlsx", "pegawai.csv", "foto.jpg"])
def test_upload_is_read_whatever_its_name_and_stays_open(name):
    upload = SimpleUploadedFile(name, SAMPLE.read_bytes())

    assert len(read(upload)[0]) == 420
    assert not upload.closed
    assert len(read(upload)[0]) == 420


def test_rows_can_be_read_again():
    with open_sheet(SAMPLE) as book:
        assert list(book.sheets[0].rows()) == list(book.sheets[0].rows())


def test_cells_keep_their_place_when_the_sheet_starts_further_in():
    def fill(workbook, sheet):
        sheet.write_string(4, 2, "NIP")
        sheet.write_number(5, 3, 5.5)
        sheet.write_formula(5, 5, "=A1&B1", None, "")
        sheet.write_datetime(6, 2, datetime(2020, 1, 2), workbook.add_format({"num_format": "dd-mm-yyyy"}))
        sheet.write_boolean(6, 4, True)

    rows = [row for row in read(xlsx(fill))[0] if not row.is_blank]

    assert rows == [
        Row(5, (None, None, "NIP", *[None] * (len(rows[0].cells) - 3))),
        Row(6, (None, None, None, 5.5, None, Formula("=A1&B1"))),
        Row(7, (None, None, date(2020, 1, 2), None, True, *[None] * (len(rows[2].cells) - 5))),
    ]


def test_formula_carries_its_last_result():
    def fill(workbook, sheet):
        sheet.write_formula(0, 0, '=UPPER("siti")', None, "SITI")
        sheet.write_formula(0, 1, "=1/0", None, "#DIV/0!")
        sheet.write_formula(0, 2, '="0812345"', None, "0812345")
        sheet.write_string(0, 3, "=HYPERLINK(1)")

    cells = read(xlsx(fill, strings_to_formulas=False))[0][0].cells

    assert (cells[0], cells[0].value) == ('=UPPER("siti")', "SITI")
    assert cells[1].value is None
    assert (cells[2], type(cells[2])) == ("0812345", str)
    assert isinstance(cells[3], Formula)


def test_hidden_and_chart_sheets_are_left_out():
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as workbook:
        workbook.add_worksheet("Data").write(0, 0, "x")
        workbook.add_worksheet("Rahasia").hide()
        chart = workbook.add_chart({"type": "bar"})
        chart.add_series({"values": "=Data!$A$1"})
        workbook.add_chartsheet("Grafik").set_chart(chart)

    with open_sheet(file) as book:
        assert [sheet.name for sheet in book.sheets] == ["Data"]


def test_ods_is_read_with_repeated_cells_and_formulas():
    text = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    file = ods(
        '<table:table-row table:number-rows-repeated="2"><table:table-cell/></table:table-row>'
        f'<table:table-row><table:table-cell table:number-columns-repeated="2"/>{text.format("NIP")}</table:table-row>'
        '<table:table-row><table:table-cell table:formula="of:=1+1" office:value-type="float" office:value="2"/>'
        f"{text.format('Siti')}</table:table-row>"
        '<table:table-row table:number-rows-repeated="1048572">'
        '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    )

    rows = [row for row in read(file)[0] if not row.is_blank]

    assert [(row.number, row.cells) for row in rows] == [(3, (None, None, "NIP")), (4, ("=1+1", "Siti", None))]
    assert rows[1].cells[0].value == 2


@pytest.mark.parametrize(
    ("content", "cells"),
    [
        pytest.param("Nama;Kota\nSiti;Médan\n".encode("cp1252"), ("Siti", "Médan"), id="Windows"),
        pytest.param("Nama;Kota\nSiti;Médan\n".encode(), ("Siti", "Médan"), id="UTF-8"),
        pytest.param("Nama;Kota\nSiti;Médan\n".encode("utf-8-sig"), ("Siti", "Médan"), id="UTF-8 with mark"),
        pytest.param("Nama\tKota\nSiti\tMédan\n".encode("utf-16"), ("Siti", "Médan"), id="Unicode text of Excel"),
        pytest.param(b"Nama,Kota\nSiti,Medan\n", ("Siti", "Medan"), id="comma"),
        pytest.param(b"Nama|Kota\nSiti|Medan", ("Siti", "Medan"), id="bar, no last line end"),
        pytest.param(b"Nama;Kota\r\nSiti;Medan\r\n", ("Siti", "Medan"), id="CRLF"),
        pytest.param(b"Nama;Kota\rSiti;Medan\r", ("Siti", "Medan"), id="CR"),
        pytest.param(b"sep=,\nNama,Kota\nSiti,Medan\n", ("Siti", "Medan"), id="delimiter told"),
        pytest.param(b"Nama;Gelar\nSiti;S.E., M.Si., Ak.\n", ("Siti", "S.E., M.Si., Ak."), id="commas inside"),
        pytest.param(b'Nama;Alamat\n"Siti; S.E.";"a\nb"\n', ("Siti; S.E.", "a\nb"), id="quotes"),
        pytest.param(b'Nama;HP\nSiti;="0812"\n', ("Siti", "0812"), id="text written as a formula"),
        pytest.param(b"Nama;HP\nSiti;'+62812\n", ("Siti", "+62812"), id="protected text"),
        pytest.param(b"Nama;HP\nSiti;'0812\n", ("Siti", "'0812"), id="other apostrophe"),
        pytest.param(b"Nama;HP\nSiti;  \n", ("Siti", None), id="blank"),
        pytest.param(b"Nama\nSiti\n", ("Siti",), id="one column"),
    ],
)
def test_text_files_of_every_kind(content, cells):
    assert read(io.BytesIO(content))[0][1] == Row(2, cells)


def test_text_file_counts_records_as_a_spreadsheet_does():
    rows = read(io.BytesIO(b'Daftar\n\nNama;Kota\n"a\nb";c\nd;e\n'))[0]

    assert [(row.number, row.is_blank) for row in rows] == [(1, False), (2, True), (3, False), (4, False), (5, False)]


@pytest.mark.parametrize("content", [b"", b"  \r\n ", b"\xef\xbb\xbf"], ids=["nothing", "blank", "only a mark"])
def test_empty_file(content):
    assert fault_of(io.BytesIO(content)) == SheetFault.EMPTY


@pytest.mark.parametrize(
    "content",
    [
        b"%PDF-1.7\n1 0 obj\n",
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
        b"<html><table><tr><td>NIP</td></tr></table></html>",
        b"\x00" * 100,
        b"\x01\x02\x03\x04" * 100,
    ],
)
def test_other_kinds_of_file(content):
    assert fault_of(io.BytesIO(content)) == SheetFault.NOT_A_SHEET


def test_other_kinds_of_package():
    assert fault_of(package({"word/document.xml": "<w/>"})) == SheetFault.NOT_A_SHEET
    assert fault_of(package({"xl/workbook.bin": "x"})) == SheetFault.NOT_A_SHEET
    assert fault_of(package({"content.xml": "<x/>"})) == SheetFault.NOT_A_SHEET


def test_password():
    old = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "EncryptedPackage".encode("utf-16-le") + bytes(496)
    locked = bytearray(SAMPLE.read_bytes())
    directory = locked.find(b"PK\x01\x02")
    locked[directory + 8] |= 1

    assert fault_of(io.BytesIO(old)) == SheetFault.PASSWORD
    assert fault_of(io.BytesIO(bytes(locked))) == SheetFault.PASSWORD


@pytest.mark.parametrize("length", [5, 30, 1_000, 20_000, 53_000])
def test_truncated_workbook(length):
    assert fault_of(io.BytesIO(SAMPLE.read_bytes()[:length])) in {SheetFault.DAMAGED, SheetFault.NOT_A_SHEET}


@pytest.mark.parametrize("content", [b"PK\x03\x04 but no package", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)])
def test_damaged_file(content):
    assert fault_of(io.BytesIO(content)) == SheetFault.DAMAGED


@pytest.mark.parametrize(
    "change",
    [
        lambda content: content[: len(content) // 2],
        lambda content: b"",
        lambda content: content.replace(b'r="A1"', b'r="1A"'),
        lambda content: content.replace(b'r="A1"', b'r="AAAAAAA1"'),
        lambda content: content.replace(b"<worksheet", b'<!DOCTYPE x [<!ENTITY e "ee">]><worksheet', 1),
    ],
    ids=["cut", "empty", "reversed reference", "endless reference", "entities"],
)
def test_damaged_sheet(change):
    damaged = with_part(SAMPLE, "xl/worksheets/sheet1.xml", change)

    assert fault_of(damaged) == SheetFault.DAMAGED


def test_unclosed_quote_is_not_swallowed():
    assert fault_of(io.BytesIO(b'Nama;Kota\nSiti;"Medan\nBudi;Binjai\n')) == SheetFault.DAMAGED


def test_sheet_of_enormous_extent_is_refused_before_memory_is_taken():
    def fill(workbook, sheet):
        sheet.write(0, 0, "a")
        sheet.write(1_048_575, 16_383, "b")

    file = xlsx(fill)
    tracemalloc.start()

    assert fault_of(file) == SheetFault.TOO_LARGE
    assert tracemalloc.get_traced_memory()[1] < 20_000_000
    tracemalloc.stop()


def test_repeated_cells_of_enormous_extent_are_refused():
    filled = '<table:table-cell office:value-type="string" table:number-columns-repeated="16384"/>'

    assert (
        fault_of(ods(f'<table:table-row table:number-rows-repeated="1048576">{filled}</table:table-row>'))
        == SheetFault.TOO_LARGE
    )
    assert (
        fault_of(
            ods('<table:table-row><table:table-cell table:number-columns-repeated="999999999"/></table:table-row>')
        )
        == SheetFault.DAMAGED
    )


def test_package_that_unpacks_to_an_enormous_size_is_refused(monkeypatch):
    monkeypatch.setattr(packages, "MAXIMUM_UNPACKED", 1_000_000)
    parts = {"xl/workbook.xml": "<workbook/>", "xl/worksheets/sheet1.xml": " " * 999_989}

    assert fault_of(package(parts)) == SheetFault.DAMAGED
    assert fault_of(package(parts | {"xl/styles.xml": " "})) == SheetFault.TOO_LARGE


def test_formatted_but_empty_columns_do_not_count():
    def fill(workbook, sheet):
        bold = workbook.add_format({"bold": True})
        for row in range(600):
            sheet.write_string(row, 0, "x")
            sheet.write_blank(row, 16_383, None, bold)

    assert len(read(xlsx(fill))[0]) == 600
