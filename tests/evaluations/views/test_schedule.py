"""Schedules in the browser."""

import datetime

import pytest
from django.urls import reverse

from evaluations import tasks
from evaluations.enums import RunState
from evaluations.models import ReportRun, ReportSchedule
from tests.factories.evaluations import RunFactory, ScheduleFactory

pytestmark = pytest.mark.django_db
LIST = "/evaluations/schedules/"
NEW = "/evaluations/schedules/new/"


def form(unit, **changes):
    return {"unit": unit.pk, "name": "Bulanan", "day_of_month": "3", "time_of_day": "07:30", **changes}


def test_hr_plans_for_a_unit_of_the_subtree(client_for, world):
    answer = client_for("hr_officer").post(NEW, form(world.village))

    schedule = ReportSchedule.objects.get()
    assert answer.url == schedule.get_absolute_url()
    assert (schedule.unit, schedule.owner, schedule.time_of_day) == (
        world.village,
        world.users["hr_officer"],
        datetime.time(7, 30),
    )


def test_head_plans_for_the_own_unit_only(client_for, world):
    client = client_for("supervisor")

    assert client.post(NEW, form(world.village)).status_code == 302
    refused = client.post(NEW, form(world.district, name="Lain"))

    assert list(refused.context["form"].errors) == ["unit"]
    assert ReportSchedule.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"day_of_month": "29"}, "day_of_month"), ({"day_of_month": "0"}, "day_of_month"), ({"name": ""}, "name")],
)
def test_faults_stand_at_their_fields(client_for, world, changes, field):
    page = client_for("hr_officer").post(NEW, form(world.village, **changes))

    assert list(page.context["form"].errors) == [field]
    assert ReportSchedule.objects.count() == 0


def test_second_schedule_of_the_same_name_is_refused(client_for, world):
    ScheduleFactory(unit=world.village, name="Bulanan")

    page = client_for("hr_officer").post(NEW, form(world.village))

    assert page.status_code == 200
    assert ReportSchedule.objects.count() == 1


def test_change_keeps_the_unit(client_for, world):
    schedule = ScheduleFactory(unit=world.village)

    client_for("hr_officer").post(
        reverse("evaluations:schedule-update", args=[schedule.pk]), form(world.other_village, day_of_month="9")
    )

    schedule.refresh_from_db()
    assert (schedule.day_of_month, schedule.unit) == (9, world.village)
    assert schedule.next_run_at.astimezone(schedule.unit.tz).day == 9


def test_pause_and_resume(client_for, world):
    schedule = ScheduleFactory(unit=world.village)
    client = client_for("hr_officer")

    client.post(reverse("evaluations:schedule-pause", args=[schedule.pk]))
    schedule.refresh_from_db()
    assert (schedule.is_active, schedule.next_run_at) == (False, None)
    client.post(reverse("evaluations:schedule-resume", args=[schedule.pk]))

    schedule.refresh_from_db()
    assert schedule.is_active


def test_state_has_one_tone_in_the_list_and_on_the_page(client_for, world):
    schedule = ScheduleFactory(unit=world.village)
    client = client_for("hr_officer")

    for url in (reverse("evaluations:schedule-list"), schedule.get_absolute_url()):
        assert 'class="state tone-good"' in client.get(url).text


def test_run_now_and_its_course_on_the_page(client_for, world):
    schedule = ScheduleFactory(unit=world.village)
    client = client_for("hr_officer")
    run_url = reverse("evaluations:schedule-run", args=[schedule.pk])

    client.post(run_url)
    waiting = client.get(schedule.get_absolute_url())
    tasks.make_waiting_reports()
    done = client.get(schedule.get_absolute_url())
    again = client.post(run_url, follow=True)

    assert (waiting.context["is_busy"], done.context["is_busy"]) == (True, False)
    assert "every 10s" in waiting.content.decode()
    run = ReportRun.objects.get()
    assert run.state == RunState.DONE
    assert [message.level_tag for message in again.context["messages"]] == ["info"]
    # Who keeps the schedule sees its state, not the report.
    assert run.get_absolute_url() not in done.content.decode()
    assert client.get(run.get_absolute_url()).status_code == 404
    assert client.get(run.document.get_absolute_url()).status_code == 404


def test_failed_report_is_tried_again(client_for, world):
    run = RunFactory(
        schedule=ScheduleFactory(unit=world.village, last_error="OSError: no space"),
        state=RunState.FAILED,
        attempt=3,
        failures=3,
        error="OSError: no space",
    )
    client = client_for("hr_officer")
    assert "OSError: no space" in client.get(run.schedule.get_absolute_url()).content.decode()

    client.post(reverse("evaluations:schedule-retry", args=[run.schedule_id, run.pk]))

    run.refresh_from_db()
    assert run.state == RunState.PENDING


def test_run_of_another_schedule_is_not_found(client_for, world):
    own, foreign = ScheduleFactory(unit=world.village), RunFactory(state=RunState.FAILED)

    answer = client_for("hr_officer").post(reverse("evaluations:schedule-retry", args=[own.pk, foreign.pk]))

    assert answer.status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_list_costs_the_same_for_any_number(client_for, world, rows, django_assert_max_num_queries):
    for _number in range(rows):
        ScheduleFactory(unit=world.village)
    client = client_for("hr_officer")

    with django_assert_max_num_queries(12):
        page = client.get(LIST)
    assert len(page.context["table"].page.object_list) == rows
