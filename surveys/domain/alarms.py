"""What looks as if somebody answered for others. A rule raises a question for a person; it changes no figure.

All rules compare a day with the survey's own other days, because offices differ more than any fixed number. The fixed
numbers only keep small offices from being asked about five answers. Each rule gives a verdict per day and series.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

from surveys.enums import AlarmKind

# A day (or one of its time bands) is a burst when it has five times what is usual, and thirty answers at least.
BURST_FACTOR, BURST_LEAST = 5, 30
# Three counters with four minutes each serve 8 people in ten minutes, and not each answers.
PEAK_LEAST = 40
# One and the same form: so often that, at its usual share, it would happen on one day in a million. Fifteen at least.
PATTERN_LEAST, PATTERN_CHANCE = 15, 1e-6
# That many equal forms one directly after the other.
STRING_LEAST = 12
# Outside office hours: more than half of the day, well above the survey's own habit, and twenty at least.
OUTSIDE_LEAST, OUTSIDE_SHARE, OUTSIDE_ABOVE = 20, 0.5, 0.3
# Fewer other days than these tell no habit: the first days of a survey are judged by what is fixed alone.
FEWEST_DAYS = 5


@dataclass(frozen=True)
class DayOfAnswers:
    """One day of one series: answers by time band, by pattern ("433434433"), and what was noticed as they came in."""

    bands: Mapping[str, int]
    patterns: Mapping[str, int]
    outside: int = 0
    peak: int = 0
    longest: int = 0

    @property
    def answers(self) -> int:
        return sum(self.bands.values())


@dataclass(frozen=True)
class Finding:
    kind: AlarmKind
    # Counts and shares, as they are kept and shown.
    details: Mapping[str, Any]


def findings_of(day: DayOfAnswers, others: Sequence[DayOfAnswers]) -> list[Finding]:
    """What is unusual about `day` beside the survey's `others` with answers; empty for a usual day."""
    found = (find_burst(day, others), find_pattern(day, others), find_out_of_hours(day, others))
    return [each for each in found if each is not None]


def find_burst(day: DayOfAnswers, others: Sequence[DayOfAnswers]) -> Finding | None:
    """Many answers in a short time: within ten minutes, in one time band, or over the day."""
    if day.peak >= PEAK_LEAST:
        return Finding(AlarmKind.BURST, {"answers": day.answers, "peak": day.peak})
    for band, count in day.bands.items():
        usual = _usual([other.bands.get(band, 0) for other in others])
        if usual and count >= max(BURST_LEAST, BURST_FACTOR * usual):
            return Finding(AlarmKind.BURST, {"answers": day.answers, "band": band, "count": count, "usual": usual})
    usual = _usual([other.answers for other in others])
    if usual and day.answers >= max(BURST_LEAST, BURST_FACTOR * usual):
        return Finding(AlarmKind.BURST, {"answers": day.answers, "count": day.answers, "usual": usual})
    return None


def find_pattern(day: DayOfAnswers, others: Sequence[DayOfAnswers]) -> Finding | None:
    """The same form again and again: all "3" is common everywhere, so each pattern is measured by its own share."""
    if day.longest >= STRING_LEAST:
        return Finding(AlarmKind.PATTERN, {"answers": day.answers, "count": day.longest, "in_a_row": True})
    elsewhere = sum(other.answers for other in others)
    for pattern, count in sorted(day.patterns.items(), key=lambda each: -each[1]):
        if count < PATTERN_LEAST:
            break
        before = sum(other.patterns.get(pattern, 0) for other in others)
        # One more of each: a pattern that was never seen is rare, not impossible.
        share = (before + 1) / (elsewhere + 2)
        if at_least(count, day.answers, share) < PATTERN_CHANCE:
            return Finding(
                AlarmKind.PATTERN,
                {"answers": day.answers, "count": count, "usual_share": round(share, 3)},
            )
    return None


def find_out_of_hours(day: DayOfAnswers, others: Sequence[DayOfAnswers]) -> Finding | None:
    """Answers when nobody is served: at night, on weekends and holidays."""
    if day.outside < OUTSIDE_LEAST or not day.answers:
        return None
    share = day.outside / day.answers
    elsewhere = sum(other.answers for other in others)
    habit = sum(other.outside for other in others) / elsewhere if elsewhere else 0.0
    if share <= OUTSIDE_SHARE or share <= habit + OUTSIDE_ABOVE:
        return None
    return Finding(
        AlarmKind.OUT_OF_HOURS,
        {"answers": day.answers, "count": day.outside, "share": round(share, 3), "usual_share": round(habit, 3)},
    )


def at_least(count: int, of: int, chance: float) -> float:
    """Probability of `count` or more successes among `of` trials (binomial)."""
    if count <= 0:
        return 1.0
    if not 0 < chance < 1:
        return float(chance >= 1)
    log_chance, log_other = math.log(chance), math.log1p(-chance)
    total = 0.0
    for hits in range(count, of + 1):
        ways = math.lgamma(of + 1) - math.lgamma(hits + 1) - math.lgamma(of - hits + 1)
        total += math.exp(ways + hits * log_chance + (of - hits) * log_other)
    return min(1.0, total)


def _usual(counts: Sequence[int]) -> float:
    """The median of the days that had any; 0 while there are too few to tell."""
    told = [count for count in counts if count]
    return float(median(told)) if len(told) >= FEWEST_DAYS else 0.0
