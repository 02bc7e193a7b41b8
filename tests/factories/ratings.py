"""Assessment periods, ratings of organisations and people, rounds of feedback."""

from __future__ import annotations

import datetime

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from employees.dates import today
from evaluations.enums import Acceptance, AssessmentState, CoreValue, VoiceDirection
from evaluations.models import (
    Assessment,
    AssessmentPeriod,
    BehaviourAssessment,
    FeedbackRound,
    OrganisationAssessment,
)
from tests.factories.employees import EmployeeFactory, UnitFactory, UserFactory

YEAR = 2025


def span(first, last):
    return (first, last + datetime.timedelta(days=1))


class PeriodFactory(DjangoModelFactory):
    """The year 2025, open."""

    class Meta:
        model = AssessmentPeriod

    class Params:
        closed = factory.Trait(closed_at=factory.LazyFunction(timezone.now))
        quarter = factory.Trait(is_annual=False, period=span(datetime.date(2026, 7, 1), datetime.date(2026, 9, 30)))

    government = factory.SubFactory(UnitFactory)
    is_annual = True
    period = span(datetime.date(YEAR, 1, 1), datetime.date(YEAR, 12, 31))
    deliver_by = datetime.date(2026, 1, 21)
    opened_by = factory.SubFactory(UserFactory)

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        row = super()._create(model_class, *args, **kwargs)
        row.refresh_from_db()
        return row


class AssessmentFactory(DjangoModelFactory):
    """A whole draft, ready to be delivered when the organisation is rated."""

    class Meta:
        model = Assessment
        skip_postgeneration_save = True

    class Params:
        delivered = factory.Trait(
            state=AssessmentState.DELIVERED,
            delivered_at=factory.LazyFunction(timezone.now),
            delivered_by=factory.LazyAttribute(lambda row: row.assessor.user if row.assessor else UserFactory()),
            object_until=factory.LazyFunction(lambda: today() + datetime.timedelta(days=14)),
        )
        objected = factory.Trait(
            state=AssessmentState.OBJECTED,
            delivered_at=factory.LazyFunction(timezone.now),
            delivered_by=factory.LazyAttribute(lambda row: row.assessor.user if row.assessor else UserFactory()),
            object_until=factory.LazyFunction(lambda: today() + datetime.timedelta(days=14)),
        )
        final = factory.Trait(
            state=AssessmentState.FINAL,
            delivered_at=factory.LazyFunction(timezone.now),
            delivered_by=factory.LazyAttribute(lambda row: row.assessor.user if row.assessor else UserFactory()),
            object_until=factory.LazyFunction(lambda: today() + datetime.timedelta(days=14)),
            signed_at=factory.LazyFunction(timezone.now),
            final_at=factory.LazyFunction(timezone.now),
            acceptance=Acceptance.SIGNED,
        )

    employee = factory.SubFactory(EmployeeFactory)
    unit = factory.SelfAttribute("employee.unit")
    assessment_period = factory.LazyAttribute(lambda row: PeriodFactory(government=row.employee.government))
    assessor = None
    work_result = "AS"
    behaviour = "AS"
    predicate = "BAIK"
    summary = "Melayani dengan tertib."
    dialogue_on = factory.LazyFunction(today)

    @factory.post_generation
    def behaviours(self, create, extracted, **kwargs):
        if create and extracted is not False:
            BehaviourAssessment.objects.bulk_create(
                BehaviourAssessment(assessment=self, value=value, level="AS") for value in CoreValue
            )


class OrganisationFactory(DjangoModelFactory):
    class Meta:
        model = OrganisationAssessment

    assessment_period = factory.SubFactory(PeriodFactory)
    unit = factory.SelfAttribute("assessment_period.government")
    rating = "BAIK"
    reason = "Perjanjian kinerja tercapai."
    rated_by = factory.SubFactory(UserFactory)


class RoundFactory(DjangoModelFactory):
    class Meta:
        model = FeedbackRound

    employee = factory.SubFactory(EmployeeFactory)
    assessment_period = factory.LazyAttribute(lambda row: PeriodFactory(government=row.employee.government))
    direction = VoiceDirection.UPWARD
    closes_on = factory.LazyFunction(lambda: today() + datetime.timedelta(days=7))
    opened_by = factory.SubFactory(UserFactory)
