"""Partner institutions, their agreements, accounts, offers and results."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from asn_portal.access.permissions import Permission
from asn_portal.documents.services import DocumentRejected, check_upload
from asn_portal.documents.types import ALLOWED_EVIDENCE, ALLOWED_SHEETS, accept_attribute
from asn_portal.forms import PhoneField, PortalForm, PortalModelForm
from employees.dates import today
from employees.models import OrganizationalUnit
from training.enums import TrainingForm
from training.forms.days import bound_days
from training.forms.registration import ReasonForm
from training.models import Competency, Partner, PublishedNeed
from training.models.programme import WITHOUT_SLASH
from training.services.partner import signed_fault
from training.services.session_bounds import MAXIMUM_SEATS


class PartnerForm(PortalModelForm):
    phone = PhoneField(required=False)

    class Meta:
        model = Partner
        fields = ("name", "kind", "address", "contact_name", "email", "phone", "about", "is_active")
        widgets = {"about": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args: Any, government: OrganizationalUnit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.government = government


class AgreementForm(PortalForm):
    number = forms.CharField(label=gettext_lazy("Number"), max_length=100)
    subject = forms.CharField(label=gettext_lazy("Subject"), max_length=250)
    signed_on = forms.DateField(label=gettext_lazy("Signed on"))
    first_day = forms.DateField(label=gettext_lazy("First day"))
    last_day = forms.DateField(
        label=gettext_lazy("Last day"),
        help_text=gettext_lazy("This day still counts. Where no end is agreed, enter 31 December 2099."),
    )
    remind_days = forms.IntegerField(
        label=gettext_lazy("Reminder before the end, in days"), min_value=0, max_value=730, initial=90
    )
    file = forms.FileField(
        label=gettext_lazy("Signed agreement"),
        required=False,
        widget=forms.FileInput(attrs={"accept": accept_attribute(ALLOWED_EVIDENCE)}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        bound_days(self)

    def clean_file(self) -> Any:
        return _checked(self.cleaned_data["file"], ALLOWED_EVIDENCE)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if (signed := data.get("signed_on")) and (fault := signed_fault(signed)):
            self.add_error("signed_on", fault)
        first, last = data.get("first_day"), data.get("last_day")
        if first and last and last < first:
            self.add_error("last_day", _("The agreement ends before it begins. Correct one of the days."))
        return data


class AgreementEndForm(ReasonForm):
    last_day = forms.DateField(label=gettext_lazy("Last day"), help_text=gettext_lazy("This day still counts."))
    field_order = ("last_day", "reason")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].max_length = 300
        self.fields["reason"].help_text = _("Kept with the agreement.")
        self.initial.setdefault("last_day", today())


class AccountForm(PortalForm):
    name = forms.CharField(label=gettext_lazy("Name"), max_length=200)
    email = forms.EmailField(
        label=gettext_lazy("E-mail"), help_text=gettext_lazy("The link to set a password goes there.")
    )


class NeedForm(PortalModelForm):
    class Meta:
        model = PublishedNeed
        fields = ("title", "competency", "description", "people", "year", "open_until")
        widgets = {"description": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args: Any, government: OrganizationalUnit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.government = government
        competencies = Competency.objects.filter(is_active=True)
        self.fields["competency"].queryset = (
            competencies.filter(government=None) | competencies.filter(government=government)
        ).order_by("name")
        self.initial.setdefault("year", today().year + 1)
        bound_days(self)

    def clean_open_until(self) -> Any:
        day = self.cleaned_data["open_until"]
        if day < today():
            raise ValidationError(_("This day is past. Choose today or a later one."))
        return day


class OfferForm(PortalForm):
    need = forms.ModelChoiceField(PublishedNeed.objects.none(), label=gettext_lazy("Answers the need"), required=False)
    title = forms.CharField(label=gettext_lazy("Title"), max_length=200)
    description = forms.CharField(
        label=gettext_lazy("Content"), max_length=10000, widget=forms.Textarea(attrs={"rows": 6})
    )
    form = forms.ChoiceField(label=gettext_lazy("Form of training"), choices=TrainingForm.choices)
    learning_hours = forms.DecimalField(
        label=gettext_lazy("Learning hours (JP)"), min_value=0, max_digits=6, decimal_places=2
    )
    seats = forms.IntegerField(label=gettext_lazy("Seats"), min_value=1, max_value=MAXIMUM_SEATS)
    cost_each = forms.DecimalField(
        label=gettext_lazy("Cost per person (Rp)"), min_value=0, max_digits=14, decimal_places=2, initial=0
    )
    when = forms.CharField(label=gettext_lazy("When it could be held"), max_length=200, required=False)

    def __init__(self, *args: Any, needs: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["need"].queryset = needs


class OfferAcceptForm(PortalForm):
    unit = forms.ModelChoiceField(OrganizationalUnit.objects.none(), label=gettext_lazy("Organiser"))
    code = forms.CharField(
        label=gettext_lazy("Code"),
        max_length=20,
        validators=[WITHOUT_SLASH],
        help_text=gettext_lazy("Short, for the certificate's number, such as PKA."),
    )
    organiser_code = forms.CharField(
        label=gettext_lazy("Organiser's short name"), max_length=20, validators=[WITHOUT_SLASH]
    )
    answer = forms.CharField(
        label=gettext_lazy("Answer to the partner"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, user: Any, government_path: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units = OrganizationalUnit.objects.on_which(user, Permission.TRAINING_MANAGE).open_on(today())
        self.fields["unit"].queryset = units.filter(path__startswith=government_path)


class OfferDeclineForm(PortalForm):
    answer = forms.CharField(
        label=gettext_lazy("Answer to the partner"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("The partner reads it."),
    )


class ResultsForm(PortalForm):
    file = forms.FileField(
        label=gettext_lazy("Results (Excel or CSV)"),
        widget=forms.FileInput(attrs={"accept": accept_attribute(ALLOWED_SHEETS)}),
    )

    def clean_file(self) -> Any:
        return _checked(self.cleaned_data["file"], ALLOWED_SHEETS)


def _checked(file: Any, allowed: Any) -> Any:
    if file:
        try:
            check_upload(file, allowed=allowed)
        except DocumentRejected as error:
            raise ValidationError(str(error)) from error
    return file
