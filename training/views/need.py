"""Needs, one by one and in the office's list."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import formats
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView

from asn_portal.access.guards import PermissionRequiredMixin, require
from asn_portal.access.permissions import Permission
from asn_portal.acts import ServiceFormView
from asn_portal.drafts.views import DraftFormMixin
from asn_portal.listing.bulk import BulkAction, BulkActionView
from asn_portal.listing.views import PortalListView
from training.enums import NeedState
from training.filters.need import NeedFilter
from training.forms.need import NeedForm, RefuseNeedForm, VerifyNeedForm
from training.models import CompetencyRating, DevelopmentNeed
from training.rules import is_own_matter
from training.services.need import OPEN_PLANS, change_need, drop_need, refuse_need, verify_need
from training.tables.need import NeedTable
from training.views.base import refusals_told
from training.views.personal import note_look, refuse_closed


class NeedListView(PermissionRequiredMixin, PortalListView):
    permission_required = "training.view_plans"
    model = DevelopmentNeed
    table_class = NeedTable
    filterset_class = NeedFilter
    template_name = "training/need_list.html"
    page_title = gettext_lazy("Development needs")
    export_name = "development-needs"
    fixed_columns = ("title",)
    default_columns = ("title", "employee", "unit", "priority", "source", "programme", "year", "state")
    bulk_actions = (
        BulkAction(
            gettext_lazy("Verify"),
            "training:need-bulk-verify",
            visible=lambda scope: scope.has(Permission.TRAINING_MANAGE),
        ),
    )
    empty_title = gettext_lazy("No needs yet")
    empty_text = gettext_lazy("They come from gaps, dialogues, new duties and people's own wishes, by their plans.")
    empty_icon = "training"

    def get_queryset(self) -> QuerySet[Any]:
        return DevelopmentNeed.objects.visible_to(self.request.user).with_people()

    def count_text(self, count: int) -> str:
        return ngettext("%(number)s need", "%(number)s needs", count) % {"number": formats.number_format(count)}


class NeedBulkVerifyView(PermissionRequiredMixin, BulkActionView):
    permission_required = "training.manage"
    list_view = NeedListView
    title = gettext_lazy("Verify needs")
    confirm_label = gettext_lazy("Verify")
    consequence = gettext_lazy("Verified needs can be taken into the yearly plans of their units.")

    def prepare(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.select_related("employee__unit", "competency")

    def check(self, obj: Any) -> str | None:
        if not self.request.user.has_perm("training.verify_need", obj):
            return _("You don't manage training of this person's unit.")
        if obj.state != NeedState.AGREED:
            return _("The supervisor has not agreed, or the need is further on already.")
        return None

    def perform_one(self, obj: Any) -> None:
        verify_need(need=obj, by=self.request.user)


def visible_need(request: HttpRequest, pk: int) -> DevelopmentNeed:
    related = (
        "employee__unit",
        "employee__position",
        "employee__government",
        "employee__user",
        "competency",
        "programme__unit",
        "plan",
        "year_plan_item__plan__unit",
        "registration__session",
        "proposed_by",
        "decided_by",
    )
    need = get_object_or_404(DevelopmentNeed.objects.visible_to(request.user).select_related(*related), pk=pk)
    note_look(request, need.employee)
    return need  # type: ignore[no-any-return]


class NeedDetailView(TemplateView):
    """Why, how, when; what it rests on; how it went on."""

    template_name = "training/need_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user, need = self.request.user, visible_need(self.request, self.kwargs["pk"])
        is_own = is_own_matter.test(user, need)
        is_open = need.plan is None or need.plan.state in OPEN_PLANS
        is_proposed = need.state == NeedState.PROPOSED
        may_propose = user.has_perm("training.propose_need", need)
        ratings = CompetencyRating.objects.filter(employee=need.employee_id, competency=need.competency_id)
        return super().get_context_data(
            page_title=need.title,
            need=need,
            person=need.employee,
            ratings=ratings.select_related("rated_by").order_by("-rated_on")[:10] if need.competency_id else (),
            may_change=may_propose and (is_proposed or need.is_mandatory) and (is_open or not is_own),
            may_drop=may_propose and is_proposed and not need.is_mandatory and (is_open or not is_own),
            may_verify=need.state == NeedState.AGREED and user.has_perm("training.verify_need", need),
            may_refuse=_may_refuse(user, need),
            may_see_line=need.year_plan_item is not None and user.has_perm("training.view_year_plans"),
            **kwargs,
        )


def _may_refuse(user: Any, need: DevelopmentNeed) -> bool:
    """The supervisor what is proposed, the office what was agreed and is not met yet."""
    if need.is_mandatory:
        return False
    if need.state == NeedState.PROPOSED:
        return bool(user.has_perm("training.agree_plan", need))
    return need.state in {NeedState.AGREED, NeedState.VERIFIED, NeedState.PLANNED} and bool(
        user.has_perm("training.verify_need", need)
    )


class NeedActView(ServiceFormView):
    permission = ""

    @cached_property
    def need(self) -> DevelopmentNeed:
        need = visible_need(self.request, self.kwargs["pk"])
        if self.permission:
            require(self.request.user, self.permission, need)
        return need

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.need  # noqa: B018  asks for the permission before anything else
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        need = self.need
        return super().get_context_data(
            need=need,
            crumbs=[(need.get_absolute_url(), need.title)],
            cancel_url=need.get_absolute_url(),
            **kwargs,
        )


class NeedUpdateView(DraftFormMixin, NeedActView):
    permission = "training.propose_need"
    form_class = NeedForm
    draft_key = "training.need_change"
    done = gettext_lazy("The need was changed.")
    extra_context = {"page_title": gettext_lazy("Change the need")}

    def get_form_kwargs(self) -> dict[str, Any]:
        is_own = is_own_matter.test(self.request.user, self.need)
        return {
            **super().get_form_kwargs(),
            "instance": self.need,
            "employee": self.need.employee,
            "is_own": is_own,
        }

    def act(self, form: NeedForm) -> str:
        refuse_closed(self.request, self.need.plan)
        changes = {name: value for name, value in form.cleaned_data.items() if name != "priority" or value}
        change_need(need=self.need, changes=changes, by=self.request.user)
        return self.need.get_absolute_url()


@require_POST
def need_drop(request: HttpRequest, pk: int) -> HttpResponse:
    need = visible_need(request, pk)
    require(request.user, "training.propose_need", need)
    with refusals_told(request):
        refuse_closed(request, need.plan)
        drop_need(need=need, by=request.user)
        messages.success(request, _("The need was taken out of the plan."))
        return redirect(need.plan or reverse("training:my-plan"))
    return redirect(need)


class NeedVerifyView(NeedActView):
    permission = "training.verify_need"
    form_class = VerifyNeedForm
    done = gettext_lazy("Verified. It can be taken into the yearly plan.")
    extra_context = {"page_title": gettext_lazy("Verify the need"), "submit_label": gettext_lazy("Verify")}

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "need": self.need}

    def act(self, form: VerifyNeedForm) -> str:
        verify_need(need=self.need, changes=form.cleaned_data, by=self.request.user)
        return self.need.get_absolute_url()


class NeedRefuseView(NeedActView):
    form_class = RefuseNeedForm
    done = gettext_lazy("Refused. The person is told, with your reason.")
    extra_context = {
        "page_title": gettext_lazy("Refuse the need"),
        "submit_label": gettext_lazy("Refuse"),
        "submit_tone": "bad",
        "consequences": [
            gettext_lazy("The person is told, with your reason."),
            gettext_lazy("The kind of refusal is counted in the figures on equal access."),
        ],
    }

    @cached_property
    def need(self) -> DevelopmentNeed:
        need = visible_need(self.request, self.kwargs["pk"])
        user = self.request.user
        # The supervisor before agreeing; afterwards the office. The service says why a mandatory one stays.
        as_supervisor = need.state == NeedState.PROPOSED and user.has_perm("training.agree_plan", need)
        if not as_supervisor:
            require(user, "training.verify_need", need)
        return need

    def act(self, form: RefuseNeedForm) -> str:
        data = form.cleaned_data
        refuse_need(need=self.need, code=data["code"], reason=data["reason"], by=self.request.user)
        return self.need.get_absolute_url()
