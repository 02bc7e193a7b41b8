"""How a person served: ratings, credit points, awards, discipline."""

from __future__ import annotations

import datetime

import pghistory
from django.db import models
from django.utils.translation import gettext_lazy as _

from employees.enums import AwardKind, Predicate, SanctionKind, SanctionLevel
from employees.models.history.base import DatedEntry, HistoryEntry, PeriodEntry, has_start
from employees.querysets import DatedEntryQuerySet, DisciplineHistoryQuerySet, HistoryEntryQuerySet, PeriodEntryQuerySet


@pghistory.track(level=pghistory.Statement)
class RatingHistory(HistoryEntry):
    """*Predikat kinerja* of one year (rw-skp22); promotions read the last two."""

    year = models.PositiveSmallIntegerField(_("year"))
    predicate = models.CharField(_("rating"), max_length=15, choices=Predicate)
    assessor = models.CharField(_("rated by"), max_length=200, blank=True, default="", db_default="")

    objects = HistoryEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("performance rating")
        verbose_name_plural = _("performance ratings")
        ordering = ["employee", "-year", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["employee", "year"],
                condition=models.Q(is_void=False),
                name="ratinghistory_once_a_year",
                violation_error_message=_("This year is rated already. Correct the rating on record."),
            ),
            models.CheckConstraint(
                condition=models.Q(year__gte=1945, year__lte=2200),
                name="ratinghistory_year",
                violation_error_message=_("Enter the year in four digits, such as 2025."),
            ),
            models.CheckConstraint(condition=models.Q(predicate__in=Predicate.values), name="ratinghistory_known"),
        ]

    def __str__(self) -> str:
        return f"{self.year} {self.get_predicate_display()}"

    @property
    def effective_date(self) -> datetime.date:
        """The last day of the rated year; of a year that no calendar has, the nearest one."""
        return datetime.date(min(max(self.year, datetime.MINYEAR), datetime.MAXYEAR), 12, 31)


@pghistory.track(level=pghistory.Statement)
class CreditPointHistory(PeriodEntry):
    """*Penetapan angka kredit* for the months that were assessed (Peraturan BKN 3/2023)."""

    points = models.DecimalField(_("credit points"), max_digits=8, decimal_places=3)
    title = models.CharField(_("functional position"), max_length=200, blank=True, default="", db_default="")
    is_first = models.BooleanField(_("first credit points"), default=False)
    is_integration = models.BooleanField(_("integration of earlier points"), default=False)
    is_conversion = models.BooleanField(_("conversion of a rating"), default=False)

    objects = PeriodEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("credit points")
        verbose_name_plural = _("credit points")
        ordering = ["employee", "-period", "-pk"]
        indexes = [models.Index(fields=["employee"], name="creditpoint_employee")]
        constraints = [
            has_start("creditpoint_has_start", _("Enter the first month that was assessed, before the last.")),
            models.CheckConstraint(
                condition=models.Q(points__gte=0),
                name="creditpoint_not_negative",
                violation_error_message=_("Credit points are zero or more."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.points} {self.period.lower}"


@pghistory.track(level=pghistory.Statement)
class AwardHistory(DatedEntry):
    """*Riwayat penghargaan*."""

    kind = models.CharField(_("kind"), max_length=10, choices=AwardKind)
    name = models.CharField(_("name of the award"), max_length=200, blank=True)

    objects = DatedEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("award")
        verbose_name_plural = _("awards")
        ordering = ["employee", "-date", "-pk"]
        indexes = [models.Index(fields=["employee", "-date"], name="awardhistory_employee")]
        constraints = [
            models.UniqueConstraint(
                fields=["employee", "kind"],
                condition=models.Q(is_void=False) & ~models.Q(kind=AwardKind.OTHER),
                name="awardhistory_medal_once",
                violation_error_message=_("The employee holds this medal already."),
            ),
            models.CheckConstraint(
                condition=~models.Q(kind=AwardKind.OTHER) | ~models.Q(name=""),
                name="awardhistory_named",
                violation_error_message=_("Enter the name of the award."),
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.get_kind_display()


@pghistory.track(level=pghistory.Statement)
class DisciplineHistory(PeriodEntry):
    """*Riwayat hukuman disiplin* (PP 94/2021): seen by the person, by officers of the records and by auditors only."""

    level = models.CharField(_("level"), max_length=1, choices=SanctionLevel)
    kind = models.CharField(_("kind of sanction"), max_length=2, choices=SanctionKind)
    offence = models.CharField(_("offence"), max_length=500, blank=True)
    legal_basis = models.CharField(_("legal basis"), max_length=100, blank=True)
    # A successful appeal (banding administratif) takes the sanction back.
    cancelled_on = models.DateField(_("cancelled on"), null=True, blank=True)
    cancel_decree_number = models.CharField(_("decree of the cancellation"), max_length=100, blank=True)

    objects = DisciplineHistoryQuerySet.as_manager()

    class Meta:
        verbose_name = _("disciplinary sanction")
        verbose_name_plural = _("disciplinary sanctions")
        ordering = ["employee", "-period", "-pk"]
        indexes = [models.Index(fields=["employee"], name="disciplinehistory_employee")]
        constraints = [
            has_start(
                "disciplinehistory_has_start", _("Enter the date from which the sanction holds, before its end.")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.period.lower}"
