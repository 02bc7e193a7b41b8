"""Warnings: `visible_to` and the rules agree; who may do what about them."""

import pytest

from employees.models import EarlyWarning
from tests.factories.employees import EarlyWarningFactory, EmployeeFactory, UnitFactory


@pytest.fixture
def warnings(world):
    beside = UnitFactory(parent=world.government, name="Kecamatan Medan Marelan")
    people = [EmployeeFactory(unit=unit) for unit in (world.district, world.village, beside, world.other_government)]
    people += [world.users[name].employee for name in ("employee", "supervisor", "colleague")]
    return [EarlyWarningFactory(employee=person) for person in people]


def test_visible_and_viewable_are_the_same(world, warnings):
    for name, user in world.users.items():
        visible = set(EarlyWarning.objects.visible_to(user))

        assert visible == {each for each in warnings if user.has_perm("employees.view_warning", each)}, name


@pytest.mark.parametrize(
    ("permission", "who"),
    [
        ("view_warning", {"hr_officer", "head_of_agency", "auditor", "employee"}),
        ("oversee_warning", {"hr_officer", "head_of_agency", "auditor"}),
        ("handle_warning", {"hr_officer"}),
    ],
)
def test_who_may(world, permission, who):
    warning = EarlyWarningFactory(employee=world.users["employee"].employee)

    assert {name for name, user in world.users.items() if user.has_perm(f"employees.{permission}", warning)} == who
