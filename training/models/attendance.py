"""Who was present on which day of a session."""

from __future__ import annotations

import pghistory
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from training.querysets import AttendanceQuerySet


@pghistory.track()
class Attendance(models.Model):
    """One line of a day's list. No row means: no list was kept for that person on that day."""

    # PROTECT: certificates rest on it.
    registration = models.ForeignKey(
        "training.Registration", on_delete=models.PROTECT, related_name="attendance", verbose_name=_("registration")
    )
    day = models.DateField(_("day"))
    is_present = models.BooleanField(_("present"))
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("recorded by")
    )
    recorded_at = models.DateTimeField(_("recorded"), auto_now=True)

    objects = AttendanceQuerySet.as_manager()

    class Meta:
        verbose_name = _("attendance")
        verbose_name_plural = _("attendance")
        ordering = ["day", "registration"]
        constraints = [
            models.UniqueConstraint(
                fields=["registration", "day"],
                name="attendance_once_a_day",
                violation_error_message=_("Attendance on this day is already recorded."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.registration_id} {self.day}"
