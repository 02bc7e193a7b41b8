"""Single-use codes on slips of paper.

A code is deleted in the statement that stores its answers. What remains are the unused ones and how many were printed:
neither a column nor the order of rows can tell which slip an answer came with.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from surveys.querysets import SlipBatchQuerySet


class SlipBatch(models.Model):
    """Slips printed at once. Their codes are shown only in the file that was made then."""

    # PROTECT: a survey with slips is closed, never deleted.
    survey = models.ForeignKey(
        "surveys.SatisfactionSurvey", on_delete=models.PROTECT, related_name="slip_batches", verbose_name=_("survey")
    )
    # PROTECT: as for answers. The service whose visitors get these slips, if it is one.
    service = models.ForeignKey(
        "surveys.PublicService",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("service"),
    )
    printed = models.PositiveIntegerField(_("printed"))
    printed_at = models.DateTimeField(_("printed on"), auto_now_add=True)
    # PROTECT: who printed stays known.
    printed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("printed by")
    )
    # Slips that got lost: their codes are deleted, the answers given before stay.
    voided_at = models.DateTimeField(_("made void"), null=True, editable=False)
    void_reason = models.CharField(_("reason"), max_length=200, blank=True, editable=False)
    # How many codes the voiding deleted: they were not used.
    voided = models.PositiveIntegerField(default=0, editable=False)

    objects = SlipBatchQuerySet.as_manager()

    class Meta:
        verbose_name = _("batch of slips")
        verbose_name_plural = _("batches of slips")
        ordering = ["-printed_at", "-pk"]
        constraints = [models.CheckConstraint(condition=models.Q(printed__gt=0), name="slipbatch_not_empty")]

    def __str__(self) -> str:
        return f"{self.survey} – {self.printed_at:%Y-%m-%d}"


class SlipCode(models.Model):
    """A code that nobody has used yet, as a keyed hash."""

    code_hash = models.CharField(primary_key=True, max_length=64)
    # CASCADE: codes are nothing without their batch.
    batch = models.ForeignKey(SlipBatch, on_delete=models.CASCADE, related_name="codes")

    objects: Any = models.Manager()

    def __str__(self) -> str:
        return self.code_hash[:8]
