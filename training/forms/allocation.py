"""Quotas, nominations, moves, the draw, and series."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from asn_portal.forms import PortalForm
from employees.models import Employee, OrganizationalUnit
from training.domain.draw import GAP, MONTHS_WITHOUT, NOT_DRAWN, digits_of
from training.domain.series import LAST, MOST_SESSIONS, Rule
from training.enums import RefusalCode
from training.forms.registration import ReasonForm
from training.models import Partner, Registration, TrainingSession, Venue
from training.services.draw import layer_words

MOST_QUOTAS = 12
MOST_NIPS = 200


class RefusalForm(ReasonForm):
    """The kind is counted in the figures on equal access, the reason is read by the person."""

    code = forms.ChoiceField(label=gettext_lazy("Reason for the refusal"), choices=[("", "–"), *RefusalCode.choices])
    field_order = ("code", "reason")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = _("Explanation")


class RemovalForm(RefusalForm):
    """The organiser's side of it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("Reason for the removal")


class QuotaForm(PortalForm):
    """Pairs of unit and seats; an empty pair is no quota."""

    use_required_attribute = False

    def __init__(self, *args: Any, session: TrainingSession, quotas: list[tuple[int, int]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units = OrganizationalUnit.objects.filter(path__startswith=session.unit.government_path).order_by("path")
        # Units two levels below a government: agencies and districts, and what is chosen already.
        chosen = [unit for unit, _seats in quotas]
        offered = units.filter(depth__lte=3).exclude(path=session.unit.government_path) | units.filter(pk__in=chosen)
        self.units = {str(unit.pk): unit for unit in offered.order_by("path")}
        choices = [
            ("", "–"),
            *((pk, f"{chr(0xA0) * 3 * (unit.depth - 2)}{unit.name}") for pk, unit in self.units.items()),
        ]
        self.pairs = max(len(quotas) + 2, 4)
        for number in range(min(self.pairs, MOST_QUOTAS)):
            unit, seats = quotas[number] if number < len(quotas) else ("", None)
            self.fields[f"unit-{number}"] = forms.ChoiceField(
                label=_("Unit %(number)s") % {"number": number + 1},
                choices=choices,
                required=False,
                initial=str(unit),
            )
            self.fields[f"seats-{number}"] = forms.IntegerField(
                label=_("Seats of unit %(number)s") % {"number": number + 1},
                min_value=1,
                max_value=10000,
                required=False,
                initial=seats,
            )
        self.prepare_fields()

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        self.quotas: dict[OrganizationalUnit, int] = {}
        for name in [name for name in self.fields if name.startswith("unit-")]:
            seats_name = name.replace("unit-", "seats-")
            unit, seats = self.units.get(data.get(name) or ""), data.get(seats_name)
            if unit is not None and seats is None and seats_name not in self.errors:
                self.add_error(seats_name, _("Enter the number of seats, or choose no unit."))
            elif unit is None and seats is not None:
                self.add_error(name, _("Choose the unit that these seats are for, or delete the number."))
            elif unit is not None and seats is not None:
                if unit in self.quotas:
                    self.add_error(name, _("This unit stands above already. Choose another."))
                self.quotas[unit] = seats
        return data


class NominationForm(PortalForm):
    """A head ticks staff; the training office also gives NIPs. One of the two is needed: `clean` asks for it."""

    use_required_attribute = False

    people = forms.ModelMultipleChoiceField(
        Employee.objects.none(),
        label=gettext_lazy("Your staff"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    nips = forms.CharField(
        label=gettext_lazy("NIPs"),
        required=False,
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 5, "inputmode": "numeric"}),
        help_text=gettext_lazy("One per line. People of your government."),
    )

    def __init__(self, *args: Any, staff: Any, government_path: str, may_name_anybody: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.government_path = government_path
        self.fields["people"].queryset = staff
        if not may_name_anybody:
            del self.fields["nips"]
        if not staff.exists():
            del self.fields["people"]
        if len(self.fields) == 2:
            self.fields["people"].help_text = _("Tick people here, enter NIPs below, or both.")
        self._show_as_needed(True)

    def full_clean(self) -> None:
        self._show_as_needed(False)
        super().full_clean()
        self._show_as_needed(True)

    def _show_as_needed(self, is_needed: bool) -> None:
        """No field reads "optional", yet each may be empty where the other is not."""
        for field in self.fields.values():
            field.required = is_needed

    def clean_nips(self) -> list[Employee]:
        numbers = [
            "".join(filter(str.isdigit, line)) for line in self.cleaned_data["nips"].splitlines() if line.strip()
        ]
        if len(numbers) > MOST_NIPS:
            raise ValidationError(_("Name at most %(number)s people at once.") % {"number": MOST_NIPS})
        found = Employee.objects.with_place().filter(nip__in=numbers, unit__path__startswith=self.government_path)
        by_nip = {employee.nip: employee for employee in found}
        if missing := [number for number in numbers if number not in by_nip]:
            raise ValidationError(
                _("Nobody of your government has: %(numbers)s. Check the digits.") % {"numbers": ", ".join(missing[:5])}
            )
        return list(by_nip.values())

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors and not self.chosen(data):
            raise ValidationError(_("Choose at least one person."))
        return data

    def chosen(self, data: dict[str, Any]) -> list[Employee]:
        people: Iterable[Employee] = [*data.get("people", ()), *data.get("nips", ())]
        return list({employee.pk: employee for employee in people}.values())


class MoveForm(ReasonForm):
    target = forms.ModelChoiceField(TrainingSession.objects.none(), label=gettext_lazy("To session"))
    field_order = ("target", "reason")

    def __init__(self, *args: Any, registration: Registration, targets: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["target"].queryset = targets


LAYER_CHOICES = [
    ("", "–"),
    (f"{NOT_DRAWN}:0", gettext_lazy("Not drawn last time")),
    (f"{GAP}:3", gettext_lazy("Gap of three levels or more")),
    (f"{GAP}:2", gettext_lazy("Gap of two levels or more")),
    (f"{GAP}:1", gettext_lazy("Gap of one level or more")),
    (f"{MONTHS_WITHOUT}:36", gettext_lazy("36 months or longer without a training")),
    (f"{MONTHS_WITHOUT}:24", gettext_lazy("24 months or longer without a training")),
    (f"{MONTHS_WITHOUT}:12", gettext_lazy("12 months or longer without a training")),
]
LAYERS = 5


class DrawRuleForm(PortalForm):
    """The layers in their order, and where the seed will come from."""

    seed_source = forms.CharField(
        label=gettext_lazy("Where the seed comes from"),
        max_length=300,
        help_text=gettext_lazy(
            "A public value that nobody knows yet, such as the closing value of the stock index (IHSG) of a day after "
            "registration closes."
        ),
    )
    seed_day = forms.DateField(
        label=gettext_lazy("Day on which the seed is published"),
        help_text=gettext_lazy(
            "After registration closes and before the session begins. The seed can't be entered earlier."
        ),
    )

    def __init__(self, *args: Any, layers: list[list[Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        shown = [f"{code}:{bound}" for code, bound in layers]
        choices = list(LAYER_CHOICES)
        known = {value for value, _label in choices}
        choices += [
            (value, words) for value, words in zip(shown, layer_words(layers), strict=False) if value not in known
        ]
        for number in range(LAYERS):
            self.fields[f"layer-{number}"] = forms.ChoiceField(
                label=_("Layer %(number)s") % {"number": number + 1},
                choices=choices,
                required=False,
                initial=shown[number] if number < len(shown) else "",
            )
        self.order_fields([*(f"layer-{number}" for number in range(LAYERS)), "seed_source", "seed_day"])

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        self.layers: list[list[Any]] = []
        for number in range(LAYERS):
            value = data.get(f"layer-{number}")
            if not value:
                continue
            code, bound = value.split(":")
            if [code, int(bound)] in self.layers:
                self.add_error(f"layer-{number}", _("This layer stands above already. Choose another."))
            self.layers.append([code, int(bound)])
        return data


class SeedForm(PortalForm):
    seed = forms.CharField(
        label=gettext_lazy("Seed"),
        max_length=200,
        help_text=gettext_lazy(
            "As it was published. Only its digits count: 7.123,45 and 7123.45 are the same seed, 7.123,450 is another."
        ),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    def clean_seed(self) -> str:
        try:
            return digits_of(self.cleaned_data["seed"])
        except ValueError as error:
            raise ValidationError(_("Enter the digits of the seed.")) from error


WEEKDAY_CHOICES = [
    ("0", gettext_lazy("Monday")),
    ("1", gettext_lazy("Tuesday")),
    ("2", gettext_lazy("Wednesday")),
    ("3", gettext_lazy("Thursday")),
    ("4", gettext_lazy("Friday")),
    ("5", gettext_lazy("Saturday")),
    ("6", gettext_lazy("Sunday")),
]
PATTERNS = [
    ("nth", gettext_lazy("Every month on a weekday, such as the second Tuesday")),
    ("day", gettext_lazy("Every month on a day, such as the 15th")),
    ("week", gettext_lazy("Every week on a weekday")),
]
NTH = [
    ("1", pgettext_lazy("weekday of the month", "first")),
    ("2", pgettext_lazy("weekday of the month", "second")),
    ("3", pgettext_lazy("weekday of the month", "third")),
    ("4", pgettext_lazy("weekday of the month", "fourth")),
    (str(LAST), pgettext_lazy("weekday of the month", "last")),
]


class SeriesForm(PortalForm):
    title = forms.CharField(label=gettext_lazy("Title"), max_length=180)
    pattern = forms.ChoiceField(label=gettext_lazy("Repeats"), choices=PATTERNS)
    # A script shows those of the chosen pattern alone; without it each says where it belongs.
    nth = forms.TypedChoiceField(
        label=gettext_lazy("Which of the month"),
        choices=NTH,
        coerce=int,
        required=False,
        help_text=gettext_lazy("Only for every month on a weekday."),
        widget=forms.Select(attrs={"data-for-pattern": "nth"}),
    )
    weekday = forms.TypedChoiceField(
        label=gettext_lazy("Weekday"),
        choices=WEEKDAY_CHOICES,
        coerce=int,
        required=False,
        help_text=gettext_lazy("Only for a weekday, every month or every week."),
        widget=forms.Select(attrs={"data-for-pattern": "nth week"}),
    )
    month_day = forms.IntegerField(
        label=gettext_lazy("Day of the month"),
        min_value=1,
        max_value=31,
        required=False,
        help_text=gettext_lazy("Only for every month on a day."),
        widget=forms.NumberInput(attrs={"data-for-pattern": "day"}),
    )
    interval = forms.IntegerField(
        label=gettext_lazy("Every how many months or weeks"), min_value=1, max_value=12, initial=1
    )
    count = forms.IntegerField(
        label=gettext_lazy("Number of sessions"), min_value=1, max_value=MOST_SESSIONS, initial=12
    )
    start = forms.DateField(label=gettext_lazy("From"))
    begins = forms.TimeField(label=gettext_lazy("Begins at"), initial=datetime.time(8, 30))
    ends = forms.TimeField(label=gettext_lazy("Ends at"), initial=datetime.time(15, 30))
    venue = forms.ModelChoiceField(Venue.objects.none(), label=gettext_lazy("Venue from the list"), required=False)
    place = forms.CharField(
        label=gettext_lazy("Place in your own words"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Empty: the name of the venue."),
    )
    partner = forms.ModelChoiceField(Partner.objects.none(), label=gettext_lazy("Partner institution"), required=False)
    seats = forms.IntegerField(label=gettext_lazy("Seats"), min_value=1, initial=30)
    learning_hours = forms.DecimalField(
        label=gettext_lazy("Learning hours (JP)"),
        min_value=0,
        max_digits=6,
        decimal_places=2,
        required=False,
        help_text=gettext_lazy("Empty: as the rule of hours says."),
    )
    opens_before = forms.IntegerField(
        label=gettext_lazy("Registration opens, days before"), min_value=1, max_value=365, initial=28
    )
    closes_before = forms.IntegerField(
        label=gettext_lazy("Registration closes, days before"), min_value=0, max_value=364, initial=3
    )

    def __init__(self, *args: Any, government_path: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["venue"].queryset = Venue.objects.of_government(government_path).in_use()
        self.fields["partner"].queryset = Partner.objects.of_government(government_path).in_use()

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        pattern = data.get("pattern")
        for name, patterns, message in (
            ("weekday", ("nth", "week"), _("Choose the weekday.")),
            ("nth", ("nth",), _("Choose which weekday of the month.")),
            ("month_day", ("day",), _("Enter the day of the month.")),
        ):
            if pattern in patterns and data.get(name) in (None, "") and name not in self.errors:
                self.add_error(name, message)
        if data.get("begins") and data.get("ends") and data["ends"] <= data["begins"]:
            self.add_error("ends", _("The session must end after it begins."))
        opens, closes = data.get("opens_before"), data.get("closes_before")
        if opens is not None and closes is not None and closes >= opens:
            self.add_error("closes_before", _("Registration must close after it opens."))
        if not data.get("place") and not data.get("venue"):
            self.add_error("place", _("Choose a venue or enter the place."))
        return data

    @property
    def rule(self) -> Rule:
        data = self.cleaned_data
        pattern = data["pattern"]
        return Rule(
            frequency="WEEKLY" if pattern == "week" else "MONTHLY",
            count=data["count"],
            interval=data["interval"],
            weekday=None if pattern == "day" else data["weekday"],
            nth=data["nth"] if pattern == "nth" else None,
            month_day=data["month_day"] if pattern == "day" else None,
        )
