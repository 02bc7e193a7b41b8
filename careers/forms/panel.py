"""Setting up a panel, declaring conflicts, scoring."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from asn_portal.accounts.models import User
from asn_portal.forms import PortalForm
from careers.domain.panel import LEVELS
from careers.models import PanelMember, PanelScore, Rubric, SelectionPanel

TEXT = {"rows": 3}
CRITERIA = 6


class AccountField(forms.CharField):
    """An account by NIP or e-mail address: outside experts have one, but no staff record."""

    default_error_messages = {
        "unknown": gettext_lazy(
            "There is no active account with this NIP or e-mail address. The operator can make one."
        )
    }

    def clean(self, value: Any) -> User:
        text = super().clean(value).strip()
        compact = text.replace(" ", "")
        account = (
            User.objects.filter(is_active=True, email__iexact=text).first()
            or User.objects.filter(is_active=True, username__iexact=compact).first()
            or User.objects.filter(is_active=True, employee__nip=compact).first()
        )
        if account is None:
            raise ValidationError(self.error_messages["unknown"], code="unknown")
        return account


class MemberForm(PortalForm):
    user = AccountField(
        label=gettext_lazy("Member"), max_length=250, help_text=gettext_lazy("NIP or e-mail address of the account.")
    )
    institution = forms.CharField(
        label=gettext_lazy("Institution"), max_length=PanelMember._meta.get_field("institution").max_length
    )
    is_internal = forms.TypedChoiceField(
        label=gettext_lazy("Internal or external"),
        choices=[("yes", gettext_lazy("Works for this government")), ("no", gettext_lazy("From outside"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    is_chair = forms.BooleanField(label=gettext_lazy("Chairs the panel"), required=False)


class RemoveForm(PortalForm):
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=PanelMember._meta.get_field("left_reason").max_length,
        widget=forms.Textarea(attrs=TEXT),
    )


class AppointForm(PortalForm):
    decree_number = forms.CharField(
        label=gettext_lazy("Decree number"), max_length=SelectionPanel._meta.get_field("decree_number").max_length
    )
    decree_date = forms.DateField(label=gettext_lazy("Decree date"), widget=forms.DateInput())
    deviation_reason = forms.CharField(
        label=gettext_lazy("Why the composition differs from the rule"),
        help_text=gettext_lazy("Only where it differs; not possible for a high leadership post."),
        max_length=SelectionPanel._meta.get_field("deviation_reason").max_length,
        required=False,
        widget=forms.Textarea(attrs=TEXT),
    )


class RubricForm(PortalForm):
    """Up to six criteria; a row without a title is left out."""

    is_blind = forms.BooleanField(
        label=Rubric._meta.get_field("is_blind").verbose_name,
        help_text=Rubric._meta.get_field("is_blind").help_text,
        required=False,
    )
    instructions = forms.CharField(
        label=gettext_lazy("Instructions"),
        help_text=Rubric._meta.get_field("instructions").help_text,
        max_length=5000,
        required=False,
        widget=forms.Textarea(attrs=TEXT),
    )

    def __init__(self, *args: Any, is_frozen: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_frozen:
            self.fields["reason"] = forms.CharField(
                label=_("Why the rubric is set or changed now"),
                help_text=_("Published with the amendment."),
                max_length=2000,
                widget=forms.Textarea(attrs=TEXT),
            )
        for number in range(1, CRITERIA + 1):
            self.fields[f"title_{number}"] = forms.CharField(
                label=_("Criterion %(number)s") % {"number": number}, max_length=200, required=False
            )
            self.fields[f"weight_{number}"] = forms.DecimalField(
                label=_("Weight of criterion %(number)s (%%)") % {"number": number},
                min_value=0,
                max_value=100,
                decimal_places=2,
                required=False,
            )
            self.fields[f"anchors_{number}"] = forms.CharField(
                label=_("Levels of criterion %(number)s") % {"number": number},
                help_text=_("Five lines: what the lowest level looks like first, the highest last."),
                widget=forms.Textarea(attrs={"rows": LEVELS}),
                max_length=2000,
                required=False,
            )
        self.prepare_fields()

    @staticmethod
    def initial_of(rubric: Rubric | None, *, is_blind: bool) -> dict[str, Any]:
        if rubric is None:
            return {"is_blind": is_blind}
        initial: dict[str, Any] = {"is_blind": rubric.is_blind, "instructions": rubric.instructions}
        for row in rubric.criteria.all():
            initial[f"title_{row.order}"] = row.title
            initial[f"weight_{row.order}"] = row.weight
            initial[f"anchors_{row.order}"] = "\n".join(row.anchors)
        return initial

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        criteria = []
        for number in range(1, CRITERIA + 1):
            title, weight = cleaned.get(f"title_{number}"), cleaned.get(f"weight_{number}")
            lines = [line.strip() for line in (cleaned.get(f"anchors_{number}") or "").splitlines() if line.strip()]
            if not title:
                if weight or lines:
                    self.add_error(f"title_{number}", _("Name this criterion, or empty its weight and levels."))
                continue
            if not weight:
                self.add_error(f"weight_{number}", _("Enter the weight of this criterion."))
            if len(lines) != LEVELS:
                self.add_error(
                    f"anchors_{number}",
                    _("Write five lines, one for each level; there are %(count)s.") % {"count": len(lines)},
                )
            criteria.append((title, weight or Decimal(0), lines))
        if not criteria:
            self.add_error("title_1", _("Name at least one criterion."))
        elif not self.errors and (total := sum(weight for _title, weight, _lines in criteria)) != 100:
            self.add_error(
                None, _("The weights add up to %(total)s %%. Change them so that they are 100 %%.") % {"total": total}
            )
        cleaned["criteria"] = criteria
        return cleaned


class ConflictForm(PortalForm):
    """For each candidate: no conflict, or a conflict and which. Nothing is chosen beforehand.

    Fields are named by person: the key of a candidacy stands beside its pseudonym in the addresses of blind scoring.
    """

    def __init__(self, *args: Any, candidacies: Sequence[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.candidacies = list(candidacies)
        for candidacy in self.candidacies:
            name, key = candidacy.employee.full_name, candidacy.employee_id
            self.fields[f"conflict_{key}"] = forms.ChoiceField(
                label=name,
                help_text=f"{candidacy.employee.position or ''} {candidacy.employee.unit}".strip(),
                choices=[("no", _("No conflict of interest")), ("yes", _("Conflict of interest"))],
                widget=forms.RadioSelect,
            )
            self.fields[f"reason_{key}"] = forms.CharField(
                label=_("Which conflict with %(name)s?") % {"name": name},
                help_text=_("Only for a conflict: relative, superior, business, dispute …"),
                max_length=500,
                required=False,
            )
        # Whoever withdraws or joins while the page is open would otherwise be declared unseen.
        self.fields["seen"] = forms.CharField(
            widget=forms.HiddenInput, initial=",".join(str(candidacy.employee_id) for candidacy in self.candidacies)
        )
        self.prepare_fields()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        conflicts = {}
        for candidacy in self.candidacies:
            reason = cleaned.get(f"reason_{candidacy.employee_id}", "")
            if cleaned.get(f"conflict_{candidacy.employee_id}") == "yes":
                if not reason:
                    self.add_error(f"reason_{candidacy.employee_id}", _("Say in a few words what the conflict is."))
                conflicts[candidacy.pk] = reason
        cleaned["conflicts"] = conflicts
        seen = set(cleaned.get("seen", "").split(","))
        # Somebody who is no longer asked about counts as 0, which no candidacy is.
        keys = {str(candidacy.employee_id): candidacy.pk for candidacy in self.candidacies}
        cleaned["seen"] = {keys.get(key, 0) for key in seen if key.isdecimal()}
        return cleaned


class LateConflictForm(PortalForm):
    """One of the candidates about whom none was declared; by person, as in `ConflictForm`."""

    candidacy = forms.TypedChoiceField(label=gettext_lazy("Candidate"))
    reason = forms.CharField(
        label=gettext_lazy("Which conflict?"),
        help_text=gettext_lazy("Relative, superior, business, dispute …"),
        max_length=500,
        widget=forms.Textarea(attrs=TEXT),
    )

    def __init__(self, *args: Any, candidacies: Sequence[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = {str(candidacy.employee_id): candidacy for candidacy in candidacies}
        field = self.fields["candidacy"]
        field.choices = [("", _("Choose")), *((key, row.employee.full_name) for key, row in found.items())]
        field.coerce = found.__getitem__


class ScoreForm(PortalForm):
    """A level for each criterion of the rubric."""

    note = forms.CharField(
        label=gettext_lazy("Note"),
        help_text=gettext_lazy("What you saw that led to these levels. The panel reads it."),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs=TEXT),
    )

    def __init__(
        self, *args: Any, rubric: Rubric, score: PanelScore | None = None, asks_reason: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        levels = {}
        self.orders = []
        for row in rubric.criteria.all():
            self.orders.append(row.order)
            levels[f"level_{row.order}"] = forms.TypedChoiceField(
                label=_("%(title)s (%(weight)s %%)") % {"title": row.title, "weight": f"{row.weight.normalize():f}"},
                choices=[(number, f"{number} – {text}") for number, text in enumerate(row.anchors, start=1)],
                coerce=int,
                widget=forms.RadioSelect,
                initial=(score.levels.get(str(row.order)) if score else None),
            )
        self.fields = {**levels, **self.fields}
        if score is not None:
            self.fields["note"].initial = score.note
        if asks_reason:
            self.fields["reason"] = forms.CharField(
                label=_("Why you change your score"),
                help_text=_("It stands in the minutes."),
                max_length=2000,
                widget=forms.Textarea(attrs=TEXT),
            )
        self.prepare_fields()

    @property
    def chosen(self) -> dict[int, int]:
        return {order: self.cleaned_data[f"level_{order}"] for order in self.orders}


class ScoreAgainForm(ScoreForm):
    """After an objection; `levels` are those given last."""

    def __init__(self, *args: Any, levels: Mapping[str, int], **kwargs: Any) -> None:
        super().__init__(*args, asks_reason=True, **kwargs)
        del self.fields["note"]
        for order in self.orders:
            self.fields[f"level_{order}"].initial = levels.get(str(order))
        self.fields["reason"].label = _("Why you keep or change your score")
        self.fields["reason"].help_text = _("The office and the auditor read it beside the objection.")


class PanelAnswerForm(PortalForm):
    answer = forms.CharField(
        label=gettext_lazy("Answer"),
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=gettext_lazy("The candidate reads it."),
    )
