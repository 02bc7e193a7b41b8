"""Gaps: in which band they are shown, and how urgent the need is that follows (domain.md §3.2, §3.5)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from training.enums import Band, Priority


def band_of(gap: int | None) -> Band:
    """`gap` = achieved − required; None while the level is unknown."""
    if gap is None:
        return Band.UNKNOWN
    if gap <= -2:
        return Band.FAR_BELOW
    if gap == -1:
        return Band.BELOW
    return Band.MET if gap == 0 else Band.ABOVE


def priority_of(gap: int | None, *, is_strategic: bool = False) -> Priority | None:
    """Two or more below: high; one below: medium; met, but strategic: low. None: no need follows from it.

    An unknown gap is no need by itself (rate first); a strategic one is a low one."""
    if gap is not None and gap <= -2:
        return Priority.HIGH
    if gap == -1:
        return Priority.MEDIUM
    return Priority.LOW if is_strategic else None


@dataclass(frozen=True, slots=True)
class CellFigures:
    """One cell of the map: people whose position asks for it, with a rating, below, and levels missing in all."""

    people: int
    rated: int
    below: int
    missing: int

    @property
    def unknown(self) -> int:
        """People whose position asks for it and whom nobody rated."""
        return self.people - self.rated

    @property
    def unknown_percent(self) -> int:
        """Share of people without a rating, whole per cent, half up; 0 where nobody is asked."""
        return _percent(self.unknown, self.people)

    @property
    def below_percent(self) -> int | None:
        """Share of the rated who are below; None where nobody is rated."""
        return _percent(self.below, self.rated) if self.rated else None

    @property
    def mean_gap(self) -> Decimal | None:
        """Levels missing per rated person, not rounded; None where nobody is rated. Surplus doesn't offset."""
        if not self.rated:
            return None
        return Decimal(self.missing) / self.rated

    @property
    def band(self) -> Band:
        """Of a group: nobody rated: unknown; at least one and a half level missing per person: far below; at least half
        of the rated below, or half a level missing per person: below; else met."""
        if not self.rated:
            return Band.UNKNOWN
        if self.missing * 2 >= self.rated * 3:
            return Band.FAR_BELOW
        return Band.BELOW if self.below * 2 >= self.rated or self.missing * 2 >= self.rated else Band.MET


def summed(cells: Sequence[CellFigures]) -> CellFigures:
    """Several cells as one. People of two competencies count twice; without cells everything is 0."""
    return CellFigures(
        people=sum(cell.people for cell in cells),
        rated=sum(cell.rated for cell in cells),
        below=sum(cell.below for cell in cells),
        missing=sum(cell.missing for cell in cells),
    )


def _percent(part: int, whole: int) -> int:
    if not whole:
        return 0
    return int((Decimal(part) * 100 / whole).quantize(Decimal(1), ROUND_HALF_UP))
