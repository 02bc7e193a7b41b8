"""The learning hours of a year, read in bulk, for reports and for the reminder of who is short."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable
from decimal import Decimal
from typing import Any

from django.db.models import F
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from employees.enums import EmploymentType
from employees.models import TrainingHistory
from training.domain.ledger import Entry, Source, of_year, total
from training.enums import SharingState, TrainingRuleKey
from training.hour_sources import entries_of_others, people_of_others
from training.models import LearningActivity, Registration, SharingGuest, SharingSession
from training.sharing_credit import credited_hours_of, shared_by
from training.training_rules import values_by_day, values_of

DUTY_BOUND = (EmploymentType.PNS, EmploymentType.CPNS)


def minimum_of(government: Any, year: int) -> Decimal:
    duty = values_of([TrainingRuleKey.YEARLY_DUTY], government, datetime.date(year, 12, 31))
    return Decimal(duty[TrainingRuleKey.YEARLY_DUTY]["pns_minimum"])


def entries_of(employees: Collection[int], government: Any, year: int) -> dict[int, list[Entry]]:
    """The entries of many people of one government, each training once, by the rules of its day. Five queries, however
    many people, those of sources registered by other apps, and five more where somebody shared."""
    found: dict[int, list[Entry]] = {pk: [] for pk in employees}
    for employee, entry in _all_entries(employees, year):
        found[employee].append(entry)
    table_on = values_by_day(TrainingRuleKey.HOURS, government, datetime.date(year, 12, 31))
    sharers = _who_shared(employees, year)
    shared = credited_hours_of(sharers, government, year) if sharers else {}
    held = shared_by(sharers, year) if sharers else {}
    result = {}
    for pk, rows in found.items():
        result[pk] = of_year(rows, year, table_on=table_on, shared=held.get(pk, ()))
        if shared.get(pk):
            days = [day for _title, day in held[pk]]
            result[pk].append(
                Entry(Source.SHARING, _("Sharing sessions of the year"), min(days), max(days), shared[pk])
            )
    return result


def hours_by_employee(government: Any, path: str, year: int) -> dict[int, Decimal]:
    """The hours of everybody below `path` who has any in the year."""
    known = set(_with_entries(path, year))
    return {pk: total(entries) for pk, entries in entries_of(known, government, year).items()}


def _all_entries(employees: Collection[int], year: int) -> Iterable[tuple[int, Entry]]:
    registrations = Registration.objects.filter(employee__in=employees).completed_in(year)
    for row in registrations.select_related("session__programme", "session__unit"):
        session = row.session
        yield (
            row.employee_id,
            Entry(
                Source.SESSION,
                session.title,
                session.first_day,
                session.last_day,
                session.learning_hours,
                form=session.programme.form,
                url=row.get_absolute_url(),
            ),
        )
    for activity in LearningActivity.objects.verified().filter(employee__in=employees, ends_on__year=year):
        yield (
            activity.employee_id,
            Entry(
                Source.ACTIVITY,
                activity.title,
                activity.starts_on,
                activity.ends_on,
                activity.learning_hours,
                form=activity.form,
                held=activity.sessions or 0,
                url=activity.get_absolute_url(),
            ),
        )
    for history in _history(year).filter(employee__in=employees):
        yield (
            history.employee_id,
            Entry(Source.HISTORY, history.name, history.date, history.ended, history.hours),
        )
    yield from entries_of_others(employees, year)


def _history(year: int) -> Any:
    """Trainings elsewhere that the record holds with their hours; entries there were verified by the office."""
    rows = TrainingHistory.objects.valid().filter(hours__isnull=False)
    return rows.annotate(ended=Coalesce(F("last_day"), F("date"))).filter(ended__year=year)


def _with_entries(path: str, year: int) -> Iterable[int]:
    inside = {"employee__unit__path__startswith": path}
    yield from Registration.objects.filter(**inside).completed_in(year).values_list("employee", flat=True)
    yield from (
        LearningActivity.objects.verified().filter(**inside, ends_on__year=year).values_list("employee", flat=True)
    )
    yield from _history(year).filter(**inside).values_list("employee", flat=True)
    yield from people_of_others(path, year)
    held = {"state": SharingState.HELD, "starts_at__year": year}
    yield from SharingSession.objects.filter(proposer__unit__path__startswith=path, **held).values_list(
        "proposer", flat=True
    )
    yield from SharingGuest.objects.filter(
        **inside, is_present=True, sharing__in=SharingSession.objects.filter(**held)
    ).values_list("employee", flat=True)


def _who_shared(employees: Collection[int], year: int) -> list[int]:
    held = SharingSession.objects.filter(state=SharingState.HELD, starts_at__year=year)
    speakers = held.filter(proposer__in=employees).values_list("proposer", flat=True)
    guests = SharingGuest.objects.filter(employee__in=employees, is_present=True, sharing__in=held)
    return sorted(speakers.union(guests.values_list("employee", flat=True)))
