"""Filters of sharing sessions and of licences and certificates."""

from __future__ import annotations

import datetime
from typing import Any

import django_filters
from django.db.models import TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from asn_portal.listing.filters import PortalFilterSet, SearchFilter
from employees.dates import today
from employees.enums import CredentialKind
from employees.models import CredentialHistory
from training.enums import SharingState
from training.models import SharingSession
from training.models.sharing import FORMS

SOON_DAYS = 90


class Expiry(TextChoices):
    SOON = "soon", _("Expires within 90 days")
    EXPIRED = "expired", pgettext_lazy("document", "Expired")
    VALID = "valid", _("Still valid")


class SharingFilter(PortalFilterSet):
    q = SearchFilter(fields=["title", "description", "proposer__name", "place"], label=_("Title, speaker or place"))
    form = django_filters.ChoiceFilter(
        label=pgettext_lazy("training", "Form"), choices=FORMS, empty_label=_("Any form")
    )
    state = django_filters.ChoiceFilter(label=_("State"), choices=SharingState.choices, empty_label=_("Any state"))
    when = django_filters.ChoiceFilter(
        method="at_time",
        label=_("When"),
        choices=[("coming", pgettext_lazy("meeting", "Coming")), ("past", _("Past"))],
        empty_label=_("Any time"),
    )

    class Meta:
        model = SharingSession
        fields = ["q", "form", "state", "when"]

    def at_time(self, queryset: Any, _name: str, value: str) -> Any:
        now = timezone.now()
        return queryset.filter(ends_at__gt=now) if value == "coming" else queryset.filter(ends_at__lte=now)


class CertificationFilter(PortalFilterSet):
    q = SearchFilter(
        fields=["employee__name", "employee__nip", "name", "issuer", "decree_number"],
        label=_("Name, NIP, document or issuer"),
    )
    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=CredentialKind.choices, empty_label=_("Any kind"))
    expiry = django_filters.ChoiceFilter(
        method="with_expiry", label=_("Validity"), choices=Expiry.choices, empty_label=_("Any validity")
    )

    class Meta:
        model = CredentialHistory
        fields = ["q", "kind", "expiry"]

    def with_expiry(self, queryset: Any, _name: str, value: str) -> Any:
        day = today()
        # A paper that a newer one has taken the place of expires without harm.
        if value == Expiry.EXPIRED:
            return queryset.filter(expires_on__lt=day, is_replaced=False)
        if value == Expiry.SOON:
            soon = day + datetime.timedelta(days=SOON_DAYS)
            return queryset.filter(expires_on__range=(day, soon), is_replaced=False)
        return queryset.exclude(expires_on__lt=day)
