"""The test before and after a training: questions of a programme, attempts of its participants."""

from __future__ import annotations

from typing import Any

import pghistory
from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from training.enums import TestMoment
from training.querysets import KnowledgeTestQuerySet, TestAttemptQuerySet


@pghistory.track()
class KnowledgeTest(models.Model):
    """Asked before and after, with the questions in an order of its own each time. A test that somebody took doesn't
    change; a new version takes its place."""

    # PROTECT: attempts rest on it.
    programme = models.ForeignKey(
        "training.TrainingProgramme", on_delete=models.PROTECT, related_name="tests", verbose_name=_("programme")
    )
    version = models.PositiveSmallIntegerField(_("version"), default=1)
    minutes = models.PositiveSmallIntegerField(
        _("minutes"), default=20, validators=[MinValueValidator(1), MaxValueValidator(240)]
    )
    # In per cent; None: nobody fails.
    pass_mark = models.PositiveSmallIntegerField(
        _("pass mark in per cent"), null=True, blank=True, validators=[MaxValueValidator(100)]
    )
    # [{"text": …, "options": [{"text": …}, …], "right": 2, "points": 1}, …]; see training.domain.knowledge_test.
    questions: Any = models.JSONField(default=list)
    is_published = models.BooleanField(_("in use"), default=False)
    edit = models.PositiveIntegerField(default=1, editable=False)

    objects = KnowledgeTestQuerySet.as_manager()

    class Meta:
        verbose_name = _("test")
        verbose_name_plural = _("tests")
        ordering = ["programme", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "version"], name="knowledgetest_version_unique"),
            models.CheckConstraint(
                condition=models.Q(minutes__range=(1, 240)) & (models.Q(pass_mark=None) | models.Q(pass_mark__lte=100)),
                name="knowledgetest_limits",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.programme_id} v{self.version}"

    def get_absolute_url(self) -> str:
        return reverse("training:test-update", args=[self.pk])


class TestAttempt(models.Model):
    """One person's answers, kept while they are given; scored when handed in, or when the time is over."""

    __test__ = False  # not a test, whatever pytest thinks of the name

    # PROTECT throughout: the gain rests on it.
    test = models.ForeignKey(KnowledgeTest, on_delete=models.PROTECT, related_name="attempts")
    registration = models.ForeignKey("training.Registration", on_delete=models.PROTECT, related_name="test_attempts")
    moment = models.CharField(_("when"), max_length=4, choices=TestMoment)
    started_at = models.DateTimeField(_("began"))
    due_at = models.DateTimeField(_("time is over"))
    # {"<number of the question>": number of the option}
    answers: Any = models.JSONField(default=dict)
    submitted_at = models.DateTimeField(_("handed in"), null=True)
    # Points out of `maximum`; a score entered by hand (a paper test) has no answers.
    score = models.DecimalField(_("score"), max_digits=7, decimal_places=2, null=True)
    maximum = models.DecimalField(_("of"), max_digits=7, decimal_places=2)

    objects = TestAttemptQuerySet.as_manager()

    class Meta:
        verbose_name = _("attempt")
        verbose_name_plural = _("attempts")
        ordering = ["registration", "moment"]
        constraints = [
            models.UniqueConstraint(fields=["registration", "moment"], name="testattempt_once"),
            models.CheckConstraint(condition=models.Q(moment__in=TestMoment.values), name="testattempt_moment_known"),
            models.CheckConstraint(
                condition=models.Q(score=None)
                | models.Q(score__gte=0, score__lte=models.F("maximum"), submitted_at__isnull=False),
                name="testattempt_score_in_range",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.registration_id} {self.moment}: {self.score}"

    @property
    def is_from_paper(self) -> bool:
        """Entered by hand: begun, due and handed in at one moment. The portal gives a minute at least."""
        return self.started_at == self.due_at == self.submitted_at


class ClassMessage(models.Model):
    """What the coordinator or a trainer tells the class; everybody in it is notified."""

    # PROTECT throughout: it was sent.
    session = models.ForeignKey("training.TrainingSession", on_delete=models.PROTECT, related_name="messages")
    text = models.TextField(_("message"))
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField(auto_now_add=True)
    recipients = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("message to the class")
        verbose_name_plural = _("messages to the class")
        ordering = ["-sent_at", "-pk"]

    def __str__(self) -> str:
        return self.text[:60]
