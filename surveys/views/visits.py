"""People served, month by month."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from asn_portal.access.guards import require
from asn_portal.access.permissions import Permission
from asn_portal.errors import DomainError
from asn_portal.keys import read_key
from employees.dates import today
from employees.models import OrganizationalUnit
from surveys.forms.visits import VisitsGrid
from surveys.models import ServiceVisits
from surveys.services.visits import record_visits

FIRST_YEAR = 2015
SHOWN_UNITS = 500


@require_http_methods(["GET", "HEAD", "POST"])
def visits_grid(request: HttpRequest) -> HttpResponse:
    """The numbers of one unit and year: `?unit=&year=`. Whoever only reads surveys reads these too."""
    require(request.user, "surveys.view_surveys")
    readable = OrganizationalUnit.objects.on_which(request.user, Permission.SURVEY_VIEW)
    units = list(readable.serving_citizens()[:SHOWN_UNITS])
    unit = _chosen(request, units)
    year = _year(request)
    if unit is None:
        return render(request, "surveys/visits_grid.html", {"units": [], "unit": None, "year": year})
    can_manage = request.user.has_perm("surveys.manage_survey", ServiceVisits(unit=unit))
    services: list[tuple[int | None, str]] = [(None, _("All services together"))]
    services += unit.services.offered().values_list("pk", "name")
    stored = {
        (service, month): number
        for service, month, number in ServiceVisits.objects.filter(unit=unit, month__year=year)
        .order_by()
        .values_list("service_id", "month", "visits")
    }
    data = None
    if request.method == "POST":
        require(request.user, "surveys.manage_survey", ServiceVisits(unit=unit))
        data = request.POST
    grid = VisitsGrid(services, year, today(), stored, data)
    problem = ""
    if grid.is_valid:
        try:
            changed = record_visits(unit=unit, counts=grid.counts, by=request.user)
        except DomainError as error:
            problem = str(error)
        else:
            messages.success(request, _("Saved: %(number)d numbers changed.") % {"number": changed})
            return redirect(f"{request.path}?unit={unit.pk}&year={year}")
    context = {
        "units": units,
        "unit": unit,
        "year": year,
        "years": range(today().year, today().year - 5, -1),
        "grid": grid,
        "problem": problem,
        "can_manage": can_manage,
    }
    return render(request, "surveys/visits_grid.html", context, status=422 if grid.errors or problem else 200)


def _chosen(request: HttpRequest, units: list[Any]) -> Any | None:
    asked = request.GET.get("unit", "")
    if not asked:
        return units[0] if units else None
    key = read_key(asked)
    for unit in units:
        if unit.pk == key:
            return unit
    raise Http404


def _year(request: HttpRequest) -> int:
    text = request.GET.get("year", "")
    if not text:
        return today().year
    if not (text.isascii() and text.isdecimal() and FIRST_YEAR <= int(text[:6]) <= today().year):
        raise Http404
    return int(text)
