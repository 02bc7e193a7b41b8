"""What falls due for a person: found every night from the histories and the rules, told once."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from employees.enums import WarningKind, WarningState
from employees.querysets import EarlyWarningQuerySet


class EarlyWarning(models.Model):
    # CASCADE: a warning is worked out anew at any time; undoing an import removes the person it is about.
    employee = models.ForeignKey(
        "employees.Employee", on_delete=models.CASCADE, related_name="early_warnings", verbose_name=_("employee")
    )
    kind = models.CharField(_("kind"), max_length=20, choices=WarningKind)
    due_on = models.DateField(_("due on"))
    # The day from which it is shown and told.
    warn_from = models.DateField(_("warned from"))
    # What it is about beyond the kind: the next rank, the medal, the document; and the reasons against, as codes.
    details = models.JSONField(default=dict, blank=True)
    # False: due by time alone, but something stands in the way (see details["reasons"]).
    is_eligible = models.BooleanField(_("requirements met"), default=True)
    # Which of several of the same kind (documents); "" else.
    subject = models.CharField(max_length=60, blank=True, default="")
    state = models.CharField(_("state"), max_length=10, choices=WarningState, default=WarningState.OPEN)
    handled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("handled by")
    )
    handled_at = models.DateTimeField(null=True)
    handled_note = models.CharField(_("note"), max_length=250, blank=True, default="")
    # Due already when the government's warnings were first worked out: the person is not told.
    is_silent = models.BooleanField(default=False)
    person_told_at = models.DateTimeField(null=True)
    office_told_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = EarlyWarningQuerySet.as_manager()

    class Meta:
        verbose_name = _("early warning")
        verbose_name_plural = _("early warnings")
        ordering = ["due_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["employee", "kind", "due_on", "subject"], name="earlywarning_once"),
            models.CheckConstraint(condition=models.Q(state__in=WarningState.values), name="earlywarning_state_known"),
        ]
        indexes = [
            models.Index(fields=["due_on", "id"], name="earlywarning_due", condition=models.Q(state="OPEN")),
            models.Index(fields=["kind", "due_on", "id"], name="earlywarning_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.due_on}"

    def get_absolute_url(self) -> str:
        return reverse("employees:warning-detail", args=[self.pk])

    @property
    def tone(self) -> str:
        return WarningKind(self.kind).tone

    @property
    def state_tone(self) -> str:
        return WarningState(self.state).tone
