"""Questionnaires in versions: what was asked stays readable as long as its answers do."""

from __future__ import annotations

import json
from typing import Any

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from surveys.domain.questions import Questions, parse
from surveys.enums import QuestionnairePurpose, QuestionnaireState
from surveys.querysets import QuestionnaireQuerySet, QuestionnaireVersionQuerySet


@pghistory.track()
class Questionnaire(models.Model):
    """The questions of a government on one subject, in ever newer versions."""

    # PROTECT: governments are never deleted.
    government = models.ForeignKey(
        "employees.OrganizationalUnit", on_delete=models.PROTECT, related_name="+", verbose_name=_("government")
    )
    name = models.CharField(_("name"), max_length=120)
    purpose = models.CharField(
        _("purpose"), max_length=10, choices=QuestionnairePurpose, default=QuestionnairePurpose.SURVEY
    )
    is_archived = models.BooleanField(_("no longer offered"), default=False)

    objects = QuestionnaireQuerySet.as_manager()

    class Meta:
        verbose_name = _("questionnaire")
        verbose_name_plural = _("questionnaires")
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["government", "name"],
                name="questionnaire_name_unique",
                violation_error_message=_("There is already a questionnaire with this name. Choose another name."),
            ),
            models.CheckConstraint(
                condition=models.Q(purpose__in=QuestionnairePurpose.values), name="questionnaire_purpose_known"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("surveys:questionnaire-detail", args=[self.pk])


@pghistory.track()
@pgtrigger.register(
    pgtrigger.Protect(
        name="published_version_stays",
        operation=pgtrigger.Update | pgtrigger.Delete,
        condition=pgtrigger.Q(old__state=QuestionnaireState.PUBLISHED),
    ),
)
class QuestionnaireVersion(models.Model):
    """`content` is `surveys.domain.questions.dump(...)`. A published version never changes; a change is a new draft."""

    # CASCADE: versions are parts of their questionnaire; published ones are kept by the trigger.
    questionnaire = models.ForeignKey(
        Questionnaire, on_delete=models.CASCADE, related_name="versions", verbose_name=_("questionnaire")
    )
    number = models.PositiveIntegerField(_("version"))
    state = models.CharField(_("state"), max_length=10, choices=QuestionnaireState, default=QuestionnaireState.DRAFT)
    content: Any = models.JSONField(default=dict)
    # SHA-256 of the content in its canonical spelling, once published.
    sha256 = models.CharField(max_length=64, blank=True, editable=False)
    published_at = models.DateTimeField(_("published"), null=True, editable=False)
    # PROTECT: who published stays known.
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", editable=False
    )
    # Raised by each change of a draft: two editors notice each other.
    edit = models.PositiveIntegerField(default=1, editable=False)

    objects = QuestionnaireVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("version of a questionnaire")
        verbose_name_plural = _("versions of questionnaires")
        ordering = ["questionnaire", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["questionnaire", "number"], name="questionnaireversion_number_unique"),
            models.UniqueConstraint(
                fields=["questionnaire"],
                condition=models.Q(state=QuestionnaireState.DRAFT),
                name="questionnaireversion_one_draft",
            ),
            models.CheckConstraint(
                condition=models.Q(state=QuestionnaireState.DRAFT, published_at__isnull=True, sha256="")
                | models.Q(
                    state=QuestionnaireState.PUBLISHED, published_at__isnull=False, sha256__regex=r"^[0-9a-f]{64}$"
                ),
                name="questionnaireversion_published_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.questionnaire} – {self.number}"

    @property
    def is_draft(self) -> bool:
        return self.state == QuestionnaireState.DRAFT

    @property
    def questions(self) -> Questions:
        return parse(self.content)


MOST_KEPT = 500
_kept: dict[int, Questions] = {}


def published_questions(pk: int, content: str = "") -> Questions:
    """The questions of a published version, kept by this process: they never change. `content` is their JSON, where
    somebody has read it already."""
    if pk not in _kept:
        if len(_kept) >= MOST_KEPT:
            _kept.clear()
        stored = json.loads(content) if content else QuestionnaireVersion.objects.published().get(pk=pk).content
        _kept[pk] = parse(stored)
    return _kept[pk]
