"""Small words of the operator's page."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from django import template
from django.utils.translation import gettext_lazy as _

from asn_portal.jobs.templatetags.job_times import in_words

register = template.Library()

PARTS: dict[str, Any] = {
    "database": _("Database"),
    "migrations": _("Database structure"),
    "cache": _("Cache"),
    "broker": _("Message broker"),
    "storage": _("File storage"),
    "workers": _("Workers and clock"),
    "backlog": _("Backlog"),
}


@register.filter
def part_name(name: str) -> Any:
    return PARTS.get(name, name)


@register.filter
def seconds_in_words(seconds: float) -> str:
    return in_words(timedelta(seconds=seconds))


@register.filter
def moment(timestamp: float) -> datetime:
    return datetime.fromtimestamp(timestamp, UTC)


@register.filter
def last_line(text: str) -> str:
    """The line of a traceback that names the fault."""
    return next((line for line in reversed(text.splitlines()) if line.strip()), "")[:200]
