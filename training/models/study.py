"""Further education (*tugas belajar*): calls, applications, blind scores."""

from __future__ import annotations

from typing import Any

import pghistory
from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from training.enums import (
    APPLICATION_TONES,
    CALL_TONES,
    ApplicationState,
    CallState,
    Degree,
    Funding,
)
from training.querysets import StudyApplicationQuerySet, StudyCallQuerySet


@pghistory.track()
class StudyCall(models.Model):
    # PROTECT: applications answer to it.
    unit = models.ForeignKey(
        "employees.OrganizationalUnit", on_delete=models.PROTECT, related_name="+", verbose_name=_("organiser")
    )
    title = models.CharField(_("title"), max_length=200)
    description = models.TextField(_("what is offered and what for"), blank=True)
    degree = models.CharField(_("degree"), max_length=2, choices=Degree)
    funding = models.CharField(_("funding"), max_length=8, choices=Funding)
    provider = models.CharField(_("funded by"), max_length=200, blank=True)
    url = models.URLField(_("address of the provider"), max_length=500, blank=True)
    # Released from the position while studying; otherwise beside the work.
    is_released = models.BooleanField(_("released from the position"), default=True)
    places = models.PositiveSmallIntegerField(_("places"), validators=[MinValueValidator(1)])
    opens_on = models.DateField(_("opens"))
    closes_on = models.DateField(_("last day to apply"))
    studies_from = models.DateField(_("studies begin"))
    # {"months": …} where the provider says other than the normal length.
    conditions: Any = models.JSONField(default=dict, blank=True)
    documents_asked = models.TextField(
        _("documents to attach"), blank=True, help_text=_("One per line. A line that begins with * may be left out.")
    )
    state = models.CharField(_("state"), max_length=9, choices=CallState, default=CallState.DRAFT)
    cancel_reason = models.CharField(_("reason for the cancellation"), max_length=500, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = StudyCallQuerySet.as_manager()

    class Meta:
        verbose_name = _("call for further education")
        verbose_name_plural = _("calls for further education")
        ordering = ["-closes_on", "-pk"]
        constraints = [
            models.CheckConstraint(condition=models.Q(places__gt=0), name="studycall_places"),
            models.CheckConstraint(
                condition=models.Q(closes_on__gte=models.F("opens_on")),
                name="studycall_in_order",
                violation_error_message=_("The call ends before it opens. Correct one of the dates."),
            ),
            models.CheckConstraint(condition=models.Q(state__in=CallState.values), name="studycall_state_known"),
            models.CheckConstraint(
                condition=~models.Q(state=CallState.CANCELLED) | ~models.Q(cancel_reason=""),
                name="studycall_cancelled_with_reason",
                violation_error_message=_("Say why the call is cancelled."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("training:study-call-detail", args=[self.pk])

    @property
    def tone(self) -> str:
        return CALL_TONES[CallState(self.state)]

    @property
    def months(self) -> int | None:
        """What the provider says; None: the normal length of the degree."""
        return (self.conditions or {}).get("months")

    @property
    def asked(self) -> list[tuple[int, str, bool]]:
        """The documents to attach: number from 1, name, whether it is needed."""
        lines = [line.strip() for line in self.documents_asked.splitlines() if line.strip()]
        return [(number, line.lstrip("* "), not line.startswith("*")) for number, line in enumerate(lines, start=1)]


@pghistory.track()
class StudyCriterion(models.Model):
    """What reviewers score, 0 to 100; the weights of a call add up to 100 before it opens."""

    # CASCADE: part of the call; fixed once it is open.
    call = models.ForeignKey(StudyCall, on_delete=models.CASCADE, related_name="criteria")
    name = models.CharField(_("criterion"), max_length=150)
    weight = models.PositiveSmallIntegerField(_("weight"), validators=[MinValueValidator(1), MaxValueValidator(100)])

    class Meta:
        verbose_name = _("criterion")
        verbose_name_plural = _("criteria")
        ordering = ["call", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["call", "name"], name="studycriterion_unique"),
            models.CheckConstraint(condition=models.Q(weight__range=(1, 100)), name="studycriterion_weight"),
        ]

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class StudyReviewer(models.Model):
    """Somebody who scores the applications of a call without seeing whose they are."""

    # CASCADE: part of the call.
    call = models.ForeignKey(StudyCall, on_delete=models.CASCADE, related_name="reviewers")
    # PROTECT: who scored stays known.
    employee = models.ForeignKey("employees.Employee", on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("reviewer")
        verbose_name_plural = _("reviewers")
        constraints = [models.UniqueConstraint(fields=["call", "employee"], name="studyreviewer_unique")]

    def __str__(self) -> str:
        return f"{self.call_id} {self.employee_id}"


@pghistory.track()
class StudyApplication(models.Model):
    # PROTECT throughout: decided in writing.
    call = models.ForeignKey(StudyCall, on_delete=models.PROTECT, related_name="applications", verbose_name=_("call"))
    employee = models.ForeignKey(
        "employees.Employee", on_delete=models.PROTECT, related_name="study_applications", verbose_name=_("employee")
    )
    # How reviewers know it: random, so that it tells nothing of the order.
    code = models.CharField(_("code"), max_length=8, unique=True, editable=False)
    university = models.CharField(_("university"), max_length=200, blank=True)
    programme = models.CharField(_("programme of study"), max_length=200, blank=True)
    accreditation = models.CharField(_("accreditation"), max_length=60, blank=True)
    motivation = models.TextField(
        _("why, and what for at work"), blank=True, help_text=_("Reviewers read it without your name: leave it out.")
    )
    after_return = models.TextField(_("what I will do after my return"), blank=True)
    state = models.CharField(_("state"), max_length=9, choices=ApplicationState, default=ApplicationState.DRAFT)
    # The verdict of each rule when it was submitted.
    eligibility: Any = models.JSONField(default=list, blank=True, editable=False)
    submitted_at = models.DateTimeField(_("submitted"), null=True, editable=False)
    final_score = models.DecimalField(_("score"), max_digits=6, decimal_places=2, null=True, editable=False)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("decided by")
    )
    decided_at = models.DateTimeField(_("decided"), null=True, editable=False)
    letter_number = models.CharField(_("number of the letter"), max_length=100, blank=True)
    # Letterhead, person and signer as they were then, by training.study_facts.letter_facts; {} before 0017.
    decided_facts: Any = models.JSONField(default=dict, blank=True, editable=False)
    edit = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = StudyApplicationQuerySet.as_manager()

    class Meta:
        verbose_name = _("application for further education")
        verbose_name_plural = _("applications for further education")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["call", "employee"],
                condition=~models.Q(state=ApplicationState.WITHDRAWN),
                name="studyapplication_once",
                violation_error_message=_("You already have an application to this call."),
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=ApplicationState.values), name="studyapplication_state_known"
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=[ApplicationState.REJECTED, ApplicationState.RETURNED])
                | ~models.Q(reason=""),
                name="studyapplication_refused_with_reason",
                violation_error_message=_("Say why, and what the person can do."),
            ),
        ]

    def __str__(self) -> str:
        return self.code

    def get_absolute_url(self) -> str:
        return reverse("training:study-application-detail", args=[self.pk])

    @property
    def tone(self) -> str:
        return APPLICATION_TONES[ApplicationState(self.state)]

    @property
    def is_editable(self) -> bool:
        return self.state in {ApplicationState.DRAFT, ApplicationState.RETURNED}


@pghistory.track()
class StudyScore(models.Model):
    # PROTECT throughout: decisions rest on it.
    application = models.ForeignKey(StudyApplication, on_delete=models.PROTECT, related_name="scores")
    reviewer = models.ForeignKey(StudyReviewer, on_delete=models.PROTECT, related_name="scores")
    criterion = models.ForeignKey(StudyCriterion, on_delete=models.PROTECT, related_name="scores")
    points = models.PositiveSmallIntegerField(_("points"), validators=[MaxValueValidator(100)])
    note = models.CharField(_("note"), max_length=300, blank=True)
    # Before that only the reviewer sees it.
    submitted_at = models.DateTimeField(_("submitted"), null=True, editable=False)

    class Meta:
        verbose_name = _("score")
        verbose_name_plural = _("scores")
        constraints = [
            models.UniqueConstraint(fields=["application", "reviewer", "criterion"], name="studyscore_once"),
            models.CheckConstraint(condition=models.Q(points__lte=100), name="studyscore_0_to_100"),
        ]

    def __str__(self) -> str:
        return f"{self.application_id} {self.criterion_id}: {self.points}"
