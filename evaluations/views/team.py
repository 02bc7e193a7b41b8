"""The supervisor's day: who has sent, who has not, what waits; approve, return, give feedback."""

from __future__ import annotations

import datetime
from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST
from django.views.generic import FormView, TemplateView

from asn_portal.access.guards import PermissionRequiredMixin, permission_required, require
from asn_portal.errors import DomainError
from asn_portal.keys import read_keys
from employees.dates import today
from employees.supervision import employee_of
from evaluations.forms import FeedbackForm, ReturnForm
from evaluations.models import DailyWorkReport
from evaluations.reports.daily import team_day
from evaluations.services.daily import UNDO_WITHIN, approve_report, give_feedback, return_report, undo_approval
from evaluations.views.base import DailyReportPageMixin, day_or_none, refusals_told, visible_report

REFRESH_SECONDS = 20
UNDO_SALT = "evaluations.undo-approval"
ONE_DAY = datetime.timedelta(days=1)


class TeamView(PermissionRequiredMixin, TemplateView):
    """The board asks for itself every REFRESH_SECONDS; htmx then gets the board alone."""

    permission_required = "evaluations.view_team"

    def get_template_names(self) -> list[str]:
        return ["evaluations/_team_board.html" if self.request.htmx else "evaluations/team.html"]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        now = today()
        date = min(day_or_none(self.request.GET.get("date", "")) or now, now)
        head = employee_of(self.request.user)
        return super().get_context_data(
            team=team_day(head, date, now),
            date=date,
            today=now,
            previous=date - ONE_DAY,
            following=date + ONE_DAY if date < now else None,
            as_of=timezone.now(),
            refresh=REFRESH_SECONDS,
            **kwargs,
        )


@require_POST
@permission_required("evaluations.view_team")
def team_approve(request: HttpRequest) -> HttpResponse:
    """Approve the ticked reports. Those of other people's staff, and those already decided, are left alone."""
    chosen = read_keys(request.POST.getlist("report"))
    waiting = DailyWorkReport.objects.awaiting_decision_of(request.user).filter(pk__in=chosen).order_by("pk")
    approved = []
    for report in waiting:
        with refusals_told(request):
            approved.append(approve_report(report=report, by=request.user).pk)
    _tell(request, approved, skipped=len(chosen) - len(approved))
    return redirect(_board(request.POST.get("date", "")))


@require_POST
def daily_approve(request: HttpRequest, pk: int) -> HttpResponse:
    report = visible_report(request, pk)
    require(request.user, "evaluations.decide_daily", report)
    with refusals_told(request):
        approve_report(report=report, by=request.user)
        _tell(request, [report.pk], skipped=0)
    return redirect(_board(report.date.isoformat()))


@require_POST
@permission_required("evaluations.view_team")
def team_undo(request: HttpRequest, token: str) -> HttpResponse:
    """Take back the approvals that a message of ours named."""
    try:
        pks = signing.loads(token, salt=UNDO_SALT, max_age=UNDO_WITHIN)
    except signing.BadSignature:
        messages.error(request, _("This approval can no longer be undone."))
        return redirect("evaluations:team")
    undone = []
    for report in DailyWorkReport.objects.visible_to(request.user).filter(pk__in=pks).order_by("pk"):
        with refusals_told(request):
            undone.append(undo_approval(report=report, by=request.user))
    if undone:
        messages.info(
            request,
            ngettext("%(count)s approval was undone.", "%(count)s approvals were undone.", len(undone))
            % {"count": len(undone)},
        )
    return redirect(_board(undone[0].date.isoformat() if undone else ""))


class DailyReturnView(DailyReportPageMixin, FormView):
    permission = "evaluations.decide_daily"
    template_name = "evaluations/daily_return.html"
    form_class = ReturnForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(cancel_url=_board(self.report.date.isoformat()), **kwargs)

    def form_valid(self, form: ReturnForm) -> HttpResponse:
        try:
            return_report(report=self.report, comment=form.cleaned_data["comment"], by=self.request.user)
        except DomainError as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        messages.success(
            self.request, _("Returned. %(name)s reads your comment.") % {"name": self.report.employee.full_name}
        )
        return redirect(_board(self.report.date.isoformat()))


class DailyFeedbackView(DailyReportPageMixin, FormView):
    permission = "evaluations.decide_daily"
    template_name = "evaluations/daily_feedback.html"
    form_class = FeedbackForm

    def get_initial(self) -> dict[str, Any]:
        return {"feedback": self.report.feedback}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(cancel_url=self.report.get_absolute_url(), **kwargs)

    def form_valid(self, form: FeedbackForm) -> HttpResponse:
        try:
            give_feedback(report=self.report, feedback=form.cleaned_data["feedback"], by=self.request.user)
        except DomainError as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        messages.success(self.request, _("Your feedback was sent."))
        return redirect(self.report)


def _tell(request: HttpRequest, approved: list[int], *, skipped: int) -> None:
    if approved:
        token = signing.dumps(approved, salt=UNDO_SALT, compress=True)
        messages.success(
            request,
            ngettext("%(count)s report approved.", "%(count)s reports approved.", len(approved))
            % {"count": len(approved)},
            extra_tags=reverse("evaluations:team-undo", args=[token]),
        )
    elif not skipped:
        messages.info(request, _("Tick the reports that you want to approve first."))
    if skipped:
        messages.warning(
            request,
            ngettext(
                "%(count)s report was left alone: it no longer waits for you.",
                "%(count)s reports were left alone: they no longer wait for you.",
                skipped,
            )
            % {"count": skipped},
        )


def _board(day: str) -> str:
    url = reverse("evaluations:team")
    return f"{url}?date={day}" if day_or_none(day) not in (None, today()) else url
