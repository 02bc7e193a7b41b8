"""Roles and accounts, for operators."""

from __future__ import annotations

import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from asn_portal.access.roles import Role
from asn_portal.accounts.models import User, normalise_username
from asn_portal.forms import NipField, PortalForm
from employees.dates import day_after, today
from employees.fields import IndentedUnitField
from employees.models import Employee, OrganizationalUnit


class RoleGrantForm(PortalForm):
    account = forms.CharField(
        label=gettext_lazy("Account"),
        max_length=64,
        help_text=gettext_lazy("The NIP or user name with which the person signs in."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    role = forms.ChoiceField(label=gettext_lazy("Role"), choices=Role.choices)
    unit = IndentedUnitField(
        queryset=OrganizationalUnit.objects.order_by("path"),
        label=gettext_lazy("Unit"),
        required=False,
        empty_label=gettext_lazy("The whole system (operators only)"),
        help_text=gettext_lazy("The role holds for this unit and all units below it."),
    )
    start = forms.DateField(label=gettext_lazy("From"), widget=forms.DateInput)
    last_day = forms.DateField(
        label=gettext_lazy("Until and including"),
        required=False,
        widget=forms.DateInput,
        help_text=gettext_lazy("Required for auditors."),
    )
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=250)

    def clean_account(self) -> User:
        user = User.objects.filter(username=normalise_username(self.cleaned_data["account"])).first()
        if user is None:
            raise ValidationError(_("There is no such account. Create it first, or check the NIP."))
        if not user.is_active:
            raise ValidationError(_("This account is closed. Open it first."))
        return user

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = OrganizationalUnit.objects.open_on(today()).order_by("path")

    @property
    def until(self) -> datetime.date | None:
        return day_after(self.cleaned_data["last_day"])


class RoleEndForm(PortalForm):
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=250)


class AccountCreateForm(PortalForm):
    """Operators see accounts, not personal files: they name the person by NIP."""

    nip = NipField(label=gettext_lazy("NIP of the employee"))
    email = forms.EmailField(
        label=gettext_lazy("E-mail"),
        required=False,
        help_text=gettext_lazy("For resetting the password; the office address is best."),
    )

    def clean_nip(self) -> str:
        employees = Employee.objects.filter(nip=self.cleaned_data["nip"])
        if not employees:
            raise ValidationError(
                _("No employee with this NIP is on record. Check the NIP, or take the person on record first.")
            )
        if len(employees) > 1:
            raise ValidationError(_("This NIP is on record in two governments. The records must be corrected first."))
        self.employee = employees[0]
        return str(self.cleaned_data["nip"])


class AccountStateForm(PortalForm):
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=250)
