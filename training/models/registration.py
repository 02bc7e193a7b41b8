"""A person's registration for a session."""

from __future__ import annotations

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from training.enums import (
    ACTIVE_STATES,
    PENDING_STATES,
    REASONED_STATES,
    SEATED_STATES,
    RefusalCode,
    RegistrationState,
)
from training.querysets import RegistrationQuerySet

_SEATED = ", ".join(f"'{state.value}'" for state in sorted(SEATED_STATES))

# The services count seats under a lock on the session; this holds also for whoever writes without them.
SEATS_HOLD = pgtrigger.Trigger(
    name="seats_hold",
    level=pgtrigger.Row,
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.UpdateOf("state", "session_id"),
    declare=[("available", "INTEGER"), ("held", "INTEGER")],
    # The inserted text is our own list of states.
    func=f"""
        IF NEW.state IN ({_SEATED}) THEN
            SELECT seats INTO available FROM training_trainingsession WHERE id = NEW.session_id FOR NO KEY UPDATE;
            SELECT count(*) INTO held FROM training_registration
                WHERE session_id = NEW.session_id AND id IS DISTINCT FROM NEW.id AND state IN ({_SEATED});
            IF held >= available THEN
                RAISE EXCEPTION 'training_registration_seats_hold: all % seats are held', available
                    USING ERRCODE = 'check_violation';
            END IF;
        END IF;
        RETURN NEW;
    """,  # noqa: S608
)


@pghistory.track()
class Registration(models.Model):
    """`sequence` is the order in which people registered for the session, from 1, without reuse."""

    # PROTECT throughout: who took part is part of the person's record.
    session = models.ForeignKey(
        "training.TrainingSession", on_delete=models.PROTECT, related_name="registrations", verbose_name=_("session")
    )
    employee = models.ForeignKey(
        "employees.Employee",
        on_delete=models.PROTECT,
        related_name="training_registrations",
        verbose_name=_("employee"),
    )
    state = models.CharField(_("state"), max_length=20, choices=RegistrationState)
    sequence = models.PositiveIntegerField(_("order"), editable=False)
    registered_at = models.DateTimeField(_("registered"), auto_now_add=True)
    moved_up_at = models.DateTimeField(_("moved up from the waiting list"), null=True, blank=True, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("decided by"),
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    # Of a refusal or a removal: counted in the figures on equal access.
    refusal_code = models.CharField(_("kind of refusal"), max_length=15, choices=RefusalCode, blank=True)
    # Somebody else put them forward.
    nominated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("nominated by"),
    )
    # From another session, with the reason in `reason`.
    moved_from = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    # What a partner handed in, of sessions that end by its results: present in per cent, score of 100.
    result_presence = models.DecimalField(
        _("present (%)"), max_digits=5, decimal_places=2, null=True, blank=True, editable=False
    )
    result_score = models.DecimalField(
        _("score"), max_digits=5, decimal_places=2, null=True, blank=True, editable=False
    )
    # In a drawn session: the priority layer, and the place in the order drawn.
    layer = models.PositiveSmallIntegerField(null=True, editable=False)
    drawn_place = models.PositiveIntegerField(null=True, editable=False)
    # Wanted a seat and was not drawn: first next time, and the comparison group of the effect.
    was_not_drawn = models.BooleanField(default=False, db_default=False, editable=False)

    objects = RegistrationQuerySet.as_manager()

    class Meta:
        verbose_name = _("registration")
        verbose_name_plural = _("registrations")
        ordering = ["session", "sequence"]
        constraints = [
            models.UniqueConstraint(fields=["session", "sequence"], name="registration_sequence_unique"),
            models.UniqueConstraint(
                fields=["session", "employee"],
                condition=models.Q(state__in=sorted(ACTIVE_STATES)),
                name="registration_active_unique",
                violation_error_message=_("This person is already registered for the session."),
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=RegistrationState.values), name="registration_state_known"
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=sorted(REASONED_STATES)) | ~models.Q(reason=""),
                name="registration_reason_given",
                violation_error_message=_("Give the reason."),
            ),
            models.CheckConstraint(condition=models.Q(sequence__gt=0), name="registration_sequence_positive"),
        ]
        indexes = [
            models.Index(fields=["session", "state", "sequence"], name="registration_session_state"),
            models.Index(fields=["employee", "-registered_at"], name="registration_employee"),
        ]
        triggers = [SEATS_HOLD]

    def __str__(self) -> str:
        return f"{self.employee} – {self.session}"

    def get_absolute_url(self) -> str:
        return reverse("training:registration-detail", args=[self.pk])

    @property
    def tone(self) -> str:
        return RegistrationState(self.state).tone

    @property
    def is_pending(self) -> bool:
        return self.state in PENDING_STATES
