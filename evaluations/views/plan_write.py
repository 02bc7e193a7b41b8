"""Writing a plan, sending it, changing an agreed one; links and progress afterwards."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.forms.utils import ErrorDict
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django.views.generic import FormView

from asn_portal.access.guards import require
from asn_portal.drafts.views import DraftFormMixin
from asn_portal.errors import DomainError
from asn_portal.keys import read_edit, read_key
from employees.dates import today
from employees.supervision import supervisor_of
from evaluations.enums import PlanState
from evaluations.forms.plan import (
    MOST_INDICATORS,
    MOST_RESULTS,
    ConfirmForm,
    PlanChangeForm,
    PlanForm,
    ProgressForm,
    ResultLinkForm,
)
from evaluations.models import PlannedResult, ResultIndicator, WorkPlan
from evaluations.reports.plan import plan_sheet
from evaluations.services.plan import (
    PlanChangedError,
    change_plan,
    drop_plan,
    propose_plan,
    take_back_plan,
    write_plan,
)
from evaluations.services.plan_link import link_result
from evaluations.services.progress import tell_progress
from evaluations.views.base import refusals_told
from evaluations.views.plan import PlanPageMixin, visible_plan

SEEN_FIELD = "seen"


class PlanWriteView(PlanPageMixin, DraftFormMixin, FormView):
    """The whole plan on one page. Sent here, it is stored; `PlanSubmitView` stores and sends it."""

    permission = "evaluations.edit_plan"
    template_name = "evaluations/plan_form.html"
    form_class = PlanForm
    proposes = False
    # Set when somebody else's window was faster; the next sending counts.
    is_outdated = False

    def get_draft_key(self) -> str:
        """One draft for all addresses of the page."""
        return f"evaluations.plan:{self.plan.pk}"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.plan.is_open:
            return redirect(self.plan)
        return super().get(request, *args, **kwargs)  # type: ignore[no-any-return]

    @cached_property
    def linkable(self) -> list[PlannedResult]:
        return list(PlannedResult.objects.linkable_for(self.plan))

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "plan": self.plan, "linkable": self.linkable}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            page_title=_("Write the performance plan %(year)s") % {"year": self.plan.year},
            supervisor=supervisor_of(self.plan.employee),
            has_plan_above=bool(self.linkable),
            form_action=reverse("evaluations:plan-write", args=[self.plan.pk]),
            seen=self._seen(),
            cancel_url=self.plan.get_absolute_url(),
            **kwargs,
        )

    def form_valid(self, form: PlanForm) -> HttpResponse:
        try:
            plan = write_plan(
                plan=self.plan,
                values=form.values,
                by=self.request.user,
                seen=read_edit(self.request.POST.get(SEEN_FIELD, "")),
                propose=self.proposes,
            )
        except DomainError as error:
            self.is_outdated = isinstance(error, PlanChangedError)
            form.add_error(None, str(error))
            return self.form_invalid(form)
        return self._done(plan)

    def _done(self, plan: WorkPlan) -> HttpResponse:
        messages.success(self.request, _("Saved. Nobody else sees it until you send it."))
        return redirect(plan)

    def _seen(self) -> int:
        """The `edit` that what stands in the form began with."""
        if self.is_outdated:
            return WorkPlan.objects.values_list("edit", flat=True).get(pk=self.plan.pk)  # type: ignore[no-any-return]
        sent = self.request.POST if self.request.method == "POST" else self.restored_data or {}
        return read_key(sent.get(SEEN_FIELD, "")) or self.plan.edit


class PlanSubmitView(PlanWriteView):
    """Store and send."""

    proposes = True

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return redirect("evaluations:plan-write", self.plan.pk)

    def _done(self, plan: WorkPlan) -> HttpResponse:
        _tell_sent(self.request, plan)
        return redirect(plan)


class PlanAddResultView(PlanWriteView):
    """Show the form again with a row more; nothing is checked or stored but the draft."""

    most = MOST_RESULTS

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return redirect("evaluations:plan-write", self.plan.pk)

    @property
    def count_field(self) -> str:
        return "results"

    @property
    def grown(self) -> int:
        """One row more than the page had."""
        return (read_key(self.request.POST.get(self.count_field, "1")) or 0) + 1

    def get_form_kwargs(self) -> dict[str, Any]:
        kwargs = super().get_form_kwargs()
        data = kwargs["data"].copy()
        data[self.count_field] = str(min(self.grown, self.most))
        return {**kwargs, "data": data}

    def get_form(self, form_class: type[PlanForm] | None = None) -> PlanForm:
        form: PlanForm = super().get_form(form_class)
        self.focus(form)
        # Faults are told when it is sent.
        form._errors = ErrorDict()
        return form

    def focus(self, form: PlanForm) -> None:
        form.fields[f"title-{form.row_count - 1}"].widget.attrs["autofocus"] = True

    def form_valid(self, form: PlanForm) -> HttpResponse:
        response = self.render_to_response(self.get_context_data(form=form))
        if self.grown > self.most:
            # There is no new row that the page could add.
            response["HX-Reswap"] = "none"
        return response  # type: ignore[no-any-return]


class PlanAddIndicatorView(PlanAddResultView):
    most = MOST_INDICATORS

    @property
    def count_field(self) -> str:
        return f"indicators-{self.kwargs['row']}"

    def focus(self, form: PlanForm) -> None:
        row = self.kwargs["row"]
        if row < form.row_count:
            form.fields[f"text-{row}-{form.indicator_counts[row] - 1}"].widget.attrs["autofocus"] = True


@require_POST
def plan_propose(request: HttpRequest, pk: int) -> HttpResponse:
    plan = visible_plan(request, pk)
    require(request.user, "evaluations.edit_plan", plan)
    with refusals_told(request):
        _tell_sent(request, propose_plan(plan=plan, by=request.user))
    return redirect(plan)


@require_POST
def plan_take_back(request: HttpRequest, pk: int) -> HttpResponse:
    plan = visible_plan(request, pk)
    require(request.user, "evaluations.edit_plan", plan)
    with refusals_told(request):
        take_back_plan(plan=plan, by=request.user)
        messages.success(request, _("Taken back. You can change it and send it again."))
    return redirect(plan)


class PlanDropView(PlanPageMixin, FormView):
    """Asks before a plan is thrown away."""

    permission = "evaluations.edit_plan"
    template_name = "evaluations/plan_act.html"
    form_class = ConfirmForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            page_title=_("Throw the plan away"),
            consequences=[
                _("The plan and everything written in it disappear from your list."),
                _("Nobody is told. An agreed version stays in force."),
                _("It can't be undone."),
            ],
            submit_label=_("Throw it away"),
            submit_tone="bad",
            cancel_url=self.plan.get_absolute_url(),
            **kwargs,
        )

    def form_valid(self, form: ConfirmForm) -> HttpResponse:
        try:
            drop_plan(plan=self.plan, by=self.request.user)
        except DomainError as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        messages.success(self.request, _("The plan was thrown away."))
        return redirect("evaluations:my-plans")


class PlanChangeView(PlanPageMixin, DraftFormMixin, FormView):
    """Begin the next version of an agreed plan."""

    permission = "evaluations.edit_plan"
    template_name = "evaluations/plan_act.html"
    form_class = PlanChangeForm
    draft_key = "evaluations.plan-change"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.plan.state != PlanState.AGREED:
            return redirect(self.plan)
        return super().get(request, *args, **kwargs)  # type: ignore[no-any-return]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            page_title=_("Change the agreed plan"),
            consequences=[
                _("A new version begins as a copy of this one; this one holds until the new one is agreed."),
                _("Your supervisor reads the new version and agrees, as with the first one."),
                _("Daily reports and progress stay with their results."),
            ],
            submit_label=_("Begin the new version"),
            cancel_url=self.plan.get_absolute_url(),
            **kwargs,
        )

    def form_valid(self, form: PlanChangeForm) -> HttpResponse:
        try:
            version = change_plan(plan=self.plan, reason=form.cleaned_data["reason"], by=self.request.user)
        except DomainError as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        return redirect("evaluations:plan-write", version.pk)


class ResultLinkView(PlanPageMixin, FormView):
    """Which result of the superior a result of an agreed plan serves."""

    permission = "evaluations.link_result"
    template_name = "evaluations/plan_act.html"
    form_class = ResultLinkForm

    @cached_property
    def result(self) -> PlannedResult:
        results = PlannedResult.objects.visible_to(self.request.user).select_related("plan", "parent")
        return get_object_or_404(results, pk=self.kwargs["result"])  # type: ignore[no-any-return]

    @cached_property
    def plan(self) -> WorkPlan:
        return visible_plan(self.request, self.result.plan_id)

    def get_initial(self) -> dict[str, Any]:
        return {"parent": self.result.parent_id}

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "linkable": PlannedResult.objects.linkable_for(self.plan)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            page_title=_("Link a result"),
            facts=[
                (_("Result"), self.result.title),
                (_("Serves now"), self.result.parent.title if self.result.parent else _("none")),
            ],
            intro=_(
                "Only results of the superior's agreed plan can be chosen. While there is none, the plan holds "
                "without links."
            ),
            submit_label=_("Link"),
            cancel_url=self.plan.get_absolute_url(),
            **kwargs,
        )

    def form_valid(self, form: ResultLinkForm) -> HttpResponse:
        try:
            result = link_result(result=self.result, parent=form.cleaned_data["parent"], by=self.request.user)
        except DomainError as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        messages.success(self.request, _("The link was stored.") if result.parent_id else _("The link was taken off."))
        return redirect(self.plan)


class ProgressView(PlanPageMixin, DraftFormMixin, FormView):
    """Tell what was achieved of one indicator; what was told before stands beside it."""

    permission = "evaluations.edit_plan"
    template_name = "evaluations/plan_progress.html"
    form_class = ProgressForm
    draft_key = "evaluations.progress"

    @cached_property
    def indicator(self) -> ResultIndicator:
        visible = PlannedResult.objects.visible_to(self.request.user)
        indicators = ResultIndicator.objects.filter(result__in=visible).select_related("result")
        return get_object_or_404(indicators, pk=self.kwargs["indicator"])  # type: ignore[no-any-return]

    @cached_property
    def plan(self) -> WorkPlan:
        return visible_plan(self.request, self.indicator.result.plan_id)

    def get_initial(self) -> dict[str, Any]:
        return {"on": min(today(), self.plan.last_day)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        lines = [line for result in plan_sheet(self.plan).results for line in result.indicators]
        return super().get_context_data(
            page_title=_("Tell progress"),
            indicator=self.indicator,
            line=next(line for line in lines if line.indicator.pk == self.indicator.pk),
            submit_label=_("Tell progress"),
            cancel_url=self.plan.get_absolute_url(),
            **kwargs,
        )

    def form_valid(self, form: ProgressForm) -> HttpResponse:
        try:
            tell_progress(indicator=self.indicator, by=self.request.user, **form.cleaned_data)
        except DomainError as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        messages.success(self.request, _("Your progress was stored."))
        return redirect(self.plan)


def _tell_sent(request: HttpRequest, plan: WorkPlan) -> None:
    if plan.state == PlanState.AGREED:
        messages.success(request, _("The plan holds. It needs nobody's agreement."))
    else:
        messages.success(request, _("Sent. Your supervisor has the plan now."))
