"""What mentor and mentee agree on; each change is a version of its own."""

from __future__ import annotations

import pghistory
from django.db import models
from django.utils.translation import gettext_lazy as _

from careers.enums import AgreementState, PairRole
from careers.querysets import MentoringAgreementQuerySet
from training.enums import CompetencyLevel


@pghistory.track()
class MentoringAgreement(models.Model):
    """One version. A change waits as PROPOSED until the other one agrees; the one before stays in force."""

    # PROTECT throughout: the history of what was agreed is kept.
    mentorship = models.ForeignKey("careers.Mentorship", on_delete=models.PROTECT, related_name="agreements")
    number = models.PositiveSmallIntegerField(_("version"))
    state = models.CharField(_("state"), max_length=10, choices=AgreementState, default=AgreementState.PROPOSED)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"))
    meeting_plan = models.TextField(_("meeting plan"), blank=True)
    confidentiality = models.TextField(_("confidentiality"), blank=True)
    change_reason = models.CharField(_("why the change"), max_length=500, blank=True)
    # Empty where HR paired the two.
    proposed_role = models.CharField(_("proposed by"), max_length=6, choices=PairRole, blank=True)
    proposed_at = models.DateTimeField(auto_now_add=True)
    answer = models.TextField(_("answer"), blank=True)
    answered_at = models.DateTimeField(_("answered"), null=True, editable=False)

    objects = MentoringAgreementQuerySet.as_manager()

    class Meta:
        verbose_name = _("mentoring agreement")
        verbose_name_plural = _("mentoring agreements")
        ordering = ["mentorship", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["mentorship", "number"], name="mentoringagreement_number_unique"),
            models.UniqueConstraint(
                fields=["mentorship"],
                condition=models.Q(state=AgreementState.IN_FORCE),
                name="mentoringagreement_one_in_force",
            ),
            models.UniqueConstraint(
                fields=["mentorship"],
                condition=models.Q(state=AgreementState.PROPOSED),
                name="mentoringagreement_one_waiting",
                violation_error_message=_("A change already waits for an answer."),
            ),
            models.CheckConstraint(
                condition=models.Q(ends_on__gt=models.F("starts_on")),
                name="mentoringagreement_ends_later",
                violation_error_message=_("The mentorship must end after it begins."),
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=AgreementState.values), name="mentoringagreement_state_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.mentorship_id} v{self.number}"

    @property
    def tone(self) -> str:
        return AgreementState(self.state).tone


@pghistory.track()
class AgreementGoal(models.Model):
    """One goal of a version, with the level of its competency before and after."""

    agreement = models.ForeignKey(MentoringAgreement, on_delete=models.PROTECT, related_name="goals")
    order = models.PositiveSmallIntegerField()
    text = models.TextField(_("goal"))
    competency = models.ForeignKey(
        "training.Competency",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("competency"),
    )
    target_level = models.PositiveSmallIntegerField(_("level to reach"), choices=CompetencyLevel, null=True, blank=True)
    level_before = models.PositiveSmallIntegerField(_("level before"), choices=CompetencyLevel, null=True, blank=True)
    level_after = models.PositiveSmallIntegerField(_("level after"), choices=CompetencyLevel, null=True, blank=True)

    class Meta:
        verbose_name = _("goal of a mentoring agreement")
        verbose_name_plural = _("goals of mentoring agreements")
        ordering = ["agreement", "order"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "order"], name="agreementgoal_order_unique"),
            models.CheckConstraint(condition=~models.Q(text=""), name="agreementgoal_not_empty"),
        ]

    def __str__(self) -> str:
        return self.text[:80]
