"""Alarms: what looks unusual in the answers, and what somebody found out about it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from asn_portal.access.guards import PermissionRequiredMixin, require
from asn_portal.errors import DomainError
from asn_portal.listing.views import PortalListView
from surveys.enums import ALARM_TONES, AlarmState
from surveys.filters.alarm import AlarmFilter
from surveys.forms.alarm import AlarmReviewForm
from surveys.models import SurveyAlarm
from surveys.reports.alarm import alarm_sentence
from surveys.services.alarm import review_alarm
from surveys.tables.alarm import AlarmTable


class AlarmListView(PermissionRequiredMixin, PortalListView):
    permission_required = "surveys.view_surveys"
    model = SurveyAlarm
    table_class = AlarmTable
    filterset_class = AlarmFilter
    page_title = gettext_lazy("Unusual answers")
    export_name = "survey-alarms"
    fixed_columns = ("kind",)
    empty_title = gettext_lazy("Nothing unusual")
    empty_text = gettext_lazy(
        "Every hour the portal looks for bursts of answers, for the same answers again and again, and for answers when "
        "nobody is served. What it finds stands here until somebody has looked at it; no figure changes by itself."
    )
    empty_icon = "shield"

    def get_queryset(self) -> Any:
        return SurveyAlarm.objects.visible_to(self.request.user).select_related("survey__unit")


@require_http_methods(["GET", "HEAD", "POST"])
def alarm_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """What was seen; who looks after the survey says what it was."""
    alarms = SurveyAlarm.objects.visible_to(request.user).select_related("survey__unit", "reviewed_by")
    alarm = get_object_or_404(alarms, pk=pk)
    may_review = request.user.has_perm("surveys.review_alarm", alarm)
    if request.method == "POST":
        require(request.user, "surveys.review_alarm", alarm)
    kept = None if alarm.state == AlarmState.OPEN else {"state": alarm.state, "note": alarm.note}
    form = AlarmReviewForm(request.POST or None, initial=kept) if may_review else None
    if request.method == "POST" and form is not None and form.is_valid():
        try:
            review_alarm(
                alarm=alarm,
                state=AlarmState(form.cleaned_data["state"]),
                note=form.cleaned_data["note"],
                by=request.user,
            )
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Noted."))
            return redirect("surveys:alarm-list")
    context = {
        "alarm": alarm,
        "sentence": alarm_sentence(alarm),
        "tone": ALARM_TONES[AlarmState(alarm.state)],
        "form": form,
        "submit_label": _("Note the verdict"),
        "cancel_url": reverse("surveys:alarm-list"),
    }
    return render(request, "surveys/alarm_detail.html", context)
