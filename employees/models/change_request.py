"""What an employee asks to have changed in the own record."""

from __future__ import annotations

import pghistory
from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from employees.enums import ChangeRequestState
from employees.querysets import ChangeRequestQuerySet


@pghistory.track()
class ChangeRequest(models.Model):
    """`topic` is one of employees.change_topics: some main data, or an entry to be added to a history.

    `changes` holds {field: new value} and `before` {field: value on record when it was asked}, both as text that JSON
    can hold; sensitive numbers stand there encrypted.
    """

    # PROTECT: requests are part of the record.
    employee = models.ForeignKey(
        "employees.Employee", on_delete=models.PROTECT, related_name="change_requests", verbose_name=_("employee")
    )
    topic = models.CharField(_("concerns"), max_length=20)
    changes = models.JSONField(default=dict)
    before = models.JSONField(default=dict, blank=True)
    explanation = models.CharField(_("explanation"), max_length=500, blank=True)
    state = models.CharField(
        _("state"), max_length=10, choices=ChangeRequestState, default=ChangeRequestState.SUBMITTED
    )
    # What the form was sent with, so that sending twice asks once.
    form_key = models.UUIDField(null=True, editable=False, unique=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(_("asked"), auto_now_add=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("decided by")
    )
    decided_at = models.DateTimeField(_("decided"), null=True)
    decision_reason = models.CharField(_("reason"), max_length=500, blank=True)

    objects = ChangeRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("change request")
        verbose_name_plural = _("change requests")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=ChangeRequestState.values), name="changerequest_state_known"
            ),
            models.CheckConstraint(
                condition=~models.Q(state=ChangeRequestState.REFUSED) | ~models.Q(decision_reason=""),
                name="changerequest_refusal_has_reason",
                violation_error_message=_("Say why the request is refused."),
            ),
        ]
        indexes = [
            models.Index(fields=["employee", "-created_at"], name="changerequest_employee"),
            models.Index(fields=["created_at"], name="changerequest_waiting", condition=models.Q(state="SUBMITTED")),
        ]

    def __str__(self) -> str:
        return f"{self.topic} {self.created_at:%Y-%m-%d}"

    def get_absolute_url(self) -> str:
        return reverse("employees:change-request-detail", args=[self.pk])

    @property
    def tone(self) -> str:
        return ChangeRequestState(self.state).tone
