"""How many people were served, month by month."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from asn_portal.audit.services import record_event
from asn_portal.errors import DomainError
from employees.dates import today
from employees.models import OrganizationalUnit
from surveys.models import PublicService, ServiceVisits
from surveys.models.tally import MOST_VISITS


@transaction.atomic
def record_visits(
    *, unit: OrganizationalUnit, counts: Mapping[tuple[int | None, datetime.date], int | None], by: Any
) -> int:
    """Set the numbers by service (None: all together) and month; None takes a number away. How many changed."""
    if any(month.day != 1 or month > today() for _service, month in counts):
        raise DomainError(_("Only months that have begun can have a number."))
    if any(number is not None and not 0 <= number <= MOST_VISITS for number in counts.values()):
        raise DomainError(_("A number of people is 0 or more, and at most ten million."))
    own = set(PublicService.objects.filter(unit=unit).values_list("pk", flat=True))
    if any(service is not None and service not in own for service, _month in counts):
        raise DomainError(_("This service is not one of the unit."))
    known = {
        (row.service_id, row.month): row
        for row in ServiceVisits.objects.select_for_update()
        .filter(unit=unit, month__in={key[1] for key in counts})
        .order_by("pk")
    }
    changed = 0
    for key, number in counts.items():
        row = known.get(key)
        if number is None and row is not None:
            row.delete()
        elif number is not None and row is None:
            ServiceVisits.objects.create(unit=unit, service_id=key[0], month=key[1], visits=number)
        elif number is not None and row is not None and row.visits != number:
            row.visits = number
            row.save(update_fields=["visits"])
        else:
            continue
        changed += 1
    if changed:
        record_event("surveys.visits_recorded", by=by, obj=unit, unit_path=unit.path, numbers=changed)
    return changed
