"""Surveys in the office: preparing, opening, closing, results, paper forms, comments."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django.views.generic import FormView

from asn_portal.access.guards import PermissionRequiredMixin, require
from asn_portal.access.permissions import Permission
from asn_portal.drafts.views import DraftFormMixin
from asn_portal.errors import DomainError
from asn_portal.listing.actions import BulkAction
from asn_portal.listing.bulk import BulkActionView
from asn_portal.listing.views import PortalListView
from surveys.filters import CommentFilter, SurveyFilter
from surveys.forms.answer_sheet import LONGEST_COMMENT, AnswerSheet, read_day
from surveys.forms.survey import SurveyForm
from surveys.models import SatisfactionSurvey, SurveyComment
from surveys.reports import poster_pdf, survey_address, survey_report
from surveys.services import response as responses
from surveys.services.survey import change_survey, close_survey, create_survey, open_survey
from surveys.tables import CommentTable, SurveyTable


class SurveyListView(PermissionRequiredMixin, PortalListView):
    permission_required = "surveys.view_surveys"
    model = SatisfactionSurvey
    table_class = SurveyTable
    filterset_class = SurveyFilter
    page_title = gettext_lazy("Satisfaction surveys")
    export_name = "surveys"
    fixed_columns = ("unit",)
    empty_title = gettext_lazy("No surveys yet")
    empty_text = gettext_lazy(
        "A survey asks the citizens whom a service unit serves nine questions, at least once a year."
    )
    empty_action_label = gettext_lazy("Prepare a survey")
    empty_action_url = reverse_lazy("surveys:survey-create")
    empty_icon = "survey"

    def get_queryset(self) -> Any:
        return SatisfactionSurvey.objects.visible_to(self.request.user).with_answers().select_related("unit", "result")

    def get_empty(self) -> dict[str, Any]:
        empty = super().get_empty()
        if not _may(self.request, "surveys.manage_surveys"):
            empty["action_url"] = ""
        return empty

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(can_manage=_may(self.request, "surveys.manage_surveys"), **kwargs)


class SurveyCreateView(PermissionRequiredMixin, DraftFormMixin, FormView):
    permission_required = "surveys.manage_surveys"
    form_class = SurveyForm
    template_name = "surveys/survey_form.html"
    draft_key = "surveys.survey"

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "user": self.request.user}

    def form_valid(self, form: SurveyForm) -> HttpResponse:
        data = dict(form.cleaned_data)
        unit = data.pop("unit")
        require(self.request.user, "surveys.manage_survey", SatisfactionSurvey(unit=unit))
        try:
            survey = create_survey(unit=unit, by=self.request.user, **data)
        except DomainError as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        messages.success(self.request, _("The survey is prepared. Open it when you are ready."))
        return redirect(survey)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            page_title=_("Prepare a survey"), cancel_url=reverse("surveys:survey-list"), **kwargs
        )


class SurveyUpdateView(DraftFormMixin, FormView):
    form_class = SurveyForm
    template_name = "surveys/survey_form.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        self.survey = _survey(request, kwargs["pk"])
        require(request.user, "surveys.manage_survey", self.survey)
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "user": self.request.user, "survey": self.survey}

    def form_valid(self, form: SurveyForm) -> HttpResponse:
        try:
            survey = change_survey(survey=self.survey, by=self.request.user, **form.cleaned_data)
        except DomainError as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        messages.success(self.request, _("Saved."))
        return redirect(survey)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            page_title=_("Change the survey"), survey=self.survey, cancel_url=self.survey.get_absolute_url(), **kwargs
        )


@require_GET
def survey_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """The live result, the poster, and what there is to do."""
    survey = _survey(request, pk)
    require(request.user, "surveys.view_survey", survey)
    context = {
        "survey": survey,
        "report": survey_report(survey),
        "waiting_comments": survey.comments.waiting().count(),
        "address": survey_address(survey.unit),
        "can_manage": _may(request, "surveys.manage_survey", survey),
        "has_ended": survey.is_open and timezone.localdate(timezone=survey.unit.tz) > survey.ends_on,
    }
    return render(request, "surveys/survey_detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def survey_open(request: HttpRequest, pk: int) -> HttpResponse:
    return _binding(
        request,
        pk,
        service=open_survey,
        template="surveys/survey_open.html",
        done=gettext_lazy("The survey is open. Hang up the poster where people wait."),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def survey_close(request: HttpRequest, pk: int) -> HttpResponse:
    return _binding(
        request,
        pk,
        service=close_survey,
        template="surveys/survey_close.html",
        done=gettext_lazy("The survey is closed and its result published."),
    )


@require_GET
def survey_poster(request: HttpRequest, pk: int) -> HttpResponse:
    survey = _survey(request, pk)
    require(request.user, "surveys.view_survey", survey)
    response = HttpResponse(poster_pdf(survey), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="poster-{survey.unit.slug}.pdf"'
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def survey_paper(request: HttpRequest, pk: int) -> HttpResponse:
    """One paper form after the other: the day stays, the rest is empty again."""
    survey = _survey(request, pk)
    require(request.user, "surveys.manage_survey", survey)
    services = list(survey.unit.services.offered().values_list("pk", "name"))
    data = request.POST if request.method == "POST" else None
    sheet = AnswerSheet(survey.questionnaire, language="id", data=data, services=services, allow_blank=True)
    day = read_day((data or request.GET).get("answered_on", ""))
    problem = ""
    if data is not None and day is None:
        problem = _("Enter the day on which the form was filled in.")
    elif sheet.is_valid and day is not None and sheet.key is not None:
        try:
            is_new = responses.enter_paper_response(
                survey=survey, key=sheet.key, answers=sheet.answers, answered_on=day, by=request.user
            )
        except DomainError as error:
            problem = str(error)
        else:
            _say_entered(request, sheet, is_new=is_new)
            return redirect(f"{request.path}?answered_on={day.isoformat()}")
    context = {
        "survey": survey,
        "sheet": sheet,
        "key": str(sheet.key or uuid.uuid4()),
        "answered_on": day.isoformat() if day else "",
        "problem": problem,
        "longest_comment": LONGEST_COMMENT,
        "today": timezone.localdate(timezone=survey.unit.tz).isoformat(),
    }
    return render(request, "surveys/survey_paper.html", context)


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
        if not _may(self.request, "surveys.moderate_comment", obj):
            return _("You may read it, but not decide about it")
        return None


class CommentBulkPublishView(_CommentBulkView):
    title = gettext_lazy("Publish comments")
    confirm_label = gettext_lazy("Publish them")
    consequence = gettext_lazy("Everybody can read them on the results page. You can take them off again.")

    def perform_one(self, obj: SurveyComment) -> None:
        responses.publish_comment(comment=obj, by=self.request.user)


class CommentBulkHideView(_CommentBulkView):
    title = gettext_lazy("Don't publish comments")
    confirm_label = gettext_lazy("Keep them inside")
    consequence = gettext_lazy("Only the office can read them. You can publish them later.")

    def perform_one(self, obj: SurveyComment) -> None:
        responses.hide_comment(comment=obj, by=self.request.user)


@require_POST
def comment_publish(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    comment = _comment(request, pk)
    responses.publish_comment(comment=comment, by=request.user)
    messages.success(request, _("Published."), extra_tags=reverse("surveys:comment-hide", args=[pk]))
    return redirect(comment.survey)


@require_POST
def comment_hide(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    comment = _comment(request, pk)
    responses.hide_comment(comment=comment, by=request.user)
    messages.success(request, _("Not published."), extra_tags=reverse("surveys:comment-publish", args=[pk]))
    return redirect(comment.survey)


def _survey(request: HttpRequest, pk: int) -> SatisfactionSurvey:
    surveys = SatisfactionSurvey.objects.visible_to(request.user).select_related("unit", "result")
    return get_object_or_404(surveys, pk=pk)


def _comment(request: HttpRequest, pk: uuid.UUID) -> SurveyComment:
    comments = SurveyComment.objects.visible_to(request.user).select_related("survey__unit")
    comment = get_object_or_404(comments, pk=pk)
    require(request.user, "surveys.moderate_comment", comment)
    return comment


def _binding(request: HttpRequest, pk: int, *, service: Any, template: str, done: Any) -> HttpResponse:
    """GET says what will happen, POST does it."""
    survey = _survey(request, pk)
    require(request.user, "surveys.manage_survey", survey)
    if request.method == "POST":
        try:
            service(survey=survey, by=request.user)
        except DomainError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, str(done))
        return redirect(survey)
    context = {"survey": survey, "cancel_url": survey.get_absolute_url(), "answers": survey.responses.count()}
    return render(request, template, context)


def _say_entered(request: HttpRequest, sheet: AnswerSheet, *, is_new: bool) -> None:
    if not is_new:
        messages.info(request, _("This form was already entered; it counts once."))
    elif None in sheet.elements.values():
        messages.warning(request, _("Entered. With blank answers it doesn't count in the index."))
    else:
        messages.success(request, _("Entered. The next form, please."))


def _may(request: HttpRequest, permission: str, obj: Any = None) -> bool:
    return bool(request.user.has_perm(permission, obj))
