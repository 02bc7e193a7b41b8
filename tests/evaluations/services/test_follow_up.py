"""What is promised because of a report, and carried until it is checked off."""

import datetime
import threading

import pytest
from django.db import connection

from asn_portal.audit.models import Event
from asn_portal.errors import DomainError
from asn_portal.notifications.models import Notification
from employees.dates import today
from evaluations import tasks
from evaluations.enums import FollowUpState
from evaluations.models import FollowUpAction
from evaluations.reports.carried import carried_actions
from evaluations.services.follow_up import close_follow_up, plan_follow_up, remind_owners
from tests.factories.employees import EmployeeFactory, UnitFactory, UserFactory, make_employee_user
from tests.factories.evaluations import FollowUpFactory, RunFactory, ScheduleFactory

pytestmark = pytest.mark.django_db


def days(number):
    return today() + datetime.timedelta(days=number)


@pytest.fixture
def unit():
    return UnitFactory(parent=UnitFactory())


@pytest.fixture
def run(unit):
    return RunFactory(schedule=ScheduleFactory(unit=unit))


@pytest.fixture
def owner(unit):
    return make_employee_user(unit).employee


def test_planned_action_is_told_and_recorded(run, owner):
    head = make_employee_user(run.unit, head=True)

    action = plan_follow_up(run=run, title="  Tambah  petugas ", owner=owner, due_on=days(7), by=head)

    assert (action.title, action.unit, action.state) == ("Tambah petugas", run.unit, FollowUpState.OPEN)
    assert [notice.user for notice in Notification.objects.all()] == [owner.user]
    assert Event.objects.get(kind="evaluations.follow_up_planned").actor == head


@pytest.mark.parametrize(
    "change", [{"title": " "}, {"due_on": days(-1)}, {"due_on": days(900)}, {"owner": "stranger"}], ids=str
)
def test_impossible_actions_are_refused(run, owner, change):
    values = {"title": "Tambah petugas", "owner": owner, "due_on": days(7), **change}
    if values["owner"] == "stranger":
        values["owner"] = EmployeeFactory()

    with pytest.raises(DomainError):
        plan_follow_up(run=run, by=UserFactory(), **values)

    assert (FollowUpAction.objects.count(), Notification.objects.count()) == (0, 0)


def test_open_actions_stand_in_the_next_report_until_checked_off(run, owner):
    make_employee_user(run.unit, head=True)
    late = FollowUpFactory(run=run, owner=owner, due_on=days(-1), title="Terlambat")
    FollowUpFactory(run=run, owner=owner, title="Berjalan")
    FollowUpFactory(title="Unit lain")

    tasks.make_waiting_reports()
    run.refresh_from_db()

    carried = [(each.title, each.state, each.is_overdue) for each in carried_actions(run.snapshot)]
    assert carried == [("Terlambat", "open", True), ("Berjalan", "open", False)]
    assert "2 " in Notification.objects.get(kind="evaluations.report_ready").body

    close_follow_up(action=late, outcome="Sudah.", is_done=True, by=owner.user)
    schedule = ScheduleFactory(unit=run.unit)
    following = RunFactory(schedule=schedule, period_start=today().replace(day=1))
    tasks.make_waiting_reports()
    following.refresh_from_db()

    carried = [(each.title, each.state, each.outcome) for each in carried_actions(following.snapshot)]
    assert carried == [("Terlambat", "done", "Sudah."), ("Berjalan", "open", "")]
    # What was sent stays as it was.
    again = type(run).objects.get(pk=run.pk)
    assert again.snapshot == run.snapshot


def test_checking_off_needs_words_and_happens_once(owner, run):
    action = FollowUpFactory(run=run, owner=owner)
    head = make_employee_user(run.unit, head=True)

    with pytest.raises(DomainError):
        close_follow_up(action=action, outcome=" ", is_done=True, by=head)
    closed = close_follow_up(action=action, outcome="Selesai.", is_done=False, by=head)
    with pytest.raises(DomainError):
        close_follow_up(action=action, outcome="Lagi.", is_done=True, by=head)

    assert (closed.state, closed.outcome, closed.closed_by) == (FollowUpState.DROPPED, "Selesai.", head)
    assert [notice.user for notice in Notification.objects.all()] == [owner.user]


def test_reminders_come_before_the_day_and_weekly_after_it(run, owner):
    FollowUpFactory(run=run, owner=owner, due_on=days(10))
    FollowUpFactory(
        run=run, owner=owner, due_on=days(10), state=FollowUpState.DONE, outcome="x", closed_at=run.created_at
    )

    told = [remind_owners(on=days(number)) for number in (0, 6, 7, 8, 10, 11, 12, 16, 17, 18, 24)]

    assert told == [0, 0, 1, 0, 0, 1, 0, 0, 1, 0, 1]


@pytest.mark.django_db(transaction=True)
def test_two_check_off_at_once():
    action = FollowUpFactory()
    by = UserFactory()
    gate = threading.Barrier(2)
    refused = []

    def work(outcome):
        try:
            gate.wait(timeout=30)
            close_follow_up(action=action, outcome=outcome, is_done=True, by=by)
        except DomainError:
            refused.append(outcome)
        finally:
            connection.close()

    threads = [threading.Thread(target=work, args=(text,)) for text in ("Satu.", "Dua.")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    action.refresh_from_db()
    assert len(refused) == 1
    assert action.outcome not in refused
    assert Event.objects.filter(kind="evaluations.follow_up_done").count() == 1
