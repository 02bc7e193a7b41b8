from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from asn_portal.access.permissions import Permission
from asn_portal.forms import PortalForm, PortalModelForm
from employees.dates import today
from employees.models import OrganizationalUnit
from participation.models import Announcement


class AnnouncementForm(PortalModelForm):
    class Meta:
        model = Announcement
        fields = ["unit", "title", "body"]
        widgets = {"body": forms.Textarea(attrs={"rows": 10})}

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units = OrganizationalUnit.objects.on_which(user, Permission.ANNOUNCEMENT_PUBLISH)
        # An announcement of a unit that was closed meanwhile keeps it.
        self.fields["unit"].queryset = units.offered_on(today(), self.instance.unit_id or "")


class WithdrawalForm(PortalForm):
    reason = forms.CharField(label=_("Reason"), widget=forms.Textarea(attrs={"rows": 3}), max_length=1000)
