"""A unit becomes several on a date."""

import pytest

from asn_portal.errors import DomainError
from asn_portal.notifications.models import Notification
from employees.dates import today
from employees.enums import StructureChangeState, UnitKind
from employees.models import (
    OrganizationalUnit,
    Position,
    StructureChange,
)
from employees.reports.succession import succession_of
from employees.services.history import disagreeing_employees
from employees.services.structure import apply_due_changes
from employees.supervision import head_of
from tests.employees.services.structure.changes import DAY, held, split
from tests.factories.employees import (
    EmployeeFactory,
    PositionFactory,
)


def test_a_split_makes_units_beside_and_people_follow_their_position(world, planned):
    clerk, head = world.users["employee"].employee, world.users["supervisor"].employee

    planned("SPLIT", days=-5, **split(world))

    north, south = OrganizationalUnit.objects.filter(name__startswith="Belawan ").order_by("-name")
    assert (north.parent, north.kind, north.opened_on) == (world.district, UnitKind.URBAN_VILLAGE, today() - 5 * DAY)
    assert north.is_service_unit
    assert held(head, today())[0] == north
    assert held(clerk, today()) == (south, clerk.position.title)
    assert held(clerk, today() - 6 * DAY) == (world.village, clerk.position.title)
    assert head_of(north) == head
    assert {unit.name for link in succession_of(world.village).became for unit in link.units} == {
        north.name,
        south.name,
    }
    assert north not in OrganizationalUnit.objects.open_on(today() - 6 * DAY)
    assert disagreeing_employees() == []


def test_a_position_that_came_later_blocks_the_split_on_its_day(world, planned, officer):
    change = planned("SPLIT", days=5, **split(world))
    PositionFactory(unit=world.village, title="Jabatan Baru")
    StructureChange.objects.filter(pk=change.pk).update(effective_date=today())

    assert apply_due_changes() == 0

    change.refresh_from_db()
    assert change.state == StructureChangeState.BLOCKED
    assert "Jabatan Baru" in change.blocked_reason
    assert Notification.objects.filter(kind="employees.structure_change", user=officer).count() == 1
    assert not OrganizationalUnit.objects.filter(name="Belawan Utara").exists()


def test_bad_splits_are_refused(world, planned):
    good = split(world)

    for bad in (
        {**good, "parts": good["parts"][:1]},
        {**good, "parts": [good["parts"][0]] * 2},
        {**good, "parts": [{"name": "A", "kind": "GOVERNMENT"}, good["parts"][1]]},
        {**good, "positions": dict.fromkeys(good["positions"], 7)},
    ):
        with pytest.raises(DomainError):
            planned("SPLIT", days=5, **bad)


def test_holders_of_one_position_are_divided_with_the_need(world, planned):
    clerk = world.users["employee"].employee
    title = clerk.position.title
    colleague = EmployeeFactory(unit=world.village, position=clerk.position)
    clerk.position.needed = 4
    clerk.position.save()
    plan = split(world)
    key = str(clerk.position_id)

    planned("SPLIT", **plan, holders={key: {str(colleague.pk): 0}})

    assert [held(each, today())[0].name for each in (clerk, colleague)] == ["Belawan Selatan", "Belawan Utara"]
    rows = Position.objects.filter(title=title, unit__name__startswith="Belawan ")
    assert dict(rows.values_list("unit__name", "needed")) == {"Belawan Utara": 1, "Belawan Selatan": 3}


def test_the_officer_says_how_many_each_part_needs(world, planned):
    clerk = world.users["employee"].employee
    key = str(clerk.position_id)

    planned("SPLIT", **split(world), needs={key: {"0": 2, "1": 5}})

    rows = Position.objects.filter(title=clerk.position.title, unit__name__startswith="Belawan ")
    assert dict(rows.values_list("unit__name", "needed")) == {"Belawan Utara": 2, "Belawan Selatan": 5}
