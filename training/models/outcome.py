"""What came of a training: anonymous evaluation, promises and their confirmation, behaviour, reviews of content."""

from __future__ import annotations

import uuid
from typing import Any

import pghistory
import pgtrigger
from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from training.enums import (
    BehaviourPeriod,
    Obstacle,
    PromiseMoment,
    PromiseOutcome,
    Rater,
    ReviewTrigger,
    TaskState,
)
from training.querysets import (
    ContentReviewQuerySet,
    EvaluationResponseQuerySet,
    ObstacleTaskQuerySet,
    PromiseQuerySet,
)


class EvaluationTicket(models.Model):
    """The right of one participant to evaluate once. Deleted in the statement that stores the answer, which names
    nobody (docs/adr/0010)."""

    # CASCADE: nothing without the registration.
    registration = models.OneToOneField(
        "training.Registration", on_delete=models.CASCADE, related_name="evaluation_ticket"
    )
    issued_on = models.DateField(auto_now_add=True)
    reminded_on = models.DateField(null=True, editable=False)

    def __str__(self) -> str:
        return str(self.registration_id)


@pgtrigger.register(
    pgtrigger.Protect(name="evaluation_append_only", operation=pgtrigger.Update | pgtrigger.Delete),
)
class EvaluationResponse(models.Model):
    """One anonymous evaluation. No person, no time of day, no order; shown from five on."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    # PROTECT: counted.
    session = models.ForeignKey("training.TrainingSession", on_delete=models.PROTECT, related_name="evaluations")
    answered_on = models.DateField(_("day"))
    # Which questions were asked: training.domain.evaluation_form keeps every version.
    form_version = models.CharField(max_length=20)
    # {"<item>": 1–5} and {"<session trainer id>:<item>": 1–5}
    answers: Any = models.JSONField(default=dict)
    depth = models.CharField(max_length=10, blank=True)
    # Further questions of the office, from the questionnaire engine.
    extra: Any = models.JSONField(default=dict, blank=True)

    objects = EvaluationResponseQuerySet.as_manager()

    class Meta:
        verbose_name = _("evaluation")
        verbose_name_plural = _("evaluations")
        indexes = [models.Index(fields=["session"], name="evaluation_session")]

    def __str__(self) -> str:
        return str(self.pk)


class EvaluationText(models.Model):
    """Free text, apart from the answers beside it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    # PROTECT: read by the office.
    session = models.ForeignKey("training.TrainingSession", on_delete=models.PROTECT, related_name="evaluation_texts")
    question = models.CharField(max_length=40)
    text = models.TextField()
    written_on = models.DateField()

    class Meta:
        ordering = ["session", "question", "pk"]

    def __str__(self) -> str:
        return self.text[:60]


@pghistory.track()
class ApplicationPromise(models.Model):
    """What a participant will do differently at the desk."""

    # PROTECT: confirmed later.
    registration = models.ForeignKey(
        "training.Registration", on_delete=models.PROTECT, related_name="promises", verbose_name=_("registration")
    )
    number = models.PositiveSmallIntegerField()
    text = models.CharField(_("what I will do"), max_length=500)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = PromiseQuerySet.as_manager()

    class Meta:
        verbose_name = _("promise")
        verbose_name_plural = _("promises")
        ordering = ["registration", "number"]
        constraints = [
            models.UniqueConstraint(fields=["registration", "number"], name="promise_number_unique"),
            models.CheckConstraint(
                condition=models.Q(number__range=(1, 3)),
                name="promise_one_to_three",
                violation_error_message=_("One to three promises: few that are kept."),
            ),
            models.CheckConstraint(condition=~models.Q(text=""), name="promise_not_empty"),
        ]

    def __str__(self) -> str:
        return self.text


@pghistory.track()
class PromiseCheck(models.Model):
    """How it stands after 30 and 90 days, said by the participant and by the supervisor."""

    # PROTECT throughout: counted as level 3.
    promise = models.ForeignKey(ApplicationPromise, on_delete=models.PROTECT, related_name="checks")
    moment = models.PositiveSmallIntegerField(_("when"), choices=PromiseMoment)
    rater = models.CharField(_("who says it"), max_length=10, choices=Rater)
    outcome = models.CharField(_("how it stands"), max_length=7, choices=PromiseOutcome)
    example = models.TextField(_("example"), blank=True)
    obstacle = models.CharField(_("obstacle"), max_length=14, choices=Obstacle, blank=True)
    obstacle_text = models.CharField(_("what stands in the way"), max_length=300, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("confirmation of a promise")
        verbose_name_plural = _("confirmations of promises")
        ordering = ["promise", "moment", "rater"]
        constraints = [
            models.UniqueConstraint(fields=["promise", "moment", "rater"], name="promisecheck_once"),
            models.CheckConstraint(
                condition=models.Q(outcome=PromiseOutcome.NOT_YET) | ~models.Q(example=""),
                name="promisecheck_with_example",
                violation_error_message=_("Describe one example of how it was applied."),
            ),
            models.CheckConstraint(
                condition=models.Q(outcome=PromiseOutcome.APPLIED) | ~models.Q(obstacle=""),
                name="promisecheck_with_obstacle",
                violation_error_message=_("Choose what stands in the way."),
            ),
            models.CheckConstraint(
                condition=models.Q(moment__in=PromiseMoment.values), name="promisecheck_moment_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.promise_id} {self.moment} {self.rater}: {self.outcome}"


@pghistory.track()
class ObstacleTask(models.Model):
    """An obstacle that the head of the unit is to clear away."""

    # PROTECT throughout: part of the follow-up.
    check_row = models.OneToOneField(PromiseCheck, on_delete=models.PROTECT, related_name="task")
    unit = models.ForeignKey(
        "employees.OrganizationalUnit", on_delete=models.PROTECT, related_name="+", verbose_name=_("unit")
    )
    state = models.CharField(_("state"), max_length=7, choices=TaskState, default=TaskState.OPEN)
    note = models.TextField(_("what was done"), blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    closed_at = models.DateTimeField(_("closed"), null=True, editable=False)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    objects = ObstacleTaskQuerySet.as_manager()

    class Meta:
        verbose_name = _("obstacle to clear away")
        verbose_name_plural = _("obstacles to clear away")
        ordering = ["created_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state=TaskState.OPEN) | (models.Q(closed_at__isnull=False) & ~models.Q(note="")),
                name="obstacletask_closed_with_note",
                violation_error_message=_("Say what was done, or why nothing can be."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.state}"


class BehaviourRating(models.Model):
    """Level 3: the same behaviours, before (recalled) and now, by participant and supervisor."""

    # PROTECT throughout: counted.
    registration = models.ForeignKey(
        "training.Registration", on_delete=models.PROTECT, related_name="behaviour_ratings"
    )
    rater = models.CharField(max_length=10, choices=Rater)
    period = models.CharField(max_length=6, choices=BehaviourPeriod)
    # A code of training.domain.behaviour.
    item = models.CharField(max_length=40)
    value = models.PositiveSmallIntegerField(validators=[MinValueValidator(1), MaxValueValidator(5)])
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["registration", "rater", "period", "item"], name="behaviourrating_once"),
            models.CheckConstraint(condition=models.Q(value__range=(1, 5)), name="behaviourrating_1_to_5"),
        ]

    def __str__(self) -> str:
        return f"{self.registration_id} {self.rater} {self.period} {self.item}: {self.value}"


@pghistory.track()
class ContentReview(models.Model):
    """Participants say that a programme isn't deep enough or isn't what they need: somebody looks at its content."""

    # PROTECT throughout: part of the programme's story.
    programme = models.ForeignKey(
        "training.TrainingProgramme", on_delete=models.PROTECT, related_name="reviews", verbose_name=_("programme")
    )
    session = models.ForeignKey(
        "training.TrainingSession", on_delete=models.PROTECT, related_name="reviews", verbose_name=_("session")
    )
    trigger = models.CharField(_("why"), max_length=10, choices=ReviewTrigger)
    # Of how many answers, how many said so; for a low rating the mean × 100.
    answers = models.PositiveIntegerField()
    count = models.PositiveIntegerField()
    state = models.CharField(_("state"), max_length=7, choices=TaskState, default=TaskState.OPEN)
    outcome = models.TextField(_("what changes"), blank=True)
    opened_at = models.DateTimeField(auto_now_add=True)
    closed_at = models.DateTimeField(_("closed"), null=True, editable=False)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    objects = ContentReviewQuerySet.as_manager()

    class Meta:
        verbose_name = _("review of content")
        verbose_name_plural = _("reviews of content")
        ordering = ["-opened_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["session", "trigger"], name="contentreview_once"),
            models.CheckConstraint(
                condition=models.Q(state=TaskState.OPEN) | (models.Q(closed_at__isnull=False) & ~models.Q(outcome="")),
                name="contentreview_closed_with_outcome",
                violation_error_message=_("Say what changes, or why nothing does."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.programme_id} {self.trigger}"

    def get_absolute_url(self) -> str:
        return reverse("training:review-detail", args=[self.pk])
