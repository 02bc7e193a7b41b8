"""A sitting of an exam: rooms, duties, candidates and their time."""

from __future__ import annotations

import datetime
import secrets
from decimal import Decimal

import pghistory
from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from careers.domain.exam_score import is_too_late, seconds_left
from careers.enums import (
    ATTENDANCE_TONES,
    SAT_STATES,
    SITTING_TONES,
    AttendanceState,
    DutyKind,
    SittingState,
)
from careers.querysets import SittingCandidateQuerySet, SittingQuerySet

# Without letters and digits that look alike on paper.
CODE_ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
CODE_LENGTH = 8
EARLIEST, LATEST = (datetime.datetime(year, 1, 1, tzinfo=datetime.UTC) for year in (2000, 2100))


def new_start_code() -> str:
    return "".join(secrets.choice(CODE_ALPHABET) for _letter in range(CODE_LENGTH))


def new_seed() -> str:
    return secrets.token_hex(16)


@pghistory.track()
class Sitting(models.Model):
    """An exam on a day. `stage` is empty for an exam outside a selection."""

    # PROTECT throughout: results rest on it.
    unit = models.ForeignKey(
        "employees.OrganizationalUnit", on_delete=models.PROTECT, related_name="+", verbose_name=_("unit")
    )
    blueprint = models.ForeignKey(
        "careers.Blueprint", on_delete=models.PROTECT, related_name="sittings", verbose_name=_("blueprint")
    )
    stage = models.ForeignKey(
        "careers.SelectionStage",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="sittings",
        verbose_name=_("stage of a selection"),
    )
    title = models.CharField(_("title"), max_length=150)
    starts_at = models.DateTimeField(_("opens"))
    closes_at = models.DateTimeField(_("last start"))
    minutes = models.PositiveSmallIntegerField(_("minutes"), validators=[MinValueValidator(1), MaxValueValidator(600)])
    shows_slip = models.BooleanField(
        _("result slip at once"),
        default=True,
        help_text=_("Candidates see the result of what the portal scores itself as soon as they have handed in."),
    )
    pass_mark = models.DecimalField(
        _("pass mark"),
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
    )
    essay_limit = models.DecimalField(
        _("third marker above (%)"),
        max_digits=5,
        decimal_places=2,
        default=20,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
        help_text=_("Two marks of an essay that lie further apart, in percent of its points, need a third."),
    )
    state = models.CharField(
        _("state"), max_length=9, choices=SittingState, default=SittingState.PLANNED, editable=False
    )
    seed = models.CharField(max_length=32, default=new_seed, editable=False)
    # careers.reports.exam_analysis: figures of the whole sitting, worked out when it closes and after every drop.
    analysis = models.JSONField(default=dict, blank=True, editable=False)
    published_at = models.DateTimeField(pgettext_lazy("results", "published"), null=True, editable=False)
    cancel_reason = models.CharField(_("why it was cancelled"), max_length=500, blank=True, editable=False)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = SittingQuerySet.as_manager()

    class Meta:
        verbose_name = _("exam sitting")
        verbose_name_plural = _("exam sittings")
        ordering = ["-starts_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_at__gt=F("starts_at")),
                name="sitting_closes_later",
                violation_error_message=_("The last start must be after the opening."),
            ),
            models.CheckConstraint(
                condition=Q(minutes__gte=1, minutes__lte=600),
                name="sitting_minutes_in_range",
                violation_error_message=_("An exam takes 1 to 600 minutes."),
            ),
            # Moments near the ends of the calendar can't be shown in other time zones.
            models.CheckConstraint(
                condition=Q(starts_at__gte=EARLIEST, closes_at__lt=LATEST),
                name="sitting_in_our_time",
                violation_error_message=_("Choose days from the year 2000 to 2099."),
            ),
            models.CheckConstraint(
                condition=Q(stage=None) | Q(pass_mark=None),
                name="sitting_pass_mark_of_stage",
                violation_error_message=_("The pass mark of a stage stands in the plan of its selection."),
            ),
            models.CheckConstraint(condition=Q(state__in=SittingState.values), name="sitting_state_known"),
            models.CheckConstraint(
                condition=~Q(state=SittingState.CANCELLED) | ~Q(cancel_reason=""),
                name="sitting_cancelled_with_reason",
                violation_error_message=_("Say why the sitting is cancelled."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("careers:exam-sitting-detail", args=[self.pk])

    @property
    def tone(self) -> str:
        return SITTING_TONES[SittingState(self.state)]

    @property
    def mark_to_pass(self) -> Decimal | None:
        """In a selection that of the stage, which only an amendment of the plan changes."""
        mark: Decimal | None = self.stage.pass_mark if self.stage is not None else self.pass_mark
        return mark


@pghistory.track()
class SittingRoom(models.Model):
    # CASCADE: part of its sitting, taken off while that is planned.
    sitting = models.ForeignKey(Sitting, on_delete=models.CASCADE, related_name="rooms")
    name = models.CharField(_("room"), max_length=80)
    seats = models.PositiveSmallIntegerField(_("seats"), validators=[MinValueValidator(1)])

    class Meta:
        verbose_name = _("exam room")
        verbose_name_plural = _("exam rooms")
        ordering = ["sitting", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["sitting", "name"],
                name="sittingroom_named_once",
                violation_error_message=_("This sitting already has a room of this name."),
            )
        ]

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class SittingDuty(models.Model):
    """Who watches, marks essays, or types in paper answers."""

    sitting = models.ForeignKey(Sitting, on_delete=models.PROTECT, related_name="duties")
    employee = models.ForeignKey(
        "employees.Employee", on_delete=models.PROTECT, related_name="exam_duties", verbose_name=_("employee")
    )
    kind = models.CharField(_("duty"), max_length=7, choices=DutyKind)

    class Meta:
        verbose_name = _("exam duty")
        verbose_name_plural = _("exam duties")
        ordering = ["sitting", "kind", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["sitting", "employee", "kind"],
                name="sittingduty_once",
                violation_error_message=_("This person already has this duty."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.employee}"


# last_seen_at moves every few seconds while a candidate works and says nothing afterwards.
@pghistory.track(exclude=["last_seen_at"])
class SittingCandidate(models.Model):
    """A person in a sitting. The server's `deadline` decides; a device only shows it."""

    sitting = models.ForeignKey(Sitting, on_delete=models.PROTECT, related_name="candidates")
    employee = models.ForeignKey(
        "employees.Employee", on_delete=models.PROTECT, related_name="exam_sittings", verbose_name=_("employee")
    )
    candidacy = models.ForeignKey(
        "careers.Candidacy", on_delete=models.PROTECT, null=True, blank=True, related_name="exam_sittings"
    )
    room = models.ForeignKey(
        SittingRoom, on_delete=models.PROTECT, null=True, blank=True, related_name="candidates", verbose_name=_("room")
    )
    number = models.PositiveIntegerField(_("number"), editable=False)
    start_code = models.CharField(_("start code"), max_length=CODE_LENGTH, default=new_start_code, editable=False)
    state = models.CharField(
        _("state"), max_length=9, choices=AttendanceState, default=AttendanceState.INVITED, editable=False
    )
    extra_minutes = models.SmallIntegerField(_("extra minutes"), default=0, editable=False)
    started_at = models.DateTimeField(_("started"), null=True, editable=False)
    deadline = models.DateTimeField(_("until"), null=True, editable=False)
    finished_at = models.DateTimeField(_("finished"), null=True, editable=False)
    end_reason = models.CharField(_("why it was ended"), max_length=500, blank=True, editable=False)
    # Counts the devices on which the exam was opened; only the newest may save.
    device = models.PositiveSmallIntegerField(default=0, editable=False)
    last_seen_at = models.DateTimeField(null=True, editable=False)
    # Of what the portal scores itself, and of everything; 0 to 100.
    auto_score = models.DecimalField(max_digits=5, decimal_places=2, null=True, editable=False)
    score = models.DecimalField(_("score"), max_digits=5, decimal_places=2, null=True, editable=False)

    objects = SittingCandidateQuerySet.as_manager()

    class Meta:
        verbose_name = _("candidate of a sitting")
        verbose_name_plural = _("candidates of a sitting")
        ordering = ["sitting", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["sitting", "employee"],
                name="sittingcandidate_once",
                violation_error_message=_("This person is already a candidate of this sitting."),
            ),
            models.UniqueConstraint(fields=["sitting", "number"], name="sittingcandidate_number_once"),
            models.CheckConstraint(
                condition=~Q(state=AttendanceState.RUNNING) | Q(started_at__isnull=False, deadline__isnull=False),
                name="sittingcandidate_running_has_deadline",
            ),
            models.CheckConstraint(
                condition=Q(deadline=None) | Q(deadline__gte=F("started_at")), name="sittingcandidate_deadline_later"
            ),
            models.CheckConstraint(
                condition=~Q(state=AttendanceState.ENDED) | ~Q(end_reason=""),
                name="sittingcandidate_ended_with_reason",
                violation_error_message=_("Say why the exam of this person is ended."),
            ),
        ]
        indexes = [
            models.Index(
                fields=["deadline"], condition=Q(state=AttendanceState.RUNNING), name="sittingcandidate_running"
            )
        ]

    def __str__(self) -> str:
        return f"{self.number:04d}"

    def get_absolute_url(self) -> str:
        return reverse("careers:exam-mine-detail", args=[self.pk])

    @property
    def tone(self) -> str:
        return ATTENDANCE_TONES[AttendanceState(self.state)]

    @property
    def has_sat(self) -> bool:
        return self.state in SAT_STATES

    @property
    def total_minutes(self) -> int:
        return self.sitting.minutes + self.extra_minutes

    def seconds_left(self, now: datetime.datetime) -> int:
        return seconds_left(self.deadline, now) if self.deadline else 0

    def is_over(self, now: datetime.datetime) -> bool:
        return self.deadline is not None and is_too_late(self.deadline, now)


@pghistory.track()
class TimeAdjustment(models.Model):
    """More (or less) time for one candidate, before or during the exam."""

    candidate = models.ForeignKey(SittingCandidate, on_delete=models.PROTECT, related_name="adjustments")
    minutes = models.SmallIntegerField(_("minutes"), validators=[MinValueValidator(-120), MaxValueValidator(240)])
    reason = models.CharField(_("reason"), max_length=500)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("change of time")
        verbose_name_plural = _("changes of time")
        ordering = ["candidate", "at"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="timeadjustment_reason_given",
                violation_error_message=_("Say why the time changes."),
            ),
            models.CheckConstraint(
                condition=~Q(minutes=0),
                name="timeadjustment_some_minutes",
                violation_error_message=_("Enter how many minutes are added."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.candidate}: {self.minutes:+d}"
