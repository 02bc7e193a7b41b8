"""A unit or a government in figures, each with the rows behind it."""

from evaluations.reports.dashboard.charts import (
    dashboard_charts,
)
from evaluations.reports.dashboard.figure import (
    Dashboard,
    Figure,
    Reader,
    RowPage,
    units_with_dashboard,
)
from evaluations.reports.dashboard.gather import (
    dashboard_of,
    rows_behind,
)

__all__ = [
    "Dashboard",
    "Figure",
    "Reader",
    "RowPage",
    "dashboard_charts",
    "dashboard_of",
    "rows_behind",
    "units_with_dashboard",
]
