"""Role grants, for operators."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse, reverse_lazy
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView

from asn_portal.access.guards import PermissionRequiredMixin
from asn_portal.access.roles import Role
from asn_portal.drafts.views import DraftFormMixin
from asn_portal.errors import DomainError
from asn_portal.listing.views import PortalListView
from employees.dates import today
from employees.filters import RoleGrantFilter
from employees.forms.access import RoleEndForm, RoleGrantForm
from employees.models import RoleGrant
from employees.services.role import end_role, grant_role
from employees.tables import RoleGrantTable


class RoleListView(PermissionRequiredMixin, PortalListView):
    permission_required = "employees.grant_role"
    model = RoleGrant
    table_class = RoleGrantTable
    filterset_class = RoleGrantFilter
    template_name = "employees/rolegrant_list.html"
    page_title = gettext_lazy("Roles")
    export_name = "peran"
    fixed_columns = ("user", "end")
    empty_title = gettext_lazy("No role is granted yet")
    empty_text = gettext_lazy("A role is granted on a unit and holds for the units below it.")
    empty_icon = "shield"
    empty_action_url = reverse_lazy("employees:role-create")
    empty_action_label = gettext_lazy("Grant a role")

    def get_queryset(self) -> QuerySet[RoleGrant]:
        return RoleGrant.objects.visible_to(self.request.user).select_related("user", "unit", "granted_by")


class RoleCreateView(PermissionRequiredMixin, DraftFormMixin, FormView):
    permission_required = "employees.grant_role"
    form_class = RoleGrantForm
    template_name = "employees/rolegrant_create.html"
    draft_key = "employees.role_create"

    def get_initial(self) -> dict[str, Any]:
        return {"start": today(), "account": self.request.GET.get("account", "")[:64]}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            submit_label=_("Grant the role"), cancel_url=reverse("employees:role-list"), **kwargs
        )

    def form_valid(self, form: RoleGrantForm) -> HttpResponse:
        data = form.cleaned_data
        try:
            grant = grant_role(
                user=data["account"],
                role=Role(data["role"]),
                unit=data["unit"],
                start=data["start"],
                until=form.until,
                reason=data["reason"],
                by=self.request.user,
            )
        except DomainError as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        messages.success(
            self.request,
            _("%(name)s is now: %(role)s.") % {"name": grant.user.name, "role": grant.get_role_display()},
        )
        return redirect("employees:role-list")


class RoleEndView(PermissionRequiredMixin, FormView):
    """Asks before a role ends: it cannot be taken back, only granted again."""

    permission_required = "employees.grant_role"
    form_class = RoleEndForm
    template_name = "employees/rolegrant_end.html"

    @cached_property
    def grant(self) -> RoleGrant:
        found: RoleGrant = get_object_or_404(
            RoleGrant.objects.visible_to(self.request.user).select_related("user", "unit"), pk=self.kwargs["pk"]
        )
        return found

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            grant=self.grant,
            submit_label=_("End the role"),
            submit_tone="bad",
            cancel_url=reverse("employees:role-list"),
            **kwargs,
        )

    def form_valid(self, form: RoleEndForm) -> HttpResponse:
        end_role(grant=self.grant, reason=form.cleaned_data["reason"], by=self.request.user)
        messages.success(self.request, _("The role has ended."))
        return redirect("employees:role-list")
