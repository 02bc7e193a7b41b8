"""Forms of report schedules."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from asn_portal.access.permissions import Permission
from asn_portal.access.roles import Role
from asn_portal.access.scope import scope_of
from asn_portal.forms import PortalModelForm
from employees.dates import today
from employees.fields import IndentedUnitField
from employees.models import OrganizationalUnit
from evaluations.enums import RecipientKind, ReportKind
from evaluations.forms.assessment import SeenForm
from evaluations.forms.recurrence import RecurrenceForm, recurrence_initial
from evaluations.models import ReportSchedule
from evaluations.report_readers import roles_that_read
from evaluations.services.schedule import Recipients, may_get

# Heads of units further down get their own report anyway.
OFFERED_DEPTH = 3


class _RoleChoices(forms.CheckboxSelectMultiple):
    """Each role beside the kinds of report that it may read; static/js/forms.js hides the others."""

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option: dict[str, Any] = super().create_option(name, value, *args, **kwargs)
        kinds = [kind.value for kind in ReportKind if value in roles_that_read(kind)]
        option["attrs"]["data-only-for"] = f"kind={','.join(kinds)}"
        return option


class OwnerForm(SeenForm):
    """`keepers` are those who may own the schedule; `seen` is the key of the owner that the page showed."""

    owner = forms.ModelChoiceField(
        label=gettext_lazy("New owner"),
        queryset=get_user_model().objects.none(),
        help_text=gettext_lazy("The head of the unit, and those who plan the reports of the unit or above it."),
    )

    def __init__(self, *args: Any, keepers: Iterable[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keys = [user.pk for user in keepers]
        self.fields["owner"].queryset = get_user_model().objects.filter(pk__in=keys).order_by("name", "pk")


class ScheduleForm(PortalModelForm, RecurrenceForm):
    """`cleaned_data` has `recurrence` and `recipients` for the service."""

    roles = forms.MultipleChoiceField(
        label=gettext_lazy("Goes also to"),
        required=False,
        widget=_RoleChoices,
        help_text=gettext_lazy(
            "Besides the head of the unit: who holds this role on it or above it, and may read this kind of report."
        ),
    )
    heads_of = forms.ModelMultipleChoiceField(
        label=gettext_lazy("And to the heads of"),
        queryset=OrganizationalUnit.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Reports that name people go only to units above."),
    )
    field_order = [
        "unit",
        "name",
        "kind",
        "for_each_unit",
        "repeats",
        "day",
        "month",
        "rule",
        "time_of_day",
        "output",
        "roles",
        "heads_of",
    ]

    class Meta:
        model = ReportSchedule
        fields = ("unit", "name", "kind", "for_each_unit", "time_of_day", "output")
        field_classes = {"unit": IndentedUnitField}

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        instance = kwargs.get("instance")
        if instance is not None and instance.pk:
            lines = list(instance.recipients.all())
            kwargs["initial"] = {
                **recurrence_initial(instance.recurrence),
                "roles": [line.role for line in lines if line.kind == RecipientKind.ROLE],
                "heads_of": [line.unit_id for line in lines if line.kind == RecipientKind.UNIT_HEAD],
                **(kwargs.get("initial") or {}),
            }
        super().__init__(*args, **kwargs)
        scope = scope_of(user)
        units = Q(path__in=scope.headed_paths) | scope.path_filter(Permission.REPORT_SCHEDULE, "path")
        offered = OrganizationalUnit.objects.filter(units)
        self.fields["unit"].queryset = offered if self.instance.pk else offered.open_on(today())
        readers = {role for kind in ReportKind for role in roles_that_read(kind)}
        self.fields["roles"].choices = [(role.value, role.label) for role in Role if role in readers]
        government = self.instance.unit.government_path if self.instance.pk else scope.government_path
        upper = OrganizationalUnit.objects.within(government).filter(depth__lte=OFFERED_DEPTH).open_on(today())
        self.fields["heads_of"].queryset = upper if government else OrganizationalUnit.objects.none()
        if self.instance.pk:
            # Its reports carry the unit.
            self.fields["unit"].disabled = True

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        kind, unit = cleaned.get("kind"), cleaned.get("unit")
        if not kind or not unit:
            return cleaned
        if kind == ReportKind.GOVERNMENT and not unit.is_government:
            self.add_error("unit", _("The overview covers a whole government. Choose the government as its unit."))
        if kind == ReportKind.GOVERNMENT and cleaned.get("for_each_unit"):
            self.add_error(
                "for_each_unit",
                _("The overview shows all units in one report. Choose another kind for a report of each."),
            )
        allowed = roles_that_read(kind)
        refused = [str(Role(role).label) for role in cleaned.get("roles", ()) if role not in allowed]
        if refused:
            self.add_error(
                "roles",
                _("This kind of report may not be read by: %(roles)s. Take that off.") % {"roles": ", ".join(refused)},
            )
        below = [each.name for each in cleaned.get("heads_of") or () if not may_get(kind, unit, each)]
        if below:
            self.add_error(
                "heads_of",
                _("This kind names people and goes only to units above “%(unit)s”. Take off: %(names)s.")
                % {"unit": unit.name, "names": ", ".join(below)},
            )
        cleaned["recipients"] = Recipients(
            roles=tuple(cleaned.get("roles", ())), heads_of=tuple(cleaned.get("heads_of") or ())
        )
        return cleaned
