"""Values of the career rules that law or office changes: each holds from a date, for one government."""

from __future__ import annotations

import pghistory
from django.db import models
from django.utils.translation import gettext_lazy as _

from careers.enums import CareerRuleKey
from careers.querysets import CareerRuleQuerySet
from employees.models import DatedRule


@pghistory.track()
class CareerRule(DatedRule):
    """A value of `careers.career_rules`."""

    key = models.CharField(_("rule"), max_length=20, choices=CareerRuleKey)

    objects = CareerRuleQuerySet.as_manager()

    class Meta(DatedRule.Meta):
        verbose_name = _("career rule")
        verbose_name_plural = _("career rules")
