"""The succession pool, key posts, and who could follow in them."""

from __future__ import annotations

import pghistory
from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from careers.enums import READINESS_TONES, Readiness
from careers.querysets.succession import KeyPostQuerySet, PoolMemberQuerySet, SuccessorQuerySet


class DateSpan(models.Func):
    """Both days included."""

    function = "DATERANGE"
    output_field = DateRangeField()


@pghistory.track()
class PoolMember(models.Model):
    """Membership of the succession pool (*kelompok rencana suksesi*) between two days, decided by a person."""

    # PROTECT throughout: decisions about people are kept.
    employee = models.ForeignKey(
        "employees.Employee", on_delete=models.PROTECT, related_name="pool_memberships", verbose_name=_("employee")
    )
    # The box that the decision rests on.
    placement = models.ForeignKey("careers.TalentPlacement", on_delete=models.PROTECT, related_name="pool_memberships")
    reason = models.TextField(_("reason"))
    since = models.DateField(_("since"))
    # The last day.
    until = models.DateField(_("until"))
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", editable=False)
    added_at = models.DateTimeField(auto_now_add=True)
    reminded_at = models.DateTimeField(_("reminded"), null=True, blank=True, editable=False)
    ended_at = models.DateTimeField(_("ended early"), null=True, blank=True, editable=False)
    end_reason = models.TextField(_("why it ended"), blank=True)

    objects = PoolMemberQuerySet.as_manager()

    class Meta:
        verbose_name = _("member of the succession pool")
        verbose_name_plural = _("members of the succession pool")
        ordering = ["until", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until__gte=models.F("since")),
                name="poolmember_in_order",
                violation_error_message=_("The membership must end after it begins."),
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="poolmember_reasoned"),
            models.CheckConstraint(
                condition=Q(ended_at=None, end_reason="") | (Q(ended_at__isnull=False) & ~Q(end_reason="")),
                name="poolmember_ended_with_words",
                violation_error_message=_("Say why the membership ends."),
            ),
            ExclusionConstraint(
                name="poolmember_once_at_a_time",
                expressions=[
                    ("employee", RangeOperators.EQUAL),
                    (DateSpan("since", "until", RangeBoundary(True, True)), RangeOperators.OVERLAPS),
                ],
                condition=Q(ended_at=None),
                violation_error_message=_("The person is in the succession pool already."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.employee)

    def get_absolute_url(self) -> str:
        return self.placement.get_absolute_url()


@pghistory.track()
class KeyPost(models.Model):
    """A position that must not stay empty, and why."""

    position = models.ForeignKey(
        "employees.Position", on_delete=models.PROTECT, related_name="key_posts", verbose_name=_("position")
    )
    reason = models.TextField(_("why it is a key post"))
    marked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", editable=False)
    marked_at = models.DateTimeField(_("marked"), auto_now_add=True)
    ended_at = models.DateTimeField(_("no longer a key post since"), null=True, blank=True, editable=False)
    end_reason = models.TextField(_("why it is none any more"), blank=True)

    objects = KeyPostQuerySet.as_manager()

    class Meta:
        verbose_name = _("key post")
        verbose_name_plural = _("key posts")
        ordering = ["position__unit__path", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["position"],
                condition=Q(ended_at=None),
                name="keypost_once",
                violation_error_message=_("This position is a key post already."),
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="keypost_reasoned"),
            models.CheckConstraint(
                condition=Q(ended_at=None, end_reason="") | (Q(ended_at__isnull=False) & ~Q(end_reason="")),
                name="keypost_ended_with_words",
                violation_error_message=_("Say why it is no key post any more."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.position)

    def get_absolute_url(self) -> str:
        return reverse("careers:key-post-detail", args=[self.pk])

    @property
    def is_active(self) -> bool:
        return self.ended_at is None


@pghistory.track()
class Successor(models.Model):
    """Somebody who could follow in a key post."""

    key_post = models.ForeignKey(KeyPost, on_delete=models.PROTECT, related_name="successors")
    employee = models.ForeignKey(
        "employees.Employee", on_delete=models.PROTECT, related_name="successions", verbose_name=_("employee")
    )
    readiness = models.CharField(_("readiness"), max_length=5, choices=Readiness)
    reason = models.TextField(_("reason"))
    named_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", editable=False)
    named_at = models.DateTimeField(_("named"), auto_now_add=True)
    removed_at = models.DateTimeField(_("taken off"), null=True, blank=True, editable=False)
    removal_reason = models.TextField(_("why taken off"), blank=True)

    objects = SuccessorQuerySet.as_manager()

    class Meta:
        verbose_name = _("successor")
        verbose_name_plural = _("successors")
        ordering = ["key_post", "readiness", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["key_post", "employee"],
                condition=Q(removed_at=None),
                name="successor_once",
                violation_error_message=_("This person is named for the post already."),
            ),
            models.CheckConstraint(condition=Q(readiness__in=Readiness.values), name="successor_readiness_known"),
            models.CheckConstraint(condition=~Q(reason=""), name="successor_reasoned"),
            models.CheckConstraint(
                condition=Q(removed_at=None, removal_reason="") | (Q(removed_at__isnull=False) & ~Q(removal_reason="")),
                name="successor_removed_with_words",
                violation_error_message=_("Say why the person is taken off."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.employee} → {self.key_post}"

    def get_absolute_url(self) -> str:
        return self.key_post.get_absolute_url()

    @property
    def tone(self) -> str:
        return READINESS_TONES[Readiness(self.readiness)]
