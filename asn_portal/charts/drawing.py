"""From a specification to SVG that is safe to put into a page."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from xml.etree import ElementTree

from django.core.cache import cache
from django.utils import translation
from django.utils.safestring import SafeString, mark_safe

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


_engine = Engine()

# Colours that no chart uses otherwise stand for the roles on the way through Vega.
ALL_ROLES = {**ROLES, "heat-text-soft": "#1b2430", "heat-text-strong": "#ffffff"}
_SENTINELS = {f"@{role}": f"#fa{index:02x}7b" for index, role in enumerate(ALL_ROLES)}
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
                target.set(name, ALL_ROLES[role])
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
            href = own_address(source.get(_XLINK) or source.get("href") or "")
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


def own_address(href: str) -> str:
    """A path inside the portal, or "" for anything else."""
    path = href.removeprefix(_LOADER_BASE)
    if path.startswith("/") and not path.startswith(("//", "/\\")):
        return path
    return ""


def as_number(value: Any) -> float | None:
    return None if value is None else float(value)


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    return str(value)
