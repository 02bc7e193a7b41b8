"""Job-person match (*JPM*): how far a person covers what a position asks for.

JPM = Σ achieved level ÷ Σ required level × 100 %. Categories: Peraturan BKN 26/2019, of the unrounded value, capped at
100, lower bounds inclusive. Selection and promotion: ≥ 80 MS, ≥ 68 MMS, below KMS; mapping: ≥ 90 Optimal, ≥ 78 Cukup
Optimal, below Kurang Optimal.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import StrEnum

Number = Decimal | int | str

FULL = Decimal(100)
SELECTION_FULL, SELECTION_STILL = Decimal(80), Decimal(68)
MAPPING_OPTIMAL, MAPPING_FAIR = Decimal(90), Decimal(78)


class SelectionVerdict(StrEnum):
    """*Memenuhi Syarat*, *Masih Memenuhi Syarat*, *Kurang Memenuhi Syarat*."""

    MS = "MS"
    MMS = "MMS"
    KMS = "KMS"


class MappingVerdict(StrEnum):
    """*Optimal*, *Cukup Optimal*, *Kurang Optimal* (Peraturan BKN 26/2019), for mapping staff."""

    OPTIMAL = "OPTIMAL"
    CUKUP_OPTIMAL = "CUKUP_OPTIMAL"
    KURANG_OPTIMAL = "KURANG_OPTIMAL"


@dataclass(frozen=True, slots=True)
class JobPersonMatch:
    """`raw` in per cent, not rounded, may exceed 100; `capped` at most 100; `gaps` achieved − required, in order."""

    raw: Decimal
    capped: Decimal
    selection: SelectionVerdict
    mapping: MappingVerdict
    gaps: tuple[Decimal, ...]


def job_person_match(
    required: Sequence[Number], achieved: Sequence[Number], *, cap_each: bool = False
) -> JobPersonMatch:
    """Compare levels one by one; both sequences in the same order of competencies.

    `cap_each`: a surplus in one competency doesn't make up for a gap in another. A level that nobody knows is not zero:
    leave the competency out of both. Raises ValueError for sequences of different or no length, required levels that
    are not positive, achieved levels below zero, floats and blanks.
    """
    wanted = [_level(value) for value in required]
    got = [_level(value) for value in achieved]
    if not wanted or len(wanted) != len(got):
        raise ValueError("Give as many achieved levels as required ones, at least one.")
    if any(level <= 0 for level in wanted):
        raise ValueError("A required level is greater than zero.")
    counted = [min(need, have) for need, have in zip(wanted, got, strict=True)] if cap_each else got
    raw = sum(counted, Decimal(0)) * FULL / sum(wanted, Decimal(0))
    capped = min(raw, FULL)
    return JobPersonMatch(
        raw=raw,
        capped=capped,
        selection=selection_verdict(capped),
        mapping=mapping_verdict(capped),
        gaps=tuple(have - need for need, have in zip(wanted, got, strict=True)),
    )


def selection_verdict(percent: Number) -> SelectionVerdict:
    """For filling a position."""
    value = _level(percent)
    if value >= SELECTION_FULL:
        return SelectionVerdict.MS
    return SelectionVerdict.MMS if value >= SELECTION_STILL else SelectionVerdict.KMS


def mapping_verdict(percent: Number) -> MappingVerdict:
    """For mapping staff."""
    value = _level(percent)
    if value >= MAPPING_OPTIMAL:
        return MappingVerdict.OPTIMAL
    return MappingVerdict.CUKUP_OPTIMAL if value >= MAPPING_FAIR else MappingVerdict.KURANG_OPTIMAL


def _level(value: Number) -> Decimal:
    if value is None or isinstance(value, bool | float):
        raise ValueError("Give levels as whole numbers, Decimals or text; leave unknown ones out.")
    try:
        number = Decimal(value)
    except (InvalidOperation, TypeError):
        raise ValueError(f"{value!r} is not a level.") from None
    if not number.is_finite() or number < 0:
        raise ValueError("A level cannot be negative.")
    return number
