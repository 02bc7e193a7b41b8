"""A training programme: what is taught. When and where is said by its sessions."""

from __future__ import annotations

from typing import Any

import pghistory
from django.core.validators import MinValueValidator, RegexValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from training.enums import CompetencyLevel, TrainingForm
from training.querysets import TrainingProgrammeQuerySet

WITHOUT_SLASH = RegexValidator(r"^[^/]+$", _("Leave out the slash: it separates the parts of a certificate's number."))


@pghistory.track()
class TrainingProgramme(models.Model):
    # PROTECT: certificates name the organiser for decades.
    unit = models.ForeignKey(
        "employees.OrganizationalUnit", on_delete=models.PROTECT, related_name="+", verbose_name=_("organiser")
    )
    title = models.CharField(_("title"), max_length=200)
    form = models.CharField(_("form of training"), max_length=2, choices=TrainingForm)
    description = models.TextField(_("what it is about"), blank=True)
    learning_hours = models.DecimalField(
        _("learning hours (JP)"),
        max_digits=6,
        decimal_places=2,
        validators=[MinValueValidator(0)],
        help_text=_("One hour is 45 minutes. Sessions take this number over and may differ."),
    )
    code = models.CharField(
        _("code"),
        max_length=20,
        validators=[WITHOUT_SLASH],
        help_text=_("Short, for the certificate's number, such as PKA."),
    )
    organiser_code = models.CharField(
        _("organiser's short name"),
        max_length=20,
        validators=[WITHOUT_SLASH],
        help_text=_("For the certificate's number, such as BKPSDM."),
    )
    # Archive class of personnel matters; offices may use a finer one.
    classification = models.CharField(
        _("archive classification"), max_length=20, default="800", validators=[WITHOUT_SLASH]
    )
    min_attendance = models.PositiveSmallIntegerField(
        _("minimum attendance in per cent"),
        default=80,
        help_text=_("Who was present on at least this share of the days gets a certificate."),
    )
    # Who may register; {} is everybody. Read and checked by training.domain.eligibility.
    eligibility: Any = models.JSONField(_("who may register"), default=dict, blank=True)
    is_active = models.BooleanField(_("in use"), default=True, help_text=_("Only programmes in use get new sessions."))
    created_at = models.DateTimeField(auto_now_add=True)

    objects = TrainingProgrammeQuerySet.as_manager()

    class Meta:
        verbose_name = _("training programme")
        verbose_name_plural = _("training programmes")
        ordering = ["title", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "title"],
                name="trainingprogramme_title_unique",
                violation_error_message=_("The organiser already has a programme with this title."),
            ),
            models.UniqueConstraint(
                fields=["unit", "code"],
                name="trainingprogramme_code_unique",
                violation_error_message=_("The organiser already has a programme with this code."),
            ),
            models.CheckConstraint(
                condition=models.Q(learning_hours__gte=0),
                name="trainingprogramme_hours",
                violation_error_message=_("Learning hours cannot be negative."),
            ),
            models.CheckConstraint(
                condition=models.Q(min_attendance__gte=1, min_attendance__lte=100),
                name="trainingprogramme_attendance",
                violation_error_message=_("The minimum attendance lies between 1 and 100 per cent."),
            ),
            models.CheckConstraint(
                condition=models.Q(form__in=TrainingForm.values),
                name="trainingprogramme_form_known",
                violation_error_message=_("Choose a form from the list."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("training:programme-detail", args=[self.pk])


@pghistory.track()
class ProgrammeCompetency(models.Model):
    """A competency that the programme raises, and up to which level: how gaps lead to programmes."""

    # CASCADE: part of the programme.
    programme = models.ForeignKey(TrainingProgramme, on_delete=models.CASCADE, related_name="competencies")
    # PROTECT: a competency in use is switched off.
    competency = models.ForeignKey(
        "training.Competency", on_delete=models.PROTECT, related_name="programmes", verbose_name=_("competency")
    )
    up_to_level = models.PositiveSmallIntegerField(_("up to level"), choices=CompetencyLevel, default=3)

    class Meta:
        verbose_name = _("competency of a programme")
        verbose_name_plural = _("competencies of a programme")
        ordering = ["programme", "competency"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "competency"],
                name="programmecompetency_unique",
                violation_error_message=_("The programme already raises this competency."),
            ),
            models.CheckConstraint(condition=models.Q(up_to_level__range=(1, 5)), name="programmecompetency_1_to_5"),
        ]

    def __str__(self) -> str:
        return f"{self.programme_id} {self.competency_id}"
