"""Selections for everybody: announcement, plan with its hash, stages, results and ranking by pseudonym."""

from __future__ import annotations

import re
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from careers.domain.scoring_plan import canonical
from careers.enums import CandidacyState
from careers.models import Selection
from careers.selection_pages import changes_of
from careers.selection_ranking import ranking_of
from surveys.public_pages import page_context, public, render_public

MOST_SHOWN = 100
CODE = re.compile(r"[A-Za-z0-9-]{1,20}")


@public
@require_safe
def selection_list(request: HttpRequest) -> HttpResponse:
    selections = Selection.objects.public().select_related("unit", "position").order_by("-announced_at")[:MOST_SHOWN]
    context = page_context(request)
    query = context["lang_query"]
    rows = [(each, reverse("public_selection:detail", args=[each.code]) + query) for each in selections]
    return render_public(request, "careers/public_selection_list.html", {**context, "rows": rows})


@public
@require_safe
def selection_detail(request: HttpRequest, code: str) -> HttpResponse:
    selection = _selection(code)
    context = page_context(request)
    stages = list(selection.stages.all())
    amendments = list(selection.amendments.in_force().select_related("first_signer", "second_signer"))
    context |= {
        "selection": selection,
        "government_name": selection.unit.government.name,
        "unit_name": selection.unit.name,
        "requirements": selection.requirements.all(),
        "stages": stages,
        "results": [(stage, _results(stage)) for stage in stages if stage.is_published],
        # With the first plan beside, so that what the amendments changed can be seen.
        "ranking": ranking_of(selection, before=amendments[0].old_plan if amendments else None),
        "is_decided": selection.decided_at is not None,
        "chosen": selection.candidacies.filter(state=CandidacyState.CHOSEN).first(),
        "amendments": [(each, changes_of(each)) for each in amendments],
        "applications": selection.candidacies.submitted().count(),
        "plan_url": reverse("public_selection:plan", args=[selection.code]),
        "list_url": reverse("public_selection:list") + context["lang_query"],
    }
    return render_public(request, "careers/public_selection.html", context)


@public
@require_safe
def selection_plan(request: HttpRequest, code: str) -> HttpResponse:
    """The canonical JSON whose SHA-256 is the published hash; `?first=1` gives the one before all amendments."""
    selection = _selection(code)
    plan: Any = selection.plan
    if request.GET.get("first"):
        amendment = selection.amendments.in_force().first()
        if amendment is None:
            raise Http404
        plan = amendment.old_plan
    response = HttpResponse(canonical(plan), content_type="application/json")
    response["Content-Disposition"] = f'inline; filename="plan-{selection.code}.json"'
    return response


def _selection(code: str) -> Selection:
    # Anything may stand in an address, also what no database takes.
    if not CODE.fullmatch(code):
        raise Http404
    selections = Selection.objects.public().select_related("unit", "position__unit")
    selection: Selection = get_object_or_404(selections, code=code.upper())
    return selection


def _results(stage: Any) -> list[tuple[str, str, Any, Any]]:
    """(tone, verdict, pseudonym, score or None) by pseudonym."""
    rows = []
    shown = stage.results.exclude(candidacy__state=CandidacyState.WITHDRAWN).select_related("candidacy")
    for result in shown.order_by("candidacy__pseudonym"):
        verdict = {True: ("good", _("Passed")), False: ("bad", _("Not passed")), None: ("neutral", _("Scored"))}
        tone, words = verdict[result.passed]
        rows.append((tone, words, result.candidacy.pseudonym, result.score))
    return rows
