"""Days that a form takes: within the calendar that the portal plans in."""

from __future__ import annotations

import datetime
from typing import Any

from django import forms
from django.utils import timezone

from employees.dates import day_fault


def check_day(value: datetime.date) -> None:
    """A validator of dates, and of moments by their day."""
    day = timezone.localdate(value) if isinstance(value, datetime.datetime) else value
    if fault := day_fault(day):
        raise forms.ValidationError(fault)


def bound_days(form: Any) -> None:
    """Each date of the form within the bounds; called when its fields are there."""
    for field in form.fields.values():
        if isinstance(field, forms.DateField | forms.DateTimeField):
            # The list belongs to the class where the field was declared there.
            field.validators = [*field.validators, check_day]
