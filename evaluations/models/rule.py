"""Values of the evaluation rules that law or office changes: each holds from a date, for one government."""

from __future__ import annotations

import pghistory
from django.db import models
from django.utils.translation import gettext_lazy as _

from employees.models import DatedRule
from evaluations.enums import EvaluationRuleKey
from evaluations.querysets import EvaluationRuleQuerySet


@pghistory.track()
class EvaluationRule(DatedRule):
    """A value of `evaluations.evaluation_rules`."""

    key = models.CharField(_("rule"), max_length=20, choices=EvaluationRuleKey)

    objects = EvaluationRuleQuerySet.as_manager()

    class Meta(DatedRule.Meta):
        verbose_name = _("evaluation rule")
        verbose_name_plural = _("evaluation rules")
