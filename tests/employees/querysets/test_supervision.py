"""Who supervises whom."""

import datetime

import pytest

from asn_portal.access.scope import scope_of
from employees.dates import today
from employees.enums import AssignmentKind
from employees.models import PositionHistory
from employees.services.history import appoint_acting
from employees.supervision import direct_reports, head_of, is_supervisor_of, supervisor_of
from tests.factories.employees import EmployeeFactory, UnitFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def district():
    government = UnitFactory(name="Kota")
    return UnitFactory(parent=government, name="Kecamatan")


@pytest.fixture
def village(district):
    return UnitFactory(parent=district, name="Kelurahan")


def test_supervisor_is_the_head_of_the_own_unit(village):
    head = EmployeeFactory(unit=village, head=True)
    clerk = EmployeeFactory(unit=village)

    assert supervisor_of(clerk) == head


def test_supervisor_of_a_head_is_the_head_of_the_unit_above(district, village):
    camat = EmployeeFactory(unit=district, head=True)
    lurah = EmployeeFactory(unit=village, head=True)

    assert supervisor_of(lurah) == camat


def test_supervisor_of_staff_without_head_is_the_next_one_up(district, village):
    camat = EmployeeFactory(unit=district, head=True)
    clerk = EmployeeFactory(unit=village)

    assert supervisor_of(clerk) == camat


def test_supervisor_at_the_top_is_nobody(district):
    camat = EmployeeFactory(unit=district, head=True)

    assert supervisor_of(camat) is None


def test_acting_official_stands_before_the_definitive_holder_between_dates(village):
    lurah = EmployeeFactory(unit=village, head=True)
    deputy = EmployeeFactory(unit=village)
    clerk = EmployeeFactory(unit=village)
    tomorrow = today() + datetime.timedelta(days=1)

    appoint_acting(
        employee=deputy, position=lurah.position, kind=AssignmentKind.DAILY_ACTING, period=(today(), tomorrow), by=None
    )

    assert head_of(village) == deputy
    assert supervisor_of(clerk) == deputy
    assert supervisor_of(clerk, on=tomorrow) == lurah


def test_additional_duty_makes_no_head(village):
    clerk = EmployeeFactory(unit=village)
    head_position = EmployeeFactory(unit=village, head=True).position

    PositionHistory.objects.create(
        employee=clerk, position=head_position, kind=AssignmentKind.ADDITIONAL_DUTY, period=(today(), None)
    )

    assert head_of(village) != clerk


def test_direct_reports_agree_with_supervisor_of_for_everyone(district, village):
    user = UserFactory()
    camat = EmployeeFactory(unit=district, head=True, user=user)
    section = UnitFactory(parent=district, name="Seksi")
    headless = UnitFactory(parent=section, name="Loket")
    people = [
        camat,
        EmployeeFactory(unit=village, head=True),
        *EmployeeFactory.create_batch(2, unit=village),
        *EmployeeFactory.create_batch(2, unit=section),
        EmployeeFactory(unit=headless),
    ]

    expected = {person.pk for person in people if supervisor_of(person) == camat}

    assert set(direct_reports(camat).values_list("pk", flat=True)) == expected
    assert len(expected) == 4
    assert {person.pk for person in people if is_supervisor_of(user, person)} == expected


def test_direct_reports_query_count_does_not_grow(district, django_assert_num_queries):
    camat = EmployeeFactory(unit=district, head=True)
    for number in range(3):
        EmployeeFactory(unit=UnitFactory(parent=district, name=f"Kelurahan {number}"), head=True)

    with django_assert_num_queries(3):
        assert len(direct_reports(camat)) == 3


def test_scope_of_an_acting_head_reaches_the_unit(village):
    user = UserFactory()
    deputy = EmployeeFactory(unit=UnitFactory(parent=village.parent, name="Sekretariat"), user=user)
    position = EmployeeFactory(unit=village, head=True).position

    appoint_acting(employee=deputy, position=position, kind=AssignmentKind.ACTING, period=(today(), None), by=None)

    assert scope_of(user).headed_paths == (village.path,)
