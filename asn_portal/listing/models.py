"""What a person keeps about a list."""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from asn_portal.listing.querysets import SavedFilterQuerySet


class SavedFilter(models.Model):
    """A named query string of one list."""

    # CASCADE here and below: a convenience of the account, without meaning after it.
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    list_key = models.CharField(max_length=100)
    name = models.CharField(_("name"), max_length=80)
    query = models.CharField(max_length=2000, blank=True)
    shared_with = models.CharField(max_length=255, blank=True, help_text="Unit path; empty = only for its owner")
    is_default = models.BooleanField(_("opens with the list"), default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = SavedFilterQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "list_key", "name"],
                name="savedfilter_name_unique",
                violation_error_message=_("You already have a filter of this name."),
            ),
            models.UniqueConstraint(
                fields=["user", "list_key"],
                condition=models.Q(is_default=True),
                name="savedfilter_one_default",
            ),
        ]
        indexes = [models.Index(fields=["list_key", "shared_with"], name="savedfilter_shared")]

    def __str__(self) -> str:
        return self.name


class ColumnChoice(models.Model):
    """The columns that a person wants to see in one list."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    list_key = models.CharField(max_length=100)
    columns = ArrayField(models.CharField(max_length=60))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "list_key"], name="columnchoice_unique")]

    def __str__(self) -> str:
        return f"{self.list_key}: {', '.join(self.columns)}"
