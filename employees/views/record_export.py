"""Whole records of the people that the staff list shows, as a workbook that can be imported again."""

from __future__ import annotations

import tempfile
from typing import Any

from django.core.exceptions import BadRequest
from django.http import FileResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import formats
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import FormView

from asn_portal.access.guards import PermissionRequiredMixin
from asn_portal.access.permissions import Permission
from asn_portal.access.scope import scope_of
from asn_portal.listing.views import list_view_at
from employees.forms.record_export import RecordExportForm
from employees.reports.whole_records import file_name, list_address, write_records
from employees.services.record_export import note_record_export, start_record_export

# Up to this many people the browser waits; more are prepared in the background.
PEOPLE_AT_ONCE = 300
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class RecordExportView(PermissionRequiredMixin, FormView):
    permission_required = "employees.export_records"
    form_class = RecordExportForm
    template_name = "employees/employee_export.html"

    @cached_property
    def filters(self) -> str:
        query = self.request.GET.copy()
        for name in ("page", "export"):
            query.pop(name, None)
        return query.urlencode()

    @cached_property
    def people(self) -> Any:
        view = list_view_at(list_address(self.filters), self.request.user)
        return view.filtered().editable_by(self.request.user)

    @cached_property
    def count(self) -> int:
        return self.people.order_by().values("pk").count()

    @property
    def may_reveal(self) -> bool:
        return scope_of(self.request.user).has(Permission.EMPLOYEE_SENSITIVE)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            count=self.count,
            count_text=formats.number_format(self.count),
            is_long=self.count > PEOPLE_AT_ONCE,
            may_reveal=self.may_reveal,
            shows_discipline=scope_of(self.request.user).has(Permission.DISCIPLINE_VIEW),
            submit_label=_("Prepare the file") if self.count > PEOPLE_AT_ONCE else _("Download"),
            cancel_url=list_address(self.filters),
            **kwargs,
        )

    def form_valid(self, form: RecordExportForm) -> HttpResponseBase:
        if not self.count:
            raise BadRequest("Nobody to export.")
        reason = form.cleaned_data["reason"] if self.may_reveal else ""
        if self.count > PEOPLE_AT_ONCE:
            return redirect(start_record_export(filters=self.filters, reason=reason, by=self.request.user))
        file = tempfile.TemporaryFile()  # noqa: SIM115 - the response closes it
        user = self.request.user
        masked, revealed = write_records(file, self.people, user=user, reveal=bool(reason))
        note_record_export(filters=self.filters, masked=masked, revealed=revealed, reason=reason, by=user)
        file.seek(0)
        response = FileResponse(file, as_attachment=True, filename=file_name(), content_type=XLSX)
        response["Cache-Control"] = "private, no-store"
        return response
