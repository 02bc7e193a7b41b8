"""Questionnaires and their versions."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Count, Max, OuterRef, Q

from asn_portal.access.scope import scope_of
from surveys.enums import QuestionnairePurpose, QuestionnaireState


class QuestionnaireQuerySet(models.QuerySet[Any]):
    def of_government(self, path: str) -> Any:
        return self.filter(government__path=path)

    def visible_to(self, user: Any) -> Any:
        """Those of the user's own government."""
        return self.of_government(scope_of(user).government_path)

    def offered(self) -> Any:
        return self.filter(is_archived=False)

    def with_versions(self) -> Any:
        """`newest_published`, `draft_number` (None without); `asked_by`: how many surveys ask one of its versions."""
        version = self.model._meta.get_field("versions").related_model
        survey = version._meta.get_field("surveys").related_model
        asked = survey.objects.filter(extra_questions__questionnaire=OuterRef("pk")).order_by()
        counted = asked.values("extra_questions__questionnaire").annotate(n=Count("*")).values("n")
        return self.annotate(
            newest_published=Max("versions__number", filter=Q(versions__state=QuestionnaireState.PUBLISHED)),
            draft_number=Max("versions__number", filter=Q(versions__state=QuestionnaireState.DRAFT)),
            asked_by=models.functions.Coalesce(models.Subquery(counted), 0),
        )


class QuestionnaireVersionQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Any:
        """Those of the user's own government."""
        return self.filter(questionnaire__government__path=scope_of(user).government_path)

    def askable_in(self, path: str, *, keeping: int | None = None) -> Any:
        """What a survey of the government at `path` may ask, the newest first; and the version that it asks already."""
        offered = Q(questionnaire__is_archived=False) | Q(pk=keeping)
        found = self.published().filter(
            offered, questionnaire__government__path=path, questionnaire__purpose=QuestionnairePurpose.SURVEY
        )
        return found.select_related("questionnaire").order_by("questionnaire__name", "-number")

    def published(self) -> Any:
        return self.filter(state=QuestionnaireState.PUBLISHED)

    def drafts(self) -> Any:
        return self.filter(state=QuestionnaireState.DRAFT)

    def newest_published(self) -> Any:
        """The newest published version of each questionnaire."""
        return self.published().order_by("questionnaire", "-number").distinct("questionnaire")
