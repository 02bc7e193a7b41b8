"""Roles handed to colleagues for a while, given and received."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import FormView, TemplateView

from asn_portal.access.guards import PermissionRequiredMixin
from asn_portal.drafts.views import DraftFormMixin
from asn_portal.errors import DomainError
from employees.dates import day_after, today
from employees.forms.access import RoleEndForm
from employees.forms.delegation import DelegationForm
from employees.models import RoleGrant
from employees.services.delegation import delegate_role, end_delegation

SHOWN = 100


class DelegationListView(PermissionRequiredMixin, TemplateView):
    permission_required = "employees.list_delegations"
    template_name = "employees/delegation_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        rows = RoleGrant.objects.filter(delegated_from__isnull=False).select_related(
            "user", "unit", "delegated_from__user"
        )
        running = set(rows.on(today()).values_list("pk", flat=True))
        return super().get_context_data(
            given=list(rows.filter(delegated_from__user=user).order_by("-period", "-pk")[:SHOWN]),
            received=list(rows.filter(user=user).order_by("-period", "-pk")[:SHOWN]),
            running=running,
            today=today(),
            may_delegate=RoleGrant.objects.delegable(today()).filter(user=user).exists(),
            **kwargs,
        )


class DelegationCreateView(PermissionRequiredMixin, DraftFormMixin, FormView):
    permission_required = "employees.list_delegations"
    form_class = DelegationForm
    template_name = "employees/delegation_create.html"
    draft_key = "employees.delegation"

    @cached_property
    def grants(self) -> Any:
        return RoleGrant.objects.delegable(today()).filter(user=self.request.user).select_related("unit").order_by("pk")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated and not self.grants:
            # Nothing of one's own: what was received by delegation can't be handed on.
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_initial(self) -> dict[str, Any]:
        return {"start": today(), "grant": self.grants[0]}

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "grants": self.grants}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            submit_label=_("Delegate the role"), cancel_url=reverse("employees:delegation-list"), **kwargs
        )

    def form_valid(self, form: DelegationForm) -> HttpResponse:
        data = form.cleaned_data
        until = day_after(data["last_day"])
        try:
            if until is None:
                raise DomainError(_("A delegation needs an end date."))
            delegated = delegate_role(
                grant=data["grant"],
                to=data["account"],
                unit=data["unit"] or data["grant"].unit,
                start=data["start"],
                until=until,
                reason=data["reason"],
                by=self.request.user,
            )
        except DomainError as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        messages.success(
            self.request,
            _("Delegated to %(name)s: %(role)s. You are both told.")
            % {"name": delegated.user.name, "role": delegated.get_role_display()},
        )
        return redirect("employees:delegation-list")


class DelegationEndView(FormView):
    """Takes a delegation back before its time; operators end it among the roles."""

    form_class = RoleEndForm
    template_name = "employees/delegation_end.html"

    @cached_property
    def delegated(self) -> RoleGrant:
        given = RoleGrant.objects.filter(delegated_from__user=self.request.user).select_related("user", "unit")
        found: RoleGrant = get_object_or_404(given, pk=self.kwargs["pk"])
        return found

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.delegated  # noqa: B018 -- read once, for the refusal
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            delegated=self.delegated,
            submit_label=_("End the delegation"),
            submit_tone="bad",
            cancel_url=reverse("employees:delegation-list"),
            **kwargs,
        )

    def form_valid(self, form: RoleEndForm) -> HttpResponse:
        end_delegation(delegated=self.delegated, reason=form.cleaned_data["reason"], by=self.request.user)
        messages.success(self.request, _("The delegation has ended. You are both told."))
        return redirect("employees:delegation-list")
