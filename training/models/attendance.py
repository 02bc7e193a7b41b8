"""The meetings of a session and who was present at each."""

from __future__ import annotations

import pghistory
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from training.enums import PresenceMethod
from training.querysets import AttendanceQuerySet


@pghistory.track()
class Meeting(models.Model):
    """One coming together of the class. A session of three days has three, unless somebody plans more."""

    # CASCADE: part of the plan of the session, which is never deleted.
    session = models.ForeignKey("training.TrainingSession", on_delete=models.CASCADE, related_name="meetings")
    day = models.DateField(_("day"))
    starts_at = models.TimeField(_("begins"))
    ends_at = models.TimeField(_("ends"))
    topic = models.CharField(_("topic"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        ordering = ["session", "day", "starts_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "day", "starts_at"],
                name="meeting_unique",
                violation_error_message=_("There is already a meeting at this time."),
            ),
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")),
                name="meeting_in_order",
                violation_error_message=_("The meeting must end after it begins."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.session_id} {self.day} {self.starts_at:%H:%M}"


@pghistory.track()
class Attendance(models.Model):
    """One line of a meeting's list. No row means: nothing is known about that person at that meeting."""

    # PROTECT: certificates rest on it.
    registration = models.ForeignKey(
        "training.Registration", on_delete=models.PROTECT, related_name="attendance", verbose_name=_("registration")
    )
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="attendance", verbose_name=_("meeting"))
    is_present = models.BooleanField(_("present"))
    method = models.CharField(_("how"), max_length=7, choices=PresenceMethod, default=PresenceMethod.LIST)
    # By code: when the person came and went.
    checked_in_at = models.DateTimeField(_("came"), null=True, blank=True)
    checked_out_at = models.DateTimeField(_("left"), null=True, blank=True)
    excuse = models.CharField(_("excuse"), max_length=200, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("recorded by")
    )
    recorded_at = models.DateTimeField(_("recorded"), auto_now=True)

    objects = AttendanceQuerySet.as_manager()

    class Meta:
        verbose_name = _("attendance")
        verbose_name_plural = _("attendance")
        ordering = ["meeting", "registration"]
        constraints = [
            models.UniqueConstraint(
                fields=["registration", "meeting"],
                name="attendance_once_a_meeting",
                violation_error_message=_("Attendance at this meeting is already recorded."),
            ),
            models.CheckConstraint(
                condition=models.Q(checked_out_at=None) | models.Q(checked_out_at__gte=models.F("checked_in_at")),
                name="attendance_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.registration_id} {self.meeting_id}"


class OfflineBatch(models.Model):
    """A list that a coordinator kept without a connection and that arrived; the same one again changes nothing."""

    key = models.UUIDField(primary_key=True)
    # CASCADE: bookkeeping.
    session = models.ForeignKey("training.TrainingSession", on_delete=models.CASCADE, related_name="+")
    received_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return str(self.key)
