"""Schedules of reports: who keeps them sees their state, never the reports."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse, reverse_lazy
from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST
from django.views.generic import CreateView, TemplateView, UpdateView

from asn_portal.access.guards import PermissionRequiredMixin, require
from asn_portal.drafts.views import DraftFormMixin, VersionedFormMixin
from asn_portal.errors import DomainError
from asn_portal.listing.views import PortalListView
from employees.supervision import head_of
from evaluations.enums import RunState
from evaluations.filters import ScheduleFilter
from evaluations.forms import ScheduleForm
from evaluations.models import ReportRun, ReportSchedule
from evaluations.services.schedule import (
    CHANGEABLE_FIELDS,
    ReportStands,
    change_schedule,
    create_schedule,
    pause_schedule,
    resume_schedule,
    retry_run,
    run_now,
)
from evaluations.tables import ScheduleTable
from evaluations.views.base import SchedulePageMixin, refusals_told, visible_schedule

SHOWN_RUNS = 36


class ScheduleListView(PermissionRequiredMixin, PortalListView):
    permission_required = "evaluations.list_schedules"
    model = ReportSchedule
    table_class = ScheduleTable
    filterset_class = ScheduleFilter
    template_name = "evaluations/schedule_list.html"
    page_title = gettext_lazy("Report schedules")
    export_name = "report-schedules"
    fixed_columns = ("name",)
    default_columns = ("name", "unit", "day_of_month", "is_active", "next_run_at", "last_run_at")
    empty_title = gettext_lazy("No schedule yet")
    empty_text = gettext_lazy("A schedule makes the evaluation report of a unit every month and sends it to its head.")
    empty_action_label = gettext_lazy("Plan a report")
    empty_action_url = reverse_lazy("evaluations:schedule-create")
    empty_icon = "calendar"

    def get_queryset(self) -> QuerySet[Any]:
        return super().get_queryset().select_related("unit", "owner")

    def count_text(self, count: int) -> str:
        return ngettext("%(number)s schedule", "%(number)s schedules", count) % {"number": formats.number_format(count)}


class ScheduleCreateView(PermissionRequiredMixin, DraftFormMixin, CreateView):
    permission_required = "evaluations.list_schedules"
    model = ReportSchedule
    form_class = ScheduleForm
    template_name = "evaluations/schedule_form.html"
    draft_key = "evaluations.schedule"

    def get_initial(self) -> dict[str, Any]:
        return {"name": _("Monthly evaluation report"), "day_of_month": 1, "time_of_day": "06:00"}

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "user": self.request.user}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(cancel_url=reverse("evaluations:schedule-list"), **kwargs)

    def form_valid(self, form: ScheduleForm) -> HttpResponse:
        try:
            schedule = create_schedule(by=self.request.user, **form.cleaned_data)
        except DomainError as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        messages.success(
            self.request,
            _("Planned. The first report is made on %(day)s.")
            % {"day": formats.date_format(schedule.next_run_at.astimezone(schedule.unit.tz), "DATETIME_FORMAT")},
        )
        return redirect(schedule)


class ScheduleUpdateView(SchedulePageMixin, DraftFormMixin, VersionedFormMixin, UpdateView):
    model = ReportSchedule
    form_class = ScheduleForm
    template_name = "evaluations/schedule_form.html"
    draft_key = "evaluations.schedule-change"

    def get_object(self, queryset: Any = None) -> ReportSchedule:
        return self.schedule

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "user": self.request.user}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(cancel_url=self.schedule.get_absolute_url(), **kwargs)

    def form_valid(self, form: ScheduleForm) -> HttpResponse:
        changes = {name: form.cleaned_data[name] for name in CHANGEABLE_FIELDS}
        try:
            schedule = change_schedule(schedule=self.schedule, changes=changes, by=self.request.user)
        except DomainError as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        messages.success(self.request, _("Changed."))
        return redirect(schedule)


class ScheduleDetailView(SchedulePageMixin, TemplateView):
    """Its runs with their state. The reports themselves are for those who lead the unit."""

    template_name = "evaluations/schedule_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        runs = self.schedule.runs.defer("snapshot").select_related("recipient").order_by("-period_start")
        shown = list(runs[:SHOWN_RUNS])
        return super().get_context_data(
            runs=shown,
            head=head_of(self.schedule.unit),
            is_busy=any(run.state in {RunState.PENDING, RunState.RUNNING} for run in shown),
            **kwargs,
        )


@require_POST
def schedule_run(request: HttpRequest, pk: int) -> HttpResponse:
    schedule = visible_schedule(request, pk)
    require(request.user, "evaluations.manage_schedule", schedule)
    try:
        run = run_now(schedule=schedule, by=request.user)
    except ReportStands as answer:
        messages.info(request, str(answer))
    else:
        messages.success(request, _("The report of %(month)s is made within a minute.") % {"month": run.month})
    return redirect(schedule)


@require_POST
def schedule_pause(request: HttpRequest, pk: int) -> HttpResponse:
    schedule = visible_schedule(request, pk)
    require(request.user, "evaluations.manage_schedule", schedule)
    pause_schedule(schedule=schedule, by=request.user)
    messages.success(
        request,
        _("Paused. No report is made until it is resumed."),
        extra_tags=reverse("evaluations:schedule-resume", args=[schedule.pk]),
    )
    return redirect(schedule)


@require_POST
def schedule_resume(request: HttpRequest, pk: int) -> HttpResponse:
    schedule = visible_schedule(request, pk)
    require(request.user, "evaluations.manage_schedule", schedule)
    schedule = resume_schedule(schedule=schedule, by=request.user)
    next_run = schedule.next_run_at.astimezone(schedule.unit.tz)
    messages.success(
        request,
        _("Resumed. The next report is made on %(day)s.") % {"day": formats.date_format(next_run, "DATETIME_FORMAT")},
    )
    return redirect(schedule)


@require_POST
def schedule_retry(request: HttpRequest, pk: int, run_pk: int) -> HttpResponse:
    schedule = visible_schedule(request, pk)
    require(request.user, "evaluations.manage_schedule", schedule)
    run = get_object_or_404(ReportRun, pk=run_pk, schedule=schedule)
    with refusals_told(request):
        retry_run(run=run, by=request.user)
        messages.success(request, _("It is tried again within a minute."))
    return redirect(schedule)
