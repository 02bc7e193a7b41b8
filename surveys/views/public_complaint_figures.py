"""How an office deals with reports, in numbers, for everybody."""

from __future__ import annotations

import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.views.decorators.http import require_GET

from employees.dates import today
from employees.models import OrganizationalUnit
from surveys.domain.composition import SMALLEST_SHOWN
from surveys.public_pages import PageCache, language_of, page_context, public, theme_of, unit_context
from surveys.reports.complaints import complaint_figures

figure_pages = PageCache(seconds=60, entries=200)


@public
@require_GET
def complaint_figures_page(request: HttpRequest, slug: str) -> HttpResponse:
    """The reports of the last twelve months. Numbers only: no subject, no name, nothing of secret ones."""
    unit = get_object_or_404(OrganizationalUnit, slug=slug)
    if not (unit.is_government or unit.is_service_unit):
        raise Http404
    key = (unit.pk, unit.name, today(), language_of(request), theme_of(request), bool(request.GET.get("lang")))

    def build() -> str:
        until = today()
        first = until.year * 12 + until.month - 12
        since = datetime.date(first // 12, first % 12 + 1, 1)
        context = page_context(request)
        context.update(unit_context(unit, unit.government, context["lang_query"]))
        context.update(figures=complaint_figures(unit, since, until), smallest=SMALLEST_SHOWN)
        return render_to_string("surveys/public_complaint_figures.html", context)

    return HttpResponse(figure_pages.get_or_build(key, build))
