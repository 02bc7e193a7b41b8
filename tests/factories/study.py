"""Further education and sharing sessions."""

from __future__ import annotations

import datetime
from decimal import Decimal

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from employees.dates import today
from tests.factories.employees import EmployeeFactory, UnitFactory
from training.enums import ApplicationState, AssignmentState, CallState, Degree, Funding, SharingState, TrainingForm
from training.models import (
    SemesterReport,
    SharingSession,
    StudyApplication,
    StudyAssignment,
    StudyCall,
    StudyChange,
    StudyCriterion,
    StudyReviewer,
)

DAY = datetime.timedelta(days=1)


class CallFactory(DjangoModelFactory):
    """Open now for a master's degree; `criteria` of weight 60 and 40."""

    class Meta:
        model = StudyCall
        skip_postgeneration_save = True

    unit = factory.SubFactory(UnitFactory)
    title = factory.Sequence(lambda n: f"Beasiswa S-2 {n}")
    degree = Degree.S2
    funding = Funding.REGIONAL
    provider = "Pemerintah daerah"
    places = 2
    opens_on = factory.LazyFunction(lambda: today() - 10 * DAY)
    closes_on = factory.LazyFunction(lambda: today() + 10 * DAY)
    studies_from = factory.LazyFunction(lambda: today() + 100 * DAY)
    state = CallState.OPEN

    @factory.post_generation
    def criteria(self, create, extracted, **kwargs):
        for name, weight in extracted if extracted is not None else (("Rencana", 60), ("Manfaat", 40)):
            StudyCriterion.objects.create(call=self, name=name, weight=weight)


class ReviewerFactory(DjangoModelFactory):
    class Meta:
        model = StudyReviewer

    call = factory.SubFactory(CallFactory)
    employee = factory.SubFactory(EmployeeFactory, unit=factory.SelfAttribute("..call.unit"))


class ApplicationFactory(DjangoModelFactory):
    """Handed in and filled in."""

    class Meta:
        model = StudyApplication

    call = factory.SubFactory(CallFactory)
    employee = factory.SubFactory(EmployeeFactory, unit=factory.SelfAttribute("..call.unit"))
    code = factory.Sequence(lambda n: f"C{n:05d}")
    university = "Universitas Sumatera Utara"
    programme = "Magister Administrasi Publik"
    accreditation = "Unggul"
    motivation = "Pelayanan di loket perlu dirancang ulang."
    after_return = "Menyusun standar pelayanan."
    state = ApplicationState.SUBMITTED
    submitted_at = factory.LazyFunction(timezone.now)


class StudyFactory(DjangoModelFactory):
    """Half a year under way, released, with its reports."""

    class Meta:
        model = StudyAssignment
        skip_postgeneration_save = True

    employee = factory.SubFactory(EmployeeFactory)
    degree = Degree.S2
    university = "Universitas Sumatera Utara"
    programme = "Magister Administrasi Publik"
    funding = Funding.REGIONAL
    decree_number = factory.Sequence(lambda n: f"800/{n}/2026")
    decree_date = factory.LazyFunction(lambda: today() - 200 * DAY)
    starts_on = factory.LazyFunction(lambda: today() - 190 * DAY)
    planned_end = factory.LazyFunction(lambda: today() + 540 * DAY)
    state = AssignmentState.STUDYING


class ReportFactory(DjangoModelFactory):
    class Meta:
        model = SemesterReport

    assignment = factory.SubFactory(StudyFactory)
    number = 1
    due_on = factory.LazyFunction(lambda: today() + 10 * DAY)


class ChangeFactory(DjangoModelFactory):
    class Meta:
        model = StudyChange

    assignment = factory.SubFactory(StudyFactory)
    kind = "extension"
    months = 6
    from_day = factory.LazyFunction(today)
    reason = "Penelitian tertunda."


class SharingFactory(DjangoModelFactory):
    """Announced to the whole government, in a week."""

    class Meta:
        model = SharingSession

    class Params:
        proposed = factory.Trait(state=SharingState.PROPOSED)
        over = factory.Trait(
            starts_at=factory.LazyFunction(lambda: timezone.now() - DAY / 4),
            ends_at=factory.LazyFunction(lambda: timezone.now() - DAY / 8),
        )

    unit = factory.SelfAttribute("proposer.unit")
    proposer = factory.SubFactory(EmployeeFactory)
    title = factory.Sequence(lambda n: f"Berbagi pengalaman {n}")
    form = TrainingForm.COMMUNITY
    starts_at = factory.LazyFunction(lambda: timezone.now() + 7 * DAY)
    ends_at = factory.LazyFunction(lambda: timezone.now() + 7 * DAY + DAY / 12)
    place = "Aula"
    learning_hours = Decimal(2)
    state = SharingState.APPROVED
