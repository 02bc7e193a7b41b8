"""Equal access to training, by group."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from asn_portal.access.guards import require
from employees.dates import today
from training.reports.equality import PARTITIONS, Equality, equality, equality_xlsx
from training.views.hours import read_year
from training.views.participants import XLSX, _download


@require_safe
def equality_page(request: HttpRequest) -> HttpResponse:
    """`?by=unit|sex|age|rank|regime&year=`."""
    report = _report(request)
    context = {
        "report": report,
        "partitions": PARTITIONS.items(),
        "years": range(today().year, today().year - 5, -1),
    }
    return render(request, "training/equality.html", context)


@require_safe
def equality_sheet(request: HttpRequest) -> HttpResponse:
    report = _report(request)
    return _download(equality_xlsx(report), XLSX, f"equal-access-{report.partition}-{report.year}.xlsx")


def _report(request: HttpRequest) -> Equality:
    require(request.user, "training.view_equality")
    by = request.GET.get("by", "")
    return equality(request.user, year=read_year(request), partition=by if by in PARTITIONS else "unit")
