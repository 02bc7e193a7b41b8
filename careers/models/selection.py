"""Selections for a position: requirements, stages, and the amendments of an announced plan."""

from __future__ import annotations

import datetime

import pghistory
from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from careers.enums import RequirementKind, SelectionKind, SelectionState, StageKind, TieChoice
from careers.querysets import PlanAmendmentQuerySet, SelectionQuerySet, SelectionStageQuerySet
from employees.dates import EARLIEST, LATEST


@pghistory.track()
class Selection(models.Model):
    """An open competition for one position. Announcing it freezes its scoring plan and publishes the plan's hash."""

    # PROTECT throughout: who became what and why is kept.
    unit = models.ForeignKey(
        "employees.OrganizationalUnit", on_delete=models.PROTECT, related_name="selections", verbose_name=_("unit")
    )
    position = models.ForeignKey(
        "employees.Position", on_delete=models.PROTECT, related_name="selections", verbose_name=_("position to fill")
    )
    title = models.CharField(_("title"), max_length=200)
    code = models.CharField(
        _("code"),
        max_length=20,
        unique=True,
        validators=[RegexValidator(r"^[A-Z0-9-]+\Z", _("Use capital letters, digits and hyphens, such as CAMAT-26."))],
        error_messages={"unique": _("Another selection has this code. Choose another one.")},
        help_text=_("Short; it stands in the public address."),
    )
    kind = models.CharField(_("kind"), max_length=14, choices=SelectionKind, default=SelectionKind.JPT_PRATAMA)
    announcement = models.TextField(_("announcement"), blank=True, help_text=_("Read by everybody."))
    opens_on = models.DateField(_("registration from"))
    closes_on = models.DateField(_("last day of registration"))
    objection_days = models.PositiveSmallIntegerField(_("days for objections"), default=3)
    answer_days = models.PositiveSmallIntegerField(_("days for answers"), default=7)
    proposed = models.PositiveSmallIntegerField(_("names proposed"), default=3, validators=[MinValueValidator(1)])
    # Off: others see by pseudonym who passed, and scores are for the candidate, the office and the head.
    scores_public = models.BooleanField(
        _("publish scores"), default=False, help_text=_("Under pseudonyms. Otherwise only who passed is published.")
    )
    ties = models.CharField(
        _("the tie rule sorts"),
        max_length=5,
        choices=TieChoice,
        default=TieChoice.RANGE,
        help_text=_("By interview, then assessment, then track record."),
    )
    weights_reason = models.CharField(
        _("why the weights differ from the rule"), max_length=500, blank=True, help_text=_("Published with the plan.")
    )
    # Why it is announced though nobody more is needed, or another selection runs; for the office.
    occupied_reason = models.CharField(
        _("why a filled position is announced"),
        max_length=500,
        blank=True,
        help_text=_("Only when the position is filled or another selection for it runs. Kept, not published."),
    )
    state = models.CharField(
        _("state"), max_length=9, choices=SelectionState, default=SelectionState.DRAFT, editable=False
    )
    plan = models.JSONField(_("scoring plan"), default=dict, blank=True, editable=False)
    plan_hash = models.CharField(_("hash of the scoring plan"), max_length=64, blank=True, editable=False)
    announced_at = models.DateTimeField(_("announced"), null=True, editable=False)
    # Best names sent to the head of the agency.
    proposed_at = models.DateTimeField(_("names proposed at"), null=True, editable=False)
    decided_at = models.DateTimeField(_("decided"), null=True, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", editable=False
    )
    decision_reason = models.TextField(_("why this person"), blank=True, editable=False)
    appointed_on = models.DateField(_("appointed from"), null=True, editable=False)
    decree_number = models.CharField(_("decree number"), max_length=100, blank=True, editable=False)
    cancel_reason = models.TextField(_("why it was cancelled"), blank=True, editable=False)
    edit = models.PositiveIntegerField(default=1, editable=False)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = SelectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("selection")
        verbose_name_plural = _("selections")
        ordering = ["-closes_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_on__gte=F("opens_on")),
                name="selection_closes_later",
                violation_error_message=_("Registration must end on or after the day on which it begins."),
            ),
            models.CheckConstraint(
                condition=Q(opens_on__gte=EARLIEST, closes_on__lte=LATEST),
                name="selection_days_of_our_time",
                violation_error_message=_("Choose a date from 1945 to 2099."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=[SelectionState.DRAFT, SelectionState.CANCELLED]) | ~Q(plan_hash=""),
                name="selection_announced_frozen",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[SelectionState.DECIDED, SelectionState.APPOINTED]) | ~Q(decision_reason=""),
                name="selection_decided_with_reason",
                violation_error_message=_("Say why this person is chosen."),
            ),
            models.CheckConstraint(
                condition=~Q(state=SelectionState.CANCELLED) | ~Q(cancel_reason=""),
                name="selection_cancelled_with_reason",
                violation_error_message=_("Say why the selection is cancelled."),
            ),
            models.CheckConstraint(condition=Q(proposed__gte=1), name="selection_proposes_somebody"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("careers:selection-detail", args=[self.pk])

    @property
    def tone(self) -> str:
        return SelectionState(self.state).tone

    @property
    def is_draft(self) -> bool:
        return self.state == SelectionState.DRAFT

    @property
    def is_announced(self) -> bool:
        return self.state == SelectionState.ANNOUNCED

    def takes_applications(self, on: datetime.date) -> bool:
        return self.is_announced and self.opens_on <= on <= self.closes_on


@pghistory.track()
class SelectionRequirement(models.Model):
    """Something that every candidate must meet. `value` is for the kind: careers/domain/eligibility.py."""

    # CASCADE: part of the draft. An announced selection can't be deleted.
    selection = models.ForeignKey(Selection, on_delete=models.CASCADE, related_name="requirements")
    order = models.PositiveSmallIntegerField(default=1)
    kind = models.CharField(_("kind"), max_length=10, choices=RequirementKind, default=RequirementKind.OTHER)
    value = models.JSONField(default=dict, blank=True)
    text = models.CharField(_("requirement"), max_length=300)

    class Meta:
        verbose_name = _("requirement")
        verbose_name_plural = _("requirements")
        ordering = ["selection", "order", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(text=""),
                name="selectionrequirement_text_given",
                violation_error_message=_("Say what is required."),
            )
        ]

    def __str__(self) -> str:
        return self.text


@pghistory.track()
class SelectionStage(models.Model):
    """A step in which candidates pass or fail (weight 0), or get a score that counts `weight` percent."""

    # CASCADE: part of the draft. Results protect the stage.
    selection = models.ForeignKey(Selection, on_delete=models.CASCADE, related_name="stages")
    order = models.PositiveSmallIntegerField(default=1)
    kind = models.CharField(_("kind"), max_length=14, choices=StageKind)
    title = models.CharField(_("title"), max_length=120)
    weight = models.DecimalField(
        _("weight (%)"),
        max_digits=5,
        decimal_places=2,
        default=0,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
        help_text=_("0: candidates only pass or fail."),
    )
    pass_mark = models.DecimalField(
        _("pass mark"),
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
        help_text=_("Empty: nobody fails by the score."),
    )
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"))
    published_at = models.DateTimeField(pgettext_lazy("results", "published"), null=True, editable=False)

    objects = SelectionStageQuerySet.as_manager()

    class Meta:
        verbose_name = _("stage")
        verbose_name_plural = _("stages")
        ordering = ["selection", "order", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="selectionstage_ends_later",
                violation_error_message=_("A stage must end on or after the day on which it begins."),
            ),
            models.CheckConstraint(
                condition=Q(starts_on__gte=EARLIEST, ends_on__lte=LATEST),
                name="selectionstage_days_of_our_time",
                violation_error_message=_("Choose a date from 1945 to 2099."),
            ),
            models.UniqueConstraint(
                fields=["selection", "order"],
                name="selectionstage_order_unique",
                deferrable=models.Deferrable.DEFERRED,
                violation_error_message=_("Another stage has this number."),
            ),
            models.CheckConstraint(
                condition=Q(weight__gte=0, weight__lte=100),
                name="selectionstage_weight_percent",
                violation_error_message=_("Enter a weight from 0 to 100."),
            ),
            models.CheckConstraint(
                condition=Q(pass_mark=None) | Q(pass_mark__gte=0, pass_mark__lte=100),
                name="selectionstage_pass_mark_in_range",
                violation_error_message=_("Enter a pass mark from 0 to 100."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("careers:selection-stage", args=[self.selection_id, self.pk])

    @property
    def is_published(self) -> bool:
        return self.published_at is not None

    @property
    def objections_until(self) -> datetime.date | None:
        """The last day on which its candidates can object; None before it is published."""
        if self.published_at is None:
            return None
        return timezone.localdate(self.published_at) + datetime.timedelta(days=self.selection.objection_days)

    def takes_objections(self, on: datetime.date) -> bool:
        until = self.objections_until
        return until is not None and on <= until


@pghistory.track()
class PlanAmendment(models.Model):
    """A public change of a frozen plan. It holds once a second, different person has signed."""

    selection = models.ForeignKey(Selection, on_delete=models.PROTECT, related_name="amendments")
    reason = models.TextField(_("reason"))
    old_plan = models.JSONField()
    new_plan = models.JSONField()
    new_hash = models.CharField(max_length=64)
    first_signer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("first signature")
    )
    first_signed_at = models.DateTimeField()
    second_signer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("second signature"),
    )
    second_signed_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    objects = PlanAmendmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("amendment of the plan")
        verbose_name_plural = _("amendments of the plan")
        ordering = ["first_signed_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="planamendment_reason_given",
                violation_error_message=_("Say why the plan changes."),
            ),
            models.CheckConstraint(
                condition=Q(second_signer=None) | ~Q(second_signer=F("first_signer")),
                name="planamendment_two_people",
                violation_error_message=_("The second signature must be somebody else's."),
            ),
            models.CheckConstraint(
                condition=Q(second_signer=None, second_signed_at=None)
                | Q(second_signer__isnull=False, second_signed_at__isnull=False, withdrawn_at=None),
                name="planamendment_signed_at",
            ),
            models.UniqueConstraint(
                fields=["selection"],
                condition=Q(second_signed_at=None, withdrawn_at=None),
                name="planamendment_one_open",
                violation_error_message=_(
                    "Another amendment waits for its second signature. Sign or withdraw it first."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.reason[:80]

    @property
    def is_in_force(self) -> bool:
        return self.second_signed_at is not None

    @property
    def is_open(self) -> bool:
        return self.second_signed_at is None and self.withdrawn_at is None
