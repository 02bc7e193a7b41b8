"""One's own daily reports: the month, writing a day, reading one."""

from __future__ import annotations

import datetime
from typing import Any

from django.contrib import messages
from django.db.models import Max, Q
from django.forms.utils import ErrorDict
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import formats
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import FormView, TemplateView

from asn_portal.access.guards import PermissionRequiredMixin
from asn_portal.audit.services import record_view
from asn_portal.documents.models import Document
from asn_portal.drafts.views import DraftFormMixin
from asn_portal.errors import DomainError
from asn_portal.keys import read_key
from employees.dates import today
from employees.models import Employee
from employees.supervision import employee_of, supervisor_of
from evaluations.domain.calendar import edit_until, next_month, previous_month
from evaluations.enums import DailyState
from evaluations.forms import MOST_LINES, DailyReportForm
from evaluations.models import DailyWorkEntry, DailyWorkReport
from evaluations.reports.daily import holidays_of, missing_days, own_month
from evaluations.rules import is_own_report, supervises_the_writer
from evaluations.services.daily import last_day_to_write, write_report
from evaluations.views.base import DailyReportPageMixin, month_or_none

# What the field proposes while somebody types.
RECENT_ACTIVITIES = 15
RECENTLY = datetime.timedelta(days=60)


class DailyListView(PermissionRequiredMixin, TemplateView):
    """The month as a calendar, and as a list on a phone."""

    permission_required = "evaluations.write_daily"
    template_name = "evaluations/daily_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        employee, now = employee_of(self.request.user), today()
        month = month_or_none(self.request.GET.get("month", "")) or now.replace(day=1)
        holidays = holidays_of(employee)
        own = DailyWorkReport.objects.filter(Q(date=now) | Q(state=DailyState.RETURNED), employee=employee)
        open_reports = list(own.order_by("date"))
        return super().get_context_data(
            month=own_month(employee, month, now, holidays),
            today=now,
            todays=next((report for report in open_reports if report.date == now), None),
            missing=[day for day in missing_days(employee, now, holidays) if day != now],
            returned=[report for report in open_reports if report.state == DailyState.RETURNED],
            previous=previous_month(month),
            following=next_month(month) if next_month(month) <= now else None,
            **kwargs,
        )


class DailyWriteView(PermissionRequiredMixin, DraftFormMixin, FormView):
    """Write a day. Sent here, it is stored as a draft; `DailySubmitView` stores and sends it."""

    permission_required = "evaluations.write_daily"
    template_name = "evaluations/daily_form.html"
    form_class = DailyReportForm
    # One draft for the three addresses of the page.
    draft_key = "evaluations.daily"
    sends = False

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if self.day > today():
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.report is not None and not self.report.is_open:
            return redirect(self.report)
        if self.last_day < today():
            messages.info(
                request,
                _("The report of %(day)s could be written until %(until)s.")
                % {"day": formats.date_format(self.day), "until": formats.date_format(self.last_day)},
            )
            return redirect(self.report or "evaluations:daily-list")
        return super().get(request, *args, **kwargs)  # type: ignore[no-any-return]

    @property
    def day(self) -> datetime.date:
        return self.kwargs["day"]  # type: ignore[no-any-return]

    @cached_property
    def employee(self) -> Employee:
        return employee_of(self.request.user)  # type: ignore[return-value]

    @cached_property
    def report(self) -> DailyWorkReport | None:
        reports = DailyWorkReport.objects.of_user(self.request.user).select_related("unit", "employee__unit")
        return reports.filter(date=self.day).first()  # type: ignore[no-any-return]

    @cached_property
    def last_day(self) -> datetime.date:
        if self.report is not None:
            return last_day_to_write(self.report)
        return edit_until(self.day, holidays_of(self.employee))

    @cached_property
    def entries(self) -> list[DailyWorkEntry]:
        return list(self.report.entries.all()) if self.report else []

    def get_form_kwargs(self) -> dict[str, Any]:
        entry_ids = [str(entry.pk) for entry in self.entries]
        kind = DailyWorkEntry._meta.label_lower
        documents = Document.objects.filter(owner_kind=kind, owner_id__in=entry_ids) if entry_ids else ()
        return {
            **super().get_form_kwargs(),
            "entries": self.entries,
            "suggestions": self._last_lines() if "copy" in self.request.GET and not self.entries else (),
            "documents": documents,
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            day=self.day,
            report=self.report,
            last_day=self.last_day,
            supervisor=supervisor_of(self.employee),
            may_copy=not self.entries and "copy" not in self.request.GET and bool(self._last_lines()),
            recent=self._recent_activities(),
            form_action=reverse("evaluations:daily-write", args=[self.day]),
            most_lines=MOST_LINES,
            **kwargs,
        )

    def form_valid(self, form: DailyReportForm) -> HttpResponse:
        try:
            report = write_report(
                employee=self.employee,
                date=self.day,
                lines=form.lines,
                by=self.request.user,
                remove_evidence=form.dropped_documents,
                send=self.sends,
            )
        except DomainError as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        return self._done(report)

    def _done(self, report: DailyWorkReport) -> HttpResponse:
        messages.success(self.request, _("Saved. Nobody else sees it until you send it."))
        return redirect("evaluations:daily-write", self.day)

    def _last_lines(self) -> list[DailyWorkEntry]:
        """The lines of the newest earlier report: most days resemble the one before."""
        newest = DailyWorkReport.objects.of_user(self.request.user).filter(date__lt=self.day).order_by("-date").first()
        lines = list(newest.entries.all()) if newest else []
        for line in lines:
            line.start = line.end = None
        return lines

    def _draft_state(self) -> dict[str, Any]:
        """Kept files stand at their line, not on top of the page."""
        state = super()._draft_state()
        return {**state, "uploads": [], "line_uploads": state.get("uploads", [])}

    def _recent_activities(self) -> list[str]:
        since = self.day - RECENTLY
        rows = DailyWorkEntry.objects.filter(report__employee=self.employee, report__date__gte=since)
        newest = rows.values("activity").annotate(last=Max("report__date")).order_by("-last")
        return [row["activity"] for row in newest[:RECENT_ACTIVITIES]]


class DailySubmitView(DailyWriteView):
    """Store and send."""

    sends = True

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return redirect("evaluations:daily-write", self.day)

    def _done(self, report: DailyWorkReport) -> HttpResponse:
        if report.state == DailyState.APPROVED:
            messages.success(self.request, _("Sent. It needs nobody's approval."))
        else:
            messages.success(self.request, _("Sent. Your supervisor sees it now."))
        return redirect("evaluations:daily-list")


class DailyAddLineView(DailyWriteView):
    """Show the form again with one line more; nothing is checked or stored but the draft."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return redirect("evaluations:daily-write", self.day)

    def get_form_kwargs(self) -> dict[str, Any]:
        kwargs = super().get_form_kwargs()
        data = kwargs["data"].copy()
        data["rows"] = str(min((read_key(data.get("rows", "1")) or 0) + 1, MOST_LINES))
        return {**kwargs, "data": data}

    def get_form(self, form_class: type[DailyReportForm] | None = None) -> DailyReportForm:
        form: DailyReportForm = super().get_form(form_class)
        form.fields[f"activity-{form.row_count - 1}"].widget.attrs["autofocus"] = True
        # Faults are told when it is sent.
        form._errors = ErrorDict()
        return form

    def form_valid(self, form: DailyReportForm) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form))


class DailyDetailView(DailyReportPageMixin, TemplateView):
    template_name = "evaluations/daily_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        report, user = self.report, self.request.user
        is_own = is_own_report.test(user, report)
        if not is_own:
            record_view(viewer=user, subject=report.employee, unit_path=report.employee.unit.path, what="daily_report")
        may_decide = supervises_the_writer.test(user, report)
        return super().get_context_data(
            is_own=is_own,
            may_decide=may_decide and report.state == DailyState.SUBMITTED,
            may_give_feedback=may_decide,
            may_write=is_own and report.is_open and today() <= last_day_to_write(report),
            last_day=last_day_to_write(report) if is_own and report.is_open else None,
            supervisor=supervisor_of(report.employee) if report.state == DailyState.SUBMITTED else None,
            lines=_with_documents(report),
            **kwargs,
        )


def _with_documents(report: DailyWorkReport) -> list[dict[str, Any]]:
    """The lines, each with its files. Two queries."""
    entries = list(report.entries.all())
    files = Document.objects.filter(
        owner_kind=DailyWorkEntry._meta.label_lower, owner_id__in=[str(entry.pk) for entry in entries]
    )
    by_entry: dict[str, list[Document]] = {}
    for document in files:
        by_entry.setdefault(document.owner_id, []).append(document)
    return [{"entry": entry, "documents": by_entry.get(str(entry.pk), [])} for entry in entries]
