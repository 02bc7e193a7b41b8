"""How much was learnt: normalised gain (R. Hake, American Journal of Physics 66, 1998, 64)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import StrEnum

Number = Decimal | int | str
HIGH_FROM = Decimal("0.70")
MEDIUM_FROM = Decimal("0.30")


class GainBand(StrEnum):
    """*Tinggi*, *sedang*, *rendah*, *turun*. The last is ours: Hake knows no decline."""

    HIGH = "HIGH"
    MEDIUM = "MEDIUM"
    LOW = "LOW"
    DECLINE = "DECLINE"


@dataclass(frozen=True)
class Gain:
    """`value` is the share of what could still be gained, not rounded; negative after a decline."""

    value: Decimal
    band: GainBand


@dataclass(frozen=True)
class ClassGain:
    """The two values of a class, which differ and are never mixed up.

    `mean_of_gains` is the mean of the persons' gains (without the undefined ones), `gain_of_means` the gain of the mean
    scores. `people` took both tests, `undefined` of them could not gain any more.
    """

    people: int
    undefined: int
    mean_before: Decimal | None
    mean_after: Decimal | None
    mean_of_gains: Gain | None
    gain_of_means: Gain | None


def normalized_gain(pre: Number, post: Number, maximum: Number = 100) -> Gain | None:
    """g = (post − pre) / (maximum − pre); None where pre is the maximum already (nothing was left to gain).

    High from 0.70 on, medium from 0.30, low from 0, else a decline; the unrounded value is classified. Raises
    ValueError for scores outside 0 to `maximum`.
    """
    before, after, most = _number(pre), _number(post), _number(maximum)
    if most <= 0:
        raise ValueError("The maximum must be above 0.")
    if not (0 <= before <= most and 0 <= after <= most):
        raise ValueError(f"Scores lie between 0 and {most}.")
    if before == most:
        return None
    return _banded((after - before) / (most - before))


def class_gain(pairs: Iterable[tuple[Number, Number]], maximum: Number = 100) -> ClassGain:
    """Of the people with both scores, each pair (before, after) out of the same maximum."""
    scores = [(_number(pre), _number(post)) for pre, post in pairs]
    gains = [normalized_gain(pre, post, maximum) for pre, post in scores]
    if not scores:
        return ClassGain(0, 0, None, None, None, None)
    before = sum((pre for pre, _post in scores), Decimal(0)) / len(scores)
    after = sum((post for _pre, post in scores), Decimal(0)) / len(scores)
    values = [gain.value for gain in gains if gain is not None]
    return ClassGain(
        people=len(scores),
        undefined=len(gains) - len(values),
        mean_before=before,
        mean_after=after,
        mean_of_gains=_banded(sum(values, Decimal(0)) / len(values)) if values else None,
        gain_of_means=normalized_gain(before, after, maximum),
    )


def _banded(value: Decimal) -> Gain:
    if value >= HIGH_FROM:
        return Gain(value, GainBand.HIGH)
    if value >= MEDIUM_FROM:
        return Gain(value, GainBand.MEDIUM)
    return Gain(value, GainBand.LOW if value >= 0 else GainBand.DECLINE)


def _number(value: Number) -> Decimal:
    if isinstance(value, bool | float):
        raise ValueError("Give scores as whole numbers, Decimals or text.")
    try:
        number = Decimal(value)
    except (InvalidOperation, TypeError):
        raise ValueError(f"{value!r} is no score.") from None
    if not number.is_finite():
        raise ValueError(f"{value!r} is no score.")
    return number
