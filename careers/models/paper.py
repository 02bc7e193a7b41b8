"""Papers, answers, marks, and what the answers say about the items."""

from __future__ import annotations

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from careers.querysets import AnswerQuerySet, PaperItemQuerySet


class Paper(models.Model):
    """The items of one candidate, drawn by `seed`; written once."""

    # CASCADE: a paper is part of the candidate, made anew while nobody has started.
    candidate = models.OneToOneField("careers.SittingCandidate", on_delete=models.CASCADE, related_name="paper")
    seed = models.CharField(max_length=100)
    fingerprint = models.CharField(max_length=64)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("paper")
        verbose_name_plural = _("papers")

    def __str__(self) -> str:
        return self.fingerprint[:12]


class PaperItem(models.Model):
    """`order` are the places of the item's options as this candidate sees them. `share` is what the answer earned of
    the points, 0 to 1; empty before it is scored. An item that is dropped no longer counts."""

    # CASCADE: part of its paper.
    paper = models.ForeignKey(Paper, on_delete=models.CASCADE, related_name="items")
    place = models.PositiveSmallIntegerField(_("number"))
    item = models.ForeignKey("careers.Item", on_delete=models.PROTECT, related_name="on_papers")
    points = models.DecimalField(_("points"), max_digits=5, decimal_places=2)
    order = models.JSONField(default=list, blank=True)
    share = models.DecimalField(max_digits=5, decimal_places=4, null=True)
    counts = models.BooleanField(default=True)

    objects = PaperItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("item of a paper")
        verbose_name_plural = _("items of a paper")
        ordering = ["paper", "place"]
        constraints = [
            models.UniqueConstraint(fields=["paper", "place"], name="paperitem_place_once"),
            models.UniqueConstraint(fields=["paper", "item"], name="paperitem_item_once"),
            models.CheckConstraint(condition=Q(points__gt=0), name="paperitem_points_positive"),
            models.CheckConstraint(
                condition=Q(share=None) | Q(share__gte=0, share__lte=1), name="paperitem_share_in_range"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.place}. {self.item}"


@pgtrigger.register(
    pgtrigger.Protect(
        name="saved_answer_stays",
        operation=pgtrigger.Update,
        condition=pgtrigger.Condition(
            "OLD.device > 0 AND NEW.device = 0 AND OLD.value IS NOT NULL AND NEW.value IS NULL"
        ),
    ),
)
class Answer(models.Model):
    """The newest answer. `sequence` counts the changes on the candidate's side: a lower one never replaces a higher
    one, however late it arrives. `device` 0 is paper, typed in by two people: it never leaves out what was saved."""

    # CASCADE: part of its paper.
    paper_item = models.OneToOneField(PaperItem, on_delete=models.CASCADE, related_name="answer")
    value = models.JSONField(null=True)
    sequence = models.BigIntegerField(default=1)
    device = models.PositiveSmallIntegerField(default=0)
    saved_at = models.DateTimeField()

    objects = AnswerQuerySet.as_manager()

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        constraints = [models.CheckConstraint(condition=Q(sequence__gte=1), name="answer_sequence_positive")]

    def __str__(self) -> str:
        return f"{self.paper_item_id}: {self.value}"


@pghistory.track()
class KeyedSheet(models.Model):
    """What one person typed in from a candidate's paper: {place of the item: answer}."""

    candidate = models.ForeignKey("careers.SittingCandidate", on_delete=models.PROTECT, related_name="keyed_sheets")
    keyer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    answers = models.JSONField(default=dict)
    at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("typed-in paper")
        verbose_name_plural = _("typed-in papers")
        ordering = ["candidate", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["candidate", "keyer"],
                name="keyedsheet_two_people",
                violation_error_message=_("You have typed in this paper already; another person does it once more."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.candidate}"


@pghistory.track()
class EssayMark(models.Model):
    """One person's mark of an essay, given without seeing the name or any other mark."""

    paper_item = models.ForeignKey(PaperItem, on_delete=models.PROTECT, related_name="marks")
    marker = models.ForeignKey("employees.Employee", on_delete=models.PROTECT, related_name="+")
    points = models.DecimalField(_("points"), max_digits=5, decimal_places=2)
    comment = models.TextField(_("comment"), blank=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("mark of an essay")
        verbose_name_plural = _("marks of essays")
        ordering = ["paper_item", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["paper_item", "marker"],
                name="essaymark_once",
                violation_error_message=_("You have marked this essay already."),
            ),
            models.CheckConstraint(condition=Q(points__gte=0), name="essaymark_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.points}"


@pghistory.track()
class DroppedItem(models.Model):
    """An item that no longer counts in a sitting: who, why, and each candidate's score before and after."""

    sitting = models.ForeignKey("careers.Sitting", on_delete=models.PROTECT, related_name="dropped_items")
    item = models.ForeignKey("careers.Item", on_delete=models.PROTECT, related_name="+")
    reason = models.TextField(_("reason"))
    # {number of the candidate: score or null}
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    dropped_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("dropped item")
        verbose_name_plural = _("dropped items")
        ordering = ["sitting", "at"]
        constraints = [
            models.UniqueConstraint(
                fields=["sitting", "item"],
                name="droppeditem_once",
                violation_error_message=_("This item was dropped already."),
            ),
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="droppeditem_reason_given",
                violation_error_message=_("Say why the item is dropped."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item}"


class ItemStatistic(models.Model):
    """How an item did in one sitting. `bias` has a part for each comparison of groups."""

    # CASCADE: worked out anew from the answers.
    sitting = models.ForeignKey("careers.Sitting", on_delete=models.CASCADE, related_name="item_statistics")
    item = models.ForeignKey("careers.Item", on_delete=models.PROTECT, related_name="statistics")
    n = models.PositiveIntegerField(_("candidates"))
    blank = models.PositiveIntegerField(_("without an answer"), default=0)
    facility = models.DecimalField(_("facility"), max_digits=5, decimal_places=4, null=True)
    discrimination = models.DecimalField(_("discrimination"), max_digits=5, decimal_places=4, null=True)
    bias = models.JSONField(default=dict)
    made_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("item statistic")
        verbose_name_plural = _("item statistics")
        ordering = ["sitting", "item__code"]
        constraints = [models.UniqueConstraint(fields=["sitting", "item"], name="itemstatistic_once")]

    def __str__(self) -> str:
        return f"{self.item}"
