"""A person's levels as a star: what the position asks for, and what is known."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from asn_portal.charts import Chart

LEVELS = 5
# Beyond the outermost ring, for the names.
RIM = 5.7
SIZE = 420
UNKNOWN = "?"


def radar_chart(
    rows: Sequence[tuple[str, int | None, int | None]], *, title: str, source: str = "", period: str = ""
) -> Chart | None:
    """Rows `(competency, required, achieved)`; None in either means unknown or not asked for, and leaves a gap rather
    than a zero. Fewer than three competencies make no star: None."""
    if len(rows) < 3:
        return None
    rings = [
        {"series": f"ring{level}", **_point(index % len(rows), len(rows), level), "order": index}
        for level in range(1, LEVELS + 1)
        for index in range(len(rows) + 1)
    ]
    spokes = [
        {**_point(index, len(rows), LEVELS), "x0": 0.0, "y0": 0.0, "label": name}
        for index, (name, _required, _achieved) in enumerate(rows)
    ]
    names = [
        {**_point(index, len(rows), RIM), "label": name if achieved is not None else f"{name} {UNKNOWN}"}
        for index, (name, _required, achieved) in enumerate(rows)
    ]
    required, achieved = _("Required"), _("Achieved")
    lines = _outline(rows, 1, required) + _outline(rows, 2, achieved)
    colour = {
        "field": "kind",
        "type": "nominal",
        "scale": {"domain": [required, achieved], "range": ["@series-2", "@series-1"]},
        "legend": {"title": None, "orient": "top"},
    }
    spec = {
        "width": SIZE + 180,
        "height": SIZE,
        "layer": [
            {
                "data": {"values": rings},
                "mark": {"type": "line", "color": "@line", "strokeWidth": 1, "aria": False},
                "encoding": {**_xy(), "detail": {"field": "series"}, "order": {"field": "order"}},
            },
            {
                "data": {"values": spokes},
                "mark": {"type": "rule", "color": "@line", "aria": False},
                "encoding": {**_xy("x0", "y0"), "x2": {"field": "x"}, "y2": {"field": "y"}},
            },
            {
                "data": {"values": lines},
                "mark": {"type": "line", "strokeWidth": 2.5, "aria": False},
                "encoding": {
                    **_xy(),
                    "color": colour,
                    "detail": {"field": "series"},
                    "order": {"field": "order"},
                    "strokeDash": {
                        "field": "kind",
                        "type": "nominal",
                        "scale": {"domain": [required, achieved], "range": [[6, 4], [1, 0]]},
                        "legend": None,
                    },
                },
            },
            {
                "data": {"values": lines},
                "mark": {"type": "point", "filled": True, "size": 60},
                "encoding": {**_xy(), "color": colour, "description": {"field": "label"}},
            },
            {
                "data": {"values": names},
                "mark": {"type": "text", "color": "@ink", "aria": False, "limit": 150},
                "encoding": {**_xy(), "text": {"field": "label"}},
            },
        ],
    }
    table = (
        [_("Competency"), required, achieved],
        [[name, _shown(wanted), _shown(got) if got is not None else _("unknown")] for name, wanted, got in rows],
    )
    return Chart(
        title=title,
        spec=spec,
        table=table,
        source=source,
        period=period,
        n=len(rows),
        note=_("Levels 1 to 5 from the middle outwards; “?” marks an unknown level, which is no zero."),
    )


def _outline(rows: Sequence[tuple[Any, ...]], column: int, kind: str) -> list[dict[str, Any]]:
    """Pieces of the outline between unknown levels; closed where all are known."""
    count = len(rows)
    points, piece = [], 0
    for index in range(count + 1):
        level = rows[index % count][column]
        if level is None:
            piece += 1
            continue
        points.append(
            {
                **_point(index % count, count, level),
                "kind": kind,
                "series": f"{kind}{piece}",
                "order": index,
                "label": f"{rows[index % count][0]}, {kind}: {level}",
            }
        )
    return points


def _point(index: int, count: int, radius: float) -> dict[str, float]:
    """The first spoke points up, the others follow clockwise."""
    angle = math.pi / 2 - 2 * math.pi * index / count
    return {"x": round(radius * math.cos(angle), 4), "y": round(radius * math.sin(angle), 4)}


def _xy(x: str = "x", y: str = "y") -> dict[str, Any]:
    def axis(name: str, most: float) -> dict[str, Any]:
        return {
            "field": name,
            "type": "quantitative",
            "axis": None,
            "scale": {"domain": [-most, most], "nice": False, "zero": False},
        }

    return {"x": axis(x, RIM * (SIZE + 180) / SIZE + 0.6), "y": axis(y, RIM + 0.6)}


def _shown(level: int | None) -> str:
    return "–" if level is None else str(level)
