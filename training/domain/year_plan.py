"""The yearly plan: what is signed, and what it costs."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any


def content_hash(*, unit: int, year: int, budget: Decimal | None, lines: Iterable[Mapping[str, Any]]) -> str:
    """SHA-256 of what a signature covers, as hexadecimal: unit, year, budget and the lines, in an order that doesn't
    depend on how they were read. Amounts are compared by value: 1000 and 1000.00 are the same plan."""
    content = {
        "unit": unit,
        "year": year,
        "budget": _plain(budget),
        "lines": sorted(
            json.dumps({name: _plain(value) for name, value in line.items()}, sort_keys=True, ensure_ascii=False)
            for line in lines
        ),
    }
    return hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def remaining_budget(budget: Decimal | None, planned: Decimal) -> Decimal | None:
    """What the budget leaves; negative when the plan costs more. None while nobody set a budget."""
    return None if budget is None else budget - planned


def _plain(value: Any) -> Any:
    return format(value.normalize(), "f") if isinstance(value, Decimal) else value
