"""What an officer found out about an alarm."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from asn_portal.forms import PortalForm
from surveys.enums import AlarmState


class AlarmReviewForm(PortalForm):
    state = forms.ChoiceField(
        label=_("Your verdict"),
        widget=forms.RadioSelect,
        choices=[(each.value, each.label) for each in (AlarmState.HARMLESS, AlarmState.SUSPICIOUS)],
    )
    note = forms.CharField(
        label=_("What you found out"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("For example: the mobile counter was in the market hall on this day. Without names."),
    )
