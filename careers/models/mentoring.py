"""Mentorships: an experienced colleague guides another toward a goal."""

from __future__ import annotations

from typing import Any

import pghistory
from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from careers.enums import OPEN_STATES, MatchWay, MentorshipState
from careers.querysets import MentorshipQuerySet


@pghistory.track()
class Mentorship(models.Model):
    """For some months. `goal`, `starts_on` and `ends_on` are those of the agreement in force, kept by the services."""

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
    way = models.CharField(_("how they came together"), max_length=9, choices=MatchWay, default=MatchWay.SELF)
    offer = models.ForeignKey(
        "careers.MentorOffer",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="mentorships",
        verbose_name=_("offer"),
    )
    # The mentorship that this one goes on from, with another mentor.
    replaces = models.OneToOneField(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="successor",
        verbose_name=_("goes on from"),
    )
    reason = models.TextField(_("reason"), blank=True)
    ended_on = models.DateField(_("ended on"), null=True, blank=True)
    # The mean of what both say; of one while the other is silent.
    achievement = models.PositiveSmallIntegerField(_("goal achievement"), null=True, blank=True)
    # When the superior has rated the competencies of the goals anew.
    rated_at = models.DateTimeField(_("rated anew"), null=True, editable=False)
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
            models.CheckConstraint(
                condition=models.Q(achievement=None) | models.Q(achievement__lte=100),
                name="mentorship_achievement_percent",
                violation_error_message=_("The achievement lies between 0 and 100 percent."),
            ),
            models.CheckConstraint(condition=models.Q(state__in=MentorshipState.values), name="mentorship_state_known"),
        ]

    def __str__(self) -> str:
        return f"{self.mentor} → {self.mentee}"

    def get_absolute_url(self) -> str:
        return reverse("careers:mentorship-detail", args=[self.pk])

    @property
    def is_asked_for(self) -> bool:
        """By the mentee; otherwise somebody else brings the two together."""
        return self.proposed_by_id is not None and self.proposed_by_id == self.mentee.user_id

    @property
    def tone(self) -> str:
        return MentorshipState(self.state).tone

    def person(self, role: str) -> Any:
        """The mentor or the mentee."""
        return getattr(self, str(role))
