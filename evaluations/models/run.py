"""One report of a schedule: a month of a unit, its numbers frozen, its paper."""

from __future__ import annotations

import datetime

import pghistory
import pgtrigger
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import formats
from django.utils.translation import gettext_lazy as _

from evaluations.domain.calendar import month_end
from evaluations.enums import RunState
from evaluations.querysets import ReportRunQuerySet

# Numbers that were sent to a manager never change, whoever writes to the table.
SNAPSHOT_STANDS = pgtrigger.Protect(
    name="snapshot_stands",
    operation=pgtrigger.UpdateOf("snapshot", "snapshot_sha256", "data_cutoff_at", "period_start", "schedule_id"),
    condition=pgtrigger.Q(old__state=RunState.DONE.value),
)


@pghistory.track(exclude=["snapshot", "heartbeat_at"])
class ReportRun(models.Model):
    """Exactly one for each schedule and period. `attempt` rises with each worker that takes it up and fences off the
    earlier ones: only who still holds the newest number may write a result."""

    # PROTECT throughout: what was reported is kept.
    schedule = models.ForeignKey(
        "evaluations.ReportSchedule", on_delete=models.PROTECT, related_name="runs", verbose_name=_("schedule")
    )
    unit = models.ForeignKey(
        "employees.OrganizationalUnit", on_delete=models.PROTECT, related_name="+", verbose_name=_("unit")
    )
    period_start = models.DateField(_("month"))
    state = models.CharField(_("state"), max_length=10, choices=RunState, default=RunState.PENDING)
    attempt = models.PositiveIntegerField(_("attempts"), default=0)
    failures = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(null=True)
    heartbeat_at = models.DateTimeField(null=True)
    error = models.CharField(_("error"), max_length=300, blank=True)
    # The figures as canonical JSON, the hash of its bytes, the moment they were read, the version that read them.
    snapshot = models.JSONField(null=True)
    snapshot_sha256 = models.CharField(max_length=64, blank=True)
    data_cutoff_at = models.DateTimeField(_("data as of"), null=True)
    code_version = models.CharField(_("version of the portal"), max_length=40, blank=True)
    document = models.OneToOneField(
        "documents.Document", on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("document")
    )
    # Who headed the unit when the report was ready; empty while the post was vacant.
    recipient = models.ForeignKey(
        "employees.Employee", on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("sent to")
    )
    created_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(_("finished"), null=True)

    objects = ReportRunQuerySet.as_manager()

    class Meta:
        verbose_name = _("evaluation report")
        verbose_name_plural = _("evaluation reports")
        ordering = ["-period_start", "unit__path"]
        constraints = [
            models.UniqueConstraint(
                fields=["schedule", "period_start"],
                name="reportrun_one_per_period",
                violation_error_message=_("The report of this month exists already."),
            ),
            models.CheckConstraint(condition=Q(state__in=RunState.values), name="reportrun_state_known"),
            models.CheckConstraint(condition=Q(period_start__day=1), name="reportrun_period_is_a_month"),
            models.CheckConstraint(
                condition=~Q(state=RunState.DONE)
                | (Q(snapshot__isnull=False, finished_at__isnull=False) & ~Q(snapshot_sha256="")),
                name="reportrun_done_with_snapshot",
            ),
            models.CheckConstraint(
                condition=~Q(state=RunState.RUNNING) | Q(heartbeat_at__isnull=False, attempt__gt=0),
                name="reportrun_running_shows_life",
            ),
        ]
        indexes = [
            models.Index(
                fields=["created_at"],
                condition=Q(state__in=[RunState.PENDING, RunState.RUNNING]),
                name="reportrun_unfinished",
            ),
            models.Index(fields=["unit", "-period_start"], name="reportrun_unit_period"),
        ]
        triggers = [SNAPSHOT_STANDS]

    def __str__(self) -> str:
        return f"{self.unit} – {self.month}"

    def get_absolute_url(self) -> str:
        return reverse("evaluations:run-detail", args=[self.pk])

    @property
    def month(self) -> str:
        """`October 2026`."""
        return str(formats.date_format(self.period_start, "YEAR_MONTH_FORMAT"))

    @property
    def period_end(self) -> datetime.date:
        return month_end(self.period_start)

    @property
    def tone(self) -> str:
        return RunState(self.state).tone
