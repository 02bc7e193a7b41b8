"""Kinds of work for the tests of asn_portal.jobs; also loaded by the worker processes that these start."""

from __future__ import annotations

import time

from django.db import transaction

from asn_portal.audit.services import record_event
from asn_portal.errors import DomainError
from asn_portal.jobs.registry import job


@job("tests.count", label="Counting", retries=2)
def count(progress, *, steps: int, pause: float = 0) -> None:
    """Stores one event per step; goes on where an earlier worker stopped."""
    progress.total(steps)
    first = progress.state.get("done", 0)
    for number in range(first, steps):
        with transaction.atomic():
            record_event("tests.counted", by=progress.owner, number=number)
            time.sleep(pause)
            progress.advance(message=f"step {number}")
            progress.state["done"] = number + 1
            progress.save_state()
    progress.result(message=f"{steps} steps")


@job("tests.fragile", label="Fragile")
def fragile(progress, *, pause: float) -> None:
    """Not safe to start twice."""
    progress.total(100)
    for _number in range(100):
        time.sleep(pause)
        progress.advance()


@job("tests.refuse", label="Refusing")
def refuse(progress) -> None:
    raise DomainError("The file has no header row.")


@job("tests.break", label="Breaking")
def break_(progress) -> None:
    raise KeyError("NIP 198501152010011003")


@job("tests.complain", label="Complaining", retries=1)
def complain(progress, *, rows: int) -> None:
    for row in range(1, rows + 1):
        progress.problem(row=row, column="NIP", message="Too short", cure="Write 18 digits", level="warning")


@job("tests.file", label="File")
def file(progress) -> None:
    progress.store_result(b"a,b\n1,2\n", name="table.csv")


@job("tests.whole", label="Whole", cancellable=False)
def whole(progress) -> None:
    progress.advance()
