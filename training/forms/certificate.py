"""Revoking and verifying certificates."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from asn_portal.forms import PortalForm
from training.domain.numbering import normalise_code
from training.forms.registration import ReasonForm


class RevokeForm(ReasonForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].help_text = _("It stands on the public verification page. Name no other person.")


class CodeForm(PortalForm):
    code = forms.CharField(
        label=gettext_lazy("Verification code"),
        max_length=40,
        help_text=gettext_lazy("Twelve characters, printed beside the QR code of the certificate."),
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false", "class": "code-input"}
        ),
    )

    def clean_code(self) -> str:
        code = normalise_code(self.cleaned_data["code"])
        if not code:
            raise ValidationError(_("A code has twelve letters and digits, such as K3F9-0XYZ-1AB2. Check it again."))
        return code
