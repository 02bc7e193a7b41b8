"""One report of a schedule: a period of a unit, its numbers frozen, its papers, who got it, what follows from it."""

from __future__ import annotations

import secrets
from collections.abc import Collection

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from evaluations.enums import FOLLOW_UP_TONES, FollowUpState, ReportKind, RunState
from evaluations.models.assessment import Assessment
from evaluations.periods import period_words
from evaluations.querysets import FollowUpActionQuerySet, ReportRunQuerySet

# Attempts go on rising when somebody asks again; each asking begins a new round of them.
ROUND = 100
CODE_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"


def new_code() -> str:
    """Sixteen letters that nobody can guess."""
    return "".join(secrets.choice(CODE_LETTERS) for _place in range(16))


# Numbers that were sent to a manager never change, whoever writes to the table.
SNAPSHOT_STANDS = pgtrigger.Protect(
    name="snapshot_stands",
    operation=pgtrigger.UpdateOf(
        "snapshot", "snapshot_sha256", "data_cutoff_at", "period_start", "period_end", "schedule_id", "unit_id"
    ),
    condition=pgtrigger.Q(old__state=RunState.DONE.value),
)


@pghistory.track(exclude=["snapshot", "heartbeat_at"])
class ReportRun(models.Model):
    """Exactly one for each schedule, unit and period. `attempt` rises with each worker that takes it up and fences off
    the earlier ones: only who still holds the newest number may write a result."""

    # PROTECT throughout: what was reported is kept.
    schedule = models.ForeignKey(
        "evaluations.ReportSchedule", on_delete=models.PROTECT, related_name="runs", verbose_name=_("schedule")
    )
    unit = models.ForeignKey(
        "employees.OrganizationalUnit", on_delete=models.PROTECT, related_name="+", verbose_name=_("unit")
    )
    kind = models.CharField(_("kind"), max_length=13, choices=ReportKind, default=ReportKind.UNIT_MONTH)
    period_start = models.DateField(_("first day"))
    period_end = models.DateField(_("last day"))
    # In the QR of the paper: who holds the paper may compare it with what the portal kept.
    code = models.CharField(max_length=20, unique=True, default=new_code, editable=False)
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
    workbook = models.OneToOneField(
        "documents.Document", on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("workbook")
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
                fields=["schedule", "unit", "period_start"],
                name="reportrun_one_per_period",
                violation_error_message=_("The report of this period exists already."),
            ),
            models.CheckConstraint(condition=Q(state__in=RunState.values), name="reportrun_state_known"),
            models.CheckConstraint(
                condition=Q(period_start__day=1, period_end__gt=models.F("period_start")),
                name="reportrun_period_of_whole_months",
            ),
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
        return f"{self.unit} – {self.period}"

    def get_absolute_url(self) -> str:
        return reverse("evaluations:run-detail", args=[self.pk])

    def holds_sheet_of(self, people: Collection[int]) -> bool:
        """A finished paper of rating sheets with that of one of these employees."""
        if self.kind != ReportKind.RATING_SHEETS or self.snapshot is None:
            return False
        held = [each["assessment"] for each in self.snapshot["data"]["people"]]
        return Assessment.objects.filter(pk__in=held, employee__in=people).exists()

    @property
    def period(self) -> str:
        """`October 2026`, `October – December 2026`, `2026`."""
        return period_words(self.period_start, self.period_end)

    @property
    def tone(self) -> str:
        return RunState(self.state).tone

    @property
    def tries(self) -> int:
        """How often a worker took it up since it was last asked for."""
        return self.attempt % ROUND

    def begin_round(self) -> None:
        self.attempt = (self.attempt // ROUND + 1) * ROUND


class ReportDelivery(models.Model):
    """That a report was sent to somebody. The row and the message are stored together: nobody gets it twice."""

    # PROTECT: who got which figures stays known.
    run = models.ForeignKey(ReportRun, on_delete=models.PROTECT, related_name="deliveries")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["run", "user"], name="reportdelivery_once")]

    def __str__(self) -> str:
        return f"{self.run_id} {self.user_id}"


@pghistory.track()
class FollowUpAction(models.Model):
    """What somebody does because of a report, until a day. What is open stands in the next report of the unit."""

    # PROTECT throughout: promises are kept, and so is who made them.
    unit = models.ForeignKey(
        "employees.OrganizationalUnit",
        on_delete=models.PROTECT,
        related_name="follow_up_actions",
        verbose_name=_("unit"),
    )
    run = models.ForeignKey(
        ReportRun, on_delete=models.PROTECT, related_name="actions", verbose_name=_("because of the report")
    )
    title = models.CharField(_("what is done"), max_length=300)
    owner = models.ForeignKey(
        "employees.Employee", on_delete=models.PROTECT, related_name="follow_up_actions", verbose_name=_("who")
    )
    due_on = models.DateField(_("until"))
    state = models.CharField(_("state"), max_length=7, choices=FollowUpState, default=FollowUpState.OPEN)
    outcome = models.CharField(_("what came of it"), max_length=500, blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", editable=False
    )
    closed_at = models.DateTimeField(_("closed"), null=True, editable=False)

    objects = FollowUpActionQuerySet.as_manager()

    class Meta:
        verbose_name = _("follow-up action")
        verbose_name_plural = _("follow-up actions")
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(title=""),
                name="followup_titled",
                violation_error_message=_("Say what is to be done."),
            ),
            models.CheckConstraint(
                condition=Q(state=FollowUpState.OPEN, closed_at=None)
                | (Q(closed_at__isnull=False) & ~Q(state=FollowUpState.OPEN) & ~Q(outcome="")),
                name="followup_closed_with_words",
                violation_error_message=_("Say what came of it."),
            ),
        ]
        indexes = [models.Index(fields=["unit", "due_on"], condition=Q(state=FollowUpState.OPEN), name="followup_open")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("evaluations:follow-up-detail", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.state == FollowUpState.OPEN

    @property
    def tone(self) -> str:
        return FOLLOW_UP_TONES[FollowUpState(self.state)]
