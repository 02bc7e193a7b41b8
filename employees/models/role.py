"""A role granted to a user on a unit, for its subtree, between dates, by somebody."""

from __future__ import annotations

import datetime

import pghistory
from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models.functions import Coalesce
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from asn_portal.access.roles import Role
from employees.dates import today
from employees.querysets import RoleGrantQuerySet


@pghistory.track()
class RoleGrant(models.Model):
    # PROTECT: who held which role stays known.
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="role_grants", verbose_name=_("account")
    )
    role = models.CharField(_("role"), max_length=30, choices=Role)
    unit = models.ForeignKey(
        "employees.OrganizationalUnit",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="role_grants",
        verbose_name=_("unit"),
        help_text=_("Holds for this unit and all units below it. Empty for operators only: the whole system."),
    )
    period = DateRangeField(_("period"))
    reason = models.CharField(_("reason"), max_length=250)
    granted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    # PROTECT: from whom a delegated role came stays known. It holds only while that grant holds.
    delegated_from = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="delegations", editable=False
    )
    revoked_at = models.DateTimeField(
        null=True,
        editable=False,
        help_text=_("Ended before it had held a whole day: it counts no more, and the period stays as it was granted."),
    )

    objects = RoleGrantQuerySet.as_manager()

    class Meta:
        verbose_name = _("role grant")
        verbose_name_plural = _("role grants")
        ordering = ["-created_at", "-pk"]
        constraints = [
            ExclusionConstraint(
                name="rolegrant_once_at_a_time",
                expressions=[
                    ("user", RangeOperators.EQUAL),
                    ("role", RangeOperators.EQUAL),
                    (Coalesce("unit", 0), RangeOperators.EQUAL),
                    ("period", RangeOperators.OVERLAPS),
                ],
                condition=models.Q(revoked_at__isnull=True),
                violation_error_message=_("This account already holds the role there in this period."),
            ),
            models.CheckConstraint(
                condition=models.Q(role=Role.OPERATOR, unit__isnull=True)
                | (~models.Q(role=Role.OPERATOR) & models.Q(unit__isnull=False)),
                name="rolegrant_unit_fits_role",
                violation_error_message=_("Choose the unit. Only operators are granted the whole system."),
            ),
            models.CheckConstraint(
                condition=~models.Q(role=Role.AUDITOR) | models.Q(period__endswith__isnull=False),
                name="rolegrant_auditor_ends",
                violation_error_message=_("An auditor's role needs an end date."),
            ),
            models.CheckConstraint(
                condition=models.Q(delegated_from__isnull=True) | models.Q(period__endswith__isnull=False),
                name="rolegrant_delegation_ends",
                violation_error_message=_("A delegation needs an end date."),
            ),
            models.CheckConstraint(
                condition=models.Q(period__startswith__isnull=False),
                name="rolegrant_has_start",
                violation_error_message=_("Enter the date from which the role holds."),
            ),
        ]

    def __str__(self) -> str:
        unit = self.unit or gettext("the whole system")
        return f"{self.get_role_display()} — {unit}"

    @property
    def last_day(self) -> datetime.date | None:
        upper = self.period.upper
        return upper - datetime.timedelta(days=1) if upper else None

    @property
    def has_ended(self) -> bool:
        """Without asking whether a delegated role's origin has: ending a role ends its delegations with it."""
        return self.revoked_at is not None or (self.period.upper is not None and self.period.upper <= today())
