"""The charts that pages need again and again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from asn_portal.charts.chart import Chart
from asn_portal.charts.drawing import HEAT, SERIES, WIDE, as_number, own_address


@dataclass(frozen=True)
class Band:
    """A stretch of the value axis with a meaning: Band("88.31", 100, "A – Sangat baik", "good")."""

    low: Any
    high: Any
    label: str
    tone: str = "neutral"

    @property
    def short(self) -> str:
        """What fits into a narrow stretch: the first word."""
        return self.label.split(" ")[0]


def bar_chart(
    rows: Iterable[tuple[Any, ...]],
    *,
    title: str,
    category: str,
    value: str,
    table: tuple[Sequence[Any], Sequence[Sequence[Any]]] | None = None,
    links: Mapping[str, str] | None = None,
    tones: Mapping[str, str] | None = None,
    bands: Sequence[Band] = (),
    domain: tuple[Any, Any] | None = None,
    value_format: str = ",.0f",
    sort: bool = False,
    **meta: Any,
) -> Chart:
    """Lying bars, one per row `(category, value)` or `(category, value, low, high)` (an interval
    is drawn as a whisker).

    `category` and `value` are the axis titles (with the unit). `links` maps a category to the address of the rows
    behind it, `tones` to a colour role without "@". `bands` are drawn behind the bars. None leaves a gap marked "–".
    """
    entries = [tuple(row) for row in rows]
    data = [
        {
            "category": str(entry[0]),
            "value": as_number(entry[1]),
            "low": as_number(entry[2]) if len(entry) > 3 else None,
            "high": as_number(entry[3]) if len(entry) > 3 else None,
            # Where the figure stands: after the whisker, after the bar, or at the axis when there is nothing to draw.
            "edge": as_number(next((end for end in (*entry[3:4], entry[1], *(domain or ())) if end is not None), 0)),
            "order": index,
            "href": own_address((links or {}).get(str(entry[0]), "")),
            "tone": (tones or {}).get(str(entry[0]), "series-1"),
            "text": format_number(entry[1], value_format),
            "label": f"{entry[0]}: {format_number(entry[1], value_format)}",
        }
        for index, entry in enumerate(entries)
    ]
    used = sorted({row["tone"] for row in data}) or ["series-1"]
    # In words: Vega drops an order by another field when the layers (bands, bars) share the axis.
    shown = sorted(data, key=lambda row: row["value"] or 0, reverse=True) if sort else data
    order = [row["category"] for row in shown]
    y = {"field": "category", "type": "nominal", "sort": order, "title": category, "axis": _NAMES_AXIS}
    x_scale: dict[str, Any] = _fixed(domain) if domain else {"zero": True}
    x = {
        "field": "value",
        "type": "quantitative",
        "title": value,
        "scale": x_scale,
        "axis": {"format": _short_format(value_format), **_whole_ticks(value_format)},
    }
    layers: list[dict[str, Any]] = []
    if bands:
        layers.append(_band_layer(bands, "x", x_scale))
    layers.append(
        {
            "mark": {"type": "bar", "cornerRadiusEnd": 2, "height": {"band": 0.62}},
            "encoding": {
                "y": y,
                "x": x,
                "color": {
                    "field": "tone",
                    "type": "nominal",
                    "scale": {"domain": used, "range": [f"@{tone}" for tone in used]},
                    "legend": None,
                },
                **({"href": {"field": "href"}} if links else {}),
                "description": {"field": "label"},
            },
        }
    )
    if any(row["low"] is not None for row in data):
        whisker = {"y": y, "x": {"field": "low", "type": "quantitative", "title": value}, "x2": {"field": "high"}}
        layers.append({"mark": {"type": "rule", "strokeWidth": 2, "color": "@ink"}, "encoding": whisker})
    layers.append(
        {
            "mark": {"type": "text", "align": "left", "dx": 6, "color": "@ink", "aria": False},
            "encoding": {
                "y": y,
                "x": {"field": "edge", "type": "quantitative", "title": value},
                "text": {"field": "text"},
            },
        }
    )
    spec = {
        "width": WIDE,
        "height": {"step": 30},
        # Room for the bands' names above and for the figures beyond the longest bar.
        "padding": {"left": 2, "top": 6, "right": 52, "bottom": 4},
        "data": {"values": data},
        "layer": layers,
    }
    has_interval = any(row["low"] is not None for row in data)
    own_table = (
        [category, value, *([_("Interval")] if has_interval else [])],
        [
            [
                row["category"],
                row["text"],
                *(
                    [f"{format_number(row['low'], value_format)}–{format_number(row['high'], value_format)}"]
                    if has_interval
                    else []
                ),
            ]
            for row in data
        ],
    )
    return Chart(title=title, spec=spec, table=table or own_table, **_with_band_note(meta, bands))


def line_chart(
    rows: Iterable[tuple[Any, ...]],
    *,
    title: str,
    x: str,
    y: str,
    table: tuple[Sequence[Any], Sequence[Sequence[Any]]] | None = None,
    bands: Sequence[Band] = (),
    domain: tuple[Any, Any] | None = None,
    value_format: str = ",.0f",
    links: Mapping[str, str] | None = None,
    **meta: Any,
) -> Chart:
    """Lines over ordered steps. Rows are `(step, series, value)` or `(step, series, value, low, high)`.

    Steps are labels in their order (months, quarters). Series differ by colour, dash and point shape; `links` maps a
    step to an address.
    """
    entries = [tuple(row) for row in rows]
    steps = list(dict.fromkeys(str(entry[0]) for entry in entries))
    series = list(dict.fromkeys(str(entry[1]) for entry in entries))
    data = [
        {
            "step": str(entry[0]),
            "series": str(entry[1]),
            "value": as_number(entry[2]),
            "low": as_number(entry[3]) if len(entry) > 4 else None,
            "high": as_number(entry[4]) if len(entry) > 4 else None,
            "href": own_address((links or {}).get(str(entry[0]), "")),
            "label": ", ".join(part for part in (str(entry[0]), str(entry[1])) if part)
            + f": {format_number(entry[2], value_format)}",
        }
        for entry in entries
    ]
    scale: dict[str, Any] = _fixed(domain) if domain else {"zero": False}
    # Labels that are not parallel need room: at most about a dozen are shown.
    every = max(1, -(-len(steps) // 12))
    x_encoding = {
        "field": "step",
        "type": "ordinal",
        "sort": steps,
        "title": x,
        "axis": {"labelAngle": 0, "labelOverlap": True, "values": steps[::every], "grid": False},
        "scale": {"type": "point", "padding": 0.3},
    }
    y_encoding = {
        "field": "value",
        "type": "quantitative",
        "title": y,
        "scale": scale,
        "axis": {"format": _short_format(value_format), **_whole_ticks(value_format)},
    }
    colour = {
        "field": "series",
        "type": "nominal",
        "sort": series,
        "scale": {"domain": series, "range": [SERIES[index % 6] for index in range(len(series))]},
        "legend": {"title": None, "orient": "top"} if len(series) > 1 else None,
    }
    layers: list[dict[str, Any]] = []
    if bands:
        layers.append(_band_layer(bands, "y", scale))
    if any(row["low"] is not None for row in data):
        layers.append(
            {
                "mark": {"type": "area", "opacity": 0.18, "aria": False},
                "encoding": {
                    "x": x_encoding,
                    "y": {"field": "low", "type": "quantitative", "title": y, "scale": scale},
                    "y2": {"field": "high"},
                    "color": colour,
                },
            }
        )
    both = {"x": x_encoding, "y": y_encoding, "color": colour}
    dash = {"field": "series", "type": "nominal", "sort": series, "legend": None}
    layers.append(
        {"mark": {"type": "line", "strokeWidth": 2.5, "aria": False}, "encoding": {**both, "strokeDash": dash}}
    )
    layers.append(
        {
            "mark": {"type": "point", "filled": True, "size": 60},
            "encoding": {
                **both,
                "shape": {"field": "series", "type": "nominal", "sort": series, "legend": None},
                **({"href": {"field": "href"}} if links else {}),
                "description": {"field": "label"},
            },
        }
    )
    spec = {"width": WIDE, "height": 240, "data": {"values": data}, "layer": layers}
    by_step = {(row["step"], row["series"]): row["value"] for row in data}
    own_table = (
        [x, *(name or y for name in series)],
        [[step, *(format_number(by_step.get((step, name)), value_format) for name in series)] for step in steps],
    )
    return Chart(title=title, spec=spec, table=table or own_table, **meta)


def heat_map(
    rows: Iterable[tuple[Any, Any, Any]],
    *,
    title: str,
    x: str,
    y: str,
    thresholds: Sequence[Any],
    value_format: str = ",.0f",
    table: tuple[Sequence[Any], Sequence[Sequence[Any]]] | None = None,
    links: Mapping[tuple[str, str], str] | None = None,
    **meta: Any,
) -> Chart:
    """Cells `(column, row, value)` coloured in five steps cut at four `thresholds`, each with its figure in it."""
    entries = [(str(column), str(row), value) for column, row, value in rows]
    columns = list(dict.fromkeys(entry[0] for entry in entries))
    lines = list(dict.fromkeys(entry[1] for entry in entries))
    cuts = [Decimal(str(cut)) for cut in thresholds]
    if len(cuts) != 4:
        raise ValueError("A heat map is cut at four thresholds into five steps.")
    data = []
    for column, line, value in entries:
        step = sum(Decimal(str(value)) >= cut for cut in cuts) if value is not None else None
        data.append(
            {
                "x": column,
                "y": line,
                "step": "none" if step is None else f"heat-{step + 1}",
                "dark": step is not None and step >= 3,
                "text": format_number(value, value_format),
                "label": f"{line}, {column}: {format_number(value, value_format)}",
                "href": own_address((links or {}).get((column, line), "")),
            }
        )
    position = {
        "x": {
            "field": "x",
            "type": "nominal",
            "sort": columns,
            "title": x,
            "axis": {"labelAngle": -40, "domain": False, "ticks": False, "grid": False},
        },
        "y": {"field": "y", "type": "nominal", "sort": lines, "title": y, "axis": _NAMES_AXIS},
    }
    names = [*(f"heat-{number}" for number in range(1, 6)), "none"]
    spec = {
        "width": WIDE,
        "height": {"step": 34},
        "data": {"values": data},
        "layer": [
            {
                "mark": {"type": "rect", "stroke": "@surface", "strokeWidth": 2},
                "encoding": {
                    **position,
                    "color": {
                        "field": "step",
                        "type": "nominal",
                        "scale": {"domain": names, "range": [*HEAT, "@neutral-soft"]},
                        "legend": None,
                    },
                    **({"href": {"field": "href"}} if links else {}),
                    "description": {"field": "label"},
                },
            },
            {
                "mark": {"type": "text", "aria": False},
                "encoding": {
                    **position,
                    "text": {"field": "text"},
                    "color": {
                        "condition": {"test": "datum.dark", "value": "@heat-text-strong"},
                        "value": "@heat-text-soft",
                    },
                },
            },
        ],
    }
    values = {(entry[0], entry[1]): entry[2] for entry in entries}
    own_table = (
        [y, *columns],
        [[line, *(format_number(values.get((column, line)), value_format) for column in columns)] for line in lines],
    )
    return Chart(title=title, spec=spec, table=table or own_table, **meta)


def format_number(value: Any, value_format: str = ",.0f") -> str:
    """As the reader's language writes it: 1.250,5 in Indonesian. `value_format` like Vega's ",.1f"; "–" for None."""
    if value is None:
        return "–"
    if value_format.endswith("%"):
        text = f"{Decimal(str(value)):{value_format}}"
    else:
        text = f"{Decimal(str(value)):{value_format.replace('~', '')}}"
    if (translation.get_language() or "id").startswith("en"):
        return text
    return text.translate(str.maketrans({",": ".", ".": ","}))


def _fixed(domain: tuple[Any, Any]) -> dict[str, Any]:
    return {"domain": [as_number(end) for end in domain], "clamp": True, "nice": False}


def _whole_ticks(value_format: str) -> dict[str, Any]:
    """Counts have no halves: without this, rounded ticks would read 0 1 1 2 2."""
    return {"tickMinStep": 1} if value_format.endswith(".0f") else {}


def _short_format(value_format: str) -> str:
    """For axes: decimals only where they say something."""
    return value_format.replace("f", "~f")


def _with_band_note(meta: dict[str, Any], bands: Sequence[Band]) -> dict[str, Any]:
    """Lying bars leave room for the bands' first words only; the note spells them out."""
    if not bands or meta.get("note"):
        return meta
    return {**meta, "note": "; ".join(band.label for band in bands)}


# The title stands flat above the names instead of climbing beside them.
_NAMES_AXIS = {
    "ticks": False,
    "domain": False,
    "grid": False,
    "titleAngle": 0,
    "titleAlign": "right",
    "titleBaseline": "bottom",
    "titleX": -8,
    "titleY": -6,
}


def _band_layer(bands: Sequence[Band], axis: str, scale: Mapping[str, Any]) -> dict[str, Any]:
    """Rectangles behind the marks; the band's name stands at them, so that colour is not the only carrier."""
    values = [
        {
            "from": as_number(band.low),
            "to": as_number(band.high),
            "middle": ((as_number(band.low) or 0) + (as_number(band.high) or 0)) / 2,
            "name": band.short if axis == "x" else band.label,
            "tone": f"{band.tone}-soft",
        }
        for band in bands
    ]
    tones = list(dict.fromkeys(row["tone"] for row in values))
    start = {"field": "from", "type": "quantitative", "scale": dict(scale)}
    where = (
        {"align": "center", "baseline": "bottom", "y": -4}
        if axis == "x"
        else {"align": "left", "x": 4, "baseline": "bottom", "dy": -2}
    )
    return {
        "data": {"values": values},
        "layer": [
            {
                "mark": {"type": "rect", "opacity": 0.75, "aria": False, "stroke": "@surface", "clip": True},
                "encoding": {
                    axis: start,
                    f"{axis}2": {"field": "to"},
                    "fill": {
                        "field": "tone",
                        "type": "nominal",
                        "scale": {"domain": tones, "range": [f"@{tone}" for tone in tones]},
                        "legend": None,
                    },
                },
            },
            {
                "mark": {"type": "text", "aria": False, "color": "@ink-2", "fontSize": 12, **where},
                "encoding": {axis: {**start, "field": "middle"} if axis == "x" else start, "text": {"field": "name"}},
            },
        ],
    }
