"""Reading a row of a staff list, and comparing it with the record."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asn_portal.tabular.mapping import suggest_mapping
from employees.domain.staff_import.columns import FIELDS, Column
from employees.domain.staff_import.comparison import COMPARED_FIELDS, Record, compare
from employees.domain.staff_import.problems import Code, Level
from employees.domain.staff_import.reader import SheetReader
from employees.domain.staff_import.rows import Context, Unit, is_data
from employees.domain.staff_import.words import (
    employment_type,
    heads_unit,
    legal_status,
    normal_phone,
    plain_unit_name,
    position_type,
)
from employees.enums import Echelon, EmploymentType, LegalStatus, PositionType

TODAY = datetime.date(2026, 11, 21)
UNITS = (
    Unit(1, "Kelurahan Belawan I"),
    Unit(2, "Kelurahan Belawan II"),
    Unit(3, "Sekretariat", ("dinas kesehatan",)),
    Unit(4, "Sekretariat", ("dinas pendidikan",)),
)
GOOD = {
    Column.NIP: "198001152005011003",
    Column.NAME: "Siti Rahmawati",
    Column.UNIT: "Kelurahan Belawan I",
    Column.RANK: "III/c",
    Column.RANK_SINCE: "01-04-2022",
}


def read(*rows, default_unit=None):
    reader = SheetReader(Context(on=TODAY, units=UNITS, default_unit=default_unit))
    return [reader.read(number, row) for number, row in enumerate(rows, start=5)]


def codes(row):
    return [(problem.column, problem.level, problem.code) for problem in row.problems]


def read_with(column, value):
    [row] = read({**GOOD, column: value})
    return row


def test_good_row_has_no_problem():
    [row] = read(GOOD)

    assert row.problems == ()
    assert row.values == {
        "nip": "198001152005011003",
        "name": "Siti Rahmawati",
        "unit": 1,
        "rank": "III/c",
        "rank_since": datetime.date(2022, 4, 1),
    }
    assert row.defaults == {
        "birth_date": datetime.date(1980, 1, 15),
        "sex": "M",
        "employment_type": "PNS",
        "position_since": datetime.date(2005, 1, 1),
    }


@pytest.mark.parametrize(
    ("column", "value", "level", "code"),
    [
        (Column.NIP, None, Level.ERROR, "nip_missing"),
        (Column.NIP, 1.96912181996022e17, Level.ERROR, "nip_rounded"),
        (Column.NIP, "1980011520050110031", Level.ERROR, "nip_length"),
        (Column.NAME, " ", Level.ERROR, Code.NAME_MISSING),
        (Column.NAME, "12345", Level.ERROR, Code.NAME_WITHOUT_LETTERS),
        (Column.NAME, "x" * 201, Level.ERROR, Code.TOO_LONG),
        (Column.NAME, '=HYPERLINK("http://x","Siti")', Level.ERROR, Code.FORMULA),
        (Column.NAME, "@SUM(A1)", Level.ERROR, Code.FORMULA),
        (Column.UNIT, "", Level.ERROR, Code.UNIT_MISSING),
        (Column.UNIT, "Kecamatan Antah Berantah", Level.ERROR, Code.UNIT_UNKNOWN),
        (Column.UNIT, "Sekretariat", Level.ERROR, Code.UNIT_AMBIGUOUS),
        (Column.RANK, "III/f", Level.ERROR, Code.RANK_UNKNOWN),
        (Column.RANK, "IX", Level.ERROR, Code.RANK_OTHER_REGIME),
        (Column.RANK_SINCE, "", Level.ERROR, Code.DATE_MISSING),
        (Column.RANK_SINCE, "22-11-2026", Level.ERROR, Code.DATE_IN_FUTURE),
        (Column.RANK_SINCE, "15-01-1980", Level.ERROR, Code.DATE_BEFORE_BIRTH),
        (Column.RANK_SINCE, 44652, Level.ERROR, Code.DATE_NUMBER),
        (Column.BIRTH_DATE, "31-02-1980", Level.ERROR, Code.DATE_IMPOSSIBLE),
        (Column.BIRTH_DATE, "15-01-80", Level.ERROR, Code.DATE_SHORT_YEAR),
        (Column.BIRTH_DATE, "16-01-1980", Level.WARNING, Code.BIRTH_DATE_DIFFERS),
        (Column.SEX, "P", Level.WARNING, Code.SEX_DIFFERS),
        (Column.SEX, "?", Level.ERROR, Code.SEX_UNKNOWN),
        (Column.NIK, "1271053508900003", Level.ERROR, "nik_birth_date"),
        (Column.EMPLOYMENT, "PPPK", Level.ERROR, Code.EMPLOYMENT_CONTRADICTS_NIP),
        (Column.EMPLOYMENT, "Honorer", Level.ERROR, Code.EMPLOYMENT_UNKNOWN),
        (Column.STATUS, "entah", Level.WARNING, Code.STATUS_UNKNOWN),
        (Column.EDUCATION, "Sekolah Malam", Level.WARNING, Code.EDUCATION_UNKNOWN),
        (Column.PHONE, "tidak punya", Level.WARNING, Code.PHONE_UNREADABLE),
        (Column.EMAIL, "siti at kantor", Level.WARNING, Code.EMAIL_UNREADABLE),
    ],
)
def test_fault_is_told_once_in_its_column(column, value, level, code):
    assert codes(read_with(column, value)) == [(column, level, code)]


@pytest.mark.parametrize("day", ["21-11-2026", "2026-11-21", "21 November 2026", datetime.date(2026, 11, 21)])
def test_today_is_not_in_the_future(day):
    assert read_with(Column.RANK_SINCE, day).values["rank_since"] == TODAY


def test_later_row_with_the_same_nip_is_the_error():
    first, second = read(GOOD, {**GOOD, Column.NAME: "Orang Lain", Column.BIRTH_DATE: "01-01-1970"})

    assert first.problems == ()
    assert codes(second) == [(Column.NIP, Level.ERROR, Code.NIP_TWICE)]
    assert second.problems[0].hints == ("5",)


def test_nik_that_differs_is_a_warning_unless_the_nip_differs_too():
    nik = {Column.NIK: "1271051601800003", Column.BIRTH_DATE: "15-01-1980"}

    assert codes(read({**GOOD, **nik})[0]) == [(Column.NIK, Level.WARNING, Code.NIK_DIFFERS)]
    assert codes(read({**GOOD, **nik, Column.BIRTH_DATE: "17-01-1980"})[0]) == [
        (Column.BIRTH_DATE, Level.WARNING, Code.BIRTH_DATE_DIFFERS)
    ]


def test_unit_is_found_by_abbreviation_and_by_the_unit_above():
    assert read_with(Column.UNIT, "KEL. BELAWAN  II").values["unit"] == 2
    [row] = read({**GOOD, Column.UNIT: "Sekretariat", Column.PARENT_UNIT: "Dinas Pendidikan"})
    assert row.values["unit"] == 4
    [row] = read({**GOOD, Column.UNIT: None}, default_unit=2)
    assert row.values["unit"] == 2


def test_birth_place_and_date_in_one_cell():
    [row] = read({**GOOD, Column.BIRTH_PLACE_AND_DATE: "Medan, 15 Januari 1980"})

    assert (row.values["birth_place"], row.values["birth_date"]) == ("Medan", datetime.date(1980, 1, 15))


@pytest.mark.parametrize(
    ("written", "front", "name", "back"),
    [
        ("Drs. H. Ahmad Fauzi, M.Si.", "Drs. H.", "Ahmad Fauzi", "M.Si."),
        ("Suparno", None, "Suparno", None),
        ("Nur'aini D'Souza Br. Sembiring", None, "Nur'aini D'Souza Br. Sembiring", None),
        ("H Simbolon", None, "H Simbolon", None),
        ("Ir", None, "Ir", None),
    ],
)
def test_titles_are_taken_from_the_name(written, front, name, back):
    values = read_with(Column.NAME, written).values

    assert (values.get("front_title"), values["name"], values.get("back_title")) == (front, name, back)


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (GOOD, True),
        ({Column.NIP: "198001152005011003", Column.NAME: "Siti"}, True),
        ({Column.NIP: None, Column.NAME: "Siti", Column.UNIT: "Kelurahan", Column.RANK: "III/c"}, True),
        ({Column.NIP: None, Column.NAME: "Mengetahui,", Column.UNIT: None, Column.RANK: None}, False),
        ({Column.NIP: "NIP. 198001152005011003", Column.NAME: None, Column.UNIT: None, Column.RANK: None}, False),
        ({Column.NIP: 2.0, Column.NAME: 3.0, Column.UNIT: 4.0, Column.RANK: 5.0}, False),
        ({Column.NIP: None, Column.NAME: None}, False),
    ],
    ids=["full", "two cells", "no NIP", "signature", "NIP of the signer", "column numbers", "blank"],
)
def test_data_is_told_from_decoration(cells, expected):
    assert is_data(cells) is expected


@given(st.dictionaries(st.sampled_from(list(Column)), st.none() | st.text(max_size=30) | st.floats() | st.integers()))
def test_no_cell_breaks_the_reader(cells):
    [row] = read(cells)

    assert row.number == 5
    assert all(problem.column in Column for problem in row.problems)


def test_siasn_columns_are_recognised():
    siasn = ["nip_baru", "nama", "gelar_depan", "tempat_lahir_nama", "tanggal_lahir", "jenis_kelamin", "nik"]
    siasn += ["nomor_hp", "email", "status_cpns_pns", "gol_akhir_nama", "tmt_golongan", "jabatan_nama", "tmt_jabatan"]
    siasn += ["tingkat_pendidikan_nama", "unor_nama", "jenis_jabatan_nama", "kedudukan_hukum_nama"]

    assert list(suggest_mapping(siasn, FIELDS).values()) == [
        Column.NIP,
        Column.NAME,
        Column.FRONT_TITLE,
        Column.BIRTH_PLACE,
        Column.BIRTH_DATE,
        Column.SEX,
        Column.NIK,
        Column.PHONE,
        Column.EMAIL,
        Column.EMPLOYMENT,
        Column.RANK,
        Column.RANK_SINCE,
        Column.POSITION,
        Column.POSITION_SINCE,
        Column.EDUCATION,
        Column.UNIT,
        Column.POSITION_TYPE,
        Column.STATUS,
    ]


@pytest.mark.parametrize(
    ("title", "written", "echelon", "expected"),
    [
        ("Arsiparis Terampil", "", None, PositionType.FUNGSIONAL),
        ("Pengadministrasi Perkantoran", "", None, PositionType.PELAKSANA),
        ("Pengadministrasi", "Fungsional Umum", None, PositionType.PELAKSANA),
        ("Camat Medan Belawan", "Struktural", None, PositionType.ADMINISTRATOR),
        ("Lurah Belawan I", "", None, PositionType.PENGAWAS),
        ("Kepala Dinas Kesehatan", "", None, PositionType.JPT_PRATAMA),
        ("Kepala Urusan", "Struktural", Echelon.IV_B, PositionType.PENGAWAS),
        ("Apa Saja", "Entah", None, None),
    ],
)
def test_position_type(title, written, echelon, expected):
    assert position_type(title, written, echelon) == expected


def test_words():
    assert [heads_unit(title) for title in ("Camat Medan Belawan", "Lurah", "Sekretaris Camat", "Kepala Seksi")] == [
        True,
        True,
        False,
        False,
    ]
    assert [employment_type(text) for text in ("PNS", "C", "PPPK Paruh Waktu", "P3K", "PNS Daerah Kota", "GTT")] == [
        EmploymentType.PNS,
        EmploymentType.CPNS,
        EmploymentType.PPPK_PART_TIME,
        EmploymentType.PPPK,
        EmploymentType.PNS,
        None,
    ]
    assert [legal_status(text) for text in ("Aktif", "PNS Aktif", "Tidak Aktif", "01", "xx")] == [
        LegalStatus.ACTIVE,
        LegalStatus.ACTIVE,
        LegalStatus.INACTIVE,
        LegalStatus.ACTIVE,
        None,
    ]
    assert plain_unit_name("Kec. Medan-Belawan") == plain_unit_name("KECAMATAN MEDAN BELAWAN")


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("0812-3456-7890", "+6281234567890"),
        ("+62 812 3456 7890", "+6281234567890"),
        ("81234567890", "+6281234567890"),
        ("6281234567890", "+6281234567890"),
        ("0812 3456 7890 / 0813", None),
        ("123", None),
    ],
)
def test_phone(written, expected):
    assert normal_phone(written) == expected


# --- comparison -------------------------------------------------------------------------------------------------------

MAIN = dict.fromkeys(COMPARED_FIELDS, "") | {"name": "Siti Rahmawati", "birth_date": datetime.date(1980, 1, 15)}
RECORD = Record(
    id=1,
    version=3,
    unit=1,
    main=MAIN,
    position="Arsiparis",
    position_since=datetime.date(2020, 1, 1),
    rank="III/b",
    rank_since=datetime.date(2020, 4, 1),
)
MAY = datetime.date(2024, 5, 1)


def test_same_values_change_nothing():
    values = {"name": "SITI RAHMAWATI", "unit": 1, "position": "arsiparis", "rank": "III/b"}

    assert compare({**values, "rank_since": datetime.date(2020, 4, 1)}, RECORD).is_same
    assert compare({}, RECORD).is_same


@pytest.mark.parametrize(
    ("values", "main", "rank", "place", "problems"),
    [
        ({"phone": "+6281"}, {"phone": "+6281"}, False, False, []),
        ({"rank": "III/c", "rank_since": MAY}, {}, True, False, []),
        ({"rank": "III/c", "rank_since": datetime.date(2020, 4, 1)}, {}, False, False, [Code.RANK_OLDER]),
        ({"rank": "III/c"}, {}, False, False, [Code.RANK_OLDER]),
        ({"rank": "III/b", "rank_since": MAY}, {}, False, False, [Code.RANK_SINCE_DIFFERS]),
        ({"unit": 2, "position": "Arsiparis", "position_since": MAY}, {}, False, True, []),
        ({"unit": 2, "position": "Arsiparis"}, {}, False, False, [Code.POSITION_KEPT]),
        ({"unit": 2}, {}, False, False, [Code.POSITION_KEPT]),
        ({"position": "Lurah", "position_since": datetime.date(2020, 1, 1)}, {}, False, False, [Code.POSITION_KEPT]),
    ],
)
def test_comparison(values, main, rank, place, problems):
    found = compare(values, RECORD)

    assert (found.main, found.rank, found.place) == (main, rank, place)
    assert [problem.code for problem in found.problems] == problems
