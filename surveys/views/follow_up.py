"""The follow-up plan of a closed survey."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.generic import FormView

from asn_portal.access.guards import require
from asn_portal.drafts.views import DraftFormMixin
from asn_portal.errors import DomainError
from surveys.forms.follow_up import FinishForm, FollowUpForm
from surveys.models import FollowUpAction, SatisfactionSurvey
from surveys.services.follow_up import change_action, finish_action, plan_action


class _PlanView(DraftFormMixin, FormView):
    """The form of one action, of a survey that the user looks after."""

    form_class = FollowUpForm
    template_name = "surveys/follow_up_form.html"
    planned: FollowUpAction | None = None
    survey: SatisfactionSurvey
    page_title = ""
    done = ""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        self.fetch(request, kwargs["pk"])
        require(request.user, "surveys.manage_survey", self.survey)
        return super().dispatch(request, *args, **kwargs)

    def fetch(self, request: HttpRequest, pk: int) -> None:
        actions = FollowUpAction.objects.visible_to(request.user)
        self.planned = get_object_or_404(actions.select_related("survey__unit", "survey__result", "owner"), pk=pk)
        self.survey = self.planned.survey

    def perform(self, form: Any) -> None:
        raise NotImplementedError

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "survey": self.survey, "planned": self.planned}

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            self.perform(form)
        except DomainError as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        messages.success(self.request, self.done)
        return redirect(self.survey.get_absolute_url() + "#follow-up")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            page_title=self.page_title,
            survey=self.survey,
            planned=self.planned,
            cancel_url=self.survey.get_absolute_url() + "#follow-up",
            **kwargs,
        )


class FollowUpCreateView(_PlanView):
    draft_key = "surveys.follow_up"

    @property
    def page_title(self) -> str:
        return _("Plan an action")

    @property
    def done(self) -> str:
        return _("Planned. Everybody can read it beside the result.")

    def fetch(self, request: HttpRequest, pk: int) -> None:
        surveys = SatisfactionSurvey.objects.visible_to(request.user).select_related("unit", "result")
        self.survey = get_object_or_404(surveys, pk=pk)

    def get_initial(self) -> dict[str, Any]:
        return {"element": self.request.GET.get("element", "")}

    def perform(self, form: Any) -> None:
        plan_action(survey=self.survey, by=self.request.user, **form.cleaned_data)


class FollowUpUpdateView(_PlanView):
    draft_key = "surveys.follow_up_change"

    @property
    def page_title(self) -> str:
        return _("Change the action")

    @property
    def done(self) -> str:
        return _("Saved.")

    def perform(self, form: Any) -> None:
        change_action(planned=self.planned, by=self.request.user, **form.cleaned_data)


class FollowUpFinishView(_PlanView):
    form_class = FinishForm
    draft_key = "surveys.follow_up_finish"

    @property
    def page_title(self) -> str:
        return _("Check off: what was done?")

    @property
    def done(self) -> str:
        return _("Checked off. Everybody can read what was done.")

    def get_form_kwargs(self) -> dict[str, Any]:
        kwargs = super().get_form_kwargs()
        return {name: value for name, value in kwargs.items() if name not in {"survey", "planned"}}

    def perform(self, form: Any) -> None:
        finish_action(planned=self.planned, result=form.cleaned_data["result"], by=self.request.user)
