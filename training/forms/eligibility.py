"""Who may register for a programme, as the office fills it in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from asn_portal.forms import PortalForm
from employees.enums import PNS_RANKS, EducationLevel, EmploymentType, FunctionalLevel, PositionType
from training.domain.eligibility import check_rules
from training.models import TrainingProgramme

RANKS = [("", "–"), *((str(rank.order), str(rank)) for rank in PNS_RANKS)]


class EligibilityForm(PortalForm):
    """Fields that are left empty are no rule. `rules` is what the programme stores."""

    employment = forms.MultipleChoiceField(
        label=gettext_lazy("Employment"),
        choices=EmploymentType.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Without a tick: everybody."),
    )
    rank_from = forms.TypedChoiceField(
        label=gettext_lazy("Lowest rank"),
        choices=RANKS,
        coerce=int,
        empty_value=None,
        required=False,
        help_text=gettext_lazy("With a bound on ranks nobody with a PPPK grade may register."),
    )
    rank_to = forms.TypedChoiceField(
        label=gettext_lazy("Highest rank"), choices=RANKS, coerce=int, empty_value=None, required=False
    )
    positions = forms.MultipleChoiceField(
        label=gettext_lazy("Positions"),
        choices=[*PositionType.choices, *FunctionalLevel.choices],
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Types of positions, or levels of functional ones. One of them is enough."),
    )
    education = forms.ChoiceField(
        label=gettext_lazy("Education of at least"), choices=[("", "–"), *EducationLevel.choices], required=False
    )
    service_years = forms.IntegerField(
        label=gettext_lazy("Years in the service, at least"), min_value=0, max_value=40, required=False
    )
    prerequisites = forms.ModelMultipleChoiceField(
        TrainingProgramme.objects.none(),
        label=gettext_lazy("Programmes completed before"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    not_within_years = forms.IntegerField(
        label=gettext_lazy("Not again within so many years"),
        min_value=0,
        max_value=40,
        required=False,
        help_text=gettext_lazy("Counted from the last day of a session of this programme that the person completed."),
    )

    def __init__(self, *args: Any, programme: TrainingProgramme, **kwargs: Any) -> None:
        rules = programme.eligibility or {}
        kwargs["initial"] = {**rules, **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        others = TrainingProgramme.objects.filter(unit__path__startswith=programme.unit.government_path)
        self.fields["prerequisites"].queryset = others.exclude(pk=programme.pk).order_by("title")

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        lowest, highest = data.get("rank_from"), data.get("rank_to")
        if lowest and highest and lowest > highest:
            self.add_error("rank_to", _("The highest rank lies below the lowest. Exchange them."))
        return data

    @property
    def rules(self) -> dict[str, Any]:
        data = dict(self.cleaned_data)
        data["prerequisites"] = sorted(programme.pk for programme in data["prerequisites"])
        return check_rules(data)
