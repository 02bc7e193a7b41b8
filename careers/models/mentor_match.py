"""Pairs that the portal works out over many people at once, for HR to confirm."""

from __future__ import annotations

import pghistory
from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import formats
from django.utils.translation import gettext_lazy as _

from careers.enums import PairState
from careers.querysets import MatchRunQuerySet


@pghistory.track()
class MatchRun(models.Model):
    """One best assignment, with the people and weights it was worked out for."""

    # PROTECT throughout: mentorships came of it.
    unit = models.ForeignKey(
        "employees.OrganizationalUnit",
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("unit of the mentees"),
    )
    everybody = models.BooleanField(_("also people without an offer"), default=False)
    weights = models.JSONField(_("weights"))
    mentee_count = models.PositiveIntegerField(_("mentees"))
    mentor_count = models.PositiveIntegerField(_("mentors"))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("worked out by")
    )
    made_at = models.DateTimeField(_("worked out"), auto_now_add=True)

    objects = MatchRunQuerySet.as_manager()

    class Meta:
        verbose_name = _("assignment of mentors")
        verbose_name_plural = _("assignments of mentors")
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.unit}, {formats.date_format(self.made_at, 'SHORT_DATE_FORMAT')}"

    def get_absolute_url(self) -> str:
        return reverse("careers:match-detail", args=[self.pk])


@pghistory.track()
class ProposedPair(models.Model):
    """A pair with its reasons. `covered`: [[competency, mentee's level, level asked for, mentor's level]]."""

    run = models.ForeignKey(MatchRun, on_delete=models.PROTECT, related_name="pairs")
    mentee = models.ForeignKey("employees.Employee", on_delete=models.PROTECT, related_name="+")
    mentor = models.ForeignKey("employees.Employee", on_delete=models.PROTECT, related_name="+")
    score = models.PositiveSmallIntegerField(_("score"))
    fit = models.PositiveSmallIntegerField(_("fit"))
    steps = models.PositiveSmallIntegerField(_("distance"))
    open_mentees = models.PositiveSmallIntegerField(_("mentees"))
    covered = models.JSONField(default=list)
    state = models.CharField(_("state"), max_length=9, choices=PairState, default=PairState.PROPOSED)
    refusal = models.CharField(_("why not"), max_length=500, blank=True)
    mentorship = models.OneToOneField("careers.Mentorship", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("proposed pair")
        verbose_name_plural = _("proposed pairs")
        ordering = ["run", "-score", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["run", "mentee"], name="proposedpair_one_mentor"),
            models.CheckConstraint(condition=models.Q(state__in=PairState.values), name="proposedpair_state_known"),
            models.CheckConstraint(
                condition=~models.Q(state=PairState.CONFIRMED) | models.Q(mentorship__isnull=False),
                name="proposedpair_confirmed_has_mentorship",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.mentor} → {self.mentee}"

    @property
    def tone(self) -> str:
        return PairState(self.state).tone
