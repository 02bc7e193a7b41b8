"""Results for everybody: of one office, and of all offices of a government."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from asn_portal.keys import read_key
from employees.dates import today
from employees.models import OrganizationalUnit
from surveys.domain.figures import from_json
from surveys.enums import SurveyState
from surveys.models import SatisfactionSurvey
from surveys.public_pages import page_context, public, public_unit, render_public, unit_context
from surveys.reports import GRADE_TONES, interval_text, survey_report
from surveys.reports.alarm import unusual_answers


@public
@require_GET
def results(request: HttpRequest, slug: str) -> HttpResponse:
    """The index of an office, of the period in `?survey=` or the newest; of a government, its offices' results."""
    unit = public_unit(slug)
    context = page_context(request)
    context.update(unit_context(unit, unit.government, context["lang_query"]))
    context["data_url"] = reverse("public:data", args=[slug]) + context["lang_query"]
    context["rss_url"] = reverse("public:results-rss", args=[slug]) + context["lang_query"]
    context["share_url"] = _share_url(unit)
    if unit.is_government:
        context["rows"] = government_rows(unit, context["lang_query"])
        return render_public(request, "surveys/public_government_results.html", context)
    survey = _chosen_survey(request, unit)
    context["report"] = survey_report(survey) if survey else None
    context["unusual"] = unusual_answers(survey) if survey else []
    context["today"] = today()
    if survey is not None and survey.state == SurveyState.CLOSED:
        context["csv_url"] = f"{reverse('public:results-csv', args=[slug])}?survey={survey.pk}"
        context["json_url"] = f"{reverse('public:results-json', args=[slug])}?survey={survey.pk}"
        context["poster_url"] = reverse("public:result-poster", args=[slug]) + f"?survey={survey.pk}"
    return render_public(request, "surveys/public_results.html", context)


def _chosen_survey(request: HttpRequest, unit: OrganizationalUnit) -> SatisfactionSurvey | None:
    """The survey asked for, or the newest. Drafts don't exist here."""
    surveys = SatisfactionSurvey.objects.started().filter(unit=unit).select_related("unit", "result")
    asked = request.GET.get("survey", "")
    if asked:
        return get_object_or_404(surveys, pk=read_key(asked))
    return surveys.order_by("-period").first()


def government_rows(government: OrganizationalUnit, lang_query: str) -> list[dict[str, Any]]:
    """The newest published result of each office; "no data yet" where there is none. Two queries."""
    newest: dict[int, SatisfactionSurvey] = {}
    closed = SatisfactionSurvey.objects.filter(unit__path__startswith=government.path, state=SurveyState.CLOSED)
    for survey in closed.select_related("result").order_by("period"):
        newest[survey.unit_id] = survey
    rows = []
    for unit in OrganizationalUnit.objects.within(government.path).serving_citizens():
        survey = newest.get(unit.pk)
        # A closed unit is there for what was said about it.
        if survey is None and unit.is_closed(today()):
            continue
        figures = from_json(survey.result.data["figures"]) if survey else None
        rows.append(
            {
                "name": unit.name,
                "url": reverse("public:results", args=[unit.slug]) + lang_query,
                "index": figures.index if figures else None,
                "grade": figures.shown_grade if figures else "",
                "tone": GRADE_TONES[figures.grade] if figures and figures.grade else "neutral",
                "interval": interval_text(figures) if figures else "",
                "valid": figures.valid if figures else 0,
                "period": survey.period_text if survey else "",
            }
        )
    return rows


def _share_url(unit: OrganizationalUnit) -> str:
    """An ordinary link: nothing of the messenger is loaded before somebody follows it."""
    address = settings.SITE_URL + reverse("public:results", args=[unit.slug])
    text = _("How citizens rate %(unit)s: %(address)s") % {"unit": unit.name, "address": address}
    return f"https://wa.me/?text={quote(text)}"
