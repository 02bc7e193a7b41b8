"""Shapes of periods, of an organisation's and a person's rating, and of objections."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from asn_portal.forms import PortalForm
from asn_portal.keys import read_edit
from employees.dates import day_fault
from evaluations.core_values import BEHAVIOURS
from evaluations.domain.assessment import Span
from evaluations.domain.rating import is_below
from evaluations.enums import CoreValue, ExpectationChoice, OrganisationChoice
from evaluations.models import Assessment
from evaluations.periods import period_words
from evaluations.services.assessment import AssessmentValues, BehaviourValues, ResultValues, dialogue_fault

LEVELS = ExpectationChoice.choices
LONGEST = 4000


def _text(label: Any, *, rows: int = 3, required: bool = True, most: int = LONGEST, help_text: Any = "") -> Any:
    return forms.CharField(
        label=label,
        max_length=most,
        required=required,
        widget=forms.Textarea(attrs={"rows": rows}),
        help_text=help_text,
    )


def _level(label: Any) -> Any:
    return forms.ChoiceField(label=label, choices=LEVELS, required=False, widget=forms.RadioSelect)


class PeriodForm(PortalForm):
    """Which period is opened. Only those of the calendar that are not open yet are offered."""

    span = forms.ChoiceField(label=gettext_lazy("Period"))
    deliver_by = forms.DateField(
        label=gettext_lazy("Ratings are delivered by"),
        required=False,
        help_text=gettext_lazy("Empty: the working days of the rule after the end of the period."),
    )

    def __init__(self, *args: Any, spans: Sequence[Span], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.spans = {self.key_of(span): span for span in spans}
        self.fields["span"].choices = [(key, self.words_of(span)) for key, span in self.spans.items()]

    @staticmethod
    def key_of(span: Span) -> str:
        return f"{span.first.isoformat()}/{span.last.isoformat()}"

    @staticmethod
    def words_of(span: Span) -> str:
        words = period_words(span.first, span.last)
        return _("%(period)s (annual rating)") % {"period": words} if span.is_annual else words

    @property
    def chosen(self) -> Span:
        return self.spans[self.cleaned_data["span"]]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        day = data.get("deliver_by")
        if day and (fault := day_fault(day)):
            self.add_error("deliver_by", fault)
        elif day and "span" in data and day < self.chosen.first:
            self.add_error("deliver_by", _("Ratings can't be due before the period begins. Choose a later day."))
        return data


class SeenForm(PortalForm):
    """Changes or signs what was read: `seen` is the number of its last change, as the page that was read knows it."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput())

    def clean_seen(self) -> int:
        return read_edit(self.cleaned_data["seen"])


class OrganisationForm(SeenForm):
    rating = forms.ChoiceField(
        label=gettext_lazy("Rating of the organisation"), choices=OrganisationChoice.choices, widget=forms.RadioSelect
    )
    reason = _text(
        pgettext_lazy("rating", "What it rests on"),
        help_text=gettext_lazy("Performance agreement, citizen satisfaction, audits. People read it beside their own."),
    )


class AssessmentForm(PortalForm):
    """A person's rating as a draft: nothing is required, but what is typed must be sound.

    Fields: `achieved-<result>`, `level-<result>`, `feedback-<result>` for each planned result, `value-<core value>` and
    `example-<core value>`. `values` is what the service takes.
    """

    use_required_attribute = False

    edit = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, *args: Any, assessment: Assessment, results: Sequence[Any], given: str = "", **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.assessment, self.planned, self.given = assessment, results, given
        self.initial["edit"] = assessment.edit
        stored = {row.result_id: row for row in assessment.results.all()}
        for result in results:
            row = stored.get(result.pk)
            self._add(f"achieved-{result.pk}", _text(_("What was achieved"), rows=2, required=False), row, "achieved")
            self._add(f"level-{result.pk}", _level(_("Compared with the expectation")), row, "level")
            field = _text(_("Feedback"), rows=2, required=False, most=500)
            self._add(f"feedback-{result.pk}", field, row, "feedback")
        observed = {row.value: row for row in assessment.behaviours.all()}
        for value in CoreValue:
            row = observed.get(value.value)
            self._add(f"value-{value.value}", _level(value.label), row, "level")
            example = _text(
                _("Observed example: %(value)s") % {"value": value.label},
                rows=2,
                required=False,
                help_text=_("Needed above and below expectation: what did you see?"),
            )
            self._add(f"example-{value.value}", example, row, "example")
        self._add("work_result", _level(_("Work results as a whole")), assessment, "work_result")
        if given:
            self.initial["work_result"] = given
            self.fields["work_result"].disabled = True
        self._add("behaviour", _level(_("Behaviour as a whole")), assessment, "behaviour")
        self._add("summary", _text(_("Feedback"), required=False), assessment, "summary")
        self._add("recommendation", _text(_("Recommendation"), required=False), assessment, "recommendation")
        self._add(
            "dialogue_on",
            forms.DateField(label=_("Day of the conversation"), required=False),
            assessment,
            "dialogue_on",
        )
        self._add("dialogue_notes", _text(_("What was said"), required=False), assessment, "dialogue_notes")
        # Once more: fields were added after the class's own look.
        self.prepare_fields()

    def _add(self, name: str, field: Any, row: Any, attribute: str) -> None:
        self.fields[name] = field
        if row is not None:
            self.initial.setdefault(name, getattr(row, attribute))

    @property
    def result_rows(self) -> list[dict[str, Any]]:
        """For the page: each planned result with its fields."""
        return [
            {
                "result": result,
                "achieved": self[f"achieved-{result.pk}"],
                "level": self[f"level-{result.pk}"],
                "feedback": self[f"feedback-{result.pk}"],
            }
            for result in self.planned
        ]

    @property
    def behaviour_rows(self) -> list[dict[str, Any]]:
        return [
            {
                "label": value.label,
                "behaviours": BEHAVIOURS[value],
                "level": self[f"value-{value.value}"],
                "example": self[f"example-{value.value}"],
            }
            for value in CoreValue
        ]

    def clean_dialogue_on(self) -> datetime.date | None:
        day: datetime.date | None = self.cleaned_data["dialogue_on"]
        if fault := dialogue_fault(self.assessment, day):
            raise forms.ValidationError(fault)
        return day

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        for value in CoreValue:
            level, example = data.get(f"value-{value.value}"), data.get(f"example-{value.value}") or ""
            if level and level != ExpectationChoice.AS and not example.strip():
                self.add_error(
                    f"example-{value.value}",
                    _("Describe what you observed. Above or below expectation needs an example."),
                )
        return data

    @property
    def values(self) -> AssessmentValues:
        data = self.cleaned_data
        return AssessmentValues(
            work_result=self.given or data["work_result"],
            behaviour=data["behaviour"],
            summary=data["summary"],
            recommendation=data["recommendation"],
            dialogue_on=data["dialogue_on"],
            dialogue_notes=data["dialogue_notes"],
            results={
                result.pk: ResultValues(
                    achieved=data[f"achieved-{result.pk}"],
                    level=data[f"level-{result.pk}"],
                    feedback=data[f"feedback-{result.pk}"],
                )
                for result in self.planned
            },
            behaviours={
                value.value: BehaviourValues(data[f"value-{value.value}"], data[f"example-{value.value}"])
                for value in CoreValue
            },
        )


class ObjectionForm(SeenForm):
    reason = _text(
        gettext_lazy("Why the rating is wrong"),
        rows=5,
        help_text=gettext_lazy("Name what was left out or seen differently, with an example."),
    )


class DecisionForm(PortalForm):
    """Both axes, as they are or higher; unchanged means the rating is kept."""

    work_result = forms.ChoiceField(
        label=gettext_lazy("Work results as a whole"), choices=LEVELS, widget=forms.RadioSelect
    )
    behaviour = forms.ChoiceField(label=gettext_lazy("Behaviour as a whole"), choices=LEVELS, widget=forms.RadioSelect)
    decision = _text(
        gettext_lazy("Reason for the decision"), rows=4, help_text=gettext_lazy("The person and the assessor read it.")
    )

    def __init__(self, *args: Any, assessment: Assessment, given: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("work_result", given or assessment.work_result)
        self.initial.setdefault("behaviour", assessment.behaviour)
        self.fields["work_result"].disabled = bool(given)
        for name in ("behaviour",) if given else ("behaviour", "work_result"):
            stands = getattr(assessment, name)
            self.fields[name].choices = [(level, text) for level, text in LEVELS if not is_below(level, stands)]
