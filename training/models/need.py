"""What somebody should learn, and the plan that person and supervisor agree on."""

from __future__ import annotations

import pghistory
from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from training.enums import (
    NEED_TONES,
    PRIORITY_TONES,
    CompetencyLevel,
    IndividualPlanState,
    NeedSource,
    NeedState,
    Priority,
    RefusalCode,
    TrainingForm,
)
from training.querysets import DevelopmentNeedQuerySet, IndividualPlanQuerySet, NeedCommentQuerySet

YEARS = [MinValueValidator(2000), MaxValueValidator(2100)]
MONEY = {"max_digits": 14, "decimal_places": 2, "validators": [MinValueValidator(0)]}

PLAN_TONES = {
    IndividualPlanState.DRAFT: "neutral",
    IndividualPlanState.SUBMITTED: "attention",
    IndividualPlanState.RETURNED: "bad",
    IndividualPlanState.AGREED: "good",
}


@pghistory.track()
class IndividualPlan(models.Model):
    """*Rencana pengembangan individu* of one year; its lines are needs."""

    # PROTECT: part of the person's record.
    employee = models.ForeignKey(
        "employees.Employee", on_delete=models.PROTECT, related_name="development_plans", verbose_name=_("employee")
    )
    year = models.PositiveSmallIntegerField(_("year"), validators=YEARS)
    goals = models.TextField(_("what I want to be able to do"), blank=True)
    state = models.CharField(_("state"), max_length=9, choices=IndividualPlanState, default=IndividualPlanState.DRAFT)
    submitted_at = models.DateTimeField(_("submitted"), null=True, editable=False)
    # PROTECT: who agreed stays known.
    agreed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("agreed by")
    )
    agreed_at = models.DateTimeField(_("agreed"), null=True, editable=False)
    comment = models.TextField(_("comment of the supervisor"), blank=True)
    edit = models.PositiveIntegerField(default=1, editable=False)

    objects = IndividualPlanQuerySet.as_manager()

    class Meta:
        verbose_name = _("individual development plan")
        verbose_name_plural = _("individual development plans")
        ordering = ["-year", "employee"]
        constraints = [
            models.UniqueConstraint(
                fields=["employee", "year"],
                name="individualplan_once_a_year",
                violation_error_message=_("There is already a plan for this year."),
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=IndividualPlanState.values), name="individualplan_state_known"
            ),
            models.CheckConstraint(
                condition=~models.Q(state=IndividualPlanState.AGREED) | models.Q(agreed_at__isnull=False),
                name="individualplan_agreed_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.employee} {self.year}"

    def get_absolute_url(self) -> str:
        return reverse("training:individual-plan-detail", args=[self.pk])

    @property
    def tone(self) -> str:
        return PLAN_TONES[IndividualPlanState(self.state)]


@pghistory.track()
class DevelopmentNeed(models.Model):
    """One line: who, what, why, how, when, and how it went on."""

    # PROTECT throughout: part of the person's record and of plans that were signed.
    employee = models.ForeignKey(
        "employees.Employee", on_delete=models.PROTECT, related_name="development_needs", verbose_name=_("employee")
    )
    plan = models.ForeignKey(
        IndividualPlan, on_delete=models.PROTECT, null=True, blank=True, related_name="needs", verbose_name=_("plan")
    )
    competency = models.ForeignKey(
        "training.Competency",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="needs",
        verbose_name=_("competency"),
    )
    # What no competency names.
    subject = models.CharField(_("subject"), max_length=200, blank=True)
    source = models.CharField(_("why"), max_length=9, choices=NeedSource)
    reason = models.TextField(_("reason"), blank=True)
    # What it rests on, as it was then: ratings, predicate, topic.
    basis = models.JSONField(default=dict, blank=True, editable=False)
    gap = models.SmallIntegerField(_("gap"), null=True, blank=True)
    target_level = models.PositiveSmallIntegerField(_("level to reach"), choices=CompetencyLevel, null=True, blank=True)
    form = models.CharField(_("form of training"), max_length=2, choices=TrainingForm, blank=True)
    programme = models.ForeignKey(
        "training.TrainingProgramme",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="needs",
        verbose_name=_("programme"),
    )
    priority = models.CharField(_("priority"), max_length=6, choices=Priority, default=Priority.MEDIUM)
    year = models.PositiveSmallIntegerField(_("year"), validators=YEARS)
    quarter = models.PositiveSmallIntegerField(
        _("quarter"), null=True, blank=True, choices=[(number, str(number)) for number in range(1, 5)]
    )
    cost = models.DecimalField(_("cost"), null=True, blank=True, **MONEY)
    # Below *Baik* in the annual rating: nobody may drop it.
    is_mandatory = models.BooleanField(_("mandatory"), default=False, editable=False)
    state = models.CharField(_("state"), max_length=8, choices=NeedState, default=NeedState.PROPOSED)
    refusal_code = models.CharField(_("kind of refusal"), max_length=15, choices=RefusalCode, blank=True)
    refusal_reason = models.CharField(_("reason for the refusal"), max_length=500, blank=True)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("proposed by")
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("decided by")
    )
    decided_at = models.DateTimeField(_("decided"), null=True, editable=False)
    year_plan_item = models.ForeignKey(
        "training.YearPlanItem",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="needs",
        verbose_name=_("line of the yearly plan"),
    )
    # What met it.
    registration = models.ForeignKey(
        "training.Registration", on_delete=models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects = DevelopmentNeedQuerySet.as_manager()

    class Meta:
        verbose_name = _("development need")
        verbose_name_plural = _("development needs")
        ordering = ["-year", "employee", "pk"]
        indexes = [
            models.Index(fields=["employee", "-year"], name="need_employee_year"),
            models.Index(fields=["year", "state"], name="need_year_state"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["employee", "competency", "year"],
                condition=models.Q(competency__isnull=False) & ~models.Q(state=NeedState.REFUSED),
                name="need_once_a_year",
                violation_error_message=_("This competency is already a need of that year."),
            ),
            models.CheckConstraint(
                condition=models.Q(competency__isnull=False) | ~models.Q(subject=""),
                name="need_of_something",
                violation_error_message=_("Choose a competency or say what is to be learnt."),
            ),
            models.CheckConstraint(condition=models.Q(state__in=NeedState.values), name="need_state_known"),
            models.CheckConstraint(
                condition=~models.Q(state=NeedState.REFUSED)
                | (~models.Q(refusal_code="") & ~models.Q(refusal_reason="")),
                name="need_refused_with_reason",
                violation_error_message=_("Choose the kind of refusal and say why."),
            ),
            models.CheckConstraint(
                condition=~models.Q(state=NeedState.REFUSED, is_mandatory=True),
                name="need_mandatory_stays",
                violation_error_message=_("This need follows from the annual rating and can't be refused."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("training:need-detail", args=[self.pk])

    @property
    def tone(self) -> str:
        return NEED_TONES[NeedState(self.state)]

    @property
    def priority_tone(self) -> str:
        return PRIORITY_TONES[Priority(self.priority)]

    @property
    def title(self) -> str:
        """Needs the competency."""
        return self.subject or str(self.competency)


@pghistory.track()
class NeedComment(models.Model):
    """What experienced staff say about what is needed, or about the content of a programme."""

    # CASCADE: parts of what they are about.
    competency = models.ForeignKey("training.Competency", on_delete=models.CASCADE, null=True, related_name="comments")
    programme = models.ForeignKey(
        "training.TrainingProgramme", on_delete=models.CASCADE, null=True, related_name="comments"
    )
    # The government whose people read it; a national competency has many.
    government = models.ForeignKey("employees.OrganizationalUnit", on_delete=models.PROTECT, related_name="+")
    # PROTECT: who said it stays known.
    author = models.ForeignKey("employees.Employee", on_delete=models.PROTECT, related_name="+")
    text = models.TextField(_("comment"))
    created_at = models.DateTimeField(auto_now_add=True)
    is_hidden = models.BooleanField(_("hidden"), default=False, editable=False)

    objects = NeedCommentQuerySet.as_manager()

    class Meta:
        verbose_name = _("comment on a need")
        verbose_name_plural = _("comments on needs")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(competency__isnull=False) ^ models.Q(programme__isnull=False),
                name="needcomment_about_one_thing",
            ),
            models.CheckConstraint(condition=~models.Q(text=""), name="needcomment_not_empty"),
        ]

    def __str__(self) -> str:
        return self.text[:60]
