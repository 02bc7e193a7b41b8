"""What the class knew before and after: results, scores of paper tests by grid or by sheet; messages to the class."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST
from django.views.generic import FormView, TemplateView

from asn_portal.access.guards import require
from asn_portal.documents.services import ALLOWED_SHEETS, check_upload
from asn_portal.drafts.views import DraftFormMixin
from asn_portal.errors import DomainError
from training.domain.knowledge_test import maximum, parse
from training.forms.knowledge_test import ScoreGridForm
from training.forms.meeting import MessageForm
from training.models import KnowledgeTest, TrainingSession
from training.reports.test_results import class_results
from training.rules import manages_unit
from training.services.class_message import send_message
from training.services.knowledge_test import ScoresConflict, enter_scores
from training.services.score_import import confirm_scores, read_scores, score_sheet
from training.views.base import SessionPageMixin, refusals_told, visible_session
from training.views.participants import XLSX, _download


class ScoresView(SessionPageMixin, TemplateView):
    """The class result; for the coordinator also the grid for paper tests."""

    permission = "training.view_participants"
    template_name = "training/session_scores.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**_results_page(self.session, self.request.user), **kwargs)


def _results_page(session: TrainingSession, user: Any, data: Any = None) -> dict[str, Any]:
    """Context of the page; `data` is what was typed into the grid."""
    test = KnowledgeTest.objects.in_use().filter(programme=session.programme).first()
    results = class_results(session)
    points = maximum(parse(test.questions)) if test else Decimal(0)
    return {
        "results": results,
        "test": test,
        "points": points,
        "form": ScoreGridForm(data, results=results, points=points),
        "may_manage": manages_unit.test(user, session),
        "may_see_participants": True,
    }


@require_POST
def scores_enter(request: HttpRequest, pk: int) -> HttpResponse:
    """The whole grid, or nothing of it: what is wrong stands at its field, and what was typed stays."""
    session = visible_session(request, pk)
    require(request.user, "training.manage_session", session)
    context = _results_page(session, request.user, request.POST)
    form = context["form"]
    if context["test"] is None:
        messages.error(request, _("Make a test for the programme first: its points say what a score is out of."))
        return redirect("training:session-scores", session.pk)
    if form.is_valid():
        try:
            changed = enter_scores(session=session, scores=form.scores, by=request.user, seen=form.seen)
        except ScoresConflict as conflict:
            # What was stored meanwhile stands beside what was typed.
            context = _results_page(session, request.user, request.POST)
            context["form"].conflicts = conflict.cells
            context["form"].add_error(None, str(conflict))
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(
                request, ngettext("%(count)s score stored.", "%(count)s scores stored.", changed) % {"count": changed}
            )
            return redirect("training:session-scores", session.pk)
    with timezone.override(session.unit.tz):
        return render(request, "training/session_scores.html", {"session": session, **context}, status=422)


@require_http_methods(["GET", "HEAD", "POST"])
def scores_import(request: HttpRequest, pk: int) -> HttpResponse:
    """The dry run: shows what a sheet would store and what is wrong in it. Confirming posts to `scores_confirm`."""
    session = visible_session(request, pk)
    require(request.user, "training.manage_session", session)
    preview, problem = None, ""
    if request.method == "POST":
        file = request.FILES.get("file")
        try:
            if file is None:
                problem = _("Choose a file.")
            else:
                check_upload(file, allowed=ALLOWED_SHEETS)
                preview = read_scores(session, file.file)
        except DomainError as error:
            problem = str(error)
    context = {"session": session, "preview": preview, "problem": problem}
    with timezone.override(session.unit.tz):
        return render(request, "training/session_scores_import.html", context, status=422 if problem else 200)


@require_POST
def scores_confirm(request: HttpRequest, pk: int) -> HttpResponse:
    session = visible_session(request, pk)
    require(request.user, "training.manage_session", session)
    with refusals_told(request):
        changed = confirm_scores(session=session, token=request.POST.get("rows", ""), by=request.user)
        messages.success(
            request, ngettext("%(count)s score stored.", "%(count)s scores stored.", changed) % {"count": changed}
        )
    return redirect("training:session-scores", session.pk)


def scores_sheet(request: HttpRequest, pk: int) -> HttpResponse:
    session = visible_session(request, pk)
    require(request.user, "training.manage_session", session)
    return _download(score_sheet(session), XLSX, f"scores-{session.pk}.xlsx")


class MessagesView(SessionPageMixin, DraftFormMixin, FormView):
    """What was written to the class, and a new message."""

    permission = "training.manage_session"
    template_name = "training/session_messages.html"
    form_class = MessageForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            sent=list(self.session.messages.select_related("sent_by")),
            submit_label=_("Send to the class"),
            may_manage=True,
            may_see_participants=True,
            **kwargs,
        )

    def form_valid(self, form: forms.Form) -> HttpResponse:
        try:
            message = send_message(session=self.session, text=form.cleaned_data["text"], by=self.request.user)
        except DomainError as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        messages.success(
            self.request,
            ngettext("%(count)s person was told.", "%(count)s people were told.", message.recipients)
            % {"count": message.recipients},
        )
        return redirect("training:session-messages", self.session.pk)
