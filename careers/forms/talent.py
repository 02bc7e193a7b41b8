"""Shapes of talent reviews, decisions, objections, the pool, key posts and successors."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from asn_portal.documents.services import DocumentRejected, check_upload
from asn_portal.documents.types import ALLOWED_IMAGES, ALLOWED_PDF
from asn_portal.forms import FilterForm, PortalForm
from careers.enums import Readiness
from careers.forms.mentoring import ColleagueField
from employees.fields import UpperUnitField
from employees.models import OrganizationalUnit, Position

LONGEST = 3000


def _text(label: Any, *, help_text: Any = "", rows: int = 4) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=LONGEST, help_text=help_text, widget=forms.Textarea(attrs={"rows": rows})
    )


def box_choices() -> list[tuple[Any, str]]:
    return [("", "–"), *((number, _t("Box %(number)s") % {"number": number}) for number in range(9, 0, -1))]


class UnitForm(FilterForm):
    """Which part of the tree a page shows."""

    unit = UpperUnitField(
        queryset=OrganizationalUnit.objects.none(), label=_("Unit"), required=False, empty_label=_("All units")
    )

    def __init__(self, *args: Any, units: QuerySet[OrganizationalUnit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units
        self.fields["unit"].chosen = self.data.get("unit", "")


class ReviewForm(PortalForm):
    unit = UpperUnitField(queryset=OrganizationalUnit.objects.none(), label=_("Unit with everything below it"))
    year = forms.IntegerField(label=_("Year"), help_text=_("The rating of this year counts as performance."))
    levels_on = forms.DateField(
        label=_("Competency levels as of"),
        widget=forms.DateInput(),
        help_text=_("Ratings of competencies that were valid on this day count as potential."),
    )

    def __init__(self, *args: Any, units: QuerySet[OrganizationalUnit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units


class DecisionForm(PortalForm):
    """`box` begins with the one that was worked out: confirming is one tap and a reason."""

    box = forms.TypedChoiceField(label=_("Final box"), choices=box_choices, coerce=int, empty_value=None)
    panel = forms.CharField(
        label=_("Who took part"),
        max_length=500,
        help_text=_("Names of the people who decided together, or of the team that appraises performance (TPK)."),
    )
    reason = _text(_("Reason"), help_text=_("The person reads it."))


class TalentObjectionForm(PortalForm):
    reason = _text(
        _("What is wrong"), help_text=_("Name the rating or the competency, and what would be right. Be concrete.")
    )
    file = forms.FileField(label=_("Evidence (PDF or photo)"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].widget.attrs["accept"] = "image/*,application/pdf"

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file:
            try:
                check_upload(file, allowed=ALLOWED_PDF | ALLOWED_IMAGES)
            except DocumentRejected as fault:
                raise ValidationError(str(fault)) from fault
        return file


class ObjectionDecisionForm(PortalForm):
    verdict = forms.ChoiceField(
        label=_("Decision"),
        choices=[
            ("refused", _("The box stands")),
            ("recount", _("The data was wrong and is mended: work the box out again")),
            ("box", _("Another box is right, chosen below")),
        ],
        widget=forms.RadioSelect,
    )
    box = forms.TypedChoiceField(
        label=_("Box that is right"), choices=box_choices, coerce=int, empty_value=None, required=False
    )
    decision = _text(_("Reason"), help_text=_("The person reads it."))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("verdict") == "box" and not cleaned.get("box"):
            self.add_error("box", _("Choose the box that is right."))
        return cleaned


class PoolForm(PortalForm):
    until = forms.DateField(label=_("Until"), widget=forms.DateInput())
    reason = _text(_("Reason"), help_text=_("Why this person; it is kept with the decision."))


class ReasonForm(PortalForm):
    reason = _text(_("Reason"), rows=3)


class PositionField(forms.CharField):
    """A position by its title, and after a comma its unit; several matches are named."""

    default_error_messages = {
        "unknown": _(
            "No position with this title in your units. Check the spelling; the unit may stand after a comma."
        ),
        "several": _("Several positions match: %(names)s. Add the unit after a comma."),
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=400, **kwargs)
        self.positions = Position.objects.none()

    def clean(self, value: Any) -> Position:
        title, _comma, unit = super().clean(value).partition(",")
        rows = self.positions.select_related("unit").order_by("unit__path", "title")
        if unit.strip():
            rows = rows.filter(unit__name__icontains=unit.strip())
        found = list(rows.filter(title__iexact=title.strip())[:6]) or list(
            rows.filter(title__icontains=title.strip())[:6]
        )
        if not found:
            raise ValidationError(self.error_messages["unknown"], code="unknown")
        if len(found) > 1:
            names = "; ".join(f"{position.title}, {position.unit}" for position in found[:5])
            raise ValidationError(self.error_messages["several"], code="several", params={"names": names})
        return found[0]


class KeyPostForm(PortalForm):
    position = PositionField(
        label=_("Position"), help_text=_("Its title, such as “Camat”; after a comma the unit where several have it.")
    )
    reason = _text(_("Why it must not stay empty"))

    def __init__(self, *args: Any, positions: QuerySet[Position], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["position"].positions = positions


class ReadinessForm(PortalForm):
    readiness = forms.ChoiceField(label=_("Readiness"), choices=Readiness.choices, widget=forms.RadioSelect)
    reason = _text(_("Reason"), help_text=_("What speaks for this person, and what is still missing."))


class SuccessorForm(ReadinessForm):
    employee = ColleagueField(label=_("Successor"), help_text=_("Name or NIP."))
    field_order = ("employee", "readiness", "reason")

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["employee"].people = people
