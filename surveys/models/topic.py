"""What free texts are about. Topics lead from a citizen's words to the competencies of staff."""

from __future__ import annotations

import pghistory
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from surveys.querysets import TopicQuerySet, TopicTagQuerySet


@pghistory.track()
class Topic(models.Model):
    # PROTECT: governments are never deleted.
    government = models.ForeignKey(
        "employees.OrganizationalUnit", on_delete=models.PROTECT, related_name="+", verbose_name=_("government")
    )
    name = models.CharField(_("name"), max_length=80)
    # The words that suggest it while somebody tags.
    keywords = models.CharField(_("words that point to it"), max_length=300, blank=True)
    is_active = models.BooleanField(_("in use"), default=True)

    objects = TopicQuerySet.as_manager()

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["government", "name"],
                name="topic_name_unique",
                violation_error_message=_("There is already a topic with this name."),
            )
        ]

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class TopicCompetency(models.Model):
    """A complaint about this topic asks for this competency. Read by training needs."""

    # CASCADE: part of the topic.
    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="competencies")
    # A code of the competency dictionary; the nine generic ones are `surveys.enums.GenericCompetency`.
    competency = models.CharField(_("competency"), max_length=40)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["topic", "competency"], name="topiccompetency_unique")]

    def __str__(self) -> str:
        return f"{self.topic_id} {self.competency}"


class TopicTag(models.Model):
    """A topic on one free text: a comment of a survey or a report. Counted by the day of the text."""

    # PROTECT: a topic with texts is switched off.
    topic = models.ForeignKey(Topic, on_delete=models.PROTECT, related_name="tags")
    # CASCADE: nothing without its text.
    comment = models.ForeignKey("surveys.SurveyComment", on_delete=models.CASCADE, null=True, related_name="tags")
    complaint = models.ForeignKey("surveys.Complaint", on_delete=models.CASCADE, null=True, related_name="tags")
    # PROTECT: accounts are deactivated, not deleted.
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    objects = TopicTagQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(comment__isnull=False) ^ models.Q(complaint__isnull=False), name="topictag_one_text"
            ),
            models.UniqueConstraint(
                fields=["comment", "topic"], condition=models.Q(comment__isnull=False), name="topictag_comment_once"
            ),
            models.UniqueConstraint(
                fields=["complaint", "topic"],
                condition=models.Q(complaint__isnull=False),
                name="topictag_complaint_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.topic_id}"
