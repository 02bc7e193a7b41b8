"""Learning outside sessions that earns hours: coaching, self-study, secondment, a seminar elsewhere."""

from __future__ import annotations

import pghistory
from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from training.enums import ACTIVITY_TONES, ActivityState, TrainingForm
from training.querysets import LearningActivityQuerySet


@pghistory.track()
class LearningActivity(models.Model):
    """Reported by the person with evidence, verified by the training office; counts in the year in which it ended."""

    # PROTECT throughout: part of the person's record.
    employee = models.ForeignKey(
        "employees.Employee", on_delete=models.PROTECT, related_name="learning_activities", verbose_name=_("employee")
    )
    form = models.CharField(_("form of training"), max_length=2, choices=TrainingForm)
    title = models.CharField(_("title"), max_length=200)
    organiser = models.CharField(_("organiser"), max_length=200, blank=True)
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    days = models.PositiveSmallIntegerField(_("days"), null=True, blank=True)
    sessions = models.PositiveSmallIntegerField(_("sessions"), null=True, blank=True)
    hours = models.DecimalField(
        _("hours of the programme (JP)"),
        max_digits=6,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
    )
    is_international = models.BooleanField(_("international"), default=False)
    # By the rule of that day; what the office recognised.
    learning_hours = models.DecimalField(_("learning hours (JP)"), max_digits=6, decimal_places=2, default=0)
    state = models.CharField(_("state"), max_length=9, choices=ActivityState, default=ActivityState.REPORTED)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("verified by")
    )
    verified_at = models.DateTimeField(_("verified"), null=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = LearningActivityQuerySet.as_manager()

    class Meta:
        verbose_name = _("learning activity")
        verbose_name_plural = _("learning activities")
        ordering = ["-ends_on", "-pk"]
        indexes = [models.Index(fields=["employee", "-ends_on"], name="activity_employee")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("starts_on")),
                name="activity_in_order",
                violation_error_message=_("The last day lies before the first. Correct one of them."),
            ),
            models.CheckConstraint(condition=models.Q(learning_hours__gte=0), name="activity_hours_not_negative"),
            models.CheckConstraint(condition=models.Q(state__in=ActivityState.values), name="activity_state_known"),
            models.CheckConstraint(
                condition=~models.Q(state=ActivityState.REFUSED) | ~models.Q(reason=""),
                name="activity_refused_with_reason",
                violation_error_message=_("Say why it is not recognised."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("training:activity-detail", args=[self.pk])

    @property
    def tone(self) -> str:
        return ACTIVITY_TONES[ActivityState(self.state)]
