"""The append-only chain of a selection's events, and its published checkpoints."""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from careers.domain.proof import GENESIS, Entry
from careers.querysets import ProofCheckpointQuerySet, ProofEventQuerySet


class ProofHead(models.Model):
    """Where the chain of a selection ends. Its row is locked while an entry is added, so that no number is missing.

    A row of its own, not the selection's: services that lock a selection and those that lock a stage first would
    otherwise wait for each other. `peaks` are the roots of the full trees that the leaves make, from the left.
    """

    selection = models.OneToOneField("careers.Selection", on_delete=models.PROTECT, related_name="proof_head")
    size = models.PositiveBigIntegerField(default=0)
    last_hash = models.CharField(max_length=64, default=GENESIS)
    peaks = models.JSONField(default=list)

    def __str__(self) -> str:
        return f"{self.selection_id}: {self.size}"


class ProofEvent(models.Model):
    """An entry of the chain; knows people by pseudonym only. The database refuses to change or delete it."""

    selection = models.ForeignKey("careers.Selection", on_delete=models.PROTECT, related_name="proof_events")
    sequence = models.PositiveBigIntegerField(_("number"))
    kind = models.CharField(_("event"), max_length=40)
    payload = models.JSONField(_("content"))
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(_("fingerprint"), max_length=64)
    at = models.DateTimeField(_("time"))

    objects = ProofEventQuerySet.as_manager()

    class Meta:
        verbose_name = _("event of the proof")
        verbose_name_plural = _("events of the proof")
        ordering = ["selection", "sequence"]
        constraints = [
            models.UniqueConstraint(fields=["selection", "sequence"], name="proofevent_sequence_once"),
            # No two entries follow the same one.
            models.UniqueConstraint(fields=["selection", "previous_hash"], name="proofevent_one_line"),
            models.CheckConstraint(condition=Q(sequence__gte=1), name="proofevent_sequence_from_one"),
        ]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.sequence} {self.kind}"

    def entry(self, code: str) -> Entry:
        """As the chain's rules know it; `code` is the selection's."""
        return Entry(
            selection=code,
            sequence=self.sequence,
            kind=self.kind,
            at=self.at,
            payload=self.payload,
            previous=self.previous_hash,
        )


class ProofCheckpoint(models.Model):
    """The root over the first `size` entries, published and mailed; `event` is the entry that tells it."""

    selection = models.ForeignKey("careers.Selection", on_delete=models.PROTECT, related_name="proof_checkpoints")
    size = models.PositiveBigIntegerField(_("entries"))
    root = models.CharField(_("fingerprint"), max_length=64)
    event = models.OneToOneField(ProofEvent, on_delete=models.PROTECT, related_name="checkpoint")
    at = models.DateTimeField(_("time"))

    objects = ProofCheckpointQuerySet.as_manager()

    class Meta:
        verbose_name = _("checkpoint")
        verbose_name_plural = _("checkpoints")
        ordering = ["selection", "-size"]
        constraints = [models.UniqueConstraint(fields=["selection", "size"], name="proofcheckpoint_once")]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.size}:{self.root}"


class ProofSubscription(models.Model):
    """Somebody, such as a candidate, who wants each checkpoint by mail."""

    selection = models.ForeignKey("careers.Selection", on_delete=models.CASCADE, related_name="proof_subscriptions")
    # CASCADE twice: a wish, not a record.
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("subscription to checkpoints")
        verbose_name_plural = _("subscriptions to checkpoints")
        constraints = [models.UniqueConstraint(fields=["selection", "user"], name="proofsubscription_once")]

    def __str__(self) -> str:
        return f"{self.selection_id}: {self.user_id}"
