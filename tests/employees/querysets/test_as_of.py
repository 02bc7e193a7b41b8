"""Staff as they stood on a date."""

from __future__ import annotations

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from employees.enums import AssignmentKind, EducationLevel, EmploymentType, LegalStatus
from employees.models import (
    EducationHistory,
    Employee,
    PositionHistory,
    RankHistory,
    StatusHistory,
)
from tests.factories.employees import LONG_AGO, EmployeeFactory, PositionFactory

NOW = datetime.date(2026, 11, 22)
THEN = datetime.date(2023, 6, 1)
MOVED = datetime.date(2024, 1, 1)


@pytest.fixture
def mover(world):
    """In one village until 2024, as III/b; since then in the other, as III/c."""
    employee = EmployeeFactory(unit=world.other_village, name="Rina", rank_since=MOVED, histories=False)
    before = PositionFactory(unit=world.village, title="Analis")
    PositionHistory.objects.create(employee=employee, position=before, period=(LONG_AGO, MOVED))
    PositionHistory.objects.create(employee=employee, position=employee.position, period=(MOVED, None))
    RankHistory.objects.create(employee=employee, rank="III/b", period=(LONG_AGO, MOVED))
    RankHistory.objects.create(employee=employee, rank="III/c", period=(MOVED, None))
    return employee


def stood(employee, date, **more):
    return Employee.objects.as_of(date, **more).filter(pk=employee.pk).first()


def test_values_are_those_of_the_date(world, mover):
    then, now = stood(mover, THEN), stood(mover, NOW)

    assert (then.unit_on, then.unit_name_on) == (world.village.pk, world.village.name)
    assert (then.rank_on, then.rank_order_on, then.rank_since_on) == ("III/b", 10, LONG_AGO)
    assert (then.position_title_on, then.position_since_on) == ("Analis", LONG_AGO)
    assert (now.unit_on, now.rank_on, now.position_on) == (world.other_village.pk, "III/c", mover.position_id)
    assert now.status_on == LegalStatus.ACTIVE


def test_the_first_day_counts_and_the_last_does_not(world, mover):
    assert stood(mover, MOVED).unit_on == world.other_village.pk
    assert stood(mover, MOVED - datetime.timedelta(days=1)).unit_on == world.village.pk


def test_void_rows_do_not_count(mover):
    RankHistory.objects.filter(employee=mover, rank="III/b").update(is_void=True)

    # There is a history, but not of that day: nothing is invented.
    assert (stood(mover, THEN).rank_on, stood(mover, THEN).rank_order_on) == ("", 0)


def test_before_the_first_position_nobody_was_in_service(mover):
    assert stood(mover, datetime.date(2019, 12, 31)) is None


def test_without_any_history_the_record_counts_from_the_entry_on(world):
    employee = EmployeeFactory(unit=world.village, histories=False)

    found = stood(employee, THEN)
    assert (found.unit_on, found.rank_on, found.rank_since_on) == (world.village.pk, "III/c", LONG_AGO)
    # The NIP says 2010.
    assert stood(employee, datetime.date(2009, 12, 31)) is None
    Employee.objects.filter(pk=employee.pk).update(cpns_since=datetime.date(2024, 1, 1))
    assert stood(employee, THEN) is None


def test_acting_appointments_and_duties_are_no_place(world):
    employee = EmployeeFactory(unit=world.village)
    head = PositionFactory(unit=world.other_village, head=True)
    PositionHistory.objects.create(
        employee=employee, position=head, kind=AssignmentKind.ACTING, period=(LONG_AGO, None)
    )

    assert stood(employee, NOW).unit_on == world.village.pk
    assert Employee.objects.as_of(NOW).filter(pk=employee.pk).count() == 1


def test_status_decides_who_was_in_service(world):
    employee = EmployeeFactory(unit=world.village, status=LegalStatus.RETIRED)
    assert stood(employee, THEN) is None

    StatusHistory.objects.create(employee=employee, status=LegalStatus.RETIRED, period=(MOVED, None))

    # Before the first status on record, people were active.
    assert stood(employee, THEN).status_on == LegalStatus.ACTIVE
    assert stood(employee, NOW) is None
    assert stood(employee, NOW, statuses=[LegalStatus.RETIRED]).status_on == LegalStatus.RETIRED


def test_employment_follows_the_appointment(world):
    employee = EmployeeFactory(unit=world.village, pns_since=MOVED)

    assert stood(employee, THEN).employment_on == EmploymentType.CPNS
    assert stood(employee, NOW).employment_on == EmploymentType.PNS


def test_education_is_the_highest_reached(world):
    employee = EmployeeFactory(unit=world.village, education=EducationLevel.MASTER)

    def level(date):
        return Employee.objects.as_of(date).with_education_on(date).get(pk=employee.pk).education_on

    assert level(THEN) == EducationLevel.MASTER
    for education, date in ((EducationLevel.BACHELOR, "2009-08-01"), (EducationLevel.MASTER, "2024-02-01")):
        EducationHistory.objects.create(employee=employee, level=education, date=date)
    assert (level(THEN), level(NOW)) == (EducationLevel.BACHELOR, EducationLevel.MASTER)


@pytest.mark.parametrize(
    ("name", "sees"), [("hr_officer", True), ("supervisor", True), ("colleague", False), ("stranger", False)]
)
def test_reach_is_todays_and_that_of_the_unit_then(name, sees, world, mover):
    """The supervisor heads the village that Rina has left."""
    user = world.users[name]

    found = Employee.objects.as_of(THEN).visible_on(user, THEN).filter(pk=mover.pk).first()

    assert (found is not None) is sees
    if sees:
        assert found.is_open is (name == "hr_officer")
    assert Employee.objects.visible_to(user).filter(pk=mover.pk).exists() is (name == "hr_officer")


def test_one_who_left_is_not_in_the_reach_of_later_dates(world, mover):
    assert not Employee.objects.as_of(NOW).visible_on(world.users["supervisor"], NOW).filter(pk=mover.pk).exists()


def test_todays_state_is_that_of_the_records(world, mover):
    user = world.users["hr_officer"]

    assert set(Employee.objects.as_of(NOW).visible_on(user, NOW).values_list("pk", flat=True)) == set(
        Employee.objects.visible_to(user).active().values_list("pk", flat=True)
    )


def test_placed_within_takes_the_place_of_the_date(world, mover):
    bare = EmployeeFactory(unit=world.village, histories=False)

    found = Employee.objects.as_of(THEN).placed_within([world.village.path], THEN)

    assert {mover.pk, bare.pk} <= set(found.values_list("pk", flat=True))
    later = Employee.objects.as_of(NOW).placed_within([world.village.path], NOW)
    assert mover.pk not in set(later.values_list("pk", flat=True))


def test_a_government_is_asked_by_its_key_alone(world):
    """No history is read to find whose staff somebody is: at a million people that is the page's whole time."""
    with CaptureQueriesContext(connection) as queries:
        list(Employee.objects.as_of(NOW).placed_within([world.government.path], NOW))

    assert " = ANY(" not in queries[-1]["sql"]


def test_no_history_is_hashed_as_a_whole(world, mover):
    """What asks whether somebody has a history at all stands behind the join and looks a single key up."""
    plan = Employee.objects.as_of(NOW).order_by().values("pk").explain()

    assert "hashed SubPlan" not in plan
