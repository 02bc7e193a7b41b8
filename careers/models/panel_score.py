"""Rubrics, the scores that members give by them, and discussions in which a score may change."""

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

from careers.enums import ScoringState
from careers.models.candidacy import new_salt
from careers.models.panel import PanelMember
from careers.querysets import PanelMinutesQuerySet, PanelScoreQuerySet, RubricQuerySet

FIXED_WHEN_FINISHED = """
IF EXISTS (SELECT 1 FROM careers_rubric WHERE id = OLD.rubric_id AND state = 'finished') THEN
    RAISE EXCEPTION 'Scores of a finished stage are fixed.';
END IF;
IF TG_OP = 'DELETE' THEN
    RETURN OLD;
END IF;
RETURN NEW;
"""

FIXED_WHEN_SHOWN = """
IF NOT EXISTS (
    SELECT 1 FROM careers_paneldiscussion
    WHERE rubric_id = OLD.rubric_id AND candidacy_id = OLD.candidacy_id AND closed_at IS NULL
) THEN
    RAISE EXCEPTION 'A score that was shown changes only in a discussion.';
END IF;
RETURN NEW;
"""


@pghistory.track()
class Rubric(models.Model):
    """How a panel scores one stage. Fixed once scoring is open."""

    stage = models.OneToOneField("careers.SelectionStage", on_delete=models.PROTECT, related_name="rubric")
    is_blind = models.BooleanField(
        _("without names"), default=False, help_text=_("Members see the pseudonym instead of the name.")
    )
    instructions = models.TextField(_("instructions"), blank=True, help_text=_("Read by every member before scoring."))
    state = models.CharField(
        _("state"), max_length=8, choices=ScoringState, default=ScoringState.PREPARED, editable=False
    )
    opened_at = models.DateTimeField(null=True, editable=False)
    finished_at = models.DateTimeField(null=True, editable=False)

    objects = RubricQuerySet.as_manager()

    class Meta:
        verbose_name = _("rubric")
        verbose_name_plural = _("rubrics")
        ordering = ["stage"]

    def __str__(self) -> str:
        return str(self.stage)

    def get_absolute_url(self) -> str:
        return reverse("careers:scoring-detail", args=[self.pk])

    @property
    def tone(self) -> str:
        return ScoringState(self.state).tone

    @property
    def is_open(self) -> bool:
        return self.state == ScoringState.OPEN

    @property
    def is_finished(self) -> bool:
        return self.state == ScoringState.FINISHED


@pghistory.track()
class RubricCriterion(models.Model):
    """A criterion with its weight and a text for each level, so that all members mean the same by it."""

    # CASCADE: part of a rubric that isn't open yet; scores protect the rubric.
    rubric = models.ForeignKey(Rubric, on_delete=models.CASCADE, related_name="criteria")
    order = models.PositiveSmallIntegerField()
    title = models.CharField(_("criterion"), max_length=200)
    weight = models.DecimalField(
        _("weight (%)"), max_digits=5, decimal_places=2, validators=[MinValueValidator(1), MaxValueValidator(100)]
    )
    # Five texts, from the lowest level to the highest.
    anchors = models.JSONField(_("levels"))

    class Meta:
        verbose_name = _("criterion")
        verbose_name_plural = _("criteria")
        ordering = ["rubric", "order"]
        constraints = [
            models.UniqueConstraint(fields=["rubric", "order"], name="rubriccriterion_order_once"),
            models.CheckConstraint(
                condition=Q(weight__gt=0, weight__lte=100),
                name="rubriccriterion_weight_percent",
                violation_error_message=_("Enter a weight from 1 to 100."),
            ),
        ]

    def __str__(self) -> str:
        return self.title


@pghistory.track()
class PanelScore(models.Model):
    """One member's judgement of one candidate. `levels` maps a criterion's order to the level chosen."""

    rubric = models.ForeignKey(Rubric, on_delete=models.PROTECT, related_name="scores")
    member = models.ForeignKey(PanelMember, on_delete=models.PROTECT, related_name="scores")
    candidacy = models.ForeignKey("careers.Candidacy", on_delete=models.PROTECT, related_name="panel_scores")
    levels = models.JSONField()
    score = models.DecimalField(_("score"), max_digits=5, decimal_places=2)
    note = models.TextField(_("note"), blank=True)
    # Keeps the commitment in the published chain from being guessed.
    salt = models.CharField(max_length=32, default=new_salt, editable=False)
    given_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)
    # When the last score of the candidate was given, and all were shown to those who gave one.
    shown_at = models.DateTimeField(null=True, editable=False)

    objects = PanelScoreQuerySet.as_manager()

    class Meta:
        verbose_name = _("panel score")
        verbose_name_plural = _("panel scores")
        ordering = ["rubric", "candidacy", "member"]
        constraints = [
            models.UniqueConstraint(fields=["rubric", "member", "candidacy"], name="panelscore_once"),
            models.CheckConstraint(
                condition=Q(score__gte=0, score__lte=100),
                name="panelscore_in_range",
                violation_error_message=_("A score lies between 0 and 100."),
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="fixed_when_finished",
                when=pgtrigger.Before,
                operation=pgtrigger.Update | pgtrigger.Delete,
                func=FIXED_WHEN_FINISHED,
            ),
            pgtrigger.Trigger(
                name="fixed_when_shown",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__shown_at__isnull=False)
                & (
                    pgtrigger.Q(old__score__df=pgtrigger.F("new__score"))
                    | pgtrigger.Q(old__levels__df=pgtrigger.F("new__levels"))
                    | pgtrigger.Q(new__shown_at__isnull=True)
                ),
                func=FIXED_WHEN_SHOWN,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member} – {self.candidacy.pseudonym}"


@pghistory.track()
class PanelDiscussion(models.Model):
    """While it is open, members may change their score of this candidate, each with a reason."""

    rubric = models.ForeignKey(Rubric, on_delete=models.PROTECT, related_name="discussions")
    candidacy = models.ForeignKey("careers.Candidacy", on_delete=models.PROTECT, related_name="panel_discussions")
    reason = models.TextField(_("reason"))
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(auto_now_add=True)
    closed_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = _("discussion")
        verbose_name_plural = _("discussions")
        ordering = ["opened_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["rubric", "candidacy"],
                condition=Q(closed_at=None),
                name="paneldiscussion_one_open",
                violation_error_message=_("This candidate is already being discussed."),
            ),
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="paneldiscussion_reason_given",
                violation_error_message=_("Say why the candidate is discussed again."),
            ),
        ]

    def __str__(self) -> str:
        return self.reason[:80]


@pghistory.track()
class PanelScoreChange(models.Model):
    """A score changed in a discussion: before, after, and why."""

    discussion = models.ForeignKey(PanelDiscussion, on_delete=models.PROTECT, related_name="changes")
    score = models.ForeignKey(PanelScore, on_delete=models.PROTECT, related_name="changes")
    old_levels = models.JSONField()
    new_levels = models.JSONField()
    old_score = models.DecimalField(max_digits=5, decimal_places=2)
    new_score = models.DecimalField(max_digits=5, decimal_places=2)
    reason = models.TextField(_("reason"))
    changed_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("changed score")
        verbose_name_plural = _("changed scores")
        ordering = ["changed_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="panelscorechange_reason_given",
                violation_error_message=_("Say why you change your score."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.old_score} → {self.new_score}"


@pghistory.track()
class PanelMinutes(models.Model):
    """Minutes (*berita acara*) of a scored stage, as they were when scoring was finished; `sha256` is of `snapshot`."""

    rubric = models.OneToOneField(Rubric, on_delete=models.PROTECT, related_name="minutes")
    snapshot = models.JSONField()
    sha256 = models.CharField(max_length=64)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = PanelMinutesQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("record of a meeting", "minutes")
        verbose_name_plural = pgettext_lazy("record of a meeting", "minutes")
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return str(self.rubric)

    def get_absolute_url(self) -> str:
        return reverse("careers:minutes-detail", args=[self.rubric_id])

    @property
    def scorers(self) -> set[str]:
        """Codes of the members whose scores count."""
        return {code for row in self.snapshot["candidates"] for code in row["scores"]}

    @property
    def chair(self) -> str:
        """Code of the member who chaired the panel when the scoring ended."""
        return next((row["code"] for row in self.snapshot["members"] if row["chair"] and not row["left"]), "")

    def is_signed_by(self, member: PanelMember) -> bool:
        """Those sign who scored, also when they left since, and the chair; nobody for the scores of others."""
        return member.code in self.scorers | {self.chair}


@pghistory.track()
class MinutesSignature(models.Model):
    """A member signs the minutes in the portal."""

    minutes = models.ForeignKey(PanelMinutes, on_delete=models.PROTECT, related_name="signatures")
    member = models.ForeignKey(PanelMember, on_delete=models.PROTECT, related_name="signatures")
    signed_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("signature")
        verbose_name_plural = _("signatures")
        ordering = ["signed_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["minutes", "member"], name="minutessignature_once")]

    def __str__(self) -> str:
        return str(self.member)


@pghistory.track()
class ObjectionScore(models.Model):
    """A member's new judgement of a candidate who objected to the panel's score; beside the first one, which stays."""

    objection = models.ForeignKey("careers.StageObjection", on_delete=models.PROTECT, related_name="panel_scores")
    member = models.ForeignKey(PanelMember, on_delete=models.PROTECT, related_name="objection_scores")
    levels = models.JSONField()
    score = models.DecimalField(_("score"), max_digits=5, decimal_places=2)
    reason = models.TextField(_("reason"))
    # As of `PanelScore`.
    salt = models.CharField(max_length=32, default=new_salt, editable=False)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("panel score after an objection")
        verbose_name_plural = _("panel scores after an objection")
        ordering = ["objection", "member"]
        constraints = [
            models.UniqueConstraint(fields=["objection", "member"], name="objectionscore_once"),
            models.CheckConstraint(
                condition=Q(score__gte=0, score__lte=100),
                name="objectionscore_in_range",
                violation_error_message=_("A score lies between 0 and 100."),
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="objectionscore_reason_given"),
        ]

    def __str__(self) -> str:
        return f"{self.member} – {self.score}"
