"""Surveys in the office: preparing, opening, closing, results, paper forms, comments."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods
from django.views.generic import FormView

from asn_portal.access.guards import PermissionRequiredMixin, require
from asn_portal.drafts.views import DraftFormMixin
from asn_portal.errors import DomainError
from asn_portal.listing.views import PortalListView
from employees.dates import today
from surveys.filters import SurveyFilter
from surveys.forms.survey import SurveyForm
from surveys.models import SatisfactionSurvey
from surveys.reports import PaperSize, poster_pdf, survey_address, survey_report
from surveys.reports.alarm import unusual_answers
from surveys.services.guard import trapped_lately
from surveys.services.survey import change_survey, close_survey, create_survey, open_survey
from surveys.tables import SurveyTable
from surveys.views.document import paper_size


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
        "left_out": _left_out(survey),
        "unusual": unusual_answers(survey),
        "trapped": trapped_lately(survey),
        "unusual_open": survey.alarms.open().count(),
        "waiting_comments": survey.comments.waiting().count(),
        "address": survey_address(survey.unit),
        "can_manage": _may(request, "surveys.manage_survey", survey),
        "today": today(),
        "report_url": reverse("surveys:survey-report", args=[survey.pk]),
        "paper_sizes": list(PaperSize),
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
    size = paper_size(request)
    response = HttpResponse(poster_pdf(survey, size=size), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="poster-{survey.unit.slug}-{size}.pdf"'
    return response


def _left_out(survey: SatisfactionSurvey) -> list[str]:
    """The official elements that this survey doesn't ask about."""
    language = get_language() or "id"
    questions = survey.questionnaire.questions
    return [each.name.in_language(language) for each in questions if each.element.value not in survey.elements]


def _survey(request: HttpRequest, pk: int) -> SatisfactionSurvey:
    surveys = SatisfactionSurvey.objects.visible_to(request.user).select_related(
        "unit", "result", "extra_questions__questionnaire"
    )
    return get_object_or_404(surveys, pk=pk)


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


def _may(request: HttpRequest, permission: str, obj: Any = None) -> bool:
    return bool(request.user.has_perm(permission, obj))
