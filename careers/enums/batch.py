"""Batches of rank promotions, salary steps, medals and transfers: kinds, states and the moves between them."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class BatchKind(TextChoices):
    RANK_PROMOTION = "rank", _("Rank promotion")
    SALARY_STEP = "salary", _("Salary step (KGB)")
    DECORATION = "medal", _("Satyalancana")
    TRANSFER = "transfer", _("Transfer")


class BatchState(TextChoices):
    """The chain: prepared by one HR officer, verified by another, signed by the head; then the day comes."""

    DRAFT = "draft", _("In preparation")
    RETURNED = "returned", _("Returned for correction")
    PREPARED = "prepared", _("Waiting for verification")
    VERIFIED = "verified", _("Waiting for the signature")
    SIGNED = "signed", _("Signed, not yet in effect")
    STOPPED = "stopped", _("Stopped on its day")
    APPLIED = "applied", _("In effect")
    CANCELLED = "cancelled", _("Cancelled")

    @property
    def tone(self) -> str:
        return BATCH_TONES[self]


BATCH_TONES = {
    BatchState.DRAFT: "neutral",
    BatchState.RETURNED: "attention",
    BatchState.PREPARED: "attention",
    BatchState.VERIFIED: "attention",
    BatchState.SIGNED: "info",
    BatchState.STOPPED: "bad",
    BatchState.APPLIED: "good",
    BatchState.CANCELLED: "neutral",
}

BATCH_MOVES = {
    BatchState.DRAFT: frozenset({BatchState.PREPARED, BatchState.CANCELLED}),
    BatchState.RETURNED: frozenset({BatchState.PREPARED, BatchState.CANCELLED}),
    BatchState.PREPARED: frozenset({BatchState.VERIFIED, BatchState.RETURNED, BatchState.CANCELLED}),
    BatchState.VERIFIED: frozenset({BatchState.SIGNED, BatchState.RETURNED, BatchState.CANCELLED}),
    BatchState.SIGNED: frozenset({BatchState.APPLIED, BatchState.STOPPED, BatchState.CANCELLED}),
    # Once the record is mended, the batch is tried again.
    BatchState.STOPPED: frozenset({BatchState.SIGNED, BatchState.CANCELLED}),
    BatchState.APPLIED: frozenset(),
    BatchState.CANCELLED: frozenset(),
}

# In these people are added and taken off.
EDITABLE_BATCH_STATES = frozenset({BatchState.DRAFT, BatchState.RETURNED})
CLOSED_BATCH_STATES = frozenset({BatchState.APPLIED, BatchState.CANCELLED})
# It bears a number, and its people hold an excerpt.
SIGNED_BATCH_STATES = frozenset({BatchState.SIGNED, BatchState.STOPPED, BatchState.APPLIED})
# The steps that are a signature; nobody gives two of one round.
SIGNATURE_STEPS = (BatchState.PREPARED, BatchState.VERIFIED, BatchState.SIGNED)
