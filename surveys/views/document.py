"""Papers of a survey: posters and the report."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from asn_portal.access.guards import require
from asn_portal.jobs.services import start_job
from asn_portal.keys import read_key
from surveys.enums import SurveyState
from surveys.models import SatisfactionSurvey
from surveys.public_pages import public, public_unit
from surveys.reports.poster import PaperSize, result_poster_pdf


@require_GET
def result_poster(request: HttpRequest, pk: int) -> HttpResponse:
    surveys = SatisfactionSurvey.objects.visible_to(request.user).select_related("unit", "result")
    survey = get_object_or_404(surveys, pk=pk)
    require(request.user, "surveys.view_survey", survey)
    return _result_poster(request, survey)


@public
@require_GET
def public_result_poster(request: HttpRequest, slug: str) -> HttpResponse:
    unit = public_unit(slug)
    surveys = SatisfactionSurvey.objects.started().filter(unit=unit).select_related("unit", "result")
    return _result_poster(request, get_object_or_404(surveys, pk=read_key(request.GET.get("survey", ""))))


@require_POST
def report_start(request: HttpRequest, pk: int) -> HttpResponse:
    """The report of five chapters is made in the background."""
    surveys = SatisfactionSurvey.objects.visible_to(request.user).select_related("unit")
    survey = get_object_or_404(surveys, pk=pk)
    require(request.user, "surveys.view_survey", survey)
    language = get_language() or "id"
    job = start_job(
        "surveys.report",
        by=request.user,
        params={"survey_id": survey.pk, "language": language},
        title=_("Report of the survey of %(unit)s, %(period)s")
        % {"unit": survey.unit.name, "period": survey.period_text},
        unit_path=survey.unit.path,
        unique_key=f"surveys.report:{survey.pk}:{request.user.pk}:{language}",
    )
    return redirect(job.get_absolute_url())


def paper_size(request: HttpRequest) -> PaperSize:
    """`?size=a5|a4|a3`; A4 without."""
    try:
        return PaperSize(request.GET.get("size", "a4"))
    except ValueError:
        raise Http404 from None


def _result_poster(request: HttpRequest, survey: SatisfactionSurvey) -> HttpResponse:
    if survey.state != SurveyState.CLOSED:
        raise Http404
    size = paper_size(request)
    response = HttpResponse(result_poster_pdf(survey, size=size), content_type="application/pdf")
    name = f"ikm-{survey.unit.slug}-{survey.starts_on:%Y-%m}-{size}.pdf"
    response["Content-Disposition"] = f'inline; filename="{name}"'
    return response
