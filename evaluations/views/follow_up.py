"""Follow-up actions: planned on a report's page, checked off by who does them or leads the unit."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils import formats
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext
from django.views.generic import FormView

from asn_portal.access.guards import PermissionRequiredMixin, require
from asn_portal.drafts.views import DraftFormMixin
from asn_portal.errors import DomainError
from asn_portal.listing.views import PortalListView
from employees.dates import today
from evaluations.filters import FollowUpFilter
from evaluations.forms.follow_up import DONE, CloseFollowUpForm, FollowUpForm
from evaluations.models import FollowUpAction, ReportRun
from evaluations.services.follow_up import close_follow_up, plan_follow_up
from evaluations.tables import FollowUpTable
from evaluations.views.base import visible_run


class FollowUpListView(PermissionRequiredMixin, PortalListView):
    permission_required = "evaluations.list_follow_up"
    model = FollowUpAction
    table_class = FollowUpTable
    filterset_class = FollowUpFilter
    page_title = gettext_lazy("Follow-up actions")
    export_name = "follow-up"
    fixed_columns = ("title",)
    default_columns = ("title", "owner", "due_on", "state", "unit")
    empty_title = gettext_lazy("No follow-up action")
    empty_text = gettext_lazy("Whoever leads a unit plans them on the page of one of its evaluation reports.")
    empty_icon = "check"

    def get_queryset(self) -> QuerySet[Any]:
        return super().get_queryset().with_people()

    def count_text(self, count: int) -> str:
        return ngettext("%(number)s action", "%(number)s actions", count) % {"number": formats.number_format(count)}


class FollowUpCreateView(DraftFormMixin, FormView):
    form_class = FollowUpForm
    template_name = "evaluations/followup_form.html"
    draft_key = "evaluations.follow-up"

    @cached_property
    def run(self) -> ReportRun:
        return visible_run(self.request, self.kwargs["pk"])

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        require(request.user, "evaluations.plan_follow_up", self.run)
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "unit": self.run.unit}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            run=self.run,
            submit_label=pgettext("act", "Plan"),
            cancel_url=f"{self.run.get_absolute_url()}#follow-up",
            **kwargs,
        )

    def form_valid(self, form: FollowUpForm) -> HttpResponse:
        try:
            plan_follow_up(run=self.run, by=self.request.user, **form.cleaned_data)
        except DomainError as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        messages.success(self.request, _("Planned. The next reports of the unit carry it until it is checked off."))
        return redirect(f"{self.run.get_absolute_url()}#follow-up")


class FollowUpDetailView(DraftFormMixin, FormView):
    """The action and, while it is open, the form that checks it off."""

    form_class = CloseFollowUpForm
    template_name = "evaluations/followup_detail.html"
    draft_key = "evaluations.follow-up-close"

    @cached_property
    def action(self) -> FollowUpAction:
        actions = FollowUpAction.objects.visible_to(self.request.user).with_people().select_related("closed_by")
        return get_object_or_404(actions, pk=self.kwargs["pk"])  # type: ignore[no-any-return]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        require(request.user, "evaluations.close_follow_up", self.action)
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        action = self.action
        may_read = ReportRun.objects.visible_to(self.request.user).filter(pk=action.run_id).exists()
        return super().get_context_data(
            action=action,
            is_overdue=action.is_open and action.due_on < today(),
            run_url=action.run.get_absolute_url() if may_read else "",
            submit_label=_("Check off"),
            **kwargs,
        )

    def form_valid(self, form: CloseFollowUpForm) -> HttpResponse:
        data = form.cleaned_data
        try:
            close_follow_up(
                action=self.action, outcome=data["outcome"], is_done=data["result"] == DONE, by=self.request.user
            )
        except DomainError as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        messages.success(self.request, _("Checked off. The next report of the unit shows what came of it."))
        return redirect(self.action)
