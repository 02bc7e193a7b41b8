"""The yearly plan of a unit: lines, budget, signatures, realisation; and the sum of a government."""

from __future__ import annotations

import io
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils import formats
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView

from asn_portal.access.guards import PermissionRequiredMixin, require
from asn_portal.acts import ServiceFormView
from asn_portal.drafts.views import DraftFormMixin
from asn_portal.keys import read_key
from asn_portal.listing.views import PortalListView
from employees.dates import today
from training.enums import NeedState, YearPlanState
from training.filters.need import YearPlanFilter
from training.forms.need import BudgetForm, CommentedForm, ReturnForm, YearPlanForm, YearPlanItemForm
from training.models import CurrentLevel, DevelopmentNeed, YearPlan, YearPlanItem
from training.reports.year_plan import government_plan, plan_pdf, plan_sheet, plan_xlsx, years_of
from training.services.year_plan import (
    OPEN_STATES,
    add_item,
    approve_year_plan,
    change_item,
    change_year_plan,
    create_year_plan,
    gather_needs,
    remove_item,
    return_year_plan,
    submit_year_plan,
    verify_year_plan,
)
from training.tables.need import YearPlanTable
from training.views.base import refusals_told

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class YearPlanListView(PermissionRequiredMixin, PortalListView):
    permission_required = "training.view_year_plans"
    model = YearPlan
    table_class = YearPlanTable
    filterset_class = YearPlanFilter
    template_name = "training/yearplan_list.html"
    page_title = gettext_lazy("Yearly training plans")
    export_name = "training-plans"
    fixed_columns = ("unit",)
    empty_title = gettext_lazy("No yearly plans yet")
    empty_text = gettext_lazy("A plan takes over the verified needs of a unit's people and is signed before the year.")
    empty_icon = "calendar"

    def get_queryset(self) -> QuerySet[Any]:
        return YearPlan.objects.visible_to(self.request.user).with_sums().select_related("unit")

    def count_text(self, count: int) -> str:
        return ngettext("%(number)s plan", "%(number)s plans", count) % {"number": formats.number_format(count)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        may_create = self.request.user.has_perm("training.create_year_plan")
        return super().get_context_data(may_create=may_create, **kwargs)


class YearPlanCreateView(PermissionRequiredMixin, DraftFormMixin, ServiceFormView):
    permission_required = "training.create_year_plan"
    form_class = YearPlanForm
    draft_key = "training.year_plan"
    done = gettext_lazy("The plan was begun. Take over the verified needs next.")
    extra_context = {"page_title": gettext_lazy("Begin a yearly plan"), "submit_label": gettext_lazy("Begin the plan")}

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "user": self.request.user}

    def act(self, form: YearPlanForm) -> Any:
        return create_year_plan(by=self.request.user, **form.cleaned_data)


def visible_year_plan(request: HttpRequest, pk: int) -> YearPlan:
    plans = YearPlan.objects.visible_to(request.user).select_related("unit")
    return get_object_or_404(plans, pk=pk)  # type: ignore[no-any-return]


class YearPlanDetailView(TemplateView):
    template_name = "training/yearplan_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user, plan = self.request.user, visible_year_plan(self.request, self.kwargs["pk"])
        is_open = plan.state in OPEN_STATES
        waiting = 0
        may_edit = user.has_perm("training.edit_year_plan", plan)
        if is_open and may_edit:
            waiting = DevelopmentNeed.objects.filter(
                year=plan.year,
                state=NeedState.VERIFIED,
                year_plan_item=None,
                employee__unit__path__startswith=plan.unit.path,
            ).count()
        return super().get_context_data(
            page_title=_("Training plan %(year)s of %(unit)s") % {"year": plan.year, "unit": plan.unit.name},
            plan=plan,
            sheet=plan_sheet(plan),
            waiting=waiting,
            may_edit=is_open and may_edit,
            may_submit=is_open and user.has_perm("training.submit_year_plan", plan),
            may_verify=plan.state == YearPlanState.SUBMITTED and user.has_perm("training.verify_year_plan", plan),
            may_approve=plan.state == YearPlanState.VERIFIED and user.has_perm("training.approve_year_plan", plan),
            may_return=_may_return(user, plan),
            **kwargs,
        )


def _may_return(user: Any, plan: YearPlan) -> bool:
    """Whoever would sign next."""
    if plan.state == YearPlanState.SUBMITTED:
        return bool(user.has_perm("training.verify_year_plan", plan))
    return plan.state == YearPlanState.VERIFIED and bool(
        user.has_perm("training.approve_year_plan", plan) or user.has_perm("training.verify_year_plan", plan)
    )


class YearPlanActView(ServiceFormView):
    permission = ""

    @cached_property
    def plan(self) -> YearPlan:
        plan = visible_year_plan(self.request, self.kwargs["pk"])
        require(self.request.user, self.permission, plan)
        return plan

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.plan  # noqa: B018  asks for the permission before anything else
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        url = self.plan.get_absolute_url()
        return super().get_context_data(plan=self.plan, crumbs=[(url, self.plan)], cancel_url=url, **kwargs)


class YearPlanUpdateView(DraftFormMixin, YearPlanActView):
    permission = "training.edit_year_plan"
    form_class = BudgetForm
    draft_key = "training.budget"
    done = gettext_lazy("The plan was changed.")
    extra_context = {"page_title": gettext_lazy("Budget and note")}

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "instance": self.plan}

    def act(self, form: BudgetForm) -> Any:
        return change_year_plan(plan=self.plan, changes=form.cleaned_data, by=self.request.user)


@require_POST
def year_plan_gather(request: HttpRequest, pk: int) -> HttpResponse:
    plan = visible_year_plan(request, pk)
    require(request.user, "training.edit_year_plan", plan)
    with refusals_told(request):
        count = gather_needs(plan=plan, by=request.user)
        text = ngettext("%(count)s need taken over.", "%(count)s needs taken over.", count)
        messages.success(request, text % {"count": count})
    return redirect(plan)


class YearPlanItemCreateView(DraftFormMixin, YearPlanActView):
    permission = "training.edit_year_plan"
    form_class = YearPlanItemForm
    draft_key = "training.year_plan_item"
    done = gettext_lazy("The line was added.")
    extra_context = {"page_title": gettext_lazy("Add a line"), "submit_label": gettext_lazy("Add the line")}

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "plan": self.plan}

    def act(self, form: YearPlanItemForm) -> Any:
        add_item(plan=self.plan, by=self.request.user, **form.cleaned_data)
        return self.plan


class ItemPage:
    request: HttpRequest
    kwargs: dict[str, Any]

    @cached_property
    def item(self) -> YearPlanItem:
        items = YearPlanItem.objects.visible_to(self.request.user)
        found = items.select_related("plan__unit", "programme", "competency")
        return get_object_or_404(found, pk=self.kwargs["pk"])  # type: ignore[no-any-return]


class YearPlanItemDetailView(ItemPage, TemplateView):
    """The people's needs behind a line, with the ratings that they rest on, and its sessions."""

    template_name = "training/yearplanitem_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user, item = self.request.user, self.item
        needs = list(item.needs.visible_to(user).with_people().order_by("employee__name"))
        levels = {
            (level.employee_id, level.competency_id): level
            for level in CurrentLevel.objects.filter(employee__in={need.employee_id for need in needs}).select_related(
                "rating"
            )
        }
        may_edit = item.plan.state in OPEN_STATES and user.has_perm("training.edit_year_plan", item.plan)
        return super().get_context_data(
            page_title=item.title,
            item=item,
            plan=item.plan,
            rows=[(need, levels.get((need.employee_id, need.competency_id))) for need in needs],
            sessions=item.sessions.with_seats().select_related("unit").order_by("starts_at"),
            may_edit=may_edit,
            may_remove=may_edit and not item.sessions.exists(),
            **kwargs,
        )


class YearPlanItemUpdateView(ItemPage, DraftFormMixin, ServiceFormView):
    form_class = YearPlanItemForm
    draft_key = "training.year_plan_item_change"
    done = gettext_lazy("The line was changed.")
    extra_context = {"page_title": gettext_lazy("Change the line")}

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        require(request.user, "training.edit_year_plan", self.item.plan)
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "plan": self.item.plan, "instance": self.item}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        url = self.item.get_absolute_url()
        crumbs = [(self.item.plan.get_absolute_url(), self.item.plan)]
        return super().get_context_data(plan=self.item.plan, crumbs=crumbs, cancel_url=url, **kwargs)

    def act(self, form: YearPlanItemForm) -> str:
        change_item(item=self.item, changes=form.cleaned_data, by=self.request.user)
        return self.item.get_absolute_url()


@require_POST
def year_plan_item_remove(request: HttpRequest, pk: int) -> HttpResponse:
    items = YearPlanItem.objects.visible_to(request.user).select_related("plan__unit")
    item = get_object_or_404(items, pk=pk)
    require(request.user, "training.edit_year_plan", item.plan)
    plan = item.plan
    with refusals_told(request):
        remove_item(item=item, by=request.user)
        messages.success(request, _("The line was removed; its needs wait for another one."))
    return redirect(plan)


class YearPlanSubmitView(YearPlanActView):
    permission = "training.submit_year_plan"
    form_class = CommentedForm
    done = gettext_lazy("Signed. The training office verifies the plan next.")
    extra_context = {
        "page_title": gettext_lazy("Sign and submit the plan"),
        "submit_label": gettext_lazy("Sign and submit"),
        "consequences": [
            gettext_lazy("Your signature covers exactly the lines and the budget as they are now."),
            gettext_lazy("Afterwards nothing can be changed unless the plan is returned."),
        ],
    }

    def act(self, form: CommentedForm) -> Any:
        return submit_year_plan(plan=self.plan, note=form.cleaned_data["comment"], by=self.request.user)


class YearPlanVerifyView(YearPlanActView):
    permission = "training.verify_year_plan"
    form_class = CommentedForm
    done = gettext_lazy("Signed. The head of the agency approves the plan next.")
    extra_context = {
        "page_title": gettext_lazy("Verify and sign the plan"),
        "submit_label": gettext_lazy("Verify and sign"),
        "consequences": [gettext_lazy("Your signature covers the plan that the unit signed, unchanged.")],
    }

    def act(self, form: CommentedForm) -> Any:
        return verify_year_plan(plan=self.plan, note=form.cleaned_data["comment"], by=self.request.user)


class YearPlanApproveView(YearPlanActView):
    permission = "training.approve_year_plan"
    form_class = CommentedForm
    done = gettext_lazy("Approved. Sessions can now name its lines.")
    extra_context = {
        "page_title": gettext_lazy("Approve and sign the plan"),
        "submit_label": gettext_lazy("Approve and sign"),
        "consequences": [gettext_lazy("An approved plan stays as it is.")],
    }

    def act(self, form: CommentedForm) -> Any:
        return approve_year_plan(plan=self.plan, note=form.cleaned_data["comment"], by=self.request.user)


class YearPlanReturnView(YearPlanActView):
    form_class = ReturnForm
    done = gettext_lazy("The plan went back to the unit.")
    extra_context = {
        "page_title": gettext_lazy("Return the plan"),
        "submit_label": gettext_lazy("Return it"),
        "submit_tone": "bad",
        "consequences": [gettext_lazy("All signatures have to be given again.")],
    }

    @cached_property
    def plan(self) -> YearPlan:
        plan = visible_year_plan(self.request, self.kwargs["pk"])
        if not self.request.user.has_perm("training.verify_year_plan", plan):
            require(self.request.user, "training.approve_year_plan", plan)
        return plan

    def act(self, form: ReturnForm) -> Any:
        return return_year_plan(plan=self.plan, reason=form.cleaned_data["comment"], by=self.request.user)


def year_plan_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    plan = visible_year_plan(request, pk)
    response = HttpResponse(plan_pdf(plan_sheet(plan)), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="training-plan-{plan.unit.slug}-{plan.year}.pdf"'
    return response


def year_plan_xlsx(request: HttpRequest, pk: int) -> HttpResponse:
    plan = visible_year_plan(request, pk)
    stream = io.BytesIO()
    plan_xlsx(stream, plan_sheet(plan))
    response = HttpResponse(stream.getvalue(), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="training-plan-{plan.unit.slug}-{plan.year}.xlsx"'
    return response


class GovernmentPlanView(PermissionRequiredMixin, TemplateView):
    """All plans of a year that the user sees, added up."""

    permission_required = "training.view_year_plans"
    template_name = "training/government_plan.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        plans = YearPlan.objects.visible_to(self.request.user)
        year = read_key(self.request.GET.get("year", "")) or today().year
        return super().get_context_data(
            page_title=_("Training plans %(year)s together") % {"year": year},
            sum=government_plan(plans, year),
            years=years_of(plans),
            year=year,
            **kwargs,
        )
