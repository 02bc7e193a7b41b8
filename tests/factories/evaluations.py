"""Daily reports, schedules, monthly reports."""

from __future__ import annotations

import datetime

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from employees.dates import today
from evaluations.domain.periods import period_from
from evaluations.domain.recurrence import Recurrence
from evaluations.enums import DailyState
from evaluations.models import DailyWorkEntry, DailyWorkReport, FollowUpAction, ReportRun, ReportSchedule
from tests.factories.employees import EmployeeFactory, UnitFactory, UserFactory

# A Monday; its week and month have no holiday in the tests.
MONDAY = datetime.date(2026, 11, 16)


class DailyReportFactory(DjangoModelFactory):
    """A draft of today with one line of 120 minutes."""

    class Meta:
        model = DailyWorkReport
        skip_postgeneration_save = True

    class Params:
        submitted = factory.Trait(state=DailyState.SUBMITTED, submitted_at=factory.LazyFunction(lambda: timezone.now()))
        approved = factory.Trait(
            state=DailyState.APPROVED,
            submitted_at=factory.LazyFunction(lambda: timezone.now()),
            decided_at=factory.LazyFunction(lambda: timezone.now()),
        )
        returned = factory.Trait(
            state=DailyState.RETURNED,
            submitted_at=factory.LazyFunction(lambda: timezone.now()),
            decided_at=factory.LazyFunction(lambda: timezone.now()),
            comment="Sebutkan hasilnya.",
        )

    employee = factory.SubFactory(EmployeeFactory)
    unit = factory.SelfAttribute("employee.unit")
    date = factory.LazyFunction(today)
    minutes = 120

    @factory.post_generation
    def entries(self, create, extracted, **kwargs):
        if create and extracted is not False:
            DailyEntryFactory(report=self, minutes=self.minutes)


class DailyEntryFactory(DjangoModelFactory):
    class Meta:
        model = DailyWorkEntry

    report = factory.SubFactory(DailyReportFactory, entries=False)
    order = factory.LazyAttribute(lambda entry: entry.report.entries.count() + 1)
    activity = "Melayani surat pengantar"
    output = "Surat pengantar"
    minutes = 120


class ScheduleFactory(DjangoModelFactory):
    """Due on the 1st at 06:00 from the next month on."""

    class Meta:
        model = ReportSchedule

    class Params:
        paused = factory.Trait(is_active=False, next_run_at=None)

    unit = factory.SubFactory(UnitFactory)
    name = factory.Sequence(lambda n: f"Laporan bulanan {n}")
    recurrence = "FREQ=MONTHLY;BYMONTHDAY=1"
    time_of_day = datetime.time(6)
    owner = factory.SubFactory(UserFactory)
    next_run_at = factory.LazyAttribute(
        lambda schedule: Recurrence(schedule.recurrence, at=schedule.time_of_day, zone=schedule.unit.tz).next_after(
            timezone.now()
        )
    )


class RunFactory(DjangoModelFactory):
    """A waiting report of October 2026."""

    class Meta:
        model = ReportRun

    schedule = factory.SubFactory(ScheduleFactory)
    unit = factory.SelfAttribute("schedule.unit")
    kind = factory.SelfAttribute("schedule.kind")
    period_start = datetime.date(2026, 10, 1)
    period_end = factory.LazyAttribute(lambda run: period_from(run.kind, run.period_start)[1])


class FollowUpFactory(DjangoModelFactory):
    """Open, due in two weeks, because of a report of the owner's unit."""

    class Meta:
        model = FollowUpAction

    run = factory.SubFactory(RunFactory)
    unit = factory.SelfAttribute("run.unit")
    title = "Menambah petugas loket pada jam sibuk"
    owner = factory.LazyAttribute(lambda action: EmployeeFactory(unit=action.unit))
    due_on = factory.LazyFunction(lambda: today() + datetime.timedelta(days=14))
    created_by = factory.SubFactory(UserFactory)
