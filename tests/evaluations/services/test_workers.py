"""Several workers, workers killed or frozen, ticks that come twice: real processes against the real Postgres."""

from __future__ import annotations

import datetime
import os
import signal
import subprocess
import sys
import threading
import time
import uuid
from contextlib import contextmanager

import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone

from asn_portal.audit.models import Event
from asn_portal.celery import app
from asn_portal.documents.models import Document
from asn_portal.notifications.models import Notification, OutboxMail
from evaluations import tasks
from evaluations.enums import RunState
from evaluations.models import ReportRun, ReportSchedule
from evaluations.services.run import SILENCE, snapshot_hash
from evaluations.services.schedule import queue_due_runs
from tests.factories.employees import EmployeeFactory, UnitFactory, make_employee_user
from tests.factories.evaluations import DailyReportFactory, RunFactory, ScheduleFactory

pytestmark = pytest.mark.django_db(transaction=True)

MAKE_REPORTS = "import django; django.setup(); from evaluations.tasks import *; make_waiting_reports()"
QUEUE_AND_MAKE = (
    "import django; django.setup(); from evaluations.tasks import *; queue_due_reports(); make_waiting_reports()"
)


def environment(tmp_path):
    """Another process on the test database, with the test's own folder for files."""
    database = connection.settings_dict
    password = f":{database['PASSWORD']}" if database["PASSWORD"] else ""
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "asn_portal.settings",
        "DATABASE_URL": f"postgres://{database['USER']}{password}@{database['HOST']}:{database['PORT']}/{database['NAME']}",
        "REDIS_URL": settings.CELERY_BROKER_URL,
        "MEDIA_ROOT": str(tmp_path),
        "DEMO": "1",
        # Static files from their folders: nothing was collected for a test.
        "DEBUG": "1",
    }


@contextmanager
def process(tmp_path, *arguments):
    """A Python process as its own group; killed at the end if it still runs."""
    log = tmp_path / f"{uuid.uuid4().hex}.log"
    with log.open("wb") as output:
        started = subprocess.Popen(
            [sys.executable, *arguments],
            env=environment(tmp_path),
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        yield started
    finally:
        if started.poll() is None:
            os.killpg(started.pid, signal.SIGKILL)
        started.wait()
        sys.stdout.write(log.read_text())


def wait_for(condition, seconds=90):
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if condition():
            return
        time.sleep(0.02)
    raise AssertionError("It did not happen in time.")


def unit_with_staff(number):
    """A unit whose head has an account, with `number` people who reported once in October."""
    unit = UnitFactory(parent=UnitFactory())
    make_employee_user(unit, head=True)
    first = EmployeeFactory(unit=unit)
    people = EmployeeFactory.create_batch(number - 1, unit=unit, position=first.position, histories=False)
    for person in [first, *people]:
        DailyReportFactory(employee=person, date=datetime.date(2026, 10, 5), approved=True, minutes=450, entries=False)
    return unit


def due_schedule(unit):
    return ScheduleFactory(unit=unit, next_run_at=timezone.now() - datetime.timedelta(minutes=1))


def months_until_now(schedule):
    return ReportRun.objects.filter(schedule=schedule).count()


def assert_each_report_once(number):
    runs = list(ReportRun.objects.select_related("document"))
    assert len(runs) == number
    assert {(run.state, run.error) for run in runs} == {(RunState.DONE, "")}
    assert Document.objects.count() == number
    assert {run.document_id for run in runs} == set(Document.objects.values_list("pk", flat=True))
    assert Notification.objects.filter(kind="evaluations.report_ready").count() == number
    assert OutboxMail.objects.count() == number
    assert Event.objects.filter(kind="evaluations.report_made").count() == number
    assert all(run.snapshot_sha256 == snapshot_hash(run.snapshot) for run in runs)


def test_schedules_queued_by_many_at_once_get_one_run_each():
    schedules = [due_schedule(UnitFactory()) for _number in range(20)]
    gate = threading.Barrier(8)
    made, errors = [], []

    def work():
        try:
            gate.wait(timeout=30)
            made.append(queue_due_runs())
        except Exception as error:
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert errors == []
    assert sum(made) == 20
    assert [months_until_now(schedule) for schedule in schedules] == [1] * 20
    assert ReportSchedule.objects.filter(next_run_at__lte=timezone.now()).count() == 0


def test_two_celery_workers_and_every_tick_twice_make_each_report_once(tmp_path):
    for _number in range(8):
        due_schedule(unit_with_staff(2))
    queue = f"reports-{uuid.uuid4().hex}"
    worker = ["-m", "celery", "-A", "asn_portal.celery", "worker", "-Q", queue, "--concurrency", "1"]
    worker += ["--without-gossip", "--without-mingle", "--loglevel", "warning"]

    with (
        process(tmp_path, *worker, "-n", f"{uuid.uuid4().hex}@test"),
        process(tmp_path, *worker, "-n", f"{uuid.uuid4().hex}@test"),
    ):
        # What two beats send, twice over.
        for _time in range(4):
            app.send_task("evaluations.tasks.queue_due_reports", queue=queue)
            app.send_task("evaluations.tasks.make_waiting_reports", queue=queue)
        wait_for(lambda: ReportRun.objects.filter(state=RunState.DONE).count() == 8)
        time.sleep(2)

    assert_each_report_once(8)
    # Nobody overtook anybody.
    assert set(ReportRun.objects.values_list("attempt", flat=True)) == {1}


def kill_while_it_makes(tmp_path, run):
    """Start a worker on the run and kill it after it froze the numbers, before it has stored the paper."""
    attempt = ReportRun.objects.get(pk=run.pk).attempt + 1
    # The moment after which this attempt has frozen the numbers, or found them frozen.
    taken_up = ReportRun.objects.filter(pk=run.pk, attempt=attempt, state=RunState.RUNNING, snapshot__isnull=False)
    with process(tmp_path, "-c", MAKE_REPORTS) as worker:
        wait_for(taken_up.exists)
        os.killpg(worker.pid, signal.SIGSTOP)
        assert taken_up.exists()
        os.killpg(worker.pid, signal.SIGKILL)
        worker.wait()
    fall_silent(run)


def fall_silent(run):
    """The time passes after which a worker without a sign of life counts as dead."""
    ReportRun.objects.filter(pk=run.pk).update(heartbeat_at=timezone.now() - SILENCE - datetime.timedelta(seconds=1))


def test_workers_killed_again_and_again_end_with_one_report(tmp_path):
    run = RunFactory(schedule=ScheduleFactory(unit=unit_with_staff(30)))

    kill_while_it_makes(tmp_path, run)
    frozen = ReportRun.objects.get(pk=run.pk)
    kill_while_it_makes(tmp_path, run)
    kill_while_it_makes(tmp_path, run)
    assert (Document.objects.count(), Notification.objects.count()) == (0, 0)
    with process(tmp_path, "-c", MAKE_REPORTS) as worker:
        assert worker.wait(timeout=90) == 0

    assert_each_report_once(1)
    run.refresh_from_db()
    assert run.attempt == 4
    # The numbers that the first worker had read.
    assert (run.snapshot_sha256, run.data_cutoff_at) == (frozen.snapshot_sha256, frozen.data_cutoff_at)


def test_worker_killed_before_its_time_blocks_nobody(tmp_path):
    """A worker that is killed while it holds rows leaves them free at once: Postgres ends its transaction."""
    for _number in range(3):
        due_schedule(unit_with_staff(1))
    with process(tmp_path, "-c", QUEUE_AND_MAKE) as worker:
        wait_for(lambda: ReportRun.objects.exclude(attempt=0).exists())
        os.killpg(worker.pid, signal.SIGKILL)
        worker.wait()
    for run in ReportRun.objects.filter(state=RunState.RUNNING):
        fall_silent(run)

    with process(tmp_path, "-c", QUEUE_AND_MAKE) as worker:
        assert worker.wait(timeout=90) == 0

    assert_each_report_once(3)


def test_frozen_worker_that_wakes_up_changes_nothing(tmp_path):
    run = RunFactory(schedule=ScheduleFactory(unit=unit_with_staff(30)))
    running = ReportRun.objects.filter(pk=run.pk, state=RunState.RUNNING, snapshot__isnull=False)
    with process(tmp_path, "-c", MAKE_REPORTS) as frozen:
        wait_for(running.exists)
        os.killpg(frozen.pid, signal.SIGSTOP)
        assert running.exists()
        fall_silent(run)
        tasks.make_waiting_reports()
        finished = ReportRun.objects.get(pk=run.pk)

        os.killpg(frozen.pid, signal.SIGCONT)
        assert frozen.wait(timeout=90) == 0

    assert finished.attempt == 2
    assert_each_report_once(1)
    again = ReportRun.objects.get(pk=run.pk)
    assert (again.document_id, again.finished_at) == (finished.document_id, finished.finished_at)
