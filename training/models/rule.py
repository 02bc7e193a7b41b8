"""Values of the training rules that law or office changes: each holds from a date, for one government."""

from __future__ import annotations

import pghistory
from django.db import models
from django.utils.translation import gettext_lazy as _

from employees.models import DatedRule
from training.enums import TrainingRuleKey


@pghistory.track()
class TrainingRule(DatedRule):
    """A value of `training.training_rules`."""

    key = models.CharField(_("rule"), max_length=20, choices=TrainingRuleKey)

    class Meta(DatedRule.Meta):
        verbose_name = _("training rule")
        verbose_name_plural = _("training rules")
