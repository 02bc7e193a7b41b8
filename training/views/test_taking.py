"""Taking a test: the server keeps the clock and every answer."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import formats, timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from asn_portal.access.guards import require
from training.domain.gain import normalized_gain
from training.domain.knowledge_test import is_over, order_for, parse, passed, percent, score
from training.enums import TestMoment
from training.models import KnowledgeTest, Registration, TestAttempt
from training.reports.test_results import GainText
from training.services.knowledge_test import save_answers, start_attempt, submit_attempt
from training.test_window import taking_obstacle
from training.views.base import refusals_told, visible_registration


@never_cache
@require_safe
def test_take(request: HttpRequest, pk: int, moment: str) -> HttpResponse:
    """What comes before the clock, the questions while it runs, the score afterwards."""
    registration, when = _own(request, pk, moment)
    attempt = TestAttempt.objects.filter(registration=registration, moment=when).select_related("test").first()
    context: dict[str, Any] = {"registration": registration, "session": registration.session, "moment": when}
    with timezone.override(registration.session.unit.tz):
        if attempt is None:
            test = KnowledgeTest.objects.in_use().filter(programme=registration.session.programme).first()
            context |= {
                "test": test,
                "count": len(test.questions) if test else 0,
                "obstacle": taking_obstacle(registration, when),
            }
            return render(request, "training/test_start.html", context)
        if attempt.submitted_at is None and not is_over(due=attempt.due_at, now=timezone.now()):
            left = max(0, int((attempt.due_at - timezone.now()).total_seconds()))
            context |= {"attempt": attempt, "questions": _shuffled(attempt), "seconds": left}
            return render(request, "training/test_take.html", context)
        return render(request, "training/test_result.html", context | _result(attempt))


@require_POST
def test_start(request: HttpRequest, pk: int, moment: str) -> HttpResponse:
    registration, when = _own(request, pk, moment)
    with refusals_told(request):
        start_attempt(registration=registration, moment=when, by=request.user)
    return redirect("training:test-take", pk, moment)


@require_POST
def attempt_save(request: HttpRequest, pk: int) -> HttpResponse:
    """By the page's script after every answer, or by the button without one."""
    attempt = save_answers(attempt=_attempt(request, pk), answers=_answers(request))
    if "application/json" in request.headers.get("Accept", ""):
        saved = formats.time_format(timezone.localtime(), "TIME_FORMAT")
        return JsonResponse({"saved_at": saved, "is_over": attempt.submitted_at is not None})
    return redirect("training:test-take", attempt.registration_id, attempt.moment)


@require_POST
def attempt_submit(request: HttpRequest, pk: int) -> HttpResponse:
    attempt = submit_attempt(attempt=_attempt(request, pk), answers=_answers(request))
    return redirect("training:test-take", attempt.registration_id, attempt.moment)


def _own(request: HttpRequest, pk: int, moment: str) -> tuple[Registration, TestMoment]:
    registration = visible_registration(request, pk)
    require(request.user, "training.take_part", registration)
    if moment not in TestMoment.values:
        raise Http404
    return registration, TestMoment(moment)


def _attempt(request: HttpRequest, pk: int) -> TestAttempt:
    return get_object_or_404(TestAttempt.objects.of_user(request.user), pk=pk)  # type: ignore[no-any-return]


def _answers(request: HttpRequest) -> dict[str, str]:
    return {name.removeprefix("a"): value for name, value in request.POST.items() if name[:1] == "a"}


def _shuffled(attempt: TestAttempt) -> list[dict[str, Any]]:
    """Questions and options in an order of this person's own; names carry the true numbers."""
    questions = parse(attempt.test.questions)
    seed = f"{attempt.pk}:{attempt.started_at.isoformat()}"
    return [
        {
            "name": f"a{number}",
            "text": questions[number].text,
            "points": questions[number].points,
            "options": [
                {
                    "value": place,
                    "text": questions[number].options[place],
                    "is_chosen": attempt.answers.get(str(number)) == place,
                }
                for place in order_for(f"{seed}:{number}", len(questions[number].options))
            ],
        }
        for number in order_for(seed, len(questions))
    ]


def _result(attempt: TestAttempt) -> dict[str, Any]:
    if attempt.score is None:
        # The time is over and the tick has not come by yet: nobody waits for it.
        attempt = _as_closed(attempt)
    points = percent(attempt.score, attempt.maximum)
    other = attempt.registration.test_attempts.filter(moment=TestMoment.PRE).exclude(score=None).first()
    gain = None
    if attempt.moment == TestMoment.POST and other is not None:
        gain = normalized_gain(percent(other.score, other.maximum), points)
    return {
        "attempt": attempt,
        "percent": points,
        "is_passed": passed(attempt.score, attempt.maximum, attempt.test.pass_mark)
        if attempt.moment == TestMoment.POST
        else None,
        "before": percent(other.score, other.maximum) if gain is not None else None,
        "gain": GainText(gain),
    }


def _as_closed(attempt: TestAttempt) -> TestAttempt:
    """The attempt as its closing will leave it, without storing: a GET never writes."""
    attempt.score = score(parse(attempt.test.questions), attempt.answers)
    attempt.submitted_at = attempt.due_at
    return attempt
