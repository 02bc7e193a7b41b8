"""Reminding people of the hours that the law asks for."""

from __future__ import annotations

import datetime

from employees.dates import today
from employees.models import Employee, OrganizationalUnit
from training.learning_hours import DUTY_BOUND, hours_by_employee, minimum_of
from training.services import outcome_notices

# In the first quarter nobody is late yet.
FIRST_QUARTER = 2


def remind_of_hours(on: datetime.date | None = None) -> int:
    """Tell everybody who is short, once a quarter from the second on; the notice itself knows who was told. Safe to run
    twice. Returns how many were told."""
    day = on or today()
    quarter = (day.month - 1) // 3 + 1
    if quarter < FIRST_QUARTER:
        return 0
    told = 0
    for government in OrganizationalUnit.objects.governments():
        minimum = minimum_of(government.pk, day.year)
        known = hours_by_employee(government.pk, government.path, day.year)
        bound = Employee.objects.active().filter(
            unit__path__startswith=government.path, employment_type__in=DUTY_BOUND, user__isnull=False
        )
        for employee in bound.only("pk", "user_id").iterator():
            shortfall = minimum - known.get(employee.pk, 0)
            if shortfall > 0:
                told += outcome_notices.hours_reminder(employee, shortfall, day.year, quarter)
    return told
