"""A government's month: its offices in their order, never ranked; small ones are hidden."""

from __future__ import annotations

import datetime
from collections import Counter, defaultdict
from typing import Any

from django.conf import settings
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Count, Sum
from django.db.models.functions import Left
from django.utils import formats
from django.utils.translation import gettext as _

from asn_portal.charts import bar_chart
from employees.models import Employee, OrganizationalUnit
from evaluations.domain.calendar import working_days
from evaluations.domain.daily import percent_of
from evaluations.enums import SENT_DAILY_STATES, DailyState, PlanState
from evaluations.models import DailyWorkReport, FollowUpAction, WorkPlan
from evaluations.reports.carried import cutoff_day, promised_words
from evaluations.reports.expected_days import expected_stays
from evaluations.reports.heading import Heading, gather_heading, heading_of
from evaluations.reports.presentation import SMALLEST_SHOWN, Cell, Column, Presentation, Sheet, Tile
from evaluations.reports.unit_month_shown import daily_columns
from evaluations.words import REPORT_TITLES
from surveys.domain.composition import suppress_small
from surveys.models import Holiday

STEP = settings.ACCESS_UNIT_STEP
STATES = (DailyState.APPROVED, DailyState.SUBMITTED, DailyState.RETURNED)


def gather(unit: OrganizationalUnit, first: datetime.date, last: datetime.date) -> dict[str, Any]:
    """The same number of queries for any number of units. A branch is an office under the government with all below."""
    days = working_days(first, last, frozenset(Holiday.objects.dates_for(unit.government_path)))
    branches = OrganizationalUnit.objects.within(unit.path).filter(depth__lte=2).open_during(first, last)
    staff, expected_days = _expected(unit, first, last, days)
    sent = _sent(unit, days)
    span = DateRange(first, last + datetime.timedelta(days=1))
    agreed = WorkPlan.objects.filter(
        state=PlanState.AGREED,
        period__overlap=span,
        employee__in=Employee.objects.active(),
        unit__path__startswith=unit.path,
    )
    actions = FollowUpAction.objects.open().filter(unit__path__startswith=unit.path)
    as_of = cutoff_day(unit)
    rows = []
    for branch in branches:
        counts, expected = sent[branch.path], expected_days[branch.path]
        written = sum(counts[state] for state in STATES)
        rows.append(
            {
                "key": str(branch.pk),
                "name": branch.name,
                "staff": staff[branch.path],
                "expected": expected,
                "approved": counts[DailyState.APPROVED],
                "waiting": counts[DailyState.SUBMITTED],
                "returned": counts[DailyState.RETURNED],
                # Who has left may have written more than is expected of those who are there.
                "missing": max(0, expected - written),
                "minutes": counts["minutes"],
            }
        )
    return {
        "heading": gather_heading(unit, first, last),
        "working_days": len(days),
        "branches": [row for row in rows if row["staff"] or row["approved"]],
        "plans_agreed": agreed.values("employee").distinct().count(),
        "actions_open": actions.count(),
        "actions_overdue": actions.overdue_on(as_of).count(),
        "actions_as_of": as_of.isoformat(),
    }


def _expected(
    unit: OrganizationalUnit, first: datetime.date, last: datetime.date, days: list[datetime.date]
) -> tuple[Counter[str], Counter[str]]:
    """By branch: the people in service there at some time of the month, and the reports that are expected of them."""
    people: dict[str, set[int]] = defaultdict(set)
    reports: Counter[str] = Counter()
    for stay in expected_stays(first, last, under=unit.path):
        branch = stay.unit_path[: 2 * STEP]
        people[branch].add(stay.employee_id)
        reports[branch] += len(stay.among(days))
    return Counter({branch: len(found) for branch, found in people.items()}), reports


def _sent(unit: OrganizationalUnit, days: list[datetime.date]) -> dict[str, Counter[str]]:
    """Reports of working days by branch and state, and their approved minutes."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    if not days:
        return found
    rows = (
        DailyWorkReport.objects.filter(unit__path__startswith=unit.path, state__in=SENT_DAILY_STATES, date__in=days)
        .order_by()
        .annotate(branch=Left("unit__path", 2 * STEP))
        .values_list("branch", "state")
        .annotate(Count("pk"), Sum("minutes"))
    )
    for branch, state, count, minutes in rows:
        found[branch][state] += count
        if state == DailyState.APPROVED:
            found[branch]["minutes"] += minutes or 0
    return found


def present(snapshot: dict[str, Any]) -> Presentation:
    data, heading = snapshot["data"], heading_of(snapshot["data"]["heading"])
    branches = data["branches"]
    numbers = ("staff", "expected", "approved", "waiting", "returned", "missing", "minutes")
    total = {name: sum(branch[name] for branch in branches) for name in numbers}
    # What is told of an office of few people is told of each of them.
    shown = suppress_small({number: branch["staff"] for number, branch in enumerate(branches)}, smallest=SMALLEST_SHOWN)
    percent = _percent(total)
    rows: list[tuple[Cell, ...]] = [
        (branch["name"], branch["staff"], *(_figures(branch) if shown[number] is not None else (None,) * 6))
        for number, branch in enumerate(branches)
    ]
    source = _("daily reports and plans in the portal")
    return Presentation(
        title=str(REPORT_TITLES["government"]),
        heading=heading,
        tiles=[
            Tile(
                _("Approved"),
                percent,
                _("%(approved)s of %(expected)s reports expected of staff and heads")
                % {
                    "approved": formats.number_format(total["approved"]),
                    "expected": formats.number_format(total["expected"]),
                },
                "%",
                is_public=True,
            ),
            Tile(
                _("Staff"),
                total["staff"],
                _("%(days)s working days") % {"days": data["working_days"]},
                is_public=True,
            ),
            Tile(
                _("Agreed plans"),
                data["plans_agreed"],
                _("of %(staff)s members of staff") % {"staff": formats.number_format(total["staff"])},
                is_public=True,
            ),
            Tile(
                _("Follow-up actions open on the day of the data"),
                data["actions_open"],
                _("%(number)s overdue on %(day)s")
                % {
                    "number": formats.number_format(data["actions_overdue"]),
                    "day": formats.date_format(_overdue_day(data, heading)),
                },
                compared_note=_("%(number)s of them overdue")
                % {"number": formats.number_format(data["actions_overdue"])},
            ),
        ],
        sheets=[
            Sheet(
                title=_("Offices"),
                columns=[
                    Column(_("Office")),
                    Column(_("Staff"), True),
                    *daily_columns(),
                    Column(_("Approved, %"), True),
                ],
                rows=[*rows, (_("Government"), total["staff"], *_figures(total))],
                source=source,
                n=total["expected"],
                note=_(
                    "In the order of the organisation chart. Offices of fewer than five people are not shown (–), nor "
                    "others from which their figures would follow."
                ),
                is_public=True,
                has_total=True,
                # Older snapshots have only names.
                keys=[*(branch["key"] for branch in branches), ""] if all("key" in each for each in branches) else (),
            )
        ],
        sentences=[
            _("%(approved)s of %(expected)s expected daily reports were approved (%(percent)s %%).")
            % {
                "approved": formats.number_format(total["approved"]),
                "expected": formats.number_format(total["expected"]),
                "percent": formats.number_format(percent),
            },
            _("%(plans)s of %(staff)s members of staff have an agreed performance plan.")
            % {"plans": formats.number_format(data["plans_agreed"]), "staff": formats.number_format(total["staff"])},
            promised_words(data["actions_open"], data["actions_overdue"]),
        ],
        chart=bar_chart(
            [
                (branch["name"], _percent(branch) if branch["expected"] else None)
                for number, branch in enumerate(branches)
                if shown[number] is not None
            ],
            title=_("%(percent)s %% of the expected daily reports were approved")
            % {"percent": formats.number_format(percent)},
            category=_("Office"),
            value=_("Approved, % of the expected reports"),
            domain=(0, 100),
            value_format=",.1f",
            n=total["expected"],
            source=source,
            period=str(formats.date_format(heading.first, "YEAR_MONTH_FORMAT")),
        )
        if any(number is not None for number in shown.values())
        else None,
    )


def _overdue_day(data: dict[str, Any], heading: Heading) -> datetime.date:
    """Older snapshots counted what was overdue at the end of the month."""
    as_of = data.get("actions_as_of")
    return datetime.date.fromisoformat(as_of) if as_of else heading.last


def _percent(row: dict[str, int]) -> Any:
    return percent_of(row["approved"], row["expected"])


def _figures(row: dict[str, int]) -> tuple[Cell, ...]:
    numbers = tuple(row[name] for name in ("expected", "approved", "waiting", "returned", "missing"))
    return (*numbers, _percent(row) if row["expected"] else None)
