"""Shapes of input."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from asn_portal.access.permissions import Permission
from asn_portal.forms import PortalForm, PortalModelForm
from employees.dates import today
from employees.models import OrganizationalUnit
from training.domain.numbering import normalise_code
from training.models import TrainingProgramme, TrainingSession


class ProgrammeForm(PortalModelForm):
    class Meta:
        model = TrainingProgramme
        fields = (
            "unit",
            "title",
            "form",
            "description",
            "learning_hours",
            "min_attendance",
            "code",
            "organiser_code",
            "classification",
            "is_active",
        )
        widgets = {"description": forms.Textarea(attrs={"rows": 5})}

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units = OrganizationalUnit.objects.on_which(user, Permission.TRAINING_MANAGE)
        # A programme of a unit that was closed meanwhile keeps it.
        self.fields["unit"].queryset = units if self.instance.pk else units.open_on(today())
        if self.instance.pk:
            # Certificates that were issued name the organiser.
            self.fields["unit"].disabled = True


class PlanForm(PortalForm):
    """Of which programme the new session is."""

    programme = forms.ModelChoiceField(TrainingProgramme.objects.none(), label=gettext_lazy("Programme"))

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mine = TrainingProgramme.objects.managed_by(user).filter(is_active=True)
        self.fields["programme"].queryset = mine.order_by("title")


class SessionForm(PortalModelForm):
    class Meta:
        model = TrainingSession
        fields = (
            "title",
            "starts_at",
            "ends_at",
            "place",
            "seats",
            "learning_hours",
            "registration_opens_at",
            "registration_closes_at",
        )

    def clean(self) -> dict[str, Any]:
        """The database holds the same rules; here each says at which field to mend it."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        for earlier, later, message in (
            ("starts_at", "ends_at", _("The session must end after it begins.")),
            ("registration_opens_at", "registration_closes_at", _("Registration must close after it opens.")),
        ):
            if data.get(earlier) and data.get(later) and data[later] <= data[earlier]:
                self.add_error(later, message)
        closes, starts = data.get("registration_closes_at"), data.get("starts_at")
        if closes and starts and closes > starts:
            self.add_error("registration_closes_at", _("Registration must close before the session begins."))
        return data

    def validate_constraints(self) -> None:
        """`clean` already said these, at their fields."""
        if not self.errors:
            super().validate_constraints()


class ReasonForm(PortalForm):
    """Why; the person concerned reads it."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("The person reads it. Say what they can do next."),
    )


class RevokeForm(ReasonForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].help_text = _("It stands on the public verification page. Name no other person.")


class CancelForm(ReasonForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].help_text = _("Everybody who is registered or waits reads it.")


class WithdrawForm(PortalForm):
    reason = forms.CharField(
        label=gettext_lazy("Reason (you may leave it empty)"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


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
