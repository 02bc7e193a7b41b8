"""What both say halfway and at the end."""

from __future__ import annotations

import pghistory
from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from asn_portal.crypto import decrypt, encrypt
from careers.enums import Agreeing, PairRole
from careers.querysets import MidwayCheckQuerySet

MARKS = [(mark, str(mark)) for mark in range(1, 6)]


@pghistory.track()
class MidwayCheck(models.Model):
    """Halfway: three questions, a wish for the other, and a worry that only HR reads."""

    mentorship = models.ForeignKey("careers.Mentorship", on_delete=models.PROTECT, related_name="midway_checks")
    role = models.CharField(_("answered by"), max_length=6, choices=PairRole)
    meets = models.CharField(_("We meet as planned"), max_length=6, choices=Agreeing)
    on_track = models.CharField(_("We come nearer to the goal"), max_length=6, choices=Agreeing)
    works_well = models.CharField(_("We work well together"), max_length=6, choices=Agreeing)
    wish_encrypted = models.TextField(_("what could be better"), blank=True, editable=False)
    worry_encrypted = models.TextField(_("worry"), blank=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    handled_at = models.DateTimeField(_("looked at"), null=True, editable=False)
    handled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", editable=False
    )

    objects = MidwayCheckQuerySet.as_manager()

    class Meta:
        verbose_name = _("midway check")
        verbose_name_plural = _("midway checks")
        ordering = ["mentorship", "role"]
        constraints = [
            models.UniqueConstraint(
                fields=["mentorship", "role"],
                name="midwaycheck_once_each",
                violation_error_message=_("You already answered the midway check."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.mentorship_id} {self.role}"

    @property
    def wish(self) -> str:
        return decrypt(self.wish_encrypted)

    @wish.setter
    def wish(self, text: str) -> None:
        self.wish_encrypted = encrypt(text.strip())

    @property
    def worry(self) -> str:
        return decrypt(self.worry_encrypted)

    @worry.setter
    def worry(self, text: str) -> None:
        self.worry_encrypted = encrypt(text.strip())


@pghistory.track()
class MentorshipEvaluation(models.Model):
    """At the end: how far the goal was reached, and what one thinks of the work together."""

    mentorship = models.ForeignKey("careers.Mentorship", on_delete=models.PROTECT, related_name="evaluations")
    role = models.CharField(_("given by"), max_length=6, choices=PairRole)
    achievement = models.PositiveSmallIntegerField(
        _("goal achievement"), validators=[MinValueValidator(0), MaxValueValidator(100)]
    )
    useful = models.PositiveSmallIntegerField(_("The meetings were useful"), choices=MARKS)
    reliable = models.PositiveSmallIntegerField(_("The other one was prepared and reliable"), choices=MARKS)
    would_again = models.BooleanField(_("I would do it again"), default=True)
    comment_encrypted = models.TextField(_("words for the other one"), blank=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("evaluation of a mentorship")
        verbose_name_plural = _("evaluations of mentorships")
        ordering = ["mentorship", "role"]
        constraints = [
            models.UniqueConstraint(
                fields=["mentorship", "role"],
                name="mentorshipevaluation_once_each",
                violation_error_message=_("You already gave your evaluation."),
            ),
            models.CheckConstraint(
                condition=models.Q(achievement__lte=100),
                name="mentorshipevaluation_percent",
                violation_error_message=_("The achievement lies between 0 and 100 percent."),
            ),
            models.CheckConstraint(
                condition=models.Q(useful__range=(1, 5), reliable__range=(1, 5)), name="mentorshipevaluation_marks"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.mentorship_id} {self.role}"

    @property
    def comment(self) -> str:
        return decrypt(self.comment_encrypted)

    @comment.setter
    def comment(self, text: str) -> None:
        self.comment_encrypted = encrypt(text.strip())
