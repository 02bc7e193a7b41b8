"""The chart of a unit's monthly evaluation report."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from django.utils import formats
from django.utils.translation import gettext as _

from asn_portal.charts import Chart
from evaluations.reports.unit_month import UnitMonth, WeekLine

# The chart in pixels: all of it, and one digit of a label.
WIDTH = 680
DIGIT = 7
# How much longer the axis is than the longest bar, when words stand beside the bars.
BESIDE = 1.3


def unit_month_chart(report: UnitMonth) -> Chart:
    """What became of the expected reports, week by week. People are never ranked."""
    parts = (
        ("approved", _("Approved"), "@good", "@surface"),
        ("waiting", _("Awaiting approval"), "@series-1", "@surface"),
        ("returned", _("Returned"), "@series-2", "@surface"),
        ("missing", _("Not written"), "@neutral-soft", "@ink"),
    )
    most = max((week.expected for week in report.weeks), default=1) or 1
    beside = {_week_name(week): _too_narrow(week, parts, most) for week in report.weeks}
    data = [
        {
            "week": _week_name(week),
            "part": label,
            "order": index,
            "number": getattr(week, name),
            "text": formats.number_format(getattr(week, name)) if _fits(getattr(week, name), most) else "",
            "label": f"{_week_name(week)}, {label}: {getattr(week, name)}",
        }
        for week in report.weeks
        for index, (name, label, _fill, _ink) in enumerate(parts)
        if getattr(week, name)
    ]
    labels = [label for _name, label, _fill, _ink in parts]
    y = {
        "field": "week",
        "type": "nominal",
        "sort": [_week_name(week) for week in report.weeks],
        "title": _("Week"),
        "axis": {"labelLimit": 190, "labelPadding": 8, "ticks": False, "domain": False},
    }
    x = {
        "field": "number",
        "type": "quantitative",
        "stack": "zero",
        "title": _("Expected daily reports"),
        "axis": {"tickMinStep": 1, "format": ",.0f"},
        # Room for the words beside the bars.
        "scale": {"domainMax": most * BESIDE, "nice": False} if any(beside.values()) else {},
    }
    order = {"field": "order", "type": "quantitative"}
    totals = report.totals
    return Chart(
        title=_("%(approved)s of %(expected)s expected daily reports were approved (%(percent)s %%)")
        % {
            "approved": formats.number_format(totals.approved),
            "expected": formats.number_format(totals.expected),
            "percent": formats.number_format(totals.approved_percent_value),
        },
        spec={
            "width": WIDTH,
            "height": {"step": 28},
            "data": {"values": data},
            "layer": [
                {
                    "mark": {"type": "bar", "height": {"band": 0.66}, "stroke": "@neutral", "strokeWidth": 1},
                    "encoding": {
                        "y": y,
                        "x": x,
                        "order": order,
                        "color": {
                            "field": "part",
                            "type": "nominal",
                            "sort": labels,
                            "scale": {"domain": labels, "range": [fill for _name, _label, fill, _ink in parts]},
                            "legend": {"title": None, "orient": "top", "columns": 2},
                        },
                        "description": {"field": "label"},
                    },
                },
                {
                    "mark": {"type": "text", "aria": False, "align": "center"},
                    "encoding": {
                        "y": y,
                        "x": {**x, "bandPosition": 0.5},
                        "order": order,
                        "detail": {"field": "part"},
                        "text": {"field": "text"},
                        "color": {
                            "field": "part",
                            "type": "nominal",
                            "scale": {"domain": labels, "range": [ink for _name, _label, _fill, ink in parts]},
                            "legend": None,
                        },
                    },
                },
                {
                    "data": {
                        "values": [
                            {"week": _week_name(week), "end": week.expected, "text": beside[_week_name(week)]}
                            for week in report.weeks
                        ]
                    },
                    "mark": {"type": "text", "aria": False, "align": "left", "dx": 5, "color": "@ink"},
                    "encoding": {
                        "y": y,
                        "x": {"field": "end", "type": "quantitative"},
                        "text": {"field": "text"},
                    },
                },
            ],
            "resolve": {"scale": {"color": "independent"}},
        },
        table=(
            [_("Week"), *labels, _("Expected")],
            [
                [_week_name(week), week.approved, week.waiting, week.returned, week.missing, week.expected]
                for week in report.weeks
            ],
        ),
        source=_("daily reports in the portal"),
        n=totals.expected,
        period=str(formats.date_format(report.month, "YEAR_MONTH_FORMAT")),
    )


def _fits(number: int, most: int) -> bool:
    """Whether a number can stand inside its part of the bar."""
    digits = len(formats.number_format(number))
    return number * WIDTH / (most * BESIDE) >= DIGIT * digits + DIGIT / 2


def _too_narrow(week: WeekLine, parts: Iterable[tuple[str, str, str, str]], most: int) -> str:
    """What stands beside the bar because its part is too narrow for a number: `Returned: 1`."""
    small = [
        (label, getattr(week, name))
        for name, label, _fill, _ink in parts
        if getattr(week, name) and not _fits(getattr(week, name), most)
    ]
    return ", ".join(f"{label}: {formats.number_format(number)}" for label, number in small)


def _week_name(week: WeekLine) -> str:
    """`3–7 Nov`, Monday to Friday."""
    begin, end = week.starts_on, week.starts_on + datetime.timedelta(days=4)
    first = formats.date_format(begin, "j") if begin.month == end.month else formats.date_format(begin, "j M")
    return f"{first}–{formats.date_format(end, 'j M')}"
