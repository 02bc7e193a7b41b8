"""Staff lists for tests, and the steps of their import."""

from __future__ import annotations

import datetime
import io
import json
from pathlib import Path

import xlsxwriter
from django.conf import settings
from django.core.files.base import ContentFile

from asn_portal.jobs.services import run_now
from employees.domain.staff_import.columns import Column
from employees.enums import MAIN_SHEET
from employees.models import StaffImport, StaffImportSheet
from employees.services.staff_import.apply import confirm_import
from employees.services.staff_import.undo import undo_import
from employees.services.staff_import.upload import confirm_columns, start_import

SAMPLES = Path(settings.BASE_DIR) / "samples"
EXPECTED = json.loads((SAMPLES / "pegawai_medan_belawan.expected.json").read_text())
# The sample is written for this day; later the dates are still past, and the one in 2062 still future.
TODAY = datetime.date(2026, 11, 21)


class SilentProgress:
    """Stands for the job's progress where a test calls the work directly."""

    def __getattr__(self, name):
        return lambda *args, **kwargs: None


def upload(officer, name="pegawai_medan_belawan.xlsx", content=None) -> StaffImport:
    return start_import(file=ContentFile(content or (SAMPLES / name).read_bytes(), name=name), by=officer)


def main_sheet(staff_import) -> StaffImportSheet:
    return staff_import.sheets.get(kind=MAIN_SHEET)


def mapping_of(staff_import) -> dict[int, Column]:
    """What the columns of the main sheet hold."""
    return {int(index): Column(name) for index, name in main_sheet(staff_import).mapping.items()}


def mappings_of(staff_import) -> dict[int, dict[int, str]]:
    """What the columns of every sheet hold, as suggested or remembered."""
    return {
        sheet.pk: {int(index): name for index, name in sheet.mapping.items()}
        for sheet in staff_import.sheets.exclude(kind="")
    }


def check(staff_import, officer, *, mapping=None, default_unit=None) -> StaffImport:
    mappings = mappings_of(staff_import)
    if mapping:
        mappings[main_sheet(staff_import).pk] = mapping
    job = run_now(
        confirm_columns(
            staff_import=staff_import,
            mappings=mappings,
            default_unit=default_unit,
            by=officer,
        )
    )
    assert (job.state, job.error) == ("done", "")
    staff_import.refresh_from_db()
    return staff_import


def store(staff_import, officer, *, take_file=False) -> StaffImport:
    job = run_now(confirm_import(staff_import=staff_import, by=officer, take_file=take_file))
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


def book(**sheets) -> bytes:
    """An XLSX with several sheets, each a list of rows."""
    stream = io.BytesIO()
    workbook = xlsxwriter.Workbook(stream, {"in_memory": True, "default_date_format": "dd-mm-yyyy"})
    for name, rows in sheets.items():
        page = workbook.add_worksheet(name)
        for index, row in enumerate(rows):
            for column, value in enumerate(row):
                if value is not None:
                    page.write(index, column, value)
    workbook.close()
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
