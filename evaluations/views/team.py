"""The supervisor's day: who has sent, who has not, what waits; approve, return, give feedback."""

from __future__ import annotations

import datetime
from typing import Any
from urllib.parse import quote

from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST
from django.views.generic import FormView, TemplateView

from asn_portal.access.guards import PermissionRequiredMixin, permission_required, require
from asn_portal.access.scope import scope_of
from asn_portal.errors import DomainError
from asn_portal.keys import read_keys, read_token
from employees.dates import today_in
from employees.models import Employee
from employees.supervision import employee_of
from evaluations.forms import FeedbackForm, ReturnForm
from evaluations.models import DailyWorkReport
from evaluations.reports.team import TeamBoard, team_board
from evaluations.services.daily import (
    UNDO_WITHIN,
    DailyChangedError,
    approve_report,
    give_feedback,
    last_day_to_correct,
    return_report,
    sent_anew_text,
    undo_approval,
)
from evaluations.services.team import approve_many
from evaluations.views.base import DailyReportPageMixin, day_or_none, refusals_told, visible_report

# The board is never older than ten seconds: this, and the time of an answer.
REFRESH_SECONDS = 8
UNDO_SALT = "evaluations.undo-approval"
ONE_DAY = datetime.timedelta(days=1)


class TeamView(PermissionRequiredMixin, TemplateView):
    """The board asks for itself every REFRESH_SECONDS: htmx gets the board alone, and nothing (204) while it shows what
    it showed before."""

    permission_required = "evaluations.view_team"

    @cached_property
    def now(self) -> datetime.date:
        return today_in(self.employee.unit)

    @property
    def zone(self) -> datetime.tzinfo:
        return self.employee.unit.tz  # type: ignore[no-any-return]

    @cached_property
    def employee(self) -> Employee:
        return employee_of(self.request.user)  # type: ignore[return-value]

    @cached_property
    def date(self) -> datetime.date:
        return min(day_or_none(self.request.GET.get("date", "")) or self.now, self.now)

    @cached_property
    def board(self) -> TeamBoard:
        return team_board(self.employee, scope_of(self.request.user).headed_paths, self.date, self.now)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        is_known = request.htmx and request.headers.get("If-None-Match") == self.board.fingerprint
        response = HttpResponse(status=204) if is_known else super().get(request, *args, **kwargs)
        response["ETag"] = self.board.fingerprint
        # The board of a moment is nobody else's, and none to keep.
        response["Cache-Control"] = "private, no-store"
        response["X-As-Of"] = quote(formats.time_format(timezone.localtime(timezone=self.zone), "TIME_FORMAT"))
        return response

    def get_template_names(self) -> list[str]:
        return ["evaluations/_team_board.html" if self.request.htmx else "evaluations/team.html"]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            team=self.board,
            date=self.date,
            today=self.now,
            previous=self.date - ONE_DAY,
            following=self.date + ONE_DAY if self.date < self.now else None,
            as_of=formats.time_format(timezone.localtime(timezone=self.zone), "TIME_FORMAT"),
            refresh=REFRESH_SECONDS,
            **kwargs,
        )


@require_POST
@permission_required("evaluations.view_team")
def team_approve(request: HttpRequest) -> HttpResponse:
    """Approve the ticked reports as they were shown. Those of other people's staff, those already decided, and those
    sent anew since, are left alone."""
    chosen = read_keys(request.POST.getlist("report"))
    seen = {pk: read_token(request.POST.get(f"seen-{pk}", "")) for pk in chosen}
    outcome = approve_many(reports=seen, by=request.user)
    _tell(request, outcome.approved, skipped=outcome.skipped, changed=outcome.changed)
    return redirect(_board(request, request.POST.get("date", "")))


@require_POST
def daily_approve(request: HttpRequest, pk: int) -> HttpResponse:
    report = visible_report(request, pk)
    require(request.user, "evaluations.decide_daily", report)
    with refusals_told(request):
        approve_report(report=report, by=request.user, seen=read_token(request.POST.get("seen", "")))
        _tell(request, [report.pk], skipped=0)
        return redirect(_board(request, report.date.isoformat()))
    return redirect(report)


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
    return redirect(_board(request, undone[0].date.isoformat() if undone else ""))


class DailyReturnView(DailyReportPageMixin, FormView):
    permission = "evaluations.decide_daily"
    template_name = "evaluations/daily_return.html"
    form_class = ReturnForm

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "last_day": last_day_to_correct(self.report)}

    def get_initial(self) -> dict[str, Any]:
        return {"seen": read_token(self.request.GET.get("seen", "")) or self.report.stamp}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(cancel_url=_board(self.request, self.report.date.isoformat()), **kwargs)

    def form_valid(self, form: ReturnForm) -> HttpResponse:
        try:
            return_report(report=self.report, by=self.request.user, **form.cleaned_data)
        except DailyChangedError as error:
            # The page shows the new one, with the comment as it was typed.
            self.report.refresh_from_db()
            form.data = {**form.data.dict(), "seen": self.report.stamp}
            form.add_error(None, str(error))
            return self.form_invalid(form)
        except DomainError as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        messages.success(
            self.request, _("Returned. %(name)s reads your comment.") % {"name": self.report.employee.full_name}
        )
        return redirect(_board(self.request, self.report.date.isoformat()))


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


def _tell(request: HttpRequest, approved: list[int], *, skipped: int, changed: int = 0) -> None:
    if approved:
        token = signing.dumps(approved, salt=UNDO_SALT, compress=True)
        messages.success(
            request,
            ngettext("%(count)s report approved.", "%(count)s reports approved.", len(approved))
            % {"count": len(approved)},
            extra_tags=reverse("evaluations:team-undo", args=[token]),
        )
    elif not skipped and not changed:
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
    if changed:
        messages.warning(request, sent_anew_text(changed))


def _board(request: HttpRequest, day: str) -> str:
    url, head = reverse("evaluations:team"), employee_of(request.user)
    is_todays = head is not None and day_or_none(day) == today_in(head.unit)
    return f"{url}?date={day}" if day_or_none(day) is not None and not is_todays else url
