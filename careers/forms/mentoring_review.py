"""Midway check, closing, rating by the superior."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from asn_portal.forms import PortalForm
from careers.enums import Agreeing
from careers.forms.mentoring import level_names
from training.enums import Confidence

MARKS = [
    (5, _("5 – fully")),
    (4, _("4 – mostly")),
    (3, _("3 – partly")),
    (2, _("2 – hardly")),
    (1, _("1 – not at all")),
]


class MidwayForm(PortalForm):
    meets = forms.ChoiceField(label=_("We meet as planned"), choices=Agreeing.choices, widget=forms.RadioSelect)
    on_track = forms.ChoiceField(
        label=_("We come nearer to the goal"), choices=Agreeing.choices, widget=forms.RadioSelect
    )
    works_well = forms.ChoiceField(label=_("We work well together"), choices=Agreeing.choices, widget=forms.RadioSelect)
    wish = forms.CharField(
        label=_("What could be better?"),
        help_text=_("The other one reads this and the three answers once both have answered."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        required=False,
    )
    worry = forms.CharField(
        label=_("Is there something you would rather tell HR?"),
        help_text=_("Only HR reads this, and talks with you. Nobody is blamed, and the other one is not told."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        required=False,
    )


class EvaluationForm(PortalForm):
    achievement = forms.IntegerField(
        label=_("How much of the goal is reached, in percent"),
        min_value=0,
        max_value=100,
        help_text=_("0 = nothing, 100 = all of it. The mean of what you both say counts."),
    )
    reason = forms.CharField(
        label=_("What was achieved, in a sentence or two"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
    )
    useful = forms.TypedChoiceField(
        label=_("The meetings were useful"), choices=MARKS, coerce=int, widget=forms.RadioSelect
    )
    reliable = forms.TypedChoiceField(
        label=_("The other one was prepared and reliable"), choices=MARKS, coerce=int, widget=forms.RadioSelect
    )
    # An unticked box would tell the other one "no" of who only passed it over.
    would_again = forms.TypedChoiceField(
        label=_("I would do it again"),
        choices=[("yes", _("Yes")), ("no", _("No"))],
        coerce=lambda answer: answer == "yes",
        widget=forms.RadioSelect,
    )
    comment = forms.CharField(
        label=_("Words for the other one"),
        help_text=_("Only the other one reads them, once both have answered."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        required=False,
    )

    def __init__(self, *args: Any, is_first: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_first:
            del self.fields["reason"]


class RateAfterForm(PortalForm):
    """A level for each competency of the goals."""

    def __init__(self, *args: Any, goals: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.competencies = list({goal.competency_id: goal.competency for goal in goals}.values())
        before = {goal.competency_id: goal.level_before for goal in goals}
        for competency in self.competencies:
            known = before[competency.pk]
            self.fields[f"level_{competency.pk}"] = forms.TypedChoiceField(
                label=gettext("%(competency)s: level now") % {"competency": competency},
                help_text=gettext("Before: level %(level)s.") % {"level": known}
                if known
                else gettext("Before: not rated."),
                choices=lambda: [("", gettext("Choose a level")), *level_names()],
                coerce=int,
            )
            self.fields[f"confidence_{competency.pk}"] = forms.ChoiceField(
                label=gettext("%(competency)s: how sure") % {"competency": competency},
                choices=Confidence.choices,
                initial=Confidence.MEDIUM,
            )
        self.fields["evidence"] = forms.CharField(
            label=pgettext("rating", "What it rests on"),
            help_text=gettext("For instance what you observed at work."),
            widget=forms.Textarea(attrs={"rows": 3}),
            max_length=2000,
        )
        self.prepare_fields()

    def levels(self) -> dict[Any, tuple[int, str]]:
        data = self.cleaned_data
        return {one: (data[f"level_{one.pk}"], data[f"confidence_{one.pk}"]) for one in self.competencies}
