"""Follow-up actions and the page behind the code, in the browser."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse

from employees.dates import today
from evaluations import tasks
from evaluations.enums import FollowUpState, ReportKind
from evaluations.models import FollowUpAction, ReportRun
from tests.factories.employees import EmployeeFactory
from tests.factories.evaluations import FollowUpFactory, RunFactory, ScheduleFactory

pytestmark = pytest.mark.django_db
LIST = "/evaluations/follow-up/"


@pytest.fixture
def run(world):
    run = RunFactory(schedule=ScheduleFactory(unit=world.village))
    tasks.make_waiting_reports()
    run.refresh_from_db()
    return run


@pytest.fixture
def clerk(world):
    return world.users["employee"].employee


def test_head_plans_and_the_owner_checks_off(client_for, run, clerk):
    head, owner = client_for("supervisor"), client_for("employee")
    due = today() + datetime.timedelta(days=5)
    form = {"title": "Tambah petugas loket", "owner": clerk.pk, "due_on": due.isoformat()}

    planned = head.post(reverse("evaluations:follow-up-create", args=[run.pk]), form)
    action = FollowUpAction.objects.get()
    home = owner.get("/").text
    closed = owner.post(action.get_absolute_url(), {"result": "done", "outcome": "Dua petugas."})

    assert planned.url.startswith(run.get_absolute_url())
    assert action.get_absolute_url() in home
    assert closed.url == action.get_absolute_url()
    action.refresh_from_db()
    assert (action.state, action.outcome) == (FollowUpState.DONE, "Dua petugas.")
    assert action.title in head.get(run.get_absolute_url()).text
    assert 'name="outcome"' not in owner.get(action.get_absolute_url()).text


def test_impossible_input_keeps_what_was_typed(client_for, run, clerk):
    stranger = EmployeeFactory()
    form = {"title": "Tambah petugas", "owner": stranger.pk, "due_on": "2020-01-01"}

    page = client_for("supervisor").post(reverse("evaluations:follow-up-create", args=[run.pk]), form)

    assert set(page.context["form"].errors) == {"owner", "due_on"}
    assert "Tambah petugas" in page.text
    assert FollowUpAction.objects.count() == 0


def test_colleagues_see_nothing_and_owners_not_the_report(client_for, run, clerk):
    action = FollowUpFactory(run=run, owner=clerk, due_on=today() - datetime.timedelta(days=1))

    assert [row.record for row in client_for("employee").get(LIST).context["table"].rows] == [action]
    assert list(client_for("colleague").get(LIST).context["table"].rows) == []
    assert client_for("colleague").get(action.get_absolute_url()).status_code == 404
    page = client_for("employee").get(action.get_absolute_url())
    assert page.context["is_overdue"]
    assert run.get_absolute_url() not in page.text
    assert client_for("employee").get(run.get_absolute_url()).status_code == 404


def test_overdue_and_own_are_filters(client_for, run, clerk):
    late = FollowUpFactory(run=run, owner=clerk, due_on=today() - datetime.timedelta(days=1))
    FollowUpFactory(run=run)
    client = client_for("supervisor")

    found = [row.record for row in client.get(LIST, {"overdue": "true"}).context["table"].rows]
    own = [row.record for row in client_for("employee").get(LIST, {"mine": "true"}).context["table"].rows]

    assert (found, own) == ([late], [late])


@pytest.mark.parametrize("rows", [1, 3])
def test_list_costs_the_same_for_any_number(client_for, run, rows, django_assert_max_num_queries):
    for _number in range(rows):
        FollowUpFactory(run=run)
    client = client_for("supervisor")

    with django_assert_max_num_queries(12):
        page = client.get(LIST)
    assert len(page.context["table"].page.object_list) == rows


def test_page_behind_the_code_needs_no_account_and_names_nobody(world, run, clerk):
    FollowUpFactory(run=run, owner=clerk, title="Rahasia")

    page = Client().get(f"/p/reports/{run.code}/")

    assert page.status_code == 200
    assert run.snapshot_sha256 in page.text
    assert run.unit.name in page.text
    for secret in (clerk.name, clerk.nip, "Rahasia"):
        assert secret not in page.text


def test_code_as_it_is_typed(run):
    spaced = " ".join(run.code[start : start + 4].lower() for start in range(0, 16, 4))

    assert Client().get(f"/p/reports/{spaced}/").status_code == 200


def test_unknown_and_unfinished_reports_have_no_page(world, run):
    waiting = RunFactory(schedule=run.schedule, period_start=datetime.date(2026, 8, 1))

    for code in (waiting.code, "AAAAAAAAAAAAAAAA", "<script>", "\x00", "A\x00B", "x" * 5000, "é"):
        page = Client().get(reverse("report_code:show", args=[code]))
        assert page.status_code == 404
        assert "<script>" not in page.text.replace("<script src", "")


def test_rating_sheets_show_validity_alone(world):
    schedule = ScheduleFactory(unit=world.village, kind=ReportKind.RATING_SHEETS)
    run = RunFactory(schedule=schedule, period_start=datetime.date(2025, 1, 1))
    tasks.make_waiting_reports()

    page = Client().get(f"/p/reports/{ReportRun.objects.get(pk=run.pk).code}/")

    assert page.context["comparison"] is None
    assert page.context["is_intact"] is True


def test_page_behind_the_code_is_slowed_down(run):
    client = Client()

    answers = {client.get(f"/p/reports/{run.code}/").status_code for _time in range(31)}

    assert answers == {200, 429}


def test_differences_since_are_for_readers(client_for, run):
    url = reverse("evaluations:run-differences", args=[run.pk])

    page = client_for("supervisor").get(url)

    assert page.context["comparison"].differences == ()
    assert client_for("employee").get(url).status_code == 404


def test_workbook_is_made_when_it_is_asked_for(client_for, run):
    answer = client_for("supervisor").get(reverse("evaluations:run-workbook", args=[run.pk]))

    assert answer.content[:2] == b"PK"
    assert "xlsx" in answer["Content-Disposition"]
