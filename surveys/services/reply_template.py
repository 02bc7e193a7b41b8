"""Texts that officers start from."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from asn_portal.audit.services import record_event
from surveys.models import Complaint, ReplyTemplate


@transaction.atomic
def save_template(*, template: ReplyTemplate, by: Any) -> ReplyTemplate:
    """Store a new text or a changed one; the form has looked at its fields."""
    is_new = template.pk is None
    template.save()
    kind = "surveys.template_created" if is_new else "surveys.template_changed"
    record_event(kind, by=by, obj=template, unit_path=template.unit.path)
    return template


def filled_text(*, template: ReplyTemplate, complaint: Complaint) -> str:
    """The text in the reporter's language, with the code and the unit in it. Other braces stay as they are."""
    text = template.text_in(complaint.language)
    return text.replace("{code}", complaint.formatted_code).replace("{unit}", complaint.unit.name)
