"""Figures for Prometheus: the requests of this machine (django_prometheus) and the state of the portal's queues."""

from __future__ import annotations

import hmac
import os
from collections.abc import Iterator

from django.conf import settings
from django.http import HttpRequest
from prometheus_client import REGISTRY, CollectorRegistry, Metric, generate_latest, multiprocess
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from asn_portal.jobs.enums import JobState
from asn_portal.jobs.models import Job
from asn_portal.jobs.ticks import all_ticks, last_run
from asn_portal.notifications import outbox
from asn_portal.operation.health import oldest_queued_seconds


def may_read_metrics(request: HttpRequest) -> bool:
    """With METRICS_TOKEN: whoever sends it as bearer token. Without: only this machine itself, not through a proxy."""
    if settings.METRICS_TOKEN:
        given = request.headers.get("Authorization", "").removeprefix("Bearer ").strip()
        return hmac.compare_digest(given.encode(), settings.METRICS_TOKEN.encode())
    is_local = request.META.get("REMOTE_ADDR") in {"127.0.0.1", "::1"}
    return is_local and "X-Forwarded-For" not in request.headers and "Forwarded" not in request.headers


def exposition() -> bytes:
    return generate_latest(_requests()) + generate_latest(_queues())


def _requests() -> CollectorRegistry:
    """Several web processes share their counters through a folder; one alone has them in memory."""
    if "PROMETHEUS_MULTIPROC_DIR" not in os.environ:
        return REGISTRY
    registry = CollectorRegistry()
    multiprocess.MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    return registry


def _queues() -> CollectorRegistry:
    registry = CollectorRegistry()
    registry.register(_Queues())
    return registry


class _Queues(Collector):
    """Asked at each scrape. Metric families, not gauges: those would be written into the shared folder as well."""

    def collect(self) -> Iterator[Metric]:
        jobs, failed = Job.objects.all(), Job.objects.failed().exclude(expires_at=None)
        mails = outbox.backlog()
        figures = {
            "jobs_queued": ("Jobs that wait for a worker", jobs.filter(state=JobState.QUEUED).count()),
            "jobs_running": ("Jobs under way", jobs.filter(state=JobState.RUNNING).count()),
            "jobs_failed": ("Jobs that failed in the last seven days", failed.count()),
            "jobs_oldest_queued_seconds": ("Age of the oldest waiting job", oldest_queued_seconds()),
            "mails_waiting": ("Mails in the outbox", mails.waiting),
            "mails_failed": ("Mails that were given up", mails.failed),
        }
        for name, (text, value) in figures.items():
            yield GaugeMetricFamily(f"asn_portal_{name}", text, value=value)
        ticks = GaugeMetricFamily("asn_portal_tick_last_run_timestamp", "When a tick last ran", labels=["tick"])
        for each in all_ticks():
            run = last_run(each.name)
            if run is not None:
                ticks.add_metric([each.name], run.at)
        yield ticks
