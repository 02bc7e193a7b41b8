"""What the views share: fetching what the user may see, told refusals, the day in an address."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property

from asn_portal.access.guards import require
from asn_portal.access.scope import scope_of
from asn_portal.errors import DomainError
from evaluations.models import DailyWorkReport, ReportRun, ReportSchedule


def visible_report(request: HttpRequest, pk: int) -> DailyWorkReport:
    """The daily report, or 404 for who may not see it."""
    reports = DailyWorkReport.objects.visible_to(request.user).with_people().select_related("unit")
    return get_object_or_404(reports, pk=pk)  # type: ignore[no-any-return]


def visible_schedule(request: HttpRequest, pk: int) -> ReportSchedule:
    schedules = ReportSchedule.objects.visible_to(request.user).select_related("unit", "owner")
    return get_object_or_404(schedules, pk=pk)  # type: ignore[no-any-return]


def visible_run(request: HttpRequest, pk: int) -> ReportRun:
    runs = ReportRun.objects.visible_to(request.user).select_related(
        "unit", "schedule", "document", "workbook", "recipient"
    )
    return get_object_or_404(runs, pk=pk)  # type: ignore[no-any-return]


@contextmanager
def refusals_told(request: HttpRequest) -> Iterator[None]:
    """Show a service's refusal as a message instead of failing."""
    try:
        yield
    except DomainError as error:
        messages.error(request, str(error))


class DailyReportPageMixin:
    """For pages about one daily report, named by `pk` in the address. `permission` is asked of it."""

    request: HttpRequest
    kwargs: dict[str, Any]
    permission = ""

    @cached_property
    def report(self) -> DailyWorkReport:
        return visible_report(self.request, self.kwargs["pk"])

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if self.permission:
            require(request.user, self.permission, self.report)
        if scope_of(request.user).employee_id != self.report.employee_id:
            # For everybody but its writer a report is the team's work.
            request.place = reverse("evaluations:team")  # type: ignore[attr-defined]
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc,no-any-return]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(report=self.report, **kwargs)  # type: ignore[misc,no-any-return]


class SchedulePageMixin:
    """For pages about one schedule. Times are shown in the zone of its unit."""

    request: HttpRequest
    kwargs: dict[str, Any]

    @cached_property
    def schedule(self) -> ReportSchedule:
        return visible_schedule(self.request, self.kwargs["pk"])

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        require(request.user, "evaluations.manage_schedule", self.schedule)
        with timezone.override(self.schedule.unit.tz):
            response: HttpResponseBase = super().dispatch(request, *args, **kwargs)  # type: ignore[misc]
            render = getattr(response, "render", None)
            if render is not None:
                render()
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(schedule=self.schedule, **kwargs)  # type: ignore[misc,no-any-return]


# Years that a calendar of ours can show; beyond them date arithmetic has its limits.
YEARS = range(1990, 2200)


def day_or_none(text: str) -> datetime.date | None:
    """`2026-11-21`; None for anything else."""
    try:
        day = datetime.date.fromisoformat(text)
    except ValueError:
        return None
    return day if day.year in YEARS else None


def month_or_none(text: str) -> datetime.date | None:
    """`2026-11` → 1 November; None for anything else."""
    return day_or_none(f"{text}-01")
