"""An export is edited for days; what others change in the portal meanwhile is not lost."""

from __future__ import annotations

import datetime
import io

import openpyxl
import pytest

from employees.enums import ImportState
from employees.models import Employee, OrganizationalUnit
from employees.reports.staff_import import conflict_lines
from employees.services.employee import correct_employee
from employees.services.history import correct_history, disagreeing_employees
from tests.employees.services.staff_import.lists import TODAY, check, store, undo, upload
from tests.employees.services.staff_import.test_round_trip import exported
from tests.factories.employees import EmployeeFactory

pytestmark = pytest.mark.django_db
D = datetime.date


@pytest.fixture
def siti(officer, medan):
    unit = OrganizationalUnit.objects.get(name="Kelurahan Belawan I")
    return EmployeeFactory(unit=unit, name="Siti Rahmawati", phone="+6281234567890", address="Jl. Veteran 1")


def edited(content: bytes, **cells: str) -> bytes:
    """The export with other values in the second row of the main sheet, by what stood there."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    for sheet in book.worksheets:
        for cell in sheet[2]:
            if str(cell.value).replace(" ", "_") in cells:
                cell.value = cells[str(cell.value).replace(" ", "_")]
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def correct(siti, officer, **changes):
    siti.refresh_from_db()
    correct_employee(employee=siti, changes=changes, reason="x", by=officer, version=None)


def test_later_correction_is_a_conflict_and_what_others_left_alone_is_stored(officer, siti):
    content = edited(exported(officer), **{"081234567890": "081299990000", "Jl._Veteran_1": "Jl. Veteran 2"})
    correct(siti, officer, phone="+6281277770000")

    staff_import = check(upload(officer, "a.xlsx", content), officer)

    row = staff_import.rows.get(sheet__kind="main")
    assert (row.action, row.values, staff_import.counts["conflicts"]) == ("UPDATE", {"address": "Jl. Veteran 2"}, 1)
    [line] = conflict_lines([row])
    assert [words[1:] for words in line.changes] == [("+6281234567890", "+6281299990000", "+6281277770000")]
    store(staff_import, officer)
    siti.refresh_from_db()
    assert (siti.phone, siti.address) == ("+6281277770000", "Jl. Veteran 2")


def test_unedited_stale_export_takes_nothing_back_unless_told(officer, siti):
    content = exported(officer)
    correct(siti, officer, phone="+6281277770000")
    staff_import = check(upload(officer, "a.xlsx", content), officer)
    assert (staff_import.state, staff_import.has_changes) == (ImportState.CHECKED, False)

    store(staff_import, officer, take_file=True)

    siti.refresh_from_db()
    assert (siti.phone, staff_import.counts["updated"]) == ("+6281234567890", 1)
    undo(staff_import, officer)
    siti.refresh_from_db()
    assert siti.phone == "+6281277770000"


def test_corrected_entry_is_a_conflict_too(officer, siti):
    content = edited(exported(officer), **{"III/c": "III/b"})
    rank = siti.rankhistory_set.get()
    correct_history(row=rank, changes={"rank": "III/d"}, reason="x", by=officer)

    staff_import = check(upload(officer, "a.xlsx", content), officer)

    row = staff_import.rows.get(sheet__kind="rank")
    [line] = conflict_lines([row])
    assert [words[1:] for words in line.changes] == [
        ("Penata (III/c)", "Penata Muda Tingkat I (III/b)", "Penata Tingkat I (III/d)")
    ]
    store(staff_import, officer, take_file=True)
    siti.refresh_from_db()
    assert siti.rank == "III/b"
    assert disagreeing_employees(TODAY) == []


def test_own_later_import_is_no_conflict(officer, siti):
    content = edited(exported(officer), **{"081234567890": "081299990000"})
    store(check(upload(officer, "a.xlsx", content), officer), officer)

    again = check(upload(officer, "a.xlsx", content), officer)

    assert again.state == ImportState.UNCHANGED
    assert Employee.objects.get(pk=siti.pk).phone == "+6281299990000"


@pytest.mark.parametrize("version", ["9999", "abc", ""])
def test_a_version_that_no_export_wrote_hides_no_conflict(officer, siti, version):
    content = edited(exported(officer), **{"Jl._Veteran_1": "Jl. Veteran 2", str(siti.version): version})
    book = openpyxl.load_workbook(io.BytesIO(content))
    sheet = book.worksheets[0]
    column = next(cell.column for cell in sheet[1] if "Versi" in str(cell.value))
    sheet.cell(2, column).value = version
    stream = io.BytesIO()
    book.save(stream)

    staff_import = check(upload(officer, "a.xlsx", stream.getvalue()), officer)

    assert (staff_import.counts["conflicts"], staff_import.counts["UPDATE"]) == (1, 0)
