"""Handing a role to a colleague."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext_lazy

from asn_portal.access.scope import paths_filter
from asn_portal.accounts.models import User, normalise_username
from asn_portal.forms import PortalForm
from employees.dates import today
from employees.fields import IndentedUnitField
from employees.models import Employee, OrganizationalUnit, RoleGrant
from employees.services.delegation import no_colleague


class GrantField(forms.ModelChoiceField):
    def label_from_instance(self, obj: RoleGrant) -> str:
        return f"{obj.get_role_display()} – {obj.unit.name}"


class DelegationForm(PortalForm):
    grant = GrantField(queryset=RoleGrant.objects.none(), label=gettext_lazy("Your role"), empty_label=None)
    account = forms.CharField(
        label=gettext_lazy("NIP or e-mail of the colleague"),
        max_length=254,
        help_text=gettext_lazy("The NIP, user name or e-mail address of the colleague's account."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    unit = IndentedUnitField(
        queryset=OrganizationalUnit.objects.none(),
        label=gettext_lazy("Unit"),
        empty_label=gettext_lazy("The whole of your role"),
        required=False,
        help_text=gettext_lazy("The delegation holds for this unit and all units below it."),
    )
    start = forms.DateField(label=gettext_lazy("From"), widget=forms.DateInput)
    last_day = forms.DateField(
        label=gettext_lazy("Until and including"),
        widget=forms.DateInput,
        help_text=gettext_lazy("At most 90 days."),
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=250,
        help_text=gettext_lazy("For instance: leave from 1 to 14 December. The colleague reads it."),
    )

    def __init__(self, *args: Any, grants: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["grant"].queryset = grants
        self.governments = {grant.unit.government_path for grant in grants}
        units = OrganizationalUnit.objects.none()
        for path in {grant.unit.path for grant in grants}:
            units = units | OrganizationalUnit.objects.within(path)
        self.fields["unit"].queryset = units.open_on(today()).order_by("path")

    def clean_account(self) -> User:
        written = self.cleaned_data["account"].strip()
        named = Q(user__username=normalise_username(written))
        if "@" in written:
            named |= Q(user__email__iexact=written)
        # Of this government only: nothing tells an account elsewhere from one that doesn't exist.
        known = Employee.objects.active().filter(named, paths_filter(self.governments, "unit__path"))
        found = list(known.select_related("user")[:2])
        if len(found) != 1:
            raise ValidationError(no_colleague())
        user: User = found[0].user
        return user
