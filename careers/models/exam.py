"""Item banks of competency exams, their items and reviews, and the blueprints of papers."""

from __future__ import annotations

import pghistory
import pgtrigger
from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from careers.domain.exam_item import ItemContent, Option, parse_options
from careers.domain.exam_paper import BlueprintPart
from careers.enums import ITEM_TONES, ItemKind, ItemLevel, ItemState, ReviewVerdict
from careers.querysets import BlueprintQuerySet, ItemBankQuerySet, ItemQuerySet


@pghistory.track()
class ItemBank(models.Model):
    """Where the items of a field are kept. Only those who keep careers of the unit open it."""

    # PROTECT throughout: what somebody was examined with is kept.
    unit = models.ForeignKey(
        "employees.OrganizationalUnit", on_delete=models.PROTECT, related_name="+", verbose_name=_("unit")
    )
    title = models.CharField(_("title"), max_length=150)
    description = models.TextField(_("description"), blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ItemBankQuerySet.as_manager()

    class Meta:
        verbose_name = _("item bank")
        verbose_name_plural = _("item banks")
        ordering = ["title", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "title"],
                name="itembank_titled_once",
                violation_error_message=_("This unit already has an item bank of this title."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("careers:exam-bank-detail", args=[self.pk])


@pghistory.track()
@pgtrigger.register(
    pgtrigger.Protect(
        name="approved_item_stays",
        operation=pgtrigger.Update,
        condition=pgtrigger.Condition(
            "OLD.state IN ('approved', 'retired') AND (OLD.kind, OLD.text, OLD.options::text, OLD.subject, OLD.level, "
            "OLD.code, OLD.version) IS DISTINCT FROM (NEW.kind, NEW.text, NEW.options::text, NEW.subject, NEW.level, "
            "NEW.code, NEW.version)"
        ),
    ),
)
class Item(models.Model):
    """One version of a question. From its approval on its words never change; a change is a new version, which retires
    this one when it is approved."""

    bank = models.ForeignKey(ItemBank, on_delete=models.PROTECT, related_name="items", verbose_name=_("item bank"))
    code = models.CharField(_("code"), max_length=40)
    version = models.PositiveSmallIntegerField(_("version"), default=1, editable=False)
    replaces = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaced_by", editable=False
    )
    subject = models.CharField(pgettext_lazy("exam", "subject"), max_length=100)
    competency = models.ForeignKey(
        "training.Competency",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("competency"),
    )
    level = models.CharField(_("difficulty"), max_length=6, choices=ItemLevel, default=ItemLevel.MEDIUM)
    kind = models.CharField(_("kind"), max_length=10, choices=ItemKind, default=ItemKind.SINGLE)
    text = models.TextField(_("question"))
    # careers.domain.exam_item.dump_options
    options = models.JSONField(default=list, blank=True)
    guide = models.TextField(
        _("explanation or marking guide"),
        blank=True,
        help_text=_("For reviewers and markers; candidates never see it."),
    )
    state = models.CharField(_("state"), max_length=9, choices=ItemState, default=ItemState.DRAFT, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("written by")
    )
    created_at = models.DateTimeField(auto_now_add=True)
    proposed_at = models.DateTimeField(_("given to review"), null=True, editable=False)
    edit = models.PositiveIntegerField(default=1, editable=False)

    objects = ItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("item")
        verbose_name_plural = _("items")
        ordering = ["bank", "code", "-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["bank", "code", "version"],
                name="item_code_once",
                violation_error_message=_("Another item of this bank has this code. Choose another one."),
            ),
            models.UniqueConstraint(
                fields=["bank", "code"], condition=Q(state=ItemState.APPROVED), name="item_one_version_in_use"
            ),
            models.CheckConstraint(condition=Q(state__in=ItemState.values), name="item_state_known"),
            models.CheckConstraint(condition=Q(kind__in=ItemKind.values), name="item_kind_known"),
            models.CheckConstraint(
                condition=~Q(subject=""),
                name="item_subject_given",
                violation_error_message=_("Say which subject the item belongs to."),
            ),
        ]
        indexes = [models.Index(fields=["bank", "state", "subject", "level"], name="item_pool")]

    def __str__(self) -> str:
        return f"{self.code} v{self.version}" if self.version > 1 else self.code

    def get_absolute_url(self) -> str:
        return reverse("careers:exam-item-detail", args=[self.pk])

    @property
    def tone(self) -> str:
        return ITEM_TONES[ItemState(self.state)]

    @property
    def parsed_options(self) -> tuple[Option, ...]:
        return parse_options(self.options)

    @property
    def content(self) -> ItemContent:
        return ItemContent(ItemKind(self.kind), self.text, self.parsed_options)


@pghistory.track()
class ItemReview(models.Model):
    """What another person said about an item."""

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="reviews")
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=pgettext_lazy("exam item", "reviewer"),
    )
    verdict = models.CharField(_("verdict"), max_length=8, choices=ReviewVerdict)
    comment = models.TextField(_("comment"), blank=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("review")
        verbose_name_plural = _("reviews")
        ordering = ["item", "-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(verdict=ReviewVerdict.RETURNED) | ~Q(comment=""),
                name="itemreview_returned_with_comment",
                violation_error_message=_("Say what is to be corrected."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.item}: {self.get_verdict_display()}"


@pghistory.track()
class Blueprint(models.Model):
    """What a paper consists of. Once a sitting uses it, it stays as it is."""

    bank = models.ForeignKey(ItemBank, on_delete=models.PROTECT, related_name="blueprints", verbose_name=_("item bank"))
    title = models.CharField(_("title"), max_length=150)
    minutes = models.PositiveSmallIntegerField(
        _("minutes"), default=90, validators=[MinValueValidator(1), MaxValueValidator(600)]
    )
    instructions = models.TextField(
        _("instructions"), blank=True, help_text=_("Candidates read them before they start.")
    )
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = BlueprintQuerySet.as_manager()

    class Meta:
        verbose_name = _("blueprint")
        verbose_name_plural = _("blueprints")
        ordering = ["title", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["bank", "title"],
                name="blueprint_titled_once",
                violation_error_message=_("This item bank already has a blueprint of this title."),
            ),
            models.CheckConstraint(
                condition=Q(minutes__gte=1, minutes__lte=600),
                name="blueprint_minutes_in_range",
                violation_error_message=_("An exam takes 1 to 600 minutes."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("careers:exam-blueprint-detail", args=[self.pk])

    @property
    def is_used(self) -> bool:
        return self.sittings.exists()

    @property
    def parts(self) -> list[BlueprintPart]:
        return [line.part for line in self.lines.all()]


@pghistory.track()
class BlueprintLine(models.Model):
    """So many items of a subject; without level or kind, of any."""

    # CASCADE: part of a blueprint that no sitting uses yet.
    blueprint = models.ForeignKey(Blueprint, on_delete=models.CASCADE, related_name="lines")
    order = models.PositiveSmallIntegerField(default=1)
    subject = models.CharField(pgettext_lazy("exam", "subject"), max_length=100)
    level = models.CharField(_("difficulty"), max_length=6, choices=ItemLevel, blank=True)
    kind = models.CharField(_("kind"), max_length=10, choices=ItemKind, blank=True)
    count = models.PositiveSmallIntegerField(_("items"), validators=[MinValueValidator(1), MaxValueValidator(200)])
    points = models.DecimalField(
        _("points each"),
        max_digits=5,
        decimal_places=2,
        default=1,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
    )

    class Meta:
        verbose_name = _("part of a blueprint")
        verbose_name_plural = _("parts of a blueprint")
        ordering = ["blueprint", "order", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(points__gt=0),
                name="blueprintline_points_positive",
                violation_error_message=_("Points are more than 0."),
            ),
            models.CheckConstraint(
                condition=Q(count__gte=1),
                name="blueprintline_some_items",
                violation_error_message=_("A part has at least one item."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject}: {self.count}"

    @property
    def part(self) -> BlueprintPart:
        return BlueprintPart(self.subject, self.count, self.points, self.level, self.kind)
