"""What the staff reports share: unit and day in the address, files at once or in the background."""

from __future__ import annotations

import datetime
from copy import copy
from typing import Any

from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, QueryDict
from django.shortcuts import redirect, render
from django.utils import formats, timezone
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from asn_portal.access.guards import PermissionRequiredMixin
from asn_portal.access.scope import scope_of
from asn_portal.audit.services import record_event
from asn_portal.jobs.services import start_job
from asn_portal.listing.exports import CONTENT_TYPES, hash_of
from asn_portal.pdf import render_pdf
from employees.dates import today
from employees.fields import date_asked
from employees.filters import staff_reach
from employees.forms.report import ReportForm
from employees.models import OrganizationalUnit
from employees.reports.letterhead import letterhead_of
from employees.texts.record import unit_name_on

LABELS = {"xlsx": "Excel (XLSX)", "pdf": "PDF"}


class ReportListView(PermissionRequiredMixin, TemplateView):
    """The way to each report."""

    permission_required = "employees.list_employees"
    template_name = "employees/report_list.html"


class StaffReportView(PermissionRequiredMixin, TemplateView):
    """A report about one unit with everything below it, on one day.

    Subclasses name `report`, `page_title`, `form_class`, `pdf_template`, and write `report_context`, `write_xlsx` where
    they offer a sheet, and `is_long`.
    """

    # Tells `employees.report_files` that a file of it may be made in the background.
    is_staff_report = True
    permission_required = "employees.list_employees"
    form_class: type[ReportForm] = ReportForm
    page_title: Any = ""
    export_name = ""
    endings: tuple[str, ...] = ("xlsx", "pdf")
    pdf_template = ""

    # --- hooks ------------------------------------------------------------------------------------------------------

    def report_context(self) -> dict[str, Any]:
        """What page and paper show; asked only when unit and day hold."""
        raise NotImplementedError

    def paper_context(self) -> dict[str, Any]:
        """What only the paper shows."""
        return {}

    def write_xlsx(self, stream: Any) -> None:
        raise NotImplementedError

    def is_long(self, ending: str) -> bool:
        """Whether nobody should wait for this file."""
        return False

    # --- unit and day -----------------------------------------------------------------------------------------------

    @cached_property
    def form(self) -> ReportForm:
        units = OrganizationalUnit.objects.below(staff_reach(self.request.user)).order_by("path")
        data: QueryDict = self.request.GET.copy()
        if not data.get("unit"):
            top = units.offered_on(date_asked(data.get("on")) or today()).first() or units.first()
            if top is None:
                raise PermissionDenied
            data["unit"] = str(top.pk)
        return self.form_class(data, units=units)

    @cached_property
    def unit(self) -> OrganizationalUnit:
        unit: OrganizationalUnit = self.form.cleaned_data["unit"]
        return unit

    @cached_property
    def unit_then(self) -> OrganizationalUnit:
        """The unit with the name that it had on the day; to be shown, never saved."""
        unit = copy(self.unit)
        unit.name = unit_name_on(unit, self.date)
        return unit

    @cached_property
    def date(self) -> datetime.date:
        return self.form.cleaned_data.get("on") or today()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(form=self.form, page_title=self.page_title, **kwargs)
        if self.form.is_valid():
            context |= {"unit": self.unit_then, "date": self.date, "exports": self._exports(), **self.report_context()}
        return context

    # --- files ------------------------------------------------------------------------------------------------------

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        ending = request.GET.get("export")
        if not ending:
            return super().get(request, *args, **kwargs)
        self._check(ending)
        if self.is_long(ending):
            context = {
                "page_title": _("Export: %(title)s") % {"title": self.page_title},
                "form_action": request.get_full_path(),
                "cancel_url": self.address(),
                "submit_label": _("Prepare the file"),
            }
            return render(request, "employees/report_export.html", context)
        response = HttpResponse(content_type=CONTENT_TYPES[ending])
        response["Content-Disposition"] = f'attachment; filename="{self.file_name(ending)}"'
        response["Cache-Control"] = "private, no-store"
        self.write(ending, response)
        self.record(ending)
        return response

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Only for a file too long to wait for: it becomes a job."""
        ending = request.GET.get("export", "")
        if not ending:
            return HttpResponseNotAllowed(["GET", "HEAD", "OPTIONS"])
        self._check(ending)
        address = self.address()
        job = start_job(
            "employees.report",
            by=request.user,
            params={"address": address, "ending": ending},
            title=_("Export: %(title)s") % {"title": self.page_title},
            unit_path=scope_of(request.user).government_path,
            unique_key=f"employees.report:{request.user.pk}:{ending}:{hash_of(address)}",
        )
        return redirect(job.get_absolute_url())

    def _check(self, ending: str) -> None:
        if ending not in self.endings or not self.form.is_valid():
            raise BadRequest("Unknown export format, unit or date.")

    def address(self, **parameters: str) -> str:
        """This report, as a page or as the file that `export` names."""
        query = self.request.GET.copy()
        query.pop("export", None)
        for name, value in parameters.items():
            query[name] = value
        return f"{self.request.path}?{query.urlencode()}" if query else self.request.path

    def _exports(self) -> list[dict[str, Any]]:
        return [{"label": LABELS[ending], "url": self.address(export=ending)} for ending in self.endings]

    def file_name(self, ending: str) -> str:
        return f"{self.export_name}-{self.unit.slug}-{self.date:%Y-%m-%d}.{ending}"

    def write(self, ending: str, stream: Any) -> None:
        """Write the file to a stream."""
        if ending == "xlsx":
            self.write_xlsx(stream)
            return
        context = {
            **self.report_context(),
            **self.paper_context(),
            "page_title": self.page_title,
            "unit": self.unit_then,
            "date": self.date,
            "made_at": timezone.localtime(),
            "made_by": self.request.user,
            "letterhead": letterhead_of(self.unit),
        }
        stream.write(render_pdf(self.pdf_template, context, language=get_language()))

    def record(self, ending: str) -> None:
        """Personal data left the portal."""
        record_event(
            "employees.report_exported",
            by=self.request.user,
            obj=self.unit,
            unit_path=self.unit.path,
            report=str(self.page_title),
            date=formats.date_format(self.date, "Y-m-d"),
            format=ending,
        )
