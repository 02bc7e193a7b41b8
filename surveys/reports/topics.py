"""What citizens write about: topics over time, and the competencies that they ask for."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Q
from django.db.models.functions import TruncMonth
from django.urls import reverse
from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from asn_portal.charts import Chart, line_chart
from employees.models import OrganizationalUnit
from surveys.domain.topics import add_counts, suggest_topics
from surveys.models import Topic, TopicTag

# More lines than this can't be told apart.
SHOWN_LINES = 5


def demand(government: OrganizationalUnit, since: datetime.date, until: datetime.date) -> dict[str, int]:
    """How many texts ask for each competency: `{"communication": 12, …}`, largest first.

    A text (a comment of a survey or a report of a citizen) written from `since` to `until`, both included, counts once
    for every competency that one of its topics is mapped to, however many of them are. Competencies that no text asks
    for are missing. Keys are codes of the competency dictionary; the nine generic ones are
    `surveys.enums.GenericCompetency`. Counts only: nothing about a text or its author. Rejected reports are left out.

    This signature is stable: training needs read it. One query, whatever the number of texts.
    """
    if since > until:
        raise ValueError("The first day must not be after the last one.")
    tags = (
        TopicTag.objects.of_government(government.path)
        .exclude(complaint__state="rejected")
        .with_text_facts(government.tz)
        .between(since, until)
        .filter(topic__competencies__isnull=False)
    )
    counted = (
        tags.order_by()
        .values("topic__competencies__competency")
        .annotate(comments=Count("comment", distinct=True), complaints=Count("complaint", distinct=True))
    )
    rows = counted.values_list("topic__competencies__competency", "comments", "complaints")
    return add_counts((competency, comments + complaints) for competency, comments, complaints in sorted(rows))


@dataclass(frozen=True)
class Cell:
    count: int
    url: str


@dataclass(frozen=True)
class TopicLine:
    topic: Topic
    cells: tuple[Cell, ...]
    total: Cell


@dataclass(frozen=True)
class TopicReport:
    months: tuple[datetime.date, ...]
    lines: tuple[TopicLine, ...]
    total: int
    chart: Chart | None

    @property
    def headers(self) -> list[str]:
        return [_("Topic"), *(month_name(month) for month in self.months), _("Together")]

    @property
    def rows(self) -> list[list[Any]]:
        return [[line.topic.name, *(cell.count for cell in line.cells), line.total.count] for line in self.lines]


def topic_report(
    *,
    user: Any,
    government: OrganizationalUnit,
    since: datetime.date,
    until: datetime.date,
    unit: OrganizationalUnit | None = None,
    source: str = "",
) -> TopicReport:
    """Texts by topic and month, of those that the user may read. Two queries, whatever the number of texts."""
    months = months_between(since, until)
    tags = tags_in_report(user=user, government=government, since=since, until=until, unit=unit, source=source)
    counted = tags.order_by().annotate(month=TruncMonth("day")).values_list("topic", "month").annotate(n=Count("*"))
    counts = {(topic, month): n for topic, month, n in counted}
    chosen = {"unit": unit.pk if unit else "", "source": source}
    lines = []
    for topic in Topic.objects.of_government(government.path):
        cells = tuple(
            Cell(
                counts.get((topic.pk, month), 0),
                texts_url(topic, max(since, month), min(until, _last_day(month)), chosen),
            )
            for month in months
        )
        total = sum(cell.count for cell in cells)
        if total or topic.is_active:
            lines.append(TopicLine(topic, cells, Cell(total, texts_url(topic, since, until, chosen))))
    lines.sort(key=lambda line: (-line.total.count, line.topic.name))
    return TopicReport(
        months=months,
        lines=tuple(lines),
        total=sum(line.total.count for line in lines),
        chart=_chart(months, lines, since, until),
    )


def tags_in_report(
    *,
    user: Any,
    government: OrganizationalUnit,
    since: datetime.date,
    until: datetime.date,
    unit: OrganizationalUnit | None = None,
    source: str = "",
) -> Any:
    """The tags behind the figures, on texts that the user may read; `unit` with all below it."""
    tags = TopicTag.objects.of_government(government.path).visible_to(user).exclude(complaint__state="rejected")
    if unit is not None:
        tags = tags.filter(
            Q(comment__survey__unit__path__startswith=unit.path) | Q(complaint__unit__path__startswith=unit.path)
        )
    if source in {"comment", "complaint"}:
        tags = tags.filter(**{f"{source}__isnull": False})
    return tags.with_text_facts(government.tz).between(since, until)


def suggested(text: str, topics: Any) -> list[Topic]:
    """The active topics that the words of a text point to, the nearest first."""
    found = {topic.pk: topic for topic in topics}
    return [found[pk] for pk in suggest_topics(text, {pk: topic.keywords for pk, topic in found.items()})]


def months_between(since: datetime.date, until: datetime.date) -> tuple[datetime.date, ...]:
    """The first days of all months from one day to the other."""
    first, last = since.year * 12 + since.month - 1, until.year * 12 + until.month - 1
    return tuple(datetime.date(number // 12, number % 12 + 1, 1) for number in range(first, last + 1))


def month_name(month: datetime.date) -> str:
    return str(formats.date_format(month, "M Y"))


def texts_url(topic: Topic, since: datetime.date, until: datetime.date, chosen: Mapping[str, Any]) -> str:
    query = {"topic": topic.pk, "since": since.isoformat(), "until": until.isoformat(), **chosen}
    return f"{reverse('surveys:topic-texts')}?{urlencode({name: value for name, value in query.items() if value})}"


def _last_day(month: datetime.date) -> datetime.date:
    after = month.year * 12 + month.month
    return datetime.date(after // 12, after % 12 + 1, 1) - datetime.timedelta(days=1)


def _chart(
    months: tuple[datetime.date, ...], lines: list[TopicLine], since: datetime.date, until: datetime.date
) -> Chart | None:
    shown = [line for line in lines if line.total.count][:SHOWN_LINES]
    if not shown or len(months) < 2:
        return None
    first = shown[0]
    title = ngettext(
        "Most often: %(topic)s (%(count)d text)", "Most often: %(topic)s (%(count)d texts)", first.total.count
    ) % {"topic": first.topic.name, "count": first.total.count}
    return line_chart(
        [
            (month_name(month), line.topic.name, line.cells[position].count)
            for line in shown
            for position, month in enumerate(months)
        ],
        title=title,
        x=_("Month"),
        y=_("Texts"),
        source=_("Comments of surveys and reports of citizens, tagged by the offices"),
        period=f"{formats.date_format(since, 'DATE_FORMAT')} – {formats.date_format(until, 'DATE_FORMAT')}",
        n=sum(line.total.count for line in lines),
    )
