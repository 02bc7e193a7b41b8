"""A tablet at the counter: one question per screen, large, without a way out, and empty again for the next person."""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from asn_portal.errors import DomainError
from asn_portal.ratelimit import client_ip, rate_limited
from surveys.domain.proof import BITS
from surveys.enums import Channel, Series
from surveys.forms.answer_sheet import PROFILE_CHOICES, AnswerSheet, AskedQuestion
from surveys.forms.question_sheet import SheetQuestion
from surveys.models import SatisfactionSurvey
from surveys.public_pages import (
    language_links,
    language_of,
    page_context,
    public,
    public_unit,
    render_public,
    unit_context,
)
from surveys.services import guard, kiosk
from surveys.services.kiosk import KioskRun, KioskUnavailable
from surveys.services.response import UnknownCode, is_stored, submit_response
from surveys.views import public_survey

# A person taps ten times in a minute; a hall has many tablets behind one address.
TAPS_PER_MINUTE = 1200
IDLE_SECONDS, WARNING_SECONDS, THANKS_SECONDS = 60, 10, 8
LAST_FIELDS = (*PROFILE_CHOICES, "service", "code")


def kiosk_page(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Never kept by a browser; without an open survey, or without Redis, a screen that says so and tries again."""

    @wraps(view)
    def shown(request: HttpRequest, slug: str) -> HttpResponseBase:
        survey = public_survey.open_survey_at(request, slug)
        try:
            response = view(request, survey) if survey is not None else _paused(request, slug)
        except KioskUnavailable:
            response = _paused(request, slug)
        response.headers["Cache-Control"] = "no-store"
        return response

    return public(shown)


@kiosk_page
@require_safe
def kiosk_screen(request: HttpRequest, survey: SatisfactionSurvey) -> HttpResponse:
    """The first screen, or with `?run=` the one that the last tap led to."""
    token = request.GET.get("run", "")
    run = kiosk.find(token, survey.pk) if token else None
    if token and (run is None or not run.is_fresh):
        return _to(request, survey)
    if run is None:
        return _draw(request, survey, "surveys/kiosk_start.html", {})
    sheet = _sheet(request, survey, run)
    asked = _screens(sheet)
    context: dict[str, Any] = {
        "run": run,
        "sheet": sheet,
        "number": run.step + 1,
        "count": len(asked),
        "bits": BITS,
        "challenge": run.challenge,
    }
    if run.step < len(asked):
        return _draw(request, survey, "surveys/kiosk_question.html", {**context, "question": asked[run.step]})
    if run.problem:
        sheet.errors["code"] = run.problem
    return _draw(request, survey, "surveys/kiosk_last.html", context)


@kiosk_page
@require_POST
@rate_limited("survey-kiosk", per_minute=TAPS_PER_MINUTE)
def kiosk_start(request: HttpRequest, survey: SatisfactionSurvey) -> HttpResponse:
    return _to(request, survey, kiosk.begin(survey.pk))


@kiosk_page
@require_POST
@rate_limited("survey-kiosk", per_minute=TAPS_PER_MINUTE)
def kiosk_answer(request: HttpRequest, survey: SatisfactionSurvey) -> HttpResponse:
    """One tap: an answer, none, or one screen back."""
    run = kiosk.find(request.POST.get("run", ""), survey.pk)
    if run is None:
        return _to(request, survey)
    asked = _screens(_sheet(request, survey, run))
    if "back" in request.POST:
        _keep_last(request, run)
        run.step = max(0, min(run.step, len(asked)) - 1)
    elif run.step < len(asked):
        question = asked[run.step]
        answer = request.POST.get(question.name, "")
        if answer in {option.value for option in question.options}:
            run.data[question.name] = answer
            run.step += 1
        elif "skip" in request.POST and not question.is_required:
            run.data.pop(question.name, None)
            run.step += 1
    kiosk.save(run)
    return _to(request, survey, run)


@kiosk_page
@require_POST
@rate_limited("survey-kiosk", per_minute=TAPS_PER_MINUTE)
def kiosk_send(request: HttpRequest, survey: SatisfactionSurvey) -> HttpResponse:
    """Store the answers and forget them here; or stay on the last screen with a sentence."""
    run = kiosk.find(request.POST.get("run", ""), survey.pk)
    if run is None:
        return _to(request, survey)
    if request.POST.get("website"):
        guard.note_trapped(survey)
        kiosk.forget(run.token)
        return HttpResponseRedirect(_address(request, survey, "public:kiosk-thanks"), status=303)
    _keep_last(request, run)
    sheet = _sheet(request, survey, run)
    if not _is_held_back(request, survey, sheet, run):
        try:
            submit_response(
                survey=survey,
                key=uuid.UUID(run.key),
                answers=sheet.answers,
                language=language_of(request),
                code=sheet.code,
                channel=Channel.KIOSK,
            )
        except UnknownCode as error:
            guard.note_wrong_code(client_ip(request))
            run.problem = str(error)
        except DomainError:
            kiosk.forget(run.token)
            return _to(request, survey)
        else:
            kiosk.forget(run.token)
            return HttpResponseRedirect(_address(request, survey, "public:kiosk-thanks"), status=303)
    kiosk.save(run)
    return _to(request, survey, run)


@kiosk_page
@require_POST
def kiosk_reset(request: HttpRequest, survey: SatisfactionSurvey) -> HttpResponse:
    """Nobody is there any more."""
    kiosk.forget(request.POST.get("run", ""))
    return _to(request, survey)


@kiosk_page
@require_safe
def kiosk_thanks(request: HttpRequest, survey: SatisfactionSurvey) -> HttpResponse:
    return _draw(request, survey, "surveys/kiosk_thanks.html", {})


def _is_held_back(request: HttpRequest, survey: SatisfactionSurvey, sheet: AnswerSheet, run: KioskRun) -> bool:
    """Notes on the run why its answers are not stored yet, if they must not be."""
    run.problem = run.challenge = ""
    key = uuid.UUID(run.key)
    is_ready = sheet.is_valid
    admission = guard.admit(
        address=client_ip(request),
        survey=survey,
        key=key,
        series=(Series.TICKET if sheet.code else Series.OPEN).value if is_ready else "",
        elements=sheet.elements,
        proof=request.POST.get("proof", ""),
    )
    if time.time() - run.began < settings.SURVEY_MINIMUM_SECONDS:
        run.problem = _("That was quick. Please think about your answers for a moment, then press again.")
    elif admission.calls > public_survey.ANSWERS_PER_MINUTE:
        run.problem = _("Very many answers come from here at the moment. Please wait a minute and press again.")
    elif sheet.code and admission.refuses_codes:
        run.problem = _("Too many wrong codes came from here. Codes are taken again in an hour.")
    elif is_ready and not sheet.code and admission.needs_proof and not is_stored(survey=survey, key=key):
        run.challenge = guard.new_challenge(survey.pk, key)
    return bool(run.problem or run.challenge) or not is_ready


def _keep_last(request: HttpRequest, run: KioskRun) -> None:
    for name in LAST_FIELDS:
        if name in request.POST:
            run.data[name] = request.POST[name][:80]
    run.data["without_code"] = request.POST.get("without_code", "")


def _sheet(request: HttpRequest, survey: SatisfactionSurvey, run: KioskRun) -> AnswerSheet:
    """Of the further questions only those that one tap answers: nobody types or uploads on a screen that many touch."""
    services = list(survey.unit.services.offered().values_list("pk", "name"))
    return AnswerSheet(
        survey.questionnaire,
        language=language_of(request),
        data={**run.data, "key": run.key},
        services=services,
        elements=survey.elements,
        further=survey.further.answered_by_one_tap(),
    )


def _screens(sheet: AnswerSheet) -> list[AskedQuestion | SheetQuestion]:
    """The elements, then the further questions that apply to what was answered so far."""
    return [*sheet.questions(), *(question for question in sheet.further.rows() if question.is_asked)]


def _draw(request: HttpRequest, survey: SatisfactionSurvey, template: str, context: dict[str, Any]) -> HttpResponse:
    return render_public(request, template, {**_frame(request, survey.unit), "survey": survey, **context})


def _frame(request: HttpRequest, unit: Any) -> dict[str, Any]:
    context = page_context(request)
    context.update(unit_context(unit, unit.government, context["lang_query"]))
    # A way out of the kiosk is no way for the next person.
    context.update(doors=None, unit_url="", staff_url="")
    names = ("screen", "start", "answer", "send", "reset")
    context["kiosk"] = {
        name: reverse(f"public:kiosk-{name}", args=[unit.slug]) + context["lang_query"] for name in names
    }
    context["kiosk"].update(idle=IDLE_SECONDS, warning=WARNING_SECONDS, thanks=THANKS_SECONDS)
    context["language_links"] = language_links(request, reverse("public:kiosk-screen", args=[unit.slug]))
    return context


def _paused(request: HttpRequest, slug: str) -> HttpResponse:
    unit = public_unit(slug)
    return render_public(request, "surveys/kiosk_paused.html", _frame(request, unit))


def _to(request: HttpRequest, survey: SatisfactionSurvey, run: KioskRun | None = None) -> HttpResponse:
    address = _address(request, survey, "public:kiosk-screen")
    if run is not None:
        address += f"{'&' if '?' in address else '?'}run={run.token}"
    return HttpResponseRedirect(address, status=303)


def _address(request: HttpRequest, survey: SatisfactionSurvey, name: str) -> str:
    query = f"?lang={language_of(request)}" if request.GET.get("lang") else ""
    return reverse(name, args=[survey.unit.slug]) + query
