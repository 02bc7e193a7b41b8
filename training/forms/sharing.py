"""Sharing sessions."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from asn_portal.documents.services import ALLOWED_EVIDENCE, ALLOWED_RESULTS, DocumentRejected, check_upload
from asn_portal.forms import PortalForm, PortalModelForm
from training.forms.days import bound_days
from training.models import Competency, SharingSession
from training.services.sharing import sharing_faults


class SharingForm(PortalModelForm):
    class Meta:
        model = SharingSession
        fields = (
            "title",
            "description",
            "form",
            "competency",
            "starts_at",
            "ends_at",
            "place",
            "seats",
            "is_for_all",
        )
        widgets = {"description": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args: Any, government: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seats"].help_text = _("Empty: as many as come.")
        # The nine generic ones are everybody's.
        theirs = Q(government=None) | Q(government=government)
        self.fields["competency"].queryset = Competency.objects.filter(theirs, is_active=True)
        self.fields["form"].help_text = _(
            "A seminar earns 4 JP a day, a community of practice its own time, at most 2 JP a day."
        )
        bound_days(self)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        starts, ends = data.get("starts_at"), data.get("ends_at")
        if starts and ends and ends <= starts:
            self.add_error("ends_at", _("The session must end after it begins."))
        elif starts and ends:
            for name, fault in sharing_faults(starts, ends, data.get("seats")).items():
                self.add_error(name, fault)
        return data

    def validate_constraints(self) -> None:
        """`clean` already said these, at their fields."""
        if not self.errors:
            super().validate_constraints()


class SharingMaterialForm(PortalForm):
    file = forms.FileField(
        label=gettext_lazy("Material"), help_text=gettext_lazy("PDF, picture, or ZIP; at most 10 MB.")
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        try:
            check_upload(file, allowed=ALLOWED_EVIDENCE | ALLOWED_RESULTS)
        except DocumentRejected as fault:
            raise ValidationError(str(fault)) from fault
        return file
