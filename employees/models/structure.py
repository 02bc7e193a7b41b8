"""Changes of the structure on a date, and the names that units bore."""

from __future__ import annotations

import pghistory
from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from employees.enums import StructureChangeKind, StructureChangeState
from employees.querysets import StructureChangeQuerySet, UnitNameQuerySet


@pghistory.track()
class UnitName(models.Model):
    """How a unit was called in a period. A unit that was never renamed has no row: its name has always held."""

    # CASCADE: a unit that may be deleted (nobody ever used it) takes its names along.
    unit = models.ForeignKey("employees.OrganizationalUnit", on_delete=models.CASCADE, related_name="names")
    name = models.CharField(_("name"), max_length=200)
    # An open start: since it exists. An open end: until further notice.
    period = DateRangeField(_("period"))

    objects = UnitNameQuerySet.as_manager()

    class Meta:
        verbose_name = _("name of a unit")
        verbose_name_plural = _("names of units")
        ordering = ["unit", "period"]
        constraints = [
            ExclusionConstraint(
                name="unitname_one_at_a_time",
                expressions=[("unit", RangeOperators.EQUAL), ("period", RangeOperators.OVERLAPS)],
                violation_error_message=_("The unit already has a name in this period."),
            )
        ]

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class StructureChange(models.Model):
    """Units renamed, merged, split or closed on a date by a decree.

    `plan` holds what the kind needs (see `employees.services.structure`); `result` what was done.
    """

    # PROTECT: the structure's history is kept as long as the structure.
    government = models.ForeignKey("employees.OrganizationalUnit", on_delete=models.PROTECT, related_name="+")
    # The unit that is renamed, merged away, split or closed.
    unit = models.ForeignKey(
        "employees.OrganizationalUnit",
        on_delete=models.PROTECT,
        related_name="structure_changes",
        verbose_name=_("unit"),
    )
    kind = models.CharField(_("kind"), max_length=10, choices=StructureChangeKind)
    effective_date = models.DateField(_("effective date (TMT)"))
    decree_number = models.CharField(_("decree number"), max_length=100)
    decree_date = models.DateField(_("decree date"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=250, blank=True)
    plan = models.JSONField(default=dict)
    result = models.JSONField(default=dict, blank=True)
    state = models.CharField(
        _("state"), max_length=10, choices=StructureChangeState, default=StructureChangeState.PLANNED
    )
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    applied_at = models.DateTimeField(null=True)
    blocked_reason = models.CharField(max_length=500, blank=True, default="")

    objects = StructureChangeQuerySet.as_manager()

    class Meta:
        verbose_name = _("change of the structure")
        verbose_name_plural = _("changes of the structure")
        ordering = ["-effective_date", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=StructureChangeState.values), name="structurechange_state_known"
            ),
            models.UniqueConstraint(
                fields=["unit", "effective_date"],
                condition=models.Q(state__in=["PLANNED", "BLOCKED"]),
                name="structurechange_once_a_day",
                violation_error_message=_("Another change of this unit is planned for that day. Cancel it first."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.effective_date}"

    def get_absolute_url(self) -> str:
        return reverse("employees:structure-change-detail", args=[self.pk])

    @property
    def tone(self) -> str:
        return StructureChangeState(self.state).tone
