"""The supervisor's side of performance plans: who has one, deciding, who serves which result."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django.views.generic import FormView, TemplateView

from asn_portal.access.guards import PermissionRequiredMixin, require
from asn_portal.drafts.views import DraftFormMixin
from asn_portal.errors import DomainError
from asn_portal.keys import read_edit, read_key
from employees.dates import today
from employees.supervision import employee_of
from evaluations.enums import PlanState
from evaluations.forms.plan import PlanReturnForm
from evaluations.models import WorkPlan
from evaluations.reports.plan import plan_differences, plan_sheet
from evaluations.reports.plan_team import plan_matrix, team_plans
from evaluations.services.plan import agree_plan, return_plan
from evaluations.views.base import YEARS, refusals_told
from evaluations.views.plan import PlanPageMixin, visible_plan


class TeamPlanView(PermissionRequiredMixin, TemplateView):
    permission_required = "evaluations.view_team"
    template_name = "evaluations/plan_team.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        head, now = employee_of(self.request.user), today().year
        asked = read_key(self.request.GET.get("year", ""))
        year = asked if asked in YEARS else now
        own = WorkPlan.objects.of_user(self.request.user).in_year(year).in_force().order_by("-period").first()
        return super().get_context_data(
            page_title=_("Performance plans of my team %(year)s") % {"year": year},
            team=team_plans(head, year),
            own=own,
            year=year,
            years=[now - 1, now, now + 1],
            **kwargs,
        )


class PlanDecideView(PlanPageMixin, DraftFormMixin, FormView):
    """The plan that waits, with its two answers. Sent here, it goes back with a comment."""

    permission = "evaluations.decide_plan"
    template_name = "evaluations/plan_decide.html"
    form_class = PlanReturnForm
    draft_key = "evaluations.plan-return"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.plan.state != PlanState.PROPOSED:
            messages.info(request, _("This plan doesn't wait for a decision any more."))
            return redirect(self.plan)
        return super().get(request, *args, **kwargs)  # type: ignore[no-any-return]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        plan = self.plan
        return super().get_context_data(
            page_title=_("Decide on the plan of %(name)s") % {"name": plan.employee.full_name},
            sheet=plan_sheet(plan),
            differences=plan_differences(plan.replaces, plan) if plan.replaces else [],
            cancel_url=_team_of(plan),
            **kwargs,
        )

    def form_valid(self, form: PlanReturnForm) -> HttpResponse:
        try:
            return_plan(
                plan=self.plan, comment=form.cleaned_data["comment"], by=self.request.user, seen=_seen(self.request)
            )
        except DomainError as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        messages.success(
            self.request, _("Returned. %(name)s reads your comment.") % {"name": self.plan.employee.full_name}
        )
        return redirect(_team_of(self.plan))


@require_POST
def plan_agree(request: HttpRequest, pk: int) -> HttpResponse:
    plan = visible_plan(request, pk)
    require(request.user, "evaluations.decide_plan", plan)
    with refusals_told(request):
        agree_plan(plan=plan, by=request.user, seen=_seen(request))
        messages.success(request, _("Agreed. %(name)s is told.") % {"name": plan.employee.full_name})
        return redirect(_team_of(plan))
    return redirect("evaluations:plan-decide", plan.pk)


class PlanMatrixView(PlanPageMixin, TemplateView):
    """The results of a head × the results of their direct reports."""

    template_name = "evaluations/plan_matrix.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            page_title=_("Who serves which result: %(name)s, %(year)s")
            % {"name": self.plan.employee.full_name, "year": self.plan.year},
            matrix=plan_matrix(self.plan, self.request.user),
            **kwargs,
        )


def _team_of(plan: WorkPlan) -> str:
    """The team's plans of the same year."""
    return f"{reverse('evaluations:plan-team')}?year={plan.year}"


def _seen(request: HttpRequest) -> int:
    return read_edit(request.POST.get("seen", ""))
