"""What leaves the portal comes back: unchanged it changes nothing, edited it corrects."""

from __future__ import annotations

import datetime
import io

import openpyxl
import pytest
from django.urls import reverse
from django.utils import translation

from asn_portal.audit.models import Event, RecordView
from asn_portal.jobs.models import Job
from asn_portal.jobs.services import run_now
from asn_portal.listing import exports
from asn_portal.listing.views import list_view_at
from employees.enums import HistoryKind, ImportState
from employees.models import Employee, OrganizationalUnit
from employees.reports.whole_records import write_records
from employees.services.employee import correct_employee
from employees.services.history import add_entry, disagreeing_employees
from tests.employees.services.staff_import.lists import TODAY, check, store, upload
from tests.factories.employees import EmployeeFactory, UnitFactory

pytestmark = pytest.mark.django_db
D = datetime.date

ENTRIES = {
    HistoryKind.CONTRACT: {"period": (D(2022, 3, 1), D(2027, 3, 1)), "decree_number": "PK/1"},
    HistoryKind.SALARY_STEP: {"period": (D(2024, 1, 1), None), "base_salary": 3_434_300, "service_years": 14},
    HistoryKind.UNPAID_LEAVE: {"period": (D(2015, 3, 1), D(2016, 3, 1))},
    HistoryKind.EDUCATION: {
        "level": "40",
        "major": "=1+1",
        "institution": "USU",
        "date": D(2003, 12, 31),
        "is_year_only": True,
        "is_first": True,
    },
    HistoryKind.TRAINING: {
        "kind": "STRUCTURAL",
        "leadership": "PKP",
        "name": "PKP Angkatan II",
        "hours": 100,
        "date": D(2022, 5, 9),
        "last_day": D(2022, 8, 26),
    },
    HistoryKind.CREDENTIAL: {"kind": "STR", "date": D(2023, 6, 1), "expires_on": D(2028, 5, 31)},
    HistoryKind.RATING: {"year": 2024, "predicate": "BAIK", "assessor": "@Lurah"},
    HistoryKind.CREDIT_POINT: {"points": "12.375", "period": (D(2023, 1, 1), D(2024, 1, 1)), "is_conversion": True},
    HistoryKind.AWARD: {"kind": "201", "date": D(2020, 8, 17)},
    HistoryKind.DISCIPLINE: {"kind": "2", "level": "R", "period": (D(2014, 5, 1), None), "offence": "Terlambat"},
}


@pytest.fixture
def siti(officer, medan):
    unit = OrganizationalUnit.objects.get(name="Kelurahan Belawan I")
    for parent in (unit, OrganizationalUnit.objects.get(name="Kelurahan Bahagia")):
        UnitFactory(parent=parent, name="Sekretariat")
    secretariat = OrganizationalUnit.objects.filter(name="Sekretariat").first()
    siti = EmployeeFactory(
        unit=secretariat, name="Nur'aini D'Angelo", front_title="Dr. (H.C.)", back_title="S.H., M.H."
    )
    for kind, values in ENTRIES.items():
        add_entry(employee=siti, kind=kind, values=values, by=officer)
    siti.refresh_from_db()
    main = {
        "nik": "1271054101800003",
        "npwp": "091234567891000",
        "phone": "+6281234567890",
        "religion": "1",
        "address": "+Jl. Veteran",
        "cpns_since": D(2005, 1, 1),
    }
    correct_employee(employee=siti, changes=main, reason="x", by=officer, version=None)
    EmployeeFactory(unit=unit, pppk=True, name="Sukarno")
    return siti


def exported(officer, *, reveal=False) -> bytes:
    stream = io.BytesIO()
    write_records(stream, Employee.objects.order_by("pk"), user=officer, reveal=reveal)
    return stream.getvalue()


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("reveal", [False, True])
def test_unchanged_export_changes_nothing(officer, siti, language, reveal):
    with translation.override(language):
        content = exported(officer, reveal=reveal)

    staff_import = check(upload(officer, "a.xlsx", content), officer)

    found = [problem for row in staff_import.rows.all() for problem in row.problems]
    assert [problem for problem in found if not problem["code"].endswith("_differs")] == []
    assert list(staff_import.rows.exclude(action="SKIP").values_list("sheet__kind", "values")) == []
    assert staff_import.state == ImportState.UNCHANGED
    assert {sheet.kind for sheet in staff_import.sheets.all()} == {"main", *HistoryKind.values}
    assert staff_import.counts["entries"]["SKIP"] >= len(ENTRIES) + 4


def test_edited_export_is_one_update_and_one_corrected_entry(officer, siti):
    book = openpyxl.load_workbook(io.BytesIO(exported(officer)))
    with translation.override("id"):
        people, learning = book.worksheets[0], book[str(HistoryKind.EDUCATION.label)]
    phone = next(cell for cell in people[2] if cell.value == "081234567890")
    assert phone.number_format == "@"
    phone.value = "0812 9999 0000"
    next(cell for cell in learning[2] if cell.value == "USU").value = "Universitas Sumatera Utara"
    stream = io.BytesIO()
    book.save(stream)

    staff_import = store(check(upload(officer, "a.xlsx", stream.getvalue()), officer), officer)

    assert (staff_import.counts["inserted"], staff_import.counts["updated"]) == (0, 1)
    assert (staff_import.counts["entries_added"], staff_import.counts["entries_corrected"]) == (0, 1)
    siti.refresh_from_db()
    assert siti.phone == "+6281299990000"
    corrected = siti.educationhistory_set.get(is_void=False)
    assert (corrected.institution, corrected.major, corrected.is_year_only) == (
        "Universitas Sumatera Utara",
        "=1+1",
        True,
    )
    assert disagreeing_employees(TODAY) == []


def test_no_cell_of_an_export_starts_a_formula(officer, siti):
    book = openpyxl.load_workbook(io.BytesIO(exported(officer)))

    for page in book.worksheets:
        for row in page.iter_rows():
            for cell in row:
                assert cell.data_type != "f"
                assert not (isinstance(cell.value, str) and cell.value.startswith(("=", "+", "@")))
    nip = next(cell for cell in book.worksheets[0][2] if cell.value == siti.nip)
    assert (nip.data_type, nip.number_format) == ("s", "@")
    texts = {cell.value for row in book.worksheets[0].iter_rows() for cell in row}
    assert "'+Jl. Veteran" in texts
    assert D(2005, 1, 1) in {value.date() for value in texts if isinstance(value, datetime.datetime)}


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_export_of_the_list_comes_back_unchanged(officer, siti, ending):
    columns = "name,nip,position,unit,rank,rank_since,employment_type,sex,education,status"
    address = f"{reverse('employees:employee-list')}?columns={columns}"
    stream = io.BytesIO()
    exports.write(list_view_at(address, officer), ending, stream)

    staff_import = check(upload(officer, f"a.{ending}", stream.getvalue()), officer)

    assert [row.problems for row in staff_import.rows.exclude(level="")] == []
    assert (staff_import.state, staff_import.counts["SKIP"]) == (ImportState.UNCHANGED, 2)


def test_numbers_stand_in_full_only_for_a_reason_that_is_kept(officer, siti, client_of):
    url = reverse("employees:employee-export")
    client = client_of(officer)

    masked = client.post(url, {"reason": ""})
    full = client.post(url, {"reason": "Pemadanan Dukcapil"})

    def numbers(response):
        book = openpyxl.load_workbook(io.BytesIO(b"".join(response.streaming_content)))
        return {cell.value for row in book.worksheets[0].iter_rows() for cell in row}

    assert "1271********0003" in numbers(masked)
    assert "1271054101800003" in numbers(full)
    assert [
        event.data["in_full"] for event in Event.objects.filter(kind="employees.records_exported").order_by("pk")
    ] == [
        0,
        2,
    ]
    look = RecordView.objects.get(subject_id=str(siti.pk), what="numbers")
    assert (look.viewer, look.reason) == (officer, "Pemadanan Dukcapil")
    assert RecordView.objects.get(subject_id=str(siti.pk), what="export").viewer == officer


def test_many_records_are_prepared_in_the_background(officer, siti, client_of, monkeypatch):
    monkeypatch.setattr("employees.views.record_export.PEOPLE_AT_ONCE", 1)
    client = client_of(officer)
    url = f"{reverse('employees:employee-export')}?q=Nur"

    assert client.get(reverse("employees:employee-export")).status_code == 200
    client.post(f"{reverse('employees:employee-export')}?", {"reason": ""})

    job = run_now(Job.objects.get(kind="employees.export_records"))
    assert (job.state, job.done, job.total) == ("done", 2, 2)
    with job.result.file.open("rb") as file:
        assert openpyxl.load_workbook(file).worksheets[0].max_row == 3
    assert "1 orang" in client.get(url).content.decode() or "1 person" in client.get(url).content.decode()
    assert client.get(f"{reverse('employees:employee-export')}?q=tidakada").status_code == 200
