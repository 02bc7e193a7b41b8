"""An offer to guide others."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from asn_portal.forms import PortalModelForm
from careers.models import MentorOffer
from training.models import Competency


class OfferForm(PortalModelForm):
    class Meta:
        model = MentorOffer
        fields = ["topic", "competency", "description", "times", "until", "places", "is_group"]
        widgets = {
            "description": forms.Textarea(attrs={"rows": 4}),
            "until": forms.DateInput(),
        }
        help_texts = {
            "topic": _("In a few words, as somebody would search for it."),
            "competency": _("With it the portal suggests you to those who need it."),
            "times": _("For instance: Tuesdays and Thursdays after 14.00."),
            "places": _("Your load counts over all offers; the rule of your government sets the most."),
            "is_group": _("One group on this topic, with meetings for all, instead of one by one."),
        }

    def __init__(self, *args: Any, government: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["competency"]
        field.queryset = Competency.objects.of_government(government).in_use()
        field.empty_label = gettext("No competency")
