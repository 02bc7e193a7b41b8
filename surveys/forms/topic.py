"""Topics and the filter of their figures."""

from __future__ import annotations

import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from asn_portal.forms import FilterForm, PortalModelForm
from employees.dates import today
from employees.models import OrganizationalUnit
from surveys.domain.topics import parse_keywords
from surveys.enums import GenericCompetency
from surveys.models import Topic

LONGEST_REPORT = datetime.timedelta(days=5 * 366)


class TopicForm(PortalModelForm):
    competencies = forms.MultipleChoiceField(
        label=_("Competencies that it asks for"),
        choices=GenericCompetency,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Training needs count what citizens say under these competencies."),
    )

    class Meta:
        model = Topic
        fields = ("name", "keywords", "is_active")
        help_texts = {
            "keywords": _("With commas between them. The beginning of a word is enough: “antre” finds “antrean”."),
            "is_active": _("Switched off, it is no longer offered; its figures stay."),
        }

    def __init__(self, *args: Any, government: OrganizationalUnit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.government = government
        if self.instance.pk:
            self.fields["competencies"].initial = [each.competency for each in self.instance.competencies.all()]

    def _get_validation_exclusions(self) -> set[str]:
        # The government stands in no field, but the name is unique within it.
        return super()._get_validation_exclusions() - {"government"}

    def clean_keywords(self) -> str:
        return parse_keywords(self.cleaned_data["keywords"])


class TopicReportForm(FilterForm):
    since = forms.DateField(label=_("From"), required=False)
    until = forms.DateField(label=_("Until"), required=False)
    unit = forms.ModelChoiceField(label=_("Unit"), queryset=OrganizationalUnit.objects.none(), required=False)
    source = forms.ChoiceField(
        label=_("Source"),
        choices=[("", _("All")), ("comment", _("Surveys")), ("complaint", _("Reports"))],
        required=False,
    )

    def __init__(self, *args: Any, units: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        until = data.get("until") or today()
        since = data.get("since") or _year_before(until)
        if since > until:
            raise ValidationError(gettext("The first day must not be after the last one."))
        if until - since > LONGEST_REPORT:
            raise ValidationError(gettext("Choose at most five years."))
        return {**data, "since": since, "until": until}


def _year_before(day: datetime.date) -> datetime.date:
    """The first day of the month eleven months before: twelve months with this one."""
    number = day.year * 12 + day.month - 12
    return datetime.date(number // 12, number % 12 + 1, 1)
