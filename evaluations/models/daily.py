"""A person's report of one day's work, line by line."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pghistory
from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import Deferrable, Func, Q
from django.urls import reverse
from django.utils import formats
from django.utils.translation import gettext_lazy as _

from evaluations.domain.daily import MINUTES_OF_A_DAY
from evaluations.enums import OPEN_DAILY_STATES, DailyState, LineSource, WorkPlace
from evaluations.querysets import DailyWorkReportQuerySet

DECIDED = (DailyState.APPROVED, DailyState.RETURNED)


@pghistory.track()
class DailyWorkReport(models.Model):
    """*Laporan kinerja harian*. `minutes` is the sum of the lines, kept by the service; `unit` is where they worked."""

    # PROTECT throughout: what was approved is ground for allowances and ratings.
    employee = models.ForeignKey(
        "employees.Employee", on_delete=models.PROTECT, related_name="daily_reports", verbose_name=_("employee")
    )
    unit = models.ForeignKey(
        "employees.OrganizationalUnit", on_delete=models.PROTECT, related_name="+", verbose_name=_("unit")
    )
    date = models.DateField(_("day"))
    state = models.CharField(_("state"), max_length=10, choices=DailyState, default=DailyState.DRAFT)
    minutes = models.PositiveSmallIntegerField(_("minutes"), default=0, editable=False)
    submitted_at = models.DateTimeField(_("sent"), null=True, blank=True)
    # Empty when nobody stands above the person: their reports need no approval.
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("decided by"),
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    comment = models.CharField(_("what to correct"), max_length=500, blank=True)
    feedback = models.CharField(_("feedback"), max_length=500, blank=True)
    # How long the form was open and in use, as the browser measured it; sums are shown, never one person's.
    seconds_spent = models.PositiveIntegerField(_("seconds of writing"), null=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = DailyWorkReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("daily report")
        verbose_name_plural = _("daily reports")
        ordering = ["-date", "employee"]
        constraints = [
            models.UniqueConstraint(
                fields=["employee", "date"],
                name="dailyreport_one_a_day",
                violation_error_message=_("There is already a report of this day."),
            ),
            models.CheckConstraint(condition=Q(state__in=DailyState.values), name="dailyreport_state_known"),
            models.CheckConstraint(
                condition=Q(state=DailyState.DRAFT) | Q(submitted_at__isnull=False, minutes__gt=0),
                name="dailyreport_sent_with_minutes",
                violation_error_message=_("A report that was sent has a time and at least one minute of work."),
            ),
            models.CheckConstraint(
                condition=Q(decided_at=None, state__in=[DailyState.DRAFT, DailyState.SUBMITTED])
                | Q(decided_at__isnull=False, state__in=DECIDED),
                name="dailyreport_decided_at_fits_state",
            ),
            models.CheckConstraint(
                condition=~Q(state=DailyState.RETURNED) | ~Q(comment=""),
                name="dailyreport_returned_with_comment",
                violation_error_message=_("Say what is to be corrected."),
            ),
            models.CheckConstraint(
                condition=Q(minutes__lte=MINUTES_OF_A_DAY),
                name="dailyreport_minutes_of_a_day",
                violation_error_message=_("A day has 1,440 minutes."),
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "date"], name="dailyreport_unit_date"),
            models.Index(fields=["employee"], condition=Q(state=DailyState.SUBMITTED), name="dailyreport_waiting"),
        ]

    def __str__(self) -> str:
        return f"{self.employee} – {formats.date_format(self.date)}"

    def get_absolute_url(self) -> str:
        return reverse("evaluations:daily-detail", args=[self.pk])

    @property
    def tone(self) -> str:
        return DailyState(self.state).tone

    @property
    def stamp(self) -> str:
        """Names the content that was sent; sent anew, the report has another. "" before."""
        return f"{self.submitted_at:%Y%m%d%H%M%S%f}" if self.submitted_at else ""

    @property
    def is_open(self) -> bool:
        """The writer may still change it (while the window lasts)."""
        return self.state in OPEN_DAILY_STATES


class WallClockSpan(Func):
    """A line's time as a range on an arbitrary day, because Postgres has no range of times."""

    template = "tsrange('2000-01-01'::date + %(expressions)s)"
    arg_joiner = ", '2000-01-01'::date + "


class DayOfReport(models.DateField):
    """Filled in from the report whenever a line is stored."""

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        day = model_instance.report.date  # type: ignore[attr-defined]
        setattr(model_instance, self.attname, day)
        return day


# The day of its report is no news of a line.
@pghistory.track(exclude=["report_date"])
class DailyWorkEntry(models.Model):
    """One line: what was done, what came of it, how long it took."""

    # PROTECT: the service takes lines off a report that is still open. The database's key is (report, report_date):
    # both tables are divided by month, see migration 0012_daily_partitions.
    report = models.ForeignKey(DailyWorkReport, on_delete=models.PROTECT, related_name="entries", db_constraint=False)
    report_date = DayOfReport(editable=False)
    order = models.PositiveSmallIntegerField()
    activity = models.CharField(_("activity"), max_length=300)
    output = models.CharField(_("output"), max_length=300, blank=True)
    quantity = models.DecimalField(_("quantity"), max_digits=9, decimal_places=2, null=True, blank=True)
    minutes = models.PositiveSmallIntegerField(_("minutes"))
    start = models.TimeField(_("from"), null=True, blank=True)
    end = models.TimeField(_("until"), null=True, blank=True)
    place = models.CharField(_("place of work"), max_length=5, choices=WorkPlace, default=WorkPlace.OFFICE)
    # The result of the person's plan that the line serves.
    result = models.ForeignKey(
        "evaluations.PlannedResult",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="daily_entries",
        verbose_name=_("result of the plan"),
    )
    # From what the portal proposed the line, so that it isn't proposed again.
    source = models.CharField(max_length=9, choices=LineSource, default=LineSource.OWN, blank=True, editable=False)
    source_key = models.CharField(max_length=60, blank=True, editable=False)

    class Meta:
        verbose_name = _("line of a daily report")
        verbose_name_plural = _("lines of daily reports")
        ordering = ["report", "order"]
        constraints = [
            models.CheckConstraint(
                condition=Q(minutes__gt=0, minutes__lte=MINUTES_OF_A_DAY),
                name="dailyentry_minutes",
                violation_error_message=_("Enter 1 to 1,440 minutes."),
            ),
            models.CheckConstraint(
                condition=Q(start=None, end=None)
                | Q(start__isnull=False, end__isnull=False, end__gt=models.F("start")),
                name="dailyentry_ends_after_start",
                violation_error_message=_("The end must be after the start."),
            ),
            models.CheckConstraint(condition=~Q(activity=""), name="dailyentry_activity_given"),
            models.CheckConstraint(condition=Q(quantity=None) | Q(quantity__gt=0), name="dailyentry_quantity_positive"),
            ExclusionConstraint(
                name="dailyentry_no_overlap",
                expressions=[
                    ("report", RangeOperators.EQUAL),
                    (WallClockSpan("start", "end"), RangeOperators.OVERLAPS),
                ],
                condition=Q(start__isnull=False, end__isnull=False),
                # Two lines may change places within one transaction.
                deferrable=Deferrable.DEFERRED,
                violation_error_message=_("Two lines overlap in time."),
            ),
        ]

    def __str__(self) -> str:
        return self.activity

    @property
    def plain_quantity(self) -> Decimal | None:
        """Without decimals where it has none: 9, not 9.00."""
        if self.quantity is None or self.quantity != self.quantity.to_integral_value():
            return self.quantity  # type: ignore[no-any-return]
        return self.quantity.to_integral_value()  # type: ignore[no-any-return]
