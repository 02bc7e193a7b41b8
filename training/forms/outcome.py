"""Shapes of what is said after a training."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from asn_portal.forms import PortalForm
from training.domain.behaviour import ITEMS, SCALE
from training.domain.evaluation_form import CURRENT, VERSIONS, item_key
from training.enums import BehaviourPeriod, Depth, Obstacle, PromiseOutcome, TaskState
from training.models import SessionTrainer

_CLOSING = [(state.value, state.label) for state in (TaskState.DONE, TaskState.DROPPED)]


class PromisesForm(PortalForm):
    """One to three sentences."""

    first = forms.CharField(
        label=gettext_lazy("What I will do differently at my desk"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Small and visible, such as: from Monday on I explain the requirements in writing."),
    )
    second = forms.CharField(
        label=gettext_lazy("A second promise (if you like)"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    third = forms.CharField(
        label=gettext_lazy("A third promise (if you like)"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    @property
    def texts(self) -> list[str]:
        return [self.cleaned_data[name] for name in ("first", "second", "third")]


class CheckForm(PortalForm):
    """How a promise stands."""

    outcome = forms.ChoiceField(
        label=gettext_lazy("How does it stand?"), choices=PromiseOutcome.choices, widget=forms.RadioSelect
    )
    example = forms.CharField(
        label=gettext_lazy("One example of how it was applied"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Needed when it was applied, also in part."),
    )
    obstacle = forms.ChoiceField(
        label=gettext_lazy("What stands in the way"),
        required=False,
        choices=[("", "–"), *Obstacle.choices],
        help_text=gettext_lazy("Needed when it was not, or only partly, applied. It goes to the head of the unit."),
    )
    obstacle_text = forms.CharField(
        label=gettext_lazy("The obstacle in your own words"), required=False, max_length=300
    )

    def clean(self) -> dict[str, Any]:
        """The service holds the same rules; here each stands at its field."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        outcome = data.get("outcome")
        if outcome in {PromiseOutcome.APPLIED, PromiseOutcome.PARTLY} and not (data.get("example") or "").strip():
            self.add_error("example", _("Describe one example of how it was applied."))
        if outcome in {PromiseOutcome.PARTLY, PromiseOutcome.NOT_YET} and not data.get("obstacle"):
            self.add_error("obstacle", _("Choose what stands in the way."))
        return data


class CloseTaskForm(PortalForm):
    """Closing an obstacle or a review: done or dropped, and what came of it."""

    state = forms.ChoiceField(label=gettext_lazy("Result"), choices=_CLOSING, widget=forms.RadioSelect, initial="done")
    note = forms.CharField(
        label=gettext_lazy("What was done, or why nothing can be"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class BehaviourForm(PortalForm):
    """Every behaviour twice: before (recalled) and now."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = get_language() or "id"
        for item in ITEMS:
            for period in BehaviourPeriod:
                self.fields[f"{period.value}-{item.code}"] = forms.TypedChoiceField(
                    label=f"{item.in_language(language)} – {period.label}",
                    choices=[(number, str(number)) for number in SCALE],
                    coerce=int,
                    widget=forms.RadioSelect,
                )

    @property
    def rows(self) -> list[tuple[str, list[Any]]]:
        """(behaviour, [field before, field now]) for the page."""
        language = get_language() or "id"
        return [
            (item.in_language(language), [self[f"{period.value}-{item.code}"] for period in BehaviourPeriod])
            for item in ITEMS
        ]

    def of_period(self, period: BehaviourPeriod) -> dict[str, int]:
        return {item.code: self.cleaned_data[f"{period.value}-{item.code}"] for item in ITEMS}


class EvaluationForm(PortalForm):
    """Level 1: the items of the current version for the session and for each trainer, the depth question, two texts."""

    def __init__(self, *args: Any, trainers: list[SessionTrainer], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.trainers = trainers
        self.version = VERSIONS[CURRENT]
        self.language = get_language() or "id"
        for trainer in trainers:
            for item in self.version.of_trainers:
                self._ask(item_key(item.code, trainer.pk), f"{trainer.trainer.name}: {item.in_language(self.language)}")
        for item in self.version.of_session:
            self._ask(item.code, item.in_language(self.language))
        # "depth" is the code of a sentence.
        self.fields["need"] = forms.ChoiceField(
            label=_("Was it what you need?"), choices=Depth.choices, widget=forms.RadioSelect
        )
        for code in self.version.texts:
            self.fields[code] = forms.CharField(
                label=self.version.text_in_language(code, self.language),
                required=False,
                max_length=2000,
                widget=forms.Textarea(attrs={"rows": 3}),
            )

    def _ask(self, name: str, label: str) -> None:
        self.fields[name] = forms.TypedChoiceField(
            label=label,
            choices=[(number, str(number)) for number in SCALE],
            coerce=int,
            required=False,
            empty_value=None,
            widget=forms.RadioSelect,
        )

    @property
    def groups(self) -> list[tuple[str, list[tuple[str, Any]]]]:
        """(heading, [(sentence, field)]) in the order of the page: each trainer, then each dimension."""
        found = [
            (
                trainer.trainer.name,
                [
                    (item.in_language(self.language), self[item_key(item.code, trainer.pk)])
                    for item in self.version.of_trainers
                ],
            )
            for trainer in self.trainers
        ]
        named: dict[str, list[tuple[str, Any]]] = {}
        for item in self.version.of_session:
            named.setdefault(str(item.dimension.label), []).append((item.in_language(self.language), self[item.code]))
        return found + list(named.items())

    @property
    def text_fields(self) -> list[Any]:
        return [self[code] for code in self.version.texts]

    @property
    def answers(self) -> dict[str, int]:
        """What was answered; a sentence may be left out."""
        codes = [code for code in self.fields if code != "need" and code not in self.version.texts]
        return {code: self.cleaned_data[code] for code in codes if self.cleaned_data.get(code)}

    @property
    def texts(self) -> dict[str, str]:
        return {code: self.cleaned_data.get(code, "") for code in self.version.texts}

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors and not self.answers:
            self.add_error(None, _("Answer at least one of the sentences."))
        return data
