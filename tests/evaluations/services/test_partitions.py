"""Daily reports lie in a table per month."""

import datetime

import pytest
from django.db import connection

from evaluations.models import DailyWorkEntry, DailyWorkReport
from evaluations.partitions import MONTHS_AHEAD, add_months, add_months_ahead
from tests.evaluations.services.test_constraints import refused
from tests.factories.evaluations import DailyEntryFactory, DailyReportFactory

pytestmark = pytest.mark.django_db
LONG_AGO = datetime.date(2019, 5, 15)


def table_of(row):
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT tableoid::regclass::text FROM {row._meta.db_table} WHERE id = %s",
            [row.pk],
        )
        return cursor.fetchone()[0]


def history():
    return DailyWorkReport.pgh_event_model.objects.count(), DailyWorkEntry.pgh_event_model.objects.count()


def test_a_day_without_a_month_is_never_refused():
    report = DailyReportFactory(date=LONG_AGO)

    assert table_of(report) == "evaluations_dailyworkreport_default"
    assert table_of(report.entries.get()) == "evaluations_dailyworkentry_default"


def test_a_late_month_takes_what_was_written_and_tells_no_history():
    report = DailyReportFactory(date=LONG_AGO)
    other = DailyReportFactory(date=LONG_AGO.replace(month=6))
    DailyEntryFactory(report=report, start=datetime.time(8), end=datetime.time(9))
    before = history()

    made = add_months(LONG_AGO, LONG_AGO)

    assert (made, add_months(LONG_AGO, LONG_AGO)) == (1, 0)
    assert table_of(report) == "evaluations_dailyworkreport_2019_05"
    assert table_of(other) == "evaluations_dailyworkreport_default"
    assert {table_of(entry) for entry in report.entries.all()} == {"evaluations_dailyworkentry_2019_05"}
    assert history() == before
    # History goes on afterwards, and so do the rules of the lines.
    report.entries.update(output="Surat")
    assert history() == (before[0], before[1] + 2)
    refused(lambda: DailyEntryFactory(report=report, start=datetime.time(8, 30), end=datetime.time(10)))


def test_months_are_made_ahead():
    today = datetime.date(2031, 11, 30)

    assert add_months_ahead(today) == MONTHS_AHEAD + 1
    assert add_months_ahead(today) == 0
    assert table_of(DailyReportFactory(date=datetime.date(2032, 2, 29))) == "evaluations_dailyworkreport_2032_02"


def test_one_report_a_day_also_without_a_month():
    report = DailyReportFactory(date=LONG_AGO)

    refused(lambda: DailyReportFactory(employee=report.employee, date=LONG_AGO))


def test_a_line_has_the_day_of_its_report():
    entry = DailyReportFactory().entries.get()

    assert entry.report_date == entry.report.date
    refused(lambda: DailyWorkEntry.objects.filter(pk=entry.pk).update(report_date=LONG_AGO))
    refused(lambda: DailyWorkReport.objects.filter(pk=entry.report_id).update(date=LONG_AGO))


def test_a_report_goes_only_without_lines():
    report = DailyReportFactory()

    refused(lambda: DailyWorkReport.objects.filter(pk=report.pk)._raw_delete("default"))
