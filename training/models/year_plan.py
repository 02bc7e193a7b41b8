"""The yearly plan (*rencana pengembangan kompetensi*) of a unit or a government: lines, budget, signatures."""

from __future__ import annotations

from decimal import Decimal

import pghistory
from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from training.domain.year_plan import content_hash
from training.enums import PRIORITY_TONES, YEAR_PLAN_TONES, Priority, TrainingForm, YearPlanState
from training.models.need import MONEY, YEARS
from training.querysets import YearPlanItemQuerySet, YearPlanQuerySet

# What of a line a signature covers.
SIGNED_FIELDS = (
    "pk",
    "programme_id",
    "title",
    "competency_id",
    "form",
    "priority",
    "quarter",
    "people",
    "cost_each",
    "justification",
)


@pghistory.track()
class YearPlan(models.Model):
    """Of a unit; that of a government is the sum of its units' plans and lines of its own."""

    # PROTECT: it was signed.
    unit = models.ForeignKey(
        "employees.OrganizationalUnit", on_delete=models.PROTECT, related_name="training_plans", verbose_name=_("unit")
    )
    year = models.PositiveSmallIntegerField(_("year"), validators=YEARS)
    budget = models.DecimalField(_("budget"), null=True, blank=True, **MONEY)
    note = models.TextField(_("note"), blank=True)
    state = models.CharField(_("state"), max_length=9, choices=YearPlanState, default=YearPlanState.DRAFT)
    edit = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = YearPlanQuerySet.as_manager()

    class Meta:
        verbose_name = _("yearly plan")
        verbose_name_plural = _("yearly plans")
        ordering = ["-year", "unit"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "year"],
                name="yearplan_once_a_year",
                violation_error_message=_("The unit already has a plan for this year."),
            ),
            models.CheckConstraint(condition=models.Q(state__in=YearPlanState.values), name="yearplan_state_known"),
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.year}"

    def get_absolute_url(self) -> str:
        return reverse("training:year-plan-detail", args=[self.pk])

    @property
    def tone(self) -> str:
        return YEAR_PLAN_TONES[YearPlanState(self.state)]

    def content_hash(self) -> str:
        """Of what a signature covers, as it is now. One query."""
        lines = self.items.order_by("pk").values(*SIGNED_FIELDS)
        return content_hash(unit=self.unit_id, year=self.year, budget=self.budget, lines=lines)


@pghistory.track()
class YearPlanItem(models.Model):
    """One line; `needs` are the people's needs that it meets, sessions name it when it is realised."""

    # CASCADE: part of the plan; a signed plan is never deleted.
    plan = models.ForeignKey(YearPlan, on_delete=models.CASCADE, related_name="items", verbose_name=_("plan"))
    # PROTECT throughout: signed.
    programme = models.ForeignKey(
        "training.TrainingProgramme",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="plan_items",
        verbose_name=_("programme"),
    )
    title = models.CharField(_("title"), max_length=200)
    competency = models.ForeignKey(
        "training.Competency",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("competency"),
    )
    form = models.CharField(_("form of training"), max_length=2, choices=TrainingForm)
    priority = models.CharField(_("priority"), max_length=6, choices=Priority, default=Priority.MEDIUM)
    quarter = models.PositiveSmallIntegerField(
        _("quarter"), choices=[(number, str(number)) for number in range(1, 5)], default=1
    )
    people = models.PositiveIntegerField(_("people"), validators=[MinValueValidator(1)])
    cost_each = models.DecimalField(_("cost per person"), default=0, **MONEY)
    justification = models.TextField(_("justification"), blank=True)

    objects = YearPlanItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("line of a yearly plan")
        verbose_name_plural = _("lines of yearly plans")
        ordering = ["plan", "quarter", "pk"]
        constraints = [
            models.CheckConstraint(condition=models.Q(people__gt=0), name="yearplanitem_people"),
            models.CheckConstraint(condition=models.Q(cost_each__gte=0), name="yearplanitem_cost"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("training:year-plan-item-detail", args=[self.pk])

    @property
    def cost(self) -> Decimal:
        return Decimal(self.people * self.cost_each)

    @property
    def priority_tone(self) -> str:
        return PRIORITY_TONES[Priority(self.priority)]


class PlanSignature(models.Model):
    """One step of the chain. Only ever added."""

    # PROTECT: a signature stays.
    plan = models.ForeignKey(YearPlan, on_delete=models.PROTECT, related_name="signatures")
    state = models.CharField(_("step"), max_length=9, choices=YearPlanState)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    # As whom: position and unit at that moment.
    position = models.CharField(max_length=250, blank=True)
    at = models.DateTimeField(auto_now_add=True)
    note = models.TextField(_("note"), blank=True)
    # SHA-256 of the lines that were signed.
    content_hash = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("signature")
        verbose_name_plural = _("signatures")
        ordering = ["plan", "at", "pk"]

    def __str__(self) -> str:
        return f"{self.plan_id} {self.state}"
