"""Who may do what with panels and proofs. Objects are selections."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import rules

from asn_portal.access.predicates import is_signed_in
from careers.rules.selection import audits, keeps, reads

if TYPE_CHECKING:
    from careers.models import PanelMember


def seat_of(user: Any, selection: Any) -> PanelMember | None:
    """The user's seat on the appointed panel of the selection."""
    if selection is None:
        return None
    seat: PanelMember | None = selection.panel_members.seated(user).select_related("user", "selection").first()
    return seat


@rules.predicate
def sits_on_panel(user: Any, selection: Any) -> bool:
    return seat_of(user, selection) is not None


@rules.predicate
def chairs_panel(user: Any, selection: Any) -> bool:
    seat = seat_of(user, selection)
    return seat is not None and seat.is_chair


@rules.predicate
def has_a_seat(user: Any) -> bool:
    return bool(getattr(user, "is_authenticated", False)) and user.panel_memberships.seated(user).exists()


@rules.predicate
def signs(user: Any, minutes: Any) -> bool:
    selection = minutes.rubric.stage.selection
    seat = selection.panel_members.filter(user=user.pk).first()
    return seat is not None and minutes.is_signed_by(seat) and not keeps(user, selection)


@rules.predicate
def views_scoring_of(user: Any, minutes: Any) -> bool:
    return bool((keeps | audits | sits_on_panel)(user, minutes.rubric.stage.selection))


rules.add_perm("careers.view_panel", reads)
rules.add_perm("careers.view_minutes", views_scoring_of | signs)
rules.add_perm("careers.sign_minutes", signs)
rules.add_perm("careers.manage_panel", keeps)
rules.add_perm("careers.list_seats", is_signed_in)
# Who keeps the selection sees names beside pseudonyms, and doesn't judge: also who came into the office later.
rules.add_perm("careers.judge", sits_on_panel & ~keeps)
rules.add_perm("careers.chair", chairs_panel & ~keeps)
rules.add_perm("careers.view_scoring", keeps | audits | sits_on_panel)
