"""Needs, plans of people, plans of units."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from asn_portal.access.permissions import Permission
from asn_portal.access.scope import paths_filter, scope_of
from asn_portal.forms import PortalForm, PortalModelForm
from employees.dates import today
from employees.fields import IndentedUnitField
from employees.models import OrganizationalUnit
from training.enums import NeedSource, RefusalCode
from training.models import Competency, DevelopmentNeed, IndividualPlan, TrainingProgramme, YearPlan, YearPlanItem

# What a person writes about themselves; others may also give these reasons.
OWN_SOURCES = (NeedSource.OWN_WISH, NeedSource.GAP, NeedSource.NEW_DUTY, NeedSource.DIALOGUE)


class NeedForm(PortalModelForm):
    class Meta:
        model = DevelopmentNeed
        fields = (
            "competency",
            "subject",
            "source",
            "reason",
            "target_level",
            "programme",
            "form",
            "quarter",
            "priority",
            "cost",
        )
        widgets = {"reason": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, employee: Any, is_own: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        path = employee.unit.government_path
        self.fields["competency"].queryset = Competency.objects.of_government(employee.government_id).in_use()
        self.fields["competency"].help_text = _("Or say below what no competency names.")
        programmes = TrainingProgramme.objects.filter(unit__path__startswith=path, is_active=True)
        self.fields["programme"].queryset = programmes.order_by("title")
        self.fields["priority"].help_text = _("Where there is a gap, the gap sets it.")
        self.fields["priority"].required = False
        if is_own:
            self.fields["source"].choices = [(value, NeedSource(value).label) for value in OWN_SOURCES]
            for name in ("cost", "priority"):
                del self.fields[name]
        if self.instance.pk and self.instance.is_mandatory:
            for name in ("competency", "subject", "source", "reason"):
                self.fields[name].disabled = True

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if not data.get("competency") and not data.get("subject"):
            self.add_error("subject", _("Choose a competency or say what is to be learnt."))
        return data

    def validate_constraints(self) -> None:
        """The service says them, with what to do."""


class GoalsForm(PortalModelForm):
    class Meta:
        model = IndividualPlan
        fields = ("goals",)
        widgets = {"goals": forms.Textarea(attrs={"rows": 5})}


class CommentedForm(PortalForm):
    """A word to go with an agreement."""

    comment = forms.CharField(
        label=gettext_lazy("Comment"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )


class ReturnForm(PortalForm):
    comment = forms.CharField(
        label=gettext_lazy("What should be changed"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4})
    )


class RefuseNeedForm(PortalForm):
    code = forms.ChoiceField(
        label=gettext_lazy("Kind of refusal"),
        choices=[("", "–"), *RefusalCode.choices],
        help_text=gettext_lazy("It is counted in the figures on equal access."),
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("The person reads it. Say what they can do next."),
    )


class VerifyNeedForm(PortalForm):
    programme = forms.ModelChoiceField(
        TrainingProgramme.objects.none(), label=gettext_lazy("Programme"), required=False
    )
    quarter = forms.TypedChoiceField(
        label=gettext_lazy("Quarter"),
        choices=[("", "–"), *((number, str(number)) for number in range(1, 5))],
        coerce=int,
        empty_value=None,
        required=False,
    )
    cost = forms.DecimalField(
        label=gettext_lazy("Cost (Rp)"), required=False, min_value=0, max_digits=14, decimal_places=2
    )

    def __init__(self, *args: Any, need: DevelopmentNeed, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        path = need.employee.unit.government_path
        self.fields["programme"].queryset = TrainingProgramme.objects.filter(
            unit__path__startswith=path, is_active=True
        ).order_by("title")
        for name in ("programme", "quarter", "cost"):
            self.fields[name].initial = getattr(need, name)


class YearPlanForm(PortalForm):
    unit = IndentedUnitField(OrganizationalUnit.objects.none(), label=gettext_lazy("Unit"))
    year = forms.IntegerField(label=gettext_lazy("Year"), min_value=2000, max_value=2100)
    budget = forms.DecimalField(
        label=gettext_lazy("Budget (Rp)"), required=False, min_value=0, max_digits=14, decimal_places=2
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        scope = scope_of(user)
        condition = scope.path_filter(Permission.TRAINING_MANAGE, "path") | paths_filter(scope.headed_paths, "path")
        self.fields["unit"].queryset = OrganizationalUnit.objects.filter(condition).open_on(today())
        self.fields["year"].initial = today().year + 1

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        unit, year = data.get("unit"), data.get("year")
        if unit and year and YearPlan.objects.filter(unit=unit, year=year).exists():
            raise ValidationError(_("The unit already has a plan for this year. Open it from the list."))
        return data


class BudgetForm(PortalModelForm):
    class Meta:
        model = YearPlan
        fields = ("budget", "note")
        widgets = {"note": forms.Textarea(attrs={"rows": 3})}


class YearPlanItemForm(PortalModelForm):
    class Meta:
        model = YearPlanItem
        fields = (
            "programme",
            "title",
            "competency",
            "form",
            "priority",
            "quarter",
            "people",
            "cost_each",
            "justification",
        )
        widgets = {"justification": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, plan: YearPlan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        path = plan.unit.government_path
        self.fields["programme"].queryset = TrainingProgramme.objects.filter(
            unit__path__startswith=path, is_active=True
        ).order_by("title")
        self.fields["competency"].queryset = Competency.objects.filter(government__path=path).in_use() | (
            Competency.objects.filter(government=None).in_use()
        )
