"""Days off (*hari libur nasional, cuti bersama*): working-day deadlines skip them."""

from __future__ import annotations

import pghistory
from django.db import models
from django.utils import formats
from django.utils.translation import gettext_lazy as _

from surveys.querysets import HolidayQuerySet


@pghistory.track()
class Holiday(models.Model):
    """Without a government it holds everywhere."""

    # PROTECT: governments are never deleted.
    government = models.ForeignKey(
        "employees.OrganizationalUnit",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("government"),
    )
    date = models.DateField(_("date"))
    name = models.CharField(_("name"), max_length=120)

    objects = HolidayQuerySet.as_manager()

    class Meta:
        verbose_name = _("holiday")
        verbose_name_plural = _("holidays")
        ordering = ["date", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["government", "date"],
                nulls_distinct=False,
                name="holiday_date_unique",
                violation_error_message=_("This day is already a holiday."),
            )
        ]

    def __str__(self) -> str:
        return f"{formats.date_format(self.date)} – {self.name}"
