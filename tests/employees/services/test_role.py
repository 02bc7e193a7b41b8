"""Granting and ending roles."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from asn_portal.access.permissions import Permission
from asn_portal.access.roles import Role
from asn_portal.access.scope import scope_of
from asn_portal.accounts.models import User
from asn_portal.audit.models import Event
from asn_portal.errors import DomainError
from employees.dates import today
from employees.models import RoleGrant
from employees.services.role import end_role, grant_role
from tests.factories.employees import RoleGrantFactory, UnitFactory, UserFactory, make_officer

DAY = dt.timedelta(days=1)


@pytest.fixture
def operator(db):
    return make_officer(Role.OPERATOR, None)


@pytest.fixture
def person(db):
    return UserFactory(name="Siti")


@pytest.fixture
def unit(db):
    return UnitFactory(name="Dinas Pendidikan")


def grant(person, unit, operator, /, **changes):
    return grant_role(
        **{
            "user": person,
            "role": Role.HR_OFFICER,
            "unit": unit,
            "start": today(),
            "until": None,
            "reason": "SK 1/2026",
            "by": operator,
            **changes,
        }
    )


def fresh(user):
    """Without the scope kept on the object."""
    return User.objects.get(pk=user.pk)


def test_grant_holds_at_once_and_is_recorded(person, unit, operator):
    granted = grant(person, unit, operator)

    assert scope_of(fresh(person)).paths(Permission.EMPLOYEE_EDIT) == (unit.path,)
    assert (granted.granted_by, granted.reason) == (operator, "SK 1/2026")
    event = Event.objects.get()
    assert (event.kind, event.actor, event.object_id, event.unit_path, event.reason, event.data) == (
        "employees.role_granted",
        operator,
        str(granted.pk),
        unit.path,
        "SK 1/2026",
        {"user": person.pk, "role": "hr_officer"},
    )


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({"role": Role.AUDITOR}, "auditor"),
        ({"until": today()}, "berakhir"),
        ({"until": today() - DAY}, "berakhir"),
        ({"unit": None}, "unit"),
        ({"role": Role.OPERATOR}, "operator"),
    ],
    ids=["auditor without end", "ends at its first day", "ends before it begins", "no unit", "operator of a unit"],
)
def test_grant_that_must_not_be_is_refused_and_changes_nothing(person, unit, operator, changes, word):
    before = RoleGrant.objects.count()

    with pytest.raises(DomainError) as refusal:
        grant(person, unit, operator, **changes)

    assert word in str(refusal.value).lower()
    assert RoleGrant.objects.count() == before
    assert not Event.objects.exists()


def test_nobody_grants_a_role_to_themselves(unit, operator):
    with pytest.raises(DomainError):
        grant(operator, unit, operator)

    assert not Event.objects.exists()


def test_the_first_operator_is_granted_by_the_system(person, db):
    granted = grant(person, None, None, role=Role.OPERATOR)

    assert granted.granted_by is None
    # It belongs to no unit: operators read it, auditors of a unit don't.
    assert Event.objects.get().unit_path == ""


def test_an_auditor_with_an_end_is_granted(person, unit, operator):
    grant(person, unit, operator, role=Role.AUDITOR, until=today() + 90 * DAY)

    assert scope_of(fresh(person)).has(Permission.AUDIT_VIEW)


@pytest.mark.parametrize(
    "values",
    [
        {"role": Role.AUDITOR, "period": (today(), None)},
        {"role": Role.OPERATOR},
        {"role": Role.HR_OFFICER, "unit": None},
        {"role": Role.HR_OFFICER, "period": (None, today())},
    ],
    ids=["auditor without end", "operator of a unit", "officer of everything", "without a first day"],
)
def test_the_database_refuses_it_too(person, unit, values):
    with pytest.raises(IntegrityError), transaction.atomic():
        RoleGrant.objects.create(
            **{"user": person, "unit": unit, "period": (today(), today() + DAY), "reason": "x", **values}
        )


def test_ending_holds_at_once_and_is_recorded(person, unit, operator):
    granted = RoleGrantFactory(user=person, unit=unit)
    assert scope_of(fresh(person)).has(Permission.EMPLOYEE_EDIT)

    end_role(grant=granted, reason="Mutasi", by=operator)

    assert not scope_of(fresh(person)).has(Permission.EMPLOYEE_EDIT)
    event = Event.objects.get()
    assert (event.kind, event.reason, event.actor, event.unit_path) == (
        "employees.role_ended",
        "Mutasi",
        operator,
        unit.path,
    )


def test_ending_keeps_what_was(person, unit, operator):
    granted = RoleGrantFactory(user=person, unit=unit, period=(today() - 30 * DAY, None))

    end_role(grant=granted, reason="Mutasi", by=operator)

    granted.refresh_from_db()
    assert (granted.period.lower, granted.period.upper) == (today() - 30 * DAY, today())


def test_ending_twice_changes_nothing(person, unit, operator):
    granted = RoleGrantFactory(user=person, unit=unit)
    end_role(grant=granted, reason="Mutasi", by=operator)

    end_role(grant=granted, reason="Sekali lagi", by=operator)

    assert Event.objects.count() == 1


@pytest.mark.parametrize("start", [0, 10], ids=["began today", "begins later"])
def test_a_role_that_has_not_held_a_day_never_holds(person, unit, operator, start):
    granted = RoleGrantFactory(user=person, unit=unit, period=(today() + start * DAY, None))

    end_role(grant=granted, reason="Keliru", by=operator)

    granted.refresh_from_db()
    assert granted.has_ended
    # What was granted stays written as it was; it has never held on an earlier day.
    assert (granted.period.lower, granted.period.upper) == (today() + start * DAY, None)
    assert not RoleGrant.objects.on(today() - DAY).filter(pk=granted.pk).exists()
    assert not scope_of(fresh(person)).has(Permission.EMPLOYEE_EDIT)
    assert not RoleGrant.objects.on(today() + 20 * DAY).filter(pk=granted.pk).exists()


def test_the_same_role_is_granted_once_at_a_time(person, unit, operator):
    first = grant(person, unit, operator)

    with pytest.raises(DomainError, match="sudah"):
        grant(person, unit, operator, start=today() + 5 * DAY)
    end_role(grant=first, reason="Keliru", by=operator)

    assert grant(person, unit, operator).period is not None
