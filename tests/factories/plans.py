"""Performance plans."""

from __future__ import annotations

import datetime

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from employees.dates import today
from evaluations.enums import PlanState
from evaluations.models import PlannedResult, ResultIndicator, WorkPlan
from tests.factories.employees import EmployeeFactory


def whole_year(year: int) -> tuple[datetime.date, datetime.date]:
    return datetime.date(year, 1, 1), datetime.date(year + 1, 1, 1)


class WorkPlanFactory(DjangoModelFactory):
    """A draft for this year with one result and one indicator."""

    class Meta:
        model = WorkPlan
        exclude = ["year"]
        skip_postgeneration_save = True

    class Params:
        proposed = factory.Trait(state=PlanState.PROPOSED, proposed_at=factory.LazyFunction(lambda: timezone.now()))
        returned = factory.Trait(
            state=PlanState.RETURNED,
            proposed_at=factory.LazyFunction(lambda: timezone.now()),
            comment="Sebutkan targetnya.",
        )
        agreed = factory.Trait(
            state=PlanState.AGREED,
            proposed_at=factory.LazyFunction(lambda: timezone.now()),
            agreed_at=factory.LazyFunction(lambda: timezone.now()),
        )

    year = factory.LazyFunction(lambda: today().year)
    employee = factory.SubFactory(EmployeeFactory)
    unit = factory.SelfAttribute("employee.unit")
    position = factory.SelfAttribute("employee.position")
    period = factory.LazyAttribute(lambda plan: whole_year(plan.year))

    @factory.post_generation
    def results(self, create, extracted, **kwargs):
        if create and extracted is not False:
            ResultFactory(plan=self)
        if create:
            # As the database gives it: a range.
            self.refresh_from_db()


class ResultFactory(DjangoModelFactory):
    class Meta:
        model = PlannedResult
        skip_postgeneration_save = True

    plan = factory.SubFactory(WorkPlanFactory, results=False)
    order = factory.LazyAttribute(lambda result: result.plan.results.count() + 1)
    title = factory.Sequence(lambda n: f"Layanan surat selesai tepat waktu {n}")

    @factory.post_generation
    def indicators(self, create, extracted, **kwargs):
        if create and extracted is not False:
            IndicatorFactory(result=self)


class IndicatorFactory(DjangoModelFactory):
    class Meta:
        model = ResultIndicator

    result = factory.SubFactory(ResultFactory, indicators=False)
    order = 1
    text = "Jumlah surat"
    target = "12 surat"
    target_value = 12
    unit_of_measure = "surat"
