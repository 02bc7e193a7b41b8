"""Candidates of a selection, their results and objections."""

from __future__ import annotations

import secrets
import string

import pghistory
import pgtrigger
from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from careers.enums import TAKING_PART, CandidacyState, ObjectionState, RejectReason
from careers.querysets import CandidacyQuerySet, StageObjectionQuerySet, StageResultQuerySet

PSEUDONYM_LENGTH = 8

NOT_ON_THE_PANEL = """
IF EXISTS (
    SELECT 1 FROM careers_panelmember seat JOIN employees_employee person ON person.user_id = seat.user_id
    WHERE seat.selection_id = NEW.selection_id AND person.id = NEW.employee_id
) THEN
    RAISE EXCEPTION 'A member of the panel does not compete in its selection.';
END IF;
RETURN NEW;
"""


def new_pseudonym() -> str:
    return "".join(secrets.choice(string.ascii_uppercase) for _letter in range(PSEUDONYM_LENGTH))


def new_salt() -> str:
    return secrets.token_hex(16)


@pghistory.track()
class Candidacy(models.Model):
    """An application. Public documents know it by its pseudonym only."""

    selection = models.ForeignKey("careers.Selection", on_delete=models.PROTECT, related_name="candidacies")
    employee = models.ForeignKey(
        "employees.Employee", on_delete=models.PROTECT, related_name="candidacies", verbose_name=_("employee")
    )
    # Given when it is submitted; empty before.
    number = models.PositiveIntegerField(_("registration number"), null=True, editable=False)
    pseudonym = models.CharField(_("pseudonym"), max_length=PSEUDONYM_LENGTH, default=new_pseudonym, editable=False)
    state = models.CharField(
        _("state"), max_length=9, choices=CandidacyState, default=CandidacyState.DRAFT, editable=False
    )
    statement = models.TextField(_("why I apply"), blank=True)
    # What the check of each requirement said when it was submitted.
    eligibility = models.JSONField(default=list, blank=True, editable=False)
    submitted_at = models.DateTimeField(_("submitted"), null=True, editable=False)
    checked_at = models.DateTimeField(_("checked"), null=True, editable=False)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", editable=False
    )
    reject_code = models.CharField(_("reason"), max_length=10, choices=RejectReason, blank=True)
    reject_text = models.TextField(_("reason in words"), blank=True)
    # Why somebody was admitted against a rule that the records don't meet.
    admit_reason = models.TextField(_("why admitted all the same"), blank=True, editable=False)
    # Of the commitment to the person in the proof chain; drawn when it is submitted, and shown to nobody.
    person_salt = models.CharField(max_length=32, blank=True, editable=False)
    edit = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = CandidacyQuerySet.as_manager()

    class Meta:
        verbose_name = _("candidacy")
        verbose_name_plural = _("candidacies")
        ordering = ["selection", "number", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["selection", "employee"],
                name="candidacy_once",
                violation_error_message=_("This person has already applied."),
            ),
            models.UniqueConstraint(fields=["selection", "number"], name="candidacy_number_unique"),
            models.UniqueConstraint(fields=["selection", "pseudonym"], name="candidacy_pseudonym_unique"),
            models.CheckConstraint(
                condition=Q(state=CandidacyState.DRAFT) | Q(number__isnull=False, submitted_at__isnull=False),
                name="candidacy_submitted_numbered",
            ),
            models.CheckConstraint(
                condition=~Q(state=CandidacyState.REJECTED) | ~Q(reject_code="") & ~Q(reject_text=""),
                name="candidacy_rejected_with_reason",
                violation_error_message=_("Choose the reason and say it in words: the candidate reads it."),
            ),
        ]
        indexes = [models.Index(fields=["selection", "state"], name="candidacy_selection_state")]
        triggers = [
            pgtrigger.Trigger(
                name="not_on_the_panel", when=pgtrigger.Before, operation=pgtrigger.Insert, func=NOT_ON_THE_PANEL
            )
        ]

    def __str__(self) -> str:
        return self.registration or self.pseudonym

    def get_absolute_url(self) -> str:
        return reverse("careers:candidacy-detail", args=[self.pk])

    @property
    def registration(self) -> str:
        """As the candidate knows it, such as CAMAT-26-0007; empty before it is submitted."""
        return f"{self.selection.code}-{self.number:04d}" if self.number else ""

    @property
    def tone(self) -> str:
        return CandidacyState(self.state).tone

    @property
    def takes_part(self) -> bool:
        return self.state in TAKING_PART


@pghistory.track()
class StageResult(models.Model):
    """Of one candidate in one stage. `detail["se"]` is the standard error of the score, where it is known.

    `salt` keeps the commitment that stands in the proof chain from being guessed before publication.
    """

    stage = models.ForeignKey("careers.SelectionStage", on_delete=models.PROTECT, related_name="results")
    candidacy = models.ForeignKey(Candidacy, on_delete=models.PROTECT, related_name="results")
    score = models.DecimalField(
        _("score"),
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
    )
    passed = models.BooleanField(_("passed"), null=True, blank=True)
    detail = models.JSONField(default=dict, blank=True)
    salt = models.CharField(max_length=32, default=new_salt, editable=False)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", editable=False
    )
    recorded_at = models.DateTimeField(auto_now=True)

    objects = StageResultQuerySet.as_manager()

    class Meta:
        verbose_name = _("stage result")
        verbose_name_plural = _("stage results")
        ordering = ["stage", "candidacy"]
        constraints = [
            models.UniqueConstraint(fields=["stage", "candidacy"], name="stageresult_once"),
            models.CheckConstraint(
                condition=Q(score=None) | Q(score__gte=0, score__lte=100),
                name="stageresult_score_in_range",
                violation_error_message=_("A score lies between 0 and 100."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.stage_id}: {self.candidacy_id}"

    @property
    def may_rise(self) -> bool:
        """An objection has something to gain: a score, or a stage that was not passed."""
        return self.score is not None or not self.passed


@pghistory.track()
class StageObjection(models.Model):
    """A candidate objects to the published result of a stage; an answer that upholds it may change the result."""

    stage = models.ForeignKey("careers.SelectionStage", on_delete=models.PROTECT, related_name="objections")
    candidacy = models.ForeignKey(Candidacy, on_delete=models.PROTECT, related_name="objections")
    text = models.TextField(_("objection"))
    answer = models.TextField(_("answer"), blank=True)
    # Signed once: {"upheld", "answer", "score", "passed", "salt"}; it holds when somebody else has signed too.
    draft = models.JSONField(null=True, editable=False)
    first_signer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", editable=False
    )
    state = models.CharField(
        _("state"), max_length=9, choices=ObjectionState, default=ObjectionState.OPEN, editable=False
    )
    due_on = models.DateField(_("answer due"))
    # Score and verdict before and after, where the objection changed them.
    before = models.JSONField(null=True, editable=False)
    after = models.JSONField(null=True, editable=False)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", editable=False
    )
    answered_at = models.DateTimeField(null=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = StageObjectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("objection to a stage")
        verbose_name_plural = _("objections to a stage")
        ordering = ["due_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["stage", "candidacy"],
                name="stageobjection_once",
                violation_error_message=_("You have already objected to this stage."),
            ),
            models.CheckConstraint(
                condition=~Q(text=""),
                name="stageobjection_text_given",
                violation_error_message=_("Say what you object to."),
            ),
            models.CheckConstraint(
                condition=Q(state=ObjectionState.OPEN) | ~Q(answer="") & Q(answered_at__isnull=False),
                name="stageobjection_answered",
                violation_error_message=_("Answer in words: the candidate reads it."),
            ),
            models.CheckConstraint(
                condition=Q(first_signer=None) | Q(answered_by=None) | ~Q(first_signer=F("answered_by")),
                name="stageobjection_two_people",
                violation_error_message=_("The second signature must be somebody else's."),
            ),
        ]

    def __str__(self) -> str:
        return self.text[:80]

    def get_absolute_url(self) -> str:
        return reverse("careers:objection-detail", args=[self.pk])

    @property
    def tone(self) -> str:
        return ObjectionState(self.state).tone
