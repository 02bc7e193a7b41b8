"""Drafting a selection, its requirements and stages; deciding and appointing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from asn_portal.forms import PortalForm, PortalModelForm
from careers.enums import RequirementKind, SelectionKind
from careers.models import Candidacy, Selection, SelectionStage, StageResult
from careers.position_need import position_label
from careers.selection_plan import decimal_text
from careers.services.plan_amendment import StageChange
from careers.services.selection import StageValues
from careers.services.stage_result import result_text
from employees.enums import PNS_RANKS, EducationLevel, FunctionalLevel, LeadershipTraining, PositionType, Predicate
from employees.fields import PositionField

MOST_YEARS = 40


class SelectionCreateForm(PortalForm):
    position = PositionField(
        label=gettext_lazy("Position to fill"),
        empty_label=gettext_lazy("Choose a position"),
        help_text=gettext_lazy("Managerial positions of the units that you keep."),
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"),
        choices=SelectionKind.choices,
        help_text=gettext_lazy("The requirements of the law and the usual stages are filled in; change them after."),
    )
    title = forms.CharField(label=gettext_lazy("Title"), max_length=200)
    code = forms.CharField(
        label=gettext_lazy("Code"),
        max_length=20,
        help_text=gettext_lazy(
            "Capital letters, digits and hyphens, such as CAMAT-26. It stands in the public address."
        ),
    )
    opens_on = forms.DateField(label=gettext_lazy("Registration from"), widget=forms.DateInput)
    closes_on = forms.DateField(label=gettext_lazy("Last day of registration"), widget=forms.DateInput)

    def __init__(self, *args: Any, positions: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["position"]
        field.queryset = positions
        field.label_from_instance = position_label

    def clean_code(self) -> str:
        return str(self.cleaned_data["code"]).strip().upper()


class SelectionForm(PortalModelForm):
    class Meta:
        model = Selection
        fields = (
            "position",
            "title",
            "code",
            "announcement",
            "opens_on",
            "closes_on",
            "proposed",
            "objection_days",
            "answer_days",
            "ties",
            "scores_public",
            "weights_reason",
            "occupied_reason",
        )
        widgets = {
            "announcement": forms.Textarea(attrs={"rows": 8}),
            "weights_reason": forms.Textarea(attrs={"rows": 2}),
            "occupied_reason": forms.Textarea(attrs={"rows": 2}),
            "opens_on": forms.DateInput(),
            "closes_on": forms.DateInput(),
        }

    def __init__(self, *args: Any, positions: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["position"]
        field.queryset = positions
        field.label_from_instance = position_label
        self.fields["proposed"].max_value = 9


class RequirementForm(PortalForm):
    """The fields of one kind of requirement; `value` is what the rule stores."""

    text = forms.CharField(
        label=gettext_lazy("In words"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("Empty: the words of the rule."),
    )

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        self.kind = RequirementKind(kind)
        super().__init__(*args, **kwargs)
        own = REQUIREMENT_FIELDS[self.kind]()
        self.fields = {**own, **self.fields}
        if self.kind == RequirementKind.OTHER:
            self.fields["text"].required = True
            self.fields["text"].label = _("Requirement")
            self.fields["text"].help_text = _("The office checks it by hand, from documents.")
        self.own = tuple(own)
        self.prepare_fields()

    @property
    def value(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.own}

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        if self.kind == RequirementKind.EXPERIENCE and not cleaned.get("types") and not cleaned.get("levels"):
            self.add_error("types", _("Choose at least one kind of position or functional level."))
        return cleaned


def _years(label: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=1, max_value=MOST_YEARS)


def _choices(label: Any, choices: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=choices)


def _several(label: Any, choices: Any) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(label=label, choices=choices, required=False, widget=forms.CheckboxSelectMultiple)


# Built anew for each form: fields belong to one.
REQUIREMENT_FIELDS: dict[str, Any] = {
    RequirementKind.RANK: lambda: {
        "rank": _choices(_("Rank at least"), [(rank.code, str(rank)) for rank in PNS_RANKS])
    },
    RequirementKind.EDUCATION: lambda: {"level": _choices(_("Education at least"), EducationLevel.choices)},
    RequirementKind.EXPERIENCE: lambda: {
        "years": _years(_("Years at least")),
        "types": _several(_("In positions of these kinds"), PositionType.choices),
        "levels": _several(_("Or at these functional levels"), FunctionalLevel.choices),
    },
    RequirementKind.AGE: lambda: {
        "most": forms.IntegerField(label=_("Age at most, on the day of appointment"), min_value=18, max_value=70)
    },
    RequirementKind.RATING: lambda: {
        "least": _choices(_("Rating at least"), Predicate.choices),
        "years": forms.IntegerField(label=_("In each of the last years"), min_value=1, max_value=5, initial=2),
    },
    RequirementKind.DISCIPLINE: dict,
    RequirementKind.TRAINING: lambda: {"leadership": _choices(_("Leadership training"), LeadershipTraining.choices)},
    RequirementKind.OTHER: dict,
}


class StageForm(PortalModelForm):
    class Meta:
        model = SelectionStage
        fields = ("order", "kind", "title", "weight", "pass_mark", "starts_on", "ends_on")
        widgets = {"starts_on": forms.DateInput(), "ends_on": forms.DateInput()}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["order"].label = _("Place among the stages")
        self.fields["order"].min_value = 1

    def validate_constraints(self) -> None:
        """The service numbers the stages; two may ask for one place."""

    @property
    def values(self) -> StageValues:
        return StageValues(**self.cleaned_data)


class ReasonForm(PortalForm):
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))


class AmendmentForm(ReasonForm):
    """Weights, pass marks and days by the number of the stage; what may not change any more is not offered."""

    proposed = forms.IntegerField(label=gettext_lazy("Names proposed"), min_value=1, max_value=9)

    def __init__(self, *args: Any, selection: Selection, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.selection = selection
        self.stages = list(selection.stages.all())
        self.fields["proposed"].initial = selection.proposed
        if not any(stage.is_published for stage in self.stages):
            self.fields["closes_on"] = forms.DateField(
                label=_("Last day of registration"),
                initial=selection.closes_on,
                widget=forms.DateInput,
                help_text=_("A later day extends the registration; the stages must begin after it."),
            )
        self.fields["reason"].help_text = _("Published with the amendment, beside both rankings.")
        for stage in self.stages:
            self._add_fields(stage)
        self.fields["reason"] = self.fields.pop("reason")
        self.prepare_fields()

    def _add_fields(self, stage: SelectionStage) -> None:
        title = {"stage": stage.title}
        percent = {"min_value": 0, "max_value": 100, "max_digits": 5, "decimal_places": 2}
        self.fields[f"weight_{stage.order}"] = forms.DecimalField(
            label=_("%(stage)s: weight (%%)") % title, initial=stage.weight, **percent
        )
        if stage.is_published:
            return
        self.fields[f"mark_{stage.order}"] = forms.DecimalField(
            label=_("%(stage)s: pass mark") % title, initial=stage.pass_mark, required=False, **percent
        )
        self.fields[f"from_{stage.order}"] = forms.DateField(
            label=_("%(stage)s: from") % title, initial=stage.starts_on, widget=forms.DateInput
        )
        self.fields[f"until_{stage.order}"] = forms.DateField(
            label=_("%(stage)s: until") % title, initial=stage.ends_on, widget=forms.DateInput
        )

    @property
    def changes(self) -> dict[int, StageChange]:
        """By the number of the stage in the plan."""
        given = self.cleaned_data
        return {
            stage.order: StageChange(
                weight=given[f"weight_{stage.order}"],
                pass_mark=given.get(f"mark_{stage.order}") if not stage.is_published else stage.pass_mark,
                starts_on=given.get(f"from_{stage.order}", stage.starts_on),
                ends_on=given.get(f"until_{stage.order}", stage.ends_on),
            )
            for stage in self.stages
        }


class DecisionForm(PortalForm):
    candidacy = forms.ModelChoiceField(
        label=gettext_lazy("Who is appointed"),
        queryset=Candidacy.objects.none(),
        widget=forms.RadioSelect,
        empty_label=None,
    )
    reason = forms.CharField(
        label=gettext_lazy("Why this person"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Kept with the decision; auditors read it."),
    )
    no_conflict = forms.BooleanField(
        label=gettext_lazy("I have no conflict of interest with any of the proposed people"),
        help_text=gettext_lazy(
            "Relative, business, dispute. With a conflict you don't choose: delegate your role to somebody else for "
            "this decision."
        ),
        error_messages={
            "required": gettext_lazy(
                "Who has a conflict of interest with one of the proposed people doesn't choose among them."
            )
        },
    )

    def __init__(self, *args: Any, proposed: Any, ranked: Sequence[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["candidacy"]
        field.queryset = proposed
        # In the order of the ranking above.
        field.choices = [(each.pk, f"{each.employee.full_name} ({each.registration})") for each in ranked]


class AppointmentForm(PortalForm):
    effective_date = forms.DateField(label=gettext_lazy("Appointed from"), widget=forms.DateInput)
    decree_number = forms.CharField(label=gettext_lazy("Decree number"), max_length=100)
    decree_date = forms.DateField(label=gettext_lazy("Decree date"), widget=forms.DateInput)


class ResultsForm(PortalForm):
    """A score or a verdict for each candidate of a stage; what stays empty is left as it is.

    Beside each line stands what it showed (`seen_…`): one that its reader left alone keeps what others entered since.
    """

    # An empty line is sound.
    use_required_attribute = False

    def __init__(self, *args: Any, stage: SelectionStage, candidacies: Any, results: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.stage, self.candidacies = stage, list(candidacies)
        for candidacy in self.candidacies:
            result = results.get(candidacy.pk)
            name = f"result_{candidacy.pk}"
            label = f"{candidacy.registration} · {candidacy.pseudonym}"
            if stage.weight:
                self.fields[name] = forms.DecimalField(
                    label=label,
                    required=False,
                    min_value=Decimal(0),
                    max_value=Decimal(100),
                    max_digits=5,
                    decimal_places=2,
                    initial=result.score if result else None,
                )
            else:
                self.fields[name] = forms.ChoiceField(
                    label=label,
                    required=False,
                    choices=[("", "–"), ("yes", _("Passed")), ("no", _("Not passed"))],
                    initial="" if result is None or result.passed is None else ("yes" if result.passed else "no"),
                )
            self.fields[f"seen_{candidacy.pk}"] = forms.CharField(
                required=False, widget=forms.HiddenInput, initial=result_text(result)
            )
        self.prepare_fields()

    @property
    def entered(self) -> list[tuple[Candidacy, Decimal | None, bool | None, str]]:
        """(candidacy, score, passed, seen) of the lines that differ from what they showed."""
        rows = []
        for candidacy in self.candidacies:
            value = self.cleaned_data.get(f"result_{candidacy.pk}")
            seen = self.cleaned_data.get(f"seen_{candidacy.pk}", "")
            if value in (None, ""):
                continue
            score, passed = (value, None) if self.stage.weight else (None, value == "yes")
            if seen != (decimal_text(score) if score is not None else str(passed)):
                rows.append((candidacy, score, passed, seen))
        return rows

    def show_anew(self, results: Mapping[int, StageResult]) -> None:
        """After a refusal: lines that others changed show what stands now, except where the reader typed another value;
        those say what stands, and count when they are sent again."""
        typed = {row[0].pk for row in self.entered}
        self.data = self.data.copy()
        for candidacy in self.candidacies:
            result, name = results.get(candidacy.pk), f"result_{candidacy.pk}"
            stands = result_text(result)
            if self.cleaned_data.get(f"seen_{candidacy.pk}", "") == stands:
                continue
            self.data[self.add_prefix(f"seen_{candidacy.pk}")] = stands
            if candidacy.pk not in typed:
                self.data[self.add_prefix(name)] = self._as_typed(result)
            elif result is not None:
                self.add_error(
                    name,
                    _("%(name)s entered %(value)s meanwhile. Send again to replace it.")
                    % {"name": result.recorded_by or "–", "value": self._as_typed(result, in_words=True)},
                )

    def _as_typed(self, result: StageResult | None, *, in_words: bool = False) -> str:
        if result is None:
            return ""
        if self.stage.weight:
            return str(formats.localize_input(result.score)) if result.score is not None else ""
        if in_words:
            return str(_("Passed") if result.passed else _("Not passed"))
        return "" if result.passed is None else ("yes" if result.passed else "no")
