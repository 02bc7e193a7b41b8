"""The manager's evaluation reports in the browser."""

import datetime

import pytest
from django.urls import reverse

from asn_portal.audit.models import Event
from evaluations import tasks
from evaluations.models import ReportRun
from tests.factories.evaluations import DailyReportFactory, RunFactory, ScheduleFactory

pytestmark = pytest.mark.django_db
LIST = "/evaluations/reports/"


@pytest.fixture
def run(world):
    DailyReportFactory(
        employee=world.users["employee"].employee, date=datetime.date(2026, 10, 5), approved=True, minutes=450
    )
    run = RunFactory(schedule=ScheduleFactory(unit=world.village))
    tasks.make_waiting_reports()
    run.refresh_from_db()
    return run


def test_manager_reads_the_numbers_that_were_sent(client_for, run):
    page = client_for("supervisor").get(run.get_absolute_url())

    assert page.context["is_intact"] is True
    assert page.context["shown"].extra["report"].totals.approved == 1
    assert run.snapshot_sha256 in page.content.decode()
    assert "<svg" in page.content.decode()


def test_download_is_the_stored_paper_and_is_logged(client_for, run):
    answer = client_for("supervisor").get(reverse("evaluations:run-pdf", args=[run.pk]))

    content = b"".join(answer.streaming_content)
    assert (content[:5], answer["Content-Type"]) == (b"%PDF-", "application/pdf")
    assert Event.objects.filter(kind="evaluations.report_downloaded").count() == 1


def test_paper_that_is_no_longer_kept_is_made_again_from_the_snapshot(client_for, run):
    client = client_for("supervisor")
    url = reverse("evaluations:run-pdf", args=[run.pk])
    stored = b"".join(client.get(url).streaming_content)
    ReportRun.objects.filter(pk=run.pk).update(document=None)

    again = client.get(url)

    assert again.content == stored
    assert again["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("role", ["hr_officer", "auditor", "employee", "colleague", "stranger"])
def test_nobody_else_reads_it(client_for, run, role):
    client = client_for(role)

    for url in (
        run.get_absolute_url(),
        reverse("evaluations:run-pdf", args=[run.pk]),
        run.document.get_absolute_url(),
    ):
        assert client.get(url).status_code == 404


def test_head_of_agency_reads_those_below(client_for, run):
    elsewhere = RunFactory()
    tasks.make_waiting_reports()
    client = client_for("head_of_agency")

    assert [row.record for row in client.get(LIST).context["table"].rows] == [run]
    assert client.get(run.get_absolute_url()).status_code == 200
    answer = client.get(reverse("evaluations:run-pdf", args=[run.pk]))
    assert b"".join(answer.streaming_content).startswith(b"%PDF-")
    assert client.get(elsewhere.get_absolute_url()).status_code == 404
    assert LIST in client.get("/").text


@pytest.mark.parametrize("rows", [1, 3])
def test_list_costs_the_same_for_any_number(client_for, world, run, rows, django_assert_max_num_queries):
    for number in range(1, rows):
        RunFactory(schedule=run.schedule, period_start=datetime.date(2026, number, 1))
    tasks.make_waiting_reports()
    client = client_for("supervisor")

    with django_assert_max_num_queries(12):
        page = client.get(LIST)
    assert len(page.context["table"].page.object_list) == rows
