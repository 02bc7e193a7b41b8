"""A report that is made by itself again and again, and who gets it."""

from __future__ import annotations

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from asn_portal.access.roles import Role
from evaluations.domain.recurrence import Recurrence
from evaluations.enums import RecipientKind, ReportFormat, ReportKind
from evaluations.querysets import ReportScheduleQuerySet


@pghistory.track()
class ReportSchedule(models.Model):
    """At each moment of `recurrence` (the unit's zone) the report of the last finished period of its kind is due.
    `next_run_at` is the next such moment; whoever moves it on has made the runs up to it, in one transaction. Empty
    while paused."""

    # PROTECT throughout: its reports are kept.
    unit = models.ForeignKey(
        "employees.OrganizationalUnit",
        on_delete=models.PROTECT,
        related_name="report_schedules",
        verbose_name=_("unit"),
        help_text=_("The report covers the staff of this unit and goes to the person who heads it."),
    )
    name = models.CharField(_("name"), max_length=120)
    kind = models.CharField(_("kind"), max_length=13, choices=ReportKind, default=ReportKind.UNIT_MONTH)
    for_each_unit = models.BooleanField(
        _("a report for each unit below as well"),
        default=False,
        help_text=_("Each goes to the person who heads that unit."),
    )
    # RFC 5545, without a start: FREQ=MONTHLY;BYMONTHDAY=1.
    recurrence = models.CharField(_("repeats"), max_length=200, default="FREQ=MONTHLY;BYMONTHDAY=1")
    time_of_day = models.TimeField(_("time"), help_text=_("In the time zone of the unit."))
    output = models.CharField(_("format"), max_length=4, choices=ReportFormat, default=ReportFormat.PDF)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("owner"), editable=False
    )
    is_active = models.BooleanField(_("active"), default=True, editable=False)
    next_run_at = models.DateTimeField(_("next run"), null=True, editable=False)
    last_run_at = models.DateTimeField(_("last run"), null=True, editable=False)
    last_error = models.CharField(_("last error"), max_length=300, blank=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ReportScheduleQuerySet.as_manager()

    class Meta:
        verbose_name = _("report schedule")
        verbose_name_plural = _("report schedules")
        ordering = ["unit__path", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "name"],
                name="reportschedule_name_unique",
                violation_error_message=_("The unit already has a schedule with this name."),
            ),
            models.CheckConstraint(condition=Q(kind__in=ReportKind.values), name="reportschedule_kind_known"),
            models.CheckConstraint(condition=~Q(recurrence=""), name="reportschedule_repeats"),
            models.CheckConstraint(
                condition=Q(is_active=False, next_run_at=None) | Q(is_active=True, next_run_at__isnull=False),
                name="reportschedule_next_run_while_active",
            ),
        ]
        indexes = [
            models.Index(fields=["next_run_at"], condition=Q(is_active=True), name="reportschedule_due"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("evaluations:schedule-detail", args=[self.pk])

    @property
    def rule(self) -> Recurrence:
        """Needs the unit."""
        return Recurrence(self.recurrence, at=self.time_of_day, zone=self.unit.tz)

    @property
    def has_ended(self) -> bool:
        """Its unit is closed. Needs the unit."""
        closed_on = self.unit.closed_on
        return not self.is_active and closed_on is not None and closed_on <= timezone.localdate(timezone=self.unit.tz)

    @property
    def tone(self) -> str:
        if self.last_error:
            return "bad"
        return "good" if self.is_active else "neutral"

    @property
    def state_label(self) -> object:
        if self.last_error:
            return _("Needs attention")
        if self.has_ended:
            return _("Ended")
        return _("Active") if self.is_active else _("Paused")


@pghistory.track()
class ScheduleRecipient(models.Model):
    """Who gets the report besides the head of its unit. A role is held by people on the report's unit or above it, so
    that nobody gets a report that they could not open."""

    # CASCADE: a line of the schedule; its history stays.
    schedule = models.ForeignKey(ReportSchedule, on_delete=models.CASCADE, related_name="recipients")
    kind = models.CharField(_("who"), max_length=9, choices=RecipientKind)
    role = models.CharField(_("role"), max_length=30, choices=Role, blank=True)
    # PROTECT: units are closed, not deleted.
    unit = models.ForeignKey(
        "employees.OrganizationalUnit",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("unit"),
    )

    class Meta:
        verbose_name = _("recipient of a report")
        verbose_name_plural = _("recipients of reports")
        ordering = ["schedule", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["schedule", "kind", "role", "unit"], name="schedulerecipient_once", nulls_distinct=False
            ),
            models.CheckConstraint(
                condition=(Q(kind=RecipientKind.ROLE, unit=None) & ~Q(role=""))
                | Q(kind=RecipientKind.UNIT_HEAD, role="", unit__isnull=False),
                name="schedulerecipient_role_or_unit",
            ),
        ]

    def __str__(self) -> str:
        return str(self.unit or self.get_role_display())
