"""The holiday calendar."""

from __future__ import annotations

import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from asn_portal.audit.services import record_event
from asn_portal.errors import DomainError
from employees.models import OrganizationalUnit
from surveys.models import Holiday
from surveys.services.clock import renew_due_dates


@transaction.atomic
def add_holiday(*, government: OrganizationalUnit, date: datetime.date, name: str, by: Any) -> Holiday:
    """Add a day off of one government; what is under way gets its new due days at once."""
    holiday = Holiday(government=government, date=date, name=name)
    if Holiday.objects.filter(government__isnull=True, date=date).exists():
        raise DomainError(_("This day is already a holiday."))
    try:
        holiday.full_clean()
    except ValidationError as error:
        raise DomainError(" ".join(error.messages)) from error
    holiday.save()
    renew_due_dates(government.path)
    record_event("surveys.holiday_added", by=by, obj=holiday, unit_path=government.path)
    return holiday


@transaction.atomic
def remove_holiday(*, holiday: Holiday, by: Any) -> None:
    """Take a day off out of the calendar."""
    if holiday.government is None:
        raise DomainError(_("A holiday of the whole country can't be removed here."))
    path = holiday.government.path
    record_event("surveys.holiday_removed", by=by, obj=holiday, unit_path=path)
    holiday.delete()
    renew_due_dates(path)
