"""Studies: decree, reports, requests, graduation and return."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from asn_portal.forms import PortalForm, PortalModelForm
from employees.dates import today
from employees.forms.change_request import EvidenceField
from training.domain.further_education import is_too_long
from training.enums import StudyChangeKind
from training.forms.days import bound_days
from training.models import SemesterReport, StudyAssignment
from training.services.study_limits import too_long_words


class StudyAssignmentForm(PortalModelForm):
    """A study by its decree; degree, university and funding are given where it follows from an application."""

    class Meta:
        model = StudyAssignment
        fields = (
            "degree",
            "university",
            "programme",
            "funding",
            "is_released",
            "decree_number",
            "decree_date",
            "starts_on",
            "planned_end",
        )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["planned_end"].help_text = _("Follows from the length; correct it where the decree says otherwise.")
        if self.instance.application_id or getattr(self.instance, "application", None):
            for name in ("degree", "funding", "is_released"):
                self.fields[name].disabled = True
        bound_days(self)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        first, last = data.get("starts_on"), data.get("planned_end")
        if first and last and last <= first:
            self.add_error("planned_end", _("The study ends before it begins. Correct one of the dates."))
        elif first and last and is_too_long(first, last):
            self.add_error("planned_end", too_long_words())
        return data

    def validate_constraints(self) -> None:
        """`clean` and the service say these."""


class SemesterReportForm(PortalModelForm):
    file = EvidenceField(label=gettext_lazy("Transcript (KHS)"), required=False)

    class Meta:
        model = SemesterReport
        fields = ("gpa", "credits", "text")
        widgets = {"text": forms.Textarea(attrs={"rows": 7})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].help_text = _("PDF or photo, at most 10 MB.")
        self.fields["text"].required = True


class AnswerForm(PortalForm):
    answer = forms.CharField(
        label=gettext_lazy("Answer"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("The student reads it. Empty: only marked as read."),
    )


class StudyChangeForm(PortalForm):
    kind = forms.ChoiceField(label=gettext_lazy("What you ask for"), choices=StudyChangeKind.choices)
    months = forms.IntegerField(label=gettext_lazy("Months"), min_value=1, max_value=12)
    from_day = forms.DateField(label=gettext_lazy("From"), widget=forms.DateInput)
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        bound_days(self)


class ChangeDecisionForm(PortalForm):
    is_granted = forms.TypedChoiceField(
        label=gettext_lazy("Decision"),
        choices=[("1", gettext_lazy("Grant it")), ("0", gettext_lazy("Refuse it"))],
        widget=forms.RadioSelect,
        coerce=lambda value: value == "1",
    )
    answer = forms.CharField(
        label=gettext_lazy("Answer"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Needed for a refusal; the student reads it."),
    )


class GraduationForm(PortalForm):
    graduated_on = forms.DateField(label=gettext_lazy("Day of graduation"), widget=forms.DateInput)
    diploma_number = forms.CharField(label=gettext_lazy("Number of the diploma"), max_length=100)
    front_title = forms.CharField(label=gettext_lazy("Title before the name"), max_length=60, required=False)
    back_title = forms.CharField(label=gettext_lazy("Title after the name"), max_length=60, required=False)
    diploma = EvidenceField(label=gettext_lazy("Diploma"))

    def clean_graduated_on(self) -> Any:
        day = self.cleaned_data["graduated_on"]
        if day > today():
            raise forms.ValidationError(_("The day lies in the future. Come back when you have the diploma."))
        return day


class ReturnForm(PortalForm):
    returned_on = forms.DateField(label=gettext_lazy("Back at work"), widget=forms.DateInput)
    placement = forms.CharField(
        label=gettext_lazy("Placed as"),
        max_length=250,
        help_text=gettext_lazy("Position and unit after the study."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        bound_days(self)


class EndForm(PortalForm):
    reason = forms.CharField(
        label=gettext_lazy("Why it ended, and what is to be repaid"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Only noted here; the repayment runs through the finance office."),
    )
