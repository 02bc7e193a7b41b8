"""The professionalism index (IP-ASN): one's own, that of people whom one leads or oversees, and of a unit."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from asn_portal.access.guards import permission_required
from asn_portal.access.scope import scope_of
from asn_portal.audit.services import record_view
from employees.dates import today
from employees.models import Employee
from employees.supervision import employee_of
from evaluations.reports.professionalism import people_with_shown_index, person_index, unit_chart, unit_index
from evaluations.views.dashboard import visible_unit

SHOWN_STAFF = 200


@require_safe
@permission_required("evaluations.view_own_index")
def own_index(request: HttpRequest) -> HttpResponse:
    return _person_page(request, employee_of(request.user))


@require_safe
def person_index_page(request: HttpRequest, pk: int) -> HttpResponse:
    employee = get_object_or_404(people_with_shown_index(request.user), pk=pk)
    if scope_of(request.user).employee_id != employee.pk:
        record_view(viewer=request.user, subject=employee, unit_path=employee.unit.path, what="professionalism")
    return _person_page(request, employee)


@require_safe
def unit_index_page(request: HttpRequest, pk: int) -> HttpResponse:
    """The distribution, the units below, and the way to each person's page; no list by points."""
    unit = visible_unit(request, pk)
    report = unit_index(unit, request.user, today())
    people = people_with_shown_index(request.user).filter(unit=unit).order_by("name", "pk")
    context = {
        "unit": unit,
        "report": report,
        "chart": unit_chart(report),
        "people": list(people[: SHOWN_STAFF + 1]),
        "shown_staff": SHOWN_STAFF,
    }
    return render(request, "evaluations/professionalism_unit.html", context)


def _person_page(request: HttpRequest, employee: Employee | None) -> HttpResponse:
    if employee is None:
        raise AssertionError("Who has no staff record has no index.")
    is_own = scope_of(request.user).employee_id == employee.pk
    context = {
        "report": person_index(employee, request.user, today()),
        "employee": employee,
        "is_own": is_own,
    }
    return render(request, "evaluations/professionalism.html", context)
