"""Partner institutions, and what their accounts reach."""

from __future__ import annotations

import datetime
from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from training.enums import OfferState, SessionState
from training.querysets.equipment import OfGovernmentQuerySet


class PartnerQuerySet(OfGovernmentQuerySet):
    def with_agreement_on(self, day: datetime.date) -> Any:
        """Adds `has_agreement`: one holds on this day."""
        agreements = self.model._meta.get_field("agreements").related_model.objects
        return self.annotate(has_agreement=Exists(agreements.holding_on(day).filter(partner=OuterRef("pk"))))


class PartnerAgreementQuerySet(models.QuerySet[Any]):
    def holding_on(self, day: datetime.date) -> Any:
        """In force on this day; the first and the last day count in."""
        return self.filter(period__contains=day)

    def due_for_reminder(self, day: datetime.date) -> Any:
        """Holding, not yet reminded of, and ending within the agreement's own number of days."""
        days = models.ExpressionWrapper(
            models.F("period__endswith") - models.F("remind_days") - 1, output_field=models.DateField()
        )
        return self.holding_on(day).filter(reminded_at=None).annotate(remind_on=days).filter(remind_on__lte=day)


class PartnerOfferQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Any:
        """For the training offices of the partner's government."""
        partners = self.model._meta.get_field("partner").related_model.objects.visible_to(user)
        return self.filter(partner__in=partners)

    def open(self) -> Any:
        return self.filter(state=OfferState.PROPOSED)


class PublishedNeedQuerySet(OfGovernmentQuerySet):
    def open_on(self, day: datetime.date) -> Any:
        """Those that take offers on this day; the last day counts in."""
        return self.filter(is_withdrawn=False, open_until__gte=day)


class PartnerAccountQuerySet(models.QuerySet[Any]):
    def of_user(self, user: Any) -> Any:
        return self.filter(user=user.pk) if user.is_authenticated else self.none()


def sessions_of_partner(sessions: Any, partner: Any) -> Any:
    """The partner's own sessions, without drafts, which are the office's own business."""
    return sessions.filter(Q(partner=partner) & ~Q(state=SessionState.DRAFT))


def today_in(government: Any) -> datetime.date:
    """The date where the government is."""
    return timezone.now().astimezone(government.tz).date()
