"""Schedules in the browser."""

import datetime
import html

import pytest
from django.urls import reverse

from evaluations import tasks
from evaluations.enums import ReportKind, RunState
from evaluations.models import ReportRun, ReportSchedule
from evaluations.words import RECURRENCE_FAULTS
from tests.factories.evaluations import RunFactory, ScheduleFactory

pytestmark = pytest.mark.django_db
LIST = "/evaluations/schedules/"
NEW = "/evaluations/schedules/new/"


def form(unit, **changes):
    """As it is sent for the second time, when the next runs were shown."""
    fields = {
        "unit": unit.pk,
        "name": "Bulanan",
        "kind": "unit_month",
        "repeats": "monthly",
        "day": "3",
        "month": "1",
        "rule": "",
        "time_of_day": "07:30",
        "output": "pdf",
    } | changes
    return {"moments_of": f"FREQ=MONTHLY;BYMONTHDAY={fields['day']} {fields['time_of_day']} {unit.time_zone}", **fields}


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
    [
        ({"day": "32"}, "day"),
        ({"repeats": "yearly", "month": "2", "day": "30"}, "day"),
        ({"repeats": "other", "rule": "FREQ=HOURLY"}, "rule"),
        ({"repeats": "other", "rule": "FREQ=MONTHLY;COUNT=3"}, "rule"),
        ({"repeats": "other", "rule": "FREQ=MONTHLY;BYMONTHDAY=x"}, "rule"),
        ({"repeats": "other"}, "rule"),
        ({"kind": "government"}, "unit"),
        ({"roles": ["auditor"]}, "roles"),
        ({"name": ""}, "name"),
    ],
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
        reverse("evaluations:schedule-update", args=[schedule.pk]), form(world.other_village, day="9")
    )

    schedule.refresh_from_db()
    assert (schedule.recurrence, schedule.unit) == ("FREQ=MONTHLY;BYMONTHDAY=9", world.village)
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

    assert (waiting.context["history"].is_busy, done.context["history"].is_busy) == (True, False)
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
    page = client.get(run.schedule.get_absolute_url()).content.decode()
    assert "OSError: no space" in page
    # It was given up.
    assert "Portal tidak mencobanya lagi secara otomatis" in page
    assert "Portal mencobanya lagi" not in page

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


def test_next_runs_are_shown_before_a_schedule_is_saved(client_for, world):
    client = client_for("hr_officer")
    fields = form(world.village)
    del fields["moments_of"]

    asked = client.post(NEW, fields)
    saved = client.post(NEW, {**fields, "moments_of": asked.context["moments_of"]})

    assert (asked.status_code, len(asked.context["moments"]), asked.context["is_question"]) == (200, 5, True)
    assert saved.status_code == 302
    assert ReportSchedule.objects.get().recurrence == "FREQ=MONTHLY;BYMONTHDAY=3"


def test_next_runs_of_another_rule_do_not_count(client_for, world):
    page = client_for("hr_officer").post(NEW, {**form(world.village), "day": "4"})

    assert page.context["is_question"] is True
    assert ReportSchedule.objects.count() == 0


@pytest.mark.parametrize(
    ("fields", "recurrence"),
    [
        ({"day": "-1"}, "FREQ=MONTHLY;BYMONTHDAY=-1"),
        ({"repeats": "quarterly", "day": "5"}, "FREQ=YEARLY;BYMONTH=1,4,7,10;BYMONTHDAY=5"),
        ({"repeats": "yearly", "day": "2", "month": "2"}, "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=2"),
        ({"repeats": "other", "rule": "rrule:freq=monthly;byday=MO;bysetpos=1"}, "FREQ=MONTHLY;BYDAY=MO;BYSETPOS=1"),
    ],
)
def test_each_way_to_repeat(client_for, world, fields, recurrence):
    client = client_for("hr_officer")
    sent = {**form(world.village), **fields}
    page = client.post(NEW, sent)

    client.post(NEW, {**sent, "moments_of": page.context["moments_of"]})

    schedule = ReportSchedule.objects.get()
    assert schedule.recurrence == recurrence
    # And back into the form.
    shown = client.get(reverse("evaluations:schedule-update", args=[schedule.pk])).context["form"]
    assert shown["repeats"].value() == fields.get("repeats", "monthly")


def test_moments_for_the_script(client_for, world):
    client = client_for("hr_officer")
    url = reverse("evaluations:schedule-moments")
    fields = {"unit": world.village.pk, "repeats": "monthly", "day": "3", "month": "1", "time_of_day": "06:00"}

    assert client.get(url, fields).text.count("<li>") == 5
    assert client.get(url, {**fields, "repeats": "other", "rule": "often"}).text.count("<li>") == 0
    assert client.get(url, {"unit": "x"}).status_code == 200


def test_heads_are_ticked_without_holding_a_key(client_for, world):
    page = client_for("hr_officer").get(NEW)

    boxes = page.context["form"]["heads_of"].subwidgets
    assert all(box.data["type"] == "checkbox" for box in boxes)
    assert world.district.pk in {box.data["value"].value for box in boxes}
    assert "Ctrl" not in page.text


def test_recipients_are_kept_and_shown(client_for, world):
    client = client_for("hr_officer")
    client.post(NEW, form(world.village, roles=["head_of_agency"], heads_of=[world.district.pk]))

    schedule = ReportSchedule.objects.get()
    assert schedule.recipients.count() == 2
    assert world.district.name in client.get(schedule.get_absolute_url()).text


def test_only_periods_that_can_be_asked_for_are_offered(client_for, world):
    schedule = ScheduleFactory(unit=world.village, kind=ReportKind.UNIT_YEAR)
    client = client_for("hr_officer")

    offered = client.get(schedule.get_absolute_url()).context["earlier"]

    assert 4 <= len(offered) <= 5
    client.post(reverse("evaluations:schedule-run", args=[schedule.pk]), {"period": offered[-1][0]})
    assert schedule.runs.exists()


def test_earlier_period_by_hand(client_for, world):
    schedule = ScheduleFactory(unit=world.village)
    client = client_for("hr_officer")
    offered = client.get(schedule.get_absolute_url()).context["earlier"]

    client.post(reverse("evaluations:schedule-run", args=[schedule.pk]), {"period": offered[5][0]})

    assert ReportRun.objects.get().period_start.isoformat() == offered[5][0]
    assert offered[5] not in client.get(schedule.get_absolute_url()).context["earlier"]


@pytest.mark.parametrize("rule", ["FREQ=YEARLY;BYDAY=60MO", "FREQ=MONTHLY;BYSETPOS=0", "FREQ=MONTHLY;BYMONTHDAY=40"])
def test_preview_of_an_impossible_rule_says_so(client_for, rule):
    fields = {"repeats": "other", "rule": rule, "day": "1", "month": "1", "time_of_day": "06:00"}

    page = client_for("hr_officer").get(reverse("evaluations:schedule-moments"), fields)

    assert page.status_code == 200
    assert str(RECURRENCE_FAULTS["unreadable"]) in html.unescape(page.text)


@pytest.mark.parametrize("period", ["9999-12-31", "abc"])
def test_a_period_that_does_not_exist_is_not_the_last_month(client_for, world, period):
    schedule = ScheduleFactory(unit=world.village)

    page = client_for("hr_officer").post(
        reverse("evaluations:schedule-run", args=[schedule.pk]), {"period": period}, follow=True
    )

    assert "Tidak ada periode seperti itu" in page.text
    assert ReportRun.objects.count() == 0


def test_page_says_why_a_schedule_has_stopped(client_for, world):
    schedule = ScheduleFactory(unit=world.village, paused=True, last_error="Aturannya tidak terbaca.")

    page = client_for("hr_officer").get(schedule.get_absolute_url())

    assert "Aturannya tidak terbaca." in page.text
    assert "lalu lanjutkan" in page.text
    assert "dicoba lagi" not in page.text


def test_owner_is_changed_in_the_browser(client_for, world):
    schedule = ScheduleFactory(unit=world.village, owner=world.users["hr_officer"])
    client = client_for("hr_officer")
    url = reverse("evaluations:schedule-owner", args=[schedule.pk])
    offered = client.get(url).context["form"].fields["owner"].queryset

    stale = client.post(url, {"owner": world.users["supervisor"].pk, "seen": world.users["supervisor"].pk})
    assert stale.context["form"].non_field_errors()
    assert client.post(url, {"owner": world.users["supervisor"].pk}).context["form"].non_field_errors()
    answer = client.post(url, {"owner": world.users["supervisor"].pk, "seen": schedule.owner_id})
    refused = client.post(url, {"owner": world.users["employee"].pk})

    assert [user.pk for user in offered] == [world.users["supervisor"].pk]
    assert answer.url == schedule.get_absolute_url()
    schedule.refresh_from_db()
    assert schedule.owner == world.users["supervisor"]
    assert "owner" in refused.context["form"].errors


def test_page_says_that_the_owner_is_gone_and_that_the_unit_is_closed(client_for, world):
    owner = world.users["hr_officer"]
    schedule = ScheduleFactory(unit=world.village, owner=owner)
    client = client_for("supervisor")
    assert "perlu pemilik baru" not in client.get(schedule.get_absolute_url()).content.decode()

    owner.is_active = False
    owner.save()
    gone = client.get(schedule.get_absolute_url()).content.decode()
    ReportSchedule.objects.update(is_active=False, next_run_at=None)
    type(world.village).objects.filter(pk=world.village.pk).update(closed_on=datetime.date(2026, 10, 1))
    ended = client.get(schedule.get_absolute_url()).content.decode()

    assert "perlu pemilik baru" in gone
    assert "1 Oktober 2026" in ended
    assert reverse("evaluations:schedule-resume", args=[schedule.pk]) not in ended
