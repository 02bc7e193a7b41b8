"""An officer brings the office's own spreadsheet into the records, and takes it back."""

from __future__ import annotations

import json
import re

from django.conf import settings

from employees.enums import UnitKind
from employees.models import EducationHistory, Employee
from tests.employees.services.staff_import.lists import book
from tests.factories.employees import UnitFactory

SAMPLES = settings.BASE_DIR / "samples"
EXPECTED = json.loads((SAMPLES / "pegawai_medan_belawan.expected.json").read_text())


def test_office_list_is_checked_stored_and_undone(person_for, world):
    for name in EXPECTED["units"][1:]:
        if name not in {world.village.name, world.other_village.name}:
            UnitFactory(parent=world.district, name=name, kind=UnitKind.URBAN_VILLAGE)
    before = Employee.objects.count()
    hr = person_for("hr_officer")

    hr.go("/employees/import/create/")
    hr.page.set_input_files("input[name=file]", SAMPLES / "pegawai_medan_belawan.xlsx")
    hr.press("Upload and look at the columns")
    hr.page.wait_for_url(re.compile(r"/columns/$"))
    hr.check()
    hr.press("Check the list")
    hr.page.get_by_role("button", name="Confirm and store").wait_for()
    hr.check()
    errors = hr.page.locator("main").inner_text()
    hr.press("Confirm and store")
    hr.page.get_by_role("link", name="Undo the import").wait_for()
    stored = Employee.objects.count()
    hr.check()
    hr.press("Undo the import")
    hr.page.wait_for_url(re.compile(r"/undo/$"))
    hr.check()
    hr.fill(reason="Uploaded to the wrong government")
    hr.page.locator("main form button[type=submit]").last.click()
    hr.page.get_by_text("Undone").first.wait_for()

    faults = [fault for fault in EXPECTED["faults"] if fault["level"] == "error"]
    missing = [fault["sheet_row"] for fault in faults if not re.search(rf"\b{fault['sheet_row']}\b", errors)]
    assert missing == []
    assert stored == before + EXPECTED["rows"] - len({fault["sheet_row"] for fault in faults})
    assert Employee.objects.count() == before
    hr.check()


def test_main_records_and_histories_of_one_file_are_stored_and_undone(person_for, world, tmp_path):
    nip = "198001152005011003"
    file = tmp_path / "riwayat.xlsx"
    file.write_bytes(
        book(
            Pegawai=(("NIP", "Nama", "Unit Kerja"), (nip, "Nur'aini", world.village.name)),
            **{
                "rw-pendidikan": (
                    ("nipBaru", "tkPendidikanNama", "tahunLulus", "namaSekolah"),
                    (nip, "S-1", 2003, "Universitas Sumatera Utara"),
                    (nip, "S-9", 2005, "Tidak dikenal"),
                ),
                "Rekap": (("Jumlah",), (2,)),
            },
        )
    )
    hr = person_for("hr_officer")

    hr.go("/employees/import/create/")
    hr.page.set_input_files("input[name=file]", file)
    hr.press("Upload and look at the columns")
    hr.page.wait_for_url(re.compile(r"/columns/$"))
    hr.page.get_by_text("2 of 3 sheets are read.").wait_for()
    hr.check()
    hr.press("Check the list")
    hr.page.get_by_role("button", name="Confirm and store").wait_for()
    hr.page.get_by_text("S-9").first.wait_for()
    hr.check()
    hr.press("Confirm and store")
    hr.page.get_by_role("link", name="Undo the import").wait_for()
    assert Employee.objects.get(nip=nip).education == "40"
    assert EducationHistory.objects.get().institution == "Universitas Sumatera Utara"
    hr.check()
    hr.press("Undo the import")
    hr.page.wait_for_url(re.compile(r"/undo/$"))
    hr.check()
    hr.fill(reason="Wrong file")
    hr.page.locator("main form button[type=submit]").last.click()
    hr.page.get_by_text("Undone").first.wait_for()

    assert not Employee.objects.filter(nip=nip).exists()
    assert not EducationHistory.objects.exists()
    hr.check()
