"""Values of the training rules that law or office changes: each holds from a date, for one government."""

from __future__ import annotations

import pghistory
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from training.enums import TrainingRuleKey
from training.querysets import TrainingRuleQuerySet


@pghistory.track()
class TrainingRule(models.Model):
    """Where a government has none, the documented default of `training.training_rules` holds."""

    # PROTECT: what hours and gaps were computed from stays known.
    government = models.ForeignKey(
        "employees.OrganizationalUnit", on_delete=models.PROTECT, related_name="+", verbose_name=_("government")
    )
    key = models.CharField(_("rule"), max_length=20, choices=TrainingRuleKey)
    value = models.JSONField(_("value"))
    valid_from = models.DateField(_("holds from"))
    basis = models.CharField(_("legal basis"), max_length=250)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = TrainingRuleQuerySet.as_manager()

    class Meta:
        verbose_name = _("training rule")
        verbose_name_plural = _("training rules")
        ordering = ["key", "-valid_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["government", "key", "valid_from"],
                name="trainingrule_once_a_day",
                violation_error_message=_("This rule already has a value from that date. Choose another date."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_key_display()} {self.valid_from}"
