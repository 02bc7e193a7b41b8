"""Accounts, for operators: who signs in, when last, with or without a second factor."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView

from asn_portal.access.guards import PermissionRequiredMixin
from asn_portal.accounts.models import User
from asn_portal.errors import DomainError
from asn_portal.listing.views import PortalListView
from employees.filters import AccountFilter, with_second_factor
from employees.forms.access import AccountCreateForm, AccountStateForm
from employees.services.account import create_account, set_account_active
from employees.tables import AccountTable


class AccountListView(PermissionRequiredMixin, PortalListView):
    permission_required = "employees.view_accounts"
    model = User
    table_class = AccountTable
    filterset_class = AccountFilter
    template_name = "employees/account_list.html"
    page_title = gettext_lazy("Accounts")
    export_name = "akun"
    default_columns = ("name", "username", "last_login", "has_second_factor", "roles", "is_active", "act")
    fixed_columns = ("name", "act")
    empty_icon = "key"

    def get_queryset(self) -> QuerySet[User]:
        # Operators keep the accounts of the whole system; others don't get past the permission.
        return with_second_factor(User.objects.prefetch_related("role_grants").order_by("name", "pk"))


class AccountCreateView(PermissionRequiredMixin, FormView):
    """The first password is shown once, in the answer; it is stored nowhere in plain."""

    permission_required = "employees.manage_accounts"
    form_class = AccountCreateForm
    template_name = "employees/account_create.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            submit_label=_("Create the account"), cancel_url=reverse("employees:account-list"), **kwargs
        )

    def form_valid(self, form: AccountCreateForm) -> HttpResponse:
        try:
            user, password = create_account(
                employee=form.employee, email=form.cleaned_data["email"], by=self.request.user
            )
        except DomainError as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        response = render(self.request, "employees/account_created.html", {"account": user, "password": password})
        response["Cache-Control"] = "private, no-store"
        return response


class AccountStateView(PermissionRequiredMixin, FormView):
    """Close an account, or open it again."""

    permission_required = "employees.manage_accounts"
    form_class = AccountStateForm
    template_name = "employees/account_state.html"
    active = False

    @cached_property
    def account(self) -> User:
        return get_object_or_404(User, pk=self.kwargs["pk"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            account=self.account,
            opens=self.active,
            submit_label=_("Open the account") if self.active else _("Close the account"),
            submit_tone="" if self.active else "bad",
            cancel_url=reverse("employees:account-list"),
            **kwargs,
        )

    def form_valid(self, form: AccountStateForm) -> HttpResponse:
        try:
            set_account_active(
                user=self.account, active=self.active, reason=form.cleaned_data["reason"], by=self.request.user
            )
        except DomainError as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        messages.success(self.request, _("The account is open again.") if self.active else _("The account is closed."))
        return redirect("employees:account-list")
