"""The doors, the survey and its results, for everybody."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, cast

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from asn_portal.errors import DomainError
from asn_portal.operation.bare import bare
from asn_portal.ratelimit import client_ip, is_over, rate_limited, too_many
from employees.dates import today
from employees.models import OrganizationalUnit
from surveys.domain.proof import BITS
from surveys.domain.tracking import format_code
from surveys.enums import Series
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
    public_unit,
    render_public,
    theme_of,
    unit_context,
)
from surveys.services import guard
from surveys.services.response import UnknownCode, is_stored, submit_response

# A family behind one router, a counter's tablet or a whole village behind one mobile gateway.
ANSWERS_PER_MINUTE = 60
FILES_PER_MINUTE = 20
SHOWN_UNITS = 200
NO_DAY, ONE_DAY = datetime.timedelta(), datetime.timedelta(days=1)
# Stands in the kept page where each visitor gets a number of their own.
KEY_MARK = "00000000-0000-4000-8000-000000000000"
OPENED_MARK, CODE_MARK = "0-moment-of-opening-0", "0-code-of-slip-0"

survey_pages: PageCache[str] = PageCache(seconds=60, entries=300)
open_surveys: PageCache[SatisfactionSurvey | None] = PageCache(seconds=2, entries=300)


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
    unit = public_unit(slug)
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


@bare
@public
@require_http_methods(["GET", "HEAD", "POST"])
def survey_form(request: HttpRequest, slug: str) -> HttpResponse:
    """GET: the form. POST: the answers are stored; a form that is sent twice counts once.

    A unit that was closed asks no more: its address tells who took its work over. Whoever opened the form before can
    still check and send it on the closing day itself; those answers are about the old unit and stay with it. Later
    nothing is stored: an opinion about the old unit must not count for the new one.
    """
    survey = open_survey_at(request, slug)
    if survey is None:
        return _no_survey(request, slug)
    if request.method != "POST":
        return fresh_form(request, survey)
    sheet = _sheet(request, survey)
    held = _held_back(request, survey, sheet)
    if held is not None:
        return held
    try:
        submit_response(
            survey=survey,
            key=sheet.key or uuid.uuid4(),
            answers=sheet.answers,
            language=language_of(request),
            code=sheet.code,
        )
    except UnknownCode as error:
        guard.note_wrong_code(client_ip(request))
        sheet.errors["code"] = str(error)
        return HttpResponse(_form_page(request, survey, sheet))
    except DomainError:
        return _no_survey(request, slug)
    return HttpResponseRedirect(_address(request, "public:survey-thanks", slug), status=303)


def fresh_form(request: HttpRequest, survey: SatisfactionSurvey, code: str = "") -> HttpResponse:
    """The kept page with a number of its own, the moment, and the code of a slip."""
    key = str(uuid.uuid4())
    page = _kept_form(request, survey).replace(KEY_MARK, key).replace(OPENED_MARK, guard.opened_mark(key))
    return HttpResponse(page.replace(CODE_MARK, escape(format_code(code) if code else "")))


def _held_back(request: HttpRequest, survey: SatisfactionSurvey, sheet: AnswerSheet) -> HttpResponse | None:
    """The page that comes before the storing, if one must; nothing typed is lost on it."""
    key = sheet.key or uuid.uuid4()
    is_trap, is_too_fast = bool(request.POST.get("website")), guard.is_too_fast(request.POST.get("opened", ""), key)
    is_ready = sheet.is_valid and not is_trap and not is_too_fast
    admission = guard.admit(
        address=client_ip(request),
        survey=survey,
        key=key,
        series=(Series.TICKET if sheet.code else Series.OPEN).value if is_ready else "",
        elements=sheet.elements,
        proof=request.POST.get("proof", ""),
    )
    if admission.calls > ANSWERS_PER_MINUTE:
        return cast(HttpResponse, too_many(request))
    if is_trap:
        guard.note_trapped(survey)
        return HttpResponseRedirect(_address(request, "public:survey-thanks", survey.unit.slug), status=303)
    if sheet.code and admission.refuses_codes:
        sheet.errors["code"] = _("Too many wrong codes came from here. Codes are taken again in an hour.")
    if not sheet.is_valid:
        return HttpResponse(_form_page(request, survey, sheet))
    if is_too_fast:
        return HttpResponse(_check_page(request, survey, sheet, is_too_fast=True))
    if not sheet.code and admission.needs_proof and not is_stored(survey=survey, key=key):
        challenge = guard.new_challenge(survey.pk, key)
        return HttpResponse(_check_page(request, survey, sheet, challenge=challenge))
    return None


@public
@require_POST
@rate_limited("survey-check", per_minute=ANSWERS_PER_MINUTE)
def survey_check(request: HttpRequest, slug: str) -> HttpResponse:
    """The answers once more, before they are sent."""
    survey = open_survey_at(request, slug)
    if survey is None:
        return _no_survey(request, slug)
    sheet = _sheet(request, survey)
    if not sheet.is_valid:
        return HttpResponse(_form_page(request, survey, sheet))
    return HttpResponse(_check_page(request, survey, sheet))


@public
@require_POST
@rate_limited("survey-check", per_minute=ANSWERS_PER_MINUTE)
def survey_change(request: HttpRequest, slug: str) -> HttpResponse:
    """Back from the check to the form, with every answer kept."""
    survey = open_survey_at(request, slug)
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
    unit = public_unit(slug)
    context = page_context(request)
    context.update(unit_context(unit, unit.government, context["lang_query"]))
    return render_public(request, "surveys/public_survey_thanks.html", context)


def open_survey_at(request: HttpRequest, slug: str) -> SatisfactionSurvey | None:
    """The survey that may be opened, or sent: the latter also on the day on which the unit was closed."""
    survey = _kept_survey(slug)
    if survey is None or survey.unit.closed_on is None:
        return survey
    grace = ONE_DAY if request.method == "POST" else NO_DAY
    return None if survey.unit.is_closed(today() - grace) else survey


def _kept_survey(slug: str) -> SatisfactionSurvey | None:
    """Looked up every two seconds at most: storing an answer asks the database itself whether the survey is open."""
    if settings.DEBUG or settings.TESTING:
        survey: SatisfactionSurvey | None = SatisfactionSurvey.objects.open_at(slug)
        return survey
    return open_surveys.get_or_build((slug,), lambda: SatisfactionSurvey.objects.open_at(slug))


def _services(survey: SatisfactionSurvey) -> list[tuple[int, str]]:
    return list(survey.unit.services.offered().values_list("pk", "name"))


def _sheet(request: HttpRequest, survey: SatisfactionSurvey) -> AnswerSheet:
    # The names of the services are needed only when one was chosen or the form is shown again.
    services = _services(survey) if request.POST.get("service") else ()
    sheet = AnswerSheet(
        survey.questionnaire,
        language=language_of(request),
        data=request.POST,
        services=services,
        elements=survey.elements,
        further=survey.further,
        files=request.FILES,
    )
    if request.FILES and sheet.further.has_files:
        if is_over("survey-file", client_ip(request), FILES_PER_MINUTE):
            sheet.refuse_files(_("Too many files came from here. Wait a minute, then send the form again."))
        else:
            sheet.keep_files()
    return sheet


def _kept_form(request: HttpRequest, survey: SatisfactionSurvey) -> str:
    language, theme = language_of(request), theme_of(request)
    asked = (survey.questionnaire_version, *survey.elements, survey.extra_questions_id)
    key = (survey.pk, *asked, survey.unit.name, language, theme, bool(request.GET.get("lang")))

    def build() -> str:
        sheet = AnswerSheet(
            survey.questionnaire,
            language=language,
            services=_services(survey),
            elements=survey.elements,
            further=survey.further,
        )
        return _form_page(request, survey, sheet)

    return survey_pages.get_or_build(key, build)


def _check_page(request: HttpRequest, survey: SatisfactionSurvey, sheet: AnswerSheet, **further: Any) -> str:
    """`is_too_fast`: please look once more. `challenge`: a little work for the browser while there is a flood."""
    return _form_page(
        request,
        survey,
        sheet,
        template="surveys/public_survey_check.html",
        again="public:survey-check",
        further={"bits": BITS, **further},
    )


def _form_page(
    request: HttpRequest,
    survey: SatisfactionSurvey,
    sheet: AnswerSheet,
    *,
    template: str = "surveys/public_survey.html",
    again: str = "public:survey-change",
    further: Mapping[str, Any] | None = None,
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
        opened=_opened(sheet) if sheet.is_bound else OPENED_MARK,
        code="" if sheet.is_bound else CODE_MARK,
        longest_comment=LONGEST_COMMENT,
        send_url=_address(request, "public:survey", slug),
        thanks_url=_address(request, "public:survey-thanks", slug),
        check_url=_address(request, "public:survey-check", slug),
        change_url=_address(request, "public:survey-change", slug),
        # The kept page must not repeat what one visitor's address held, so the addresses are ours alone.
        language_form="survey-form",
        language_again=WITH_FAULTS if sheet.errors else "",
        language_links=language_links(request, reverse(again, args=[slug])),
    )
    context.update(further or {})
    return render_to_string(template, context)


def _opened(sheet: AnswerSheet) -> str:
    """When the form was opened; now, for one that doesn't say so truthfully."""
    mark = sheet.data.get("opened", "")
    return mark if guard.seconds_since(mark, str(sheet.key)) is not None else guard.opened_mark(str(sheet.key))


def _address(request: HttpRequest, name: str, slug: str) -> str:
    query = f"?lang={language_of(request)}" if request.GET.get("lang") else ""
    return _path(name, slug) + query


@lru_cache(maxsize=2000)
def _path(name: str, slug: str) -> str:
    return reverse(name, args=[slug])


def _no_survey(request: HttpRequest, slug: str) -> HttpResponse:
    """The office exists but asks nothing at present, or any more."""
    unit = public_unit(slug)
    if unit.is_closed(today()):
        return moved_page(request, unit, "public:survey")
    context = page_context(request)
    context.update(unit_context(unit, unit.government, context["lang_query"]))
    # Perhaps somebody sent answers a moment too late: that address can't be opened as a page.
    context["language_links"] = language_links(request, reverse("public:survey", args=[slug]))
    return render_public(request, "surveys/public_survey_closed.html", context)
