"""One import of invented people, in a process of its own so that its peak memory can be told:

python -m bench.staff_import ROWS FIRST_NUMBER   prints {"seconds": …, "memory_mb": …, "stored": …} as JSON
"""

from __future__ import annotations

import datetime
import json
import random
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import django

django.setup()

from django.core.files import File

from asn_portal.accounts.models import User
from asn_portal.jobs.services import run_now
from asn_portal.tabular.writing import write_xlsx
from bench.memory import peak_mb
from bench.people import nip_of
from employees.demo.people import FEMALE, LAST, MALE
from employees.enums import ImportState
from employees.models import Employee, OrganizationalUnit
from employees.services.staff_import.apply import confirm_import
from employees.services.staff_import.upload import confirm_columns, start_import

HEADERS = ["No", "NIP", "Nama", "Tempat Lahir", "Tanggal Lahir", "L/P", "Gol/Ruang", "TMT Golongan", "Jabatan"]


def name_of(number: int, rng: random.Random) -> str:
    return f"{rng.choice(MALE if number % 2 else FEMALE)} {rng.choice(LAST)} {rng.choice(LAST)}"


def write_sheet(file: Path, rows: int, first: int) -> None:
    rng = random.Random(first)
    units = list(OrganizationalUnit.objects.filter(depth=3).values_list("name", flat=True))

    def row(number: int) -> list[object]:
        nip, birth = nip_of(number)
        sex = "L" if number % 2 else "P"
        since = datetime.date(2022, 4, 1)
        name = name_of(number, rng)
        unit = units[number % len(units)]
        return [number, nip, name, "Medan", birth, sex, "III/b", since, "Penelaah Teknis Kebijakan", unit]

    with file.open("wb") as stream:
        write_xlsx(stream, [*HEADERS, "Unit Kerja"], (row(number) for number in range(first, first + rows)))


def main(rows: int, first: int) -> None:
    officer = User.objects.get(username="bench-hr")
    with TemporaryDirectory() as folder:
        sheet = Path(folder) / "pegawai.xlsx"
        write_sheet(sheet, rows, first)
        before, began = Employee.objects.count(), time.perf_counter()
        with sheet.open("rb") as stream:
            staff_import = start_import(file=File(stream, name=sheet.name), by=officer)
        if staff_import.state == ImportState.READING:
            run_now(staff_import.job)
            staff_import.refresh_from_db()
        mappings = {
            sheet.pk: {int(index): name for index, name in sheet.mapping.items()}
            for sheet in staff_import.sheets.exclude(kind="")
        }
        run_now(confirm_columns(staff_import=staff_import, mappings=mappings, default_unit=None, by=officer))
        previewed = time.perf_counter() - began
        staff_import.refresh_from_db()
        run_now(confirm_import(staff_import=staff_import, by=officer))
        seconds = time.perf_counter() - began
    staff_import.refresh_from_db()
    stored = Employee.objects.count() - before
    if staff_import.state != ImportState.APPLIED or stored != rows:
        raise SystemExit(f"The import did not end well: {staff_import.state}, {stored} stored, {staff_import.counts}")
    memory = peak_mb()
    result = {"rows": rows, "preview_s": round(previewed, 2), "seconds": round(seconds, 2), "memory_mb": memory}
    sys.stdout.write(json.dumps(result) + "\n")


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
