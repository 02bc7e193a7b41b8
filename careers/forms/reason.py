"""Why, asked before most acts of careers."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from asn_portal.forms import PortalForm


class ReasonForm(PortalForm):
    reason = forms.CharField(label=_("Reason"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))
