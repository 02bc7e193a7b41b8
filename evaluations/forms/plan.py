"""Performance plans: beginning one, writing it, deciding on it, telling progress."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from asn_portal.forms import PortalForm
from asn_portal.keys import read_key
from evaluations.core_values import behaviours_of
from evaluations.enums import Aspect, CoreValue, PlanApproach, ResultKind
from evaluations.models import PlannedResult, ResultIndicator, WorkPlan
from evaluations.services.plan_content import IndicatorValues, PlanValues, ResultValues

MOST_RESULTS = 20
MOST_INDICATORS = 8
RESULT_FIELDS = ("result", "kind", "title", "parent", "assigned_by", "drop", "indicators")
INDICATOR_FIELDS = ("indicator", "aspect", "text", "target", "value", "measure", "drop_indicator")
ROW_NEEDS = ("title-", "kind-", "aspect-", "text-", "target-")
# Whatever of these was typed makes a row; without any of them it is left out.
TYPED_RESULT = ("title", "parent", "assigned_by")
TYPED_INDICATOR = ("text", "target", "value", "measure")


class PlanCreateForm(PortalForm):
    first = forms.DateField(label=gettext_lazy("First day"), widget=forms.DateInput)
    last = forms.DateField(
        label=gettext_lazy("Last day"),
        widget=forms.DateInput,
        help_text=gettext_lazy("Within one calendar year. Shorter when you change your position during the year."),
    )
    copy_of = forms.ModelChoiceField(
        label=gettext_lazy("Begin with"),
        queryset=WorkPlan.objects.none(),
        required=False,
        empty_label=gettext_lazy("an empty plan"),
        help_text=gettext_lazy("A copy takes over results, indicators and expectations; links are made anew."),
    )

    def __init__(self, *args: Any, plans: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["copy_of"]
        field.queryset = plans
        field.label_from_instance = lambda plan: (
            _("a copy of the plan %(year)s, version %(version)s")
            % {
                "year": plan.year,
                "version": plan.version,
            }
        )


class PlanForm(PortalForm):
    """A whole plan. Fields of a result are named `<field>-<result>`, of an indicator `<field>-<result>-<indicator>`;
    `results` and `indicators-<result>` say how many rows the page shows.

    One flat form instead of nested formsets, so that drafts and the error summary work as everywhere. `values`
    holds the cleaned plan; rows in which nothing was typed, or that are ticked off, are left out.
    """

    # An empty row is sound, so the browser must not insist.
    use_required_attribute = False

    first = forms.DateField(label=gettext_lazy("First day"), widget=forms.DateInput)
    last = forms.DateField(label=gettext_lazy("Last day"), widget=forms.DateInput)
    approach = forms.ChoiceField(
        label=gettext_lazy("Approach"),
        choices=PlanApproach.choices,
        help_text=gettext_lazy("Quantitative: results with numbers. Qualitative: results described in words."),
    )
    change_reason = forms.CharField(
        label=gettext_lazy("Why the agreed plan changes"), max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )
    resources = forms.CharField(
        label=gettext_lazy("Support and resources"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("People, budget, equipment, guidance that the results need."),
    )
    consequences = forms.CharField(
        label=gettext_lazy("Consequences"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("What follows when the results are reached, and when they are not."),
    )

    def __init__(self, *args: Any, plan: WorkPlan, linkable: Sequence[PlannedResult] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.plan = plan
        stored = list(plan.results.select_related("parent__plan__employee").prefetch_related("indicators"))
        # A result whose version above was replaced is linked on to the next one.
        self.successors = {result.same_as_id: result.pk for result in linkable if result.same_as_id}
        self.parents = _parent_choices(linkable, stored, self.successors)
        if not plan.replaces_id:
            del self.fields["change_reason"]
        self.initial = {
            "first": plan.period.lower,
            "last": plan.last_day,
            "approach": plan.approach,
            "change_reason": plan.change_reason,
            "resources": plan.resources,
            "consequences": plan.consequences,
            **self.initial,
        }
        self.row_count = self._asked("results", max(len(stored), 1), MOST_RESULTS)
        self.fields["results"] = _count_field(MOST_RESULTS)
        self.initial["results"] = self.row_count
        self.indicator_counts: list[int] = []
        for number in range(self.row_count):
            self._add_result(number, stored[number] if number < len(stored) else None)
        expectations = dict(plan.expectations.values_list("value", "text"))
        for value in CoreValue:
            self._add_expectation(value, expectations.get(value.value, ""))
        self.prepare_fields()
        if self.is_bound:
            # The counts of the page that is shown, also of a result that the page before did not have.
            self.data = self.data.copy()
            self.data["results"] = str(self.row_count)
            for number, count in enumerate(self.indicator_counts):
                self.data[f"indicators-{number}"] = str(count)

    # --- for the page -----------------------------------------------------------------------------------------------

    @property
    def result_rows(self) -> list[dict[str, Any]]:
        """Bound fields by name, result by result, each with the rows of its indicators."""
        for name, field in self.fields.items():
            # Only for the page: a row needs these, and "optional" beside them would mislead.
            field.required = field.required or name.startswith(ROW_NEEDS)
        return [
            {
                **{name: self[f"{name}-{number}"] for name in RESULT_FIELDS},
                "number": number + 1,
                "index": number,
                "may_grow": self.indicator_counts[number] < MOST_INDICATORS,
                "rows": [
                    {
                        **{name: self[f"{name}-{number}-{each}"] for name in INDICATOR_FIELDS},
                        "number": each + 1,
                        "is_first": each == 0,
                    }
                    for each in range(self.indicator_counts[number])
                ],
            }
            for number in range(self.row_count)
        ]

    @property
    def expectation_fields(self) -> list[Any]:
        return [self[f"expectation-{value.value}"] for value in CoreValue]

    @property
    def may_grow(self) -> bool:
        return self.row_count < MOST_RESULTS

    # --- checking ---------------------------------------------------------------------------------------------------

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        rows = [number for number in range(self.row_count) if self._is_used(number, data)]
        results = [self._result(number, data) for number in rows]
        if not self.errors:
            self.values = PlanValues(
                first=data["first"],
                last=data["last"],
                approach=data["approach"],
                change_reason=data.get("change_reason", ""),
                resources=data["resources"],
                consequences=data["consequences"],
                results=results,
                expectations={value.value: data[f"expectation-{value.value}"] for value in CoreValue},
            )
        return data

    def _is_used(self, number: int, data: dict[str, Any]) -> bool:
        if data.get(f"drop-{number}"):
            return False
        names = [f"{name}-{number}" for name in TYPED_RESULT]
        return self._typed(names, data) or bool(self._indicators_used(number, data))

    def _indicators_used(self, number: int, data: dict[str, Any]) -> list[int]:
        return [
            each
            for each in range(self.indicator_counts[number])
            if not data.get(f"drop_indicator-{number}-{each}")
            and self._typed([f"{name}-{number}-{each}" for name in TYPED_INDICATOR], data)
        ]

    def _typed(self, names: list[str], data: dict[str, Any]) -> bool:
        return any(data.get(name) not in (None, "") or name in self.errors for name in names)

    def _result(self, number: int, data: dict[str, Any]) -> ResultValues:
        self._need(
            f"title-{number}", data, _("Result %(number)s: say what is to be achieved.") % {"number": number + 1}
        )
        return ResultValues(
            title=data.get(f"title-{number}", ""),
            kind=data.get(f"kind-{number}") or ResultKind.MAIN.value,
            parent_id=read_key(data.get(f"parent-{number}") or ""),
            assigned_by=data.get(f"assigned_by-{number}", ""),
            result_id=data.get(f"result-{number}"),
            indicators=[self._indicator(number, each, data) for each in self._indicators_used(number, data)],
        )

    def _indicator(self, number: int, each: int, data: dict[str, Any]) -> IndicatorValues:
        place = {"number": number + 1, "indicator": each + 1}
        text = _("Result %(number)s, indicator %(indicator)s: say by what it is seen.")
        self._need(f"text-{number}-{each}", data, text % place)
        target = _("Result %(number)s, indicator %(indicator)s: enter the target.")
        self._need(f"target-{number}-{each}", data, target % place)

        def value(name: str) -> Any:
            return data.get(f"{name}-{number}-{each}")

        return IndicatorValues(
            text=value("text") or "",
            target=value("target") or "",
            aspect=value("aspect") or Aspect.QUANTITY.value,
            target_value=value("value"),
            unit_of_measure=value("measure") or "",
            indicator_id=value("indicator"),
        )

    def _need(self, name: str, data: dict[str, Any], text: str) -> None:
        if not data.get(name) and name not in self.errors:
            self.add_error(name, text)

    # --- building ---------------------------------------------------------------------------------------------------

    def _asked(self, name: str, stored: int, most: int) -> int:
        """How many rows the page that was sent had; else those that are stored."""
        asked = read_key(self.data.get(name, "")) if self.is_bound else None
        return min(max(asked or stored, 1), most)

    def _add_result(self, number: int, result: PlannedResult | None) -> None:
        stored = list(result.indicators.all()) if result else []
        count = self._asked(f"indicators-{number}", max(len(stored), 1), MOST_INDICATORS)
        self.indicator_counts.append(count)
        fields: dict[str, tuple[forms.Field, Any]] = {
            "result": (_key_field(), result and result.pk),
            "kind": (forms.ChoiceField(label=_("Kind"), choices=ResultKind.choices, required=False), "main"),
            "title": (_text_field(_("What is to be achieved?"), 400, rows=2), result and result.title),
            "parent": (
                forms.ChoiceField(
                    label=_("It serves this result of the superior"), choices=self.parents, required=False
                ),
                result and self.successors.get(result.parent_id, result.parent_id),
            ),
            "assigned_by": (
                _text_field(_("Assigned by"), 200, help_text=_("Where it comes from when it serves none of them.")),
                result and result.assigned_by,
            ),
            "drop": (forms.BooleanField(label=_("Remove this result"), required=False), None),
            "indicators": (_count_field(MOST_INDICATORS), count),
        }
        if result is not None:
            fields["kind"] = (fields["kind"][0], result.kind)
        for name, (field, value) in fields.items():
            self.fields[f"{name}-{number}"] = field
            self.initial.setdefault(f"{name}-{number}", value)
        for each in range(count):
            self._add_indicator(number, each, stored[each] if each < len(stored) else None)

    def _add_indicator(self, number: int, each: int, indicator: ResultIndicator | None) -> None:
        fields: dict[str, tuple[forms.Field, Any]] = {
            "indicator": (_key_field(), indicator and indicator.pk),
            "aspect": (
                forms.ChoiceField(label=_("Aspect"), choices=Aspect.choices, required=False),
                indicator.aspect if indicator else Aspect.QUANTITY.value,
            ),
            "text": (_text_field(_("Indicator"), 300), indicator and indicator.text),
            "target": (
                _text_field(_("Target"), 200, help_text=_("In words, such as: 12 reports, by the 5th.")),
                indicator and indicator.target,
            ),
            "value": (
                forms.DecimalField(
                    label=_("Target as a number"),
                    max_digits=14,
                    decimal_places=2,
                    min_value=Decimal(0),
                    required=False,
                    help_text=_("Where it has one, such as 12."),
                    error_messages={"invalid": _("Enter only the number, such as 12.")},
                ),
                _plain(indicator and indicator.target_value),
            ),
            "measure": (
                _text_field(_("Unit of measure"), 40, help_text=_("Such as: reports.")),
                indicator and indicator.unit_of_measure,
            ),
            "drop_indicator": (forms.BooleanField(label=_("Remove this indicator"), required=False), None),
        }
        for name, (field, value) in fields.items():
            self.fields[f"{name}-{number}-{each}"] = field
            self.initial.setdefault(f"{name}-{number}-{each}", value)

    def _add_expectation(self, value: CoreValue, text: str) -> None:
        name = f"expectation-{value.value}"
        self.fields[name] = forms.CharField(
            label=value.label,
            required=False,
            max_length=2000,
            widget=forms.Textarea(attrs={"rows": 3}),
            help_text="; ".join(behaviours_of(value)) + "." if not text else "",
        )
        self.initial.setdefault(name, text)


class ConfirmForm(PortalForm):
    """Nothing to fill in."""


class PlanReturnForm(PortalForm):
    comment = forms.CharField(
        label=gettext_lazy("What is to be corrected?"), max_length=500, widget=forms.Textarea(attrs={"rows": 4})
    )


class PlanChangeForm(PortalForm):
    reason = forms.CharField(
        label=gettext_lazy("Why the agreed plan changes"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("A new task, another target, another position. It stays with the history of the plan."),
    )


class ResultLinkForm(PortalForm):
    parent = forms.ModelChoiceField(
        label=gettext_lazy("It serves this result of the superior"),
        queryset=PlannedResult.objects.none(),
        required=False,
        empty_label=gettext_lazy("none"),
    )

    def __init__(self, *args: Any, linkable: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent"].queryset = linkable
        self.fields["parent"].label_from_instance = _parent_label


class ProgressForm(PortalForm):
    on = forms.DateField(label=gettext_lazy("As of"), widget=forms.DateInput)
    achieved = forms.CharField(
        label=gettext_lazy("What was achieved?"),
        max_length=300,
        help_text=gettext_lazy("In words, from the beginning of the plan to that day."),
    )
    value = forms.DecimalField(
        label=gettext_lazy("As a number"), max_digits=14, decimal_places=2, min_value=Decimal(0), required=False
    )


def _parent_choices(
    linkable: Sequence[PlannedResult], stored: Sequence[PlannedResult], successors: Mapping[int, int]
) -> list[tuple[str, str]]:
    """Results of the superior, and those that are linked already although the superior's plan has changed since."""
    shown = {result.pk: result for result in linkable}
    for result in stored:
        if result.parent is not None and result.parent_id not in successors:
            shown.setdefault(result.parent_id, result.parent)
    return [("", str(_("none, or link it later"))), *((str(pk), _parent_label(each)) for pk, each in shown.items())]


def _parent_label(result: PlannedResult) -> str:
    return f"{result.title} – {result.plan.employee.full_name}"


def _text_field(label: str, most: int, *, rows: int = 0, help_text: str = "") -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput(attrs={"autocomplete": "off"})
    return forms.CharField(label=label, max_length=most, required=False, widget=widget, help_text=help_text)


def _key_field() -> forms.IntegerField:
    return forms.IntegerField(required=False, widget=forms.HiddenInput)


def _count_field(most: int) -> forms.IntegerField:
    return forms.IntegerField(required=False, widget=forms.HiddenInput, min_value=1, max_value=most)


def _plain(number: Decimal | None) -> Decimal | None:
    """Without decimals where it has none: 9, not 9.00."""
    if number is None or number != number.to_integral_value():
        return number
    return number.to_integral_value()
