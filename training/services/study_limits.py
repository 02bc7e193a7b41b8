"""What keeps a study, an extension or a leave from being: days and lengths, each refused in a sentence."""

from __future__ import annotations

import datetime

from django.utils import formats
from django.utils.translation import gettext as _

from employees.dates import day_fault, today
from training.domain.further_education import (
    LEAVE_MONTHS,
    LONGEST_YEARS,
    LeaveFault,
    extension_refusal,
    is_too_long,
    leave_refusal,
)
from training.enums import RequestState, StudyChangeKind
from training.models import StudyAssignment
from training.services.study_call import StudyRefused
from training.study_rules import study_rules_on


def refuse_long_study(assignment: StudyAssignment) -> None:
    """Raises StudyRefused when it ends later than any study does."""
    if is_too_long(assignment.starts_on, assignment.planned_end):
        raise StudyRefused(too_long_words())


def too_long_words() -> str:
    return _("A study lasts at most %(years)s years. Correct one of the dates.") % {"years": LONGEST_YEARS}


def refuse_impossible_days(*days: datetime.date) -> None:
    """Raises StudyRefused for a day that nobody can mean."""
    if fault := next(filter(None, map(day_fault, days)), ""):
        raise StudyRefused(fault)


def refuse_long_extension(assignment: StudyAssignment, months: int) -> None:
    """Raises StudyRefused if one more extension of so many months goes beyond the rules that hold today."""
    granted = assignment.changes.filter(kind=StudyChangeKind.EXTENSION, state=RequestState.GRANTED)
    rules = study_rules_on(assignment.employee.government_id, today())
    refusal = extension_refusal(months, granted.values_list("months", flat=True), rules=rules)
    if refusal is None:
        return
    what, most = refusal
    if what == "number":
        raise StudyRefused(_("The study was extended %(count)s times; more is not possible.") % {"count": most})
    raise StudyRefused(_("One extension has at most %(count)s months.") % {"count": most})


def refuse_leave(
    assignment: StudyAssignment, months: int, from_day: datetime.date, *, asked_on: datetime.date | None = None
) -> None:
    """Raises StudyRefused for a leave outside of the study, long past when it was asked for (None: today), or of too
    many months with those granted."""
    granted = assignment.changes.filter(kind=StudyChangeKind.LEAVE, state=RequestState.GRANTED)
    study = (assignment.starts_on, assignment.planned_end)
    fault = leave_refusal(
        months, granted.values_list("months", flat=True), from_day=from_day, study=study, on=asked_on or today()
    )
    if fault is LeaveFault.OUTSIDE:
        first, last = map(formats.date_format, study)
        text = _("A leave begins during the study, from %(first)s to %(last)s.")
        raise StudyRefused(text % {"first": first, "last": last})
    if fault is LeaveFault.PAST:
        raise StudyRefused(_("This leave began more than a semester ago. Choose a later day."))
    if fault is LeaveFault.MONTHS:
        text = _("All leaves of a study together have at most %(months)s months.")
        raise StudyRefused(text % {"months": LEAVE_MONTHS})
