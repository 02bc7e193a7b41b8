"""Shape of a programme."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy

from asn_portal.access.permissions import Permission
from asn_portal.forms import PortalForm, PortalModelForm
from employees.dates import today
from employees.models import OrganizationalUnit
from training.enums import CompetencyLevel
from training.models import Competency, TrainingProgramme


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


class ProgrammeCompetencyForm(PortalForm):
    """A competency that the programme raises."""

    competency = forms.ModelChoiceField(Competency.objects.none(), label=gettext_lazy("Competency"))
    up_to_level = forms.TypedChoiceField(
        label=gettext_lazy("Up to level"), choices=CompetencyLevel.choices, coerce=int, initial=3
    )

    def __init__(self, *args: Any, programme: TrainingProgramme, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = Competency.objects.filter(is_active=True).filter(
            Q(government=None) | Q(government__path=programme.unit.government_path)
        )
        self.fields["competency"].queryset = offered.exclude(programmes__programme=programme).order_by("name")
