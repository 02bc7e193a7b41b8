"""One session of a programme: dates, place, seats, and the window in which people register."""

from __future__ import annotations

import datetime
import secrets

import pghistory
from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from training.domain.attendance import session_days
from training.domain.registration_window import registration_phase, session_standing
from training.domain.seats import free_seats
from training.enums import (
    FILLING_STATES,
    UNFINISHED_STATES,
    Allocation,
    RegistrationPhase,
    SessionStanding,
    SessionState,
)
from training.querysets import TrainingSessionQuerySet


def new_secret() -> str:
    return secrets.token_urlsafe(32)


@pghistory.track(exclude=["presence_secret"])
class TrainingSession(models.Model):
    """Who registers, withdraws or decides locks this row first: seats and order are settled one after another."""

    # PROTECT throughout: what people took part in stays on record.
    programme = models.ForeignKey(
        "training.TrainingProgramme", on_delete=models.PROTECT, related_name="sessions", verbose_name=_("programme")
    )
    # The programme's organiser at the time; kept here because every list is cut by it.
    unit = models.ForeignKey(
        "employees.OrganizationalUnit", on_delete=models.PROTECT, related_name="+", verbose_name=_("organiser")
    )
    title = models.CharField(
        _("title"), max_length=200, help_text=_("With the batch, such as “Public service workshop, batch 3”.")
    )
    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"))
    place = models.CharField(_("place"), max_length=200)
    seats = models.PositiveIntegerField(_("seats"), validators=[MinValueValidator(1)])
    registration_opens_at = models.DateTimeField(_("registration opens"))
    registration_closes_at = models.DateTimeField(_("registration closes"))
    learning_hours = models.DecimalField(
        _("learning hours (JP)"), max_digits=6, decimal_places=2, validators=[MinValueValidator(0)]
    )
    state = models.CharField(_("state"), max_length=10, choices=SessionState, default=SessionState.DRAFT)
    coordinator = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("coordinator")
    )
    # Places of their own stand in `place`, however they are called.
    venue = models.ForeignKey(
        "training.Venue", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("venue")
    )
    online_url = models.URLField(
        _("address of the online meeting"), max_length=500, blank=True, help_text=_("Only participants see it.")
    )
    is_international = models.BooleanField(_("international"), default=False)
    # Who holds it for us; their accounts see its class list.
    partner = models.ForeignKey(
        "training.Partner",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="sessions",
        verbose_name=_("partner institution"),
    )
    series = models.ForeignKey(
        "training.SessionSeries", on_delete=models.PROTECT, null=True, blank=True, related_name="sessions"
    )
    plan_item = models.ForeignKey(
        "training.YearPlanItem",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="sessions",
        verbose_name=_("line of the yearly plan"),
    )
    allocation = models.CharField(
        _("who gets a seat"), max_length=10, choices=Allocation, default=Allocation.FIRST_COME
    )
    # Otherwise everybody of the government registers by themselves.
    by_nomination = models.BooleanField(
        _("by nomination only"), default=False, help_text=_("Supervisors and the training office name the people.")
    )
    # Seeds the changing codes of check-in and check-out; never shown.
    presence_secret = models.CharField(max_length=43, default=new_secret, editable=False)
    cancel_reason = models.CharField(_("reason for the cancellation"), max_length=500, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = TrainingSessionQuerySet.as_manager()

    class Meta:
        verbose_name = _("training session")
        verbose_name_plural = _("training sessions")
        ordering = ["-starts_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(seats__gt=0),
                name="trainingsession_seats",
                violation_error_message=_("A session needs at least one seat."),
            ),
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")),
                name="trainingsession_ends_after_start",
                violation_error_message=_("The session must end after it begins."),
            ),
            models.CheckConstraint(
                condition=models.Q(registration_closes_at__gt=models.F("registration_opens_at")),
                name="trainingsession_window_order",
                violation_error_message=_("Registration must close after it opens."),
            ),
            models.CheckConstraint(
                condition=models.Q(registration_closes_at__lte=models.F("starts_at")),
                name="trainingsession_window_before_start",
                violation_error_message=_("Registration must close before the session begins."),
            ),
            models.CheckConstraint(
                condition=models.Q(learning_hours__gte=0),
                name="trainingsession_hours",
                violation_error_message=_("Learning hours cannot be negative."),
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=SessionState.values), name="trainingsession_state_known"
            ),
            models.CheckConstraint(
                condition=models.Q(allocation__in=Allocation.values), name="trainingsession_allocation_known"
            ),
            models.CheckConstraint(
                condition=~models.Q(state=SessionState.CANCELLED) | ~models.Q(cancel_reason=""),
                name="trainingsession_cancel_reason",
                violation_error_message=_("Say why the session is cancelled."),
            ),
        ]
        indexes = [
            models.Index(fields=["state", "starts_at"], name="trainingsession_state"),
            models.Index(fields=["unit", "-starts_at"], name="trainingsession_unit"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("training:session-detail", args=[self.pk])

    @property
    def standing(self) -> SessionStanding:
        """The one state that pages, lists and titles show."""
        return session_standing(
            self.state,
            opens_at=self.registration_opens_at,
            closes_at=self.registration_closes_at,
            now=timezone.now(),
        )

    @property
    def tone(self) -> str:
        return self.standing.tone

    def phase(self, now: datetime.datetime | None = None) -> RegistrationPhase:
        return registration_phase(
            self.state,
            opens_at=self.registration_opens_at,
            closes_at=self.registration_closes_at,
            now=now or timezone.now(),
        )

    @property
    def first_day(self) -> datetime.date:
        """In the organiser's time zone, like every date of the session."""
        return self.starts_at.astimezone(self.unit.tz).date()

    @property
    def last_day(self) -> datetime.date:
        return self.ends_at.astimezone(self.unit.tz).date()

    @property
    def days(self) -> list[datetime.date]:
        return session_days(self.first_day, self.last_day)

    @property
    def free_seats(self) -> int:
        """Needs `with_seats()`."""
        return free_seats(seats=self.seats, held=self.held_seats)  # type: ignore[attr-defined]

    @property
    def fills_from_waiting_list(self) -> bool:
        return self.state in FILLING_STATES

    @property
    def is_unfinished(self) -> bool:
        return self.state in UNFINISHED_STATES
