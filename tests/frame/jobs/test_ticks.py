from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest
from celery.schedules import maybe_schedule
from django.conf import settings

from asn_portal.celery import app
from asn_portal.jobs import ticks


@pytest.fixture
def tick_name():
    """A tick of ours; removed again."""
    name = f"{__name__}.sample"
    yield name
    ticks._ticks.pop(name, None)
    app.conf.beat_schedule.pop(name, None)
    app.tasks.pop(name, None)


def test_tick_is_registered_with_beat_and_stays_callable(tick_name):
    calls = []

    def sample():
        calls.append(1)

    sample.__module__ = __name__
    decorated = ticks.tick(seconds=45)(sample)
    decorated()
    app.tasks[tick_name].apply()

    assert calls == [1, 1]
    entry = app.conf.beat_schedule[tick_name]
    every = maybe_schedule(entry["schedule"]).run_every.total_seconds()
    assert (entry["task"], every, entry["options"]["expires"]) == (tick_name, 45, 45)
    assert ticks.last_run(tick_name).error == ""


def test_failing_tick_leaves_its_error_for_the_operator(tick_name):
    def sample():
        raise RuntimeError("no disk")

    sample.__module__ = __name__
    ticks.tick(seconds=45)(sample)

    app.tasks[tick_name].apply()

    assert ticks.last_run(tick_name).error == "RuntimeError: no disk"


def test_beat_in_its_own_process_knows_every_tick():
    program = (
        "import json; from asn_portal.celery import app; app.loader.init_worker(); app.finalize();"
        "print(json.dumps(sorted(app.conf.beat_schedule)))"
    )
    environment = {
        **os.environ,
        "DEMO": "1",
        "DATABASE_URL": os.environ.get("DATABASE_URL") or "postgres://unused@127.0.0.1:1/unused",
        "REDIS_URL": settings.REDIS_URL,
    }
    ran = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True)

    names = json.loads(ran.stdout.splitlines()[-1])
    assert {
        "asn_portal.jobs.tasks.take_up_silent_jobs",
        "asn_portal.jobs.tasks.send_waiting_jobs",
        "asn_portal.jobs.tasks.remove_expired_results",
        "asn_portal.documents.tasks.remove_unused_uploads",
    } <= set(names)
    assert {each.name for each in ticks.all_ticks()} == set(names)
