"""Whoever goes up from supervisor to supervisor arrives: the chain follows the tree and never comes back."""

import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from employees.dates import today
from employees.enums import AssignmentKind
from employees.models import PositionHistory
from employees.supervision import direct_reports, supervisor_of
from tests.factories.employees import EmployeeFactory, PositionFactory, UnitFactory


def chain(employee):
    """Supervisors upwards; a repeated one is a loop."""
    passed = [employee.pk]
    while (employee := supervisor_of(employee)) is not None:
        assert employee.pk not in passed, "a loop"
        passed.append(employee.pk)
    return passed


def head(unit, employee, kind=AssignmentKind.ACTING):
    position = unit.positions.filter(is_head=True).first() or PositionFactory(unit=unit, head=True)
    PositionHistory.objects.create(
        employee=employee, position=position, kind=kind, period=(today() - dt.timedelta(days=5), None)
    )


@pytest.fixture
def units(db):
    government = UnitFactory()
    district = UnitFactory(parent=government)
    village = UnitFactory(parent=district)
    return government, district, village


def test_the_head_of_two_levels_answers_to_the_one_above_both(units):
    government, district, village = units
    mayor = EmployeeFactory(unit=government, head=True)
    camat = EmployeeFactory(unit=district, head=True)
    head(village, camat)
    clerk = EmployeeFactory(unit=village)

    assert chain(clerk) == [clerk.pk, camat.pk, mayor.pk]
    assert chain(camat) == [camat.pk, mayor.pk]


def test_a_village_head_who_acts_above_answers_to_nobody_below(units):
    government, district, village = units
    lurah = EmployeeFactory(unit=village, head=True)
    head(district, lurah)
    head(government, lurah)

    assert supervisor_of(lurah) is None
    assert chain(EmployeeFactory(unit=village))[1:] == [lurah.pk]


def test_an_acting_head_who_heads_nothing_else_answers_to_the_next_above(units):
    government, district, village = units
    mayor = EmployeeFactory(unit=government, head=True)
    away = EmployeeFactory(unit=district, head=True)
    clerk = EmployeeFactory(unit=village)
    head(district, clerk)

    assert chain(clerk) == [clerk.pk, mayor.pk]
    # Who is away keeps the post, and never answers to who stands in for them.
    assert supervisor_of(away) == mayor
    assert set(direct_reports(mayor)) == {away, clerk}
    assert away not in direct_reports(clerk)
    assert supervisor_of(EmployeeFactory(unit=district)) == clerk


def test_two_who_act_for_each_other_answer_to_the_one_above_both(units):
    government, district, _village = units
    beside = UnitFactory(parent=government)
    mayor = EmployeeFactory(unit=government, head=True)
    one, other = EmployeeFactory(unit=district), EmployeeFactory(unit=beside)
    head(beside, one)
    head(district, other)

    assert supervisor_of(one) == supervisor_of(other) == mayor
    assert set(direct_reports(mayor)) == {one, other}


def test_an_acting_head_at_home_elsewhere_still_answers_to_the_own_head(units):
    _government, district, village = units
    secretariat = UnitFactory(parent=district)
    secretary = EmployeeFactory(unit=secretariat, head=True)
    deputy = EmployeeFactory(unit=secretariat)
    head(village, deputy)

    assert supervisor_of(deputy) == secretary


@given(data=st.data())
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_arrangement_of_heads_makes_a_loop(units, data):
    from django.db import transaction

    with transaction.atomic():
        people = [EmployeeFactory(unit=unit, head=data.draw(st.booleans())) for unit in units]
        people += [EmployeeFactory(unit=unit) for unit in units]
        for unit in units:
            for person in data.draw(st.lists(st.sampled_from(people), max_size=2, unique=True)):
                head(unit, person)

        for person in people:
            chain(person)
            reports = {each.pk for each in people if supervisor_of(each) == person}
            assert set(direct_reports(person).values_list("pk", flat=True)) == reports

        transaction.set_rollback(True)
