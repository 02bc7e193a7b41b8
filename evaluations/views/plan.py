"""One's own performance plans, and reading anybody's."""

from __future__ import annotations

import datetime
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import formats
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import FormView, TemplateView

from asn_portal.access.guards import PermissionRequiredMixin, require
from asn_portal.access.scope import scope_of
from asn_portal.audit.services import record_view
from asn_portal.drafts.views import DraftFormMixin
from asn_portal.errors import DomainError
from asn_portal.listing.views import PortalListView
from employees.dates import today
from employees.models import Employee
from employees.supervision import employee_of, supervisor_of
from evaluations.enums import PlanState
from evaluations.filters.plan import WorkPlanFilter
from evaluations.forms.plan import PlanCreateForm
from evaluations.models import WorkPlan
from evaluations.reports.plan import plan_differences, plan_sheet, versions_of
from evaluations.reports.plan_paper import plan_pdf
from evaluations.rules import is_own_report, supervises_the_writer
from evaluations.services.plan import create_plan
from evaluations.tables.plan import WorkPlanTable


def visible_plan(request: HttpRequest, pk: int) -> WorkPlan:
    """The plan, or 404 for who may not see it. Others' plans that were opened are noted."""
    plans = WorkPlan.objects.visible_to(request.user).with_people().select_related("agreed_by", "replaces")
    plan: WorkPlan = get_object_or_404(plans, pk=pk)
    if scope_of(request.user).employee_id == plan.employee_id:
        request.place = reverse("evaluations:my-plans")  # type: ignore[attr-defined]
    else:
        record_view(
            viewer=request.user, subject=plan.employee, unit_path=plan.employee.unit.path, what="performance_plan"
        )
        # For everybody but its owner a plan is one of the list.
        request.place = reverse("evaluations:plan-list")  # type: ignore[attr-defined]
    return plan


class PlanPageMixin:
    """For pages about one plan, named by `pk` in the address. `permission` is asked of it."""

    request: HttpRequest
    kwargs: dict[str, Any]
    permission = ""

    @cached_property
    def plan(self) -> WorkPlan:
        return visible_plan(self.request, self.kwargs["pk"])

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if self.permission:
            require(request.user, self.permission, self.plan)
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc,no-any-return]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        is_own = is_own_report.test(self.request.user, self.plan)
        return super().get_context_data(plan=self.plan, is_own=is_own, **kwargs)  # type: ignore[misc,no-any-return]


class MyPlanListView(PermissionRequiredMixin, TemplateView):
    permission_required = "evaluations.own_plans"
    template_name = "evaluations/plan_mine.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        own = WorkPlan.objects.of_user(self.request.user).in_force().with_counts()
        plans = list(own.order_by("-period", "-version"))
        now = today()
        return super().get_context_data(
            page_title=_("My performance plans"),
            plans=plans,
            year=now.year,
            has_plan_now=any(now in plan.period for plan in plans),
            **kwargs,
        )


class PlanCreateView(PermissionRequiredMixin, DraftFormMixin, FormView):
    """The days of a new plan, and with what it begins."""

    permission_required = "evaluations.own_plans"
    template_name = "evaluations/plan_create.html"
    form_class = PlanCreateForm

    @cached_property
    def employee(self) -> Employee:
        return employee_of(self.request.user)  # type: ignore[return-value]

    @cached_property
    def earlier_plans(self) -> QuerySet[WorkPlan]:
        return WorkPlan.objects.filter(employee=self.employee, state=PlanState.AGREED).order_by("-period")

    def get_initial(self) -> dict[str, Any]:
        first, last = _next_free_days(self.employee, today())
        return {"first": first, "last": last, "copy_of": self.earlier_plans.first()}

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "plans": self.earlier_plans}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            page_title=_("Begin a performance plan"),
            supervisor=supervisor_of(self.employee),
            submit_label=_("Begin the plan"),
            cancel_url=reverse("evaluations:my-plans"),
            **kwargs,
        )

    def form_valid(self, form: PlanCreateForm) -> HttpResponse:
        try:
            plan = create_plan(employee=self.employee, by=self.request.user, **form.cleaned_data)
        except DomainError as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        messages.success(self.request, _("The plan was begun. Nobody else sees it until you send it."))
        return redirect("evaluations:plan-write", plan.pk)


class PlanDetailView(PlanPageMixin, TemplateView):
    template_name = "evaluations/plan_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        plan, user = self.plan, self.request.user
        is_own = is_own_report.test(user, plan)
        # The page of the supervisor decides nothing that the page of the person shows, so one question is enough.
        supervises = not is_own and supervises_the_writer.test(user, plan)
        versions = [each for each in versions_of(plan) if is_own or each.state != PlanState.DRAFT]
        is_agreed, waits = plan.state == PlanState.AGREED, plan.state == PlanState.PROPOSED
        return super().get_context_data(
            page_title=_("Performance plan %(year)s of %(name)s")
            % {"year": plan.year, "name": plan.employee.full_name},
            sheet=plan_sheet(plan),
            versions=versions,
            supervisor=supervisor_of(plan.employee) if waits or plan.is_open else None,
            may_write=is_own and plan.is_open,
            may_take_back=is_own and waits,
            may_change=is_own and is_agreed and all(each.replaces_id != plan.pk for each in versions),
            may_decide=supervises and waits,
            may_link=is_agreed and (is_own or supervises),
            may_tell=is_own and is_agreed and plan.period.lower <= today(),
            **kwargs,
        )


class PlanChangesView(PlanPageMixin, TemplateView):
    """What this version changes."""

    template_name = "evaluations/plan_changes.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        if self.plan.replaces is None:
            raise Http404
        return super().get_context_data(
            page_title=_("What version %(version)s changes") % {"version": self.plan.version},
            earlier=self.plan.replaces,
            differences=plan_differences(self.plan.replaces, self.plan),
            **kwargs,
        )


def plan_download(request: HttpRequest, pk: int) -> HttpResponse:
    plan = visible_plan(request, pk)
    response = HttpResponse(plan_pdf(plan), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="skp-{plan.employee.nip}-{plan.year}-v{plan.version}.pdf"'
    return response


class PlanListView(PermissionRequiredMixin, PortalListView):
    """Of the units that the user heads or reads evaluations of."""

    permission_required = "evaluations.list_plans"
    model = WorkPlan
    table_class = WorkPlanTable
    filterset_class = WorkPlanFilter
    template_name = "layouts/list.html"
    page_title = gettext_lazy("Performance plans")
    export_name = "performance-plans"
    fixed_columns = ("employee",)
    default_columns = ("unit", "position", "period", "result_count", "linked_count", "state")
    empty_title = gettext_lazy("No plans yet")
    empty_text = gettext_lazy("Everybody begins their own under “My performance plans”; once sent it stands here.")
    empty_icon = "target"

    def get_queryset(self) -> QuerySet[Any]:
        """Earlier versions only when they are asked for."""
        visible = WorkPlan.objects.visible_to(self.request.user)
        if not self.request.GET.get("state"):
            visible = visible.in_force()
        return visible.with_counts().select_related("employee__unit", "position")  # type: ignore[no-any-return]

    def count_text(self, count: int) -> str:
        return ngettext("%(number)s plan", "%(number)s plans", count) % {"number": formats.number_format(count)}


def _next_free_days(employee: Employee, day: datetime.date) -> tuple[datetime.date, datetime.date]:
    """The rest of this year that no plan covers, else the next year."""
    plans = WorkPlan.objects.filter(employee=employee).in_force().in_year(day.year)
    taken = max((plan.last_day for plan in plans), default=None)
    last = datetime.date(day.year, 12, 31)
    if taken is None:
        return datetime.date(day.year, 1, 1), last
    if taken < last:
        return taken + datetime.timedelta(days=1), last
    return datetime.date(day.year + 1, 1, 1), datetime.date(day.year + 1, 12, 31)
