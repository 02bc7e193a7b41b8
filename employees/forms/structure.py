"""Planning a change of the structure: one form per kind, all with date and decree."""

from __future__ import annotations

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Fieldset, Layout, Row
from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from asn_portal.forms import PortalForm
from employees.dates import today
from employees.domain.entry_rules import LEFT
from employees.enums import Echelon, PositionType, StructureChangeKind, UnitKind
from employees.fields import IndentedUnitField
from employees.forms.history import ScanField
from employees.models import OrganizationalUnit, Position, PositionHistory

MOST_PARTS = 4
PART_KINDS = [choice for choice in UnitKind.choices if choice[0] != UnitKind.GOVERNMENT]


class StructureForm(PortalForm):
    effective_date = forms.DateField(
        label=gettext_lazy("Effective date (TMT)"),
        widget=forms.DateInput,
        help_text=gettext_lazy("The first day on which it holds. A day to come takes effect by itself."),
    )
    decree_number = forms.CharField(label=gettext_lazy("Number of the regulation or decree"), max_length=100)
    decree_date = forms.DateField(label=gettext_lazy("Its date"), required=False, widget=forms.DateInput)
    scan = ScanField(label=gettext_lazy("Scan of the regulation or decree"))
    reason = forms.CharField(
        label=gettext_lazy("Note"), required=False, max_length=250, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, unit: OrganizationalUnit, units: Any, **kwargs: Any) -> None:
        self.unit = unit
        super().__init__(*args, **kwargs)
        decree = {name: self.fields.pop(name) for name in list(self.base_fields) if name in StructureForm.base_fields}
        self.add_fields(units)
        self.fields.update(decree)
        self.prepare_fields()

    def add_fields(self, units: Any) -> None:
        """What the kind asks before date and decree."""

    def plan(self) -> dict[str, Any]:
        return {}

    def values(self) -> dict[str, Any]:
        data = self.cleaned_data
        names = ("effective_date", "decree_number", "decree_date", "reason")
        return {**{name: data[name] for name in names}, "plan": self.plan()}


class RenameForm(StructureForm):
    def add_fields(self, units: Any) -> None:
        self.fields["name"] = forms.CharField(
            label=_("New name"), max_length=200, help_text=_("The public address of the unit stays.")
        )

    def plan(self) -> dict[str, Any]:
        return {"name": self.cleaned_data["name"].strip()}


class MergeForm(StructureForm):
    def add_fields(self, units: Any) -> None:
        self.fields["into"] = IndentedUnitField(
            queryset=units.exclude(path__startswith=self.unit.path),
            label=_("Into which unit"),
            empty_label=_("Choose a unit"),
        )
        self.fields["head_title"] = forms.CharField(
            label=_("What the head of the merged unit becomes"),
            max_length=200,
            help_text=_("A position there that heads nothing; it is made if there is none of that name."),
        )
        head = Position.objects.filter(unit=self.unit, is_head=True).open_on(today()).first()
        if head is not None:
            self.fields["head_type"] = forms.ChoiceField(
                label=_("Kind of that position"),
                choices=PositionType.choices,
                initial=head.position_type,
                required=False,
            )
            self.fields["head_echelon"] = forms.ChoiceField(
                label=_("Echelon of that position"),
                choices=Echelon.choices,
                initial=head.echelon,
                required=False,
                help_text=_("As in the former post unless the decree says otherwise."),
            )
        self.fields["roles"] = forms.ChoiceField(
            label=_("Roles granted on the merged unit"),
            choices=[("end", _("end on that day")), ("move", _("go over to the other unit"))],
        )

    def plan(self) -> dict[str, Any]:
        data = self.cleaned_data
        post = {name: data[name] for name in ("head_type", "head_echelon") if data.get(name)}
        return {"into": data["into"].pk, "head_title": data["head_title"].strip(), "roles": data["roles"], **post}


class SplitForm(StructureForm):
    """Up to four new units, and for each position the one to which it goes; of a position with several holders, each
    may go to another one."""

    def add_fields(self, units: Any) -> None:
        for number in range(1, MOST_PARTS + 1):
            needed = number <= 2
            self.fields[f"name_{number}"] = forms.CharField(
                label=_("Name of new unit %(number)s") % {"number": number}, max_length=200, required=needed
            )
            self.fields[f"kind_{number}"] = forms.ChoiceField(
                label=_("Kind of new unit %(number)s") % {"number": number},
                choices=PART_KINDS,
                initial=self.unit.kind,
                required=False,
            )
        numbers = [(str(number), _("New unit %(number)s") % {"number": number}) for number in range(1, MOST_PARTS + 1)]
        self.holders: dict[int, list[int]] = {}
        self.positions = list(Position.objects.filter(unit=self.unit).open_on(today()).order_by("-is_head", "title"))
        for position in self.positions:
            self.fields[f"position_{position.pk}"] = forms.ChoiceField(
                label=_("“%(title)s” goes to") % {"title": position.title}, choices=[("", "—"), *numbers]
            )
            self._add_holders(position, numbers)

    def _add_holders(self, position: Position, numbers: list[tuple[str, str]]) -> None:
        """Who holds the position with others, and how many each new unit needs."""
        rows = PositionHistory.objects.on(today()).definitive().filter(position=position)
        rows = rows.exclude(employee__status__in=LEFT).select_related("employee").order_by("employee__name", "pk")
        holders = [] if position.is_head else [row.employee for row in rows]
        if len(holders) < 2:
            return
        self.holders[position.pk] = [employee.pk for employee in holders]
        for employee in holders:
            self.fields[f"holder_{position.pk}_{employee.pk}"] = forms.ChoiceField(
                label=employee.full_name,
                choices=[("", _("where the position goes")), *numbers],
                required=False,
            )
        for number, label in numbers:
            self.fields[f"need_{position.pk}_{number}"] = forms.IntegerField(
                label=_("Needed in %(unit)s") % {"unit": label.lower()},
                required=False,
                min_value=0,
                max_value=32767,
                help_text=_("Left empty: by those who go there."),
            )

    @cached_property
    def helper(self) -> FormHelper:
        """The new units side by side; each position with its holders and needs in rows."""
        helper = super().helper
        numbers = range(1, MOST_PARTS + 1)
        parts = [f"{name}_{number}" for number in numbers for name in ("name", "kind")]
        units = Fieldset(_("New units"), *_rows(parts, 2))
        positions = []
        for position in self.positions:
            names = [f"holder_{position.pk}_{employee}" for employee in self.holders.get(position.pk, ())]
            needs = [f"need_{position.pk}_{number}" for number in numbers] if names else []
            rows = [*_rows([f"position_{position.pk}"], 2), *_rows(names, 3), *_rows(needs, 4)]
            positions.append(Fieldset(position.title, *rows))
        helper.layout = Layout(units, *positions, *StructureForm.base_fields)
        return helper

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for position in self.positions:
            chosen = cleaned.get(f"position_{position.pk}")
            if chosen and not cleaned.get(f"name_{chosen}"):
                self.add_error(f"position_{position.pk}", _("That new unit has no name. Choose another, or name it."))
            for employee in self.holders.get(position.pk, ()):
                name = f"holder_{position.pk}_{employee}"
                if cleaned.get(name) and not cleaned.get(f"name_{cleaned[name]}"):
                    self.add_error(name, _("That new unit has no name. Choose another, or name it."))
        return cleaned

    def plan(self) -> dict[str, Any]:
        data = self.cleaned_data
        named = [str(number) for number in range(1, MOST_PARTS + 1) if data[f"name_{number}"]]
        parts = [
            {"name": data[f"name_{number}"].strip(), "kind": data[f"kind_{number}"] or self.unit.kind}
            for number in named
        ]
        places = {str(each.pk): named.index(data[f"position_{each.pk}"]) for each in self.positions}
        plan: dict[str, Any] = {"parts": parts, "positions": places}
        for position, employees in self.holders.items():
            own = places[str(position)]
            chosen = {str(each): data.get(f"holder_{position}_{each}") for each in employees}
            elsewhere = {each: named.index(number) for each, number in chosen.items() if number}
            if elsewhere := {each: index for each, index in elsewhere.items() if index != own}:
                plan.setdefault("holders", {})[str(position)] = elsewhere
            said = {number: data.get(f"need_{position}_{number}") for number in named}
            if needs := {str(named.index(number)): need for number, need in said.items() if need is not None}:
                plan.setdefault("needs", {})[str(position)] = needs
        return plan


def _rows(names: list[str], columns: int) -> list[Row]:
    """Fields in rows of so many columns."""
    return [
        Row(*(Column(name, css_class=f"col-md-{12 // columns}") for name in names[begin : begin + columns]))
        for begin in range(0, len(names), columns)
    ]


class CloseForm(StructureForm):
    pass


STRUCTURE_FORMS: dict[StructureChangeKind, type[StructureForm]] = {
    StructureChangeKind.RENAME: RenameForm,
    StructureChangeKind.MERGE: MergeForm,
    StructureChangeKind.SPLIT: SplitForm,
    StructureChangeKind.CLOSE: CloseForm,
}
