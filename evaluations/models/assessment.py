"""How performance is judged: periods, the organisation's rating, people's ratings, objections, anonymous voices."""

from __future__ import annotations

import datetime
import uuid

import pghistory
import pgtrigger
from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from employees.enums import Predicate
from evaluations.domain.rating import MATRIX
from evaluations.enums import (
    Acceptance,
    AssessmentState,
    CoreValue,
    ExpectationChoice,
    OrganisationChoice,
    VoiceDirection,
)
from evaluations.periods import period_words
from evaluations.querysets import (
    AssessmentPeriodQuerySet,
    AssessmentQuerySet,
    FeedbackRoundQuerySet,
    FeedbackVoiceQuerySet,
    ObjectionQuerySet,
    OrganisationAssessmentQuerySet,
)

# The quadrant, held by the database as well.
_QUADRANT = Q(pk__in=())
for (_result, _behaviour), _predicate in MATRIX.items():
    _QUADRANT |= Q(work_result=_result.value, behaviour=_behaviour.value, predicate=_predicate.value)


@pghistory.track()
class AssessmentPeriod(models.Model):
    """Months that a government assesses, or a whole year. The rating of a year is the one that goes into the record."""

    # PROTECT: ratings name it.
    government = models.ForeignKey(
        "employees.OrganizationalUnit", on_delete=models.PROTECT, related_name="+", verbose_name=_("government")
    )
    is_annual = models.BooleanField(_("the whole year"), default=False)
    period = DateRangeField(_("period"))
    deliver_by = models.DateField(_("ratings are delivered by"))
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", editable=False)
    opened_at = models.DateTimeField(auto_now_add=True)
    # Closed: nothing is rated any more.
    closed_at = models.DateTimeField(_("closed"), null=True, editable=False)

    objects = AssessmentPeriodQuerySet.as_manager()

    class Meta:
        verbose_name = _("assessment period")
        verbose_name_plural = _("assessment periods")
        ordering = ["-period", "-is_annual"]
        constraints = [
            ExclusionConstraint(
                name="assessmentperiod_no_overlap",
                expressions=[
                    ("government", RangeOperators.EQUAL),
                    ("is_annual", RangeOperators.EQUAL),
                    ("period", RangeOperators.OVERLAPS),
                ],
                violation_error_message=_("Some of these days belong to an assessment period already."),
            ),
            models.CheckConstraint(
                condition=Q(period__startswith__isnull=False, period__endswith__isnull=False, period__isempty=False),
                name="assessmentperiod_has_ends",
                violation_error_message=_("Enter the first and the last day, the first before the last."),
            ),
        ]

    def __str__(self) -> str:
        return period_words(self.first_day, self.last_day)

    def get_absolute_url(self) -> str:
        return reverse("evaluations:period-detail", args=[self.pk])

    @property
    def first_day(self) -> datetime.date:
        return self.period.lower  # type: ignore[no-any-return]

    @property
    def last_day(self) -> datetime.date:
        return self.period.upper - datetime.timedelta(days=1)  # type: ignore[no-any-return]

    @property
    def year(self) -> int:
        return int(self.period.lower.year)

    @property
    def is_open(self) -> bool:
        return self.closed_at is None


@pghistory.track()
class OrganisationAssessment(models.Model):
    """*Predikat kinerja organisasi* of a unit in a period. It comes first: people's ratings are read beside it."""

    # PROTECT: what ratings were read beside is kept.
    assessment_period = models.ForeignKey(AssessmentPeriod, on_delete=models.PROTECT, related_name="organisations")
    unit = models.ForeignKey(
        "employees.OrganizationalUnit", on_delete=models.PROTECT, related_name="+", verbose_name=_("unit")
    )
    rating = models.CharField(_("rating of the organisation"), max_length=15, choices=OrganisationChoice)
    reason = models.TextField(_("what it rests on"))
    rated_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", editable=False)
    rated_at = models.DateTimeField(auto_now=True)

    objects = OrganisationAssessmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("rating of an organisation")
        verbose_name_plural = _("ratings of organisations")
        ordering = ["assessment_period", "unit__path"]
        constraints = [
            models.UniqueConstraint(
                fields=["assessment_period", "unit"],
                name="organisationassessment_once",
                violation_error_message=_("The unit is rated for this period already. Change that rating."),
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="organisationassessment_reasoned"),
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.get_rating_display()}"

    @property
    def edit(self) -> int:
        """The number of its last change: the moment, in microseconds."""
        return round(self.rated_at.timestamp() * 1_000_000)


@pghistory.track()
class Assessment(models.Model):
    """One person's rating in one period. `predicate` follows from both axes; a final one never changes."""

    # PROTECT throughout: part of the person's record.
    assessment_period = models.ForeignKey(AssessmentPeriod, on_delete=models.PROTECT, related_name="assessments")
    employee = models.ForeignKey(
        "employees.Employee", on_delete=models.PROTECT, related_name="assessments", verbose_name=_("employee")
    )
    # Where the person worked, and as what.
    unit = models.ForeignKey(
        "employees.OrganizationalUnit", on_delete=models.PROTECT, related_name="+", verbose_name=_("unit")
    )
    position_title = models.CharField(_("position"), max_length=200, blank=True)
    plan = models.ForeignKey(
        "evaluations.WorkPlan",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="assessments",
        verbose_name=_("performance plan"),
    )
    # Who rates: the direct superior, also an acting one. Empty where nobody stands above.
    assessor = models.ForeignKey(
        "employees.Employee", on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("rated by")
    )
    months = models.PositiveSmallIntegerField(_("months"), default=12)
    work_result = models.CharField(_("work results"), max_length=5, choices=ExpectationChoice, blank=True)
    behaviour = models.CharField(_("behaviour"), max_length=5, choices=ExpectationChoice, blank=True)
    predicate = models.CharField(_("rating"), max_length=15, choices=Predicate, blank=True, editable=False)
    summary = models.TextField(_("feedback"), blank=True)
    recommendation = models.TextField(_("recommendation"), blank=True)
    # The conversation about it (dialog kinerja).
    dialogue_on = models.DateField(_("day of the conversation"), null=True, blank=True)
    dialogue_notes = models.TextField(_("what was said"), blank=True)
    state = models.CharField(_("state"), max_length=9, choices=AssessmentState, default=AssessmentState.DRAFT)
    # Delivering is the assessor's signature, accepting the person's.
    delivered_at = models.DateTimeField(_("signed by the assessor"), null=True, editable=False)
    delivered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", editable=False
    )
    object_until = models.DateField(_("objection until"), null=True, editable=False)
    signed_at = models.DateTimeField(_("signed by the person"), null=True, editable=False)
    acceptance = models.CharField(_("how it became final"), max_length=8, choices=Acceptance, blank=True)
    final_at = models.DateTimeField(_("final"), null=True, editable=False)
    edit = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = AssessmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("performance rating of a person")
        verbose_name_plural = _("performance ratings of people")
        ordering = ["assessment_period", "unit__path", "employee"]
        constraints = [
            models.UniqueConstraint(
                fields=["assessment_period", "employee", "unit"],
                name="assessment_once",
                violation_error_message=_("The person is rated in this unit for this period already."),
            ),
            models.CheckConstraint(condition=Q(state__in=AssessmentState.values), name="assessment_state_known"),
            models.CheckConstraint(condition=Q(months__gte=1, months__lte=12), name="assessment_months_of_a_year"),
            models.CheckConstraint(
                condition=(Q(predicate="") & (Q(work_result="") | Q(behaviour=""))) | _QUADRANT,
                name="assessment_predicate_of_the_quadrant",
            ),
            models.CheckConstraint(
                condition=Q(state=AssessmentState.DRAFT)
                | (Q(delivered_at__isnull=False, object_until__isnull=False) & ~Q(predicate="")),
                name="assessment_delivered_whole",
                violation_error_message=_("Rate work results and behaviour before you deliver the rating."),
            ),
            models.CheckConstraint(
                condition=~Q(state=AssessmentState.FINAL) | (Q(final_at__isnull=False) & ~Q(acceptance="")),
                name="assessment_final_by_something",
            ),
        ]
        indexes = [
            models.Index(fields=["employee", "state"], name="assessment_employee_state"),
            models.Index(fields=["assessor", "state"], name="assessment_assessor_state"),
        ]
        triggers = [
            # Whoever writes to the table: what is final stays.
            pgtrigger.Protect(
                name="final_rating_stands",
                operation=pgtrigger.UpdateOf("work_result", "behaviour", "predicate", "state") | pgtrigger.Delete,
                condition=pgtrigger.Q(old__state=AssessmentState.FINAL.value),
            )
        ]

    def __str__(self) -> str:
        return f"{self.employee} {self.assessment_period}"

    def get_absolute_url(self) -> str:
        return reverse("evaluations:assessment-detail", args=[self.pk])

    @property
    def tone(self) -> str:
        return AssessmentState(self.state).tone


@pghistory.track()
class ResultAssessment(models.Model):
    """What came of one planned result, and how it compares with what was expected."""

    # PROTECT: part of the rating.
    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="results")
    result = models.ForeignKey(
        "evaluations.PlannedResult", on_delete=models.PROTECT, related_name="assessments", verbose_name=_("result")
    )
    achieved = models.TextField(_("achieved"), blank=True)
    level = models.CharField(_("compared with the expectation"), max_length=5, choices=ExpectationChoice, blank=True)
    feedback = models.CharField(_("feedback"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("rating of a result")
        verbose_name_plural = _("ratings of results")
        ordering = ["assessment", "result__order"]
        constraints = [models.UniqueConstraint(fields=["assessment", "result"], name="resultassessment_once")]

    def __str__(self) -> str:
        return f"{self.result} {self.level}"


@pghistory.track()
class BehaviourAssessment(models.Model):
    """One core value. A level other than "as expected" needs an example that was observed."""

    # PROTECT: part of the rating.
    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="behaviours")
    value = models.CharField(_("core value"), max_length=13, choices=CoreValue)
    level = models.CharField(_("compared with the expectation"), max_length=5, choices=ExpectationChoice)
    example = models.TextField(_("observed example"), blank=True)

    class Meta:
        verbose_name = _("rating of a core value")
        verbose_name_plural = _("ratings of core values")
        ordering = ["assessment", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["assessment", "value"], name="behaviourassessment_once"),
            models.CheckConstraint(
                condition=Q(level=ExpectationChoice.AS) | ~Q(example=""),
                name="behaviourassessment_example",
                violation_error_message=_("Describe what you observed: above or below expectation needs an example."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_value_display()} {self.level}"


@pghistory.track()
class Objection(models.Model):
    """*Keberatan* against a delivered rating, decided by the superior of who rated."""

    # PROTECT: part of the rating.
    assessment = models.OneToOneField(Assessment, on_delete=models.PROTECT, related_name="objection")
    reason = models.TextField(_("why the rating is wrong"))
    filed_at = models.DateTimeField(_("filed"), auto_now_add=True)
    decide_by = models.DateField(_("decided by"))
    # Both axes as they were when the person objected.
    before = models.JSONField(default=dict, editable=False)
    is_upheld = models.BooleanField(_("the rating is changed"), null=True)
    decision = models.TextField(_("decision"), blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", editable=False
    )
    decided_at = models.DateTimeField(_("decided"), null=True, editable=False)

    objects = ObjectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("objection to a rating")
        verbose_name_plural = _("objections to ratings")
        ordering = ["-filed_at"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="objection_reasoned"),
            models.CheckConstraint(
                condition=Q(is_upheld=None, decided_at=None) | (Q(decided_at__isnull=False) & ~Q(decision="")),
                name="objection_decided_with_words",
                violation_error_message=_("Give the reason for the decision: the person reads it."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.assessment)


@pghistory.track()
class FeedbackRound(models.Model):
    """Anonymous feedback about one person in one period; shown from five voices on, when the round is over."""

    # PROTECT: voices name it.
    assessment_period = models.ForeignKey(AssessmentPeriod, on_delete=models.PROTECT, related_name="feedback_rounds")
    employee = models.ForeignKey(
        "employees.Employee", on_delete=models.PROTECT, related_name="feedback_rounds", verbose_name=_("about")
    )
    direction = models.CharField(_("from"), max_length=6, choices=VoiceDirection)
    closes_on = models.DateField(_("until"))
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", editable=False)
    opened_at = models.DateTimeField(auto_now_add=True)

    objects = FeedbackRoundQuerySet.as_manager()

    class Meta:
        verbose_name = _("round of feedback")
        verbose_name_plural = _("rounds of feedback")
        ordering = ["-closes_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["assessment_period", "employee", "direction"],
                name="feedbackround_once",
                violation_error_message=_("This round is open already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.employee} {self.get_direction_display()}"

    def get_absolute_url(self) -> str:
        return reverse("evaluations:feedback-round", args=[self.pk])


class FeedbackTicket(models.Model):
    """The right of one person to speak once. Deleted in the statement that stores the voice, which names nobody
    (docs/adr/0010)."""

    # CASCADE: nothing without the round.
    feedback_round = models.ForeignKey(FeedbackRound, on_delete=models.CASCADE, related_name="tickets")
    # PROTECT: a person with rights of this kind is not deleted unseen.
    giver = models.ForeignKey("employees.Employee", on_delete=models.PROTECT, related_name="feedback_tickets")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["feedback_round", "giver"], name="feedbackticket_once")]

    def __str__(self) -> str:
        return str(self.feedback_round_id)


@pgtrigger.register(
    pgtrigger.Protect(name="voice_append_only", operation=pgtrigger.Update | pgtrigger.Delete),
)
class FeedbackVoice(models.Model):
    """One anonymous voice: how often the seven core values are seen (1 never … 4 always), and words. No person, no time
    of day, no order."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    # PROTECT: counted.
    feedback_round = models.ForeignKey(FeedbackRound, on_delete=models.PROTECT, related_name="voices")
    given_on = models.DateField()
    answers = models.JSONField()
    keep = models.CharField(_("what should stay"), max_length=500, blank=True)
    change = models.CharField(_("what should change"), max_length=500, blank=True)

    objects = FeedbackVoiceQuerySet.as_manager()

    def __str__(self) -> str:
        return str(self.pk)
