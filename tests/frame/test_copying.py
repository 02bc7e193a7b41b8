"""Many rows at once are stored like rows one by one."""

import pytest
from django.db import IntegrityError, transaction
from django.db.models.expressions import DatabaseDefault

from asn_portal.copying import copy_in
from employees.models import Employee
from tests.factories.employees import EmployeeFactory, UnitFactory

pytestmark = pytest.mark.django_db

NAMES = ['Siti "Rahma", S.H.', "Budi\nSantoso", "", "\\N", "NULL", "Élise 李", "a" * 100]


def employees(count, unit, **fields):
    return [EmployeeFactory.build(government=unit.government, unit=unit, **fields) for _number in range(count)]


def test_every_value_arrives_as_it_was():
    unit = UnitFactory()
    people = employees(len(NAMES), unit, position=None)
    for person, text in zip(people, NAMES, strict=True):
        person.birth_place = text
        for field in Employee._meta.concrete_fields:
            # Left to the database; compared below with what it fills in.
            if isinstance(getattr(person, field.attname, None), DatabaseDefault):
                setattr(person, field.attname, field.db_default)

    copy_in(people)

    stored = Employee.objects.in_bulk([person.pk for person in people])
    fields = [field.attname for field in Employee._meta.concrete_fields if not field.generated]
    for person, text in zip(people, NAMES, strict=True):
        assert stored[person.pk].birth_place == text
        assert {name: getattr(stored[person.pk], name) for name in fields} == {
            name: getattr(person, name) for name in fields
        }


def test_history_is_written_and_keys_go_on():
    unit = UnitFactory()
    people = employees(3, unit, position=None)

    copy_in(people)
    following = EmployeeFactory(unit=unit)

    assert {event.name for event in Employee.pgh_event_model.objects.filter(pgh_obj_id=people[0].pk)} == {
        people[0].name
    }
    assert following.pk > max(person.pk for person in people)


def test_a_refused_row_stores_none():
    unit = UnitFactory()
    taken = EmployeeFactory(unit=unit)
    people = employees(2, unit, position=None)
    people[1].nip = taken.nip

    with pytest.raises(IntegrityError), transaction.atomic():
        copy_in(people)

    assert Employee.objects.count() == 1


def test_the_sign_of_nothing_is_refused():
    person = employees(1, UnitFactory(), position=None, birth_place="\x01")

    with pytest.raises(ValueError, match="birth_place"):
        copy_in(person)


def test_nothing_is_nothing():
    copy_in([])
