"""Forms and lists keep to the same rules, and leave the same behind."""

from __future__ import annotations

import datetime
import io

import openpyxl
import pytest
from django.core.management import call_command

from asn_portal.errors import DomainError
from employees.enums import HistoryKind, ImportState
from employees.models import Employee, OrganizationalUnit, StatusHistory
from employees.reports.staff_import import bad_rows_sheets
from employees.services.history import (
    add_definitive_position,
    add_entry,
    add_rank,
    correct_history,
    disagreeing_employees,
    withdraw_entry,
)
from employees.services.staff_import.upload import recognised_sheets
from tests.employees.services.staff_import.lists import HEADER, TODAY, book, check, person, sheet, store, undo, upload
from tests.employees.services.staff_import.test_round_trip import exported
from tests.factories.employees import EmployeeFactory, PositionFactory

pytestmark = pytest.mark.django_db
D = datetime.date


@pytest.fixture
def siti(officer, medan):
    unit = OrganizationalUnit.objects.get(name="Kelurahan Belawan I")
    return EmployeeFactory(unit=unit, name="Siti Rahmawati")


def rank_far_ahead(siti, officer):
    return add_rank(employee=siti, rank="III/d", effective_date=D(2035, 4, 1), by=officer, service_years=60)


def rank_withdrawn(siti, officer):
    withdraw_entry(row=rank_far_ahead(siti, officer), reason="x", by=officer)


def rank_corrected(siti, officer):
    row = rank_far_ahead(siti, officer)
    correct_history(row=row, changes={"period": (D(2030, 4, 1), None)}, reason="x", by=officer)


def position(siti, officer):
    place = PositionFactory(unit=siti.unit)
    add_definitive_position(employee=siti, position=place, effective_date=D(2031, 1, 1), by=officer)


def contract(siti, officer):
    values = {"period": (D(2029, 1, 1), D(2034, 1, 1)), "decree_number": "-"}
    add_entry(employee=siti, kind=HistoryKind.CONTRACT, values=values, by=officer)


@pytest.mark.parametrize("act", [rank_far_ahead, rank_withdrawn, rank_corrected, position, contract])
def test_what_forms_take_on_record_comes_back_unchanged(officer, siti, act):
    act(siti, officer)

    staff_import = check(upload(officer, "a.xlsx", exported(officer)), officer)

    assert (staff_import.state, staff_import.counts["errors"]) == (ImportState.UNCHANGED, 0)
    assert not staff_import.rows.exclude(action="SKIP").exists()


def test_form_and_list_refuse_the_same_dates(officer, siti):
    for kind, values in (
        (HistoryKind.RATING, {"year": TODAY.year + 1, "predicate": "BAIK"}),
        (HistoryKind.AWARD, {"kind": "201", "date": D(TODAY.year + 1, 1, 1)}),
        (HistoryKind.STATUS, {"status": "03", "period": (D(TODAY.year + 11, 1, 1), None)}),
    ):
        with pytest.raises(DomainError):
            add_entry(employee=siti, kind=kind, values=values, by=officer)


def test_new_people_get_the_histories_that_the_form_gives(officer, medan):
    rows = [(*HEADER, "Kedudukan Hukum"), (*person(), "Aktif"), (*person("198002162006042004", "Tuti"), "Pensiun")]

    staff_import = store(check(upload(officer, "a.xlsx", sheet(*rows)), officer), officer)

    standing = StatusHistory.objects.order_by("employee__nip", "period").values_list("employee__name", "status")
    assert list(standing) == [("Siti Rahmawati", "01"), ("Tuti", "01"), ("Tuti", "99")]
    siti = Employee.objects.get(name="Siti Rahmawati")
    began = siti.positionhistory_set.get().period.lower
    assert siti.statushistory_set.get().period.lower == began
    assert disagreeing_employees(TODAY) == []
    call_command("check_histories")
    undo(staff_import, officer)
    assert not Employee.objects.exists()


def test_nobody_changes_the_own_record_by_a_list(officer, siti):
    Employee.objects.filter(pk=siti.pk).update(user=officer)
    content = exported(officer)
    assert check(upload(officer, "a.xlsx", content), officer).state == ImportState.UNCHANGED
    workbook = openpyxl.load_workbook(io.BytesIO(content))
    for page in workbook.worksheets:
        for cell in page[2]:
            if cell.value in {"Siti Rahmawati", "III/c"}:
                cell.value = {"Siti Rahmawati": "Siti R.", "III/c": "III/d"}[cell.value]
    stream = io.BytesIO()
    workbook.save(stream)

    staff_import = check(upload(officer, "b.xlsx", stream.getvalue()), officer)

    refused = {row.sheet.kind: row.problems[-1]["code"] for row in staff_import.rows.filter(action="REFUSE")}
    assert refused == {"main": "own_record", "rank": "own_record"}


def test_numbers_of_cards_are_encrypted_in_every_column_of_every_sheet(officer, siti):
    numbers = {"1271054101800003", "09.123.456.7-891.000", "0001234567890", 1271054101800003.0}
    bad = ("Kelurahan Z", *numbers)
    people = [("NIP", "Nama", "Unit Kerja", "A", "B", "C", "D"), ("198001152005011003", "Tuti", *bad)]
    ranks = [("NIP", "Gol/Ruang", "TMT", "X", "Y", "Z", "W"), (siti.nip, "=1271054101800003", "1-1-2020", *numbers)]

    staff_import = check(upload(officer, "a.xlsx", book(Pegawai=people, Golongan=ranks)), officer)

    stored = str(list(staff_import.rows.values_list("cells", "problems", "values")))
    for number in ("1271054101800003", "891.000", "0001234567890"):
        assert number not in stored
    given = [list(page.rows) for page in bad_rows_sheets(staff_import)]
    for rows in given:
        assert {"1271054101800003", "09.123.456.7-891.000", "0001234567890"} <= {str(cell) for cell in rows[0]}


def test_own_export_asks_nothing_about_its_columns(officer, siti):
    own = upload(officer, "a.xlsx", exported(officer))
    assert recognised_sheets(own, own.sheets.all()) == {each.pk for each in own.sheets.all()}

    strange = sheet((*HEADER, "Ukuran Sepatu"), (*person(), "42"))
    first = upload(officer, "b.xlsx", strange)
    assert recognised_sheets(first, first.sheets.all()) == set()
    check(first, officer)
    second = upload(officer, "c.xlsx", strange)
    assert recognised_sheets(second, second.sheets.all()) == {second.sheets.get().pk}
