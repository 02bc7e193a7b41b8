"""Who, in which request and why: attached to every history row that the database triggers write."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pghistory
import structlog


@contextmanager
def reason(text: str, **data: Any) -> Iterator[None]:
    """Changes made inside carry `text` as their reason, and `data`, which must be JSON."""
    with pghistory.context(reason=text, **data):
        yield


@contextmanager
def acting(user_id: int | None, *, source: str) -> Iterator[None]:
    """Changes made inside are attributed to `user_id`; for work outside a request (a job, a command)."""
    with pghistory.context(user=user_id, source=source):
        yield


def request_id() -> str:
    """The id that ties log lines, events and history rows of one request or task together; "" outside of them."""
    context = structlog.contextvars.get_contextvars()
    return str(context.get("request_id") or context.get("task_id") or "")
