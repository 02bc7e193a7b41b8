"""Services of a unit."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from asn_portal.access.permissions import Permission
from asn_portal.forms import PortalForm
from employees.dates import today
from employees.models import OrganizationalUnit


class ServiceCreateForm(PortalForm):
    unit = forms.ModelChoiceField(label=_("Service unit"), queryset=OrganizationalUnit.objects.none())
    name = forms.CharField(label=_("Name"), max_length=150, help_text=_("As citizens call it."))

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units = OrganizationalUnit.objects.on_which(user, Permission.SURVEY_MANAGE).serving_citizens()
        self.fields["unit"].queryset = units.open_on(today())


class ServiceForm(PortalForm):
    name = forms.CharField(
        label=_("Name"),
        max_length=150,
        help_text=_("Answers that were given under the old name stay with the service."),
    )
    is_active = forms.BooleanField(
        label=_("Offered"), required=False, help_text=_("Without it respondents can't choose it any more.")
    )
