"""Programmes, sessions, registrations."""

from __future__ import annotations

import datetime
from decimal import Decimal

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from tests.factories.employees import EmployeeFactory, UnitFactory
from training.enums import RegistrationState, SessionState, TrainingForm
from training.models import Attendance, Registration, TrainingProgramme, TrainingSession

DAY = datetime.timedelta(days=1)


class ProgrammeFactory(DjangoModelFactory):
    class Meta:
        model = TrainingProgramme

    unit = factory.SubFactory(UnitFactory)
    title = factory.Sequence(lambda n: f"Pelatihan pelayanan publik {n}")
    code = factory.Sequence(lambda n: f"PPP{n}")
    organiser_code = "BKPSDM"
    form = TrainingForm.TECHNICAL
    learning_hours = Decimal(12)


class SessionFactory(DjangoModelFactory):
    """Open for registration now, in two weeks, for three working days."""

    class Meta:
        model = TrainingSession

    class Params:
        draft = factory.Trait(state=SessionState.DRAFT)
        upcoming = factory.Trait(registration_opens_at=factory.LazyFunction(lambda: timezone.now() + DAY))
        closed = factory.Trait(
            state=SessionState.CLOSED,
            registration_closes_at=factory.LazyFunction(lambda: timezone.now() - DAY / 24),
        )
        # Began two days ago, ended an hour ago.
        over = factory.Trait(
            state=SessionState.RUNNING,
            registration_opens_at=factory.LazyFunction(lambda: timezone.now() - 20 * DAY),
            registration_closes_at=factory.LazyFunction(lambda: timezone.now() - 5 * DAY),
            starts_at=factory.LazyFunction(lambda: timezone.now() - 2 * DAY),
            ends_at=factory.LazyFunction(lambda: timezone.now() - DAY / 24),
        )
        finished = factory.Trait(
            state=SessionState.FINISHED,
            registration_opens_at=factory.LazyFunction(lambda: timezone.now() - 20 * DAY),
            registration_closes_at=factory.LazyFunction(lambda: timezone.now() - 5 * DAY),
            starts_at=factory.LazyFunction(lambda: timezone.now() - 2 * DAY),
            ends_at=factory.LazyFunction(lambda: timezone.now() - DAY / 24),
        )

    programme = factory.SubFactory(ProgrammeFactory)
    unit = factory.SelfAttribute("programme.unit")
    title = factory.Sequence(lambda n: f"Pelayanan publik angkatan {n}")
    state = SessionState.OPEN
    registration_opens_at = factory.LazyFunction(lambda: timezone.now() - 3 * DAY)
    registration_closes_at = factory.LazyFunction(lambda: timezone.now() + 7 * DAY)
    starts_at = factory.LazyFunction(lambda: timezone.now() + 14 * DAY)
    ends_at = factory.LazyFunction(lambda: timezone.now() + 16 * DAY)
    place = "Aula Kecamatan Medan Belawan"
    seats = 30
    learning_hours = Decimal(12)


class RegistrationFactory(DjangoModelFactory):
    class Meta:
        model = Registration

    session = factory.SubFactory(SessionFactory)
    employee = factory.SubFactory(EmployeeFactory, unit=factory.SelfAttribute("..session.unit"))
    state = RegistrationState.AWAITING_APPROVAL
    sequence = factory.LazyAttribute(lambda row: Registration.objects.filter(session=row.session).count() + 1)


class AttendanceFactory(DjangoModelFactory):
    class Meta:
        model = Attendance

    registration = factory.SubFactory(RegistrationFactory)
    day = factory.LazyAttribute(lambda row: row.registration.session.first_day)
    is_present = True


def make_completed(session, *, employee=None, **fields):
    """A registration that was completed in a finished session."""
    people = {"employee": employee} if employee else {}
    return RegistrationFactory(session=session, state=RegistrationState.COMPLETED, **people, **fields)
