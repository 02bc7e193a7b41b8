"""An officer asks a person: the survey on a phone or tablet, one question at a time, in the language chosen."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from asn_portal.access.guards import require
from asn_portal.errors import DomainError
from surveys.forms.answer_sheet import LONGEST_COMMENT, AnswerSheet
from surveys.models import SatisfactionSurvey
from surveys.public_pages import language_links, language_of, page_context
from surveys.services.response import enter_asked_response


@require_http_methods(["GET", "HEAD", "POST"])
def survey_ask(request: HttpRequest, pk: int) -> HttpResponse:
    """GET: the first question. POST: stored, and ready for the next person; the same form sent twice counts once."""
    survey = _survey(request, pk)
    if not survey.is_open:
        messages.info(request, _("People can be asked while the survey is open."))
        return redirect(survey)
    language = language_of(request)
    with translation.override(language):
        sheet = _sheet(request, survey, language)
        if not sheet.is_valid or sheet.key is None:
            return _page(request, survey, sheet, language)
        try:
            is_new = enter_asked_response(
                survey=survey, key=sheet.key, answers=sheet.answers, language=language, by=request.user
            )
        except DomainError as error:
            messages.error(request, str(error))
            return redirect(survey)
        said = _("Stored. Thank you. The next person, please.") if is_new else _("This form was already stored.")
        messages.success(request, said)
    return redirect(f"{request.path}?lang={language}")


@require_POST
def survey_ask_change(request: HttpRequest, pk: int) -> HttpResponse:
    """The same form in the other language, with every answer kept."""
    survey = _survey(request, pk)
    language = language_of(request)
    with translation.override(language):
        sheet = _sheet(request, survey, language)
        sheet.errors = {}
        return _page(request, survey, sheet, language)


def _sheet(request: HttpRequest, survey: SatisfactionSurvey, language: str) -> AnswerSheet:
    sheet = AnswerSheet(
        survey.questionnaire,
        language=language,
        data=request.POST if request.method == "POST" else None,
        services=list(survey.unit.services.offered().values_list("pk", "name")),
        elements=survey.elements,
        further=survey.further,
        files=request.FILES,
    )
    sheet.keep_files()
    return sheet


def _page(request: HttpRequest, survey: SatisfactionSurvey, sheet: AnswerSheet, language: str) -> HttpResponse:
    address = reverse("surveys:survey-ask", args=[survey.pk])
    context = {
        **page_context(request),
        "survey": survey,
        "sheet": sheet,
        "key": str(sheet.key or uuid.uuid4()),
        "longest_comment": LONGEST_COMMENT,
        "send_url": f"{address}?lang={language}",
        "back_url": survey.get_absolute_url(),
        "language_form": "survey-form",
        "language_links": language_links(request, reverse("surveys:survey-ask-change", args=[survey.pk])),
        "government_name": survey.unit.government.name,
        "unit_name": survey.unit.name,
    }
    return render(request, "surveys/survey_ask.html", context)


def _survey(request: HttpRequest, pk: int) -> SatisfactionSurvey:
    surveys = SatisfactionSurvey.objects.visible_to(request.user).select_related("unit")
    survey: SatisfactionSurvey = get_object_or_404(surveys, pk=pk)
    require(request.user, "surveys.manage_survey", survey)
    return survey
