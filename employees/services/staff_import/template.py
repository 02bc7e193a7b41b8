"""The workbook that shows offices how to fill in main records and histories, with examples."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from asn_portal.tabular.mapping import normalise_label
from asn_portal.tabular.writing import Page
from employees.domain.staff_import.entry_columns import ENTRY_SHEETS
from employees.domain.staff_import.entry_columns import EntryColumn as C
from employees.enums import HistoryKind
from employees.histories import HISTORIES
from employees.services.staff_import.titles import known_titles
from employees.texts.import_entries import SHEET_TITLES, entry_label
from employees.texts.staff_import import COLUMN_LABELS

D = datetime.date
PNS, PPPK = "198608172011012005", "199203082022211007"
MAIN = (
    ("NIP", PNS, PPPK),
    ("Nama Lengkap", "Siti Rahmawati", "Budi Siregar"),
    ("Gelar Depan", "", "Ir."),
    ("Gelar Belakang", "S.Sos.", ""),
    ("Tempat Lahir", "Medan", "Binjai"),
    ("Tanggal Lahir", D(1986, 8, 17), D(1992, 3, 8)),
    ("L/P", "P", "L"),
    ("Agama", "Islam", "Kristen"),
    ("Status Perkawinan", "Menikah", "Belum Kawin"),
    ("NIK", "1271055708860003", "1271050803920001"),
    ("NPWP", "091234567891000", ""),
    ("BPJS", "0001234567890", ""),
    ("Alamat", "Jl. Veteran No. 7, Medan Belawan", ""),
    ("Kode Pos", "20411", ""),
    ("No. HP", "081234567890", "081298765432"),
    ("Email", "siti.rahmawati@example.com", ""),
    ("Email Dinas", "siti.rahmawati@example.go.id", ""),
    ("Status", "PNS", "PPPK"),
    ("Kedudukan Hukum", "Aktif", "Aktif"),
    ("NIP Lama", "", ""),
    ("No. Karpeg", "P 123456", ""),
    ("No. Taspen", "", ""),
    ("TMT CPNS", D(2011, 1, 1), ""),
    ("No. SK CPNS", "821.12/77/2011", ""),
    ("Tgl. SK CPNS", D(2010, 12, 21), ""),
    ("TMT PNS", D(2012, 2, 1), ""),
    ("No. SK PNS", "821.13/19/2012", ""),
    ("Tgl. SK PNS", D(2012, 1, 17), ""),
    ("Gol/Ruang", "III/c", "IX"),
    ("TMT Golongan", D(2022, 4, 1), D(2022, 3, 1)),
    ("Jenis Jabatan", "Struktural", "Fungsional"),
    ("Jabatan", "Kepala Seksi Pemerintahan", "Analis SDM Aparatur Ahli Pertama"),
    ("TMT Jabatan", D(2021, 1, 4), D(2022, 3, 1)),
    ("Unit Kerja", "Kelurahan Belawan I", "Kecamatan Medan Belawan"),
    ("Pendidikan Terakhir", "S-1", "S-1"),
)
TEXT_TITLES = frozenset({"NIP", "NIK", "NPWP", "BPJS", "No. HP", "Kode Pos", "NIP Lama"})

EXAMPLES: dict[HistoryKind, tuple[dict[C, Any], ...]] = {
    HistoryKind.RANK: (
        {
            C.NIP: PNS,
            C.RANK: "III/b",
            C.START: D(2018, 4, 1),
            C.PROMOTION_KIND: "Reguler",
            C.SERVICE_YEARS: 8,
            C.SERVICE_MONTHS: 3,
            C.DECREE_NUMBER: "823/114/2018",
            C.DECREE_DATE: D(2018, 3, 12),
        },
        {C.NIP: PNS, C.RANK: "III/c", C.START: D(2022, 4, 1), C.PROMOTION_KIND: "Reguler"},
    ),
    HistoryKind.POSITION: (
        {
            C.NIP: PNS,
            C.POSITION: "Pengadministrasi Perkantoran",
            C.UNIT: "Kelurahan Belawan I",
            C.POSITION_TYPE: "Pelaksana",
            C.ASSIGNMENT: "Definitif",
            C.START: D(2011, 1, 1),
            C.DECREE_NUMBER: "821/5/2011",
        },
    ),
    HistoryKind.STATUS: ({C.NIP: PNS, C.STATUS: "Aktif", C.START: D(2011, 1, 1)},),
    HistoryKind.CONTRACT: (
        {
            C.NIP: PPPK,
            C.START: D(2022, 3, 1),
            C.UNTIL: D(2027, 2, 28),
            C.DECREE_NUMBER: "800/PK/12/2022",
            C.DECREE_DATE: D(2022, 2, 21),
        },
    ),
    HistoryKind.SALARY_STEP: (
        {
            C.NIP: PNS,
            C.START: D(2024, 1, 1),
            C.BASE_SALARY: Decimal(3_434_300),
            C.SERVICE_YEARS: 14,
            C.SERVICE_MONTHS: 0,
        },
    ),
    HistoryKind.UNPAID_LEAVE: (
        {C.NIP: PNS, C.START: D(2015, 3, 1), C.UNTIL: D(2016, 2, 29), C.DECREE_NUMBER: "851/3/2015"},
    ),
    HistoryKind.EDUCATION: (
        {
            C.NIP: PNS,
            C.EDUCATION: "S-1",
            C.MAJOR: "Ilmu Administrasi Negara",
            C.INSTITUTION: "Universitas Sumatera Utara",
            C.DATE: D(2008, 8, 30),
            C.BACK_TITLE: "S.Sos.",
            C.IS_FIRST: "ya",
        },
        {C.NIP: PNS, C.EDUCATION: "SMA", C.INSTITUTION: "SMA Negeri 1 Medan", C.YEAR: 2003},
    ),
    HistoryKind.TRAINING: (
        {
            C.NIP: PNS,
            C.NAME: "Pelatihan Kepemimpinan Pengawas",
            C.LEADERSHIP: "PKP",
            C.ORGANISER: "BPSDM Sumatera Utara",
            C.HOURS: 100,
            C.DATE: D(2022, 5, 9),
            C.LAST_DAY: D(2022, 8, 26),
            C.DECREE_NUMBER: "00012/PKP/2022",
        },
    ),
    HistoryKind.CREDENTIAL: (
        {
            C.NIP: PPPK,
            C.CREDENTIAL_KIND: "Sertifikat Profesi",
            C.NAME: "Ahli Pengadaan Barang/Jasa",
            C.ISSUER: "LKPP",
            C.DATE: D(2023, 6, 1),
            C.EXPIRES_ON: D(2028, 5, 31),
        },
    ),
    HistoryKind.RATING: ({C.NIP: PNS, C.YEAR: 2024, C.PREDICATE: "Baik", C.ASSESSOR: "Lurah Belawan I"},),
    HistoryKind.CREDIT_POINT: (
        {C.NIP: PPPK, C.POINTS: Decimal("12.5"), C.START: D(2023, 1, 1), C.UNTIL: D(2023, 12, 31)},
    ),
    HistoryKind.AWARD: ({C.NIP: PNS, C.NAME: "Satyalancana Karya Satya X Tahun", C.DATE: D(2020, 8, 17)},),
    HistoryKind.DISCIPLINE: (
        {
            C.NIP: PNS,
            C.SANCTION_KIND: "Teguran tertulis",
            C.SANCTION_LEVEL: "Ringan",
            C.START: D(2014, 5, 1),
            C.OFFENCE: "Tidak masuk kerja 5 hari",
            C.LEGAL_BASIS: "PP 53/2010",
        },
    ),
}


def template_pages() -> Iterator[Page]:
    """First what to know, then a sheet of main records, then one for each history."""
    yield Page(
        _("How to fill this in"),
        [_("Sheet"), _("Column"), _("What it holds"), _("Needed")],
        _explanations(),
    )
    yield Page(
        str(SHEET_TITLES["main"]),
        [column[0] for column in MAIN],
        ([column[example] for column in MAIN] for example in (1, 2)),
        TEXT_TITLES,
    )
    for kind in HISTORIES:
        columns = _columns(kind)
        rows = ([example.get(column) for column, _title in columns] for example in EXAMPLES[kind])
        yield Page(str(SHEET_TITLES[kind.value]), [title for _column, title in columns], rows, {"NIP"})


def _columns(kind: HistoryKind) -> list[tuple[C, str]]:
    """The columns of a history under the titles that offices use."""
    left_out = {C.PNS_ID, C.ENTRY, C.SIASN_ID, C.RESULT, C.BEHAVIOUR, C.MAIN_POINTS, C.SUPPORTING_POINTS}
    left_out |= {C.FIRST_MONTH, C.FIRST_YEAR, C.LAST_MONTH, C.LAST_YEAR, C.LENGTH_YEARS, C.LENGTH_MONTHS}
    return [(C(field.name), field.labels[0]) for field in ENTRY_SHEETS[kind].fields if C(field.name) not in left_out]


def _explanations() -> Iterator[list[str]]:
    yield ["", "", _("Delete the example rows. Leave out sheets and columns that you don't need."), ""]
    yield ["", "", _("Write dates like 31-12-1990 or as dates of the spreadsheet; NIP and NIK as text."), ""]
    yield ["", "", _("Empty cells never erase what is on record."), ""]
    titles = known_titles("main")
    for title, *_examples in MAIN:
        column = titles[normalise_label(title)]
        yield _explained(SHEET_TITLES["main"], title, COLUMN_LABELS[column], is_needed=column in {"nip", "name"})
    for kind in HISTORIES:
        needs = {column for group in ENTRY_SHEETS[kind].needed for column in group[:1]} | {C.NIP}
        for column, title in _columns(kind):
            label = entry_label(kind, column)
            yield _explained(SHEET_TITLES[kind.value], title, label, is_needed=column in needs)


def _explained(sheet: Any, title: str, label: Any, *, is_needed: bool) -> list[str]:
    # In sentences, so that the explanation is not taken for a list itself.
    what = _("Holds: %(what)s") % {"what": label}
    return [str(sheet), f"{sheet}: {title}", what, _("yes") if is_needed else ""]
