from __future__ import annotations

import datetime
import os
import subprocess
import sys
import time

import pytest
from django.conf import settings
from django.core.cache import cache
from django.core.files.storage import default_storage
from django.db import connection
from django.utils import timezone

from asn_portal.celery import app
from asn_portal.jobs import ticks
from asn_portal.jobs.models import Job
from asn_portal.operation import health

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _fresh(monkeypatch):
    """No part is remembered as healthy, and the clock ticks."""
    monkeypatch.setattr(health, "_storage_proven", -health.STORAGE_REMEMBERED)
    monkeypatch.setattr(health, "_migrated", False)
    cache.set(ticks._key(ticks.all_ticks()[0].name), ticks.TickRun(time.time(), 0.1, ""))


def test_healthz_asks_nobody(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = client.get("/healthz", headers={"Host": "10.0.0.7"})

    assert (response.status_code, response.content) == (200, b"ok\n")


def test_readyz_names_every_part(client):
    response = client.get("/readyz")

    assert response.status_code == 200
    assert response.json() == {
        "status": "ok",
        "checks": dict.fromkeys(("database", "migrations", "cache", "broker", "storage", "workers", "backlog"), "ok"),
    }


def test_readyz_fails_without_storage_and_tells_no_reason(client, monkeypatch):
    def broken(*_arguments, **_named):
        raise OSError("/secret/path is read-only")

    monkeypatch.setattr(default_storage, "save", broken)

    response = client.get("/readyz")

    assert response.status_code == 503
    assert (response.json()["status"], response.json()["checks"]["storage"]) == ("failed", "failed")
    assert "secret" not in response.content.decode()


def test_readyz_fails_without_broker(client, monkeypatch):
    monkeypatch.setattr(app.conf, "broker_write_url", "redis://127.0.0.1:1/0")
    app.pool.force_close_all()

    response = client.get("/readyz")

    assert response.status_code == 503
    assert response.json()["checks"]["broker"] == "failed"
    assert response.json()["checks"]["database"] == "ok"


def test_readyz_fails_with_a_migration_to_apply(client, monkeypatch):
    monkeypatch.setattr(
        "asn_portal.operation.health.MigrationExecutor.migration_plan", lambda *_arguments: [("jobs.0002", False)]
    )

    assert client.get("/readyz").json()["checks"]["migrations"] == "failed"


def test_readyz_is_degraded_by_a_backlog_but_serves(client):
    Job.objects.create(kind="tests.count", title="x")
    Job.objects.update(created_at=timezone.now() - datetime.timedelta(minutes=11))

    response = client.get("/readyz")

    assert (response.status_code, response.json()["status"]) == (200, "degraded")
    assert response.json()["checks"]["backlog"] == "degraded"


def test_readyz_is_degraded_when_the_clock_stands_still(client):
    cache.clear()

    assert client.get("/readyz").json()["checks"]["workers"] == "degraded"


def test_database_away_is_said_not_raised(client, monkeypatch):
    from django.db import OperationalError

    def away():
        raise OperationalError("server closed the connection")

    monkeypatch.setattr(health, "_database", away)

    response = client.get("/readyz")

    assert (response.status_code, response.json()["checks"]["database"]) == (503, "failed")


def test_metrics_need_the_token_when_there_is_one(client, settings):
    settings.METRICS_TOKEN = "long-secret"

    assert client.get("/metrics").status_code == 403
    assert client.get("/metrics", headers={"Authorization": "Bearer wrong"}).status_code == 403
    assert client.get("/metrics", headers={"Authorization": "Bearer long-secret"}).status_code == 200


def test_metrics_without_token_are_for_this_machine_only(client, settings):
    settings.METRICS_TOKEN = ""
    Job.objects.create(kind="tests.count", title="x")

    response = client.get("/metrics")

    assert response.status_code == 200
    assert b"asn_portal_jobs_queued 1.0" in response.content
    assert b"django_http_requests_total" in response.content
    assert client.get("/metrics", REMOTE_ADDR="10.1.2.3").status_code == 403
    assert client.get("/metrics", headers={"X-Forwarded-For": "10.1.2.3"}).status_code == 403


def test_metrics_of_several_processes_name_each_figure_once(tmp_path):
    program = (
        "import django; django.setup(); from asn_portal.operation.metrics import exposition;"
        "import sys; sys.stdout.buffer.write(exposition())"
    )
    database = connection.settings_dict
    password = f":{database['PASSWORD']}" if database["PASSWORD"] else ""
    environment = {
        **os.environ,
        "PROMETHEUS_MULTIPROC_DIR": str(tmp_path),
        "DATABASE_URL": f"postgres://{database['USER']}{password}@{database['HOST']}:{database['PORT']}/{database['NAME']}",
        "REDIS_URL": settings.REDIS_URL,
        "DJANGO_SETTINGS_MODULE": "asn_portal.settings",
        "DEMO": "1",
    }
    ran = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True)

    assert ran.stdout.count("# TYPE asn_portal_jobs_queued gauge") == 1
    assert ran.stdout.count("\nasn_portal_jobs_queued") == 1
