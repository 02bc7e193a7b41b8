"""A series of sessions in one go, with its days shown before anything is stored; and a person's calendar."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST
from django.views.generic import FormView

from asn_portal.access.guards import require
from asn_portal.drafts.views import DraftFormMixin
from asn_portal.errors import DomainError
from employees.supervision import employee_of
from training.enums import PENDING_STATES, RegistrationState, SessionState
from training.forms.allocation import SeriesForm
from training.ics import CalendarEntry, calendar
from training.models import Registration, SessionSeries, TrainingProgramme, TrainingSession
from training.services.series import create_series, open_series, planned_days, series_faults
from training.services.session import proposed_hours
from training.views.base import in_zone, refusals_told

KEPT_DAY = "day"


class SeriesCreateView(DraftFormMixin, FormView):
    """First the days are shown, holidays marked; ticked ones become drafts of sessions."""

    template_name = "training/series_form.html"
    form_class = SeriesForm

    @cached_property
    def programme(self) -> TrainingProgramme:
        visible = TrainingProgramme.objects.visible_to(self.request.user).select_related("unit")
        programme = get_object_or_404(visible, pk=self.kwargs["programme_pk"])
        require(self.request.user, "training.manage_programme", programme)
        return programme  # type: ignore[no-any-return]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return in_zone(self.programme.unit.tz, super().dispatch, request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "government_path": self.programme.unit.government_path}

    def get_initial(self) -> dict[str, Any]:
        return {"title": self.programme.title}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kwargs.setdefault("planned", None)
        return super().get_context_data(
            programme=self.programme,
            page_title=_("Plan a series"),
            submit_label=_("Show the days"),
            cancel_url=self.programme.get_absolute_url(),
            **kwargs,
        )

    def form_valid(self, form: SeriesForm) -> HttpResponse:
        data = form.cleaned_data
        try:
            planned = planned_days(self.programme, form.rule, data["start"])
            hours = self._hours(form, planned[0].day)
            if faults := series_faults(self.programme, day=planned[0].day, **data | {"learning_hours": hours}):
                for name, fault in faults.items():
                    form.add_error(name, fault)
                return self.form_invalid(form)
            if "store" not in self.request.POST:
                kept = [each for each in planned if not each.is_past and not each.holiday]
                context = self.get_context_data(form=form, planned=planned, kept={each.day for each in kept})
                return self.render_to_response(context)
            wanted = {day for day in map(_day, self.request.POST.getlist(KEPT_DAY)) if day}
            series = self._store(form, [each.day for each in planned if each.day in wanted and not each.is_past])
        except DomainError as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        count = series.sessions.count()
        messages.success(
            self.request,
            ngettext("%(count)s draft is planned.", "%(count)s drafts are planned.", count) % {"count": count},
        )
        return redirect(self.programme)

    def _hours(self, form: SeriesForm, day: datetime.date) -> Decimal:
        """Of each session: as entered, or by the rule that holds on the day, or as the programme says."""
        hours: Decimal | None = form.cleaned_data["learning_hours"]
        if hours is None:
            hours = proposed_hours(self.programme, days=1, is_international=False, on=day)
        return self.programme.learning_hours if hours is None else hours

    def _store(self, form: SeriesForm, days: list[datetime.date]) -> SessionSeries:
        data = form.cleaned_data
        return create_series(
            programme=self.programme,
            title=data["title"],
            rule=form.rule,
            days=days,
            begins=data["begins"],
            ends=data["ends"],
            opens_before=data["opens_before"],
            closes_before=data["closes_before"],
            venue=data["venue"],
            place=data["place"] or (data["venue"].name if data["venue"] else ""),
            partner=data["partner"],
            seats=data["seats"],
            learning_hours=self._hours(form, days[0] if days else data["start"]),
            by=self.request.user,
        )


def _day(text: str) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        return None


@require_POST
def series_open(request: HttpRequest, pk: int) -> HttpResponse:
    series = get_object_or_404(
        SessionSeries.objects.filter(programme__in=TrainingProgramme.objects.visible_to(request.user)).select_related(
            "programme__unit"
        ),
        pk=pk,
    )
    require(request.user, "training.manage_programme", series.programme)
    with refusals_told(request):
        count = open_series(series=series, by=request.user)
        messages.success(
            request,
            ngettext(
                "Registration of %(count)s session is open within its window.",
                "Registration of %(count)s sessions is open, each within its window.",
                count,
            )
            % {"count": count},
        )
    return redirect(series.programme)


def my_calendar(request: HttpRequest) -> HttpResponse:
    """All of one's coming trainings as one file; a cancelled session cancels its entry."""
    require(request.user, "training.view_own")
    employee = employee_of(request.user)
    rows = (
        Registration.objects.filter(
            employee=employee,
            state__in=[*PENDING_STATES, RegistrationState.SESSION_CANCELLED],
            session__ends_at__gt=timezone.now() - datetime.timedelta(days=30),
        )
        .exclude(state=RegistrationState.WAITING)
        .select_related("session__programme", "session__unit")
        .order_by("session__starts_at")
    )
    text = calendar([calendar_entry(request, row.session) for row in rows], stamp=timezone.now())
    response = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="my-trainings.ics"'
    return response


def calendar_entry(request: HttpRequest, session: TrainingSession) -> CalendarEntry:
    """The same session has the same UID in every file."""
    return CalendarEntry(
        uid=f"training-session-{session.pk}@{request.get_host()}",
        title=session.title,
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        place=session.place,
        description=session.programme.title,
        url=request.build_absolute_uri(reverse("training:session-detail", args=[session.pk])),
        is_cancelled=session.state == SessionState.CANCELLED,
    )
