"""Draws selects and inputs without templates.

Django renders each <option> through a template of its own; a list of 300 units took 60 ms that way, more than
everything else on the page. What comes out is the same as from Django's templates (a test compares them).
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django import forms
from django.forms.renderers import TemplatesSetting
from django.utils import formats
from django.utils.safestring import SafeString, mark_safe

from asn_portal.escaping import escaped

_INPUTS = frozenset(
    f"django/forms/widgets/{name}.html"
    for name in (
        "input",
        "text",
        "number",
        "email",
        "url",
        "password",
        "hidden",
        "date",
        "datetime",
        "time",
        "checkbox",
    )
)


class PortalRenderer(TemplatesSetting):
    def render(self, template_name: str, context: dict[str, Any], request: Any = None) -> SafeString:
        if template_name == "django/forms/widgets/select.html":
            return mark_safe(_select(context["widget"]))  # noqa: S308 -- every value is escaped below
        if template_name in _INPUTS:
            return mark_safe(_input(context["widget"]))  # noqa: S308 -- every value is escaped below
        return super().render(template_name, context, request)  # type: ignore[no-any-return]


class LongSelect(forms.Select):
    """A select with hundreds of plain options: drawn from the choices, without a dictionary for each, and kept while
    the choices are the same."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        options = _options(tuple((str(key), str(_shown(label))) for key, label in self.choices))
        for chosen in self.format_value(value):
            start = f'<option value="{escaped(str(chosen))}"'
            options = options.replace(f"{start}>", f"{start} selected>")
        start = f'<select name="{escaped(name)}"{_attributes(self.build_attrs(self.attrs, attrs))}>'
        return mark_safe(f"{start}\n{options}\n</select>")  # noqa: S308 -- every value is escaped


@lru_cache(maxsize=200)
def _options(choices: tuple[tuple[str, str], ...]) -> str:
    return "\n".join(f'<option value="{escaped(key)}">{escaped(label)}</option>' for key, label in choices)


def draw_filter_field(field: forms.BoundField, *, is_first: bool = False) -> SafeString:
    """One field of <c-filter-bar>: label, control, what is wrong with it. The first one is the search box."""
    widget = field.field.widget
    label = escaped(field.label)
    if isinstance(widget, forms.CheckboxInput):
        content = f'<label class="check" for="{escaped(field.id_for_label)}">{field} {label}</label>'
    elif field.use_fieldset:
        content = f'<fieldset><legend class="form-label">{label}</legend>{field}</fieldset>'
    else:
        shape = "form-select" if isinstance(widget, forms.Select) else "form-control"
        kind = type(widget).__name__.lower()
        classes = [*widget.attrs.get("class", "").split(), kind, shape]
        widget.attrs["class"] = " ".join(dict.fromkeys(classes))
        content = f'<label class="form-label" for="{escaped(field.id_for_label)}">{label}</label>{field}'
    errors = "".join(f'<p class="field-error">{escaped(error)}</p>' for error in field.errors)
    is_search = " is-search" if is_first else ""
    html = f'<div class="filter-field{is_search}">{content}{errors}</div>'
    return mark_safe(html)  # noqa: S308 -- every value is escaped above, the control by its widget


def _select(widget: dict[str, Any]) -> str:
    parts = [f'<select name="{escaped(widget["name"])}"{_attributes(widget["attrs"])}>']
    for group, options, _index in widget["optgroups"]:
        if group:
            parts.append(f'<optgroup label="{escaped(_shown(group))}">')
        parts += [
            f'<option value="{escaped(_stringformat(option["value"]))}"{_attributes(option["attrs"])}>'
            f"{escaped(_shown(option['label']))}</option>"
            for option in options
        ]
        if group:
            parts.append("</optgroup>")
    parts.append("</select>")
    return "\n".join(parts)


def _input(widget: dict[str, Any]) -> str:
    value = "" if widget["value"] is None else f' value="{escaped(_stringformat(widget["value"]))}"'
    start = f'<input type="{escaped(widget["type"])}" name="{escaped(widget["name"])}"'
    return f"{start}{value}{_attributes(widget['attrs'])}>"


def _attributes(attributes: dict[str, Any]) -> str:
    """False leaves an attribute out, True gives one without a value."""
    return "".join(
        f" {escaped(name)}" if value is True else f' {escaped(name)}="{escaped(_stringformat(value))}"'
        for name, value in attributes.items()
        if value is not False
    )


def _stringformat(value: Any) -> Any:
    """As the filter stringformat:'s', which keeps what is already safe."""
    return value if isinstance(value, str) else str(value)


def _shown(value: Any) -> Any:
    """As {{ value }}: numbers in the way of the language."""
    return value if isinstance(value, str) else formats.localize(value)
