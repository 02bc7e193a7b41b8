"""A report that is made every month by itself."""

from __future__ import annotations

import pghistory
from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from evaluations.domain.schedule import LAST_DAY_OF_MONTH, MonthlyRule
from evaluations.querysets import ReportScheduleQuerySet


@pghistory.track()
class ReportSchedule(models.Model):
    """On `day_of_month` at `time_of_day` (the unit's zone) the report of the month before is due. `next_run_at` is the
    next such moment; whoever moves it on has made the runs up to it, in one transaction. Empty while paused."""

    # PROTECT throughout: its reports are kept.
    unit = models.ForeignKey(
        "employees.OrganizationalUnit",
        on_delete=models.PROTECT,
        related_name="report_schedules",
        verbose_name=_("unit"),
        help_text=_("The report covers the staff of this unit and goes to the person who heads it."),
    )
    name = models.CharField(_("name"), max_length=120)
    day_of_month = models.PositiveSmallIntegerField(
        _("day of the month"),
        default=1,
        validators=[MinValueValidator(1), MaxValueValidator(LAST_DAY_OF_MONTH)],
        help_text=_("1 to 28. The report covers the month before."),
    )
    time_of_day = models.TimeField(_("time"), help_text=_("In the time zone of the unit."))
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
            models.CheckConstraint(
                condition=Q(day_of_month__gte=1, day_of_month__lte=LAST_DAY_OF_MONTH),
                name="reportschedule_day_in_every_month",
                violation_error_message=_("Choose a day from 1 to 28, which every month has."),
            ),
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
    def rule(self) -> MonthlyRule:
        """Needs the unit."""
        return MonthlyRule(day=self.day_of_month, at=self.time_of_day, zone=self.unit.tz)

    @property
    def tone(self) -> str:
        if self.last_error:
            return "bad"
        return "good" if self.is_active else "neutral"

    @property
    def state_label(self) -> object:
        if self.last_error:
            return _("Needs attention")
        return _("Active") if self.is_active else _("Paused")
