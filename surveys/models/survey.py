"""A satisfaction survey (SKM) of one service unit in one period, and the results published from it."""

from __future__ import annotations

import datetime
from typing import Any

import pghistory
import pgtrigger
from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateRangeField, RangeOperators
from django.core.validators import MaxValueValidator
from django.db import models
from django.urls import reverse
from django.utils import formats
from django.utils.translation import gettext_lazy as _

from surveys.domain.figures import NO_FIGURES, Figures, from_json
from surveys.domain.questionnaire import CURRENT, Questionnaire, questionnaire
from surveys.domain.questions import Questions
from surveys.domain.sampling import sample_size
from surveys.enums import SURVEY_TONES, BlankRule, IndexSeries, SurveyElement, SurveyState, WeightRounding
from surveys.models.questionnaire import published_questions
from surveys.querysets import PublicServiceQuerySet, SatisfactionSurveyQuerySet, SurveyResultQuerySet

# More people than the country has: a typing error.
MOST_USERS = 300_000_000


def all_elements() -> list[str]:
    return [element.value for element in SurveyElement]


@pghistory.track()
class PublicService(models.Model):
    """A kind of service that a unit gives; respondents may say which one they received."""

    # PROTECT: answers name it.
    unit = models.ForeignKey(
        "employees.OrganizationalUnit", on_delete=models.PROTECT, related_name="services", verbose_name=_("unit")
    )
    name = models.CharField(_("name"), max_length=150)
    is_active = models.BooleanField(_("offered"), default=True)

    objects = PublicServiceQuerySet.as_manager()

    class Meta:
        verbose_name = _("service")
        verbose_name_plural = _("services")
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "name"],
                name="publicservice_name_unique",
                violation_error_message=_("The unit already has a service with this name."),
            )
        ]

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class SatisfactionSurvey(models.Model):
    """`period` is half-open. The survey takes answers while it is open; a closed one never opens again."""

    # PROTECT: results are kept as long as the unit is known.
    unit = models.ForeignKey(
        "employees.OrganizationalUnit", on_delete=models.PROTECT, related_name="surveys", verbose_name=_("unit")
    )
    period = DateRangeField(_("period"))
    questionnaire_version = models.CharField(_("questionnaire"), max_length=30, default=CURRENT.version, editable=False)
    state = models.CharField(_("state"), max_length=10, choices=SurveyState, default=SurveyState.DRAFT)
    expected_users = models.PositiveIntegerField(
        _("expected service users"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(MOST_USERS)],
        help_text=_("People served in the period; the number of respondents needed follows from it."),
    )
    # PROTECT: what was asked stays known.
    extra_questions = models.ForeignKey(
        "surveys.QuestionnaireVersion",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="surveys",
        verbose_name=_("further questions"),
    )
    # The elements that are asked, in the official order; all nine unless the unit leaves some out.
    elements = ArrayField(models.CharField(max_length=20), default=all_elements, verbose_name=_("elements"))
    index_series = models.CharField(
        _("answers in the index"), max_length=8, choices=IndexSeries, default=IndexSeries.VERIFIED
    )
    weight_rounding = models.CharField(_("weight"), max_length=5, choices=WeightRounding, default=WeightRounding.EXACT)
    blank_rule = models.CharField(_("blank answers"), max_length=7, choices=BlankRule, default=BlankRule.EXCLUDE)
    opened_at = models.DateTimeField(_("opened"), null=True, editable=False)
    closed_at = models.DateTimeField(_("closed"), null=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = SatisfactionSurveyQuerySet.as_manager()

    class Meta:
        verbose_name = _("satisfaction survey")
        verbose_name_plural = _("satisfaction surveys")
        ordering = ["-period", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(
                    period__startswith__isnull=False, period__endswith__isnull=False, period__isempty=False
                ),
                name="survey_period_bounded",
                violation_error_message=_("Enter the first and the last day, in this order."),
            ),
            models.CheckConstraint(condition=models.Q(state__in=SurveyState.values), name="survey_state_known"),
            models.CheckConstraint(
                condition=models.Q(elements__contained_by=all_elements()) & models.Q(elements__len__gt=0),
                name="survey_elements_known",
            ),
            ExclusionConstraint(
                name="survey_no_overlap",
                expressions=[("unit", RangeOperators.EQUAL), ("period", RangeOperators.OVERLAPS)],
                violation_error_message=_("The unit already has a survey in this period."),
            ),
            models.UniqueConstraint(
                fields=["unit"],
                condition=models.Q(state=SurveyState.OPEN),
                name="survey_one_open",
                violation_error_message=_("The unit already has an open survey. Close it first."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit} – {self.period_text}"

    def get_absolute_url(self) -> str:
        return reverse("surveys:survey-detail", args=[self.pk])

    @property
    def starts_on(self) -> datetime.date:
        return self.period.lower  # type: ignore[no-any-return]

    @property
    def ends_on(self) -> datetime.date:
        """The last day."""
        return self.period.upper - datetime.timedelta(days=1)  # type: ignore[no-any-return]

    @property
    def period_text(self) -> str:
        first, last = self.starts_on, self.ends_on
        return f"{formats.date_format(first, 'j M Y')} – {formats.date_format(last, 'j M Y')}"

    @property
    def questionnaire(self) -> Questionnaire:
        return questionnaire(self.questionnaire_version)

    @property
    def further(self) -> Questions:
        """The further questions; a query only for the first survey of this process that asks them."""
        if self.extra_questions_id is None:
            return Questions()
        return published_questions(self.extra_questions_id, getattr(self, "extra_content", ""))

    @property
    def target(self) -> int | None:
        """Respondents needed; None while nobody said how many people are expected."""
        return None if self.expected_users is None else sample_size(self.expected_users)

    def figures(self) -> Figures:
        """The published figures of a closed survey; of a running one those of its last step, or none yet."""
        if hasattr(self, "result"):
            return from_json(self.result.data["figures"])
        return from_json(self.interim.figures) if hasattr(self, "interim") else NO_FIGURES

    @property
    def is_open(self) -> bool:
        return self.state == SurveyState.OPEN

    @property
    def tone(self) -> str:
        return SURVEY_TONES[SurveyState(self.state)]


@pgtrigger.register(
    pgtrigger.Protect(name="result_append_only", operation=pgtrigger.Update | pgtrigger.Delete),
)
class SurveyResult(models.Model):
    """The published figures of a closed survey, as they were computed: never changed, only superseded by law."""

    # PROTECT: a published figure stays.
    survey = models.OneToOneField(
        SatisfactionSurvey, on_delete=models.PROTECT, related_name="result", verbose_name=_("survey")
    )
    data: Any = models.JSONField()
    sha256 = models.CharField(max_length=64)
    formula_version = models.CharField(max_length=30)
    cut_off = models.DateTimeField(_("data as of"))
    # PROTECT: who published stays known.
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("published by")
    )

    objects = SurveyResultQuerySet.as_manager()

    class Meta:
        verbose_name = _("survey result")
        verbose_name_plural = _("survey results")
        constraints = [
            models.CheckConstraint(condition=models.Q(sha256__regex=r"^[0-9a-f]{64}$"), name="result_hash_given")
        ]

    def __str__(self) -> str:
        return f"{self.survey_id} {self.sha256[:12]}"
