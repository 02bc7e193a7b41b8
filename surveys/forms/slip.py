"""Printing slips and making them void."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from asn_portal.forms import PortalForm
from surveys.models import PublicService, SatisfactionSurvey
from surveys.services.slip import FEWEST_SLIPS, MOST_SLIPS


class SlipPrintForm(PortalForm):
    count = forms.IntegerField(
        label=_("Number of slips"),
        min_value=FEWEST_SLIPS,
        max_value=MOST_SLIPS,
        initial=100,
        help_text=_("Ten fit on a page."),
    )
    service = forms.ModelChoiceField(
        label=_("For a service"),
        queryset=PublicService.objects.none(),
        required=False,
        empty_label=_("All services"),
        help_text=_("Its name is printed on the slips."),
    )

    def __init__(self, *args: Any, survey: SatisfactionSurvey, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["service"].queryset = survey.unit.services.offered()


class SlipVoidForm(PortalForm):
    reason = forms.CharField(
        label=_("Reason"), max_length=200, help_text=_("For example: a block of slips was left on the counter.")
    )
