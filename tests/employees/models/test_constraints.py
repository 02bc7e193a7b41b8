"""What must never be false: tried directly against the database."""

from __future__ import annotations

import datetime

import pytest
from django.db import IntegrityError, transaction

from asn_portal.access.roles import Role
from employees.enums import AssignmentKind
from employees.models import Employee, Position, PositionHistory, RankHistory, RoleGrant, StaffImportRow
from tests.factories.employees import EmployeeFactory, PositionFactory, UnitFactory, UserFactory

pytestmark = pytest.mark.django_db
START = datetime.date(2020, 1, 1)
LATER = datetime.date(2024, 1, 1)


def refused(constraint, act):
    """`act` breaks `constraint` and nothing else."""
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        act()


def test_employee():
    one = EmployeeFactory()
    one.nik = "1271051501850003"
    one.save()
    other = EmployeeFactory(unit=one.unit)

    refused("employee_nip_unique", lambda: Employee.objects.filter(pk=other.pk).update(nip=one.nip))
    refused("employee_nik_unique", lambda: Employee.objects.filter(pk=other.pk).update(nik_hash=one.nik_hash))
    refused("employee_nip_digits", lambda: Employee.objects.filter(pk=one.pk).update(nip="19850115 2010011003"[:18]))
    refused("employee_rank_known", lambda: Employee.objects.filter(pk=one.pk).update(rank="III/f"))
    refused("employee_name_given", lambda: Employee.objects.filter(pk=one.pk).update(name=""))


def test_same_nip_in_two_governments_is_allowed():
    one = EmployeeFactory()

    assert EmployeeFactory(nip=one.nip).nip == one.nip


def test_ranks_of_one_person_cannot_overlap():
    employee = EmployeeFactory()

    refused(
        "rankhistory_no_overlap",
        lambda: RankHistory.objects.create(employee=employee, rank="III/d", period=(LATER, None)),
    )
    refused(
        "rankhistory_has_start",
        lambda: RankHistory.objects.create(employee=employee, rank="III/d", period=(None, START)),
    )
    refused(
        "rankhistory_has_start",
        lambda: RankHistory.objects.create(employee=employee, rank="III/d", period=(LATER, LATER)),
    )
    refused(
        "rankhistory_rank_known",
        lambda: RankHistory.objects.create(employee=employee, rank="III/f", period=(datetime.date(2010, 1, 1), START)),
    )
    assert RankHistory.objects.create(employee=employee, rank="III/b", period=(datetime.date(2010, 1, 1), START)).pk
    assert RankHistory.objects.create(employee=employee, rank="III/d", period=(LATER, None), is_void=True).pk


def test_definitive_positions_of_one_person_cannot_overlap():
    employee = EmployeeFactory()
    other = PositionFactory(unit=employee.unit)

    refused(
        "positionhistory_one_definitive",
        lambda: PositionHistory.objects.create(employee=employee, position=other, period=(LATER, None)),
    )
    refused(
        "positionhistory_has_start",
        lambda: PositionHistory.objects.create(
            employee=employee, position=other, kind=AssignmentKind.ACTING, period=(None, LATER)
        ),
    )
    PositionHistory.objects.create(employee=employee, position=other, kind=AssignmentKind.ACTING, period=(LATER, None))
    refused(
        "positionhistory_no_overlap",
        lambda: PositionHistory.objects.create(
            employee=employee, position=other, kind=AssignmentKind.ACTING, period=(START, None)
        ),
    )


def test_a_unit_has_one_head_and_no_two_positions_of_one_title():
    head = PositionFactory(head=True)

    refused("position_one_head", lambda: Position.objects.create(unit=head.unit, title="Wakil", is_head=True))
    refused("position_title_unique", lambda: Position.objects.create(unit=head.unit, title=head.title))


def test_role_grant():
    user, unit = UserFactory(), UnitFactory()

    def grant(role, unit, period):
        return lambda: RoleGrant.objects.create(user=user, role=role, unit=unit, period=period, reason="x")

    refused("rolegrant_unit_fits_role", grant(Role.OPERATOR, unit, (START, None)))
    refused("rolegrant_unit_fits_role", grant(Role.HR_OFFICER, None, (START, None)))
    refused("rolegrant_auditor_ends", grant(Role.AUDITOR, unit, (START, None)))
    refused("rolegrant_has_start", grant(Role.HR_OFFICER, unit, (None, START)))
    assert grant(Role.AUDITOR, unit, (START, LATER))().pk


def test_row_of_an_import_stands_once():
    from employees.models import StaffImport, StaffImportSheet

    government = UnitFactory()
    staff_import = StaffImport.objects.create(
        government=government, unit_path=government.path, created_by=UserFactory(), file_name="a.csv"
    )
    page = StaffImportSheet.objects.create(staff_import=staff_import, place=0)
    StaffImportRow.objects.create(staff_import=staff_import, sheet=page, number=5, action="SKIP")

    refused(
        "staffimportrow_number_unique",
        lambda: StaffImportRow.objects.create(staff_import=staff_import, sheet=page, number=5, action="SKIP"),
    )


def test_one_statement_writes_the_history_of_many_rows():
    people = [EmployeeFactory() for _number in range(3)]

    Employee.objects.filter(pk__in=[person.pk for person in people]).update(phone="+6281")

    history = Employee.pgh_event_model.objects
    assert history.filter(pgh_label="insert").count() == 3
    assert list(history.filter(pgh_label="update").values_list("phone", flat=True)) == ["+6281"] * 3
