"""Units, positions, people, roles."""

from __future__ import annotations

import datetime

import factory
from factory.django import DjangoModelFactory

from asn_portal.access.roles import Role
from asn_portal.accounts.models import User
from employees.dates import today
from employees.enums import EmploymentType, PositionType, Sex, StructureChangeKind, UnitKind, WarningKind
from employees.models import (
    ChangeRequest,
    EarlyWarning,
    Employee,
    OrganizationalUnit,
    Position,
    PositionHistory,
    RankHistory,
    RoleGrant,
    StructureChange,
)

LONG_AGO = datetime.date(2020, 1, 1)


def make_nip(number: int, *, sex: str = "1", birth: str = "19850115", appointed: str = "201001") -> str:
    """The `number`-th valid NIP of people born and appointed on the same days: serial first, then the birth year."""
    year = int(birth[:4]) + number // 999 % 15
    return f"{year}{birth[4:]}{appointed}{sex}{number % 999 + 1:03d}"


class UserFactory(DjangoModelFactory):
    class Meta:
        model = User
        skip_postgeneration_save = True

    username = factory.Sequence(lambda n: f"user{n}")
    email = factory.LazyAttribute(lambda user: f"{user.username}@example.go.id")
    name = factory.Sequence(lambda n: f"User Number {n}")
    password = factory.django.Password("correct horse battery")


class UnitFactory(DjangoModelFactory):
    """`parent=None` makes a government."""

    class Meta:
        model = OrganizationalUnit

    class Params:
        service = factory.Trait(is_service_unit=True)

    name = factory.Sequence(lambda n: f"Unit {n}")
    slug = factory.Sequence(lambda n: f"unit-{n}")
    kind = UnitKind.AGENCY

    @classmethod
    def _create(cls, model_class, *args, parent=None, **kwargs):
        if parent is None:
            return model_class.objects.add_root(create_kwargs={**kwargs, "kind": UnitKind.GOVERNMENT})
        parent = model_class.objects.get(pk=parent.pk)
        return model_class.objects.add_child(parent, create_kwargs=kwargs)


class PositionFactory(DjangoModelFactory):
    class Meta:
        model = Position

    class Params:
        head = factory.Trait(is_head=True, position_type=PositionType.PENGAWAS)

    unit = factory.SubFactory(UnitFactory)
    title = factory.Sequence(lambda n: f"Position {n}")


class EmployeeFactory(DjangoModelFactory):
    """An active PNS with rank III/c and a definitive position, histories included."""

    class Meta:
        model = Employee
        exclude = ["since"]
        skip_postgeneration_save = True

    class Params:
        head = factory.Trait(
            position=factory.SubFactory(PositionFactory, unit=factory.SelfAttribute("..unit"), head=True)
        )
        pppk = factory.Trait(
            employment_type=EmploymentType.PPPK,
            rank="IX",
            rank_order=9,
            nip=factory.Sequence(lambda n: make_nip(n, birth="19920308", appointed="202221")),
            birth_date=datetime.date(1992, 3, 8),
        )

    since = LONG_AGO
    unit = factory.SubFactory(UnitFactory)
    position = factory.SubFactory(PositionFactory, unit=factory.SelfAttribute("..unit"))
    government = factory.LazyAttribute(lambda employee: employee.unit.government)
    nip = factory.Sequence(make_nip)
    name = factory.Sequence(lambda n: f"Pegawai Nomor {n}")
    employment_type = EmploymentType.PNS
    birth_date = datetime.date(1985, 1, 15)
    sex = Sex.MALE
    rank = "III/c"
    rank_order = 11
    rank_since = LONG_AGO

    @factory.post_generation
    def histories(self, create, extracted, **kwargs):
        if not create or extracted is False:
            return
        if self.position_id:
            PositionHistory.objects.create(employee=self, position=self.position, period=(LONG_AGO, None))
        if self.rank:
            RankHistory.objects.create(employee=self, rank=self.rank, period=(self.rank_since, None))


class RoleGrantFactory(DjangoModelFactory):
    class Meta:
        model = RoleGrant

    user = factory.SubFactory(UserFactory)
    role = Role.HR_OFFICER
    unit = factory.SubFactory(UnitFactory)
    reason = "test"
    period = factory.LazyAttribute(
        lambda grant: (
            today() - datetime.timedelta(days=30),
            today() + datetime.timedelta(days=335) if grant.role == Role.AUDITOR else None,
        )
    )


class ChangeRequestFactory(DjangoModelFactory):
    """A waiting request for another telephone number."""

    class Meta:
        model = ChangeRequest

    employee = factory.SubFactory(EmployeeFactory)
    topic = "contact"
    changes = factory.LazyFunction(lambda: {"phone": "+6281234567890"})
    before = factory.LazyFunction(lambda: {"phone": ""})
    created_by = factory.LazyAttribute(lambda request: request.employee.user or UserFactory())


class EarlyWarningFactory(DjangoModelFactory):
    """An open warning of a salary step that is announced and due next month."""

    class Meta:
        model = EarlyWarning

    employee = factory.SubFactory(EmployeeFactory)
    kind = WarningKind.SALARY_STEP
    due_on = factory.LazyFunction(lambda: today() + datetime.timedelta(days=28))
    warn_from = factory.LazyFunction(today)
    details = factory.LazyFunction(lambda: {"last": "", "months": 24})


class StructureChangeFactory(DjangoModelFactory):
    """A unit that is to be renamed in a month."""

    class Meta:
        model = StructureChange

    unit = factory.SubFactory(UnitFactory)
    government = factory.LazyAttribute(lambda change: change.unit.government)
    kind = StructureChangeKind.RENAME
    effective_date = factory.LazyFunction(lambda: today() + datetime.timedelta(days=30))
    decree_number = "Perwal 12/2026"
    plan = factory.LazyFunction(lambda: {"name": "Nama Baru"})
    created_by = factory.SubFactory(UserFactory)


def make_officer(role: Role, unit: OrganizationalUnit | None, **user_fields: object) -> User:
    """A user who holds `role` on `unit` (None for an operator)."""
    user = UserFactory(**user_fields)
    RoleGrantFactory(user=user, role=role, unit=unit)
    return user


def make_employee_user(unit: OrganizationalUnit, **employee_fields: object) -> User:
    """A user with a staff record in `unit`."""
    user = UserFactory()
    EmployeeFactory(unit=unit, user=user, **employee_fields)
    return user
