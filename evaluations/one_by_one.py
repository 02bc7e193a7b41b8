"""For ticks over many things: one that fails keeps nothing from the others."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import structlog
from django.db import OperationalError

logger = structlog.get_logger(__name__)


def sum_of_each(act: Callable[[Any], int], things: Iterable[Any]) -> int:
    """What `act`, each in its own transaction, returns for all `things`. What fails is logged and counts nothing; the
    next tick tries it again."""
    total = 0
    for thing in things:
        try:
            total += act(thing)
        except OperationalError:
            # The database, not the thing: nothing else would work either.
            raise
        except Exception:
            # The operator reads the traceback in the log.
            logger.exception("not_settled", act=act.__name__, thing=getattr(thing, "pk", thing))
    return total
