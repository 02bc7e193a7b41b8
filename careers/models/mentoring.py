"""Mentorships and their meetings."""

from __future__ import annotations

import pghistory
from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from careers.enums import OPEN_STATES, MentorshipState
from careers.querysets import MentoringMeetingQuerySet, MentorshipQuerySet


@pghistory.track()
class Mentorship(models.Model):
    """An experienced colleague guides another toward a goal, for some months."""

    # PROTECT: staff records are kept; a mentorship ends by its state.
    mentor = models.ForeignKey(
        "employees.Employee", on_delete=models.PROTECT, related_name="mentorships_given", verbose_name=_("mentor")
    )
    mentee = models.ForeignKey(
        "employees.Employee", on_delete=models.PROTECT, related_name="mentorships_taken", verbose_name=_("mentee")
    )
    goal = models.TextField(_("goal"), help_text=_("What the mentee should be able to do at the end."))
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"))
    state = models.CharField(_("state"), max_length=10, choices=MentorshipState, default=MentorshipState.PROPOSED)
    reason = models.TextField(_("reason"), blank=True)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = MentorshipQuerySet.as_manager()

    class Meta:
        verbose_name = _("mentorship")
        verbose_name_plural = _("mentorships")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(mentor=models.F("mentee")),
                name="mentorship_two_people",
                violation_error_message=_("Nobody is their own mentor. Choose another person."),
            ),
            models.CheckConstraint(
                condition=models.Q(ends_on__gt=models.F("starts_on")),
                name="mentorship_ends_later",
                violation_error_message=_("The mentorship must end after it begins."),
            ),
            models.UniqueConstraint(
                fields=["mentor", "mentee"],
                condition=models.Q(state__in=OPEN_STATES),
                name="mentorship_one_open",
                violation_error_message=_("These two already have an open mentorship."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.mentor} → {self.mentee}"

    def get_absolute_url(self) -> str:
        return reverse("careers:mentorship-detail", args=[self.pk])

    @property
    def tone(self) -> str:
        return MentorshipState(self.state).tone


@pghistory.track()
class MentoringMeeting(models.Model):
    """A meeting; it counts as learning hours once both have confirmed it."""

    mentorship = models.ForeignKey(Mentorship, on_delete=models.PROTECT, related_name="meetings")
    held_on = models.DateField(_("date"))
    topic = models.CharField(_("topic"), max_length=200)
    agreed_action = models.TextField(_("agreed action"), help_text=_("What the mentee does until the next meeting."))
    mentor_confirmed_at = models.DateTimeField(null=True, blank=True)
    mentee_confirmed_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = MentoringMeetingQuerySet.as_manager()

    class Meta:
        verbose_name = _("mentoring meeting")
        verbose_name_plural = _("mentoring meetings")
        ordering = ["-held_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["mentorship", "held_on"],
                name="mentoringmeeting_one_a_day",
                violation_error_message=_("A meeting on this date is already noted."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.topic} ({self.held_on:%d-%m-%Y})"

    @property
    def is_confirmed(self) -> bool:
        return self.mentor_confirmed_at is not None and self.mentee_confirmed_at is not None
