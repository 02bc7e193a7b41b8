"""Who gets the seats: quotas of units, invitations, and the draw that anybody can compute again."""

from __future__ import annotations

import pghistory
import pgtrigger
from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from training.enums import DrawState


@pghistory.track()
class UnitQuota(models.Model):
    """At most so many seats of a session for a unit and everything below it. Units without one share the rest."""

    # CASCADE: part of the plan of the session, which is never deleted.
    session = models.ForeignKey("training.TrainingSession", on_delete=models.CASCADE, related_name="quotas")
    # PROTECT: as for every reference to a unit.
    unit = models.ForeignKey(
        "employees.OrganizationalUnit", on_delete=models.PROTECT, related_name="+", verbose_name=_("unit")
    )
    seats = models.PositiveIntegerField(_("seats"), validators=[MinValueValidator(1)])

    class Meta:
        verbose_name = _("quota")
        verbose_name_plural = _("quotas")
        ordering = ["session", "unit"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "unit"],
                name="unitquota_unique",
                violation_error_message=_("This unit already has a quota."),
            ),
            models.CheckConstraint(condition=models.Q(seats__gt=0), name="unitquota_seats"),
        ]

    def __str__(self) -> str:
        return f"{self.session_id} {self.unit_id}: {self.seats}"


class Invitation(models.Model):
    """Somebody was asked to register, because of a gap or because they waited longest."""

    # PROTECT throughout: counted in the figures on equal access.
    session = models.ForeignKey("training.TrainingSession", on_delete=models.PROTECT, related_name="invitations")
    employee = models.ForeignKey("employees.Employee", on_delete=models.PROTECT, related_name="training_invitations")
    # In the words of the list that they were chosen from.
    reason = models.CharField(_("reason"), max_length=300)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    invited_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["session", "-invited_at"]
        constraints = [models.UniqueConstraint(fields=["session", "employee"], name="invitation_once")]

    def __str__(self) -> str:
        return f"{self.session_id} {self.employee_id}"


@pghistory.track()
@pgtrigger.register(
    # What was published before the seed was known must not change afterwards.
    pgtrigger.Protect(
        name="published_list_stays",
        operation=pgtrigger.UpdateOf("candidates", "rule", "list_hash", "seed_source", "seed_day") | pgtrigger.Delete,
        condition=~pgtrigger.Q(old__state=DrawState.PREPARED),
    ),
)
class Draw(models.Model):
    """PREPARED: rule and source of the seed are announced. PUBLISHED: registration is over, the list stands with its
    hash. DRAWN: the seed is known, the order computed. `training.domain.draw` computes it; so can everybody."""

    # PROTECT: public.
    session = models.OneToOneField("training.TrainingSession", on_delete=models.PROTECT, related_name="draw")
    state = models.CharField(_("state"), max_length=9, choices=DrawState, default=DrawState.PREPARED)
    # The layers in their order, in the codes of training.domain.draw; once published, also session, seats and quotas
    # as training.domain.draw.Terms keeps them.
    rule = models.JSONField(_("rule"), default=dict)
    seed_source = models.CharField(
        _("where the seed comes from"),
        max_length=300,
        help_text=_("A public value that nobody knows yet, such as tomorrow's closing index of the exchange."),
    )
    # Null: announced before the day was asked for.
    seed_day = models.DateField(_("day on which the seed is published"), null=True)
    # [[number of the registration, layer, code of the unit with a quota], …] in the order of the list; no names.
    candidates = models.JSONField(default=list)
    list_hash = models.CharField(max_length=64, blank=True)
    published_at = models.DateTimeField(_("list published"), null=True)
    # Its digits; of a draw published without seats (before 0015) as it was typed.
    seed = models.CharField(_("seed"), max_length=200, blank=True)
    # Numbers of the registrations in the order drawn.
    result = models.JSONField(default=list)
    drawn_at = models.DateTimeField(_("drawn"), null=True)
    # PROTECT: who drew stays known.
    drawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("draw")
        verbose_name_plural = _("draws")
        constraints = [
            models.CheckConstraint(condition=models.Q(state__in=DrawState.values), name="draw_state_known"),
            models.CheckConstraint(
                condition=models.Q(state=DrawState.PREPARED)
                | (models.Q(published_at__isnull=False) & models.Q(list_hash__regex=r"^[0-9a-f]{64}$")),
                name="draw_published_whole",
            ),
            models.CheckConstraint(
                condition=~models.Q(state=DrawState.DRAWN) | (models.Q(drawn_at__isnull=False) & ~models.Q(seed="")),
                name="draw_drawn_with_seed",
                violation_error_message=_("Enter the seed first."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.session_id} {self.state}"
