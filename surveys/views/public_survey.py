"""The doors, the survey and its results, for everybody."""

from __future__ import annotations

import datetime
import uuid
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from asn_portal.errors import DomainError
from asn_portal.keys import read_key
from asn_portal.ratelimit import rate_limited
from asn_portal.tabular.writing import write_csv
from employees.dates import today
from employees.models import OrganizationalUnit
from surveys.enums import SurveyState
from surveys.forms.answer_sheet import LONGEST_COMMENT, AnswerSheet
from surveys.models import SatisfactionSurvey
from surveys.public_pages import (
    WITH_FAULTS,
    PageCache,
    language_links,
    language_of,
    moved_page,
    page_context,
    public,
    render_public,
    theme_of,
    unit_context,
)
from surveys.reports import figure_rows, survey_report
from surveys.services.response import submit_response

# A family behind one router, a counter's tablet or a whole village behind one mobile gateway.
ANSWERS_PER_MINUTE = 60
SHOWN_UNITS = 200
NO_DAY, ONE_DAY = datetime.timedelta(), datetime.timedelta(days=1)
# Stands in the kept page where each visitor gets a number of their own.
KEY_MARK = "00000000-0000-4000-8000-000000000000"

survey_pages = PageCache(seconds=60, entries=300)


@public
@require_GET
def front(request: HttpRequest) -> HttpResponse:
    """Three doors, the governments, and a box for a tracking code."""
    governments = OrganizationalUnit.objects.governments()
    return render_public(request, "surveys/public_front.html", {"governments": governments})


@public
@require_GET
def unit_list(request: HttpRequest) -> HttpResponse:
    """Choosing an office; `to` says for which of the three doors."""
    goal = request.GET.get("to", "survey")
    targets = {"survey": "public:survey", "complaint": "public:complaint-create", "results": "public:results"}
    if goal not in targets:
        raise Http404
    text = request.GET.get("q", "").replace("\x00", "").strip()[:80]
    units = OrganizationalUnit.objects.serving_citizens().open_on(today())
    for word in text.split():
        units = units.filter(name__icontains=word)
    names = {unit.path: unit.name for unit in OrganizationalUnit.objects.governments()}
    lang_query = page_context(request)["lang_query"]
    groups: dict[str, list[dict[str, str]]] = {}
    for unit in units[:SHOWN_UNITS]:
        entry = {"name": unit.name, "url": reverse(targets[goal], args=[unit.slug]) + lang_query}
        groups.setdefault(names.get(unit.government_path, ""), []).append(entry)
    return render_public(request, "surveys/public_unit_list.html", {"goal": goal, "q": text, "groups": groups})


@public
@require_GET
def place(request: HttpRequest, slug: str) -> HttpResponse:
    """A government with its offices, or one office with its doors."""
    unit = _public_unit(slug)
    if unit.is_closed(today()):
        return moved_page(request, unit, "public:unit")
    context = page_context(request)
    government = unit.government
    context.update(unit_context(unit, government, context["lang_query"]))
    if unit.is_government:
        offices = OrganizationalUnit.objects.within(unit.path).serving_citizens().open_on(today())
        context["units"] = offices[:SHOWN_UNITS]
        return render_public(request, "surveys/public_government.html", context)
    return render_public(request, "surveys/public_unit.html", context)


@public
@require_http_methods(["GET", "HEAD", "POST"])
@rate_limited("survey", per_minute=ANSWERS_PER_MINUTE)
def survey_form(request: HttpRequest, slug: str) -> HttpResponse:
    """GET: the form. POST: the answers are stored; a form that is sent twice counts once.

    A unit that was closed asks no more: its address tells who took its work over. Whoever opened the form before can
    still check and send it on the closing day itself; those answers are about the old unit and stay with it. Later
    nothing is stored: an opinion about the old unit must not count for the new one.
    """
    survey = _open_survey(request, slug)
    if survey is None:
        return _no_survey(request, slug)
    if request.method != "POST":
        return HttpResponse(_kept_form(request, survey).replace(KEY_MARK, str(uuid.uuid4())))
    sheet = _sheet(request, survey)
    if not sheet.is_valid:
        return HttpResponse(_form_page(request, survey, sheet))
    try:
        submit_response(
            survey=survey, key=sheet.key or uuid.uuid4(), answers=sheet.answers, language=language_of(request)
        )
    except DomainError:
        return _no_survey(request, slug)
    return HttpResponseRedirect(_address(request, "public:survey-thanks", slug), status=303)


@public
@require_POST
@rate_limited("survey-check", per_minute=ANSWERS_PER_MINUTE)
def survey_check(request: HttpRequest, slug: str) -> HttpResponse:
    """The answers once more, before they are sent."""
    survey = _open_survey(request, slug)
    if survey is None:
        return _no_survey(request, slug)
    sheet = _sheet(request, survey)
    if not sheet.is_valid:
        return HttpResponse(_form_page(request, survey, sheet))
    return HttpResponse(
        _form_page(request, survey, sheet, template="surveys/public_survey_check.html", again="public:survey-check")
    )


@public
@require_POST
@rate_limited("survey-check", per_minute=ANSWERS_PER_MINUTE)
def survey_change(request: HttpRequest, slug: str) -> HttpResponse:
    """Back from the check to the form, with every answer kept."""
    survey = _open_survey(request, slug)
    if survey is None:
        return _no_survey(request, slug)
    sheet = _sheet(request, survey)
    # Back from the check, or in the other language before anything was sent, nothing is at fault yet.
    if request.POST.get("again") != WITH_FAULTS:
        sheet.errors = {}
    return HttpResponse(_form_page(request, survey, sheet))


@public
@require_GET
def survey_thanks(request: HttpRequest, slug: str) -> HttpResponse:
    unit = _public_unit(slug)
    context = page_context(request)
    context.update(unit_context(unit, unit.government, context["lang_query"]))
    return render_public(request, "surveys/public_survey_thanks.html", context)


@public
@require_GET
def results(request: HttpRequest, slug: str) -> HttpResponse:
    """The index of an office, of the period in `?survey=` or the newest; of a government, its offices' results."""
    unit = _public_unit(slug)
    context = page_context(request)
    context.update(unit_context(unit, unit.government, context["lang_query"]))
    if unit.is_government:
        context["rows"] = _government_rows(unit, context["lang_query"])
        return render_public(request, "surveys/public_government_results.html", context)
    survey = _chosen_survey(request, unit)
    context["report"] = survey_report(survey) if survey else None
    context["csv_url"] = f"{reverse('public:results-csv', args=[slug])}?survey={survey.pk}" if survey else ""
    return render_public(request, "surveys/public_results.html", context)


@public
@require_GET
def results_csv(request: HttpRequest, slug: str) -> HttpResponse:
    """The figures of a results page as CSV: sums and means only, nothing about single answers."""
    unit = _public_unit(slug)
    survey = _chosen_survey(request, unit)
    if survey is None:
        raise Http404
    header, *rows = figure_rows(survey, survey.figures())
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="ikm-{slug}-{survey.starts_on:%Y-%m}.csv"'
    write_csv(response, header, rows)
    return response


def _public_unit(slug: str) -> OrganizationalUnit:
    unit = get_object_or_404(OrganizationalUnit, slug=slug)
    if not (unit.is_government or unit.is_service_unit):
        raise Http404
    return unit


def _chosen_survey(request: HttpRequest, unit: OrganizationalUnit) -> SatisfactionSurvey | None:
    """The survey asked for, or the newest. Drafts don't exist here."""
    surveys = SatisfactionSurvey.objects.started().filter(unit=unit).select_related("unit", "result")
    asked = request.GET.get("survey", "")
    if asked:
        return get_object_or_404(surveys, pk=read_key(asked))
    return surveys.order_by("-period").first()


def _government_rows(government: OrganizationalUnit, lang_query: str) -> list[dict[str, Any]]:
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
        figures = survey.result.data["figures"] if survey else {"index": None, "grade": None, "valid": 0}
        rows.append(
            {
                "name": unit.name,
                "url": reverse("public:results", args=[unit.slug]) + lang_query,
                "index": figures["index"],
                "grade": figures["grade"],
                "valid": figures["valid"],
                "period": survey.period_text if survey else "",
            }
        )
    return rows


def _open_survey(request: HttpRequest, slug: str) -> SatisfactionSurvey | None:
    """The survey that may be opened, or sent: the latter also on the day on which the unit was closed."""
    survey: SatisfactionSurvey | None = SatisfactionSurvey.objects.open_at(slug)
    if survey is None or survey.unit.closed_on is None:
        return survey
    grace = ONE_DAY if request.method == "POST" else NO_DAY
    return None if survey.unit.is_closed(today() - grace) else survey


def _services(survey: SatisfactionSurvey) -> list[tuple[int, str]]:
    return list(survey.unit.services.offered().values_list("pk", "name"))


def _sheet(request: HttpRequest, survey: SatisfactionSurvey) -> AnswerSheet:
    # The names of the services are needed only when one was chosen or the form is shown again.
    services = _services(survey) if request.POST.get("service") else ()
    return AnswerSheet(survey.questionnaire, language=language_of(request), data=request.POST, services=services)


def _kept_form(request: HttpRequest, survey: SatisfactionSurvey) -> str:
    language, theme = language_of(request), theme_of(request)
    key = (survey.pk, survey.questionnaire_version, survey.unit.name, language, theme, bool(request.GET.get("lang")))

    def build() -> str:
        sheet = AnswerSheet(survey.questionnaire, language=language, services=_services(survey))
        return _form_page(request, survey, sheet)

    return survey_pages.get_or_build(key, build)


def _form_page(
    request: HttpRequest,
    survey: SatisfactionSurvey,
    sheet: AnswerSheet,
    *,
    template: str = "surveys/public_survey.html",
    again: str = "public:survey-change",
) -> str:
    """`again` is the address that draws the same page anew from what its form holds, in the other language."""
    if sheet.is_bound and not sheet.services:
        sheet.services = _services(survey)
    context = page_context(request)
    slug = survey.unit.slug
    context.update(unit_context(survey.unit, survey.unit.government, context["lang_query"]))
    context.update(
        survey=survey,
        sheet=sheet,
        key=str(sheet.key or KEY_MARK),
        longest_comment=LONGEST_COMMENT,
        send_url=_address(request, "public:survey", slug),
        check_url=_address(request, "public:survey-check", slug),
        change_url=_address(request, "public:survey-change", slug),
        # The kept page must not repeat what one visitor's address held, so the addresses are ours alone.
        language_form="survey-form",
        language_again=WITH_FAULTS if sheet.errors else "",
        language_links=language_links(request, reverse(again, args=[slug])),
    )
    return render_to_string(template, context)


def _address(request: HttpRequest, name: str, slug: str) -> str:
    query = f"?lang={language_of(request)}" if request.GET.get("lang") else ""
    return reverse(name, args=[slug]) + query


def _no_survey(request: HttpRequest, slug: str) -> HttpResponse:
    """The office exists but asks nothing at present, or any more."""
    unit = _public_unit(slug)
    if unit.is_closed(today()):
        return moved_page(request, unit, "public:survey")
    context = page_context(request)
    context.update(unit_context(unit, unit.government, context["lang_query"]))
    # Perhaps somebody sent answers a moment too late: that address can't be opened as a page.
    context["language_links"] = language_links(request, reverse("public:survey", args=[slug]))
    return render_public(request, "surveys/public_survey_closed.html", context)
