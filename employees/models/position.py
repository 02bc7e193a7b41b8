"""A position (*jabatan*) in a unit; people hold it through PositionHistory."""

from __future__ import annotations

import pghistory
from django.db import models
from django.utils.translation import gettext_lazy as _

from employees.enums import Echelon, FunctionalLevel, PositionType
from employees.querysets import FormerNeedQuerySet, PositionQuerySet


@pghistory.track()
class Position(models.Model):
    # PROTECT: a unit with positions is closed or merged, not deleted.
    unit = models.ForeignKey(
        "employees.OrganizationalUnit", on_delete=models.PROTECT, related_name="positions", verbose_name=_("unit")
    )
    title = models.CharField(_("position title"), max_length=200)
    position_type = models.CharField(_("type"), max_length=20, choices=PositionType, default=PositionType.PELAKSANA)
    echelon = models.CharField(_("echelon"), max_length=2, choices=Echelon, default=Echelon.NONE)
    functional_level = models.CharField(_("functional level"), max_length=2, choices=FunctionalLevel, blank=True)
    is_head = models.BooleanField(_("heads the unit"), default=False)
    needed = models.PositiveSmallIntegerField(_("people needed"), default=1)
    grade = models.PositiveSmallIntegerField(_("position grade"), null=True, blank=True)
    # The first day on which the position no longer exists.
    closed_on = models.DateField(_("closed on"), null=True, blank=True)

    objects = PositionQuerySet.as_manager()

    class Meta:
        verbose_name = _("position")
        verbose_name_plural = _("positions")
        ordering = ["unit__path", "-is_head", "title"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "title"],
                name="position_title_unique",
                violation_error_message=_("The unit already has a position with this title."),
            ),
            models.UniqueConstraint(
                fields=["unit"],
                condition=models.Q(is_head=True),
                name="position_one_head",
                violation_error_message=_("The unit already has a position that heads it."),
            ),
        ]

    def __str__(self) -> str:
        return self.title


@pghistory.track()
class FormerNeed(models.Model):
    """How many people a position needed before the need changed; `Position.needed` is the present number."""

    # CASCADE: part of the position.
    position = models.ForeignKey(Position, on_delete=models.CASCADE, related_name="former_needs")
    # The first day on which the number no longer held.
    until = models.DateField(_("until"))
    needed = models.PositiveSmallIntegerField(_("people needed"))

    objects = FormerNeedQuerySet.as_manager()

    class Meta:
        verbose_name = _("former need")
        verbose_name_plural = _("former needs")
        ordering = ["position", "until"]
        constraints = [models.UniqueConstraint(fields=["position", "until"], name="formerneed_once_a_day")]

    def __str__(self) -> str:
        return f"{self.position_id} {self.until}: {self.needed}"
