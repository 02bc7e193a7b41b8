"""Words and questions that only the templates of the staff records ask."""

from __future__ import annotations

from django import template

from asn_portal.audit.registry import label_of_event

register = template.Library()


@register.filter
def look_label(what: str) -> str:
    """What a look at a record opened, in words."""
    return label_of_event(f"view.{what}")


@register.filter
def starts_with(text: str, prefix: str) -> bool:
    return bool(text) and text.startswith(prefix)
