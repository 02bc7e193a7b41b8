"""Is everything there that the portal needs? Asked by proxies, by the operator's page and by monitoring."""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

import structlog
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone
from django.utils.translation import gettext as _

from asn_portal.celery import app as celery_app
from asn_portal.jobs.enums import JobState
from asn_portal.jobs.models import Job
from asn_portal.jobs.ticks import all_ticks, last_run
from asn_portal.notifications import outbox

logger = structlog.get_logger(__name__)

# Work that waits longer than this means too few workers, or none.
BACKLOG_LIMIT = timedelta(minutes=10)
# Ticks come every 15 seconds; this long without any means that beat or workers are down.
TICKS_LIMIT = 120.0
STORAGE_REMEMBERED = 20.0


class Status(StrEnum):
    OK = "ok"
    # It works, but somebody should look; the web process goes on serving.
    DEGRADED = "degraded"
    FAILED = "failed"


@dataclass(frozen=True)
class Check:
    name: str
    status: Status
    milliseconds: int
    detail: str = ""


def check_all() -> list[Check]:
    """The parts in the order of their weight. A failed part never stops the next one's check."""
    parts: tuple[tuple[str, Callable[[], tuple[Status, str]]], ...] = (
        ("database", _database),
        ("migrations", _migrations),
        ("cache", _cache),
        ("broker", _broker),
        ("storage", _storage),
        ("workers", _workers),
        ("backlog", _backlog),
    )
    return [_timed(name, part) for name, part in parts]


def overall(checks: list[Check]) -> Status:
    statuses = {check.status for check in checks}
    return next(status for status in (Status.FAILED, Status.DEGRADED, Status.OK) if status in statuses)


def oldest_queued_seconds() -> float:
    oldest = (
        Job.objects.filter(state=JobState.QUEUED).order_by("created_at").values_list("created_at", flat=True).first()
    )
    return (timezone.now() - oldest).total_seconds() if oldest else 0.0


def _timed(name: str, part: Callable[[], tuple[Status, str]]) -> Check:
    begin = time.monotonic()
    try:
        status, detail = part()
    except Exception as error:
        # Whatever a part raises, it is what we wanted to know.
        logger.warning("health_check_failed", part=name, exc_info=True)
        status, detail = Status.FAILED, f"{type(error).__name__}: {error}"[:300]
    return Check(name, status, round((time.monotonic() - begin) * 1000), detail)


def _database() -> tuple[Status, str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        cursor.fetchone()
    version = divmod(connection.pg_version, 10000)
    return Status.OK, f"PostgreSQL {version[0]}.{version[1]}"


_migrated = False


def _migrations() -> tuple[Status, str]:
    """Once complete they stay complete for this process: its code does not change."""
    global _migrated
    if not _migrated:
        executor = MigrationExecutor(connection)
        missing = [str(migration) for migration, _back in executor.migration_plan(executor.loader.graph.leaf_nodes())]
        if missing:
            detail = _("Not applied: %(names)s")
            return Status.FAILED, detail % {"names": ", ".join(missing[:5])}
        _migrated = True
    return Status.OK, ""


def _cache() -> tuple[Status, str]:
    key = f"health:{uuid.uuid4().hex}"
    cache.set(key, 1, timeout=10)
    if cache.get(key) != 1:
        return Status.FAILED, _("What was written could not be read back.")
    cache.delete(key)
    return Status.OK, ""


def _broker() -> tuple[Status, str]:
    with celery_app.connection_for_write() as broker:
        broker.ensure_connection(max_retries=1, timeout=2)
    return Status.OK, ""


_storage_proven = -STORAGE_REMEMBERED


def _storage() -> tuple[Status, str]:
    """Write, read and delete a small file; a success counts for a while, because probes come every few seconds."""
    global _storage_proven
    if time.monotonic() - _storage_proven < STORAGE_REMEMBERED:
        return Status.OK, ""
    name = default_storage.save(f"health/{uuid.uuid4().hex}", ContentFile(b"ok"))
    try:
        with default_storage.open(name) as file:
            if file.read() != b"ok":
                return Status.FAILED, _("What was written could not be read back.")
    finally:
        default_storage.delete(name)
    _storage_proven = time.monotonic()
    return Status.OK, ""


def _workers() -> tuple[Status, str]:
    runs = [run for each in all_ticks() if (run := last_run(each.name)) is not None]
    newest = max((run.at for run in runs), default=0.0)
    if time.time() - newest > TICKS_LIMIT:
        return Status.DEGRADED, _("Nothing has ticked for two minutes: the clock or the workers are down.")
    return Status.OK, ""


def _backlog() -> tuple[Status, str]:
    limit = BACKLOG_LIMIT.total_seconds()
    jobs = oldest_queued_seconds()
    oldest_mail = outbox.backlog().oldest
    mails = (timezone.now() - oldest_mail).total_seconds() if oldest_mail else 0.0
    if jobs > limit or mails > limit:
        detail = _("The oldest waiting work is %(work)s s old, the oldest waiting mail %(mail)s s.")
        return Status.DEGRADED, detail % {"work": round(jobs), "mail": round(mails)}
    return Status.OK, ""
