"""Weights, panel and final score of an open selection (PermenPANRB 15/2019; domain.md §6.3)."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from enum import StrEnum
from typing import Any

HUNDRED = Decimal(100)
CENT = Decimal("0.01")

# Percent of the final score, least and most.
DEFAULT_RANGES: Mapping[str, tuple[Decimal, Decimal]] = {
    "paper": (Decimal(15), Decimal(20)),
    "assessment": (Decimal(20), Decimal(25)),
    "interview": (Decimal(30), Decimal(35)),
    "track_record": (Decimal(15), Decimal(20)),
}
# How offices and the regulation call the components.
ALIASES = {
    "makalah": "paper",
    "penulisan_makalah": "paper",
    "ac": "assessment",
    "assessment_center": "assessment",
    "assessment_centre": "assessment",
    "asesmen": "assessment",
    "wawancara": "interview",
    "rekam_jejak": "track_record",
}

SMALLEST_PANEL, LARGEST_PANEL = 5, 9
# Percent of the panel who may work for the government itself.
INTERNAL_SHARE = Decimal(45)


class WeightFaultCode(StrEnum):
    SUM = "sum"
    TOO_LOW = "too_low"
    TOO_HIGH = "too_high"
    MISSING = "missing"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class WeightFault:
    """`found` is the weight or the sum, `least` and `most` what would fit. All in percent."""

    code: WeightFaultCode
    component: str = ""
    found: Decimal = Decimal(0)
    least: Decimal = HUNDRED
    most: Decimal = HUNDRED


class PanelFault(StrEnum):
    EVEN = "even"
    TOO_SMALL = "too_small"
    TOO_LARGE = "too_large"
    TOO_MANY_INTERNAL = "too_many_internal"


def final_score(weights: Mapping[Any, Any] | Sequence[Any], scores: Mapping[Any, Any] | Sequence[Any]) -> Decimal:
    """Σ weight × score ÷ 100, rounded half up to two decimals.

    `weights` in percent, together 100; `scores` from 0 to 100, one for each component with a weight above 0. Both are
    mappings with the same keys, or sequences in the same order; numbers, or texts of them. Raises ValueError.
    """
    shares, points = _numbers(weights, "weight"), _numbers(scores, "score")
    if sum(shares.values()) != HUNDRED:
        raise ValueError(f"The weights must add up to 100; they add up to {sum(shares.values())}.")
    if missing := [str(key) for key, share in shares.items() if share and key not in points]:
        raise ValueError(f"A score is missing for: {', '.join(missing)}.")
    if extra := [str(key) for key in points if key not in shares]:
        raise ValueError(f"There is no weight for: {', '.join(extra)}.")
    total = sum((share * points[key] for key, share in shares.items() if share), Decimal(0)) / HUNDRED
    return total.quantize(CENT, rounding=ROUND_HALF_UP)


def check_weights(
    weights: Mapping[Any, Any] | Sequence[Any], ranges: Mapping[str, tuple[Decimal, Decimal]] = DEFAULT_RANGES
) -> list[WeightFault]:
    """What is wrong with the weights (percent): one fault for each component outside its range, and for a sum other
    than 100. Components as in `ranges`, or their Indonesian names; a sequence is in the order of `ranges`.

    Raises ValueError on what isn't a number from 0 to 100.
    """
    if not isinstance(weights, Mapping):
        weights = dict(zip(ranges, weights, strict=True))
    found = {component_of(key): share for key, share in _numbers(weights, "weight").items()}
    faults = []
    for component, (least, most) in ranges.items():
        share = found.get(component, Decimal(0))
        if share == 0:
            faults.append(WeightFault(WeightFaultCode.MISSING, component, share, least, most))
        elif share < least:
            faults.append(WeightFault(WeightFaultCode.TOO_LOW, component, share, least, most))
        elif share > most:
            faults.append(WeightFault(WeightFaultCode.TOO_HIGH, component, share, least, most))
    faults += [
        WeightFault(WeightFaultCode.UNKNOWN, component, share)
        for component, share in found.items()
        if share and component not in ranges
    ]
    total = sum(found.values(), Decimal(0))
    if total != HUNDRED:
        faults.append(WeightFault(WeightFaultCode.SUM, found=total))
    return faults


def check_panel(
    size: int,
    internal: int,
    *,
    smallest: int = SMALLEST_PANEL,
    largest: int = LARGEST_PANEL,
    internal_share: Decimal = INTERNAL_SHARE,
) -> list[PanelFault]:
    """What is wrong with a panel of `size` members of whom `internal` work for the government: an odd number from 5 to
    9, at most 45 % internal. Raises ValueError on numbers that no panel has."""
    for number in (size, internal):
        if isinstance(number, bool) or not isinstance(number, int) or number < 0:
            raise ValueError("The members of a panel are counted in whole numbers from 0.")
    if internal > size:
        raise ValueError("A panel can't have more internal members than members.")
    faults = []
    if size % 2 == 0:
        faults.append(PanelFault.EVEN)
    if size < smallest:
        faults.append(PanelFault.TOO_SMALL)
    if size > largest:
        faults.append(PanelFault.TOO_LARGE)
    if size and internal * HUNDRED > internal_share * size:
        faults.append(PanelFault.TOO_MANY_INTERNAL)
    return faults


def component_of(key: Any) -> str:
    """`Rekam jejak` → `track_record`; an unknown one as it is, in small letters."""
    plain = "_".join(str(key).casefold().replace("-", " ").split())
    return ALIASES.get(plain, plain)


def _numbers(values: Mapping[Any, Any] | Sequence[Any], what: str) -> dict[Hashable, Decimal]:
    pairs = values.items() if isinstance(values, Mapping) else enumerate(values)
    numbers = {}
    for key, value in pairs:
        try:
            number = Decimal(str(value))
        except InvalidOperation:
            raise ValueError(f"The {what} of {key} is not a number.") from None
        if isinstance(value, bool) or not number.is_finite() or not 0 <= number <= HUNDRED:
            raise ValueError(f"The {what} of {key} must be a number from 0 to 100.")
        numbers[key] = number
    return numbers
