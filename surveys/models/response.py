"""Answers that nobody can trace to a person.

No name, address, exact time or order is kept: the key is a keyed hash of the form's own number, the day and the
official time band stand for the moment. Free text stands in a table of its own without a link to the answers beside
it. There is no history table, because its context (request, time) would be a link; instead a trigger forbids changes.
"""

from __future__ import annotations

import uuid
from typing import Any

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from surveys.enums import (
    COMMENT_TONES,
    AgeBand,
    Channel,
    CommentState,
    Occupation,
    RespondentEducation,
    RespondentSex,
    Series,
    SurveyElement,
    TimeBand,
)
from surveys.querysets import SurveyCommentQuerySet, SurveyResponseQuerySet


def _answer(label: object) -> models.PositiveSmallIntegerField[int | None, int | None]:
    """One element: 1 to 4, or blank on a paper form."""
    return models.PositiveSmallIntegerField(label, null=True, blank=True)  # type: ignore[arg-type]


@pgtrigger.register(
    pgtrigger.Protect(name="response_append_only", operation=pgtrigger.Update | pgtrigger.Delete),
)
class SurveyResponse(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    # PROTECT: a survey with answers is closed, never deleted.
    survey = models.ForeignKey(
        "surveys.SatisfactionSurvey",
        on_delete=models.PROTECT,
        related_name="responses",
        db_index=False,
        verbose_name=_("survey"),
    )
    channel = models.CharField(_("channel"), max_length=5, choices=Channel, default=Channel.WEB)
    series = models.CharField(_("series"), max_length=6, choices=Series, default=Series.OPEN)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES, default="id")
    answered_on = models.DateField(_("day"))
    time_band = models.CharField(_("time of day"), max_length=5, choices=TimeBand, blank=True)

    requirements = _answer(_("requirements"))
    procedures = _answer(_("procedures"))
    completion_time = _answer(_("completion time"))
    cost = _answer(_("cost"))
    product = _answer(_("product"))
    staff_competence = _answer(_("competence of staff"))
    staff_behaviour = _answer(_("behaviour of staff"))
    facilities = _answer(_("facilities"))
    complaint_handling = _answer(_("handling of complaints"))

    sex = models.CharField(_("sex"), max_length=1, choices=RespondentSex, blank=True)
    age_band = models.CharField(_("age"), max_length=5, choices=AgeBand, blank=True)
    education = models.CharField(_("education"), max_length=5, choices=RespondentEducation, blank=True)
    occupation = models.CharField(_("occupation"), max_length=9, choices=Occupation, blank=True)
    # PROTECT: a service that answers name is switched off, not deleted.
    service = models.ForeignKey(
        "surveys.PublicService",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        db_index=False,
        related_name="+",
        verbose_name=_("service"),
    )

    # Answers to the survey's further questions by their identifiers; texts and files stand with the comments.
    extra: Any = models.JSONField(default=dict, blank=True)

    objects = SurveyResponseQuerySet.as_manager()

    class Meta:
        verbose_name = _("survey response")
        verbose_name_plural = _("survey responses")
        indexes = [models.Index(fields=["survey", "answered_on"], name="response_survey_day")]
        constraints = [
            *(
                models.CheckConstraint(
                    condition=models.Q(**{f"{element}__isnull": True}) | models.Q(**{f"{element}__range": (1, 4)}),
                    name=f"response_{element}_1_to_4",
                    violation_error_message=_("An answer is a number from 1 to 4."),
                )
                for element in SurveyElement
            ),
            models.CheckConstraint(condition=models.Q(channel__in=Channel.values), name="response_channel_known"),
            models.CheckConstraint(condition=models.Q(series__in=Series.values), name="response_series_known"),
        ]

    def __str__(self) -> str:
        return str(self.pk)


@pghistory.track(pghistory.UpdateEvent())
class SurveyComment(models.Model):
    """Free text of a survey. Shown to the public only after somebody read and approved it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    # PROTECT: as for the answers.
    survey = models.ForeignKey(
        "surveys.SatisfactionSurvey", on_delete=models.PROTECT, related_name="comments", verbose_name=_("survey")
    )
    # The further question that it answers; empty: the official "suggestions".
    question = models.CharField(max_length=40, blank=True, editable=False)
    text = models.TextField(_("comment"))
    written_on = models.DateField(_("day"))
    state = models.CharField(_("state"), max_length=10, choices=CommentState, default=CommentState.WAITING)
    # PROTECT: who decided stays known.
    moderated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("read by")
    )
    # What the office says to it, published with it.
    answer = models.TextField(_("answer of the office"), blank=True)
    # PROTECT: who answered stays known.
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("answered by")
    )
    answered_on = models.DateField(_("answered"), null=True, editable=False)

    objects = SurveyCommentQuerySet.as_manager()

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        ordering = ["-written_on", "pk"]
        indexes = [models.Index(fields=["survey", "state"], name="comment_survey_state")]
        constraints = [
            models.CheckConstraint(condition=~models.Q(text=""), name="comment_not_empty"),
            models.CheckConstraint(condition=models.Q(state__in=CommentState.values), name="comment_state_known"),
            models.CheckConstraint(
                condition=models.Q(state=CommentState.WAITING) | models.Q(moderated_by__isnull=False),
                name="comment_decided_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return self.text[:60]

    @property
    def tone(self) -> str:
        return COMMENT_TONES[CommentState(self.state)]
