"""Writing the test of a programme."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from asn_portal.access.guards import require
from asn_portal.errors import DomainError
from training.domain.knowledge_test import MOST_OPTIONS, MOST_QUESTIONS, TestQuestion, faults, maximum, parse
from training.models import KnowledgeTest, TrainingProgramme
from training.rules import manages_unit
from training.services.knowledge_test import change_test, create_test, fault_sentence, publish_test
from training.views.base import refusals_told

# Empty blocks below the questions: saving makes room for more.
SPARE = 3


def test_list(request: HttpRequest, pk: int) -> HttpResponse:
    programme = _programme(request, pk)
    tests = list(KnowledgeTest.objects.filter(programme=programme).with_attempts())
    context = {
        "programme": programme,
        "tests": tests,
        "may_manage": manages_unit.test(request.user, programme),
    }
    return render(request, "training/test_list.html", context)


@require_POST
def test_create(request: HttpRequest, pk: int) -> HttpResponse:
    programme = _programme(request, pk)
    require(request.user, "training.manage_programme", programme)
    with refusals_told(request):
        return redirect(create_test(programme=programme, by=request.user))
    return redirect("training:test-list", pk)


@require_POST
def test_publish(request: HttpRequest, pk: int) -> HttpResponse:
    test = _test(request, pk)
    require(request.user, "training.manage_programme", test.programme)
    with refusals_told(request):
        publish_test(test=test, by=request.user)
        messages.success(request, _("Participants take this version from now on."))
        return redirect("training:test-list", test.programme_id)
    return redirect(test)


@require_http_methods(["GET", "HEAD", "POST"])
def test_update(request: HttpRequest, pk: int) -> HttpResponse:
    """Questions with their answers. A draft is stored as it stands, so that nothing typed is lost; what is missing is
    named. A version in use is only shown."""
    test = _test(request, pk)
    is_draft = not test.is_published and not test.attempts.exists()
    problem, typed = "", None
    if request.method == "POST":
        require(request.user, "training.manage_programme", test.programme)
        typed = _typed(request.POST)
        minutes, mark = _whole(request.POST.get("minutes")), _whole(request.POST.get("pass_mark"))
        if minutes is None or not 1 <= minutes <= 240:
            problem = _("Minutes are a whole number from 1 to 240.")
        elif request.POST.get("pass_mark", "").strip() and (mark is None or mark > 100):
            problem = _("The pass mark is a whole number from 0 to 100, or empty where nobody fails.")
        elif request.POST.get("edit") != str(test.edit):
            problem = _("Somebody changed the test meanwhile. Yours is shown below; save again to keep it.")
        else:
            try:
                change_test(test=test, minutes=minutes, pass_mark=mark, questions=typed, by=request.user)
            except DomainError as error:
                problem = str(error)
            else:
                messages.success(request, _("Saved."))
                return redirect(test)
    questions = list(typed) if typed is not None else list(parse(test.questions))
    context = {
        "programme": test.programme,
        "test": test,
        "is_draft": is_draft and manages_unit.test(request.user, test.programme),
        "blocks": _blocks(questions, spare=SPARE if is_draft else 0),
        "problem": problem,
        "minutes": request.POST.get("minutes", test.minutes),
        "pass_mark": request.POST.get("pass_mark", "" if test.pass_mark is None else test.pass_mark),
        "points": maximum(questions),
        "faults": [(fault.question, fault_sentence(fault.code)) for fault in faults(questions)] if is_draft else [],
    }
    return render(request, "training/test_update.html", context, status=422 if problem else 200)


def _blocks(questions: list[TestQuestion], *, spare: int) -> list[dict[str, Any]]:
    empty = TestQuestion("", (), 0)
    rows = [*questions, *[empty] * min(spare, MOST_QUESTIONS - len(questions))]
    return [
        {
            "index": index,
            "number": index + 1,
            "question": question,
            "is_new": question is empty,
            "options": [
                {
                    "index": place,
                    "number": place + 1,
                    "text": question.options[place] if place < len(question.options) else "",
                    "is_right": place == question.right and bool(question.options),
                }
                for place in range(MOST_OPTIONS)
            ],
        }
        for index, question in enumerate(rows)
    ]


def _typed(data: Any) -> list[TestQuestion]:
    """What stands in the form; blocks without any text, and those marked for removal, are left out."""
    found = []
    for index in range(MOST_QUESTIONS):
        text = data.get(f"q{index}-text", "").strip()
        options = [data.get(f"q{index}-o{place}", "").strip() for place in range(MOST_OPTIONS)]
        if (not text and not any(options)) or data.get(f"q{index}-remove"):
            continue
        right = _whole(data.get(f"q{index}-right"))
        kept = [(place, option) for place, option in enumerate(options) if option]
        places = [place for place, _option in kept]
        points = _whole(data.get(f"q{index}-points"))
        found.append(
            TestQuestion(
                text=text[:1000],
                options=tuple(option[:300] for _place, option in kept),
                right=places.index(right) if right in places else -1,
                points=1 if points is None else points,
            )
        )
    return found


def _whole(value: Any) -> int | None:
    text = str(value or "").strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 5 else None


def _programme(request: HttpRequest, pk: int) -> TrainingProgramme:
    visible = TrainingProgramme.objects.visible_to(request.user).select_related("unit")
    return get_object_or_404(visible, pk=pk)  # type: ignore[no-any-return]


def _test(request: HttpRequest, pk: int) -> KnowledgeTest:
    visible = KnowledgeTest.objects.visible_to(request.user).select_related("programme__unit")
    return get_object_or_404(visible, pk=pk)  # type: ignore[no-any-return]
