"""The one way in which a scoring plan is written down, so that everybody gets the same hash."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any


def canonical(plan: Mapping[str, Any]) -> str:
    """JSON with sorted keys, no spaces, UTF-8 characters as they are. Raises TypeError on what JSON doesn't have;
    floats are refused, since they are not written alike everywhere: use texts of decimals."""
    _refuse_floats(plan)
    return json.dumps(plan, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def plan_hash(plan: Mapping[str, Any]) -> str:
    """SHA-256 of the canonical JSON in UTF-8, in 64 hexadecimal digits."""
    return hashlib.sha256(canonical(plan).encode()).hexdigest()


def _refuse_floats(value: Any) -> None:
    if isinstance(value, float):
        raise TypeError("A scoring plan holds no floats; write decimals as texts.")
    if isinstance(value, Mapping):
        for part in value.values():
            _refuse_floats(part)
    elif isinstance(value, list | tuple):
        for part in value:
            _refuse_floats(part)
