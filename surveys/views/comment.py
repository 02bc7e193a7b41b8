"""Comments from surveys: reading, publishing, answering."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from asn_portal.access.guards import PermissionRequiredMixin, require
from asn_portal.access.permissions import Permission
from asn_portal.documents.models import Document
from asn_portal.errors import DomainError
from asn_portal.listing.actions import BulkAction
from asn_portal.listing.bulk import BulkActionView
from asn_portal.listing.views import PortalListView
from surveys.enums import CommentState
from surveys.filters import CommentFilter
from surveys.forms.comment import CommentAnswerForm
from surveys.models import SurveyComment
from surveys.services.comment import answer_comment, hide_comment, publish_comment, thank_comment
from surveys.tables import CommentTable


class CommentListView(PermissionRequiredMixin, PortalListView):
    permission_required = "surveys.view_surveys"
    model = SurveyComment
    table_class = CommentTable
    filterset_class = CommentFilter
    page_title = gettext_lazy("Comments from surveys")
    export_name = "survey-comments"
    empty_title = gettext_lazy("No comments yet")
    empty_text = gettext_lazy(
        "What citizens write at the end of a survey stands here. The public sees it after you approved it."
    )
    empty_icon = "message"
    bulk_actions = (
        BulkAction(
            gettext_lazy("Publish"),
            "surveys:comment-bulk-publish",
            visible=lambda scope: scope.has(Permission.SURVEY_MANAGE),
        ),
        BulkAction(
            gettext_lazy("Don't publish"),
            "surveys:comment-bulk-hide",
            visible=lambda scope: scope.has(Permission.SURVEY_MANAGE),
        ),
    )

    def get_queryset(self) -> Any:
        return SurveyComment.objects.visible_to(self.request.user).select_related("survey__unit")


class _CommentBulkView(PermissionRequiredMixin, BulkActionView):
    permission_required = "surveys.manage_surveys"
    list_view = CommentListView

    def check(self, obj: SurveyComment) -> Any:
        if not self.request.user.has_perm("surveys.moderate_comment", obj):
            return _("You may read it, but not decide about it")
        return None


class CommentBulkPublishView(_CommentBulkView):
    title = gettext_lazy("Publish comments")
    confirm_label = gettext_lazy("Publish them")
    consequence = gettext_lazy("Everybody can read them on the results page. You can take them off again.")

    def perform_one(self, obj: SurveyComment) -> None:
        publish_comment(comment=obj, by=self.request.user)


class CommentBulkHideView(_CommentBulkView):
    title = gettext_lazy("Don't publish comments")
    confirm_label = gettext_lazy("Keep them inside")
    consequence = gettext_lazy("Only the office can read them. You can publish them later.")

    def perform_one(self, obj: SurveyComment) -> None:
        hide_comment(comment=obj, by=self.request.user)


@require_GET
def comment_detail(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """One comment with what to do about it; j and k lead to its neighbours in the list that one came from."""
    comment = get_object_or_404(_visible(request), pk=pk)
    require(request.user, "surveys.view_survey", comment.survey)
    return render(request, "surveys/comment_detail.html", _context(request, comment))


@require_POST
def comment_answer(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """The answer; with "publish" the comment is published along with it."""
    comment = _comment(request, pk)
    form = CommentAnswerForm(request.POST)
    if not form.is_valid():
        return render(request, "surveys/comment_detail.html", _context(request, comment, form), status=422)
    try:
        answer_comment(comment=comment, text=form.cleaned_data["answer"], by=request.user)
        if request.POST.get("publish"):
            publish_comment(comment=comment, by=request.user)
    except DomainError as error:
        form.add_error(None, str(error))
        return render(request, "surveys/comment_detail.html", _context(request, comment, form), status=422)
    messages.success(request, _("Answered."))
    return redirect(_next(request, comment))


@require_POST
def comment_thank(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    comment = _comment(request, pk)
    thank_comment(comment=comment, by=request.user)
    messages.success(request, _("Thanked."))
    return redirect(_next(request, comment))


@require_POST
def comment_publish(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    comment = _comment(request, pk)
    publish_comment(comment=comment, by=request.user)
    messages.success(request, _("Published."), extra_tags=reverse("surveys:comment-hide", args=[pk]))
    return redirect(_next(request, comment))


@require_POST
def comment_hide(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    comment = _comment(request, pk)
    hide_comment(comment=comment, by=request.user)
    messages.success(request, _("Not published."), extra_tags=reverse("surveys:comment-publish", args=[pk]))
    return redirect(_next(request, comment))


def _visible(request: HttpRequest) -> Any:
    return SurveyComment.objects.visible_to(request.user).select_related("survey__unit", "answered_by")


def _comment(request: HttpRequest, pk: uuid.UUID) -> SurveyComment:
    comment = get_object_or_404(_visible(request), pk=pk)
    require(request.user, "surveys.moderate_comment", comment)
    return comment


def _context(request: HttpRequest, comment: SurveyComment, form: CommentAnswerForm | None = None) -> dict[str, Any]:
    before, after = _neighbours(request, comment)
    return {
        "comment": comment,
        "question": _question_text(comment),
        "documents": Document.objects.of(comment),
        "form": form or CommentAnswerForm(initial={"answer": comment.answer}),
        "before": before,
        "after": after,
        "can_moderate": bool(request.user.has_perm("surveys.moderate_comment", comment)),
    }


def _question_text(comment: SurveyComment) -> str:
    """What was asked; "" for the suggestions at the end of every form."""
    question = comment.survey.further.find(comment.question) if comment.question else None
    return question.text.in_language(get_language() or "id") if question else ""


def _neighbours(request: HttpRequest, comment: SurveyComment) -> tuple[SurveyComment | None, SurveyComment | None]:
    """Of the same kind of work: those that still wait, when this one does; else of all. Two queries, two rows."""
    comments = SurveyComment.objects.visible_to(request.user)
    if comment.state == CommentState.WAITING:
        comments = comments.waiting()
    newer = Q(written_on__gt=comment.written_on) | Q(written_on=comment.written_on, pk__lt=comment.pk)
    older = Q(written_on__lt=comment.written_on) | Q(written_on=comment.written_on, pk__gt=comment.pk)
    return (
        comments.filter(newer).order_by("written_on", "-pk").first(),
        comments.filter(older).order_by("-written_on", "pk").first(),
    )


def _next(request: HttpRequest, comment: SurveyComment) -> str:
    """From a comment's own page on to the next one that waits; from anywhere else back to the survey."""
    if "go_on" not in request.POST:
        return str(comment.survey.get_absolute_url())
    waiting = SurveyComment.objects.managed_by(request.user).waiting().exclude(pk=comment.pk).order_by("written_on")
    following = waiting.first()
    if following is None:
        return reverse("surveys:comment-list")
    return reverse("surveys:comment-detail", args=[following.pk])
