"""Preparing a survey, and the calendar."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from asn_portal.access.permissions import Permission
from asn_portal.forms import PortalForm
from employees.dates import today
from employees.models import OrganizationalUnit
from surveys.models import SatisfactionSurvey
from surveys.models.survey import MOST_USERS


class SurveyForm(PortalForm):
    """`unit` is asked only for a new survey, from the service units that the user looks after."""

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
        help_text=_("One per line, as citizens call them. Respondents may say which one they received."),
    )

    def __init__(self, *args: Any, user: Any, survey: SatisfactionSurvey | None = None, **kwargs: Any) -> None:
        if survey is not None:
            offered = survey.unit.services.offered().values_list("name", flat=True)
            kwargs["initial"] = {
                "starts_on": survey.starts_on,
                "ends_on": survey.ends_on,
                "expected_users": survey.expected_users,
                "services": "\n".join(offered),
                **(kwargs.get("initial") or {}),
            }
        super().__init__(*args, **kwargs)
        if survey is None:
            units = OrganizationalUnit.objects.on_which(user, Permission.SURVEY_MANAGE).serving_citizens()
            units = units.open_on(today())
            self.fields["unit"].queryset = units
        else:
            del self.fields["unit"]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        first, last = cleaned.get("starts_on"), cleaned.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", _("The last day must not be before the first day. Correct one of them."))
        cleaned["services"] = cleaned.get("services", "").splitlines()
        return cleaned


class HolidayForm(PortalForm):
    date = forms.DateField(label=_("Date"), widget=forms.DateInput())
    name = forms.CharField(label=_("Name"), max_length=120)
