"""The *daftar riwayat hidup* as a PDF."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET

from asn_portal.access.guards import require
from asn_portal.audit.services import record_view
from employees.models import Employee
from employees.reports.profile import profile_of, profile_pdf


@require_GET
def employee_profile(request: HttpRequest, pk: int) -> HttpResponse:
    """For the person, for those who keep the record and for auditors. A look of others is noted."""
    employee = get_object_or_404(Employee.objects.visible_to(request.user).with_place().select_related("photo"), pk=pk)
    require(request.user, "employees.view_personal_data", employee)
    if employee.user_id != request.user.pk:
        record_view(viewer=request.user, subject=employee, unit_path=employee.unit.path, what="profile_pdf")
    content = profile_pdf(profile_of(employee, user=request.user))
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="daftar-riwayat-hidup-{employee.nip}.pdf"'
    response["Cache-Control"] = "private, no-store"
    return response
