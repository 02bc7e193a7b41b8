"""Which dates and plans hold, and that a change takes effect once and whole."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from asn_portal.access.roles import Role
from asn_portal.audit.models import Event
from asn_portal.errors import DomainError
from employees.dates import today
from employees.enums import StructureChangeKind, StructureChangeState
from employees.models import (
    PositionHistory,
    StructureChange,
)
from employees.services.history import add_definitive_position
from employees.services.structure import apply_due_changes, cancel_change
from tests.employees.services.structure.changes import DAY, merge, split
from tests.factories.employees import (
    EmployeeFactory,
    PositionFactory,
    StructureChangeFactory,
    UnitFactory,
    make_officer,
)


def test_a_past_date_with_later_histories_is_refused(world, planned):
    clerk = world.users["employee"].employee
    elsewhere = PositionFactory(unit=world.district)
    add_definitive_position(employee=clerk, position=elsewhere, effective_date=today() - 2 * DAY, by=None)

    with pytest.raises(DomainError, match=clerk.full_name):
        planned("MERGE", days=-5, **merge(world))


def test_dates_that_can_not_be(world, planned):
    world.village.opened_on = today() + 5 * DAY
    world.village.save(update_fields=["opened_on"])

    for days in (4, 5, -400):
        with pytest.raises(DomainError):
            planned("RENAME", days=days, name="X")
    assert planned("RENAME", days=6, name="X").state == StructureChangeState.PLANNED


def test_a_government_is_only_renamed(world, planned):
    for kind, plan in (("CLOSE", {}), ("MERGE", merge(world)), ("SPLIT", split(world))):
        with pytest.raises(DomainError):
            planned(kind, unit=world.government, days=5, **plan)
    assert planned("RENAME", unit=world.government, name="Kota Medan Baru").state == StructureChangeState.IN_FORCE


def test_one_plan_a_day_and_a_cancelled_one_makes_room(world, planned, officer):
    change = planned("RENAME", days=5, name="A")
    with pytest.raises(DomainError):
        planned("RENAME", days=5, name="B")

    cancel_change(change=change, by=officer)
    cancel_change(change=change, by=officer)

    assert planned("RENAME", days=5, name="B").state == StructureChangeState.PLANNED
    assert Event.objects.filter(kind="employees.structure_cancelled").count() == 1
    StructureChange.objects.filter(pk=change.pk).update(effective_date=today())
    assert apply_due_changes() == 0


def test_what_is_in_force_is_not_cancelled(planned, officer):
    change = planned("RENAME", name="A")

    with pytest.raises(DomainError):
        cancel_change(change=change, by=officer)


def test_a_fault_in_the_middle_leaves_nothing_behind(world, planned, officer, monkeypatch):
    change = planned("MERGE", days=5, **merge(world))
    StructureChange.objects.filter(pk=change.pk).update(effective_date=today())
    calls = []

    def dies(**kwargs):
        calls.append(kwargs)
        if len(calls) == 2:
            raise RuntimeError("killed")
        return add(**kwargs)

    from employees.services.structure import apply as module

    add = module.add_definitive_position
    monkeypatch.setattr(module, "add_definitive_position", dies)
    with pytest.raises(RuntimeError):
        apply_due_changes()
    monkeypatch.undo()

    assert PositionHistory.objects.filter(position__unit=world.other_village).count() == 1
    world.village.refresh_from_db()
    assert world.village.closed_on is None
    assert apply_due_changes() == 1


@pytest.mark.django_db(transaction=True)
def test_of_many_workers_one_puts_it_in_force():
    unit = UnitFactory(parent=UnitFactory())
    into = UnitFactory(parent=unit.parent)
    people = [EmployeeFactory(unit=unit) for _each in range(3)]
    StructureChangeFactory(
        unit=unit,
        kind=StructureChangeKind.MERGE,
        effective_date=today(),
        plan={"into": into.pk, "head_title": "Analis", "roles": "end"},
        created_by=make_officer(Role.HR_OFFICER, unit.government),
    )
    gate = threading.Barrier(4)

    def work(_number):
        try:
            gate.wait(20)
            return apply_due_changes()
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(work, range(4))) == 1

    assert PositionHistory.objects.filter(position__unit=into).count() == len(people)
    assert Event.objects.filter(kind="employees.structure_applied").count() == 1
