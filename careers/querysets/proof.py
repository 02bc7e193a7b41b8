"""Reads of the chain."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q

from asn_portal.access.scope import scope_of
from careers.enums import CandidacyState, SelectionState
from careers.querysets.panel import kept_by

# Nothing more will happen: everybody may have the whole chain.
ENDED = (SelectionState.APPOINTED, SelectionState.CANCELLED)


def chain_open_to(user: Any, prefix: str = "") -> Q:
    """Selections whose chain the user may download: after the end all, before it as office, panel or candidate."""
    condition = Q(**{f"{prefix}state__in": ENDED, f"{prefix}announced_at__isnull": False})
    if not getattr(user, "is_authenticated", False):
        return condition
    condition |= kept_by(user, prefix) | Q(
        **{f"{prefix}panel_members__user": user.pk, f"{prefix}panel_members__left_at": None}
    )
    employee_id = scope_of(user).employee_id
    if employee_id is not None:
        applied = [state for state in CandidacyState if state != CandidacyState.DRAFT]
        condition |= Q(**{f"{prefix}candidacies__employee": employee_id, f"{prefix}candidacies__state__in": applied})
    return condition


class ProofEventQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Any:
        selections = self.model._meta.apps.get_model("careers", "Selection").objects
        return self.filter(selection__in=selections.filter(chain_open_to(user)).values("pk"))

    def of_chain(self, selection: Any, size: int | None = None) -> Any:
        """In order; the first `size` only, where given."""
        rows = self.filter(selection=selection).order_by("sequence")
        return rows if size is None else rows.filter(sequence__lte=size)


class ProofCheckpointQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Any:
        """Everybody's, once the selection was announced: that they are public is their use."""
        return self.filter(selection__announced_at__isnull=False)
