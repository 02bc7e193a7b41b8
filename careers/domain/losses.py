"""Competencies that leave with the people who hold them: retirements and ends of contracts of the coming years."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from employees.domain.service_life.months import MONTHS_OF_A_YEAR, add_months

MOST_YEARS = 5


@dataclass(frozen=True, slots=True)
class CompetencyLoss:
    """One competency. `holders` have it at or above the level that their position asks for; `leaving` of them leave
    in the first, second … year; `rare` is the number from which on downward a competency counts as rare."""

    competency: int
    holders: int
    leaving: tuple[int, ...]
    rare: int

    @property
    def leave(self) -> int:
        """How many leave in all these years."""
        return sum(self.leaving)

    @property
    def remaining(self) -> int:
        """Who is left if nobody learns it anew."""
        return self.holders - self.leave

    @property
    def is_lost(self) -> bool:
        """Somebody has it now and nobody will."""
        return self.holders > 0 and self.remaining == 0

    @property
    def becomes_rare(self) -> bool:
        """People leave and at most `rare` are left, where there are more now or where it was rare already."""
        return self.leave > 0 and self.remaining <= self.rare


def competency_losses(
    holders: Mapping[int, int],
    leaving: Iterable[tuple[int, datetime.date]],
    *,
    on: datetime.date,
    years: int = MOST_YEARS,
    rare: int = 3,
) -> tuple[CompetencyLoss, ...]:
    """The competencies with holders, those that lose most of them first.

    `holders`: competency → people who hold it on the day `on`; `leaving`: (competency, first day without the person),
    one entry for each holder who leaves. Years are counted from `on`; who should have left already leaves in the first.
    Raises ValueError for a number of years outside 1–5, and where more leave than are there.
    """
    if not 1 <= years <= MOST_YEARS:
        raise ValueError(f"Look ahead one to {MOST_YEARS} years.")
    if rare < 0:
        raise ValueError("A competency is rare from a number of people that is not negative.")
    counts = {key: [0] * years for key in holders}
    for key, day in leaving:
        if key not in counts:
            raise ValueError("Somebody leaves who is not among the holders.")
        number = year_of_leaving(on, day, years)
        if number is not None:
            counts[key][number - 1] += 1
    found = [CompetencyLoss(key, holders[key], tuple(counts[key]), rare) for key in holders]
    if any(each.remaining < 0 for each in found):
        raise ValueError("More people leave than are there.")
    return tuple(
        sorted(found, key=lambda each: (not each.is_lost, not each.becomes_rare, -_share(each), each.remaining))
    )


def year_of_leaving(on: datetime.date, day: datetime.date, years: int = MOST_YEARS) -> int | None:
    """In which of the coming years, 1 the first, `day` lies; None beyond the last. A day that has passed: 1."""
    return next((number for number in range(1, years + 1) if day < add_months(on, MONTHS_OF_A_YEAR * number)), None)


def _share(loss: CompetencyLoss) -> int:
    return loss.leave * 1000 // loss.holders if loss.holders else 0
