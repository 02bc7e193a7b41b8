"""The tree of organisational units; its roots are governments."""

from __future__ import annotations

import datetime
from zoneinfo import ZoneInfo

import pghistory
from django.conf import settings
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models.functions import Upper
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from treebeard.mp_tree import MP_Node, MP_NodeManager

from employees.enums import UnitKind
from employees.querysets import OrganizationalUnitQuerySet


class OrganizationalUnitManager(MP_NodeManager.from_queryset(OrganizationalUnitQuerySet)):  # type: ignore[misc]
    """treebeard's manager reads in tree order; ours adds the scope."""

    def get_queryset(self) -> OrganizationalUnitQuerySet:
        return OrganizationalUnitQuerySet(self.model, using=self._db).order_by("path")


@pghistory.track()
class OrganizationalUnit(MP_Node):
    """A unit (*unit organisasi*). `path` starts with the paths of all units above it."""

    class TimeZone(models.TextChoices):
        WIB = "Asia/Jakarta", "WIB"
        WITA = "Asia/Makassar", "WITA"
        WIT = "Asia/Jayapura", "WIT"

    steplen = settings.ACCESS_UNIT_STEP

    name = models.CharField(_("name"), max_length=200)
    kind = models.CharField(_("kind"), max_length=20, choices=UnitKind)
    slug = models.SlugField(_("public address"), max_length=80, unique=True)
    is_service_unit = models.BooleanField(_("serves citizens"), default=False)
    time_zone = models.CharField(_("time zone"), max_length=20, choices=TimeZone, default=TimeZone.WIB)
    address = models.CharField(_("address"), max_length=250, blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    opened_on = models.DateField(_("exists since"), null=True, blank=True)
    # The first day on which the unit no longer exists. Its record stays: histories name it.
    closed_on = models.DateField(_("closed on"), null=True, blank=True)

    objects = OrganizationalUnitManager()

    class Meta:
        verbose_name = _("unit")
        verbose_name_plural = _("units")
        # Choices of units are cut off below a depth (see employees.fields).
        indexes = [
            models.Index(fields=["depth", "path"], name="unit_depth"),
            GinIndex(OpClass(Upper("name"), "gin_trgm_ops"), name="unit_name_trigram"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("employees:unit-detail", args=[self.pk])

    @property
    def government_path(self) -> str:
        return str(self.path[: self.steplen])

    @property
    def parent_path(self) -> str:
        """Path of the unit above; "" for a government."""
        return str(self.path[: -self.steplen])

    @property
    def government(self) -> OrganizationalUnit:
        """The government at the root (one query unless this is it)."""
        return self if self.is_government else OrganizationalUnit.objects.get(path=self.government_path)

    @property
    def parent(self) -> OrganizationalUnit | None:
        """The unit above (one query); None for a government."""
        return OrganizationalUnit.objects.filter(path=self.parent_path).first() if self.parent_path else None

    @property
    def is_government(self) -> bool:
        return len(self.path) == self.steplen

    def is_closed(self, on: datetime.date) -> bool:
        return self.closed_on is not None and self.closed_on <= on

    @property
    def tz(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)
