"""The switch "maintenance": a key in the cache for all machines, and a file for this one in case Redis is away."""

from __future__ import annotations

import json
import time
from dataclasses import asdict, dataclass
from pathlib import Path

import structlog
from django.conf import settings
from django.core.cache import cache

logger = structlog.get_logger(__name__)

KEY = "maintenance"
# Each process asks at most this often (seconds).
REMEMBERED = 2.0


@dataclass(frozen=True)
class Maintenance:
    """`until` is a time stamp (seconds since 1970) at which the portal is expected back."""

    until: float
    message: str = ""

    @property
    def retry_after(self) -> int:
        return max(30, round(self.until - time.time()))


_asked_at = -REMEMBERED
_answer: Maintenance | None = None


def flag_file() -> Path:
    return Path(settings.VAR_DIR) / "maintenance"


def switch_on(*, minutes: int, message: str = "") -> Maintenance:
    state = Maintenance(until=time.time() + minutes * 60, message=message)
    flag_file().parent.mkdir(parents=True, exist_ok=True)
    flag_file().write_text(json.dumps(asdict(state)))
    cache.set(KEY, asdict(state), timeout=None)
    _forget()
    return state


def switch_off() -> None:
    flag_file().unlink(missing_ok=True)
    cache.delete(KEY)
    _forget()


def current() -> Maintenance | None:
    """The maintenance under way, as known to this process (at most REMEMBERED seconds old)."""
    global _asked_at, _answer
    now = time.monotonic()
    if now - _asked_at >= REMEMBERED:
        _answer, _asked_at = _read(), now
    return _answer


def _read() -> Maintenance | None:
    try:
        return Maintenance(**json.loads(flag_file().read_text()))
    except FileNotFoundError:
        pass
    except (OSError, ValueError, TypeError):
        # An empty file made by hand (`touch`) means "on".
        return Maintenance(until=time.time() + 900)
    try:
        stored = cache.get(KEY)
    except Exception:
        # Without Redis the pages fail in their own way; that is not maintenance.
        logger.warning("maintenance_unknown", exc_info=True)
        return None
    return Maintenance(**stored) if stored else None


def _forget() -> None:
    global _asked_at
    _asked_at = -REMEMBERED
