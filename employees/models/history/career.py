"""Ranks and positions."""

from __future__ import annotations

import pghistory
from django.db import models
from django.utils.translation import gettext_lazy as _

from employees.enums import RANK_CHOICES, RANKS, AssignmentKind, PromotionKind, RankInfo
from employees.models.history.base import PeriodEntry, has_start, one_at_a_time
from employees.querysets import PositionHistoryQuerySet, RankHistoryQuerySet


@pghistory.track(level=pghistory.Statement)
class RankHistory(PeriodEntry):
    """*Riwayat golongan*: at any date at most one rank."""

    rank = models.CharField(_("rank"), max_length=5, choices=RANK_CHOICES)
    promotion_kind = models.CharField(
        _("kind of promotion"), max_length=3, choices=PromotionKind, blank=True, default="", db_default=""
    )
    # Masa kerja golongan on the effective date, as the decree states it.
    service_years = models.PositiveSmallIntegerField(_("years of service in the decree"), null=True, blank=True)
    service_months = models.PositiveSmallIntegerField(_("and months"), null=True, blank=True)

    objects = RankHistoryQuerySet.as_manager()

    class Meta:
        verbose_name = _("rank history")
        verbose_name_plural = _("rank histories")
        ordering = ["employee", "-period", "-pk"]
        constraints = [
            one_at_a_time("rankhistory_no_overlap", _("The employee already holds a rank in this period.")),
            has_start("rankhistory_has_start", _("Enter the date from which the rank holds, before its end.")),
            models.CheckConstraint(condition=models.Q(rank__in=list(RANKS)), name="rankhistory_rank_known"),
            models.CheckConstraint(
                condition=models.Q(service_months__isnull=True) | models.Q(service_months__lte=11),
                name="rankhistory_months_of_a_year",
                violation_error_message=_("Months of service run from 0 to 11; twelve are a year."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rank} {self.period.lower}"

    @property
    def rank_info(self) -> RankInfo:
        return RANKS[self.rank]


@pghistory.track(level=pghistory.Statement)
class PositionHistory(PeriodEntry):
    """*Riwayat jabatan*: one definitive position at a time; beside it acting appointments and additional duties."""

    # PROTECT: the history names the position as long as it is kept.
    position = models.ForeignKey(
        "employees.Position",
        on_delete=models.PROTECT,
        db_index=False,  # positionhistory_position serves it
        related_name="history",
        verbose_name=_("position"),
    )
    kind = models.CharField(_("assignment"), max_length=3, choices=AssignmentKind, default=AssignmentKind.DEFINITIVE)
    installed_on = models.DateField(_("installed on"), null=True, blank=True)

    objects = PositionHistoryQuerySet.as_manager()

    class Meta:
        verbose_name = _("position history")
        verbose_name_plural = _("position histories")
        ordering = ["employee", "-period", "-pk"]
        constraints = [
            one_at_a_time(
                "positionhistory_one_definitive",
                _("The employee already holds a definitive position in this period."),
                condition=models.Q(kind=AssignmentKind.DEFINITIVE),
            ),
            one_at_a_time(
                "positionhistory_no_overlap",
                _("The employee already has this assignment in this period."),
                "position",
                "kind",
                # Said above for definitive ones: a second look at each would only cost an import its time.
                condition=~models.Q(kind=AssignmentKind.DEFINITIVE),
            ),
            has_start(
                "positionhistory_has_start", _("Enter the date from which the assignment holds, before its end.")
            ),
        ]
        indexes = [models.Index(fields=["position", "kind"], name="positionhistory_position")]

    def __str__(self) -> str:
        return f"{self.position} {self.period.lower}"
