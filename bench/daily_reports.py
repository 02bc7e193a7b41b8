"""A year of daily reports of a large government: what the pages of writers and heads cost, early and late in the year.

python -m bench.daily_reports PEOPLE DAYS   prints a line of JSON after the first month and one after the last

Fills the database of DATABASE_URL, which must be empty and migrated, inside the database and without triggers, a month
at a time. Drop it afterwards: 20,000 people and 220 days are 4.4 million reports with a line each, about 2.5 GB.
"""

from __future__ import annotations

import datetime
import json
import statistics
import sys
import time
from collections.abc import Callable
from itertools import groupby

import django

django.setup()

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bench import people
from employees.dates import today
from employees.models import Employee, OrganizationalUnit
from evaluations.domain.calendar import month_start, previous_month, working_days
from evaluations.partitions import add_months, take_statistics
from evaluations.reports.unit_month import gather_unit_month
from tests.factories.employees import make_employee_user

LOOKS = 15
# Yesterday's last reports wait; every fifth writer has no script, so nobody knows how long it took.
REPORTS = """
    INSERT INTO evaluations_dailyworkreport (
        employee_id, unit_id, date, state, minutes, submitted_at, decided_at, comment, feedback, created_at,
        seconds_spent
    )
    SELECT
        id, unit_id, day, CASE WHEN waits THEN 'submitted' ELSE 'approved' END, 405 + id %% 60, day + time '16:00',
        CASE WHEN NOT waits THEN day + time '17:00' END, '', '', day + time '16:00',
        CASE WHEN id %% 5 > 0 THEN 60 + abs(hashint4((id + day_number)::int)) %% 240 END
    FROM employees_employee
    CROSS JOIN unnest(%(days)s::date[]) WITH ORDINALITY AS days (day, day_number)
    CROSS JOIN LATERAL (SELECT day = %(newest)s AND id %% 3 = 0 AS waits) AS decided
"""
LINES = """
    INSERT INTO evaluations_dailyworkentry (
        report_id, report_date, "order", activity, output, quantity, minutes, place, source, source_key
    )
    SELECT id, date, 1, 'Melayani surat pengantar KTP dan KK', 'surat pengantar', 12, minutes, 'wfo', '', ''
    FROM evaluations_dailyworkreport WHERE date = ANY(%(days)s)
"""


def main(number: int, day_count: int) -> None:
    people.fill(number)
    unit = OrganizationalUnit.objects.get(slug="bidang-3")
    head = make_employee_user(unit, head=True)
    writer = make_employee_user(unit)
    yesterday = today() - datetime.timedelta(days=1)
    days = working_days(today() - datetime.timedelta(days=day_count * 2), yesterday)[-day_count:]
    add_months(days[0], today())
    months = [list(each) for _month, each in groupby(days, key=month_start)]
    for count, _newest in enumerate(months, start=1):
        # The newest month first, so that the pages have something to show early on.
        _fill_month(months[-count], days[-1])
        if count == 1 or count == len(months):
            take_statistics()
            _print(measure(head, writer, unit, days[-1]))


def _fill_month(days: list[datetime.date], newest: datetime.date) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute(REPORTS, {"days": days, "newest": newest})
        cursor.execute(LINES, {"days": days})
        cursor.execute("SET session_replication_role = DEFAULT")
        for name in ("report", "entry"):
            cursor.execute(f"VACUUM ANALYZE evaluations_dailywork{name}_{days[0]:%Y_%m}")


def measure(head: object, writer: object, unit: OrganizationalUnit, newest: datetime.date) -> dict[str, object]:
    supervisor, employee = Client(), Client()
    supervisor.force_login(head)
    employee.force_login(writer)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM evaluations_dailyworkreport")
        reports = cursor.fetchone()[0]
        cursor.execute("SELECT pg_database_size(current_database()) / 1024 / 1024")
        megabytes = cursor.fetchone()[0]
    of_a_colleague = Employee.objects.filter(unit=unit, daily_reports__isnull=False).first()
    report = of_a_colleague.daily_reports.get(date=newest)
    pages: dict[str, Callable[[], object]] = {
        "board of yesterday": lambda: _look(supervisor, f"/evaluations/team/?date={newest}"),
        "own month": lambda: _look(employee, "/evaluations/daily/"),
        "writing": lambda: _look(employee, f"/evaluations/daily/{today()}/"),
        "one report": lambda: _look(supervisor, report.get_absolute_url()),
        "minutes by month": lambda: _look(supervisor, "/evaluations/daily/minutes/"),
        "unit month": lambda: gather_unit_month(unit, month_start(newest)),
        "unit month before": lambda: gather_unit_month(unit, previous_month(newest)),
    }
    return {"reports": reports, "MB": megabytes, **{name: _cost(call) for name, call in pages.items()}}


def _look(client: Client, address: str) -> None:
    response = client.get(address)
    if response.status_code != 200:
        raise SystemExit(f"{address} answered {response.status_code}")


def _cost(call: Callable[[], object]) -> dict[str, float]:
    call()
    times = []
    for _look_number in range(LOOKS):
        began = time.perf_counter()
        call()
        times.append(time.perf_counter() - began)
    with CaptureQueriesContext(connection) as captured:
        call()
    slowest = max(float(query["time"]) for query in captured)
    return {
        "ms": round(statistics.median(times) * 1000, 1),
        "queries": len(captured),
        "slowest_query_ms": round(slowest * 1000),
    }


def _print(result: dict[str, object]) -> None:
    sys.stdout.write(json.dumps(result) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
