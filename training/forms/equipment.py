"""Shapes of venues, trainers, costs and material."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from asn_portal.documents.services import DocumentRejected, check_upload
from asn_portal.documents.types import accept_attribute
from asn_portal.forms import NipField, PortalForm, PortalModelForm
from employees.models import Employee, OrganizationalUnit
from training.models import Partner, SessionCost, Trainer, Venue
from training.services.equipment import ALLOWED_MATERIAL


class VenueForm(PortalModelForm):
    class Meta:
        model = Venue
        fields = ("name", "address", "capacity", "is_accessible", "facilities", "is_active")

    def __init__(self, *args: Any, government: OrganizationalUnit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.government = government


class TrainerForm(PortalModelForm):
    """Of the staff by their NIP, of a partner, or neither."""

    nip = NipField(
        label=gettext_lazy("NIP, for a trainer of the staff"),
        required=False,
        help_text=gettext_lazy("The name is then taken from the staff record where you leave it empty."),
    )

    class Meta:
        model = Trainer
        fields = ("name", "nip", "partner", "expertise", "email", "is_active")

    def __init__(self, *args: Any, government: OrganizationalUnit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.government = government
        self.instance.government = government
        self.fields["name"].required = False
        partners = Partner.objects.of_government(government.path)
        self.fields["partner"].queryset = partners if self.instance.partner_id else partners.in_use()
        if self.instance.employee is not None:
            self.initial["nip"] = self.instance.employee.nip

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        employee = None
        if number := data.get("nip"):
            employee = Employee.objects.filter(nip=number, government=self.government).first()
            if employee is None:
                self.add_error("nip", _("Nobody of your government has this NIP. Check its digits."))
            elif data.get("partner"):
                self.add_error("partner", _("A trainer is of the staff or of a partner, not both."))
        elif not data.get("name") and "nip" not in self.errors:
            self.add_error("name", _("Enter the name, or the NIP of somebody of the staff."))
        self.instance.employee = employee
        if employee is not None and not data.get("name"):
            data["name"] = employee.full_name
        return data


class EngageForm(PortalForm):
    """A trainer of a session."""

    trainer = forms.ModelChoiceField(Trainer.objects.none(), label=gettext_lazy("Trainer"))
    topic = forms.CharField(label=gettext_lazy("Topic"), max_length=200, required=False)
    learning_hours = forms.DecimalField(
        label=gettext_lazy("Learning hours (JP)"), min_value=0, max_digits=5, decimal_places=2, initial=0
    )

    def __init__(self, *args: Any, government_path: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["trainer"].queryset = Trainer.objects.of_government(government_path).in_use()


class CostForm(PortalModelForm):
    class Meta:
        model = SessionCost
        fields = ("kind", "note", "planned", "actual")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["actual"].help_text = _("Leave it empty until it is known.")


class MaterialForm(PortalForm):
    title = forms.CharField(label=gettext_lazy("Title"), max_length=200)
    file = forms.FileField(
        label=gettext_lazy("File"),
        required=False,
        widget=forms.FileInput(attrs={"accept": accept_attribute(ALLOWED_MATERIAL)}),
        help_text=gettext_lazy("PDF, Word, Excel, pictures or ZIP, at most 10 MB."),
    )
    url = forms.URLField(
        label=gettext_lazy("Or an address"),
        required=False,
        max_length=500,
        assume_scheme="https",
        help_text=gettext_lazy("Such as https://…"),
    )
    for_participants = forms.BooleanField(
        label=gettext_lazy("For participants only"),
        required=False,
        initial=True,
        help_text=gettext_lazy("Otherwise everybody who sees the session may open it."),
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file:
            try:
                check_upload(file, allowed=ALLOWED_MATERIAL)
            except DocumentRejected as error:
                raise ValidationError(str(error)) from error
        return file

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors and bool(data.get("file")) == bool(data.get("url")):
            self.add_error("file", _("Give either a file or an address."))
        return data
