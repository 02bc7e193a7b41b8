"""Talent reviews and what they say of each person."""

from __future__ import annotations

import datetime
from typing import Any

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from careers.domain.talent import BOXES
from careers.enums import (
    REVIEW_TONES,
    TALENT_OBJECTION_TONES,
    PerformanceLevel,
    PotentialLevel,
    RecountCause,
    ReviewState,
    TalentObjectionState,
)
from careers.querysets.talent import TalentObjectionQuerySet, TalentPlacementQuerySet, TalentReviewQuerySet

# The nine boxes, held by the database as well; without both axes there is none.
_BOX = Q(box=None) & (Q(performance="") | Q(potential=""))
for (_performance, _potential), _number in BOXES.items():
    _BOX |= Q(performance=_performance.value, potential=_potential.value, box=_number)


@pghistory.track()
class TalentReview(models.Model):
    """The nine boxes of a unit and everything below, of one year. `rules` are the values that held when it was
    worked out."""

    # PROTECT: boxes name it.
    unit = models.ForeignKey(
        "employees.OrganizationalUnit", on_delete=models.PROTECT, related_name="+", verbose_name=_("unit")
    )
    year = models.PositiveSmallIntegerField(_("year"))
    # The day whose competency levels count.
    levels_on = models.DateField(_("competency levels as of"))
    state = models.CharField(_("state"), max_length=9, choices=ReviewState, default=ReviewState.COMPUTING)
    rules = models.JSONField(default=dict, editable=False)
    code_version = models.CharField(_("version of the portal"), max_length=40, blank=True, editable=False)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", editable=False)
    opened_at = models.DateTimeField(_("opened"), auto_now_add=True)
    computed_at = models.DateTimeField(_("worked out"), null=True, blank=True, editable=False)
    object_until = models.DateField(_("objections until"), null=True, blank=True, editable=False)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True, editable=False)

    objects = TalentReviewQuerySet.as_manager()

    class Meta:
        verbose_name = _("talent review")
        verbose_name_plural = _("talent reviews")
        ordering = ["-year", "unit__path"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "year"],
                name="talentreview_once",
                violation_error_message=_("The unit has a talent review of this year already."),
            ),
            models.CheckConstraint(condition=Q(state__in=ReviewState.values), name="talentreview_state_known"),
            models.CheckConstraint(
                condition=Q(state=ReviewState.COMPUTING) | Q(computed_at__isnull=False, object_until__isnull=False),
                name="talentreview_worked_out",
            ),
            models.CheckConstraint(
                condition=~Q(state=ReviewState.CLOSED) | Q(closed_at__isnull=False), name="talentreview_closed_when"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year} · {self.unit}"

    def get_absolute_url(self) -> str:
        return reverse("careers:talent-review", args=[self.pk])

    @property
    def tone(self) -> str:
        return REVIEW_TONES[ReviewState(self.state)]

    @property
    def is_open(self) -> bool:
        return self.state == ReviewState.OPEN

    def waits_for_objections(self, on: datetime.date) -> bool:
        """Somebody of the review may still object. One query."""
        mine = self.object_until is not None and on <= self.object_until
        return self.is_open and (mine or self.placements.filter(object_until__gte=on).exists())


# One history statement per write, however many rows: a review writes thousands at once.
@pghistory.track(level=pghistory.Statement)
class TalentPlacement(models.Model):
    """One person in one review. `box` follows from the data; `final_box` is what people decided, with their reason."""

    # PROTECT throughout: what was said of a person is kept.
    review = models.ForeignKey(TalentReview, on_delete=models.PROTECT, related_name="placements")
    employee = models.ForeignKey(
        "employees.Employee", on_delete=models.PROTECT, related_name="talent_placements", verbose_name=_("employee")
    )
    # Where the person worked, and as what, when it was worked out.
    unit = models.ForeignKey(
        "employees.OrganizationalUnit", on_delete=models.PROTECT, related_name="+", verbose_name=_("unit")
    )
    position_title = models.CharField(_("position"), max_length=200, blank=True)
    performance = models.CharField(_("performance"), max_length=5, choices=PerformanceLevel, blank=True)
    potential = models.CharField(_("potential"), max_length=6, choices=PotentialLevel, blank=True)
    box = models.PositiveSmallIntegerField(_("box"), null=True)
    # Per cent, half-up; the exact figure follows from the levels in `inputs`.
    match = models.DecimalField(_("match (%)"), max_digits=5, decimal_places=2, null=True)
    score = models.DecimalField(_("talent score"), max_digits=5, decimal_places=2, null=True)
    # Codes of MissingInput.
    missing = models.JSONField(default=list, blank=True)
    # What it was worked out from, and the hash of that with the rules of the review.
    inputs = models.JSONField(default=dict)
    inputs_sha256 = models.CharField(max_length=64)
    computed_at = models.DateTimeField(_("worked out"))
    final_box = models.PositiveSmallIntegerField(_("decided box"), null=True)
    final_reason = models.TextField(_("reason of the decision"), blank=True)
    panel = models.CharField(_("who took part"), max_length=500, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True, editable=False)
    # Begins anew whenever the box changes after the review was told; until then the day of the review holds.
    object_until = models.DateField(_("objections until"), null=True, blank=True, editable=False)

    objects = TalentPlacementQuerySet.as_manager()

    class Meta:
        verbose_name = _("talent box of a person")
        verbose_name_plural = _("talent boxes of people")
        ordering = ["review", "employee"]
        constraints = [
            models.UniqueConstraint(fields=["review", "employee"], name="talentplacement_once"),
            models.CheckConstraint(condition=_BOX, name="talentplacement_box_of_the_axes"),
            models.CheckConstraint(
                condition=Q(final_box=None, decided_at=None)
                | (Q(final_box__range=(1, 9), decided_at__isnull=False) & ~Q(final_reason="")),
                name="talentplacement_decided_with_words",
                violation_error_message=_("Give the reason for the decision: the person reads it."),
            ),
        ]
        indexes = [models.Index(fields=["review", "box"], name="talentplacement_box")]

    def __str__(self) -> str:
        return f"{self.employee} · {self.review.year}"

    def get_absolute_url(self) -> str:
        return reverse("careers:talent-person", args=[self.pk])

    @property
    def standing_box(self) -> int | None:
        """What was decided, else what was worked out."""
        return self.final_box if self.final_box is not None else self.box

    @property
    def objections_until(self) -> datetime.date | None:
        """The last day, of the review or the person's own."""
        return max((day for day in (self.object_until, self.review.object_until) if day is not None), default=None)

    def accepts_objections(self, on: datetime.date) -> bool:
        last = self.objections_until
        return self.review.is_open and last is not None and on <= last

    @property
    def box_words(self) -> str:
        """ "Box 8", or "Unknown" """
        box = self.standing_box
        return _t("Unknown") if box is None else _t("Box %(number)s") % {"number": box}


@pghistory.track(level=pghistory.Statement)
@pgtrigger.register(pgtrigger.Protect(name="former_append_only", operation=pgtrigger.Update | pgtrigger.Delete))
class FormerPlacement(models.Model):
    """What was worked out or decided before, and why that changed. Never changed itself."""

    # PROTECT: the history of a box.
    placement = models.ForeignKey(TalentPlacement, on_delete=models.PROTECT, related_name="former")
    cause = models.CharField(_("why it changed"), max_length=9, choices=RecountCause)
    replaced_at = models.DateTimeField(_("replaced"), auto_now_add=True)
    replaced_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    # The fields of the placement as they were.
    values = models.JSONField()

    class Meta:
        verbose_name = _("former talent box")
        verbose_name_plural = _("former talent boxes")
        ordering = ["-replaced_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.placement_id} {self.cause}"

    @property
    def box(self) -> Any:
        return self.values.get("final_box") or self.values.get("box")


@pghistory.track()
class TalentObjection(models.Model):
    """The person says that the box is wrong, with evidence; the office decides with a reason."""

    # PROTECT: part of the record.
    placement = models.ForeignKey(TalentPlacement, on_delete=models.PROTECT, related_name="objections")
    reason = models.TextField(_("what is wrong"))
    state = models.CharField(_("state"), max_length=7, choices=TalentObjectionState, default=TalentObjectionState.OPEN)
    filed_at = models.DateTimeField(_("filed"), auto_now_add=True)
    decide_by = models.DateField(pgettext_lazy("deadline", "decide by"))
    box_before = models.PositiveSmallIntegerField(_("box before"), null=True, blank=True)
    box_after = models.PositiveSmallIntegerField(_("box after"), null=True, blank=True)
    decision = models.TextField(_("decision"), blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True, editable=False)

    objects = TalentObjectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("objection to a talent box")
        verbose_name_plural = _("objections to talent boxes")
        ordering = ["-filed_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["placement"],
                condition=Q(state=TalentObjectionState.OPEN),
                name="talentobjection_one_open",
                violation_error_message=_("You already objected. Wait for the answer."),
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="talentobjection_reasoned"),
            models.CheckConstraint(
                condition=Q(state=TalentObjectionState.OPEN, decided_at=None)
                | (
                    Q(
                        state__in=[TalentObjectionState.UPHELD, TalentObjectionState.REFUSED],
                        decided_at__isnull=False,
                    )
                    & ~Q(decision="")
                ),
                name="talentobjection_decided_with_words",
                violation_error_message=_("Give the reason for the decision: the person reads it."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.placement)

    def get_absolute_url(self) -> str:
        return self.placement.get_absolute_url()

    @property
    def tone(self) -> str:
        return TALENT_OBJECTION_TONES[TalentObjectionState(self.state)]
