"""Shapes of a learning activity."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from asn_portal.documents.services import check_upload
from asn_portal.documents.types import ALLOWED_EVIDENCE, accept_attribute, labels
from asn_portal.errors import DomainError
from asn_portal.forms import PortalForm, PortalModelForm
from training.models import LearningActivity
from training.services.activity import count_faults


class ActivityForm(PortalModelForm):
    evidence = forms.FileField(label=gettext_lazy("Evidence"))

    class Meta:
        model = LearningActivity
        fields = (
            "form",
            "title",
            "organiser",
            "starts_on",
            "ends_on",
            "days",
            "sessions",
            "hours",
            "is_international",
        )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["days"].help_text = _("For seminars, workshops, self-study and communities of practice.")
        self.fields["sessions"].help_text = _("For coaching and mentoring: two a month count.")
        self.fields["hours"].help_text = _("As the certificate says. One JP is 45 minutes.")
        evidence = self.fields["evidence"]
        evidence.widget.attrs["accept"] = accept_attribute(ALLOWED_EVIDENCE)
        evidence.help_text = _("Certificate, letter or notes: %(types)s.") % {"types": labels(ALLOWED_EVIDENCE)}

    def clean_evidence(self) -> Any:
        file = self.cleaned_data["evidence"]
        try:
            check_upload(file)
        except DomainError as error:
            raise forms.ValidationError(str(error)) from error
        return file

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        first, last = data.get("starts_on"), data.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", _("The last day lies before the first. Correct one of them."))
        elif first and last:
            faults = count_faults((last - first).days + 1, days=data.get("days"), sessions=data.get("sessions"))
            for name, fault in faults.items():
                self.add_error(name, fault)
        return data

    def validate_constraints(self) -> None:
        """`clean` already said it, at its field."""
        if not self.errors:
            super().validate_constraints()


class VerifyForm(PortalForm):
    hours = forms.DecimalField(
        label=gettext_lazy("Learning hours (JP) to recognise"), min_value=0, max_digits=6, decimal_places=2
    )
