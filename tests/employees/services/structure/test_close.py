"""A unit ends on a date."""

import pytest

from asn_portal.errors import DomainError
from employees.dates import today
from employees.enums import StructureChangeState
from employees.models import (
    StructureChange,
)
from employees.services.history import add_definitive_position
from employees.services.structure import apply_change, apply_due_changes, preview_of
from tests.factories.employees import (
    EmployeeFactory,
    PositionFactory,
    UnitFactory,
)


def test_a_unit_with_people_is_not_closed_and_the_sentence_names_them(world, planned):
    with pytest.raises(DomainError, match="Siti Rahmawati"):
        planned("CLOSE")

    world.village.refresh_from_db()
    assert world.village.closed_on is None


def test_an_empty_unit_is_closed(world, planned):
    empty = UnitFactory(parent=world.district)
    PositionFactory(unit=empty)

    change = planned("CLOSE", unit=empty)

    empty.refresh_from_db()
    assert (change.state, empty.closed_on) == (StructureChangeState.IN_FORCE, today())
    with pytest.raises(DomainError):
        planned("RENAME", unit=empty, days=1, name="X")


def test_a_blocked_closing_is_tried_again(world, planned, officer):
    unit = UnitFactory(parent=world.district)
    person = EmployeeFactory(unit=unit)
    change = planned("CLOSE", unit=unit, days=5)
    assert person.full_name in preview_of(change).obstacles[0]
    StructureChange.objects.filter(pk=change.pk).update(effective_date=today())
    apply_due_changes()
    with pytest.raises(DomainError, match=person.full_name):
        apply_change(change=change, by=officer)
    elsewhere = PositionFactory(unit=world.district)
    add_definitive_position(employee=person, position=elsewhere, effective_date=today(), by=officer)

    apply_change(change=change, by=officer)

    change.refresh_from_db()
    assert (change.state, change.blocked_reason) == (StructureChangeState.IN_FORCE, "")
