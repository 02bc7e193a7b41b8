"""Charts: a Vega-Lite specification becomes inline SVG on the server, with a table of the same figures.

    Chart(title="Belawan I improved by 3.2 points", spec={…}, table=(headers, rows), source="SKM 2026", n=412)

Specifications name colours by role, never by value: "@series-1" … "@series-6", "@good", "@attention", "@bad",
"@primary", "@neutral", "@ink", "@ink-2", "@line", "@surface". The SVG carries the light value (paper) and a class for
each, and static/css/charts.css gives the class the value of the theme. So one picture serves both themes and the PDF,
and no inline style is needed.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from typing import Any
from xml.etree import ElementTree

from django.core.cache import cache
from django.utils import translation
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from asn_portal.chart_engine import Engine

# Light theme and paper; keep equal to static/css/charts.css.
ROLES = {
    "series-1": "#0a4c8b",
    "series-2": "#b8541d",
    "series-3": "#1f726f",
    "series-4": "#7a4fa3",
    "series-5": "#61700d",
    "series-6": "#b03a6b",
    "good": "#1b7f4b",
    "attention": "#8a5800",
    "bad": "#b3261e",
    "good-soft": "#d3ecdf",
    "attention-soft": "#fbe6bd",
    "bad-soft": "#f8d5d2",
    "primary": "#0a4c8b",
    "primary-soft": "#d5e5f5",
    "neutral": "#8592a3",
    "neutral-soft": "#e4e8ed",
    "ink": "#1b2430",
    "ink-2": "#4a5665",
    "line": "#d8dee6",
    "surface": "#ffffff",
    # A scale from little to much, for heat maps.
    "heat-1": "#e6f0fa",
    "heat-2": "#b9d3ec",
    "heat-3": "#7fabd6",
    "heat-4": "#3272b0",
    "heat-5": "#0a4c8b",
}
SERIES = tuple(f"@series-{number}" for number in range(1, 7))
HEAT = tuple(f"@heat-{number}" for number in range(1, 6))

WIDE, NARROW = 680, 340
CACHE_SECONDS = 7 * 24 * 3600
# Part of the cache key: raise it when the rendering below changes.
RENDERING = 1

_SVG = "http://www.w3.org/2000/svg"
_XLINK = "{http://www.w3.org/1999/xlink}href"
# Vega's loader completes relative addresses with this one.
_LOADER_BASE = "https://vega.github.io/vega-datasets/"
_TAGS = frozenset({"svg", "g", "path", "line", "rect", "circle", "text", "tspan", "a", "defs", "clipPath"})
_ATTRIBUTES = frozenset(
    re.findall(
        r"\S+",
        "id viewBox x y x1 x2 y1 y2 cx cy r d dx dy width height transform display opacity fill fill-opacity stroke "
        "stroke-width stroke-opacity stroke-dasharray stroke-linecap stroke-linejoin stroke-miterlimit clip-path "
        "text-anchor font-family font-size font-style font-weight",
    )
)

ElementTree.register_namespace("", _SVG)


@dataclass(frozen=True)
class Chart:
    """A picture with everything that a reader needs to trust it.

    `title` is the finding in one sentence. `table` holds headers and rows with the same figures, ready to show (numbers
    already formatted); it is the twin for screen readers, for paper and for those who rather read.
    """

    title: str
    spec: Mapping[str, Any]
    table: tuple[Sequence[Any], Sequence[Sequence[Any]]]
    source: str = ""
    n: int | None = None
    period: str = ""
    note: str = ""
    # What a screen reader says instead of the picture; the title when empty.
    description: str = ""
    # Charts that are small by nature (sparklines, one bar) need no second drawing for phones.
    has_narrow: bool = field(default=True)

    @property
    def table_headers(self) -> Sequence[Any]:
        return self.table[0]

    @property
    def table_rows(self) -> Sequence[Sequence[Any]]:
        return self.table[1]

    @cached_property
    def svg(self) -> SafeString:
        """For pages: the picture for wide screens and, hidden there by CSS, the one for phones."""
        label = self.description or self.title
        if not self.has_narrow:
            return render_svg(self.spec, label=label)
        return mark_safe(  # noqa: S308  both come out of render_svg
            render_svg(self.spec, label=label, css_class="chart-wide")
            + render_svg(self.spec, label=label, width=NARROW, css_class="chart-narrow")
        )

    @cached_property
    def svg_print(self) -> SafeString:
        """For PDFs: the wide picture alone, named by a <title>, which becomes the figure's alternative text."""
        return render_svg(self.spec, label=self.description or self.title, titled=True)


def render_svg(
    spec: Mapping[str, Any], *, label: str, width: int | None = None, css_class: str = "", titled: bool = False
) -> SafeString:
    """The picture as an `<svg>` element that is safe to put into a page; drawn once per content and language."""
    language = translation.get_language() or "id"
    drawing = {**spec, "width": width} if width and isinstance(spec.get("width", WIDE), (int, float)) else dict(spec)
    source = json.dumps(drawing, default=_plain, sort_keys=True, ensure_ascii=False)
    digest = hashlib.sha256(f"{RENDERING}\0{language}\0{label}\0{css_class}\0{titled}\0{source}".encode()).hexdigest()
    key = f"chart:{digest}"
    svg = cache.get(key)
    if svg is None:
        raw = _draw(json.loads(source), language, narrow=bool(width and width <= NARROW))
        svg = _clean(raw, label=label, css_class=css_class, titled=titled, prefix=f"c{digest[:10]}")
        cache.set(key, svg, CACHE_SECONDS)
    return mark_safe(svg)  # noqa: S308  built from an allowlist of elements and attributes in _clean


# --- Builders -------------------------------------------------------------------------------------------------------


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
            "value": _number(entry[1]),
            "low": _number(entry[2]) if len(entry) > 3 else None,
            "high": _number(entry[3]) if len(entry) > 3 else None,
            # Where the figure stands: after the whisker, after the bar, or at the axis when there is nothing to draw.
            "edge": _number(next((end for end in (*entry[3:4], entry[1], *(domain or ())) if end is not None), 0)),
            "order": index,
            "href": _own_address((links or {}).get(str(entry[0]), "")),
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
        "axis": {"format": _short_format(value_format)},
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
            "value": _number(entry[2]),
            "low": _number(entry[3]) if len(entry) > 4 else None,
            "high": _number(entry[4]) if len(entry) > 4 else None,
            "href": _own_address((links or {}).get(str(entry[0]), "")),
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
        "axis": {"format": _short_format(value_format)},
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
                "href": _own_address((links or {}).get((column, line), "")),
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
    return {"domain": [_number(end) for end in domain], "clamp": True, "nice": False}


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
            "from": _number(band.low),
            "to": _number(band.high),
            "middle": ((_number(band.low) or 0) + (_number(band.high) or 0)) / 2,
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


# --- Drawing --------------------------------------------------------------------------------------------------------

_engine = Engine()

# Colours that no chart uses otherwise stand for the roles on the way through Vega.
_ALL_ROLES = {**ROLES, "heat-text-soft": "#1b2430", "heat-text-strong": "#ffffff"}
_SENTINELS = {f"@{role}": f"#fa{index:02x}7b" for index, role in enumerate(_ALL_ROLES)}
_ROLE_OF = {sentinel: role.removeprefix("@") for role, sentinel in _SENTINELS.items()}

_CONFIG: dict[str, Any] = {
    "background": None,
    "autosize": {"type": "fit-x", "contains": "padding"},
    "padding": {"left": 2, "top": 6, "right": 14, "bottom": 4},
    # The engine measures text with Liberation Sans, which is as wide as Arial.
    "font": "Arial, Liberation Sans, sans-serif",
    "view": {"stroke": None},
    "axis": {
        "labelColor": "@ink-2",
        "titleColor": "@ink-2",
        "gridColor": "@line",
        "domainColor": "@neutral",
        "tickColor": "@neutral",
        "labelFontSize": 13,
        "titleFontSize": 13,
        "titleFontWeight": "normal",
        "labelLimit": 220,
        "titlePadding": 10,
    },
    "legend": {
        "labelColor": "@ink",
        "titleColor": "@ink-2",
        "labelFontSize": 13,
        "titleFontSize": 13,
        "symbolSize": 90,
        "symbolOpacity": 1,
    },
    "header": {"labelColor": "@ink", "titleColor": "@ink-2", "labelFontSize": 13, "titleFontSize": 13},
    "title": {"color": "@ink", "fontSize": 14},
    "text": {"color": "@ink", "fontSize": 13},
    "mark": {"color": "@series-1"},
    "rule": {"color": "@ink"},
    "range": {"category": list(SERIES), "ordinal": list(HEAT), "ramp": list(HEAT), "heatmap": list(HEAT)},
}

_MONTHS = {
    "Januari": "Jan",
    "Februari": "Feb",
    "Maret": "Mar",
    "April": "Apr",
    "Mei": "Mei",
    "Juni": "Jun",
    "Juli": "Jul",
    "Agustus": "Agu",
    "September": "Sep",
    "Oktober": "Okt",
    "November": "Nov",
    "Desember": "Des",
}
_DAYS = {
    "Minggu": "Min",
    "Senin": "Sen",
    "Selasa": "Sel",
    "Rabu": "Rab",
    "Kamis": "Kam",
    "Jumat": "Jum",
    "Sabtu": "Sab",
}
_NUMBERS_ID = {"decimal": ",", "thousands": ".", "grouping": [3], "currency": ["Rp", ""]}
_TIMES_ID = {
    "dateTime": "%A, %e %B %Y %H.%M",
    "date": "%d/%m/%Y",
    "time": "%H.%M",
    "periods": ["AM", "PM"],
    "days": list(_DAYS),
    "shortDays": list(_DAYS.values()),
    "months": list(_MONTHS),
    "shortMonths": list(_MONTHS.values()),
}


def _draw(spec: dict[str, Any], language: str, *, narrow: bool) -> str:
    axis = {**_CONFIG["axis"], **({"labelLimit": 110} if narrow else {})}
    config = {**_CONFIG, "axis": axis, **spec.get("config", {})}
    prepared = _with_sentinels({**spec, "config": config})
    locale = {} if language.startswith("en") else {"format_locale": _NUMBERS_ID, "time_format_locale": _TIMES_ID}
    # No base address is allowed: a specification cannot make the server fetch anything.
    return _engine.draw(prepared, allowed_base_urls=[], **locale)


def _with_sentinels(value: Any, *, inside_data: bool = False) -> Any:
    if isinstance(value, dict):
        return {key: entry if key in {"data", "datasets"} else _with_sentinels(entry) for key, entry in value.items()}
    if isinstance(value, list):
        return [_with_sentinels(entry) for entry in value]
    if isinstance(value, str) and value.startswith("@"):
        if value not in _SENTINELS:
            raise ValueError(f"Unknown chart colour {value!r}; roles are {', '.join(sorted(_SENTINELS))}.")
        return _SENTINELS[value]
    return value


def _clean(raw: str, *, label: str, css_class: str, titled: bool, prefix: str) -> str:
    """Rebuild the drawing from allowed elements and attributes only, with classes for colours, a name, unique ids."""
    root = ElementTree.fromstring(raw)  # noqa: S314  written by vl_convert a line ago; expat expands no external entities
    links = 0

    def rebuild(source: ElementTree.Element) -> ElementTree.Element | None:
        nonlocal links
        tag = source.tag.removeprefix(f"{{{_SVG}}}")
        if tag not in _TAGS or source.get("display") == "none" or _is_empty(source, tag):
            return None
        target = ElementTree.Element(tag)
        for name, value in source.attrib.items():
            if name not in _ATTRIBUTES:
                continue
            if name == "id":
                target.set("id", f"{prefix}{value}")
            elif name in {"fill", "stroke"} and value.lower() in _ROLE_OF:
                role = _ROLE_OF[value.lower()]
                target.set(name, _ALL_ROLES[role])
                target.set("class", f"{target.get('class', '')} c-{name}-{role}".strip())
            else:
                target.set(name, re.sub(r"url\(#", f"url(#{prefix}", value))
        if source.text and tag in {"text", "tspan"}:
            target.text = source.text
        for child in source:
            rebuilt = rebuild(child)
            if rebuilt is not None:
                target.append(rebuilt)
        if tag == "a":
            href = _own_address(source.get(_XLINK) or source.get("href") or "")
            if not href:
                target.tag = "g"
            else:
                links += 1
                target.set("href", href)
                mark = next(iter(source), None)
                target.set("aria-label", (mark.get("aria-label") if mark is not None else "") or label)
        elif (
            source.get("aria-roledescription") and source.get("role") == "graphics-symbol" and source.get("aria-label")
        ):
            hint = ElementTree.Element("title")
            hint.text = source.get("aria-label")
            if source.get("aria-roledescription") not in {"axis", "legend"}:
                target.insert(0, hint)
        return target

    svg = rebuild(root)
    if svg is None:
        raise ValueError("The drawing is empty.")
    svg.set("xmlns", _SVG)
    svg.set("class", f"chart-svg {css_class}".strip())
    # A picture's children do not exist for screen readers; one with links must stay a group, or they would be lost.
    svg.set("role", "group" if links else "img")
    svg.set("aria-label", label)
    if titled:
        name = ElementTree.Element("title")
        name.text = label
        svg.insert(0, name)
    for side in ("width", "height"):
        svg.set(side, str(round(float(svg.get(side, "0")))))
    return ElementTree.tostring(svg, encoding="unicode", short_empty_elements=True)


def _is_empty(source: ElementTree.Element, tag: str) -> bool:
    """Vega's invisible backgrounds and foregrounds."""
    css = source.get("class", "")
    return (
        tag == "path"
        and css in {"background", "foreground"}
        and source.get("fill") is None
        and not source.get("stroke")
    )


def _own_address(href: str) -> str:
    """A path inside the portal, or "" for anything else."""
    path = href.removeprefix(_LOADER_BASE)
    if path.startswith("/") and not path.startswith(("//", "/\\")):
        return path
    return ""


def _number(value: Any) -> float | None:
    return None if value is None else float(value)


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    return str(value)


def chart_table_html(chart: Chart) -> SafeString:
    """The table twin as plain HTML, where no component is at hand (mail)."""
    head = "".join(f"<th scope='col'>{escape(cell)}</th>" for cell in chart.table_headers)
    body = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in chart.table_rows)
    return mark_safe(f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>")  # noqa: S308  cells escaped
