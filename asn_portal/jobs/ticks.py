"""Fixed ticks of the beat. A tick only asks Postgres what is due; what is due stands in rows, never in the broker."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps

import structlog
from django.core.cache import cache

from asn_portal.celery import app

logger = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Tick:
    name: str
    seconds: float


@dataclass(frozen=True)
class TickRun:
    """The last run of a tick, for the operator's page."""

    at: float
    took: float
    error: str


_ticks: dict[str, Tick] = {}


def tick(*, seconds: float) -> Callable[[Callable[[], object]], Callable[[], object]]:
    """Call the function every `seconds`, on some worker. It must be safe to run twice, also at the same time.

    The function itself stays callable. Registered at import of `<app>/tasks.py`, which beat, worker and web all import.
    A tick that no worker took before the next one expires, so that none pile up while workers are away.
    """

    def register(function: Callable[[], object]) -> Callable[[], object]:
        name = f"{function.__module__}.{function.__name__}"

        @wraps(function)
        def run() -> None:
            begin, error = time.time(), ""
            try:
                function()
            except Exception as exception:
                error = f"{type(exception).__name__}: {exception}"
                raise
            finally:
                cache.set(_key(name), TickRun(begin, time.time() - begin, error[:300]), timeout=7 * 24 * 3600)

        task = app.task(run, name=name, ignore_result=True)
        app.add_periodic_task(seconds, task.s(), name=name, expires=seconds)
        _ticks[name] = Tick(name, seconds)
        return function

    return register


def all_ticks() -> list[Tick]:
    return sorted(_ticks.values(), key=lambda each: each.name)


def last_run(name: str) -> TickRun | None:
    run: TickRun | None = cache.get(_key(name))
    return run


def _key(name: str) -> str:
    return f"tick:{name}"
