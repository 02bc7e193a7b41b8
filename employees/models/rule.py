"""Values that the law leaves open or that change: each holds from a date, for one government."""

from __future__ import annotations

import pghistory
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from employees.enums import RuleKey
from employees.querysets import DatedRuleQuerySet


class DatedRule(models.Model):
    """A value of one rule. Where a government has none, the documented default of the app's rules holds.

    What inherits adds `key` with its own choices.
    """

    # PROTECT: what was computed from a rule stays known.
    government = models.ForeignKey(
        "employees.OrganizationalUnit", on_delete=models.PROTECT, related_name="+", verbose_name=_("government")
    )
    value = models.JSONField(_("value"))
    valid_from = models.DateField(_("holds from"))
    basis = models.CharField(_("legal basis"), max_length=250)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = DatedRuleQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["key", "-valid_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["government", "key", "valid_from"],
                name="%(class)s_once_a_day",
                violation_error_message=_("This rule already has a value from that date. Choose another date."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_key_display()} {self.valid_from}"


@pghistory.track()
class RuleSetting(DatedRule):
    """A value of `employees.service_rules`."""

    key = models.CharField(_("rule"), max_length=40, choices=RuleKey)

    class Meta(DatedRule.Meta):
        verbose_name = _("service rule")
        verbose_name_plural = _("service rules")
