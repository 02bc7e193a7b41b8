"""One's own daily reports: the month, writing a day, reading one."""

from __future__ import annotations

import datetime
from itertools import zip_longest
from typing import Any

from django.contrib import messages
from django.forms.utils import ErrorDict
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import formats
from django.utils.formats import localize_input
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import FormView, TemplateView

from asn_portal.access.guards import PermissionRequiredMixin
from asn_portal.audit.services import record_view
from asn_portal.documents.models import Document
from asn_portal.drafts.models import Draft
from asn_portal.drafts.services import draft_data, sign_key
from asn_portal.drafts.views import DraftFormMixin
from asn_portal.errors import DomainError
from asn_portal.keys import read_key
from employees.dates import today_in
from employees.models import Employee
from employees.supervision import employee_of, supervisor_of
from evaluations.domain.calendar import edit_until, next_month, previous_month
from evaluations.domain.daily import percent_of
from evaluations.enums import DailyState, EvaluationRuleKey
from evaluations.evaluation_rules import target_minutes, values_of
from evaluations.forms import MOST_LINES, DailyReportForm
from evaluations.forms.daily import line_data
from evaluations.line_proposals import ProposedLine, all_proposals, without_taken
from evaluations.models import DailyWorkEntry, DailyWorkReport, PlannedResult
from evaluations.reports.daily import holidays_of, own_page
from evaluations.reports.own_lines import frequent_lines, last_lines, recent_entries
from evaluations.rules import is_own_report, supervises_the_writer
from evaluations.services.daily import DailyChangedError, content_stamp, edit_days, last_day_to_write, write_report
from evaluations.views.base import DailyReportPageMixin, month_or_none

# What the field proposes while somebody types.
RECENT_ACTIVITIES = 15
# Names of buttons beside those of single proposals.
TAKE_ALL, TAKE_LAST = "all", "last"
# The hidden stamp of what was stored when the form was opened.
SEEN_FIELD = "seen"
LONGEST_STAMP = 64


class DailyListView(PermissionRequiredMixin, TemplateView):
    """The month as a calendar, and as a list on a phone."""

    permission_required = "evaluations.write_daily"
    template_name = "evaluations/daily_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        employee = employee_of(self.request.user)
        now = today_in(employee.unit)
        month = month_or_none(self.request.GET.get("month", "")) or now.replace(day=1)
        page = own_page(employee, month, now, holidays_of(employee))
        rules = values_of((EvaluationRuleKey.EDIT_DAYS, EvaluationRuleKey.TARGET_MINUTES), employee.government_id, now)
        return super().get_context_data(
            month=page.month,
            today=now,
            todays=page.todays,
            missing=page.missing,
            returned=page.returned,
            previous=previous_month(month),
            following=next_month(month) if next_month(month) <= now else None,
            window_days=rules[EvaluationRuleKey.EDIT_DAYS]["days"],
            target=rules[EvaluationRuleKey.TARGET_MINUTES]["minutes"],
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
    # Set when another window or device was faster; the next sending counts.
    is_outdated = False

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if self.employee is not None and self.day > self.today:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def today(self) -> datetime.date:
        return today_in(self.employee.unit)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.report is not None and not self.report.is_open:
            return redirect(self.report)
        if self.last_day < self.today:
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
        return edit_until(self.day, holidays_of(self.employee), edit_days(self.employee, self.day))

    @cached_property
    def entries(self) -> list[DailyWorkEntry]:
        return list(self.report.entries.filter(report_date=self.day).order_by("order")) if self.report else []

    def get_form_kwargs(self) -> dict[str, Any]:
        entry_ids = [str(entry.pk) for entry in self.entries]
        kind = DailyWorkEntry._meta.label_lower
        documents = Document.objects.filter(owner_kind=kind, owner_id__in=entry_ids) if entry_ids else ()
        return {
            **super().get_form_kwargs(),
            "entries": self.entries,
            "documents": documents,
            "results": self.results,
            "proposals": self.proposals,
        }

    @cached_property
    def results(self) -> list[PlannedResult]:
        """Those of the plan of the day, and those that stored lines name already."""
        current = list(PlannedResult.objects.for_daily(self.employee.pk, self.day))
        named = {entry.result_id for entry in self.entries if entry.result_id} - {result.pk for result in current}
        return current + (list(PlannedResult.objects.filter(pk__in=named)) if named else [])

    @cached_property
    def proposals(self) -> list[ProposedLine]:
        """What the portal knows of the day, taken over or not."""
        return all_proposals(self.employee, self.day)

    @cached_property
    def recent(self) -> list[DailyWorkEntry]:
        return recent_entries(self.employee, self.day)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = kwargs["form"] = kwargs.get("form") or self.get_form()
        in_form = {(row["source"].value(), row["source_key"].value()) for row in form.line_rows}
        written = {row["activity"].value() for row in form.line_rows}
        offered = [line for line in self.proposals if (line.source.value, line.key) not in in_form]
        activities = list(dict.fromkeys(entry.activity for entry in self.recent))
        return super().get_context_data(
            day=self.day,
            report=self.report,
            last_day=self.last_day,
            supervisor=supervisor_of(self.employee),
            offered=without_taken(self.employee, self.day, offered),
            frequent=[line for line in frequent_lines(self.recent) if line.activity not in written],
            may_copy=bool(self.recent) and not any(written),
            recent=activities[:RECENT_ACTIVITIES],
            target=target_minutes(self.employee.government_id, self.day),
            form_action=reverse("evaluations:daily-write", args=[self.day]),
            most_lines=MOST_LINES,
            seen=self._seen(),
            conflicts=self._conflicts(form) if self.is_outdated else [],
            **kwargs,
        )

    def _seen(self) -> str:
        """The stamp of what the form began with. A draft (also one that came from a device without a connection) that
        began with something older shows what is stored now beside it, and counts when it is sent."""
        if self.request.method == "POST" and not self.is_outdated:
            return self.request.POST.get(SEEN_FIELD, "")[:LONGEST_STAMP]
        stamp = content_stamp(self.report)
        if self.restored_data is not None and self.restored_data.get(SEEN_FIELD, "") != stamp:
            self.is_outdated = True
        return stamp

    def _conflicts(self, form: DailyReportForm) -> list[dict[str, str]]:
        """Line by line, what is stored now and what stands in the form."""
        stored = [_stored_words(line) for line in _with_documents(self.report)] if self.report else []
        typed = [words for row in form.line_rows if (words := _typed_words(row))]
        return [
            {"label": _("Line %(number)s") % {"number": number}, "theirs": theirs or "–", "yours": yours or "–"}
            for number, (theirs, yours) in enumerate(zip_longest(stored, typed), start=1)
        ]

    def form_valid(self, form: DailyReportForm) -> HttpResponse:
        try:
            report = write_report(
                employee=self.employee,
                date=self.day,
                lines=form.lines,
                by=self.request.user,
                remove_evidence=form.dropped_documents,
                seconds=form.seconds_spent,
                seen=self.request.POST.get(SEEN_FIELD, ""),
                send=self.sends,
            )
        except DomainError as error:
            if isinstance(error, DailyChangedError):
                self.is_outdated = True
                # It may have been stored since this request read it.
                self.__dict__.pop("report", None)
            form.add_error(None, str(error))
            return self.form_invalid(form)
        return self._done(report)

    def _done(self, report: DailyWorkReport) -> HttpResponse:
        messages.success(self.request, _("Saved. Nobody else sees it until you send it."))
        return redirect("evaluations:daily-write", self.day)

    def _draft_state(self) -> dict[str, Any]:
        """Kept files stand at their line, not on top of the page."""
        state = super()._draft_state()
        return {**state, "uploads": [], "line_uploads": state.get("uploads", [])}


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
    """Show the form again with a line more, empty or as proposed (`take`). Only the draft is stored."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return redirect("evaluations:daily-write", self.day)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        data = request.POST.copy()
        take = data.pop("take", [""])[0]
        self.new_from = max(1, min(read_key(data.get("rows", "1")) or 1, MOST_LINES))
        lines = self._taken(take) if take else [None]
        for number, line in enumerate(lines[: MOST_LINES - self.new_from], start=self.new_from):
            data["rows"] = str(number + 1)
            data.update(line_data(line, number) if line is not None else {})
        # The draft holds the new lines too.
        request.POST = data  # type: ignore[assignment]
        return super().post(request, *args, **kwargs)

    def _taken(self, take: str) -> list[ProposedLine | None]:
        if take == TAKE_LAST:
            return [*last_lines(self.recent)]
        data = self.request.POST
        in_form = {(data.get(f"source-{n}"), data.get(f"source_key-{n}")) for n in range(self.new_from)}
        fresh = [line for line in self.proposals if (line.source.value, line.key) not in in_form]
        offered = without_taken(self.employee, self.day, fresh)
        if take == TAKE_ALL:
            return [*offered]
        return [line for line in (*offered, *frequent_lines(self.recent)) if line.token == take][:1]

    def get_form(self, form_class: type[DailyReportForm] | None = None) -> DailyReportForm:
        form: DailyReportForm = super().get_form(form_class)
        form.new_from = min(self.new_from, form.row_count)
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
            percent=percent_of(report.minutes, target_minutes(report.employee.government_id, report.date)),
            may_write=is_own and report.is_open and today_in(report.unit) <= last_day_to_write(report),
            last_day=last_day_to_write(report) if is_own and report.is_open else None,
            supervisor=supervisor_of(report.employee) if report.state == DailyState.SUBMITTED else None,
            lines=_with_documents(report),
            unsent=self._unsent() if is_own and not report.is_open else None,
            **kwargs,
        )

    def _unsent(self) -> dict[str, Any] | None:
        """What was typed elsewhere, perhaps without a connection, and came when the report had been sent already."""
        key = f"{DailyWriteView.draft_key}:{self.report.date}"
        draft = Draft.objects.filter(user=self.request.user, key=key).first()
        if draft is None:
            return None
        typed = DailyReportForm(draft_data(draft)).line_rows
        words = [each for each in (_typed_words(row) for row in typed) if each]
        files = draft.files.values_list("name", flat=True)
        url = reverse("drafts:discard", args=[sign_key(key)])
        return {"lines": [*words, *files], "discard_url": url} if words or files else None


def _stored_words(line: dict[str, Any]) -> str:
    entry = line["entry"]
    return _in_words(
        entry.activity,
        entry.output,
        "" if entry.quantity is None else localize_input(entry.plain_quantity),
        entry.minutes,
        f"{entry.start:%H:%M}" if entry.start else "",
        f"{entry.end:%H:%M}" if entry.end else "",
        [document.name for document in line["documents"]],
    )


def _typed_words(row: dict[str, Any]) -> str:
    def value(name: str) -> str:
        found = row[name].value()
        return f"{found:%H:%M}" if isinstance(found, datetime.time) else str(found or "")

    if row["drop"].value():
        return ""
    names = ("activity", "output", "quantity", "minutes", "start", "end")
    return _in_words(*map(value, names), [document.name for document in row["documents"]])


def _in_words(activity: str, output: str, quantity: Any, minutes: Any, start: str, end: str, files: list[str]) -> str:
    """One line of a report on one line of text; "" for an empty one."""
    result = " ".join(str(part) for part in (quantity, output) if part not in (None, ""))
    length = _("%(minutes)s minutes") % {"minutes": minutes} if minutes else ""
    return " · ".join(part for part in (activity, result, f"{start}–{end}" if start else "", length, *files) if part)


def _with_documents(report: DailyWorkReport) -> list[dict[str, Any]]:
    """The lines, each with its files. Two queries."""
    entries = list(report.entries.filter(report_date=report.date).select_related("result").order_by("order"))
    files = Document.objects.filter(
        owner_kind=DailyWorkEntry._meta.label_lower, owner_id__in=[str(entry.pk) for entry in entries]
    )
    by_entry: dict[str, list[Document]] = {}
    for document in files:
        by_entry.setdefault(document.owner_id, []).append(document)
    return [{"entry": entry, "documents": by_entry.get(str(entry.pk), [])} for entry in entries]
