"""One export to XLSX in the background, in a process of its own so that its peak memory can be told:

python -m bench.exports list|records QUERY   prints {"rows": …, "seconds": …, "memory_mb": …} as JSON
"""

from __future__ import annotations

import json
import sys
import time
from io import BytesIO

import django

django.setup()

from openpyxl import load_workbook

from asn_portal.accounts.models import User
from asn_portal.documents.models import Document
from asn_portal.jobs.enums import JobState
from asn_portal.jobs.models import Job
from asn_portal.jobs.services import run_now, start_job
from bench.memory import peak_mb
from employees.services.record_export import start_record_export


def start(kind: str, query: str, officer: User) -> Job:
    if kind == "records":
        return start_record_export(filters=query, reason="Pengukuran", by=officer)
    params = {"address": f"/employees/?{query}", "ending": "xlsx"}
    return start_job("listing.export", by=officer, params=params, title="Ekspor")


def main(kind: str, query: str) -> None:
    job = start(kind, query, User.objects.get(username="bench-hr"))
    began = time.perf_counter()
    job = run_now(job)
    seconds = time.perf_counter() - began
    memory = peak_mb()
    if job.state != JobState.DONE:
        raise SystemExit(f"The export did not end well: {job.state} {job.error}")
    document = Document.objects.latest("created_at")
    with document.file.open("rb") as stream:
        sheet = load_workbook(BytesIO(stream.read()), read_only=True).worksheets[0]
        rows = sum(1 for _row in sheet.iter_rows(values_only=True)) - 1
    result = {"rows": rows, "seconds": round(seconds, 2), "memory_mb": memory}
    sys.stdout.write(json.dumps(result) + "\n")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
