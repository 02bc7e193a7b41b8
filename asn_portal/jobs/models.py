"""Long work in the background: what was asked, how far it is, what came of it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import MD5
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from asn_portal.jobs.enums import ACTIVE_STATES, LEVEL_TONES, STATE_TONES, JobState, ProblemLevel
from asn_portal.jobs.querysets import JobQuerySet


class Job(models.Model):
    """One piece of long work.

    `attempt` counts the workers that took it up; only the newest may write (older ones are fenced off). `checkpoint` is
    what the work itself saved in order to go on after its worker died.
    """

    kind = models.CharField(_("kind"), max_length=80)
    title = models.CharField(_("title"), max_length=250)
    state = models.CharField(_("state"), max_length=10, choices=JobState, default=JobState.QUEUED)
    # PROTECT: accounts are deactivated, not deleted. Null: the scheduler started it.
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="jobs", verbose_name=_("started by")
    )
    unit_path = models.CharField(max_length=255, blank=True)
    params = models.JSONField(default=dict, blank=True)
    # While such a job is queued or running, a second one with the same key is not made ("" = no such promise).
    unique_key = models.CharField(max_length=120, blank=True)

    total = models.PositiveIntegerField(_("steps"), null=True)
    done = models.PositiveIntegerField(_("steps done"), default=0)
    message = models.CharField(_("message"), max_length=500, blank=True)
    checkpoint = models.JSONField(default=dict, blank=True)
    attempt = models.PositiveSmallIntegerField(_("attempt"), default=0)
    # How often its worker died since a person started it; compared with the kind's `retries`.
    interruptions = models.PositiveSmallIntegerField(default=0)
    cancel_requested = models.BooleanField(default=False)

    created_at = models.DateTimeField(_("asked"), auto_now_add=True)
    enqueued_at = models.DateTimeField(null=True)
    started_at = models.DateTimeField(_("started"), null=True)
    heartbeat_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(_("finished"), null=True)
    expires_at = models.DateTimeField(null=True)

    # SET_NULL: a result is removed after its time; the job stays as a line in the list.
    result = models.ForeignKey("documents.Document", on_delete=models.SET_NULL, null=True, related_name="+")
    result_url = models.CharField(max_length=500, blank=True)
    error = models.TextField(_("error"), blank=True)
    # For operators: what a programmer needs; never shown to the owner.
    error_detail = models.TextField(blank=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(fields=["owner", "-created_at"], name="job_owner"),
            models.Index(fields=["state", "heartbeat_at"], name="job_active", condition=Q(state__in=ACTIVE_STATES)),
            models.Index(fields=["expires_at"], name="job_expiry", condition=Q(expires_at__isnull=False)),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=JobState.values), name="job_state_known"),
            models.CheckConstraint(
                condition=Q(state__in=ACTIVE_STATES, finished_at=None)
                | (~Q(state__in=ACTIVE_STATES) & Q(finished_at__isnull=False)),
                name="job_finished_has_time",
            ),
            models.UniqueConstraint(
                fields=["unique_key"],
                condition=Q(state__in=ACTIVE_STATES) & ~Q(unique_key=""),
                name="job_active_unique",
                violation_error_message=_("The same work is already under way."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("jobs:job-detail", args=[self.pk])

    @property
    def tone(self) -> str:
        return STATE_TONES[JobState(self.state)]

    @property
    def is_active(self) -> bool:
        return self.state in ACTIVE_STATES

    @property
    def kind_label(self) -> str:
        from asn_portal.jobs.registry import label_of

        return label_of(self.kind)

    @property
    def kept_days(self) -> int:
        from asn_portal.jobs.registry import kept_of

        return kept_of(self.kind).days

    @property
    def percent(self) -> int | None:
        """0–100; None while nobody knows how much there is to do."""
        if self.state == JobState.DONE:
            return 100
        if not self.total:
            return None
        return min(100, 100 * self.done // self.total)

    def elapsed(self, now: datetime | None = None) -> timedelta | None:
        """Time since the work began, or that it took; whole seconds."""
        if self.started_at is None:
            return None
        end = self.finished_at or now or timezone.now()
        return timedelta(seconds=max(0, int((end - self.started_at).total_seconds())))

    def remaining(self, now: datetime | None = None) -> timedelta | None:
        """Expected time to the end at the pace so far; None until there is a pace."""
        elapsed = self.elapsed(now)
        if self.state != JobState.RUNNING or not self.total or not self.done or not elapsed:
            return None
        left = max(0, self.total - self.done)
        return timedelta(seconds=round(elapsed.total_seconds() * left / self.done))

    def is_open_to(self, user: Any) -> bool:
        """Whether `user` sees more than title and state: progress, problems and the result are the owner's."""
        return self.owner_id is not None and self.owner_id == user.pk


class JobProblem(models.Model):
    """Something about one row (or the whole) that a person should look at, with the cure in words."""

    job = models.ForeignKey(Job, on_delete=models.CASCADE, related_name="problems")
    # 0: about the whole work, not one row.
    row = models.PositiveIntegerField(_("row"), default=0)
    column = models.CharField(_("column"), max_length=120, blank=True)
    level = models.CharField(_("kind"), max_length=10, choices=ProblemLevel, default=ProblemLevel.ERROR)
    message = models.TextField(_("problem"))
    cure = models.TextField(_("what to do"), blank=True)

    class Meta:
        ordering = ["row", "pk"]
        constraints = [
            # Work that is taken up again meets the same rows again and must not report them twice.
            models.UniqueConstraint("job", "row", "column", MD5("message"), name="jobproblem_once"),
        ]

    def __str__(self) -> str:
        return f"{self.row} {self.column}: {self.message}"

    @property
    def tone(self) -> str:
        return LEVEL_TONES[ProblemLevel(self.level)]
