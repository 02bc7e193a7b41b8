"""What helps an office with many reports: ready texts, and who else has the same trouble."""

from __future__ import annotations

import uuid

import pghistory
from django.db import models
from django.utils.translation import gettext_lazy as _

from surveys.enums import TemplateUse
from surveys.querysets import ReplyTemplateQuerySet


@pghistory.track()
class ReplyTemplate(models.Model):
    """A text that an officer starts from. `{code}` and `{unit}` are filled in."""

    # PROTECT: units are kept. Offered to this unit and those below it.
    unit = models.ForeignKey(
        "employees.OrganizationalUnit", on_delete=models.PROTECT, related_name="+", verbose_name=_("unit")
    )
    name = models.CharField(_("name"), max_length=80)
    use = models.CharField(_("used for"), max_length=10, choices=TemplateUse, default=TemplateUse.ANY)
    text_id = models.TextField(_("text in Indonesian"), max_length=2000)
    text_en = models.TextField(_("text in English"), max_length=2000, blank=True)
    is_active = models.BooleanField(_("in use"), default=True)

    objects = ReplyTemplateQuerySet.as_manager()

    class Meta:
        verbose_name = _("reply template")
        verbose_name_plural = _("reply templates")
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "name"],
                name="replytemplate_name_unique",
                violation_error_message=_("The unit already has a text with this name."),
            ),
            models.CheckConstraint(condition=~models.Q(text_id=""), name="replytemplate_text_given"),
        ]

    def __str__(self) -> str:
        return self.name

    def text_in(self, language: str) -> str:
        return self.text_en if language == "en" and self.text_en else self.text_id


class ComplaintSupport(models.Model):
    """ "Me too": somebody without a name has the same trouble. The key is that of the form, hashed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    # CASCADE: nothing without its report.
    complaint = models.ForeignKey("surveys.Complaint", on_delete=models.CASCADE, related_name="supports")
    given_on = models.DateField()

    def __str__(self) -> str:
        return f"{self.complaint_id}"
