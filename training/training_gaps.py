"""Staff by when they last learnt something."""

from __future__ import annotations

import datetime
from typing import Any

from django.db.models import DateField, Exists, F, Max, OuterRef, Q, Subquery
from django.db.models.functions import Cast, Coalesce

from employees.models import TrainingHistory
from training.enums import ActivityState, RegistrationState, SharingState
from training.models import LearningActivity, Registration, SharingGuest, SharingSession


def without_training_since(staff: Any, since: datetime.date) -> Any:
    """Who has completed, been recognised or shared nothing on or after a day."""
    of_person = {"employee": OuterRef("pk")}
    history = TrainingHistory.objects.valid().annotate(ended=Coalesce(F("last_day"), F("date")))
    held = Q(sharing__state=SharingState.HELD, sharing__starts_at__date__gte=since)
    sources = (
        Registration.objects.filter(**of_person, state=RegistrationState.COMPLETED, session__ends_at__date__gte=since),
        LearningActivity.objects.filter(**of_person, state=ActivityState.VERIFIED, ends_on__gte=since),
        history.filter(**of_person, ended__gte=since),
        SharingGuest.objects.filter(held, **of_person, is_present=True),
        SharingSession.objects.filter(proposer=OuterRef("pk"), state=SharingState.HELD, starts_at__date__gte=since),
    )
    for source in sources:
        staff = staff.filter(~Exists(source))
    return staff


def last_training() -> Any:
    """The day on which the newest session that the person completed ended."""
    rows = Registration.objects.filter(employee=OuterRef("pk"), state=RegistrationState.COMPLETED).order_by()
    newest = rows.values("employee").annotate(last=Max("session__ends_at")).values("last")
    return Cast(Subquery(newest), DateField())
