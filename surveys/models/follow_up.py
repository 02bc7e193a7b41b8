"""What a unit does about its lowest elements (*rencana tindak lanjut*)."""

from __future__ import annotations

import datetime

import pghistory
from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from surveys.enums import SurveyElement
from surveys.querysets import FollowUpActionQuerySet


@pghistory.track()
class FollowUpAction(models.Model):
    """One promised action, public with the result: who is in charge appears by position, never by name."""

    # PROTECT: promises stay with the published result.
    survey = models.ForeignKey(
        "surveys.SatisfactionSurvey", on_delete=models.PROTECT, related_name="actions", verbose_name=_("survey")
    )
    element = models.CharField(_("element"), max_length=20)
    action = models.CharField(_("action"), max_length=500)
    # PROTECT: people are kept.
    owner = models.ForeignKey(
        "employees.Employee", on_delete=models.PROTECT, related_name="+", verbose_name=_("person in charge")
    )
    # As published; people move on.
    owner_position = models.CharField(max_length=200, editable=False)
    due_on = models.DateField(_("due"))
    done_on = models.DateField(_("done"), null=True, editable=False)
    result = models.CharField(_("what was done"), max_length=500, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", editable=False
    )
    created_at = models.DateTimeField(auto_now_add=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = FollowUpActionQuerySet.as_manager()

    class Meta:
        verbose_name = _("follow-up action")
        verbose_name_plural = _("follow-up actions")
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(element__in=[each.value for each in SurveyElement]), name="followup_element_known"
            ),
            models.CheckConstraint(condition=~models.Q(action=""), name="followup_action_given"),
            models.CheckConstraint(
                condition=models.Q(done_on__isnull=True) | ~models.Q(result=""),
                name="followup_done_says_what",
                violation_error_message=_("Say in a sentence what was done."),
            ),
        ]

    def __str__(self) -> str:
        return self.action[:60]

    def get_absolute_url(self) -> str:
        return reverse("surveys:survey-detail", args=[self.survey_id]) + "#follow-up"

    def is_overdue(self, today: datetime.date) -> bool:
        return self.done_on is None and self.due_on < today
