"""The map of gaps: units or positions down, competencies across. One read of kept sums, drawn without templates."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Q, Sum
from django.template.defaultfilters import floatformat
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from training.domain.gaps import CellFigures, summed
from training.enums import Band
from training.models import Competency, CurrentLevel, UnitGap

# Beside the colour: what the band is in a sign that reads without it.
SIGNS = {Band.UNKNOWN: "?", Band.FAR_BELOW: "▼▼", Band.BELOW: "▼", Band.MET: "●", Band.ABOVE: "●"}
MOST_POSITIONS = 200


@dataclass(frozen=True)
class GapMap:
    """`drawn` holds the rows as HTML; `total` the figures of all of them together."""

    competencies: tuple[Competency, ...]
    drawn: SafeString
    row_count: int
    total: CellFigures
    totals: tuple[CellFigures, ...]
    is_cut: bool = False

    @property
    def is_empty(self) -> bool:
        return not self.row_count


def unit_map(units: Any, competencies: Iterable[Competency], *, query: str = "") -> GapMap:
    """`units`: a queryset of the units to show, in tree order. Two queries: names and sums."""
    columns = tuple(competencies)
    names = list(units.values_list("pk", "name", "depth"))
    top = min((depth for _pk, _name, depth in names), default=1)
    sums: dict[int, dict[int, CellFigures]] = defaultdict(dict)
    rows = UnitGap.objects.filter(unit__in=units.order_by(), competency__in=[one.pk for one in columns])
    for unit_id, competency_id, people, rated, below, missing in rows.values_list(
        "unit_id", "competency_id", "people", "rated", "below", "missing"
    ):
        sums[unit_id][competency_id] = CellFigures(people, rated, below, missing)
    heads = [(f"unit={pk}", chr(0xA0) * 3 * (depth - top) + name, sums[pk]) for pk, name, depth in names if pk in sums]
    return _drawn(columns, heads, query)


def position_map(levels: Any, competencies: Iterable[Competency], *, query: str = "") -> GapMap:
    """By the title of the position, over the `CurrentLevel` rows that the user may see; the most frequent ones."""
    columns = tuple(competencies)
    rows = (
        levels.filter(required__isnull=False, competency__in=[one.pk for one in columns])
        .order_by()
        .values_list("employee__position__title", "competency_id")
        .annotate(
            people=Count("pk"),
            rated=Count("achieved"),
            below=Count("pk", filter=Q(gap__lt=0)),
            missing=Sum(-F("gap"), filter=Q(gap__lt=0)),
        )
    )
    sums: dict[str, dict[int, CellFigures]] = defaultdict(dict)
    for title, competency_id, people, rated, below, missing in rows:
        sums[title or "–"][competency_id] = CellFigures(people, rated, below, missing or 0)
    ranked = sorted(sums, key=lambda title: (-max(cell.people for cell in sums[title].values()), title))
    heads = [("", title, sums[title]) for title in ranked[:MOST_POSITIONS]]
    found = _drawn(columns, heads, query)
    return GapMap(
        found.competencies,
        found.drawn,
        found.row_count,
        found.total,
        found.totals,
        is_cut=len(ranked) > MOST_POSITIONS,
    )


def _drawn(columns: tuple[Competency, ...], heads: list[tuple[str, str, dict[int, CellFigures]]], query: str) -> GapMap:
    """One string: fifteen thousand cells through the template language would take a second."""
    parts: list[str] = []
    by_column: dict[int, list[CellFigures]] = {one.pk: [] for one in columns}
    number = _number()
    words = {band: f"{SIGNS[band]}" for band in Band}
    keys = [one.pk for one in columns]
    texts: dict[tuple[int, int, int, int], str] = {}
    for link, name, cells in heads:
        parts.append(f'<tr><th scope="row">{escape(name)}</th>')
        for key in keys:
            cell = cells.get(key)
            if cell is None:
                parts.append('<td class="gap-none">–</td>')
                continue
            by_column[key].append(cell)
            figures = (cell.people, cell.rated, cell.below, cell.missing)
            text = texts.get(figures)
            if text is None:
                text = texts[figures] = _cell_text(cell, words, number)
            css, inner = text.split("|", 1)
            if link:
                address = f"people/?{link}&amp;competency={key}{query}"
                parts.append(f'<td class="{css}"><a href="{address}">{inner}</a></td>')
            else:
                parts.append(f'<td class="{css}">{inner}</td>')
        parts.append("</tr>")
    totals = tuple(summed(by_column[key]) for key in keys)
    return GapMap(columns, mark_safe("".join(parts)), len(heads), summed(totals), totals)  # noqa: S308  names escaped


def _cell_text(cell: CellFigures, words: dict[Band, str], number: Any) -> str:
    band = cell.band
    known = number(cell.mean_gap) if cell.mean_gap is not None else ""
    unknown = f" <small>? {cell.unknown_percent}%</small>" if cell.unknown and cell.rated else ""
    return f"gap-{band.value}|{words[band]} {known}{unknown}"


def _number() -> Any:
    """One decimal, rounded half up, in the reader's language; the same few numbers come back again and again."""
    kept: dict[Any, str] = {}

    def shown(value: Any) -> str:
        if value not in kept:
            kept[value] = floatformat(value, 1)
        return kept[value]

    return shown


def legend() -> list[tuple[str, str, str]]:
    """Class, sign, meaning."""
    return [
        ("gap-far_below", SIGNS[Band.FAR_BELOW], _("On average one and a half levels or more are missing")),
        (
            "gap-below",
            SIGNS[Band.BELOW],
            _("Half of the rated people are below, or half a level is missing on average"),
        ),
        ("gap-met", SIGNS[Band.MET], _("Mostly met")),
        ("gap-unknown", SIGNS[Band.UNKNOWN], _("Nobody is rated: unknown, not zero")),
    ]


def levels_of_units(units: Any) -> Any:
    """Of the staff of exactly these units, not of those below them."""
    return CurrentLevel.objects.filter(employee__unit__in=units.order_by())
