"""What experienced colleagues offer to guide others in."""

from __future__ import annotations

import pghistory
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from careers.enums import OfferState
from careers.querysets import MentorOfferQuerySet

MOST_PLACES = 50


@pghistory.track()
class MentorOffer(models.Model):
    """What, when, for how many. As a group: one mentor, several mentees, one topic."""

    # PROTECT: mentorships rest on it; an offer ends by its state.
    mentor = models.ForeignKey(
        "employees.Employee", on_delete=models.PROTECT, related_name="mentor_offers", verbose_name=_("mentor")
    )
    government = models.ForeignKey(
        "employees.OrganizationalUnit", on_delete=models.PROTECT, related_name="+", verbose_name=_("government")
    )
    topic = models.CharField(_("topic"), max_length=200)
    competency = models.ForeignKey(
        "training.Competency",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="mentor_offers",
        verbose_name=_("competency"),
    )
    description = models.TextField(_("what I can pass on"))
    times = models.CharField(_("when"), max_length=200)
    until = models.DateField(_("open until"))
    places = models.PositiveSmallIntegerField(
        _("for how many"), default=1, validators=[MinValueValidator(1), MaxValueValidator(MOST_PLACES)]
    )
    is_group = models.BooleanField(_("as a group"), default=False)
    state = models.CharField(_("state"), max_length=6, choices=OfferState, default=OfferState.OPEN)
    edit = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = MentorOfferQuerySet.as_manager()

    class Meta:
        verbose_name = _("mentor offer")
        verbose_name_plural = _("mentor offers")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(places__range=(1, MOST_PLACES)),
                name="mentoroffer_some_places",
                violation_error_message=_("Offer between 1 and 50 places."),
            ),
            models.CheckConstraint(condition=models.Q(state__in=OfferState.values), name="mentoroffer_state_known"),
        ]

    def __str__(self) -> str:
        return self.topic

    def get_absolute_url(self) -> str:
        return reverse("careers:offer-detail", args=[self.pk])

    @property
    def tone(self) -> str:
        return OfferState(self.state).tone
