"""An officer, and changes as that officer plans them."""

import datetime as dt

import pytest

from asn_portal.access.roles import Role
from employees.dates import today
from employees.enums import StructureChangeKind
from employees.services.structure import plan_change
from tests.factories.employees import (
    make_officer,
)

DAY = dt.timedelta(days=1)


@pytest.fixture
def officer(world):
    return make_officer(Role.HR_OFFICER, world.government)


@pytest.fixture
def planned(world, officer):
    """`planned(kind, days=…, unit=…, **plan)`"""

    def plan(kind, *, days=0, unit=None, by=None, **values):
        return plan_change(
            unit=unit or world.village,
            kind=StructureChangeKind(kind),
            effective_date=today() + days * DAY,
            plan=values,
            decree_number="Perda 4/2026",
            decree_date=today() - 60 * DAY,
            by=by or officer,
        )

    return plan
