"""How an office deals with what citizens report, in numbers that name nobody."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, TypeVar

from django.db.models import Aggregate, Count, DateField, DurationField, ExpressionWrapper, F, Q
from django.db.models.functions import TruncDate, TruncMonth
from django.utils import formats
from django.utils.translation import gettext as _

from asn_portal.charts import Chart, line_chart
from employees.models import OrganizationalUnit
from surveys.domain.composition import SMALLEST_SHOWN, suppress_small
from surveys.enums import COMPLAINT_CLOSED, COMPLAINT_ENDED, ComplaintKind, ComplaintState
from surveys.models import Complaint, TopicTag
from surveys.reports.topics import SHOWN_LINES, month_name, months_between

Key = TypeVar("Key")


class Median(Aggregate):
    """The middle value of a column, as the database computes it."""

    function = "PERCENTILE_CONT"
    name = "median"
    template = "%(function)s(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"


@dataclass(frozen=True)
class Row:
    """None: too few to be shown."""

    label: str
    count: int | None


@dataclass(frozen=True)
class ComplaintFigures:
    """Of one office, or of a government with all its offices; small cells are hidden, also against subtraction: numbers
    are rounded down to multiples of five, so that offices subtracted from their government leave nothing exact."""

    since: datetime.date
    until: datetime.date
    total: int
    kinds: tuple[Row, ...]
    states: tuple[Row, ...]
    # Days by the calendar from receipt to the first reply; None where fewer than five were answered.
    median_days: Decimal | None
    answered: int
    overdue_percent: int | None
    satisfied_percent: int | None
    judged: int | None
    not_fixed_percent: int | None
    not_fixed: int | None
    closed: int | None
    supports: int | None
    topics: Chart | None
    topic_rows: tuple[Row, ...]

    @property
    def has_hidden(self) -> bool:
        return any(row.count is None for row in (*self.kinds, *self.states, *self.topic_rows))


def complaint_figures(unit: OrganizationalUnit, since: datetime.date, until: datetime.date) -> ComplaintFigures:
    """Reports received from `since` to `until`, both included. Secret ones are counted like all others; nothing of
    them is shown. Four queries, whatever the number of reports."""
    zone = unit.tz
    received = Complaint.objects.filter(
        unit__path__startswith=unit.path,
        received_at__gte=_start(since, zone),
        received_at__lt=_start(until + datetime.timedelta(days=1), zone),
    )
    row = _counts(received, until)
    total = row["total"]
    closed = row["closed"]
    states = _shown({state: row[f"state_{state}"] for state in ComplaintState.values})
    kinds = _shown({kind: row[f"kind_{kind}"] for kind in ComplaintKind.values})
    median = row["median"]
    chart, topics = _topics(unit, since, until)
    return ComplaintFigures(
        since=since,
        until=until,
        total=_rounded(total),
        kinds=tuple(Row(str(label), kinds[value]) for value, label in ComplaintKind.choices),
        states=tuple(Row(str(label), states[value]) for value, label in ComplaintState.choices),
        median_days=_days(median) if median is not None and row["answered"] >= SMALLEST_SHOWN else None,
        answered=_rounded(row["answered"]),
        overdue_percent=_share(row["overdue"], total),
        satisfied_percent=_share(row["satisfied"], row["judged"]),
        judged=_rounded(row["judged"]) if _share(row["satisfied"], row["judged"]) is not None else None,
        # Shown only where the same cell of the table of states is.
        not_fixed=states[ComplaintState.NOT_FIXED],
        not_fixed_percent=_share(row["state_not_fixed"], closed) if states[ComplaintState.NOT_FIXED] else None,
        closed=_rounded(closed)
        if states[ComplaintState.NOT_FIXED] is not None and states[ComplaintState.DONE] is not None
        else None,
        supports=_rounded(row["supports"]) or None,
        topics=chart,
        topic_rows=topics,
    )


def _counts(received: Any, until: datetime.date) -> dict[str, Any]:
    """Late is what is overdue now, and what was closed or first answered after its day."""
    today = until
    closed_late = Q(state__in=COMPLAINT_ENDED, closed_day__gt=F("complete_due"))
    answered_late = Q(follow_up_due__isnull=False, answered_day__gt=F("follow_up_due"))
    overdue_now = ~Q(state__in=[*COMPLAINT_ENDED, ComplaintState.POSTPONED]) & Q(due__lt=today)
    rows = (
        received.with_due()
        .annotate(
            closed_day=TruncDate("closed_at", output_field=DateField()),
            answered_day=TruncDate("answered_at", output_field=DateField()),
        )
        .order_by()
    )
    asked: dict[str, Any] = {
        "total": Count("*"),
        "answered": Count("pk", filter=Q(answered_at__isnull=False)),
        "closed": Count("pk", filter=Q(state__in=COMPLAINT_CLOSED)),
        "overdue": Count("pk", filter=closed_late | answered_late | overdue_now),
        "judged": Count("pk", filter=Q(is_satisfied__isnull=False)),
        "satisfied": Count("pk", filter=Q(is_satisfied=True)),
        "median": Median(
            ExpressionWrapper(F("answered_at") - F("received_at"), output_field=DurationField()),
            filter=Q(answered_at__isnull=False),
            output_field=DurationField(),
        ),
        **{f"state_{state}": Count("pk", filter=Q(state=state)) for state in ComplaintState.values},
        **{f"kind_{kind}": Count("pk", filter=Q(kind=kind)) for kind in ComplaintKind.values},
    }
    row = rows.aggregate(**asked)
    support = Complaint._meta.get_field("supports").related_model
    row["supports"] = support.objects.filter(complaint__in=received.order_by().values("pk")).count()
    return row


def _topics(
    unit: OrganizationalUnit, since: datetime.date, until: datetime.date
) -> tuple[Chart | None, tuple[Row, ...]]:
    """By month where every month of a topic has enough texts or none; the sums of the others stand in the table."""
    government = unit.government
    tags = (
        TopicTag.objects.of_government(government.path)
        .exclude(complaint__state=ComplaintState.REJECTED)
        .filter(Q(comment__survey__unit__path__startswith=unit.path) | Q(complaint__unit__path__startswith=unit.path))
    )
    counted = (
        tags.with_text_facts(government.tz)
        .between(since, until)
        .order_by()
        .annotate(month=TruncMonth("day"))
        .values_list("topic__name", "month")
        .annotate(n=Count("*"))
    )
    counts: dict[str, dict[datetime.date, int]] = {}
    for name, month, number in counted:
        counts.setdefault(name, {})[month] = number
    totals = _shown({name: sum(months.values()) for name, months in sorted(counts.items())})
    rows = tuple(
        Row(name, count) for name, count in sorted(totals.items(), key=lambda item: (-(item[1] or 0), item[0]))
    )
    months = months_between(since, until)
    points: list[tuple[str, str, int | None]] = []
    for row in [row for row in rows if row.count][:SHOWN_LINES]:
        shown = _shown({month: counts[row.label].get(month, 0) for month in months})
        points += [(month_name(month), row.label, shown[month]) for month in months]
    if not any(value for _month, _name, value in points) or len(months) < 2:
        return None, rows
    chart = line_chart(
        points,
        title=_("Most often: %(topic)s") % {"topic": rows[0].label},
        x=_("Month"),
        y=_("Texts"),
        note=_("Months with fewer than %(number)d texts leave a gap.") % {"number": SMALLEST_SHOWN},
        source=_("Comments of surveys and reports of citizens, tagged by the offices"),
        period=f"{formats.date_format(since, 'DATE_FORMAT')} – {formats.date_format(until, 'DATE_FORMAT')}",
    )
    return chart, rows


def _shown(counts: dict[Key, int]) -> dict[Key, int | None]:
    return {key: count and _rounded(count) for key, count in suppress_small(counts).items()}


def _rounded(count: int) -> int:
    """Down to a multiple of five."""
    return count - count % SMALLEST_SHOWN


def _share(part: int, whole: int) -> int | None:
    """In steps of five per cent, as coarse as the counts; None where it would show a handful of people, on either
    side."""
    if whole < SMALLEST_SHOWN or 0 < part < SMALLEST_SHOWN or 0 < whole - part < SMALLEST_SHOWN:
        return None
    return 5 * int((Decimal(part) * 20 / whole).quantize(Decimal(1), ROUND_HALF_UP))


def _days(duration: datetime.timedelta) -> Decimal:
    return (Decimal(int(duration.total_seconds())) / 86400).quantize(Decimal(1), ROUND_HALF_UP)


def _start(day: datetime.date, zone: Any) -> datetime.datetime:
    return datetime.datetime.combine(day, datetime.time(), tzinfo=zone)
