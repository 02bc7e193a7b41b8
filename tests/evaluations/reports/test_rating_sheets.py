"""Whose sheets stand in the paper of a unit's ratings."""

import datetime

import pytest

from employees.enums import AssignmentKind
from employees.models import PositionHistory
from evaluations.reports import rating_sheets
from tests.evaluations.services.assessment.conftest import Office
from tests.factories.employees import make_employee_user

pytestmark = pytest.mark.django_db

YEAR = (datetime.date(2025, 1, 1), datetime.date(2025, 12, 31))


def test_a_head_belongs_to_the_paper_of_the_unit_above():
    office = Office()
    stand_in = make_employee_user(office.village).employee
    position = office.lurah.employee.position
    PositionHistory.objects.create(
        employee=stand_in, position=position, kind=AssignmentKind.DAILY_ACTING, period=(YEAR[1], None)
    )
    office.rating(final=True)
    office.rating(employee=office.lurah.employee, assessor=office.camat.employee, final=True)

    found = rating_sheets.gather(office.village, *YEAR)

    assert [each["name"] for each in found["people"]] == [office.clerk.employee.full_name]
    # Who only stood in is staff as before, still without a rating; the head is not counted here.
    assert found["waiting"] == 1
    above = rating_sheets.gather(office.district, *YEAR)
    assert [each["name"] for each in above["people"]] == [office.lurah.employee.full_name]
    # The district's own head belongs to the city.
    assert above["waiting"] == 0
    assert rating_sheets.gather(office.city, *YEAR)["waiting"] == 1
