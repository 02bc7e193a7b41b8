"""One scheduled run that makes a report for each of many units, with real worker processes.

    python bench/unit_reports.py --units 1000 --staff 6 --workers 1 2 --kills 10

Works on the database of DATABASE_URL, once in each: it leaves a government of its own behind, with accounts of fixed
names. For each number of workers it plans a schedule that is due, starts the workers and prints how long they took, how
much of their time was spent inside WeasyPrint, and whether there is exactly one report for each unit. With --kills one
more round kills a worker (-9) so many times and starts another. Leaves with 1 when a report is missing or there twice.
"""

from __future__ import annotations

import argparse
import datetime
import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "asn_portal.settings")

import django

django.setup()

from django.db import connection
from django.utils import timezone

import asn_portal.pdf
from asn_portal.copying import copy_in
from asn_portal.documents.models import Document
from employees.dates import today
from evaluations import tasks
from evaluations.domain.calendar import month_start, previous_month, working_days
from evaluations.domain.periods import last_finished
from evaluations.enums import DailyState, RunState
from evaluations.models import DailyWorkReport, ReportDelivery, ReportRun, ReportSchedule
from evaluations.services import run as run_service
from evaluations.services.schedule import queue_due_runs
from tests.factories.employees import EmployeeFactory, PositionFactory, UnitFactory, UserFactory, make_employee_user

# A worker that was killed is overtaken after this time instead of minutes.
SILENCE = datetime.timedelta(seconds=10)
SEED = 2026


def stage(units: int, staff: int) -> Any:
    """A government with offices below it, each with a head, staff and a month of daily reports."""
    stamp = datetime.datetime.now(datetime.UTC).strftime("%Y%m%d%H%M%S")
    government = UnitFactory(name=f"Kota Ukur {stamp}", slug=f"bench-{stamp}")
    make_employee_user(government, head=True)
    month = previous_month(month_start(today()))
    days = working_days(month, last_finished("unit_month", today())[1])
    rng = random.Random(SEED)
    rows: list[DailyWorkReport] = []
    now = timezone.now()
    for number in range(units - 1):
        unit = UnitFactory(parent=government, name=f"Kelurahan {number:04d} {stamp}", slug=f"bench-{stamp}-{number}")
        make_employee_user(unit, head=True)
        position = PositionFactory(unit=unit)
        for person in EmployeeFactory.create_batch(staff, unit=unit, position=position, histories=False):
            rows += [
                DailyWorkReport(
                    employee=person,
                    unit=unit,
                    date=day,
                    state=DailyState.APPROVED,
                    minutes=rng.randint(300, 480),
                    submitted_at=now,
                    decided_at=now,
                )
                for day in days
                if rng.random() < 0.95
            ]
    copy_in(rows)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return government


def plan(government: Any, name: str) -> ReportSchedule:
    schedule = ReportSchedule.objects.create(
        unit=government,
        name=name,
        for_each_unit=True,
        time_of_day=datetime.time(6),
        owner=UserFactory(),
        next_run_at=timezone.now(),
    )
    made = queue_due_runs()
    print(f"{name}: {made} reports wait", flush=True)
    return schedule


def work() -> None:
    """One worker, until nothing waits any more; prints JSON: reports, seconds and CPU seconds in all and inside
    WeasyPrint."""
    run_service.SILENCE = SILENCE
    inside = inside_cpu = 0.0
    original = asn_portal.pdf.html_to_pdf

    def measured(*args: Any, **kwargs: Any) -> bytes:
        nonlocal inside, inside_cpu
        begin, begin_cpu = time.perf_counter(), time.process_time()
        try:
            return original(*args, **kwargs)
        finally:
            inside += time.perf_counter() - begin
            inside_cpu += time.process_time() - begin_cpu

    asn_portal.pdf.html_to_pdf = measured
    busy, busy_cpu, reports = 0.0, 0.0, 0
    while ReportRun.objects.filter(state__in=[RunState.PENDING, RunState.RUNNING]).exists():
        begin, begin_cpu = time.perf_counter(), time.process_time()
        run = run_service.claim_run()
        if run is None:
            time.sleep(0.2)
            continue
        tasks.make_report(run)
        busy += time.perf_counter() - begin
        busy_cpu += time.process_time() - begin_cpu
        reports += 1
    facts = {"reports": reports, "seconds": busy, "weasyprint": inside, "cpu": busy_cpu, "weasyprint_cpu": inside_cpu}
    print(json.dumps(facts), flush=True)


def start() -> subprocess.Popen[bytes]:
    arguments = [sys.executable, __file__, "--work"]
    return subprocess.Popen(arguments, stdout=subprocess.PIPE, start_new_session=True)


def together(government: Any, workers: int) -> float:
    """Seconds that so many workers take, from the first start to the last report. Their imports are not counted."""
    schedule = plan(government, f"{workers} workers {time.time():.0f}")
    processes = [start() for _number in range(workers)]
    results = [json.loads(process.communicate()[0].splitlines()[-1]) for process in processes]
    runs = ReportRun.objects.filter(schedule=schedule, state=RunState.DONE)
    first = runs.order_by("heartbeat_at").values_list("heartbeat_at", flat=True)[0]
    last = runs.order_by("-finished_at").values_list("finished_at", flat=True)[0]
    took = (last - first).total_seconds()
    total = {name: sum(each[name] for each in results) for name in results[0]}
    share, share_cpu = total["weasyprint"] / total["seconds"], total["weasyprint_cpu"] / total["cpu"]
    print(
        f"{workers} workers: {runs.count()} reports in {took:.1f} s, {runs.count() / took:.2f} a second, "
        f"{share:.1%} of the time and {share_cpu:.1%} of the CPU inside "
        f"WeasyPrint; {[each['reports'] for each in results]}",
        flush=True,
    )
    check(schedule)
    return took


def killed(government: Any, kills: int) -> None:
    """Two workers; one of them is killed so many times, and another one started."""
    schedule = plan(government, f"{kills} kills {time.time():.0f}")
    rng = random.Random(SEED)
    left = ReportRun.objects.filter(schedule=schedule).exclude(state=RunState.DONE)
    workers = [start(), start()]
    done = 0
    while left.exists():
        time.sleep(rng.uniform(4, 8))
        if done < kills:
            victim = workers.pop(0)
            os.killpg(victim.pid, signal.SIGKILL)
            victim.wait()
            done += 1
            workers.append(start())
    for worker in workers:
        worker.communicate()
    again = ReportRun.objects.filter(schedule=schedule, attempt__gt=1).count()
    print(f"{done} kills: {again} reports were taken up by another worker", flush=True)
    check(schedule)


def check(schedule: ReportSchedule) -> None:
    """Exactly one report, one paper and one delivery for each unit."""
    runs = ReportRun.objects.filter(schedule=schedule)
    keys = [str(pk) for pk in runs.values_list("pk", flat=True)]
    papers = Document.objects.filter(owner_kind="evaluations.reportrun", owner_id__in=keys)
    facts = {
        "reports": len(keys),
        "units": runs.values("unit").distinct().count(),
        "done": runs.filter(state=RunState.DONE).count(),
        "papers": papers.filter(kind=run_service.REPORT_KIND).count(),
        "deliveries": ReportDelivery.objects.filter(run__in=runs).count(),
    }
    print(f"  {facts}", flush=True)
    if len(set(facts.values())) != 1:
        sys.exit("A report is missing or there twice.")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--units", type=int, default=1000)
    parser.add_argument("--staff", type=int, default=6)
    parser.add_argument("--workers", type=int, nargs="*", default=[1, 2])
    parser.add_argument("--kills", type=int, default=10)
    parser.add_argument("--work", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.work:
        work()
        return
    government = stage(options.units, options.staff)
    print(f"staged {options.units} units", flush=True)
    took = {workers: together(government, workers) for workers in options.workers}
    if {1, 2} <= took.keys():
        print(f"speed of two to one: {took[1] / took[2]:.2f}", flush=True)
    if options.kills:
        killed(government, options.kills)


if __name__ == "__main__":
    main()
