"""Keeping schedules, and queueing what is due."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from asn_portal.access.roles import Role
from asn_portal.audit.models import Event
from asn_portal.notifications.models import Notification
from employees.dates import today
from employees.models import OrganizationalUnit
from evaluations.domain.calendar import month_start, previous_month
from evaluations.enums import RunState
from evaluations.models import ReportRun, ReportSchedule
from evaluations.services import schedule as schedule_services
from evaluations.services.run import claim_run, finish_run, store_snapshot
from evaluations.services.schedule import (
    ScheduleError,
    change_schedule,
    create_schedule,
    pause_schedule,
    queue_due_runs,
    resume_schedule,
    retry_all,
    retry_run,
    run_now,
)
from evaluations.words import RECURRENCE_FAULTS
from tests.factories.employees import UnitFactory, UserFactory, make_officer
from tests.factories.evaluations import RunFactory, ScheduleFactory

pytestmark = pytest.mark.django_db
SIX = datetime.time(6)
FIFTH = "FREQ=MONTHLY;BYMONTHDAY=5"


def wib(*parts):
    return datetime.datetime(*parts, tzinfo=UnitFactory.build().tz)


@pytest.fixture
def november(monkeypatch):
    """It is 22 November 2026, 10:00 WIB."""
    now = wib(2026, 11, 22, 10)
    monkeypatch.setattr("evaluations.services.schedule.timezone.now", lambda: now)
    return now


def test_new_schedule_is_due_on_its_next_day(november):
    unit, user = UnitFactory(), UserFactory()

    schedule = create_schedule(unit=unit, name="Bulanan", recurrence=FIFTH, time_of_day=SIX, by=user)

    assert (schedule.next_run_at, schedule.owner, schedule.is_active) == (wib(2026, 12, 5, 6), user, True)
    assert Event.objects.get(kind="evaluations.schedule_created").actor == user


@pytest.mark.parametrize(
    "fields", [{"recurrence": "FREQ=MONTHLY;BYMONTHDAY=40"}, {"recurrence": "often"}, {"name": ""}]
)
def test_faulty_schedule_is_refused(november, fields):
    values = {"name": "Bulanan", "recurrence": FIFTH, "time_of_day": SIX, **fields}

    with pytest.raises(ScheduleError):
        create_schedule(unit=UnitFactory(), by=UserFactory(), **values)

    assert ReportSchedule.objects.count() == 0


def test_change_counts_from_now_on(november):
    schedule = ScheduleFactory(next_run_at=wib(2026, 12, 1, 6))

    changed = change_schedule(schedule=schedule, changes={"recurrence": "FREQ=MONTHLY;BYMONTHDAY=25"}, by=UserFactory())

    assert changed.next_run_at == wib(2026, 11, 25, 6)
    assert Event.objects.get(kind="evaluations.schedule_changed").data == {"fields": ["recurrence"]}


def test_change_of_nothing_is_no_event(november):
    schedule = ScheduleFactory()

    change_schedule(schedule=schedule, changes={"recurrence": "FREQ=MONTHLY;BYMONTHDAY=1"}, by=UserFactory())

    assert Event.objects.count() == 0


def test_what_is_due_stays_due_when_the_day_changes(november):
    schedule = ScheduleFactory(next_run_at=wib(2026, 11, 1, 6))

    changed = change_schedule(schedule=schedule, changes={"recurrence": "FREQ=MONTHLY;BYMONTHDAY=25"}, by=UserFactory())

    assert changed.next_run_at == wib(2026, 11, 1, 6)


def test_paused_schedule_makes_nothing_and_makes_up_for_nothing(november):
    schedule = ScheduleFactory(next_run_at=wib(2026, 9, 1, 6))
    user = UserFactory()

    pause_schedule(schedule=schedule, by=user)
    assert queue_due_runs() == 0
    resumed = resume_schedule(schedule=schedule, by=user)

    assert resumed.next_run_at == wib(2026, 12, 1, 6)
    assert (queue_due_runs(), ReportRun.objects.count()) == (0, 0)
    kinds = list(Event.objects.order_by("pk").values_list("kind", flat=True))
    assert kinds == ["evaluations.schedule_paused", "evaluations.schedule_resumed"]


def test_due_schedule_gets_one_run_for_the_month_before(november):
    schedule = ScheduleFactory(next_run_at=wib(2026, 11, 1, 6))

    assert queue_due_runs() == 1

    run = ReportRun.objects.get()
    assert (run.schedule, run.unit, run.period_start, run.state) == (
        schedule,
        schedule.unit,
        datetime.date(2026, 10, 1),
        RunState.PENDING,
    )
    schedule.refresh_from_db()
    assert schedule.next_run_at == wib(2026, 12, 1, 6)
    assert queue_due_runs() == 0


def test_every_month_of_a_downtime_is_made_up_for_once(november):
    schedule = ScheduleFactory(next_run_at=wib(2026, 8, 1, 6))
    RunFactory(schedule=schedule, period_start=datetime.date(2026, 8, 1))

    assert queue_due_runs() == 3

    months = list(ReportRun.objects.order_by("period_start").values_list("period_start", flat=True))
    assert months == [datetime.date(2026, month, 1) for month in (7, 8, 9, 10)]


def test_schedule_of_the_future_is_left_alone(november):
    ScheduleFactory(next_run_at=wib(2026, 11, 22, 10, 0, 1))

    assert queue_due_runs() == 0


def test_more_schedules_than_fit_one_transaction(november, monkeypatch):
    monkeypatch.setattr("evaluations.services.schedule.CLAIMED_AT_ONCE", 2)
    for _number in range(5):
        ScheduleFactory(next_run_at=wib(2026, 11, 1, 6))

    assert (queue_due_runs(), ReportRun.objects.count()) == (5, 5)


def test_a_schedule_with_days_far_apart_moves_on(november):
    schedule = ScheduleFactory(recurrence="FREQ=MONTHLY;INTERVAL=82;BYMONTHDAY=1", next_run_at=wib(2026, 11, 1, 6))

    assert queue_due_runs() == 1

    schedule.refresh_from_db()
    assert (schedule.is_active, schedule.next_run_at) == (True, wib(2033, 9, 1, 6))


def test_one_that_cannot_be_planned_stops_and_the_others_run(november):
    unit = UnitFactory()
    owner = make_officer(Role.HR_OFFICER, unit)
    broken = ScheduleFactory(unit=unit, owner=owner, recurrence=FIFTH, next_run_at=wib(2026, 11, 1, 6))
    healthy = ScheduleFactory(unit=UnitFactory(), next_run_at=wib(2026, 11, 1, 6))
    ReportSchedule.objects.filter(pk=broken.pk).update(recurrence="FREQ=YEARLY;INTERVAL=1000")

    assert queue_due_runs() == 1

    assert ReportRun.objects.get().schedule == healthy
    broken.refresh_from_db()
    healthy.refresh_from_db()
    assert (broken.is_active, broken.next_run_at) == (False, None)
    assert broken.last_error == str(RECURRENCE_FAULTS["unreadable"])
    assert (healthy.is_active, healthy.next_run_at, healthy.last_error) == (True, wib(2026, 12, 1, 6), "")
    told = Notification.objects.get()
    assert (told.user, told.url) == (broken.owner, broken.get_absolute_url())
    assert Event.objects.get(kind="evaluations.schedule_paused").object_id == str(broken.pk)
    assert queue_due_runs() == 0


def test_an_error_of_any_kind_stops_only_its_schedule(november, monkeypatch):
    broken, healthy = (ScheduleFactory(unit=UnitFactory(), next_run_at=wib(2026, 11, 1, 6)) for _number in range(2))
    runs_of = schedule_services._runs_of

    def fail_for_one(schedule, first, last):
        if schedule.pk == broken.pk:
            # A fault of the data that breaks the transaction.
            return [ReportRun(schedule=schedule, unit=schedule.unit, period_start=last, period_end=first)]
        return runs_of(schedule, first, last)

    monkeypatch.setattr(schedule_services, "_runs_of", fail_for_one)

    assert queue_due_runs() == 1

    assert ReportRun.objects.get().schedule == healthy
    broken.refresh_from_db()
    assert not broken.is_active
    assert "(IntegrityError)" in broken.last_error


def test_a_rule_that_ends_makes_its_last_report_and_stops(november):
    schedule = ScheduleFactory(next_run_at=wib(2026, 11, 1, 6))
    ReportSchedule.objects.filter(pk=schedule.pk).update(recurrence="FREQ=MONTHLY;BYDAY=MO;BYSETPOS=6")

    assert queue_due_runs() == 1

    schedule.refresh_from_db()
    assert (schedule.is_active, schedule.last_error) == (False, str(RECURRENCE_FAULTS["never"]))


def test_why_it_stopped_stays_until_it_is_mended_and_resumed(november):
    user = UserFactory()
    schedule = ScheduleFactory(next_run_at=wib(2026, 11, 1, 6))
    ReportSchedule.objects.filter(pk=schedule.pk).update(recurrence="FREQ=MONTHLY;BYDAY=MO;BYSETPOS=6")
    queue_due_runs()
    run = claim_run(now=november)
    store_snapshot(run=run, snapshot={}, cutoff=november)

    finish_run(run=run)
    schedule.refresh_from_db()
    assert schedule.last_error == str(RECURRENCE_FAULTS["never"])
    with pytest.raises(ScheduleError):
        resume_schedule(schedule=schedule, by=user)
    change_schedule(schedule=schedule, changes={"recurrence": FIFTH}, by=user)
    resumed = resume_schedule(schedule=schedule, by=user)

    assert (resumed.is_active, resumed.next_run_at, resumed.last_error) == (True, wib(2026, 12, 5, 6), "")


def test_run_now_makes_the_month_before_once(november):
    schedule, user = ScheduleFactory(), UserFactory()

    run = run_now(schedule=schedule, by=user)

    assert (run.period_start, run.state) == (datetime.date(2026, 10, 1), RunState.PENDING)
    with pytest.raises(ScheduleError):
        run_now(schedule=schedule, by=user)
    assert ReportRun.objects.count() == 1
    # The tick of the day finds it there.
    ReportSchedule.objects.filter(pk=schedule.pk).update(next_run_at=wib(2026, 11, 1, 6))
    assert (queue_due_runs(), ReportRun.objects.count()) == (0, 1)


def test_failed_run_is_tried_again(november):
    schedule = ScheduleFactory(last_error="OSError")
    run = RunFactory(schedule=schedule, state=RunState.FAILED, failures=3, attempt=3, error="OSError")

    again = run_now(schedule=schedule, by=UserFactory())

    assert (again.pk, again.state, again.failures, again.tries, again.error) == (run.pk, RunState.PENDING, 0, 0, "")
    schedule.refresh_from_db()
    assert schedule.last_error == ""


@pytest.mark.parametrize(
    "ask",
    [
        lambda run, by: retry_run(run=run, by=by),
        lambda run, by: retry_all(schedule=run.schedule, by=by),
        lambda run, by: run_now(schedule=run.schedule, by=by),
    ],
)
def test_everybody_locks_the_schedule_before_its_runs(november, ask):
    """Else two who ask at once wait for each other."""
    run = RunFactory(state=RunState.FAILED, error="OSError")

    with CaptureQueriesContext(connection) as queries:
        ask(ReportRun.objects.get(pk=run.pk), UserFactory())

    locks = [query["sql"] for query in queries if " UPDATE OF " in query["sql"]]
    assert ["reportschedule" in sql.split("WHERE")[0].split("FROM")[1] for sql in locks][:2] == [True, False]


@pytest.mark.parametrize("state", [RunState.PENDING])
def test_only_a_failed_run_is_tried_again(state):
    run = RunFactory(state=state)

    with pytest.raises(ScheduleError):
        retry_run(run=run, by=UserFactory())


def test_pausing_twice_is_one_event():
    schedule = ScheduleFactory()
    for _time in range(2):
        pause_schedule(schedule=schedule, by=UserFactory())

    assert Event.objects.count() == 1


def test_unit_that_closed_in_the_period_still_gets_its_report():
    government = UnitFactory()
    last_month = previous_month(month_start(today()))
    closed, gone, open_ = (UnitFactory(parent=government) for _number in range(3))
    OrganizationalUnit.objects.filter(pk=closed.pk).update(closed_on=last_month + datetime.timedelta(days=19))
    OrganizationalUnit.objects.filter(pk=gone.pk).update(closed_on=last_month)
    schedule = ScheduleFactory(unit=government, for_each_unit=True, next_run_at=timezone.now())

    queue_due_runs()

    assert {run.unit_id for run in schedule.runs.all()} == {government.pk, closed.pk, open_.pk}
