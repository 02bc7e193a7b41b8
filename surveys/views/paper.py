"""Paper forms, one after the other at the speed of the keyboard: type, look once more, store, next."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from asn_portal.access.guards import require
from asn_portal.audit.models import Event
from asn_portal.errors import DomainError
from surveys.domain.questions import Questions
from surveys.enums import QuestionKind
from surveys.forms.answer_sheet import LONGEST_COMMENT, AnswerSheet, read_day
from surveys.models import SatisfactionSurvey
from surveys.services.response import check_paper_day, enter_paper_response

ENTERED = "surveys.paper_entered"


@require_http_methods(["GET", "HEAD", "POST"])
def survey_paper(request: HttpRequest, pk: int) -> HttpResponse:
    """GET: an empty sheet; the day stays from the one before. POST: stored, if it is right; the same sheet sent twice
    counts once."""
    survey = _survey(request, pk)
    if not survey.is_open:
        messages.info(request, _("Forms can be entered while the survey is open."))
        return redirect(survey)
    if request.method != "POST":
        return _sheet_page(request, survey, _sheet(survey))
    sheet = _sheet(survey, request)
    day = read_day(request.POST.get("answered_on", ""))
    if not sheet.is_valid or day is None or sheet.key is None:
        return _sheet_page(request, survey, sheet)
    try:
        is_new = enter_paper_response(
            survey=survey, key=sheet.key, answers=sheet.answers, answered_on=day, by=request.user
        )
    except DomainError as error:
        return _sheet_page(request, survey, sheet, str(error))
    _say_entered(request, sheet, is_new=is_new)
    return redirect(f"{request.path}?answered_on={day.isoformat()}")


@require_POST
def survey_paper_check(request: HttpRequest, pk: int) -> HttpResponse:
    """A second look at what was typed; Enter stores it."""
    survey = _survey(request, pk)
    sheet = _sheet(survey, request)
    day = read_day(request.POST.get("answered_on", ""))
    if not sheet.is_valid or day is None:
        return _sheet_page(request, survey, sheet)
    try:
        check_paper_day(survey, day)
    except DomainError as error:
        return _sheet_page(request, survey, sheet, str(error))
    context = {
        "survey": survey,
        "sheet": sheet,
        "answered_on": day,
        "blanks": sum(answer is None for answer in sheet.elements.values()),
        "entered": _entered_today(request, survey),
    }
    return render(request, "surveys/survey_paper_check.html", context)


@require_POST
def survey_paper_change(request: HttpRequest, pk: int) -> HttpResponse:
    """Back from the second look, with everything that was typed."""
    survey = _survey(request, pk)
    sheet = _sheet(survey, request)
    sheet.errors = {}
    return _sheet_page(request, survey, sheet)


def _sheet(survey: SatisfactionSurvey, request: HttpRequest | None = None) -> AnswerSheet:
    # Paper holds no files.
    further = Questions(tuple(each for each in survey.further if each.kind != QuestionKind.FILE))
    return AnswerSheet(
        survey.questionnaire,
        language="id",
        data=request.POST if request else None,
        services=list(survey.unit.services.offered().values_list("pk", "name")),
        allow_blank=True,
        elements=survey.elements,
        further=further,
    )


def _sheet_page(
    request: HttpRequest, survey: SatisfactionSurvey, sheet: AnswerSheet, problem: str = ""
) -> HttpResponse:
    day = read_day((request.POST or request.GET).get("answered_on", ""))
    if sheet.is_bound and day is None:
        problem = _("Enter the day on which the form was filled in.")
    context = {
        "survey": survey,
        "sheet": sheet,
        "key": str(sheet.key or uuid.uuid4()),
        "answered_on": day.isoformat() if day else "",
        "problem": problem,
        "longest_comment": LONGEST_COMMENT,
        "today": timezone.localdate(timezone=survey.unit.tz).isoformat(),
        "entered": _entered_today(request, survey),
    }
    return render(request, "surveys/survey_paper.html", context)


def _entered_today(request: HttpRequest, survey: SatisfactionSurvey) -> int:
    """How many forms this officer entered today. Events count them and name none."""
    start = timezone.now().astimezone(survey.unit.tz).replace(hour=0, minute=0, second=0, microsecond=0)
    events = Event.objects.filter(kind=ENTERED, actor_id=request.user.pk, object_id=str(survey.pk), at__gte=start)
    return events.count()


def _survey(request: HttpRequest, pk: int) -> SatisfactionSurvey:
    surveys = SatisfactionSurvey.objects.visible_to(request.user).select_related("unit")
    survey: SatisfactionSurvey = get_object_or_404(surveys, pk=pk)
    require(request.user, "surveys.manage_survey", survey)
    return survey


def _say_entered(request: HttpRequest, sheet: Any, *, is_new: bool) -> None:
    if not is_new:
        messages.info(request, _("This form was already entered; it counts once."))
    elif None in sheet.elements.values():
        messages.warning(request, _("Entered, with blank answers."))
    else:
        messages.success(request, _("Entered. The next form, please."))
