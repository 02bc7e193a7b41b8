"""What an office writes about a warning."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy

from asn_portal.forms import PortalForm


class HandleWarningForm(PortalForm):
    note = forms.CharField(
        label=gettext_lazy("Note"),
        max_length=250,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("What was done, for instance: proposed to BKN on 3 March, letter 823/117/2026."),
    )
