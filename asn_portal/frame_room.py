"""Room for the interpreter's frames.

CPython keeps the frames of a thread in chunks of 16 KB and gives a chunk back as soon as its first frame has returned.
A loop that calls across the end of a chunk then maps and unmaps memory with each call: 215 times for one page of the
staff list (docs/performance.md).
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

Result = TypeVar("Result")
# 320 KB of addresses, of which only those that are written to become memory.
FRAME_WORDS = 40_000


def with_room(function: Callable[..., Result]) -> Callable[..., Result]:
    """Call `function` from a frame that says it needs more than it does, so that its chunk has room for all above."""

    def roomy(*args: Any, **kwargs: Any) -> Result:
        return function(*args, **kwargs)

    roomy.__code__ = roomy.__code__.replace(co_stacksize=FRAME_WORDS)
    return wraps(function)(roomy)
