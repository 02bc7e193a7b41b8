"""Dictionary, standards and their import."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from asn_portal.documents.services import ALLOWED_SHEETS, DocumentRejected, check_upload
from asn_portal.forms import PortalForm, PortalModelForm
from training.enums import CompetencyLevel, Importance
from training.models import Competency, PositionStandard


class CompetencyForm(PortalModelForm):
    """A technical competency with its five levels."""

    class Meta:
        model = Competency
        fields = ("code", "name", "name_en", "definition", "definition_en", "is_active")
        widgets = {"definition": forms.Textarea(attrs={"rows": 3}), "definition_en": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kept = {one.level: one.description for one in self.instance.levels.all()} if self.instance.pk else {}
        for level in CompetencyLevel:
            self.fields[f"level_{level.value}"] = forms.CharField(
                label=_("Level %(number)s, %(name)s: what somebody does")
                % {"number": level.value, "name": level.label},
                widget=forms.Textarea(attrs={"rows": 2}),
                initial=kept.get(level.value, ""),
            )
        self.fields["code"].help_text = _("Small letters, digits and _ only, such as population_records.")
        self.order_fields(
            ["code", "name", "name_en", "definition", "definition_en"]
            + [f"level_{level.value}" for level in CompetencyLevel]
        )
        self.prepare_fields()

    def validate_constraints(self) -> None:
        """The government is set by the service, which says a taken code."""

    def levels(self) -> dict[int, str]:
        return {level.value: self.cleaned_data[f"level_{level.value}"] for level in CompetencyLevel}

    def plain_fields(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.Meta.fields}


class CompetencyImportForm(PortalForm):
    file = forms.FileField(
        label=gettext_lazy("Table of competencies"),
        help_text=gettext_lazy(
            "XLSX or CSV with the columns Kode, Nama kompetensi, Definisi, Level 1 to Level 5. Nothing is stored yet."
        ),
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        try:
            check_upload(file, allowed=ALLOWED_SHEETS)
        except DocumentRejected as fault:
            raise ValidationError(str(fault)) from fault
        return file


class StandardForm(PortalModelForm):
    """The standard of a position: its description, and for each competency level and importance."""

    edit = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = PositionStandard
        fields = (
            "summary",
            "education_level",
            "education_field",
            "training",
            "experience",
            "lowest_rank",
            "indicators",
        )
        widgets = {
            name: forms.Textarea(attrs={"rows": rows})
            for name, rows in (("summary", 3), ("training", 3), ("experience", 2), ("indicators", 3))
        }

    def __init__(self, *args: Any, lines: list[Any], **kwargs: Any) -> None:
        """`lines`: reports.standard.StandardLine, one for each competency of the dictionary."""
        super().__init__(*args, **kwargs)
        self.lines = lines
        self.fields["edit"].initial = self.instance.edit if self.instance.pk else 0
        for line in lines:
            empty = _("Default (%(level)s)") % {"level": line.default} if line.default else _("Not asked for")
            name = line.competency.title
            self.fields[f"level_{line.competency.pk}"] = forms.TypedChoiceField(
                label=_("%(competency)s: level") % {"competency": name},
                choices=[("", empty), *((level.value, f"{level.value} {level.label}") for level in CompetencyLevel)],
                coerce=int,
                empty_value=None,
                required=False,
                initial=line.own,
            )
            self.fields[f"importance_{line.competency.pk}"] = forms.ChoiceField(
                label=_("%(competency)s: importance") % {"competency": name},
                choices=Importance.choices,
                required=False,
                initial=line.importance or Importance.IMPORTANT,
            )
        self.prepare_fields()

    def rows(self) -> list[tuple[Any, Any, Any]]:
        """For the page: line, level field, importance field."""
        return [
            (line, self[f"level_{line.competency.pk}"], self[f"importance_{line.competency.pk}"]) for line in self.lines
        ]

    def levels(self) -> dict[int, tuple[int | None, str]]:
        data = self.cleaned_data
        return {
            line.competency.pk: (
                data[f"level_{line.competency.pk}"],
                data[f"importance_{line.competency.pk}"] or Importance.IMPORTANT,
            )
            for line in self.lines
        }

    def plain_fields(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.Meta.fields}


class CommentForm(PortalForm):
    text = forms.CharField(
        label=gettext_lazy("What do you need or miss in your work?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Colleagues of your government read it with your name."),
    )
