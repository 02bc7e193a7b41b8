"""The plan that a person and their supervisor agree on, and its lines."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils import formats
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView

from asn_portal.access.guards import PermissionRequiredMixin, require
from asn_portal.acts import ServiceFormView
from asn_portal.drafts.views import DraftFormMixin
from asn_portal.keys import read_key
from asn_portal.listing.views import PortalListView
from employees.dates import today
from employees.supervision import employee_of, supervisor_of
from training.enums import IndividualPlanState, NeedSource, NeedState
from training.filters.need import IndividualPlanFilter
from training.forms.need import CommentedForm, GoalsForm, NeedForm, ReturnForm
from training.models import Competency, IndividualPlan, TrainingProgramme
from training.reports.suggestion import hints_for
from training.rules import is_own_matter
from training.services.individual_plan import agree_plan, change_goals, return_plan, submit_plan
from training.services.need import OPEN_PLANS, plan_of, propose_need
from training.tables.need import IndividualPlanTable
from training.views.base import refusals_told
from training.views.personal import note_look, refuse_closed


class IndividualPlanListView(PermissionRequiredMixin, PortalListView):
    permission_required = "training.view_plans"
    model = IndividualPlan
    table_class = IndividualPlanTable
    filterset_class = IndividualPlanFilter
    template_name = "training/individualplan_list.html"
    page_title = gettext_lazy("Individual development plans")
    export_name = "development-plans"
    fixed_columns = ("employee",)
    empty_title = gettext_lazy("No plans yet")
    empty_text = gettext_lazy("Everybody begins their own under “My development plan”.")
    empty_icon = "edit"

    def get_queryset(self) -> QuerySet[Any]:
        visible = IndividualPlan.objects.visible_to(self.request.user)
        return visible.with_counts().select_related("employee__unit")

    def count_text(self, count: int) -> str:
        return ngettext("%(number)s plan", "%(number)s plans", count) % {"number": formats.number_format(count)}


class MyPlanView(PermissionRequiredMixin, TemplateView):
    """The years of one's own plans, and the gaps from which the next one begins."""

    permission_required = "training.view_own"
    template_name = "training/my_plan.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        employee, year = employee_of(self.request.user), today().year
        plans = list(IndividualPlan.objects.filter(employee=employee).with_counts().order_by("-year"))
        begun = {plan.year for plan in plans}
        return super().get_context_data(
            page_title=_("My development plan"),
            plans=plans,
            years=[each for each in (year, year + 1) if each not in begun],
            hints=hints_for(employee, today()) if employee else [],
            **kwargs,
        )


@require_POST
def plan_begin(request: HttpRequest) -> HttpResponse:
    require(request.user, "training.view_own")
    year = read_key(request.POST.get("year", "")) or today().year
    if year not in (today().year, today().year + 1):
        messages.error(request, _("A plan is made for this year or the next one."))
        return redirect("training:my-plan")
    plan = plan_of(employee=employee_of(request.user), year=year, by=request.user)
    return redirect(plan)


def visible_plan(request: HttpRequest, pk: int) -> IndividualPlan:
    related = ("employee__unit", "employee__position", "employee__government", "employee__user", "agreed_by")
    plan = get_object_or_404(IndividualPlan.objects.visible_to(request.user).select_related(*related), pk=pk)
    note_look(request, plan.employee)
    return plan  # type: ignore[no-any-return]


class IndividualPlanDetailView(TemplateView):
    template_name = "training/individualplan_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user, plan = self.request.user, visible_plan(self.request, self.kwargs["pk"])
        needs = list(plan.needs.select_related("competency", "programme", "registration__session").order_by("pk"))
        is_own, is_open = is_own_matter.test(user, plan), plan.state in OPEN_PLANS
        may_propose = user.has_perm("training.propose_need", plan) and (is_open or not is_own)
        covered = {need.competency_id for need in needs if need.competency_id and need.state != NeedState.REFUSED}
        waits = plan.state == IndividualPlanState.SUBMITTED
        return super().get_context_data(
            page_title=_("Development plan %(year)s of %(name)s")
            % {"year": plan.year, "name": plan.employee.full_name},
            plan=plan,
            person=plan.employee,
            needs=needs,
            is_own=is_own,
            supervisor=supervisor_of(plan.employee) if waits else None,
            hints=hints_for(plan.employee, today(), without=covered) if may_propose else [],
            may_propose=may_propose,
            may_write=is_own and is_open,
            may_submit=is_own and is_open and bool(needs),
            may_agree=waits and user.has_perm("training.agree_plan", plan),
            may_reopen=plan.state == IndividualPlanState.AGREED
            and (is_own or user.has_perm("training.agree_plan", plan)),
            **kwargs,
        )


class PlanActView(ServiceFormView):
    permission = ""

    @cached_property
    def plan(self) -> IndividualPlan:
        plan = visible_plan(self.request, self.kwargs["pk"])
        require(self.request.user, self.permission, plan)
        return plan

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.plan  # noqa: B018  asks for the permission before anything else
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            plan=self.plan,
            crumbs=[(self.plan.get_absolute_url(), self.plan)],
            cancel_url=self.plan.get_absolute_url(),
            **kwargs,
        )


class PlanGoalsView(DraftFormMixin, PlanActView):
    permission = "training.write_plan"
    form_class = GoalsForm
    draft_key = "training.goals"
    done = gettext_lazy("Your goals were stored.")
    extra_context = {"page_title": gettext_lazy("What I want to be able to do")}

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "instance": self.plan}

    def act(self, form: GoalsForm) -> str:
        change_goals(plan=self.plan, goals=form.cleaned_data["goals"], by=self.request.user)
        return self.plan.get_absolute_url()


class NeedCreateView(DraftFormMixin, PlanActView):
    permission = "training.propose_need"
    form_class = NeedForm
    draft_key = "training.need"
    done = gettext_lazy("The need was added to the plan.")
    extra_context = {"page_title": gettext_lazy("Add a need"), "submit_label": gettext_lazy("Add the need")}

    def get_form_kwargs(self) -> dict[str, Any]:
        is_own = is_own_matter.test(self.request.user, self.plan)
        return {**super().get_form_kwargs(), "employee": self.plan.employee, "is_own": is_own}

    def act(self, form: NeedForm) -> str:
        refuse_closed(self.request, self.plan)
        data = {name: value for name, value in form.cleaned_data.items() if name != "priority" or value}
        propose_need(plan=self.plan, by=self.request.user, **data)
        return self.plan.get_absolute_url()


@require_POST
def need_take(request: HttpRequest, pk: int) -> HttpResponse:
    """One click: a gap, with the suggested programme, becomes a line of the plan."""
    plan = visible_plan(request, pk)
    require(request.user, "training.propose_need", plan)
    path = plan.employee.unit.government_path
    competencies = Competency.objects.of_government(plan.employee.government_id).in_use()
    competency = get_object_or_404(competencies, pk=read_key(request.POST.get("competency", "")) or 0)
    programme = TrainingProgramme.objects.filter(
        unit__path__startswith=path, pk=read_key(request.POST.get("programme", "")) or 0
    ).first()
    with refusals_told(request):
        refuse_closed(request, plan)
        propose_need(plan=plan, by=request.user, source=NeedSource.GAP, competency=competency, programme=programme)
        messages.success(request, _("The need was added to the plan."))
    return redirect(plan)


@require_POST
def plan_submit(request: HttpRequest, pk: int) -> HttpResponse:
    plan = visible_plan(request, pk)
    require(request.user, "training.write_plan", plan)
    with refusals_told(request):
        submit_plan(plan=plan, by=request.user)
        messages.success(request, _("Your supervisor has the plan."))
    return redirect(plan)


class PlanAgreeView(PlanActView):
    permission = "training.agree_plan"
    form_class = CommentedForm
    done = gettext_lazy("Agreed. The person is told, the training office verifies the needs.")
    extra_context = {
        "page_title": gettext_lazy("Agree to the plan"),
        "submit_label": pgettext_lazy("plan", "Agree"),
        "consequences": [
            gettext_lazy("Every need that wasn't refused goes to the training office."),
            gettext_lazy("Refuse single needs first, with a reason; mandatory ones stay."),
            gettext_lazy("The plan can be opened again within the year."),
        ],
    }

    def act(self, form: CommentedForm) -> str:
        agree_plan(plan=self.plan, comment=form.cleaned_data["comment"], by=self.request.user)
        return self.plan.get_absolute_url()


class PlanReturnView(PlanActView):
    """By the supervisor; an agreed plan also by the person, when something new comes up."""

    permission = "training.view_plan"
    form_class = ReturnForm
    done = gettext_lazy("The plan can be changed again.")
    extra_context = {
        "page_title": gettext_lazy("Open the plan for changes"),
        "submit_label": gettext_lazy("Open it"),
        "consequences": [gettext_lazy("Needs that were agreed stay agreed; the plan is submitted again.")],
    }

    @cached_property
    def plan(self) -> IndividualPlan:
        plan = visible_plan(self.request, self.kwargs["pk"])
        is_own_and_agreed = plan.state == IndividualPlanState.AGREED and is_own_matter.test(self.request.user, plan)
        if not is_own_and_agreed:
            require(self.request.user, "training.agree_plan", plan)
        return plan

    def act(self, form: ReturnForm) -> str:
        return_plan(plan=self.plan, comment=form.cleaned_data["comment"], by=self.request.user)
        return self.plan.get_absolute_url()
