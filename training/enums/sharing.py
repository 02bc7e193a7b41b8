"""Sharing sessions: seminars and communities of practice that colleagues hold for each other."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class SharingState(TextChoices):
    PROPOSED = "proposed", pgettext_lazy("sharing", "Proposed")
    APPROVED = "approved", pgettext_lazy("sharing", "Approved")
    REFUSED = "refused", pgettext_lazy("sharing", "Refused")
    HELD = "held", pgettext_lazy("sharing", "Held")
    CANCELLED = "cancelled", _("Cancelled")


SHARING_TONES = {
    SharingState.PROPOSED: "attention",
    SharingState.APPROVED: "good",
    SharingState.REFUSED: "bad",
    SharingState.HELD: "neutral",
    SharingState.CANCELLED: "bad",
}
SHARING_MOVES: dict[SharingState, frozenset[SharingState]] = {
    SharingState.PROPOSED: frozenset({SharingState.APPROVED, SharingState.REFUSED, SharingState.CANCELLED}),
    SharingState.APPROVED: frozenset({SharingState.HELD, SharingState.CANCELLED}),
    SharingState.REFUSED: frozenset(),
    SharingState.HELD: frozenset(),
    SharingState.CANCELLED: frozenset(),
}
