"""What experienced staff say about a need, or about what a programme teaches."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from asn_portal.access.guards import require
from employees.supervision import employee_of
from training.forms.competency import CommentForm
from training.models import Competency, NeedComment
from training.services.competency import add_comment, hide_comment
from training.views.base import refusals_told, visible_session

SHOWN = 50


def comments_on(user: Any, **about: Any) -> dict[str, Any]:
    """The newest comments on a competency of a government, or on a programme, each with whether the reader may hide
    it; and the form for another one."""
    found = NeedComment.objects.visible_to(user).filter(**about)
    return {
        "comments": [
            (comment, user.has_perm("training.hide_comment", comment))
            for comment in found.select_related("author__unit", "author__position")[:SHOWN]
        ],
        "comment_form": CommentForm() if user.has_perm("training.comment") else None,
    }


@require_POST
def competency_comment(request: HttpRequest, pk: int) -> HttpResponse:
    competency = get_object_or_404(Competency.objects.visible_to(request.user), pk=pk)
    _comment(request, competency=competency)
    return redirect(competency)


@require_POST
def session_comment(request: HttpRequest, pk: int) -> HttpResponse:
    """About the content: it stands on every session of the programme."""
    session = visible_session(request, pk)
    _comment(request, programme=session.programme)
    return redirect(session)


@require_POST
def comment_hide(request: HttpRequest, pk: int) -> HttpResponse:
    comments = NeedComment.objects.visible_to(request.user).select_related("author__unit", "competency", "programme")
    comment = get_object_or_404(comments, pk=pk)
    require(request.user, "training.hide_comment", comment)
    hide_comment(comment=comment, by=request.user)
    return redirect(comment.competency or comment.programme)


def _comment(request: HttpRequest, **about: Any) -> None:
    require(request.user, "training.comment")
    with refusals_told(request):
        add_comment(author=employee_of(request.user), text=request.POST.get("text", ""), by=request.user, **about)
        messages.success(request, _("Thank you. The training office and your colleagues read it."))
