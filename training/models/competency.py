"""The dictionary of competencies, what each position asks for, and how far each person has got."""

from __future__ import annotations

import pghistory
from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from employees.enums import EducationLevel
from training.enums import CompetencyKind, CompetencyLevel, Confidence, Importance, ObjectionState, RatingSource
from training.querysets import (
    CompetencyQuerySet,
    CompetencyRatingQuerySet,
    CurrentLevelQuerySet,
    PositionStandardQuerySet,
    RatingObjectionQuerySet,
)

OBJECTION_TONES = {
    ObjectionState.OPEN: "attention",
    ObjectionState.UPHELD: "good",
    ObjectionState.REFUSED: "bad",
    ObjectionState.WITHDRAWN: "neutral",
}
CODE = RegexValidator(r"^[a-z][a-z0-9_]*$", _("Small letters, digits and _ only, beginning with a letter."))


@pghistory.track()
class Competency(models.Model):
    """One competency (*kompetensi*). Those without a government are the nine of PermenPANRB 38/2017, for everybody."""

    # PROTECT: ratings name it.
    government = models.ForeignKey(
        "employees.OrganizationalUnit",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("government"),
    )
    code = models.CharField(_("code"), max_length=40, validators=[CODE])
    kind = models.CharField(_("kind"), max_length=13, choices=CompetencyKind, default=CompetencyKind.TECHNICAL)
    name = models.CharField(_("name"), max_length=150)
    name_en = models.CharField(_("name in English"), max_length=150, blank=True)
    definition = models.TextField(_("definition"))
    definition_en = models.TextField(_("definition in English"), blank=True)
    is_active = models.BooleanField(_("in use"), default=True)

    objects = CompetencyQuerySet.as_manager()

    class Meta:
        verbose_name = _("competency")
        verbose_name_plural = _("competencies")
        ordering = ["kind", "name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["government", "code"],
                name="competency_code_unique",
                nulls_distinct=False,
                violation_error_message=_("There is already a competency with this code."),
            ),
            models.CheckConstraint(condition=models.Q(kind__in=CompetencyKind.values), name="competency_kind_known"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("training:competency-detail", args=[self.pk])

    @property
    def title(self) -> str:
        """In the reader's language, as far as there is a text."""
        return self.name_en if get_language() == "en" and self.name_en else self.name

    @property
    def meaning(self) -> str:
        return self.definition_en if get_language() == "en" and self.definition_en else self.definition

    @property
    def is_national(self) -> bool:
        return self.government_id is None


@pghistory.track()
class LevelDescription(models.Model):
    """What somebody at a level does: the behaviour to look for."""

    # CASCADE: part of the competency.
    competency = models.ForeignKey(Competency, on_delete=models.CASCADE, related_name="levels")
    level = models.PositiveSmallIntegerField(_("level"), choices=CompetencyLevel)
    description = models.TextField(_("behaviour"))
    description_en = models.TextField(_("behaviour in English"), blank=True)

    class Meta:
        verbose_name = _("description of a level")
        verbose_name_plural = _("descriptions of levels")
        ordering = ["competency", "level"]
        constraints = [
            models.UniqueConstraint(fields=["competency", "level"], name="leveldescription_unique"),
            models.CheckConstraint(condition=models.Q(level__range=(1, 5)), name="leveldescription_1_to_5"),
        ]

    def __str__(self) -> str:
        return f"{self.competency_id} {self.level}"

    @property
    def text(self) -> str:
        return self.description_en if get_language() == "en" and self.description_en else self.description


@pghistory.track()
class PositionStandard(models.Model):
    """*Standar kompetensi jabatan* beside the levels: what a position is for and what its holder brings along."""

    # CASCADE: part of the position.
    position = models.OneToOneField(
        "employees.Position", on_delete=models.CASCADE, related_name="standard", verbose_name=_("position")
    )
    summary = models.TextField(_("what the position is for"), blank=True)
    education_level = models.CharField(_("education"), max_length=2, choices=EducationLevel, blank=True)
    education_field = models.CharField(_("fields of study"), max_length=300, blank=True)
    training = models.TextField(_("training"), blank=True, help_text=_("One per line."))
    experience = models.TextField(_("experience"), blank=True)
    lowest_rank = models.CharField(_("lowest rank"), max_length=5, blank=True)
    indicators = models.TextField(_("performance indicators"), blank=True, help_text=_("One per line."))
    # Raised by each change of it or of its levels: two editors notice each other.
    edit = models.PositiveIntegerField(default=1, editable=False)

    objects = PositionStandardQuerySet.as_manager()

    class Meta:
        verbose_name = _("competency standard")
        verbose_name_plural = _("competency standards")

    def __str__(self) -> str:
        return str(self.position)

    def get_absolute_url(self) -> str:
        return reverse("training:standard-detail", args=[self.position_id])


@pghistory.track()
class RequiredLevel(models.Model):
    """A level that a position asks for. Where a generic competency has none, the default of its group holds
    (`training.training_rules`)."""

    # CASCADE: part of the position.
    position = models.ForeignKey(
        "employees.Position", on_delete=models.CASCADE, related_name="required_levels", verbose_name=_("position")
    )
    # PROTECT: a competency that positions ask for is switched off.
    competency = models.ForeignKey(
        Competency, on_delete=models.PROTECT, related_name="required_levels", verbose_name=_("competency")
    )
    level = models.PositiveSmallIntegerField(_("level"), choices=CompetencyLevel)
    importance = models.CharField(_("importance"), max_length=9, choices=Importance, default=Importance.IMPORTANT)

    class Meta:
        verbose_name = _("required level")
        verbose_name_plural = _("required levels")
        ordering = ["position", "competency"]
        constraints = [
            models.UniqueConstraint(
                fields=["position", "competency"],
                name="requiredlevel_unique",
                violation_error_message=_("The position already asks for this competency."),
            ),
            models.CheckConstraint(condition=models.Q(level__range=(1, 5)), name="requiredlevel_1_to_5"),
        ]

    def __str__(self) -> str:
        return f"{self.position_id} {self.competency_id}: {self.level}"


@pghistory.track()
class CompetencyRating(models.Model):
    """One judgement. Never overwritten: a correction is a new rating, the old one is void and says why. Ratings of
    different sources stand side by side; which one counts is said by `training.domain.combination`."""

    # PROTECT throughout: part of the person's record.
    employee = models.ForeignKey(
        "employees.Employee",
        on_delete=models.PROTECT,
        related_name="competency_ratings",
        verbose_name=_("employee"),
    )
    competency = models.ForeignKey(
        Competency, on_delete=models.PROTECT, related_name="ratings", verbose_name=_("competency")
    )
    level = models.PositiveSmallIntegerField(_("level"), choices=CompetencyLevel)
    source = models.CharField(_("source"), max_length=11, choices=RatingSource)
    confidence = models.CharField(_("confidence"), max_length=6, choices=Confidence, default=Confidence.MEDIUM)
    rated_on = models.DateField(_("rated on"))
    # Its last day; without one it holds by the rule of the government.
    valid_until = models.DateField(_("holds until"), null=True, blank=True)
    evidence = models.TextField(_("evidence"), blank=True)
    rated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("entered by")
    )
    created_at = models.DateTimeField(auto_now_add=True)
    is_void = models.BooleanField(_("void"), default=False)
    void_reason = models.CharField(_("why it is void"), max_length=300, blank=True)

    objects = CompetencyRatingQuerySet.as_manager()

    class Meta:
        verbose_name = _("competency rating")
        verbose_name_plural = _("competency ratings")
        ordering = ["-rated_on", "-pk"]
        indexes = [
            models.Index(fields=["employee", "competency", "-rated_on"], name="rating_employee_competency"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["employee", "competency", "source", "rated_on"],
                condition=models.Q(is_void=False),
                name="competencyrating_once_a_day",
                violation_error_message=_("There is already a rating of this source on that day. Correct that one."),
            ),
            models.CheckConstraint(condition=models.Q(level__range=(1, 5)), name="competencyrating_1_to_5"),
            models.CheckConstraint(
                condition=models.Q(source__in=RatingSource.values), name="competencyrating_source_known"
            ),
            models.CheckConstraint(
                condition=models.Q(confidence__in=Confidence.values), name="competencyrating_confidence_known"
            ),
            models.CheckConstraint(
                condition=models.Q(valid_until=None) | models.Q(valid_until__gte=models.F("rated_on")),
                name="competencyrating_in_order",
                violation_error_message=_("The rating ends before it was made. Correct one of the dates."),
            ),
            models.CheckConstraint(
                condition=models.Q(is_void=False, void_reason="")
                | (models.Q(is_void=True) & ~models.Q(void_reason="")),
                name="competencyrating_void_with_reason",
                violation_error_message=_("Say why the rating is void."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.employee_id} {self.competency_id}: {self.level}"

    def get_absolute_url(self) -> str:
        return reverse("training:person-competencies", args=[self.employee_id])


@pghistory.track()
class RatingObjection(models.Model):
    """The person says that a rating is wrong, with evidence; while it is open the rating still counts, marked."""

    # PROTECT: part of the record.
    rating = models.ForeignKey(
        CompetencyRating, on_delete=models.PROTECT, related_name="objections", verbose_name=_("rating")
    )
    text = models.TextField(_("what is wrong"))
    claimed_level = models.PositiveSmallIntegerField(
        _("level that would be right"), choices=CompetencyLevel, null=True, blank=True
    )
    state = models.CharField(_("state"), max_length=9, choices=ObjectionState, default=ObjectionState.OPEN)
    created_at = models.DateTimeField(auto_now_add=True)
    answer = models.TextField(_("answer"), blank=True)
    # PROTECT: who decided stays known.
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("decided by")
    )
    decided_at = models.DateTimeField(_("decided"), null=True, editable=False)

    objects = RatingObjectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("objection")
        verbose_name_plural = _("objections")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["rating"],
                condition=models.Q(state=ObjectionState.OPEN),
                name="ratingobjection_one_open",
                violation_error_message=_("You already objected to this rating. Wait for the answer."),
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=ObjectionState.values), name="ratingobjection_state_known"
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=[ObjectionState.UPHELD, ObjectionState.REFUSED])
                | (models.Q(decided_at__isnull=False) & ~models.Q(answer="")),
                name="ratingobjection_decided_with_answer",
                violation_error_message=_("Answer the person in a sentence."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rating_id} {self.state}"

    def get_absolute_url(self) -> str:
        return reverse("training:objection-detail", args=[self.pk])

    @property
    def tone(self) -> str:
        return OBJECTION_TONES[ObjectionState(self.state)]


class CurrentLevel(models.Model):
    """Where a person stands in one competency: required by the position, achieved by the combination rule. Kept by
    `training.services.current_level`, compared nightly; no history, because it follows from what has one."""

    # CASCADE: computed.
    employee = models.ForeignKey("employees.Employee", on_delete=models.CASCADE, related_name="current_levels")
    competency = models.ForeignKey(Competency, on_delete=models.CASCADE, related_name="current_levels")
    # None: the position doesn't ask for it.
    required = models.PositiveSmallIntegerField(null=True)
    # None: nobody has rated it, or every rating has run out. Never zero.
    achieved = models.PositiveSmallIntegerField(null=True)
    gap = models.GeneratedField(
        expression=models.F("achieved") - models.F("required"),
        output_field=models.SmallIntegerField(null=True),
        db_persist=True,
    )
    confidence = models.CharField(max_length=6, choices=Confidence, blank=True)
    # SET_NULL: computed.
    rating = models.ForeignKey(CompetencyRating, on_delete=models.SET_NULL, null=True, related_name="+")

    objects = CurrentLevelQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["employee", "competency"], name="currentlevel_unique"),
            models.CheckConstraint(
                condition=models.Q(required__isnull=False) | models.Q(achieved__isnull=False),
                name="currentlevel_says_something",
            ),
        ]
        indexes = [models.Index(fields=["competency", "gap"], name="currentlevel_gap")]

    def __str__(self) -> str:
        return f"{self.employee_id} {self.competency_id}: {self.achieved}/{self.required}"


class UnitGap(models.Model):
    """Sums of `CurrentLevel` of the people of one unit, for the heat-map; made again with them."""

    # CASCADE: computed.
    unit = models.ForeignKey("employees.OrganizationalUnit", on_delete=models.CASCADE, related_name="+")
    competency = models.ForeignKey(Competency, on_delete=models.CASCADE, related_name="+")
    # People whose position asks for it; of these: with a rating; below; the sum of what is missing (positive).
    people = models.PositiveIntegerField()
    rated = models.PositiveIntegerField()
    below = models.PositiveIntegerField()
    missing = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "competency"], name="unitgap_unique")]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.competency_id}: {self.below}/{self.people}"
