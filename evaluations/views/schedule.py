"""Schedules of reports: who keeps them sees their state, never the reports."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse, reverse_lazy
from django.utils import formats, timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_POST
from django.views.generic import CreateView, TemplateView, UpdateView

from asn_portal.access.guards import PermissionRequiredMixin, require
from asn_portal.acts import ActView
from asn_portal.drafts.views import DraftFormMixin, VersionedFormMixin
from asn_portal.errors import DomainError
from asn_portal.keys import read_key
from asn_portal.listing.views import PortalListView
from asn_portal.ratelimit import rate_limited
from employees.models import OrganizationalUnit
from employees.supervision import head_of
from employees.texts.record import one_full_stop
from evaluations.filters import ScheduleFilter
from evaluations.forms import OwnerForm, ScheduleForm
from evaluations.forms.recurrence import RecurrenceForm
from evaluations.models import ReportRun, ReportSchedule
from evaluations.reports.schedule_history import periods_without_report, schedule_history
from evaluations.schedule_keepers import keepers_of, may_keep
from evaluations.services.schedule import (
    CHANGEABLE_FIELDS,
    ReportStands,
    change_schedule,
    closed_words,
    create_schedule,
    pause_schedule,
    resume_schedule,
    retry_all,
    retry_run,
    run_now,
)
from evaluations.services.schedule_owner import hand_over
from evaluations.tables import ScheduleTable
from evaluations.views.base import SchedulePageMixin, day_or_none, refusals_told, visible_schedule
from evaluations.words import recurrence_words

# The form asks again with each change of a field.
MOMENTS_PER_MINUTE = 60


class ScheduleListView(PermissionRequiredMixin, PortalListView):
    permission_required = "evaluations.list_schedules"
    model = ReportSchedule
    table_class = ScheduleTable
    filterset_class = ScheduleFilter
    template_name = "evaluations/schedule_list.html"
    page_title = gettext_lazy("Report schedules")
    export_name = "report-schedules"
    fixed_columns = ("name",)
    default_columns = ("name", "unit", "kind", "recurrence", "is_active", "next_run_at", "last_run_at")
    empty_title = gettext_lazy("No schedule yet")
    empty_text = gettext_lazy(
        "A schedule makes a report of a unit again and again and sends it to its head and to others."
    )
    empty_action_label = gettext_lazy("Plan a report")
    empty_action_url = reverse_lazy("evaluations:schedule-create")
    empty_icon = "calendar"

    def get_queryset(self) -> QuerySet[Any]:
        return super().get_queryset().select_related("unit", "owner")

    def count_text(self, count: int) -> str:
        return ngettext("%(number)s schedule", "%(number)s schedules", count) % {"number": formats.number_format(count)}


class MomentsMixin:
    """The next due times are shown before a schedule is saved: a form that comes without those of its own rule is
    shown again with them, and saved when it is sent once more. With a script they stand there at once."""

    request: HttpRequest

    def has_shown_moments(self, form: ScheduleForm) -> bool:
        sent: str = self.request.POST.get("moments_of", "")
        return sent == _moments_of(form, form.cleaned_data["unit"])["moments_of"]

    def show_moments(self, form: ScheduleForm) -> HttpResponse:
        context = _moments_of(form, form.cleaned_data["unit"])
        return self.render_to_response(  # type: ignore[attr-defined,no-any-return]
            self.get_context_data(form=form, is_question=True, **context)  # type: ignore[attr-defined]
        )


class ScheduleCreateView(PermissionRequiredMixin, MomentsMixin, DraftFormMixin, CreateView):
    permission_required = "evaluations.list_schedules"
    model = ReportSchedule
    form_class = ScheduleForm
    template_name = "evaluations/schedule_form.html"
    draft_key = "evaluations.schedule"

    def get_initial(self) -> dict[str, Any]:
        return {"name": _("Monthly evaluation report"), "time_of_day": "06:00"}

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "user": self.request.user}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(cancel_url=reverse("evaluations:schedule-list"), **kwargs)

    def form_valid(self, form: ScheduleForm) -> HttpResponse:
        if not self.has_shown_moments(form):
            return self.show_moments(form)
        data = form.cleaned_data
        fields = {name: data[name] for name in CHANGEABLE_FIELDS}
        try:
            schedule = create_schedule(unit=data["unit"], by=self.request.user, recipients=data["recipients"], **fields)
        except DomainError as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        messages.success(
            self.request,
            _("Planned. The first report is made on %(day)s.")
            % {"day": formats.date_format(schedule.next_run_at.astimezone(schedule.unit.tz), "DATETIME_FORMAT")},
        )
        return redirect(schedule)


class ScheduleUpdateView(SchedulePageMixin, MomentsMixin, DraftFormMixin, VersionedFormMixin, UpdateView):
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
        if not self.has_shown_moments(form):
            return self.show_moments(form)
        changes = {name: form.cleaned_data[name] for name in CHANGEABLE_FIELDS}
        try:
            schedule = change_schedule(
                schedule=self.schedule,
                changes=changes,
                recipients=form.cleaned_data["recipients"],
                by=self.request.user,
            )
        except DomainError as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        messages.success(self.request, _("Changed."))
        return redirect(schedule)


class ScheduleDetailView(SchedulePageMixin, TemplateView):
    """Its runs with their state. The reports themselves are for those who lead the unit."""

    template_name = "evaluations/schedule_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        schedule = self.schedule
        runs = ReportRun.objects.visible_to(self.request.user)
        return super().get_context_data(
            history=schedule_history(schedule),
            readable=set(runs.filter(schedule=schedule).values_list("pk", flat=True)),
            head=head_of(schedule.unit),
            recipients=list(schedule.recipients.select_related("unit")),
            earlier=periods_without_report(schedule, timezone.now()),
            repeats=recurrence_words(schedule.recurrence),
            owner_is_gone=not may_keep(schedule.owner, schedule),
            closed=closed_words(schedule) if schedule.has_ended else "",
            **kwargs,
        )


class ScheduleOwnerView(ActView):
    permission = "evaluations.manage_schedule"
    form_class = OwnerForm
    page_title = gettext_lazy("Hand the schedule over")
    submit_label = gettext_lazy("Hand it over")
    consequences = (gettext_lazy("Both are told. From then on the new owner hears when its reports can't be made."),)
    crumbs_above = ((reverse_lazy("evaluations:schedule-list"), gettext_lazy("Report schedules")),)
    done = gettext_lazy("Handed over.")

    def get_subject(self) -> ReportSchedule:
        return visible_schedule(self.request, self.kwargs["pk"])

    def get_intro(self) -> str:
        if not self.others:
            return _("Nobody else may manage the schedules of this unit.")
        return one_full_stop(_("The owner at present is %(name)s.") % {"name": self.subject.owner.name})

    @cached_property
    def others(self) -> list[Any]:
        return [user for user in keepers_of(self.subject) if user != self.subject.owner]

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "keepers": self.others}

    def get_initial(self) -> dict[str, Any]:
        return {"seen": self.subject.owner_id}

    def act(self, form: OwnerForm) -> None:
        hand_over(schedule=self.subject, by=self.request.user, **form.cleaned_data)


@require_GET
@rate_limited("schedule-moments", per_minute=MOMENTS_PER_MINUTE, by="user", methods=("GET",))
def schedule_moments(request: HttpRequest) -> HttpResponse:
    """The next due times of what stands in the form, for the script of the form."""
    require(request.user, "evaluations.list_schedules")
    form = RecurrenceForm(request.GET)
    units = OrganizationalUnit.objects.visible_to(request.user)
    unit = units.filter(pk=read_key(request.GET.get("unit"))).first()
    context = _moments_of(form, unit) if form.is_valid() and "recurrence" in form.cleaned_data else {"faults": form}
    return render(request, "evaluations/_schedule_moments.html", context)


def _moments_of(form: RecurrenceForm, unit: OrganizationalUnit | None) -> dict[str, Any]:
    zone = unit.tz if unit else timezone.get_current_timezone()
    data = form.cleaned_data
    return {
        "moments": [
            formats.date_format(moment.astimezone(zone), "DATETIME_FORMAT")
            for moment in form.next_moments(zone, timezone.now())
        ],
        "zone": unit.get_time_zone_display() if unit else "",
        "moments_of": f"{data['recurrence']} {data['time_of_day']:%H:%M} {zone}",
    }


@require_POST
def schedule_run(request: HttpRequest, pk: int) -> HttpResponse:
    """The last finished period, or the earlier one that is named."""
    schedule = visible_schedule(request, pk)
    require(request.user, "evaluations.manage_schedule", schedule)
    named = request.POST.get("period", "")
    first = day_or_none(named) if named else None
    if named and first is None:
        messages.error(request, _("There is no such period. Choose one of the list."))
        return redirect(schedule)
    try:
        run = run_now(schedule=schedule, by=request.user, first=first)
    except ReportStands as answer:
        messages.info(request, str(answer))
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The report of %(month)s is made within a minute.") % {"month": run.period})
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
    with refusals_told(request):
        schedule = resume_schedule(schedule=schedule, by=request.user)
        next_run = schedule.next_run_at.astimezone(schedule.unit.tz)
        messages.success(
            request,
            _("Resumed. The next report is made on %(day)s.")
            % {"day": formats.date_format(next_run, "DATETIME_FORMAT")},
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


@require_POST
def schedule_retry_all(request: HttpRequest, pk: int) -> HttpResponse:
    schedule = visible_schedule(request, pk)
    require(request.user, "evaluations.manage_schedule", schedule)
    with refusals_told(request):
        number = retry_all(schedule=schedule, by=request.user)
        messages.success(
            request,
            ngettext("%(number)s report is tried again.", "%(number)s reports are tried again.", number)
            % {"number": formats.number_format(number)},
        )
    return redirect(schedule)
