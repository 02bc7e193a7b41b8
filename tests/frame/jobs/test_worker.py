"""Real worker processes, killed and frozen in the middle of their work."""

from __future__ import annotations

import datetime
import os
import signal
import subprocess
import sys
import time
import uuid
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone

from asn_portal.audit.models import Event
from asn_portal.jobs import services
from asn_portal.jobs.models import Job
from asn_portal.jobs.services import cancel_job, start_job
from asn_portal.jobs.tasks import send_waiting_jobs, take_up_silent_jobs
from tests.factories.employees import UserFactory
from tests.frame.jobs import work  # noqa: F401  registers the kinds

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def queue(monkeypatch) -> str:
    """A queue of our own: other tests that run at the same time share the broker."""
    name = f"jobs-{uuid.uuid4().hex}"
    monkeypatch.setattr(services, "QUEUE", name)
    return name


@contextmanager
def worker(queue: str, tmp_path: Path):
    """A Celery worker on the test database, as its own process group."""
    database = connection.settings_dict
    password = f":{database['PASSWORD']}" if database["PASSWORD"] else ""
    environment = {
        **os.environ,
        # Papers need no collected static files.
        "DEBUG": "1",
        "DATABASE_URL": f"postgres://{database['USER']}{password}@{database['HOST']}:{database['PORT']}/{database['NAME']}",
        "REDIS_URL": settings.CELERY_BROKER_URL,
        "MEDIA_ROOT": str(tmp_path),
        "DEMO": "1",
    }
    log = tmp_path / f"worker-{uuid.uuid4().hex}.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [
                *(sys.executable, "-m", "celery", "-A", "tests.frame.jobs.worker_app", "worker", "-Q", queue),
                *("--concurrency", "1", "--loglevel", "info", "--without-gossip", "--without-mingle"),
                *("-n", f"{uuid.uuid4().hex}@test"),
            ],
            env=environment,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        yield process
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        sys.stdout.write(log.read_text())


def wait_for(condition, seconds: float = 40):
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if condition():
            return
        time.sleep(0.1)
    raise AssertionError("It did not happen in time.")


def fresh(job: Job) -> Job:
    return Job.objects.get(pk=job.pk)


def a_minute_passes(job: Job) -> None:
    """The worker has been silent for long enough."""
    Job.objects.filter(pk=job.pk).update(heartbeat_at=timezone.now() - datetime.timedelta(seconds=61))


def sent_again(job: Job) -> Job:
    """A frozen worker still takes messages off the queue: what the two minutes until the next message stand for."""
    if fresh(job).state == "queued":
        Job.objects.filter(pk=job.pk).update(enqueued_at=None)
        send_waiting_jobs()
        time.sleep(1)
    return fresh(job)


def counted() -> list[int]:
    return sorted(Event.objects.filter(kind="tests.counted").values_list("data__number", flat=True))


def test_killed_worker_is_followed_by_another_that_goes_on(queue, tmp_path):
    with worker(queue, tmp_path) as process:
        job = start_job("tests.count", by=UserFactory(), params={"steps": 40, "pause": 0.1})
        wait_for(lambda: fresh(job).done >= 5)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    done_before = len(counted())
    assert fresh(job).state == "running"
    a_minute_passes(job)

    take_up_silent_jobs()
    send_waiting_jobs()
    with worker(queue, tmp_path):
        wait_for(lambda: fresh(job).state == "done")

    assert 5 <= done_before < 40
    assert counted() == list(range(40))
    assert fresh(job).attempt == 2


def test_killed_worker_of_fragile_work_ends_it_with_a_sentence(queue, tmp_path):
    with worker(queue, tmp_path) as process:
        job = start_job("tests.fragile", by=UserFactory(), params={"pause": 0.1})
        wait_for(lambda: fresh(job).done >= 3)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    a_minute_passes(job)

    take_up_silent_jobs()

    assert fresh(job).state == "failed"
    assert fresh(job).error != ""


def test_frozen_worker_that_wakes_up_changes_nothing(queue, tmp_path):
    with worker(queue, tmp_path) as frozen:
        job = start_job("tests.count", by=UserFactory(), params={"steps": 40, "pause": 0.1})
        wait_for(lambda: fresh(job).done >= 5)
        os.killpg(frozen.pid, signal.SIGSTOP)
        # Its open transaction may hold the row; the server is told that its client is gone only when it ends.
        a_minute_passes(job)
        take_up_silent_jobs()
        send_waiting_jobs()
        with worker(queue, tmp_path):
            wait_for(lambda: sent_again(job).attempt == 2 and fresh(job).done >= 15)
            os.killpg(frozen.pid, signal.SIGCONT)
            wait_for(lambda: fresh(job).state == "done")
            time.sleep(1)

    assert counted() == list(range(40))


def test_cancel_stops_running_work_and_shows_progress_meanwhile(queue, tmp_path):
    owner = UserFactory()
    with worker(queue, tmp_path):
        job = start_job("tests.fragile", by=owner, params={"pause": 0.1})
        wait_for(lambda: fresh(job).done >= 3)
        cancel_job(job=fresh(job), by=owner)
        wait_for(lambda: fresh(job).state == "cancelled")

    assert fresh(job).done < 100
