"""Programmes, sessions, registrations."""

from __future__ import annotations

import datetime
from decimal import Decimal

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from tests.factories.employees import EmployeeFactory, UnitFactory, UserFactory
from training.enums import RegistrationState, SessionState, TrainingForm
from training.models import (
    Attendance,
    Meeting,
    Partner,
    PartnerAccount,
    PartnerAgreement,
    PartnerOffer,
    PublishedNeed,
    Registration,
    Trainer,
    TrainingProgramme,
    TrainingSession,
    Venue,
)
from training.services.meeting import plan_meetings

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
        skip_postgeneration_save = True

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

    @factory.post_generation
    def with_meetings(session, create, wanted, **kwargs):  # noqa: N805  factory_boy hands the made object over
        """One a day, as planning makes them."""
        if create and wanted is not False:
            plan_meetings(session)


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

    class Params:
        day = factory.LazyAttribute(lambda row: row.registration.session.days[0])

    registration = factory.SubFactory(RegistrationFactory)
    meeting = factory.LazyAttribute(lambda row: Meeting.objects.get(session=row.registration.session, day=row.day))
    is_present = True


class VenueFactory(DjangoModelFactory):
    class Meta:
        model = Venue

    government = factory.SubFactory(UnitFactory)
    name = factory.Sequence(lambda n: f"Aula {n}")
    capacity = 40


class TrainerFactory(DjangoModelFactory):
    class Meta:
        model = Trainer

    government = factory.SubFactory(UnitFactory)
    name = factory.Sequence(lambda n: f"Narasumber {n}")


class PartnerFactory(DjangoModelFactory):
    class Meta:
        model = Partner

    government = factory.SubFactory(UnitFactory)
    name = factory.Sequence(lambda n: f"Lembaga Pelatihan {n}")


class AgreementFactory(DjangoModelFactory):
    """From a month ago to a month from now."""

    class Meta:
        model = PartnerAgreement

    partner = factory.SubFactory(PartnerFactory)
    number = factory.Sequence(lambda n: f"PKS/{n}/2026")
    subject = "Pelatihan pelayanan publik"
    signed_on = factory.LazyFunction(lambda: timezone.localdate() - 30 * DAY)
    period = factory.LazyFunction(lambda: (timezone.localdate() - 30 * DAY, timezone.localdate() + 30 * DAY))


def make_partner_user(government, *, user=None, has_agreement=True):
    """Somebody of a partner of the government; with an agreement unless told otherwise."""
    partner = PartnerFactory(government=government)
    if has_agreement:
        AgreementFactory(partner=partner)
    account = PartnerAccount.objects.create(partner=partner, user=user or UserFactory())
    return account.user


class NeedPublishedFactory(DjangoModelFactory):
    class Meta:
        model = PublishedNeed

    government = factory.SubFactory(UnitFactory)
    title = factory.Sequence(lambda n: f"Pelayanan loket {n}")
    people = 40
    year = 2027
    open_until = factory.LazyFunction(lambda: timezone.localdate() + 20 * DAY)


class OfferFactory(DjangoModelFactory):
    class Meta:
        model = PartnerOffer

    partner = factory.SubFactory(PartnerFactory)
    title = factory.Sequence(lambda n: f"Tawaran {n}")
    description = "Dua hari latihan dengan kasus."
    form = TrainingForm.WORKSHOP
    learning_hours = Decimal(10)
    seats = 30


def make_completed(session, *, employee=None, **fields):
    """A registration that was completed in a finished session."""
    people = {"employee": employee} if employee else {}
    return RegistrationFactory(session=session, state=RegistrationState.COMPLETED, **people, **fields)
