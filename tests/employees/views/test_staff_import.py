"""The import pages."""

from __future__ import annotations

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template.loader import render_to_string
from django.urls import reverse
from python_calamine import load_workbook

from asn_portal.jobs.services import run_now
from employees.enums import HistoryKind, ImportState
from employees.models import Employee, StaffImport
from tests.employees.services.staff_import.lists import HEADER, check, mapping_of, person, sheet, store, upload


@pytest.fixture
def officer(world):
    return world.users["hr_officer"]


def titled(**changes):
    return sheet(HEADER, person(), person("199203082022212007", "Budi", rank="IX", **changes))


def test_whole_way_through_the_browser(world, client_for, officer):
    client = client_for("hr_officer")
    file = SimpleUploadedFile("daftar.xlsx", titled(unit="Kelurahan Tidak Ada"))

    response = client.post(reverse("employees:import-create"), {"file": file}, follow=True)

    staff_import = StaffImport.objects.get()
    assert response.redirect_chain[-1][0] == reverse("employees:import-columns", args=[staff_import.pk])
    chosen = {f"column_0_{index}": name.value for index, name in mapping_of(staff_import).items()}
    response = client.post(reverse("employees:import-columns", args=[staff_import.pk]), chosen)
    assert response.url == staff_import.get_absolute_url()
    staff_import.refresh_from_db()
    run_now(staff_import.job)
    page = client.get(staff_import.get_absolute_url()).content.decode()
    assert "Kelurahan Tidak Ada" in page
    assert reverse("employees:import-confirm", args=[staff_import.pk]) in page
    client.post(reverse("employees:import-confirm", args=[staff_import.pk]))
    staff_import.refresh_from_db()
    run_now(staff_import.job)
    assert [employee.name for employee in Employee.objects.filter(nip="198001152005011003")] == ["Siti Rahmawati"]
    for show in ("new", "warnings", "errors", "changes"):
        assert client.get(staff_import.get_absolute_url(), {"show": show}).status_code == 200
    undo_url = reverse("employees:import-undo", args=[staff_import.pk])
    assert client.get(undo_url).status_code == 200
    client.post(undo_url, {"reason": "berkas salah"})
    staff_import.refresh_from_db()
    run_now(staff_import.job)
    staff_import.refresh_from_db()
    assert staff_import.state == ImportState.UNDONE
    assert not Employee.objects.filter(nip="198001152005011003").exists()
    assert client.get(staff_import.get_absolute_url()).status_code == 200


def test_large_file_is_read_in_the_background(monkeypatch, client_for, officer):
    monkeypatch.setattr("employees.services.staff_import.upload.READ_AT_ONCE", 10)
    client = client_for("hr_officer")

    response = client.post(
        reverse("employees:import-create"), {"file": SimpleUploadedFile("daftar.xlsx", titled())}, follow=True
    )

    staff_import = StaffImport.objects.get()
    assert (response.status_code, staff_import.state, staff_import.sheets.count()) == (200, ImportState.READING, 0)
    assert b'hx-trigger="every 2s"' in response.content
    run_now(staff_import.job)
    response = client.get(staff_import.get_absolute_url())
    assert response.url == reverse("employees:import-columns", args=[staff_import.pk])


def test_problem_stands_at_its_row_and_column_with_a_cure(client_for, officer):
    staff_import = check(upload(officer, "a.xlsx", titled(unit="Kelurahan Belawan Satu")), officer)
    client = client_for("hr_officer")

    page = client.get(staff_import.get_absolute_url(), headers={"accept-language": "en"}).content.decode()

    assert "Kelurahan Belawan Satu" in page
    assert "Kelurahan Belawan I" in page, "a close match is suggested"
    assert "Unit Kerja" in page


def test_bad_rows_come_back_as_a_file_that_can_be_mended(client_for, officer):
    rows = sheet(
        (*HEADER, "NIK"),
        (*person(name=None), "1271051501800003"),
        (*person("199203082022212007", "Budi", rank="IX"), None),
    )
    staff_import = check(upload(officer, "a.xlsx", rows), officer)

    response = client_for("hr_officer").get(reverse("employees:import-bad-rows", args=[staff_import.pk]))

    [titles, row] = load_workbook(io.BytesIO(response.content)).get_sheet_by_index(0).to_python()
    assert titles[:7] == [*HEADER, "NIK"]
    assert row[0] == "198001152005011003"
    assert row[6:8] == ["1271051501800003", 2]
    assert "Nama" in row[8]


def test_template_is_recognised(client_for, officer, world):
    content = client_for("hr_officer").get(reverse("employees:import-template")).content

    staff_import = check(upload(officer, "contoh.xlsx", content), officer)

    assert {sheet.kind for sheet in staff_import.sheets.all()} == {"", "main", *HistoryKind.values}
    for read in staff_import.sheets.exclude(kind=""):
        assert (read.kind, len(read.mapping)) == (read.kind, len(read.headers))
    assert {problem["code"] for row in staff_import.rows.all() for problem in row.problems} <= {"nik_differs"}


def test_missing_columns_are_told_on_the_page(client_for, officer):
    staff_import = upload(officer, "a.xlsx", titled())

    response = client_for("hr_officer").post(
        reverse("employees:import-columns", args=[staff_import.pk]), {"column_0_0": "nip", "column_0_1": ""}
    )

    assert response.status_code == 200
    staff_import.refresh_from_db()
    assert staff_import.state == ImportState.MAPPING
    assert response.context["form"].non_field_errors()


def test_wrong_file_is_refused_at_the_field(client_for, officer):
    response = client_for("hr_officer").post(
        reverse("employees:import-create"), {"file": SimpleUploadedFile("a.xlsx", b"<html>")}
    )

    assert response.status_code == 200
    assert response.context["form"].errors["file"]


def test_import_is_seen_by_its_owner_and_by_whoever_may_import_above(client_for, officer, client_of, world):
    from asn_portal.access.roles import Role
    from tests.factories.employees import UnitFactory, make_officer

    staff_import = check(upload(officer, "a.xlsx", titled()), officer)
    url = staff_import.get_absolute_url()
    above = make_officer(Role.HR_OFFICER, world.government)
    below = make_officer(Role.HR_OFFICER, world.village)
    beside = make_officer(Role.HR_OFFICER, UnitFactory(parent=world.government))

    assert [client_of(user).get(url).status_code for user in (officer, above, below, beside)] == [200, 200, 404, 404]
    assert client_for("stranger").get(url).status_code == 404
    assert [client_for(name).get(url).status_code for name in ("auditor", "employee", "operator")] == [403] * 3
    assert client_for("anonymous").get(url).status_code == 302


@pytest.mark.parametrize("rows", [1, 3])
def test_list_asks_the_same_number_of_questions(rows, client_for, officer, django_assert_max_num_queries):
    for number in range(rows):
        upload(officer, f"{number}.xlsx", titled())
    client = client_for("hr_officer")

    with django_assert_max_num_queries(12):
        page = client.get(reverse("employees:import-list")).content.decode()

    assert page.count(".xlsx</a>") == rows


def test_source_file_is_for_those_who_see_the_import(client_for, officer):
    staff_import = upload(officer, "a.xlsx", titled())
    url = staff_import.source.get_absolute_url()

    response = client_for("hr_officer").get(url)
    assert (response.status_code, response.getvalue()[:2]) == (200, b"PK")
    assert client_for("stranger").get(url).status_code in {403, 404}


def test_kept_rows_are_listed(client_for, officer):
    staff_import = store(check(upload(officer, "a.xlsx", titled()), officer), officer)
    Employee.objects.filter(nip="198001152005011003").update(version=9)
    from tests.employees.services.staff_import.lists import undo

    undo(staff_import, officer)

    page = client_for("hr_officer").get(staff_import.get_absolute_url(), {"show": "kept"}).content.decode()
    assert "Siti Rahmawati" in page


@pytest.mark.parametrize("counts", [{"INSERT": 396, "SKIP": 12}, {"inserted": 396}, {"undone": 396}])
def test_counts_are_figures(counts):
    html = render_to_string("employees/_staffimport_counts.html", {"counts": counts})

    assert "396" in html
    assert "–" not in html
