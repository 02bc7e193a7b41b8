"""A report against what the database would say today."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.utils import timezone

from evaluations.models import ReportRun
from evaluations.reports.kinds import gather_snapshot, present_run, present_snapshot
from evaluations.reports.presentation import Difference, Tile, differences


@dataclass(frozen=True)
class Comparison:
    """`tiles` are the figures of the paper that may be shown here."""

    tiles: tuple[Tile, ...]
    differences: tuple[Difference, ...]
    computed_at: datetime.datetime


def public_comparison(run: ReportRun) -> Comparison:
    """Nothing about single people: figures of fewer than five, names and lines by name are left out."""
    before, now = present_run(run), present_snapshot(run, gather_snapshot(run))
    both = {tile.label for tile in now.tiles if tile.is_public}
    tiles = tuple(tile for tile in before.tiles if tile.is_public and tile.label in both)
    # A unit that has grown or shrunk past the limit shows neither side.
    found = differences(before, now, public_only=True) if tiles else []
    return Comparison(tiles, tuple(found), timezone.now())


def full_comparison(run: ReportRun) -> Comparison:
    """Every figure, for those who read the report."""
    before, now = present_run(run), present_snapshot(run, gather_snapshot(run))
    return Comparison(tuple(before.tiles), tuple(differences(before, now, public_only=False)), timezone.now())
