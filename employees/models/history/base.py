"""What every history has in common. Rows are never overwritten: a correction is a new row that names the corrected one,
which is voided."""

from __future__ import annotations

import datetime
from typing import Any

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.utils.translation import gettext_lazy as _


class HistoryEntry(models.Model):
    """One entry of a person's history and the paper on which it rests."""

    # PROTECT: histories are kept as long as the record.
    employee = models.ForeignKey(
        "employees.Employee", on_delete=models.PROTECT, related_name="%(class)s_set", verbose_name=_("employee")
    )
    decree_number = models.CharField(_("decree number"), max_length=100, blank=True, default="", db_default="")
    decree_date = models.DateField(_("decree date"), null=True, blank=True)
    # PROTECT: the scan is evidence as long as the entry.
    scan = models.ForeignKey(
        "documents.Document",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("scan"),
    )
    note = models.CharField(_("note"), max_length=250, blank=True, default="", db_default="")
    # Opaque; kept so that a list from SIASN finds its own rows again.
    siasn_id = models.CharField(max_length=42, blank=True, default="", db_default="", editable=False)
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
        raise NotImplementedError

    @property
    def ended_on(self) -> datetime.date | None:
        """The last day on which it held; None while it runs, and for what happened on one day."""
        return None


class PeriodEntry(HistoryEntry):
    """What holds for a while. `period` is half-open [from, until); an open end means "until further notice"."""

    period = DateRangeField(_("period"))

    class Meta:
        abstract = True

    @property
    def effective_date(self) -> datetime.date:
        return self.period.lower  # type: ignore[no-any-return]

    @property
    def ended_on(self) -> datetime.date | None:
        upper = self.period.upper
        return upper - datetime.timedelta(days=1) if upper else None


class DatedEntry(HistoryEntry):
    """What happened on a day. Of old papers often only the year is known: then `date` is its last day."""

    date = models.DateField(_("date"))
    is_year_only = models.BooleanField(_("only the year is known"), default=False, db_default=False)

    class Meta:
        abstract = True

    @property
    def effective_date(self) -> datetime.date:
        return self.date


def one_at_a_time(name: str, message: Any, *fields: str, condition: models.Q | None = None) -> ExclusionConstraint:
    """At any date at most one valid row per employee (and per further `fields`)."""
    valid = models.Q(is_void=False)
    return ExclusionConstraint(
        name=name,
        expressions=[
            ("employee", RangeOperators.EQUAL),
            *((field, RangeOperators.EQUAL) for field in fields),
            ("period", RangeOperators.OVERLAPS),
        ],
        condition=valid & condition if condition else valid,
        violation_error_message=message,
    )


def has_start(name: str, message: Any) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=models.Q(period__startswith__isnull=False, period__isempty=False),
        name=name,
        violation_error_message=message,
    )
