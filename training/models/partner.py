"""Institutions that train with us: their agreements, accounts, offers, and the needs published to them."""

from __future__ import annotations

import datetime

import pghistory
from django.conf import settings
from django.contrib.postgres.fields import DateRangeField
from django.core.validators import MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from training.enums import OFFER_TONES, OfferState, PartnerKind, TrainingForm
from training.models.need import MONEY
from training.querysets import (
    PartnerAccountQuerySet,
    PartnerAgreementQuerySet,
    PartnerOfferQuerySet,
    PartnerQuerySet,
    PublishedNeedQuerySet,
)


@pghistory.track()
class Partner(models.Model):
    # PROTECT: governments are never deleted.
    government = models.ForeignKey(
        "employees.OrganizationalUnit", on_delete=models.PROTECT, related_name="+", verbose_name=_("government")
    )
    name = models.CharField(_("name"), max_length=200)
    kind = models.CharField(_("kind"), max_length=15, choices=PartnerKind, default=PartnerKind.OTHER)
    address = models.CharField(_("address"), max_length=300, blank=True)
    contact_name = models.CharField(_("contact person"), max_length=150, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("telephone"), max_length=30, blank=True)
    about = models.TextField(_("what they teach"), blank=True)
    is_active = models.BooleanField(_("in use"), default=True)

    objects = PartnerQuerySet.as_manager()

    class Meta:
        verbose_name = _("partner institution")
        verbose_name_plural = _("partner institutions")
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["government", "name"],
                name="partner_name_unique",
                violation_error_message=_("There is already a partner with this name."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("training:partner-detail", args=[self.pk])


@pghistory.track()
class PartnerAgreement(models.Model):
    """*Perjanjian kerja sama*. Without one that holds today a partner's accounts reach nothing."""

    # PROTECT: signed.
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="agreements", verbose_name=_("partner"))
    number = models.CharField(_("number"), max_length=100)
    subject = models.CharField(_("subject"), max_length=250)
    signed_on = models.DateField(_("signed"))
    # Half-open: the upper bound is the first day without it.
    period = DateRangeField(_("period"))
    remind_days = models.PositiveSmallIntegerField(
        _("reminder before the end, in days"), default=90, help_text=_("The training office is told once.")
    )
    ended_early = models.CharField(_("why it ended early"), max_length=300, blank=True)
    reminded_at = models.DateTimeField(null=True, editable=False)

    objects = PartnerAgreementQuerySet.as_manager()

    class Meta:
        verbose_name = _("agreement")
        verbose_name_plural = _("agreements")
        ordering = ["-signed_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["partner", "number"],
                name="partneragreement_number_unique",
                violation_error_message=_("This partner already has an agreement with this number."),
            ),
            models.CheckConstraint(
                condition=models.Q(period__isempty=False)
                & models.Q(period__startswith__isnull=False)
                & models.Q(period__endswith__isnull=False),
                name="partneragreement_period_whole",
                violation_error_message=_("An agreement has a first and a last day."),
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def last_day(self) -> datetime.date:
        """The period is half-open; people count its last day in."""
        return self.period.upper - datetime.timedelta(days=1)  # type: ignore[no-any-return]


@pghistory.track()
class PartnerAccount(models.Model):
    """Somebody of a partner who may sign in; without a staff record and without a role."""

    # PROTECT: what they did stays theirs.
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="accounts", verbose_name=_("partner"))
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="partner_account", verbose_name=_("account")
    )
    is_active = models.BooleanField(_("may sign in"), default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = PartnerAccountQuerySet.as_manager()

    class Meta:
        verbose_name = _("partner account")
        verbose_name_plural = _("partner accounts")
        ordering = ["partner", "user"]

    def __str__(self) -> str:
        return str(self.user)


@pghistory.track()
class PublishedNeed(models.Model):
    """What the government wants to have taught, as partners read it: no names."""

    # PROTECT: governments are never deleted.
    government = models.ForeignKey(
        "employees.OrganizationalUnit", on_delete=models.PROTECT, related_name="+", verbose_name=_("government")
    )
    # PROTECT: offers answer to it.
    competency = models.ForeignKey(
        "training.Competency",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("competency"),
    )
    title = models.CharField(_("title"), max_length=200)
    description = models.TextField(_("what is needed"), blank=True)
    people = models.PositiveIntegerField(_("people"), validators=[MinValueValidator(1)])
    year = models.PositiveSmallIntegerField(_("year"))
    open_until = models.DateField(_("offers until"))
    is_withdrawn = models.BooleanField(_("withdrawn"), default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = PublishedNeedQuerySet.as_manager()

    class Meta:
        verbose_name = _("published need")
        verbose_name_plural = _("published needs")
        ordering = ["-created_at", "-pk"]
        constraints = [models.CheckConstraint(condition=models.Q(people__gt=0), name="publishedneed_people")]

    def __str__(self) -> str:
        return self.title


@pghistory.track()
class PartnerOffer(models.Model):
    # PROTECT throughout: decided in writing.
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="offers", verbose_name=_("partner"))
    need = models.ForeignKey(
        PublishedNeed,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="offers",
        verbose_name=_("published need"),
    )
    title = models.CharField(_("title"), max_length=200)
    description = models.TextField(_("content"))
    form = models.CharField(_("form of training"), max_length=2, choices=TrainingForm)
    learning_hours = models.DecimalField(
        _("learning hours (JP)"), max_digits=6, decimal_places=2, validators=[MinValueValidator(0)]
    )
    seats = models.PositiveIntegerField(_("seats"), validators=[MinValueValidator(1)])
    cost_each = models.DecimalField(_("cost per person"), default=0, **MONEY)
    when = models.CharField(_("when it could be held"), max_length=200, blank=True)
    state = models.CharField(_("state"), max_length=9, choices=OfferState, default=OfferState.PROPOSED)
    answer = models.TextField(_("answer"), blank=True)
    # The programme that an accepted offer became.
    programme = models.ForeignKey(
        "training.TrainingProgramme", on_delete=models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("decided by")
    )
    decided_at = models.DateTimeField(_("decided"), null=True, editable=False)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = PartnerOfferQuerySet.as_manager()

    class Meta:
        verbose_name = _("offer")
        verbose_name_plural = _("offers")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=models.Q(state__in=OfferState.values), name="partneroffer_state_known"),
            models.CheckConstraint(
                condition=~models.Q(state=OfferState.DECLINED) | ~models.Q(answer=""),
                name="partneroffer_declined_with_answer",
                violation_error_message=_("Say why the offer is declined."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("training:offer-detail", args=[self.pk])

    @property
    def tone(self) -> str:
        return OFFER_TONES[OfferState(self.state)]
