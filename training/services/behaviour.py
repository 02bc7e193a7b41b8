"""Level 3: the same behaviours before and now, rated by the participant and the supervisor."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from asn_portal.audit.services import record_event
from asn_portal.errors import DomainError
from asn_portal.locking import lock_row
from employees.dates import today
from training.domain.behaviour import CODES, SCALE
from training.enums import BehaviourPeriod, Rater, RegistrationState
from training.models import BehaviourRating, Registration

# Behaviour takes time to show.
OPENS_AFTER = datetime.timedelta(days=30)


class BehaviourRefused(DomainError):
    """The rating can't be given."""


def behaviour_obstacle(registration: Registration, rater: Rater) -> str:
    """Why this side can't rate now, in a sentence; "" when it can."""
    if registration.state != RegistrationState.COMPLETED:
        return _("Behaviour is rated of participants who completed the training.")
    opens = registration.session.last_day + OPENS_AFTER
    if today() < opens:
        return _("Behaviour is rated from 30 days after the training on.")
    if registration.behaviour_ratings.filter(rater=rater).exists():
        return _("You gave this rating already; it stays as it is.")
    return ""


@transaction.atomic
def rate_behaviour(
    *,
    registration: Registration,
    rater: Rater,
    before: Mapping[str, int],
    after: Mapping[str, int],
    by: Any,
) -> None:
    """Every item twice, once for each side."""
    locked: Registration = lock_row(Registration.objects, registration.pk, "session__unit", "employee__unit")
    if obstacle := behaviour_obstacle(locked, rater):
        raise BehaviourRefused(obstacle)
    rows = []
    for period, values in ((BehaviourPeriod.BEFORE, before), (BehaviourPeriod.AFTER, after)):
        if set(values) != set(CODES) or any(value not in SCALE for value in values.values()):
            raise BehaviourRefused(_("Rate every behaviour, before and now, from 1 to 5."))
        rows += [
            BehaviourRating(registration=locked, rater=rater, period=period, item=item, value=value, by=by)
            for item, value in values.items()
        ]
    BehaviourRating.objects.bulk_create(rows)
    record_event("training.behaviour_rated", by=by, obj=locked, unit_path=locked.employee.unit.path, rater=rater.value)
