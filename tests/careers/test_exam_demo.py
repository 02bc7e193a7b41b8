"""The exams of the demo: a sitting in each state, results and marks included."""

import random

import pytest

from asn_portal.operation.demo import DemoWorld
from careers.demo.exam import add_exams
from careers.enums import ItemState, SittingState
from careers.models import Item, Sitting, StageResult
from employees.dates import today
from tests.factories.employees import EmployeeFactory, UnitFactory, UserFactory, make_employee_user

pytestmark = pytest.mark.django_db


def test_demo_has_a_sitting_in_each_state():
    unit = UnitFactory(parent=UnitFactory(), slug="medan-belawan")
    users = {name: UserFactory() for name in ("hr@medan.demo", "hr@belawan.demo")}
    users["lurah@belawan.demo"] = make_employee_user(unit, head=True)
    users["pegawai@belawan.demo"] = make_employee_user(unit)
    for _number in range(16):
        EmployeeFactory(unit=unit, user=UserFactory())
    world = DemoWorld(
        today=today(),
        rng=random.Random(1),
        password_hash="",
        report=lambda _fraction: None,
        units={"medan-belawan": unit},
        users=users,
    )

    add_exams(world)

    assert set(Sitting.objects.values_list("state", flat=True)) == set(SittingState.values)
    assert Item.objects.count() >= 60
    assert set(Item.objects.values_list("state", flat=True)) == set(ItemState.values)
    published = Sitting.objects.get(state=SittingState.PUBLISHED)
    assert published.candidates.exclude(score=None).count() == 11
    assert published.analysis["n"] == 11
    assert not StageResult.objects.exists()
