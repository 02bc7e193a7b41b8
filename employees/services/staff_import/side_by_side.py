"""Two chunks of a long list at a time, each with a database connection of its own: the database works on two cores."""

from __future__ import annotations

import contextvars
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from typing import Any

import pghistory
from django.db import connection
from django.utils import translation

AT_ONCE = 2


def each(chunks: Iterable[Any], work: Callable[[Any], None], *, is_long: bool) -> None:
    """Call `work` with every chunk; each call is a transaction of its own. What one raises ends the rest.

    A short list, and one inside a transaction (whose rows no other connection sees), is worked on one by one.
    """
    if not is_long or connection.in_atomic_block:
        for chunk in chunks:
            work(chunk)
        return
    with pghistory.context() as trail, ThreadPoolExecutor(AT_ONCE) as pool:
        metadata, language = dict(trail.metadata), translation.get_language()

        def run(chunk: Any) -> None:
            try:
                with pghistory.context(**metadata), translation.override(language):
                    work(chunk)
            finally:
                connection.close()

        rest: Iterator[Any] = iter(chunks)
        running: set[Future[None]] = set()
        try:
            for chunk in rest:
                running.add(pool.submit(contextvars.copy_context().run, run, chunk))
                if len(running) >= AT_ONCE:
                    done, running = wait(running, return_when=FIRST_COMPLETED)
                    for future in done:
                        future.result()
        finally:
            # The context ends only when nobody works in it any more.
            done, _none = wait(running)
        for future in done:
            future.result()
