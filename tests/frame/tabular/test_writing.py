import csv
import io
import re
import tracemalloc
import zipfile
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asn_portal.tabular.reading import Formula, open_sheet
from asn_portal.tabular.writing import write_csv, write_xlsx

HOSTILE = [
    "=1+1",
    "+1",
    "-1+1|cmd",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    " =1",
    "＝1+1",
    '=HYPERLINK("http://x","y")',
]


def written_xlsx(headers, rows, **options):
    stream = io.BytesIO()
    write_xlsx(stream, headers, rows, **options)
    return stream


def written_csv(headers, rows):
    stream = io.BytesIO()
    write_csv(stream, headers, rows)
    return stream


def cells(stream):
    with open_sheet(stream) as book:
        return [row.cells for row in book.sheets[0].rows()]


def test_xlsx_keeps_types():
    stream = written_xlsx(
        ["NIP", "Nama", "Lahir", "Nilai", "Aktif", "Kosong"],
        [["198501152010011003", "Siti", date(1985, 1, 15), Decimal("85.56"), True, None]],
        text_columns={"NIP"},
    )

    assert cells(stream) == [
        ("NIP", "Nama", "Lahir", "Nilai", "Aktif", "Kosong"),
        ("198501152010011003", "Siti", date(1985, 1, 15), 85.56, True, None),
    ]


@pytest.mark.parametrize(
    ("value", "read"),
    [
        (198501152010011003, "198501152010011003"),
        (10**15, "1000000000000000"),
        (10**15 - 1, 999999999999999.0),
        (-5, -5.0),
        (Decimal("1234567890.123456"), "1234567890.123456"),
        (Decimal("NaN"), "NaN"),
        (float("inf"), "inf"),
        (datetime(2026, 11, 21, 8, 30), datetime(2026, 11, 21, 8, 30)),
        (datetime(2026, 11, 21, 8, 30, tzinfo=UTC), datetime(2026, 11, 21, 8, 30)),
        (date(1899, 12, 31), "1899-12-31"),
        (datetime(1850, 1, 1, 8), "1850-01-01 08:00:00"),
        ("http://example.org", "http://example.org"),
        ("085", "085"),
        ("\ud800", "?"),
        ("x" * 40_000, "x" * 32_767),
    ],
)
def test_xlsx_writes_what_a_spreadsheet_would_spoil_as_text(value, read):
    assert cells(written_xlsx(["Nilai"], [[value]]))[1] == (read,)


def test_xlsx_formats_text_columns_as_text():
    stream = written_xlsx(["NIP", "Nilai"], [[85, 85]], text_columns={"NIP"})

    assert cells(stream)[1] == ("85", 85.0)
    with zipfile.ZipFile(stream) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
    assert re.search(r'<col min="1" max="1"[^>]* style="2"', sheet)


@pytest.mark.parametrize("text", HOSTILE)
def test_xlsx_never_holds_a_formula(text):
    stream = written_xlsx([text], [[text]], text_columns={text})
    plain = written_xlsx([text], [[text]])

    for file in (stream, plain):
        with zipfile.ZipFile(file) as archive:
            sheet = archive.read("xl/worksheets/sheet1.xml")
        assert b"<f>" not in sheet
        assert b"hyperlink" not in sheet.replace(b"=HYPERLINK", b"").lower()


def test_xlsx_freezes_and_filters_the_header():
    with zipfile.ZipFile(written_xlsx(["A", "B"], [[1, 2], [3, 4]])) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml")

    assert b'state="frozen"' in sheet
    assert b'<autoFilter ref="A1:B3"/>' in sheet


def test_writers_count_rows():
    assert write_xlsx(io.BytesIO(), ["A"], ([n] for n in range(7))) == 7
    assert write_csv(io.BytesIO(), ["A"], ([n] for n in range(7))) == 7
    assert write_xlsx(io.BytesIO(), ["A"], []) == 0


def test_csv():
    stream = written_csv(
        ["NIP", "Nama", "Lahir", "Nilai"], [["19", 'Nur"aini; S.E.', date(1985, 1, 15), Decimal("-5.5")]]
    )

    assert stream.getvalue() == (b'\xef\xbb\xbfNIP;Nama;Lahir;Nilai\r\n19;"Nur""aini; S.E.";1985-01-15;-5.5\r\n')


@pytest.mark.parametrize("text", HOSTILE)
def test_csv_disarms_formulas_in_cells_and_headers(text):
    content = written_csv([text], [[text]]).getvalue().decode("utf-8-sig")

    assert list(csv.reader(io.StringIO(content, newline=""), delimiter=";")) == [[f"'{text}"], [f"'{text}"]]


@given(
    st.lists(
        st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters=",;|"), min_size=1),
        min_size=2,
        max_size=2,
    )
)
def test_csv_that_is_read_back_gives_the_same_text(texts):
    rows = cells(written_csv(["Pertama", "Kedua"], [texts] * 3))

    assert rows[1] == tuple(None if text.isspace() else text for text in texts)
    assert not any(isinstance(cell, Formula) for cell in rows[1])


@pytest.mark.parametrize("write", [write_xlsx, write_csv])
def test_memory_does_not_grow_with_the_rows(write, tmp_path):
    def peak(rows):
        with (tmp_path / "sheet").open("wb") as stream:
            tracemalloc.start()
            write(stream, ["A", "B"], (["text", number] for number in range(rows)))
            size = tracemalloc.get_traced_memory()[1]
            tracemalloc.stop()
        return size

    peak(10)

    assert peak(5_000) < peak(500) + 1_000_000
