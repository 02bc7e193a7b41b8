"""What every signed-in page costs before its own work: `python -m bench.page_cost` prints JSON.

The page is the search without a text: the whole frame and nothing of its own. `cpu_ms` is this process's own time,
which a busy machine disturbs less than the time on the clock; it leaves out what PostgreSQL and Redis do meanwhile.
"""

from __future__ import annotations

import json
import statistics
import sys
import time

import django

django.setup()

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from asn_portal.accounts.models import User
from employees.models import Employee

ROUNDS = 200
PAGES = {"frame": "/search/", "home": "/", "list": "/employees/?rank_group=III&status=01&sort=-rank"}


def measure(client: Client, path: str, rounds: int) -> dict[str, float]:
    for _ in range(5):
        if client.get(path).status_code != 200:
            raise SystemExit(f"{path} does not answer with 200")
    with CaptureQueriesContext(connection) as captured:
        client.get(path)
    # Now: the next request clears what was captured.
    queries = list(captured)
    clock, cpu = [], []
    for _ in range(rounds):
        clock_began, cpu_began = time.perf_counter(), time.process_time()
        client.get(path)
        clock.append(time.perf_counter() - clock_began)
        cpu.append(time.process_time() - cpu_began)
    return {
        "queries": len(queries),
        "database_ms": round(sum(float(query["time"]) for query in queries) * 1000, 1),
        "ms": round(statistics.median(clock) * 1000, 1),
        "cpu_ms": round(statistics.median(cpu) * 1000, 1),
    }


def main() -> None:
    client = Client()
    client.force_login(User.objects.get(username="bench-hr"))
    pages = {**PAGES, "record": Employee.objects.order_by("pk")[Employee.objects.count() // 2].get_absolute_url()}
    result = {name: measure(client, path, ROUNDS if name == "frame" else 30) for name, path in pages.items()}
    sys.stdout.write(json.dumps(result) + "\n")


if __name__ == "__main__":
    main()
