"""Forms as they look and behave everywhere in the portal."""

from __future__ import annotations

import re
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import pretty_name
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy, pgettext


class _PortalFields:
    """What every form of ours shares: date pickers, numbers as people write them, a crispy helper without <form>."""

    # Labels end without a colon; the layout puts them above the field.
    label_suffix = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        self.prepare_fields()

    def prepare_fields(self) -> None:
        """Once more by a form that gets fields after this class's __init__."""
        for field in self.raw_fields().values():
            use_native_picker(field)
            localise_number(field)
            name_empty_choice(field)

    def raw_fields(self) -> dict[str, forms.Field]:
        """The fields that nobody has prepared before this form."""
        return self.fields  # type: ignore[attr-defined,no-any-return]

    def full_clean(self) -> None:
        # Only now: many forms set their labels after this class's __init__.
        for name, field in self.raw_fields().items() if self.is_bound else ():  # type: ignore[attr-defined]
            name_in_errors(field, str(field.label or pretty_name(name)))
        super().full_clean()  # type: ignore[misc]

    @cached_property
    def helper(self) -> FormHelper:
        """The layout owns the <form> tag, the CSRF token and the error summary."""
        helper = FormHelper()
        helper.form_tag = False
        helper.disable_csrf = True
        helper.form_show_errors = True
        return helper


class PortalForm(_PortalFields, forms.Form):
    pass


class PortalModelForm(_PortalFields, forms.ModelForm):
    pass


class FilterForm(_PortalFields, forms.Form):
    """The form of a filter set: nothing is required, and the empty choice says that it means everything."""

    use_required_attribute = False

    def prepare_fields(self) -> None:
        super().prepare_fields()
        for field in self.raw_fields().values():
            if isinstance(field, forms.ModelChoiceField):
                if field.empty_label is not None:
                    field.empty_label = _("All")
            elif getattr(field, "empty_label", None) is not None:
                field.widget.choices = [
                    (value, _("All") if value == "" else label) for value, label in field.widget.choices
                ]
            if isinstance(field.widget, forms.NullBooleanSelect):
                field.widget = forms.Select(choices=[("", _("All")), ("true", _("Yes")), ("false", _("No"))])


def name_empty_choice(field: forms.Field) -> None:
    """Words for Django's nine hyphens."""
    if isinstance(field, forms.ModelChoiceField) and field.empty_label == DJANGOS_EMPTY_LABEL:
        field.empty_label = pgettext("empty option", "Choose…") if field.required else pgettext("empty option", "None")


DJANGOS_EMPTY_LABEL = "---------"


def name_in_errors(field: forms.Field, label: str) -> None:
    """Errors that name the field and say what to do, where Django says "This field is required".

    The summary on top of a form lists them away from their field. What a field says in words of its own stays.
    """
    if isinstance(field, forms.FileField):
        required = _("Attach “%(field)s”.")
    elif isinstance(field, forms.BooleanField) and not isinstance(field, forms.NullBooleanField):
        required = _("Tick “%(field)s” to go on.")
    elif isinstance(field, forms.ChoiceField | forms.ModelChoiceField):
        required = _("Choose “%(field)s”.")
    else:
        required = _("Fill in “%(field)s”.")
    own = field.error_messages
    missing = str(required) % {"field": label}
    if own.get("required") == forms.Field.default_error_messages["required"]:
        own["required"] = missing
    for code in ("blank", "null"):
        own.setdefault(code, missing)
    # The validator fills in its numbers later.
    numbers = {name: f"%({name})s" for name in ("limit_value", "show_value")}
    for code, message in LIMITS.items():
        own.setdefault(code, str(message) % {"field": label.replace("%", "%%"), **numbers})


LIMITS = {
    "max_value": _("“%(field)s” may be at most %(limit_value)s."),
    "min_value": _("“%(field)s” must be at least %(limit_value)s."),
    "max_length": _("“%(field)s” has %(show_value)s characters; at most %(limit_value)s are possible."),
    "min_length": _("“%(field)s” has %(show_value)s characters; at least %(limit_value)s are needed."),
}

# Texts of Django whose own Indonesian is odd or wrong. The portal's catalogue goes before Django's; here they are only
# named, so that `make messages` keeps them.
REWORDED = (
    _("Enter a whole number."),
    _("Enter a number."),
    _("Enter a valid duration."),
    _("Enter a valid UUID."),
    _("Enter a complete value."),
    _("Select a valid choice. That choice is not one of the available choices."),
    _("Select a valid choice. %(value)s is not one of the available choices."),
    _("%(model_name)s with this %(field_labels)s already exists."),
    _("No file was submitted. Check the encoding type on the form."),
    _("Please either submit a file or check the clear checkbox, not both."),
    ngettext_lazy(
        "Ensure that there are no more than %(max)s digit in total.",
        "Ensure that there are no more than %(max)s digits in total.",
        "max",
    ),
    ngettext_lazy(
        "Ensure that there are no more than %(max)s decimal place.",
        "Ensure that there are no more than %(max)s decimal places.",
        "max",
    ),
    ngettext_lazy(
        "Ensure that there are no more than %(max)s digit before the decimal point.",
        "Ensure that there are no more than %(max)s digits before the decimal point.",
        "max",
    ),
)


def use_native_picker(field: forms.Field) -> None:
    """Let the browser offer its calendar and clock. Those exchange ISO values, whatever the language."""
    if isinstance(field, forms.MultiValueField):
        _label_ends(field)
    widget = field.widget
    if type(widget) is forms.DateInput:
        widget.input_type, widget.format = "date", "%Y-%m-%d"
    elif type(widget) is forms.DateTimeInput:
        widget.input_type, widget.format = "datetime-local", "%Y-%m-%dT%H:%M"
    elif type(widget) is forms.TimeInput:
        widget.input_type, widget.format = "time", "%H:%M"
    else:
        return
    widget.is_localized = False


def _label_ends(field: forms.MultiValueField) -> None:
    """A range is two inputs under one legend; each says which end it is."""
    for part, widget, name in zip(field.fields, field.widget.widgets, (_("From"), _("Until")), strict=False):
        if isinstance(part, forms.DateField | forms.DateTimeField):
            # A whole day at either end, also for moments.
            widget.input_type, widget.format, widget.is_localized = "date", "%Y-%m-%d", False
        elif isinstance(part, forms.DecimalField | forms.FloatField | forms.IntegerField):
            widget.attrs["inputmode"] = "decimal"
        widget.attrs.update({"class": "form-control", "aria-label": name})


def date_input(**attributes: Any) -> forms.DateInput:
    """The browser's calendar, for fields outside of PortalForm."""
    return forms.DateInput(attrs={"type": "date", **attributes}, format="%Y-%m-%d")


def localise_number(field: forms.Field) -> None:
    """Decimals are typed and shown as 1.250.000,50 (Indonesian) or 1,250,000.50 (English)."""
    if not isinstance(field, forms.DecimalField | forms.FloatField) or type(field.widget) is not forms.NumberInput:
        return
    attributes = {name: value for name, value in field.widget.attrs.items() if name not in {"min", "max", "step"}}
    required = field.widget.is_required
    field.widget = forms.TextInput(attrs={**attributes, "inputmode": "decimal"})
    field.localize = field.widget.is_localized = True
    field.widget.is_required = required


# --- Telephone --------------------------------------------------------------------------------------------------------


def normalise_phone(text: str) -> str:
    """`0812-3456-7890`, `62 812…`, `+62 (812)…` → `+6281234567890`. Raises ValueError for what cannot be a number."""
    compact = re.sub(r"[\s().\-/]", "", text)
    if compact.startswith("00"):
        compact = f"+{compact[2:]}"
    if compact.startswith("+"):
        digits = compact[1:]
    elif compact.startswith("0"):
        digits = f"62{compact[1:]}"
    elif compact.startswith("62"):
        digits = compact
    else:
        # People leave out the leading zero: 812…
        digits = f"62{compact}"
    if digits.startswith("620"):
        digits = f"62{digits[3:]}"
    # ITU-T E.164: at most 15 digits, the country code included.
    if not re.fullmatch(r"[1-9][0-9]{7,14}", digits):
        raise ValueError("Not a telephone number.")
    return f"+{digits}"


class PhoneField(forms.CharField):
    """A telephone number in any spelling; cleaned to +62…"""

    default_error_messages = {"invalid": _("Enter a telephone number with its area code, for instance 0812 3456 7890.")}

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 30)
        kwargs.setdefault("label", _("Telephone"))
        kwargs.setdefault("widget", forms.TextInput(attrs={"type": "tel", "inputmode": "tel", "autocomplete": "tel"}))
        super().__init__(**kwargs)

    def clean(self, value: Any) -> str:
        text = super().clean(value)
        if not text:
            return text
        try:
            return normalise_phone(text)
        except ValueError:
            raise ValidationError(self.error_messages["invalid"], code="invalid")


# --- NIP --------------------------------------------------------------------------------------------------------------


def group_nip(number: str) -> str:
    """`198501152010011003` → `19850115 201001 1 003`; anything else unchanged."""
    if not re.fullmatch(r"[0-9]{18}", number):
        return number
    return f"{number[:8]} {number[8:14]} {number[14]} {number[15:]}"


class NipField(forms.CharField):
    """An 18-digit NIP as people write it, with spaces, dots or dashes; cleaned to its digits and shown grouped.

    Whether the digits make sense (dates, sex) is for `parse_nip` in the app that knows the rules: pass it as validator.
    """

    default_error_messages = {
        "length": _("A NIP has 18 digits; this one has %(count)d."),
        "digits": _("A NIP has digits only. Leave out letters and other signs."),
    }

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 40)
        kwargs.setdefault("label", _("NIP"))
        kwargs.setdefault(
            "widget", forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "spellcheck": "false"})
        )
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> str:
        return re.sub(r"[\s.\-–]", "", super().to_python(value))

    def validate(self, value: str) -> None:
        super().validate(value)
        if not value:
            return
        if not re.fullmatch(r"[0-9]+", value):
            raise ValidationError(self.error_messages["digits"], code="digits")
        if len(value) != 18:
            raise ValidationError(self.error_messages["length"], code="length", params={"count": len(value)})

    def prepare_value(self, value: Any) -> Any:
        return group_nip(value) if isinstance(value, str) else value
