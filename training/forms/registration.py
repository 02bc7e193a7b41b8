"""Why somebody is refused, taken off, or steps back."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy

from asn_portal.forms import PortalForm


class ReasonForm(PortalForm):
    """Why; the person concerned reads it."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("The person reads it. Say what they can do next."),
    )


class WithdrawForm(PortalForm):
    reason = forms.CharField(
        label=gettext_lazy("Reason (you may leave it empty)"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
