"""Who looks after a schedule, and when it ends with its unit."""

import datetime

import pytest

from asn_portal.access.roles import Role
from asn_portal.audit.models import Event
from asn_portal.notifications.models import Notification
from employees.enums import LegalStatus
from employees.models import Employee, OrganizationalUnit
from evaluations import tasks
from evaluations.models import ReportRun
from evaluations.schedule_keepers import keepers_of, may_keep
from evaluations.services.schedule import ScheduleError, queue_due_runs, resume_schedule, run_now
from evaluations.services.schedule_owner import hand_over
from tests.evaluations.services.test_schedule import november, wib  # noqa: F401
from tests.factories.employees import RoleGrantFactory, UnitFactory, UserFactory, make_employee_user, make_officer
from tests.factories.evaluations import ScheduleFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit():
    return UnitFactory(parent=UnitFactory(name="Kota Medan"), name="Kelurahan Bahagia")


@pytest.fixture
def head(unit):
    return make_employee_user(unit, head=True)


@pytest.fixture
def officer(unit):
    return make_officer(Role.HR_OFFICER, unit.government)


def test_keepers_are_the_head_and_who_plans_reports_there_or_above(unit, head, officer):
    make_officer(Role.HR_OFFICER, UnitFactory())
    make_officer(Role.AUDITOR, unit.government)
    make_employee_user(unit)

    assert {user.pk for user in keepers_of(ScheduleFactory(unit=unit))} == {head.pk, officer.pk}


def test_handing_over_is_an_event_and_both_are_told(unit, head, officer):
    schedule = ScheduleFactory(unit=unit, owner=head)
    by = make_officer(Role.HR_OFFICER, unit)

    changed = hand_over(schedule=schedule, owner=officer, by=by)

    assert changed.owner == officer
    event = Event.objects.get(kind="evaluations.schedule_handed_over")
    assert event.data == {"owner": officer.name, "owner_before": head.name}
    assert set(Notification.objects.values_list("user", flat=True)) == {head.pk, officer.pk}
    hand_over(schedule=schedule, owner=officer, by=by)
    assert Event.objects.filter(kind="evaluations.schedule_handed_over").count() == 1


def test_it_is_handed_only_to_who_may_manage_it(unit, head):
    schedule = ScheduleFactory(unit=unit, owner=head)

    with pytest.raises(ScheduleError):
        hand_over(schedule=schedule, owner=make_employee_user(unit), by=head)

    schedule.refresh_from_db()
    assert (schedule.owner, Notification.objects.count()) == (head, 0)


def leave(user):
    Employee.objects.filter(user=user).update(status=LegalStatus.RETIRED)


def deactivate(user):
    user.is_active = False
    user.save()


def move(user):
    user.role_grants.update(unit=UnitFactory())


@pytest.mark.parametrize("how", [leave, deactivate, move])
def test_who_may_keep_it_is_told_once_that_its_owner_is_gone(unit, head, how):
    owner = make_employee_user(unit)
    RoleGrantFactory(user=owner, role=Role.HR_OFFICER, unit=unit)
    schedule = ScheduleFactory(unit=unit, owner=owner)
    tasks.find_keepers_of_schedules()
    assert Notification.objects.count() == 0

    how(owner)
    for _hour in range(2):
        tasks.find_keepers_of_schedules()

    told = Notification.objects.get()
    assert (told.user, told.url) == (head, schedule.get_absolute_url())
    assert unit.name in told.title
    schedule.refresh_from_db()
    assert not may_keep(type(owner).objects.get(pk=owner.pk), schedule)


def test_who_may_keep_it_is_told_of_each_loss(unit, head):
    owner = make_employee_user(unit)
    schedule = ScheduleFactory(unit=unit, owner=owner)
    tasks.find_keepers_of_schedules()

    RoleGrantFactory(user=owner, role=Role.HR_OFFICER, unit=unit)
    hand_over(schedule=schedule, owner=head, by=head)
    hand_over(schedule=schedule, owner=owner, by=head)
    move(owner)
    for _hour in range(2):
        tasks.find_keepers_of_schedules()

    titles = [notice.title for notice in Notification.objects.filter(user=head)]
    assert sum("needs a new owner" in title or "pemilik baru" in title for title in titles) == 2, titles


def close(unit, day):
    OrganizationalUnit.objects.filter(pk=unit.pk).update(closed_on=day)


@pytest.mark.parametrize(
    ("closed_on", "months"),
    [
        # Within October: October is the last month.
        (datetime.date(2026, 10, 20), [9, 10]),
        # The first day on which it is no more.
        (datetime.date(2026, 10, 1), [9]),
        (datetime.date(2026, 7, 1), []),
    ],
)
def test_schedule_of_a_closed_unit_makes_its_last_month_and_ends(november, unit, head, closed_on, months):  # noqa: F811
    schedule = ScheduleFactory(unit=unit, owner=head, next_run_at=wib(2026, 10, 1, 6))
    close(unit, closed_on)

    assert queue_due_runs() == len(months)

    found = ReportRun.objects.order_by("period_start").values_list("period_start__month", flat=True)
    schedule = type(schedule).objects.select_related("unit").get(pk=schedule.pk)
    assert (list(found), schedule.is_active, schedule.last_error, schedule.has_ended) == (months, False, "", True)
    assert "Kelurahan Bahagia" in Event.objects.get(kind="evaluations.schedule_paused").reason
    assert Notification.objects.get().user == head
    with pytest.raises(ScheduleError):
        resume_schedule(schedule=schedule, by=head)


def test_schedule_of_a_unit_that_closes_later_goes_on(november, unit, head):  # noqa: F811
    schedule = ScheduleFactory(unit=unit, owner=head, next_run_at=wib(2026, 11, 1, 6))
    close(unit, datetime.date(2026, 11, 15))

    assert queue_due_runs() == 1

    schedule.refresh_from_db()
    # November still has its report.
    assert (schedule.is_active, schedule.next_run_at) == (True, wib(2026, 12, 1, 6))


def test_no_report_of_a_later_period_is_asked_for(november, unit, head):  # noqa: F811
    schedule = ScheduleFactory(unit=unit, owner=head)
    close(unit, datetime.date(2026, 9, 10))

    with pytest.raises(ScheduleError, match="10 September 2026"):
        run_now(schedule=schedule, by=UserFactory())

    assert run_now(schedule=schedule, by=UserFactory(), first=datetime.date(2026, 9, 1)).period_start.month == 9
