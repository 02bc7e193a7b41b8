"""On what footing a person serves: status, contract, salary steps, unpaid leave."""

from __future__ import annotations

import pghistory
from django.db import models
from django.utils.translation import gettext_lazy as _

from employees.enums import LegalStatus
from employees.models.history.base import PeriodEntry, has_start, one_at_a_time
from employees.querysets import PeriodEntryQuerySet


@pghistory.track(level=pghistory.Statement)
class StatusHistory(PeriodEntry):
    """*Riwayat kedudukan hukum*: where the person stands in the service."""

    status = models.CharField(_("status"), max_length=2, choices=LegalStatus)

    objects = PeriodEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("status history")
        verbose_name_plural = _("status histories")
        ordering = ["employee", "-period", "-pk"]
        constraints = [
            one_at_a_time("statushistory_no_overlap", _("The employee already has a status in this period.")),
            has_start("statushistory_has_start", _("Enter the date from which the status holds, before its end.")),
            models.CheckConstraint(condition=models.Q(status__in=LegalStatus.values), name="statushistory_known"),
        ]

    def __str__(self) -> str:
        return f"{self.get_status_display()} {self.period.lower}"


@pghistory.track(level=pghistory.Statement)
class ContractHistory(PeriodEntry):
    """The work agreement of a PPPK, from its first to its last day."""

    objects = PeriodEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("contract")
        verbose_name_plural = _("contracts")
        ordering = ["employee", "-period", "-pk"]
        constraints = [
            one_at_a_time("contracthistory_no_overlap", _("The employee already has a contract in this period.")),
            has_start("contracthistory_has_start", _("Enter the first day of the contract, before its last.")),
            models.CheckConstraint(
                condition=models.Q(period__endswith__isnull=False),
                name="contracthistory_ends",
                violation_error_message=_("Enter the last day: a contract always has an end."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.decree_number} {self.period.lower}".strip()


@pghistory.track(level=pghistory.Statement)
class SalaryStepHistory(PeriodEntry):
    """*Kenaikan gaji berkala*: the base salary and the length of service for which it is paid."""

    base_salary = models.DecimalField(_("base salary"), max_digits=12, decimal_places=0, null=True, blank=True)
    service_years = models.PositiveSmallIntegerField(_("years of service in the grade"), null=True, blank=True)
    service_months = models.PositiveSmallIntegerField(_("and months"), null=True, blank=True)

    objects = PeriodEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("salary step")
        verbose_name_plural = _("salary steps")
        ordering = ["employee", "-period", "-pk"]
        constraints = [
            one_at_a_time("salarystep_no_overlap", _("The employee already has a salary step in this period.")),
            has_start("salarystep_has_start", _("Enter the date from which the salary holds, before its end.")),
            models.CheckConstraint(
                condition=models.Q(service_months__isnull=True) | models.Q(service_months__lte=11),
                name="salarystep_months_of_a_year",
                violation_error_message=_("Months of service run from 0 to 11; twelve are a year."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.period.lower}"


@pghistory.track(level=pghistory.Statement)
class UnpaidLeaveHistory(PeriodEntry):
    """*Cuti di luar tanggungan negara*: does not count as service."""

    objects = PeriodEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("unpaid leave")
        verbose_name_plural = _("unpaid leaves")
        ordering = ["employee", "-period", "-pk"]
        constraints = [
            one_at_a_time("unpaidleave_no_overlap", _("The employee is already on unpaid leave in this period.")),
            has_start("unpaidleave_has_start", _("Enter the first day of the leave, before its last.")),
        ]

    def __str__(self) -> str:
        return f"{self.period.lower}"
