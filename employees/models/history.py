"""Dated rows that are never overwritten: a correction is a new row that names the corrected one, which is voided."""

from __future__ import annotations

import datetime

import pghistory
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.utils.translation import gettext_lazy as _

from employees.enums import RANK_CHOICES, RANKS, AssignmentKind, RankInfo
from employees.querysets import PositionHistoryQuerySet, RankHistoryQuerySet


class DecreedHistory(models.Model):
    """What every history has. `period` is half-open [from, until); an open end means "until further notice"."""

    # PROTECT: histories are kept as long as the record.
    employee = models.ForeignKey(
        "employees.Employee", on_delete=models.PROTECT, related_name="%(class)s_set", verbose_name=_("employee")
    )
    period = DateRangeField(_("period"))
    decree_number = models.CharField(_("decree number"), max_length=100, blank=True)
    decree_date = models.DateField(_("decree date"), null=True, blank=True)
    corrects = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="corrected_by", editable=False
    )
    is_void = models.BooleanField(default=False, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        abstract = True

    @property
    def effective_date(self) -> datetime.date:
        """TMT, the first day on which it holds."""
        return self.period.lower  # type: ignore[no-any-return]

    @property
    def ended_on(self) -> datetime.date | None:
        """The last day on which it held; None while it runs."""
        upper = self.period.upper
        return upper - datetime.timedelta(days=1) if upper else None


@pghistory.track(level=pghistory.Statement)
class RankHistory(DecreedHistory):
    """*Riwayat golongan*: at any date at most one rank."""

    rank = models.CharField(_("rank"), max_length=5, choices=RANK_CHOICES)

    objects = RankHistoryQuerySet.as_manager()

    class Meta:
        verbose_name = _("rank history")
        verbose_name_plural = _("rank histories")
        ordering = ["employee", "-period", "-pk"]
        constraints = [
            ExclusionConstraint(
                name="rankhistory_no_overlap",
                expressions=[("employee", RangeOperators.EQUAL), ("period", RangeOperators.OVERLAPS)],
                condition=models.Q(is_void=False),
                violation_error_message=_("The employee already holds a rank in this period."),
            ),
            models.CheckConstraint(
                condition=models.Q(period__startswith__isnull=False, period__isempty=False),
                name="rankhistory_has_start",
                violation_error_message=_("Enter the date from which the rank holds, before its end."),
            ),
            models.CheckConstraint(condition=models.Q(rank__in=list(RANKS)), name="rankhistory_rank_known"),
        ]

    def __str__(self) -> str:
        return f"{self.rank} {self.period.lower}"

    @property
    def rank_info(self) -> RankInfo:
        return RANKS[self.rank]


@pghistory.track(level=pghistory.Statement)
class PositionHistory(DecreedHistory):
    """*Riwayat jabatan*: one definitive position at a time; beside it acting appointments and additional duties."""

    # PROTECT: the history names the position as long as it is kept.
    position = models.ForeignKey(
        "employees.Position", on_delete=models.PROTECT, related_name="history", verbose_name=_("position")
    )
    kind = models.CharField(_("assignment"), max_length=3, choices=AssignmentKind, default=AssignmentKind.DEFINITIVE)

    objects = PositionHistoryQuerySet.as_manager()

    class Meta:
        verbose_name = _("position history")
        verbose_name_plural = _("position histories")
        ordering = ["employee", "-period", "-pk"]
        constraints = [
            ExclusionConstraint(
                name="positionhistory_one_definitive",
                expressions=[("employee", RangeOperators.EQUAL), ("period", RangeOperators.OVERLAPS)],
                condition=models.Q(is_void=False, kind=AssignmentKind.DEFINITIVE),
                violation_error_message=_("The employee already holds a definitive position in this period."),
            ),
            ExclusionConstraint(
                name="positionhistory_no_overlap",
                expressions=[
                    ("employee", RangeOperators.EQUAL),
                    ("position", RangeOperators.EQUAL),
                    ("kind", RangeOperators.EQUAL),
                    ("period", RangeOperators.OVERLAPS),
                ],
                condition=models.Q(is_void=False),
                violation_error_message=_("The employee already has this assignment in this period."),
            ),
            models.CheckConstraint(
                condition=models.Q(period__startswith__isnull=False, period__isempty=False),
                name="positionhistory_has_start",
                violation_error_message=_("Enter the date from which the assignment holds, before its end."),
            ),
        ]
        indexes = [models.Index(fields=["position", "kind"], name="positionhistory_position")]

    def __str__(self) -> str:
        return f"{self.position} {self.period.lower}"
