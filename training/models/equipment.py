"""What a session is made of: venue, trainers, material, costs, series."""

from __future__ import annotations

import pghistory
from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from training.enums import CostKind
from training.models.need import MONEY
from training.querysets import MaterialQuerySet, OfGovernmentQuerySet, TrainerQuerySet


@pghistory.track()
class Venue(models.Model):
    # PROTECT: governments are never deleted.
    government = models.ForeignKey(
        "employees.OrganizationalUnit", on_delete=models.PROTECT, related_name="+", verbose_name=_("government")
    )
    name = models.CharField(_("name"), max_length=150)
    address = models.CharField(_("address"), max_length=300, blank=True)
    capacity = models.PositiveIntegerField(_("people that fit in"), validators=[MinValueValidator(1)])
    is_accessible = models.BooleanField(_("reachable with a wheelchair"), default=False)
    facilities = models.CharField(_("equipment"), max_length=300, blank=True)
    is_active = models.BooleanField(_("in use"), default=True)

    objects = OfGovernmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("venue")
        verbose_name_plural = _("venues")
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["government", "name"],
                name="venue_name_unique",
                violation_error_message=_("There is already a venue with this name."),
            ),
            models.CheckConstraint(condition=models.Q(capacity__gt=0), name="venue_capacity"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("training:venue-update", args=[self.pk])


@pghistory.track()
class Trainer(models.Model):
    """Somebody who teaches (*narasumber*, *widyaiswara*): of the staff, of a partner, or neither."""

    # PROTECT throughout: sessions name them.
    government = models.ForeignKey(
        "employees.OrganizationalUnit", on_delete=models.PROTECT, related_name="+", verbose_name=_("government")
    )
    name = models.CharField(_("name"), max_length=150)
    employee = models.ForeignKey(
        "employees.Employee",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("employee"),
    )
    partner = models.ForeignKey(
        "training.Partner",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="trainers",
        verbose_name=_("partner institution"),
    )
    expertise = models.CharField(_("what they teach"), max_length=300, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    is_active = models.BooleanField(_("in use"), default=True)

    objects = TrainerQuerySet.as_manager()

    class Meta:
        verbose_name = _("trainer")
        verbose_name_plural = _("trainers")
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["government", "employee"],
                condition=models.Q(employee__isnull=False),
                name="trainer_employee_once",
                violation_error_message=_("This person is already a trainer."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("training:trainer-detail", args=[self.pk])


@pghistory.track()
class SessionTrainer(models.Model):
    # CASCADE: part of the plan of the session, which is never deleted.
    session = models.ForeignKey("training.TrainingSession", on_delete=models.CASCADE, related_name="trainers")
    # PROTECT: evaluated by name.
    trainer = models.ForeignKey(
        Trainer, on_delete=models.PROTECT, related_name="engagements", verbose_name=_("trainer")
    )
    topic = models.CharField(_("topic"), max_length=200, blank=True)
    learning_hours = models.DecimalField(
        _("learning hours (JP)"), max_digits=5, decimal_places=2, default=0, validators=[MinValueValidator(0)]
    )

    class Meta:
        verbose_name = _("trainer of a session")
        verbose_name_plural = _("trainers of a session")
        ordering = ["session", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "trainer"],
                name="sessiontrainer_unique",
                violation_error_message=_("This trainer already teaches in the session."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.trainer_id} {self.topic}"


@pghistory.track()
class Material(models.Model):
    """A file (kept as a document of this row) or an address; of a programme for all its sessions, or of one session."""

    # CASCADE: parts of what they belong to.
    programme = models.ForeignKey(
        "training.TrainingProgramme", on_delete=models.CASCADE, null=True, related_name="materials"
    )
    session = models.ForeignKey(
        "training.TrainingSession", on_delete=models.CASCADE, null=True, related_name="materials"
    )
    title = models.CharField(_("title"), max_length=200)
    url = models.URLField(_("address"), max_length=500, blank=True)
    # Otherwise everybody who sees the session reads it.
    for_participants = models.BooleanField(_("for participants only"), default=True)
    # PROTECT: who gave it stays known.
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    added_at = models.DateTimeField(auto_now_add=True)

    objects = MaterialQuerySet.as_manager()

    class Meta:
        verbose_name = _("training material")
        verbose_name_plural = _("training material")
        ordering = ["title", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(programme__isnull=False) ^ models.Q(session__isnull=False),
                name="material_of_one_thing",
            )
        ]

    def __str__(self) -> str:
        return self.title


@pghistory.track()
class SessionCost(models.Model):
    # CASCADE: part of the plan of the session, which is never deleted.
    session = models.ForeignKey("training.TrainingSession", on_delete=models.CASCADE, related_name="costs")
    kind = models.CharField(_("kind of cost"), max_length=8, choices=CostKind)
    note = models.CharField(_("note"), max_length=200, blank=True)
    planned = models.DecimalField(_("planned"), default=0, **MONEY)
    actual = models.DecimalField(_("spent"), null=True, blank=True, **MONEY)

    class Meta:
        verbose_name = _("cost")
        verbose_name_plural = _("costs")
        ordering = ["session", "kind", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(planned__gte=0) & (models.Q(actual=None) | models.Q(actual__gte=0)),
                name="sessioncost_not_negative",
                violation_error_message=_("Costs cannot be negative."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.session_id} {self.kind}"


class SessionSeries(models.Model):
    """Sessions that were planned in one go, such as a workshop of every month."""

    # PROTECT: its sessions stay.
    programme = models.ForeignKey("training.TrainingProgramme", on_delete=models.PROTECT, related_name="series")
    title = models.CharField(_("title"), max_length=200)
    # As iCalendar writes it, such as FREQ=MONTHLY;BYDAY=2TU;COUNT=12.
    rule = models.CharField(_("when it repeats"), max_length=200)
    # PROTECT: who planned stays known.
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("series of sessions")
        verbose_name_plural = _("series of sessions")

    def __str__(self) -> str:
        return self.title
