"""Who may do what with panels and proofs. Objects are selections."""

from __future__ import annotations

from typing import Any

import rules

from asn_portal.access.permissions import Permission
from asn_portal.access.predicates import covers, is_signed_in
from asn_portal.access.scope import scope_of
from careers.models import Candidacy, PanelMember


def seat_of(user: Any, selection: Any) -> PanelMember | None:
    """The user's seat on the appointed panel of the selection."""
    if selection is None:
        return None
    seat: PanelMember | None = (
        PanelMember.objects.seated(user).filter(selection=selection).select_related("user", "selection").first()
    )
    return seat


@rules.predicate
def competes_here(user: Any, selection: Any) -> bool:
    employee_id = scope_of(user).employee_id
    if selection is None or employee_id is None:
        return False
    return Candidacy.objects.filter(selection=selection, employee=employee_id).exists()


@rules.predicate
def sits_on_panel(user: Any, selection: Any) -> bool:
    return seat_of(user, selection) is not None


@rules.predicate
def chairs_panel(user: Any, selection: Any) -> bool:
    seat = seat_of(user, selection)
    return seat is not None and seat.is_chair


@rules.predicate
def has_a_seat(user: Any) -> bool:
    return bool(getattr(user, "is_authenticated", False)) and PanelMember.objects.seated(user).exists()


def _path(selection: Any) -> str:
    return str(selection.unit.path)


reads = covers(Permission.CAREER_VIEW, _path) & ~competes_here
manages = covers(Permission.CAREER_MANAGE, _path) & ~competes_here

rules.add_perm("careers.view_panel", reads)
rules.add_perm("careers.manage_panel", manages)
rules.add_perm("careers.list_seats", is_signed_in)
rules.add_perm("careers.judge", sits_on_panel)
rules.add_perm("careers.chair", chairs_panel)
rules.add_perm("careers.view_scoring", reads | sits_on_panel)
