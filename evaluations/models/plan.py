"""Performance plan (*sasaran kinerja pegawai*, SKP; PermenPANRB 6/2022)."""

from __future__ import annotations

import datetime

import pghistory
from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from evaluations.enums import OPEN_PLAN_STATES, Aspect, CoreValue, PlanApproach, PlanState, ResultKind
from evaluations.periods import period_words
from evaluations.querysets import PlannedResultQuerySet, ResultProgressQuerySet, WorkPlanQuerySet


@pghistory.track()
class WorkPlan(models.Model):
    """Of one person in one position for a period inside one year. An agreed plan never changes: a change is a new
    version, which replaces it when agreed. It waits for nobody's plan above; its results are linked later."""

    # PROTECT throughout: what somebody was judged by is kept.
    employee = models.ForeignKey(
        "employees.Employee", on_delete=models.PROTECT, related_name="work_plans", verbose_name=_("employee")
    )
    unit = models.ForeignKey(
        "employees.OrganizationalUnit", on_delete=models.PROTECT, related_name="+", verbose_name=_("unit")
    )
    position = models.ForeignKey(
        "employees.Position", on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("position")
    )
    period = DateRangeField(_("period"))
    approach = models.CharField(_("approach"), max_length=12, choices=PlanApproach, default=PlanApproach.QUANTITATIVE)
    state = models.CharField(_("state"), max_length=8, choices=PlanState, default=PlanState.DRAFT)
    version = models.PositiveSmallIntegerField(_("version"), default=1, editable=False)
    replaces = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaced_by", editable=False
    )
    # Why an agreed plan is changed; of the first version empty.
    change_reason = models.CharField(_("why it changes"), max_length=500, blank=True)
    resources = models.TextField(_("support and resources"), blank=True)
    consequences = models.TextField(_("consequences"), blank=True)
    proposed_at = models.DateTimeField(_("proposed"), null=True, editable=False)
    agreed_at = models.DateTimeField(_("agreed"), null=True, editable=False)
    # Empty where nobody stands above the person.
    agreed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("agreed by")
    )
    comment = models.CharField(_("what to correct"), max_length=500, blank=True)
    edit = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = WorkPlanQuerySet.as_manager()

    class Meta:
        verbose_name = _("performance plan")
        verbose_name_plural = _("performance plans")
        ordering = ["-period", "employee", "-version"]
        constraints = [
            ExclusionConstraint(
                name="workplan_one_agreed",
                expressions=[("employee", RangeOperators.EQUAL), ("period", RangeOperators.OVERLAPS)],
                condition=Q(state=PlanState.AGREED),
                violation_error_message=_("There is already an agreed plan for some of these days."),
            ),
            ExclusionConstraint(
                name="workplan_one_in_work",
                expressions=[("employee", RangeOperators.EQUAL), ("period", RangeOperators.OVERLAPS)],
                condition=Q(state__in=[PlanState.DRAFT, PlanState.RETURNED, PlanState.PROPOSED]),
                violation_error_message=_(
                    "There is already a plan in work for some of these days. Go on with that one."
                ),
            ),
            models.CheckConstraint(condition=Q(state__in=PlanState.values), name="workplan_state_known"),
            models.CheckConstraint(
                condition=Q(period__startswith__isnull=False, period__endswith__isnull=False, period__isempty=False),
                name="workplan_period_has_ends",
                violation_error_message=_("Enter the first and the last day of the plan, the first before the last."),
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[PlanState.AGREED, PlanState.REPLACED]) | Q(agreed_at__isnull=False),
                name="workplan_agreed_at",
            ),
            models.CheckConstraint(
                condition=~Q(state=PlanState.RETURNED) | ~Q(comment=""),
                name="workplan_returned_with_comment",
                violation_error_message=_("Say what is to be corrected."),
            ),
            models.CheckConstraint(
                condition=Q(replaces=None) | ~Q(change_reason=""),
                name="workplan_change_has_reason",
                violation_error_message=_("Say why the agreed plan changes."),
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "state"], name="workplan_unit_state"),
            models.Index(fields=["employee"], condition=Q(state=PlanState.PROPOSED), name="workplan_waiting"),
        ]

    def __str__(self) -> str:
        return f"{self.employee} {self.year}"

    def get_absolute_url(self) -> str:
        return reverse("evaluations:plan-detail", args=[self.pk])

    @property
    def year(self) -> int:
        return int(self.period.lower.year)

    @property
    def last_day(self) -> datetime.date:
        return self.period.upper - datetime.timedelta(days=1)  # type: ignore[no-any-return]

    @property
    def period_text(self) -> str:
        return period_words(self.period.lower, self.last_day)

    @property
    def tone(self) -> str:
        return PlanState(self.state).tone

    @property
    def is_open(self) -> bool:
        """The person may still change it."""
        return self.state in OPEN_PLAN_STATES


@pghistory.track()
class PlannedResult(models.Model):
    """*Rencana hasil kerja*. `parent` is the superior's result that it serves, `same_as` itself one version before."""

    # PROTECT: daily reports and ratings name it. The service takes results off a plan that is still open.
    plan = models.ForeignKey(WorkPlan, on_delete=models.PROTECT, related_name="results")
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("result of the superior that it serves"),
    )
    same_as = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="later_versions", editable=False
    )
    order = models.PositiveSmallIntegerField()
    kind = models.CharField(_("kind"), max_length=10, choices=ResultKind, default=ResultKind.MAIN)
    title = models.CharField(_("result"), max_length=400)
    # Where the result comes from when it serves none of the superior's: a decree, another unit.
    assigned_by = models.CharField(_("assigned by"), max_length=200, blank=True)

    objects = PlannedResultQuerySet.as_manager()

    class Meta:
        verbose_name = _("planned result")
        verbose_name_plural = _("planned results")
        ordering = ["plan", "order", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(title=""),
                name="plannedresult_titled",
                violation_error_message=_("Say what is to be achieved."),
            ),
            models.CheckConstraint(condition=~Q(parent=models.F("pk")), name="plannedresult_not_its_own_parent"),
        ]

    def __str__(self) -> str:
        return self.title


@pghistory.track()
class ResultIndicator(models.Model):
    """By what the result is seen. A target is words ("12 laporan", "paling lambat tanggal 5"); `target_value` its
    number where it has one, in `unit_of_measure`."""

    # PROTECT: the service takes indicators off a plan that is still open.
    result = models.ForeignKey(PlannedResult, on_delete=models.PROTECT, related_name="indicators")
    order = models.PositiveSmallIntegerField()
    aspect = models.CharField(_("aspect"), max_length=8, choices=Aspect, default=Aspect.QUANTITY)
    text = models.CharField(_("indicator"), max_length=300)
    target = models.CharField(_("target"), max_length=200)
    target_value = models.DecimalField(_("target as a number"), max_digits=14, decimal_places=2, null=True, blank=True)
    unit_of_measure = models.CharField(_("unit of measure"), max_length=40, blank=True)

    class Meta:
        verbose_name = _("indicator")
        verbose_name_plural = _("indicators")
        ordering = ["result", "order", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="resultindicator_text_given"),
            models.CheckConstraint(
                condition=~Q(target=""),
                name="resultindicator_target_given",
                violation_error_message=_("Enter the target."),
            ),
        ]

    def __str__(self) -> str:
        return self.text


@pghistory.track()
class BehaviourExpectation(models.Model):
    """*Ekspektasi perilaku*: what the leader expects of one core value in this position."""

    # PROTECT: the service takes it off a plan that is still open.
    plan = models.ForeignKey(WorkPlan, on_delete=models.PROTECT, related_name="expectations")
    value = models.CharField(_("core value"), max_length=13, choices=CoreValue)
    text = models.TextField(_("expectation"))

    class Meta:
        verbose_name = _("expected behaviour")
        verbose_name_plural = _("expected behaviour")
        ordering = ["plan", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "value"], name="behaviourexpectation_once"),
        ]

    def __str__(self) -> str:
        return f"{self.get_value_display()}: {self.text}"


@pghistory.track()
class ResultProgress(models.Model):
    """What was achieved by a day, as the person says it. The newest of an indicator counts."""

    # PROTECT: what a rating rests on is kept.
    indicator = models.ForeignKey(ResultIndicator, on_delete=models.PROTECT, related_name="progress")
    on = models.DateField(_("as of"))
    achieved = models.CharField(_("achieved"), max_length=300)
    value = models.DecimalField(_("achieved as a number"), max_digits=14, decimal_places=2, null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ResultProgressQuerySet.as_manager()

    class Meta:
        verbose_name = _("progress")
        verbose_name_plural = _("progress")
        ordering = ["indicator", "-on", "-pk"]
        constraints = [models.CheckConstraint(condition=~Q(achieved=""), name="resultprogress_given")]

    def __str__(self) -> str:
        return self.achieved
