"""What citizens say: the satisfaction index of the unit's surveys, and whether complaints were handled in time."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.db.models import BooleanField, Case, DateField, F, Q, Value, When
from django.db.models.functions import TruncDate
from django.urls import reverse
from django.utils import formats
from django.utils.translation import gettext as _

from asn_portal.access.permissions import Permission
from employees.domain.service_life.months import add_months
from evaluations.reports.dashboard.figure import Cell, Figure, Reader, RowPage, of_text, percent_text
from surveys.enums import COMPLAINT_ENDED, ComplaintState, SurveyState
from surveys.models import Complaint, SatisfactionSurvey

MONTHS = 12
CENT = Decimal("0.01")
LATE = "late"


@dataclass(frozen=True)
class Published:
    """A published result that may be shown: its index and how many forms it rests on."""

    survey: SatisfactionSurvey
    index: Decimal
    valid: int


def satisfaction(reader: Reader) -> Figure | None:
    """The published results of the last twelve months, weighted by their forms; None where there is none."""
    results = published(reader)
    if not results:
        return None
    forms = sum(each.valid for each in results)
    return Figure(
        key="satisfaction",
        label=_("Satisfaction index (IKM)"),
        text=formats.number_format(mean_index(results)),
        count=len(results),
        n=forms,
        note=_("%(surveys)s surveys, weighted by their %(forms)s forms")
        % {"surveys": formats.number_format(len(results)), "forms": formats.number_format(forms, force_grouping=True)},
        period=_period(reader),
        source=_("published results"),
        as_of=reader.now,
        url=reader.rows_url("satisfaction"),
    )


def satisfaction_rows(reader: Reader, _choice: str) -> RowPage:
    return RowPage(
        title=_("Published results of surveys"),
        columns=(_("Unit"), _("Period"), _("Index"), _("Forms")),
        source=published(reader),
        cells=lambda each: (
            Cell(each.survey.unit.name, reverse("public:results", args=[each.survey.unit.slug])),
            Cell(each.survey.period_text),
            Cell(formats.number_format(each.index), is_number=True),
            Cell(formats.number_format(each.valid), is_number=True),
        ),
        lead=_("Surveys that ended in the last twelve months. The figure is their mean, weighted by the forms."),
    )


def complaints(reader: Reader) -> Figure | None:
    """Of the reports that the reader may see, received in the last twelve months."""
    may = reader.is_head or reader.covers(Permission.COMPLAINT_VIEW, Permission.COMPLAINT_HANDLE)
    if not may:
        return None
    late = list(complaint_rows_of(reader).order_by().values_list("is_late", flat=True))
    in_time = late.count(False)
    return Figure(
        key="complaints",
        label=_("Complaints in time"),
        text=percent_text(in_time, len(late)),
        unit="%" if late else "",
        count=in_time,
        n=len(late),
        note=_("%(share)s reports received") % {"share": of_text(in_time, len(late))},
        period=_period(reader),
        source=_("reports of citizens that you may read"),
        as_of=reader.now,
        url=reader.rows_url("complaints"),
        tone="attention" if in_time < len(late) else "",
    )


def complaint_rows(reader: Reader, choice: str) -> RowPage:
    is_late = choice == LATE
    found = complaint_rows_of(reader).filter(is_late=is_late).select_related("unit")
    return RowPage(
        title=_("Reports of citizens that are or were late") if is_late else _("Reports of citizens in time"),
        columns=(_("Report"), _("Unit"), _("Received"), _("State")),
        source=found.order_by("-received_at", "-pk"),
        cells=lambda each: (
            Cell(each.subject, each.get_absolute_url()),
            Cell(each.unit.name),
            Cell(formats.date_format(each.received_at.astimezone(reader.unit.tz), "DATE_FORMAT")),
            Cell(str(each.get_state_display())),
        ),
        lead=_("Late is what is overdue now, and what was answered or finished after its day."),
        choices=(
            (_("In time"), reader.rows_url("complaints"), not is_late),
            (_("Late"), reader.rows_url("complaints", rows=LATE), is_late),
        ),
    )


def complaint_rows_of(reader: Reader) -> Any:
    """With `is_late`, by the rules of the figures that the surveys publish."""
    zone = reader.unit.tz
    since = datetime.datetime.combine(_since(reader), datetime.time(), tzinfo=zone)
    closed_late = Q(state__in=COMPLAINT_ENDED, closed_day__gt=F("complete_due"))
    answered_late = Q(follow_up_due__isnull=False, answered_day__gt=F("follow_up_due"))
    overdue = ~Q(state__in=[*COMPLAINT_ENDED, ComplaintState.POSTPONED]) & Q(due__lt=reader.today)
    return (
        Complaint.objects.visible_to(reader.user)
        .filter(unit__path__startswith=reader.unit.path, received_at__gte=since)
        .with_due()
        .annotate(
            closed_day=TruncDate("closed_at", output_field=DateField(), tzinfo=zone),
            answered_day=TruncDate("answered_at", output_field=DateField(), tzinfo=zone),
        )
        .annotate(
            is_late=Case(
                When(closed_late | answered_late | overdue, then=Value(True)),
                default=Value(False),
                output_field=BooleanField(),
            )
        )
    )


def published(reader: Reader) -> list[Published]:
    """Newest first. What was withheld because too few answered isn't among them."""

    def make() -> list[Published]:
        surveys = SatisfactionSurvey.objects.filter(
            unit__path__startswith=reader.unit.path,
            state=SurveyState.CLOSED,
            result__isnull=False,
            period__endswith__gt=_since(reader),
        ).select_related("unit", "result")
        found = []
        for survey in surveys:
            figures = survey.figures()
            if figures.index is not None:
                found.append(Published(survey, figures.index, figures.valid))
        return sorted(found, key=lambda each: (each.survey.ends_on, each.survey.pk), reverse=True)

    found: list[Published] = reader.kept("published", make)
    return found


def mean_index(results: list[Published]) -> Decimal:
    forms = sum(each.valid for each in results)
    return (sum((each.index * each.valid for each in results), Decimal(0)) / forms).quantize(CENT, ROUND_HALF_UP)


def _since(reader: Reader) -> datetime.date:
    return add_months(reader.today, -MONTHS)


def _period(reader: Reader) -> str:
    return f"{formats.date_format(_since(reader), 'j M Y')} – {formats.date_format(reader.today, 'j M Y')}"
