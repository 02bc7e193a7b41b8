"""The dashboard over time: twelve months of daily reports, four quarters of what citizens say."""

from __future__ import annotations

import datetime
from decimal import Decimal

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from asn_portal.charts import Chart, bar_chart, line_chart
from employees.domain.service_life.months import add_months
from evaluations.reports.dashboard.citizens import Published, mean_index, published
from evaluations.reports.dashboard.daily import Work, last_month, months_of, work_table
from evaluations.reports.dashboard.figure import Reader, percent_text

QUARTERS = 4
MONTHS_OF_A_QUARTER = 3


def dashboard_charts(reader: Reader) -> list[Chart]:
    """Only those with something to show."""
    found = [_months(reader), _quarters(reader)]
    return [chart for chart in found if chart is not None]


def _months(reader: Reader) -> Chart | None:
    table, months = work_table(reader), months_of(reader)
    works = [(month, table.month(month)) for month in months]
    if not any(work.sent for _month, work in works):
        return None
    sent, decided = _("Sent"), _("Decided in time")
    points: list[tuple[str, str, Decimal | None]] = []
    for month, work in works:
        points.append((_month_name(month), sent, _percent(work.sent, work.expected)))
        points.append((_month_name(month), decided, _percent(work.in_time, work.decidable)))
    newest = works[-1][1]
    return line_chart(
        points,
        title=_finding(last_month(reader), newest),
        x=_("Month"),
        y=_("Per cent"),
        domain=(0, 100),
        table=(
            [_("Month"), sent, _("Expected"), decided, pgettext("counted", "Due")],
            [
                [_month_name(month), *(formats.number_format(number) for number in _numbers(work))]
                for month, work in works
            ],
        ),
        source=_("daily reports"),
        period=f"{_month_name(months[0])} – {_month_name(months[-1])}",
        n=sum(work.expected for _month, work in works),
    )


def _quarters(reader: Reader) -> Chart | None:
    """The satisfaction index of the surveys that ended in each of the last four quarters."""
    results = published(reader)
    if not results:
        return None
    this = _quarter_start(reader.today)
    starts = [add_months(this, -MONTHS_OF_A_QUARTER * back) for back in range(QUARTERS - 1, -1, -1)]
    by_quarter: dict[datetime.date, list[Published]] = {start: [] for start in starts}
    for each in results:
        start = _quarter_start(each.survey.ends_on)
        if start in by_quarter:
            by_quarter[start].append(each)
    if not any(by_quarter.values()):
        return None
    rows = [(_quarter_name(start), mean_index(found) if found else None) for start, found in by_quarter.items()]
    newest = next((name, value) for name, value in reversed(rows) if value is not None)
    return bar_chart(
        rows,
        title=_("Satisfaction index %(value)s in %(quarter)s")
        % {"value": formats.number_format(newest[1]), "quarter": newest[0]},
        category=_("Quarter"),
        value=_("Index (IKM)"),
        domain=(25, 100),
        value_format=",.2f",
        table=(
            [_("Quarter"), _("Index (IKM)"), _("Surveys"), _("Forms")],
            [
                [
                    _quarter_name(start),
                    formats.number_format(mean_index(found)) if found else "–",
                    formats.number_format(len(found)),
                    formats.number_format(sum(each.valid for each in found)),
                ]
                for start, found in by_quarter.items()
            ],
        ),
        source=_("published results of surveys"),
        period=f"{_quarter_name(starts[0])} – {_quarter_name(starts[-1])}",
        n=sum(each.valid for found in by_quarter.values() for each in found),
    )


def _finding(month: datetime.date, work: Work) -> str:
    name = str(formats.date_format(month, "YEAR_MONTH_FORMAT"))
    if not work.expected:
        return _("%(month)s: no daily report was expected") % {"month": name}
    if not work.decidable:
        return _("%(month)s: %(sent)s %% of the daily reports were sent") % {
            "month": name,
            "sent": percent_text(work.sent, work.expected),
        }
    return _("%(month)s: %(sent)s %% of the daily reports were sent, %(decided)s %% decided in time") % {
        "month": name,
        "sent": percent_text(work.sent, work.expected),
        "decided": percent_text(work.in_time, work.decidable),
    }


def _numbers(work: Work) -> tuple[int, int, int, int]:
    return work.sent, work.expected, work.in_time, work.decidable


def _percent(part: int, whole: int) -> Decimal | None:
    """None, a gap in the line, where nothing was expected."""
    return Decimal(min(part, whole)) * 100 / whole if whole else None


def _month_name(month: datetime.date) -> str:
    return str(formats.date_format(month, "M Y"))


def _quarter_start(day: datetime.date) -> datetime.date:
    return day.replace(month=day.month - (day.month - 1) % MONTHS_OF_A_QUARTER, day=1)


def _quarter_name(start: datetime.date) -> str:
    return _("Q%(number)s %(year)s") % {"number": (start.month + 2) // MONTHS_OF_A_QUARTER, "year": start.year}
