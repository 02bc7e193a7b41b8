"""Meetings of a pair and what the mentee does until the next one."""

from __future__ import annotations

import datetime
import json
from typing import Any

import pghistory
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from asn_portal.crypto import decrypt, encrypt
from careers.domain.mentoring import is_creditable
from careers.enums import MeetingState, PairRole, TaskState
from careers.querysets import MentoringMeetingQuerySet, MentoringTaskQuerySet

# Goal, Reality, Options, Will: how a talk of mentoring goes.
GROW = ("goal", "reality", "options", "will")


@pghistory.track()
class MentoringMeeting(models.Model):
    """Planned, then held; it counts as learning hours once both have confirmed it and it was long enough."""

    mentorship = models.ForeignKey("careers.Mentorship", on_delete=models.PROTECT, related_name="meetings")
    state = models.CharField(_("state"), max_length=9, choices=MeetingState, default=MeetingState.HELD)
    held_on = models.DateField(_("date"))
    # In the zone of the mentee's unit. Empty for meetings noted before times were kept.
    start = models.TimeField(_("start"), null=True, blank=True)
    end = models.TimeField(_("end"), null=True, blank=True)
    place = models.CharField(_("place"), max_length=200, blank=True)
    topic = models.CharField(_("topic"), max_length=200)
    agreed_action = models.TextField(
        _("agreed action"), blank=True, help_text=_("What the mentee does until the next meeting.")
    )
    evidence = models.TextField(_("evidence"), blank=True)
    next_on = models.DateField(_("next meeting"), null=True, blank=True)
    # Encrypted: for the two of them, not for who reads tables, backups or the trail.
    notes_encrypted = models.TextField(_("notes of the pair"), blank=True, editable=False)
    mentor_confirmed_at = models.DateTimeField(_("confirmed by the mentor"), null=True, blank=True)
    mentee_confirmed_at = models.DateTimeField(_("confirmed by the mentee"), null=True, blank=True)
    # The same for all meetings that a mentor planned for a group at once.
    group_key = models.UUIDField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = MentoringMeetingQuerySet.as_manager()

    class Meta:
        verbose_name = _("mentoring meeting")
        verbose_name_plural = _("mentoring meetings")
        ordering = ["-held_on", "-pk"]
        indexes = [models.Index(fields=["held_on"], name="mentoringmeeting_day")]
        constraints = [
            models.UniqueConstraint(
                fields=["mentorship", "held_on"],
                condition=~models.Q(state=MeetingState.CANCELLED),
                name="mentoringmeeting_one_a_day",
                violation_error_message=_("A meeting on this date is already noted."),
            ),
            models.CheckConstraint(
                condition=models.Q(end=None) | models.Q(end__gt=models.F("start")),
                name="mentoringmeeting_ends_later",
                violation_error_message=_("The meeting must end after it begins."),
            ),
            models.CheckConstraint(
                condition=models.Q(state=MeetingState.HELD)
                | models.Q(mentor_confirmed_at=None, mentee_confirmed_at=None),
                name="mentoringmeeting_confirmed_is_held",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=MeetingState.values), name="mentoringmeeting_state_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.topic} ({self.held_on:%d-%m-%Y})"

    @property
    def tone(self) -> str:
        return MeetingState(self.state).tone

    @property
    def is_confirmed(self) -> bool:
        return self.mentor_confirmed_at is not None and self.mentee_confirmed_at is not None

    @property
    def minutes(self) -> int | None:
        """Its length; None where it is not on record."""
        if self.start is None or self.end is None:
            return None
        day = datetime.date(2000, 1, 1)
        length = datetime.datetime.combine(day, self.end) - datetime.datetime.combine(day, self.start)
        return int(length.total_seconds() // 60)

    @property
    def is_creditable(self) -> bool:
        """Confirmed by both and long enough for learning hours."""
        return self.is_confirmed and is_creditable(self.minutes)

    @property
    def notes(self) -> dict[str, str]:
        """What was written under the four headings; only for the pair."""
        return json.loads(decrypt(self.notes_encrypted)) if self.notes_encrypted else {}

    def set_notes(self, notes: dict[str, Any]) -> None:
        kept = {name: text for name in GROW if (text := str(notes.get(name) or "").strip())}
        self.notes_encrypted = encrypt(json.dumps(kept)) if kept else ""

    def address(self) -> str:
        return reverse("careers:meeting-detail", args=[self.mentorship_id, self.pk])


@pghistory.track()
class MentoringTask(models.Model):
    """What the mentee does until a day."""

    mentorship = models.ForeignKey("careers.Mentorship", on_delete=models.PROTECT, related_name="tasks")
    text = models.CharField(_("task"), max_length=500)
    due_on = models.DateField(_("due"))
    state = models.CharField(_("state"), max_length=7, choices=TaskState, default=TaskState.OPEN)
    given_by = models.CharField(_("written by"), max_length=6, choices=PairRole)
    ended_at = models.DateTimeField(_("done"), null=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = MentoringTaskQuerySet.as_manager()

    class Meta:
        verbose_name = _("mentoring task")
        verbose_name_plural = _("mentoring tasks")
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(condition=models.Q(state__in=TaskState.values), name="mentoringtask_state_known"),
            models.CheckConstraint(condition=~models.Q(text=""), name="mentoringtask_not_empty"),
        ]

    def __str__(self) -> str:
        return self.text[:80]

    @property
    def tone(self) -> str:
        return TaskState(self.state).tone
