"""What anonymous voices say together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

# How often a value is seen: 1 never, 2 sometimes, 3 often, 4 always.
SCALE = (1, 2, 3, 4)
# Fewer would show who said what.
LEAST_VOICES = 5
CENT = Decimal("0.01")


@dataclass(frozen=True)
class ValueVoices:
    """The voices about one core value. `mean` is None where fewer than `LEAST_VOICES` spoke about it."""

    value: str
    count: int | None
    mean: Decimal | None


def summarise(values: Sequence[str], voices: Iterable[Mapping[str, int]]) -> list[ValueVoices] | None:
    """Mean of each value over the voices that speak about it, rounded half-up to 2 decimals; None while fewer than
    `LEAST_VOICES` spoke at all. A value about which fewer spoke shows neither mean nor number. Raises ValueError on an
    answer off the scale."""
    heard = list(voices)
    for voice in heard:
        if any(isinstance(answer, bool) or answer not in SCALE for answer in voice.values()):
            raise ValueError(f"An answer must be one of {SCALE}.")
    if len(heard) < LEAST_VOICES:
        return None
    found = []
    for value in values:
        answers = [voice[value] for voice in heard if value in voice]
        if len(answers) < LEAST_VOICES:
            found.append(ValueVoices(value, None, None))
        else:
            mean = (Decimal(sum(answers)) / len(answers)).quantize(CENT, ROUND_HALF_UP)
            found.append(ValueVoices(value, len(answers), mean))
    return found
