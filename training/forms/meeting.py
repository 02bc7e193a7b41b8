"""Shapes of a meeting and of a message."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from asn_portal.forms import PortalForm, PortalModelForm
from training.models import Meeting


class MeetingForm(PortalModelForm):
    class Meta:
        model = Meeting
        fields = ("day", "starts_at", "ends_at", "topic")

    def validate_constraints(self) -> None:
        """The service says them with the session at hand."""


class MessageForm(PortalForm):
    text = forms.CharField(
        label=_("Message"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Everybody with a seat gets it, each alone: nobody sees the others' addresses."),
    )
