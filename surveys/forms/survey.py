"""Preparing a survey, and the calendar."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from asn_portal.access.permissions import Permission
from asn_portal.access.scope import scope_of
from asn_portal.forms import PortalForm
from employees.dates import today
from employees.models import OrganizationalUnit
from surveys.domain.questionnaire import CURRENT
from surveys.enums import BlankRule, IndexSeries, SurveyElement, SurveyState, WeightRounding
from surveys.models import QuestionnaireVersion, SatisfactionSurvey
from surveys.models.survey import MOST_USERS
from surveys.services.survey import Design


class VersionField(forms.ModelChoiceField):
    def label_from_instance(self, version: QuestionnaireVersion) -> str:
        return str(_("%(name)s, version %(number)d") % {"name": version.questionnaire.name, "number": version.number})


class SurveyForm(PortalForm):
    """`unit` is asked only for a new survey, from the service units that the user looks after. What is asked and how
    it counts is asked until the survey is opened."""

    unit = forms.ModelChoiceField(label=_("Service unit"), queryset=OrganizationalUnit.objects.none())
    starts_on = forms.DateField(label=_("First day"), widget=forms.DateInput())
    ends_on = forms.DateField(label=_("Last day"), widget=forms.DateInput())
    expected_users = forms.IntegerField(
        label=_("Expected service users"),
        required=False,
        min_value=0,
        max_value=MOST_USERS,
        help_text=_("People served in the period; the number of respondents needed follows from it."),
    )
    services = forms.CharField(
        label=_("Services"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_(
            "One per line, as citizens call them. Empty: those that the unit already offers. Respondents may say which "
            "one they received."
        ),
    )
    elements = forms.MultipleChoiceField(
        label=_("Elements that are asked"),
        choices=(),
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "All nine belong to the official survey. With one left out, the index can't be compared with other offices "
            "and earlier periods."
        ),
    )
    leaves_out = forms.BooleanField(
        label=_("I leave elements out, and know that the results aren't comparable"), required=False
    )
    extra_questions = VersionField(
        label=_("Further questions"),
        queryset=QuestionnaireVersion.objects.none(),
        required=False,
        empty_label=_("None"),
        help_text=_("Asked after the elements. They don't enter the index."),
    )
    index_series = forms.ChoiceField(
        label=_("Answers in the index"), choices=IndexSeries, widget=forms.RadioSelect, initial=IndexSeries.VERIFIED
    )
    blank_rule = forms.ChoiceField(
        label=_("Blank answers on paper"), choices=BlankRule, widget=forms.RadioSelect, initial=BlankRule.EXCLUDE
    )
    weight_rounding = forms.ChoiceField(
        label=_("Weight of an element"),
        choices=WeightRounding,
        initial=WeightRounding.EXACT,
        help_text=_("Exact is right. The rounded ones exist to repeat figures that were published with them."),
    )

    DESIGN = ("elements", "leaves_out", "extra_questions", "index_series", "blank_rule", "weight_rounding")

    def __init__(self, *args: Any, user: Any, survey: SatisfactionSurvey | None = None, **kwargs: Any) -> None:
        initial = kwargs.get("initial") or {}
        if survey is not None:
            initial = {
                "starts_on": survey.starts_on,
                "ends_on": survey.ends_on,
                "expected_users": survey.expected_users,
                "elements": survey.elements,
                "leaves_out": len(survey.elements) < len(SurveyElement),
                "extra_questions": survey.extra_questions_id,
                "index_series": survey.index_series,
                "blank_rule": survey.blank_rule,
                "weight_rounding": survey.weight_rounding,
                **initial,
            }
        super().__init__(*args, **{**kwargs, "initial": initial})
        language = get_language() or "id"
        self.fields["elements"].choices = [
            (question.element.value, question.name.in_language(language)) for question in CURRENT.questions
        ]
        self.fields["elements"].initial = [element.value for element in SurveyElement]
        path = survey.unit.government_path if survey else scope_of(user).government_path
        asked = survey.extra_questions_id if survey else None
        self.fields["extra_questions"].queryset = QuestionnaireVersion.objects.askable_in(path, keeping=asked)
        if survey is None:
            units = OrganizationalUnit.objects.on_which(user, Permission.SURVEY_MANAGE).serving_citizens()
            self.fields["unit"].queryset = units.open_on(today())
            return
        del self.fields["unit"]
        # They have a page of their own, where a new name keeps the answers.
        del self.fields["services"]
        if survey.state != SurveyState.DRAFT:
            for name in self.DESIGN:
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        first, last = cleaned.get("starts_on"), cleaned.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", _("The last day must not be before the first day. Correct one of them."))
        if "services" in self.fields:
            cleaned["services"] = cleaned.get("services", "").splitlines()
        if "elements" in self.fields:
            self._clean_design(cleaned)
        return cleaned

    def _clean_design(self, cleaned: dict[str, Any]) -> None:
        """Into one `design`."""
        if cleaned.get("elements") and len(cleaned["elements"]) < len(SurveyElement) and not cleaned.get("leaves_out"):
            self.add_error(
                "leaves_out",
                _("Without some elements the results can't be compared. Tick this to go on, or choose all nine."),
            )
        values = {name: cleaned.pop(name, None) for name in self.DESIGN}
        del values["leaves_out"]
        if not self.errors:
            cleaned["design"] = Design(**values)


class HolidayForm(PortalForm):
    date = forms.DateField(label=_("Date"), widget=forms.DateInput())
    name = forms.CharField(label=_("Name"), max_length=120)
