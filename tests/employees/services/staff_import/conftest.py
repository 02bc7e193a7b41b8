from __future__ import annotations

import pytest

from asn_portal.access.roles import Role
from employees.models import OrganizationalUnit
from tests.employees.services.staff_import.entry_lists import NIP
from tests.employees.services.staff_import.lists import EXPECTED, TODAY
from tests.factories.employees import EmployeeFactory, UnitFactory, make_officer


@pytest.fixture(autouse=True)
def _on_the_day(monkeypatch):
    for module in ("check", "apply", "new_people"):
        monkeypatch.setattr(f"employees.services.staff_import.{module}.today", lambda: TODAY, raising=False)
    monkeypatch.setattr("employees.services.history.current.today", lambda: TODAY)


@pytest.fixture
def medan(db):
    """The units of the sample below a district, and an HR officer of that district."""
    government = UnitFactory(name="Kota Medan")
    district = UnitFactory(parent=government, name=EXPECTED["units"][0])
    for name in EXPECTED["units"][1:]:
        UnitFactory(parent=district, name=name)
    return district


@pytest.fixture
def officer(medan):
    return make_officer(Role.HR_OFFICER, medan)


@pytest.fixture
def siti(medan):
    unit = OrganizationalUnit.objects.get(name="Kelurahan Belawan I")
    return EmployeeFactory(unit=unit, nip=NIP, name="Siti Rahmawati")
