"""What the database refuses, whoever writes."""

import datetime

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from evaluations.models import DailyWorkEntry, DailyWorkReport, ReportSchedule
from tests.factories.evaluations import DailyEntryFactory, DailyReportFactory, RunFactory, ScheduleFactory

pytestmark = pytest.mark.django_db


def refused(call):
    with pytest.raises(IntegrityError):
        _do_and_check(call)


@transaction.atomic
def _do_and_check(call):
    call()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def change(model, pk, **fields):
    return lambda: model.objects.filter(pk=pk).update(**fields)


def test_one_report_a_day():
    report = DailyReportFactory()

    refused(lambda: DailyReportFactory(employee=report.employee, date=report.date))


@pytest.mark.parametrize(
    "fields",
    [
        {"state": "lost"},
        {"state": "submitted"},
        {"state": "submitted", "submitted_at": timezone.now(), "minutes": 0},
        {"state": "approved", "submitted_at": timezone.now()},
        {"decided_at": timezone.now()},
        {"state": "returned", "submitted_at": timezone.now(), "decided_at": timezone.now()},
        {"minutes": 1441},
    ],
)
def test_impossible_reports(fields):
    report = DailyReportFactory()

    refused(change(DailyWorkReport, report.pk, **fields))


@pytest.mark.parametrize(
    "fields",
    [
        {"minutes": 0},
        {"minutes": 1441},
        {"activity": ""},
        {"quantity": 0},
        {"start": datetime.time(8)},
        {"end": datetime.time(8)},
        {"start": datetime.time(9), "end": datetime.time(8)},
        {"start": datetime.time(9), "end": datetime.time(9)},
    ],
)
def test_impossible_lines(fields):
    entry = DailyEntryFactory()

    refused(change(DailyWorkEntry, entry.pk, **fields))


def test_lines_that_overlap():
    report = DailyReportFactory(entries=False)
    DailyEntryFactory(report=report, start=datetime.time(8), end=datetime.time(10, 30))
    DailyEntryFactory(report=report, start=datetime.time(10, 30), end=datetime.time(11))
    other = DailyReportFactory(entries=False)
    DailyEntryFactory(report=other, start=datetime.time(8), end=datetime.time(10))

    refused(lambda: DailyEntryFactory(report=report, start=datetime.time(10), end=datetime.time(12)))


@pytest.mark.parametrize("fields", [{"recurrence": ""}, {"kind": "lost"}, {"next_run_at": None}, {"is_active": False}])
def test_impossible_schedules(fields):
    schedule = ScheduleFactory()

    refused(change(ReportSchedule, schedule.pk, **fields))


@pytest.mark.parametrize(
    "fields",
    [
        {"state": "lost"},
        {"period_start": datetime.date(2026, 10, 2)},
        {"state": "done"},
        {"state": "running"},
    ],
)
def test_impossible_runs(fields):
    run = RunFactory()

    refused(change(type(run), run.pk, **fields))
