"""Sharing sessions: somebody tells colleagues what they know."""

from __future__ import annotations

import datetime

import pghistory
from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from training.enums import SHARING_TONES, SharingState, TrainingForm
from training.querysets import SharingGuestQuerySet, SharingSessionQuerySet

FORMS = [(form.value, form.label) for form in (TrainingForm.SEMINAR, TrainingForm.COMMUNITY)]


@pghistory.track()
class SharingSession(models.Model):
    """Anybody proposes, the head of the unit or the training office approves; who came is credited the hours."""

    # PROTECT throughout: hours rest on it.
    unit = models.ForeignKey(
        "employees.OrganizationalUnit", on_delete=models.PROTECT, related_name="+", verbose_name=_("unit")
    )
    proposer = models.ForeignKey(
        "employees.Employee", on_delete=models.PROTECT, related_name="shared_sessions", verbose_name=_("speaker")
    )
    title = models.CharField(_("title"), max_length=200)
    description = models.TextField(_("what it is about"), blank=True)
    form = models.CharField(_("form"), max_length=2, choices=FORMS, default=TrainingForm.COMMUNITY)
    competency = models.ForeignKey(
        "training.Competency",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("competency"),
    )
    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"))
    place = models.CharField(_("place"), max_length=200)
    seats = models.PositiveIntegerField(_("seats"), null=True, blank=True, validators=[MinValueValidator(1)])
    # For everybody of the government, or for the unit and those below it.
    is_for_all = models.BooleanField(_("for the whole government"), default=True)
    learning_hours = models.DecimalField(_("learning hours (JP)"), max_digits=5, decimal_places=2, default=0)
    state = models.CharField(_("state"), max_length=9, choices=SharingState, default=SharingState.PROPOSED)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = SharingSessionQuerySet.as_manager()

    class Meta:
        verbose_name = _("sharing session")
        verbose_name_plural = _("sharing sessions")
        ordering = ["-starts_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")),
                name="sharing_in_order",
                violation_error_message=_("The session must end after it begins."),
            ),
            models.CheckConstraint(condition=models.Q(state__in=SharingState.values), name="sharing_state_known"),
            models.CheckConstraint(
                condition=~models.Q(state__in=[SharingState.REFUSED, SharingState.CANCELLED]) | ~models.Q(reason=""),
                name="sharing_refused_with_reason",
                violation_error_message=_("Give the reason."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("training:sharing-detail", args=[self.pk])

    @property
    def tone(self) -> str:
        return SHARING_TONES[SharingState(self.state)]

    @property
    def first_day(self) -> datetime.date:
        """In the unit's zone."""
        return self.starts_at.astimezone(self.unit.tz).date()

    @property
    def days(self) -> int:
        return (self.ends_at.astimezone(self.unit.tz).date() - self.first_day).days + 1


@pghistory.track()
class SharingGuest(models.Model):
    # PROTECT throughout: hours rest on it.
    sharing = models.ForeignKey(SharingSession, on_delete=models.PROTECT, related_name="guests")
    employee = models.ForeignKey("employees.Employee", on_delete=models.PROTECT, related_name="sharing_visits")
    # None until the list is settled.
    is_present = models.BooleanField(_("present"), null=True)
    joined_at = models.DateTimeField(auto_now_add=True)

    objects = SharingGuestQuerySet.as_manager()

    class Meta:
        verbose_name = _("guest")
        verbose_name_plural = _("guests")
        ordering = ["sharing", "joined_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["sharing", "employee"], name="sharingguest_once")]

    def __str__(self) -> str:
        return f"{self.sharing_id} {self.employee_id}"
