"""What a person learnt: education, training held outside the portal, licences."""

from __future__ import annotations

import datetime

import pghistory
from django.db import models
from django.utils.translation import gettext_lazy as _

from employees.enums import CredentialKind, EducationLevel, LeadershipTraining, TrainingKind
from employees.models.history.base import DatedEntry
from employees.querysets import DatedEntryQuerySet


@pghistory.track(level=pghistory.Statement)
class EducationHistory(DatedEntry):
    """*Riwayat pendidikan*; `decree_number` and `decree_date` are those of the diploma."""

    level = models.CharField(_("level"), max_length=2, choices=EducationLevel)
    major = models.CharField(_("field of study"), max_length=200, blank=True)
    institution = models.CharField(_("school or university"), max_length=200, blank=True)
    front_title = models.CharField(_("title before the name"), max_length=60, blank=True)
    back_title = models.CharField(_("title after the name"), max_length=60, blank=True)
    is_first = models.BooleanField(_("education at appointment"), default=False)

    objects = DatedEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("education")
        verbose_name_plural = _("education")
        ordering = ["employee", "-date", "-pk"]
        indexes = [models.Index(fields=["employee", "-date"], name="educationhistory_employee")]

    def __str__(self) -> str:
        return f"{self.get_level_display()} {self.major}".strip()


@pghistory.track(level=pghistory.Statement)
class TrainingHistory(DatedEntry):
    """*Riwayat diklat dan kursus* held outside the portal; `date` is its first day."""

    kind = models.CharField(_("kind"), max_length=15, choices=TrainingKind)
    leadership = models.CharField(
        _("leadership training"), max_length=6, choices=LeadershipTraining, blank=True, default="", db_default=""
    )
    name = models.CharField(_("name of the training"), max_length=250)
    organiser = models.CharField(_("organiser"), max_length=200, blank=True)
    hours = models.DecimalField(_("learning hours (JP)"), max_digits=6, decimal_places=1, null=True, blank=True)
    last_day = models.DateField(_("last day"), null=True, blank=True)

    objects = DatedEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("training")
        verbose_name_plural = _("training")
        ordering = ["employee", "-date", "-pk"]
        indexes = [models.Index(fields=["employee", "-date"], name="traininghistory_employee")]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(name=""),
                name="traininghistory_named",
                violation_error_message=_("Enter the name of the training."),
            ),
            models.CheckConstraint(
                condition=models.Q(last_day__isnull=True) | models.Q(last_day__gte=models.F("date")),
                name="traininghistory_in_order",
                violation_error_message=_("The last day lies before the first. Correct one of them."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def ended_on(self) -> datetime.date | None:
        return self.last_day


@pghistory.track(level=pghistory.Statement)
class CredentialHistory(DatedEntry):
    """A licence or certificate that may run out; `date` is the day of issue."""

    kind = models.CharField(_("kind"), max_length=10, choices=CredentialKind)
    name = models.CharField(_("name of the document"), max_length=200, blank=True)
    issuer = models.CharField(_("issued by"), max_length=200, blank=True)
    expires_on = models.DateField(_("valid until and including"), null=True, blank=True)

    objects = DatedEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("licence or certificate")
        verbose_name_plural = _("licences and certificates")
        ordering = ["employee", "-date", "-pk"]
        indexes = [
            models.Index(fields=["employee", "-date"], name="credential_employee"),
            models.Index(fields=["expires_on"], name="credential_expiry", condition=models.Q(is_void=False)),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(expires_on__isnull=True) | models.Q(expires_on__gte=models.F("date")),
                name="credential_in_order",
                violation_error_message=_("The document expires before it was issued. Correct one of the dates."),
            )
        ]

    def __str__(self) -> str:
        return self.name or self.get_kind_display()

    @property
    def ended_on(self) -> datetime.date | None:
        return self.expires_on
