import io
import json
from pathlib import Path

import pytest

from asn_portal.tabular.faults import SheetFault, UnreadableSheet
from asn_portal.tabular.reading import Row, open_sheet
from asn_portal.tabular.tables import Header, find_header, find_table

SAMPLES = Path(__file__).parents[3] / "samples"
KNOWN = ["NIP", "Nama Lengkap", "Tanggal Lahir", "Unit Kerja"]


class ListedSheet:
    name = "Data"

    def __init__(self, *rows):
        self._rows = rows

    def rows(self):
        return (Row(number, tuple(cells)) for number, cells in enumerate(self._rows, start=1))


def table_of(*rows, keys=("NIP",)):
    return find_table([ListedSheet(*rows)], known_labels=KNOWN, key_labels=keys)


@pytest.mark.parametrize(("suffix", "offset"), [("xlsx", 0), ("csv", 3)])
def test_sample(suffix, offset):
    expected = json.loads((SAMPLES / "pegawai_medan_belawan.expected.json").read_text())
    skipped = []

    with open_sheet(SAMPLES / f"pegawai_medan_belawan.{suffix}") as book:
        table = find_table(book.sheets, known_labels=KNOWN, key_labels=["NIP"])
        rows = list(table.rows(skipped=skipped))

    first = expected["header_row"] - offset
    assert table.header.row == first
    assert [row.number for row in rows] == list(range(first + 1, first + 1 + expected["rows"]))
    assert {fault["column"] for fault in expected["faults"]} <= set(table.header.labels)
    assert skipped == ([419, 420] if suffix == "xlsx" else [])


def test_header_is_found_below_titles_and_keeps_its_labels():
    rows = [["DAFTAR PEGAWAI"], [None, "NIP"], [], ["No", "N I P", "NIP", "Nama\nLengkap", "tanggal_lahir", None]]

    header = find_header(ListedSheet(*rows).rows(), KNOWN)

    assert header == Header(4, ("No", "N I P", "NIP", "Nama Lengkap", "tanggal_lahir"))


def test_header_of_a_single_column():
    assert find_header(ListedSheet(["Daftar"], ["NIP"]).rows(), KNOWN) == Header(2, ("NIP",))


def test_no_header():
    with pytest.raises(UnreadableSheet) as caught:
        table_of(["Merk", "Harga"], ["NIP", 4])

    assert caught.value.code == SheetFault.NO_HEADER


def test_the_sheet_with_the_fuller_header_is_taken():
    notes = ListedSheet(["NIP", "Unit Kerja", "Catatan"])
    data = ListedSheet(["NIP", "Nama Lengkap", "Unit Kerja"], ["1", "Siti", "Camat"])

    assert find_table([notes, data], known_labels=KNOWN, key_labels=["NIP"]).sheet is data


def test_rows_that_are_no_data_are_passed_over():
    header = ["No", "NIP", "Nama Lengkap", "Unit Kerja", "Ket"]
    skipped = []
    table = table_of(
        header,
        [1, 2, 3, 4, 5],
        ["KELURAHAN BELAWAN I"],
        [1.0, "19", "Siti", "A", None],
        [],
        header,
        [2.0, None, "Budi", "A", None],
        [3.0, "20"],
        ["Jumlah", None, "3"],
        [None, None, None, "Belawan, 1 November 2026"],
    )

    rows = list(table.rows(skipped=skipped))

    assert rows == [
        Row(4, (1.0, "19", "Siti", "A", None)),
        Row(7, (2.0, None, "Budi", "A", None)),
        Row(8, (3.0, "20", None, None, None)),
    ]
    assert skipped == [3, 9, 10]


def test_a_missing_key_is_never_passed_over_in_a_narrow_table():
    table = table_of(["No", "NIP", "Nama Lengkap"], [1, None, "Siti"])

    assert list(table.rows()) == [Row(2, (1, None, "Siti"))]


def test_cells_beyond_the_header_are_cut():
    table = table_of(["NIP", "Nama Lengkap"], ["19", "Siti", "stray"])

    assert list(table.rows()) == [Row(2, ("19", "Siti"))]


def test_table_of_a_text_file():
    with open_sheet(io.BytesIO(b"NIP;Nama Lengkap\n'=1;Siti\n")) as book:
        table = find_table(book.sheets, known_labels=KNOWN, key_labels=["NIP"])

        assert list(table.rows()) == [Row(2, ("=1", "Siti"))]
