"""Words and questions that only the templates of the staff records ask."""

from __future__ import annotations

import datetime
from typing import Any

from django import template

from asn_portal.audit.registry import label_of_event
from employees.dates import today

register = template.Library()


@register.filter
def look_label(what: str) -> str:
    """What a look at a record opened, in words."""
    return label_of_event(f"view.{what}")


@register.filter
def starts_with(text: str, prefix: str) -> bool:
    return bool(text) and text.startswith(prefix)


@register.inclusion_tag("employees/_future_date.html", takes_context=True)
def future_note(context: Any, date: datetime.date | None) -> dict[str, Any]:
    """Says of a day to come what is not in what is shown."""
    is_future = date is not None and date > today()
    user = context["request"].user
    return {
        "is_future": is_future,
        "may_see_planned": is_future and user.has_perm("employees.list_structure_changes"),
    }
