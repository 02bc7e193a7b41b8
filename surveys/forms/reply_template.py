"""Texts that officers start from."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from asn_portal.access.permissions import Permission
from asn_portal.access.scope import scope_of
from asn_portal.forms import PortalModelForm
from employees.dates import today
from employees.models import OrganizationalUnit
from surveys.models import ReplyTemplate


class ReplyTemplateForm(PortalModelForm):
    class Meta:
        model = ReplyTemplate
        fields = ("unit", "name", "use", "text_id", "text_en", "is_active")
        widgets = {
            "text_id": forms.Textarea(attrs={"rows": 6, "lang": "id"}),
            "text_en": forms.Textarea(attrs={"rows": 6, "lang": "en"}),
        }
        help_texts = {
            "unit": _("It is offered to this unit and those below it."),
            "text_id": _("{code} becomes the code of the report, {unit} the name of the unit that has it."),
            "text_en": _("For reporters who wrote in English; without it they read the Indonesian text."),
        }

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mine = scope_of(user).path_filter(Permission.COMPLAINT_HANDLE, "path")
        self.fields["unit"].queryset = OrganizationalUnit.objects.filter(mine).open_on(today())
