"""Sums kept so that pages cost the same with twenty answers and twenty thousand, and what looks wrong in them."""

from __future__ import annotations

from typing import Any

import pghistory
from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from surveys.enums import AlarmKind, AlarmState, Series
from surveys.querysets import ServiceVisitsQuerySet, SurveyAlarmQuerySet, SurveyTallyQuerySet

MOST_VISITS = 10_000_000


class SurveyTally(models.Model):
    """The answers of one past day, or of a whole month that is over (dated its last day), by series and service.

    Made from the answers, compared with them every night.
    """

    # CASCADE: a sum of rows that are kept elsewhere.
    survey = models.ForeignKey("surveys.SatisfactionSurvey", on_delete=models.CASCADE, related_name="tallies")
    day = models.DateField()
    series = models.CharField(max_length=6, choices=Series)
    # PROTECT: as for answers.
    service = models.ForeignKey("surveys.PublicService", on_delete=models.PROTECT, null=True, related_name="+")
    # `surveys.domain.tallies.Tally.as_json()`.
    data: Any = models.JSONField()

    objects = SurveyTallyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["survey", "day", "series", "service"], nulls_distinct=False, name="surveytally_unique"
            )
        ]

    def __str__(self) -> str:
        return f"{self.survey_id} {self.day} {self.series}"


class SurveyInterim(models.Model):
    """What is shown of a running survey until the next step (surveys.domain.interim). Made anew by the calendar; of
    no use any more once the result is published."""

    # CASCADE: computed.
    survey = models.OneToOneField("surveys.SatisfactionSurvey", on_delete=models.CASCADE, related_name="interim")
    # `surveys.domain.figures.to_json()`, of the index and of the answers beside it each as of their own step.
    figures: Any = models.JSONField()
    # Complete forms in them: of the index, and beside it.
    counted = models.PositiveIntegerField(default=0)
    others = models.PositiveIntegerField(default=0)
    # The last days of those steps: a later one never ends before.
    until = models.DateField(null=True)
    others_until = models.DateField(null=True)
    made_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return f"{self.survey_id}: {self.counted} + {self.others}"


@pghistory.track()
class ServiceVisits(models.Model):
    """How many people a unit served in a month, as its office counted them: the ground of the response rate."""

    # PROTECT: units are kept.
    unit = models.ForeignKey(
        "employees.OrganizationalUnit", on_delete=models.PROTECT, related_name="visits", verbose_name=_("unit")
    )
    # PROTECT: as for answers. Null: all services of the unit together.
    service = models.ForeignKey(
        "surveys.PublicService",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("service"),
    )
    # Its first day.
    month = models.DateField(_("month"))
    visits = models.PositiveIntegerField(_("people served"), validators=[MaxValueValidator(MOST_VISITS)])

    objects = ServiceVisitsQuerySet.as_manager()

    class Meta:
        verbose_name = _("people served")
        verbose_name_plural = _("people served")
        ordering = ["-month", "service__name"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "service", "month"],
                nulls_distinct=False,
                name="servicevisits_once_a_month",
                violation_error_message=_("This month is already there. Correct its number instead."),
            ),
            models.CheckConstraint(condition=models.Q(month__day=1), name="servicevisits_first_of_month"),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.month:%Y-%m}: {self.visits}"


@pghistory.track()
class SurveyAlarm(models.Model):
    """Something that asks a person to look. It changes no figure by itself."""

    # CASCADE: an alarm is about this survey only.
    survey = models.ForeignKey(
        "surveys.SatisfactionSurvey", on_delete=models.CASCADE, related_name="alarms", verbose_name=_("survey")
    )
    kind = models.CharField(_("kind"), max_length=10, choices=AlarmKind)
    series = models.CharField(max_length=6, choices=Series)
    day = models.DateField(_("day"))
    # Counts and shares, never an answer's key.
    details: Any = models.JSONField(default=dict)
    state = models.CharField(_("state"), max_length=10, choices=AlarmState, default=AlarmState.OPEN)
    note = models.CharField(_("note"), max_length=500, blank=True)
    # PROTECT: who looked stays known.
    reviewed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    reviewed_at = models.DateTimeField(null=True)
    raised_at = models.DateTimeField(_("raised"), auto_now_add=True)

    objects = SurveyAlarmQuerySet.as_manager()

    class Meta:
        verbose_name = _("alarm")
        verbose_name_plural = _("alarms")
        ordering = ["-day", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["survey", "kind", "series", "day"], name="surveyalarm_once_a_day"),
            models.CheckConstraint(
                condition=models.Q(state=AlarmState.OPEN) | models.Q(reviewed_by__isnull=False),
                name="surveyalarm_reviewed_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.day}"
