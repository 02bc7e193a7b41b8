"""Charts: a Vega-Lite specification becomes inline SVG on the server, with a table of the same figures.

    Chart(title="Belawan I improved by 3.2 points", spec={…}, table=(headers, rows), source="SKM 2026", n=412)

Specifications name colours by role, never by value: "@series-1" … "@series-6", "@good", "@attention", "@bad",
"@primary", "@neutral", "@ink", "@ink-2", "@line", "@surface". The SVG carries the light value (paper) and a class for
each, and static/css/charts.css gives the class the value of the theme. So one picture serves both themes and the PDF,
and no inline style is needed.
"""

from asn_portal.charts.builders import Band, bar_chart, format_number, heat_map, line_chart
from asn_portal.charts.chart import Chart, chart_table_html
from asn_portal.charts.drawing import ROLES, SERIES, render_svg

__all__ = [
    "ROLES",
    "SERIES",
    "Band",
    "Chart",
    "bar_chart",
    "chart_table_html",
    "format_number",
    "heat_map",
    "line_chart",
    "render_svg",
]
