"""Taking whole records out of the portal."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy

from asn_portal.forms import PortalForm


class RecordExportForm(PortalForm):
    reason = forms.CharField(
        label=gettext_lazy("Reason for NIK, NPWP and BPJS in full"),
        required=False,
        max_length=250,
        help_text=gettext_lazy(
            "Leave empty to have these numbers masked. With a reason they stand in full, and everybody concerned can "
            "read who took them and why."
        ),
    )
