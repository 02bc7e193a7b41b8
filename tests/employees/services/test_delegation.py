"""Roles handed to a colleague for a while."""

import datetime as dt

import pytest

from asn_portal.access.permissions import Permission
from asn_portal.access.roles import Role
from asn_portal.access.scope import scope_of
from asn_portal.accounts.models import User
from asn_portal.audit.models import Event
from asn_portal.errors import DomainError
from asn_portal.notifications.models import Notification
from employees.dates import today
from employees.models import RoleGrant
from employees.services.delegation import delegate_role, end_delegation
from employees.services.role import end_role
from tests.factories.employees import RoleGrantFactory, UserFactory

DAY = dt.timedelta(days=1)


@pytest.fixture
def giver(world):
    return world.users["hr_officer"]


@pytest.fixture
def grant(giver):
    return giver.role_grants.get()


@pytest.fixture
def colleague(world):
    return world.users["colleague"]


def delegate(grant, to, **kwargs):
    values = {"unit": grant.unit, "start": today(), "until": today() + 14 * DAY, "reason": "Cuti", "by": grant.user}
    return delegate_role(grant=grant, to=to, **{**values, **kwargs})


def fresh(user):
    """The user as the next request meets them."""
    return User.objects.get(pk=user.pk)


def test_the_colleague_may_what_the_role_permits_and_needs_its_second_factor(world, grant, colleague):
    delegated = delegate(grant, colleague, unit=world.village)

    scope = scope_of(fresh(colleague))
    assert scope.covers(Permission.EMPLOYEE_EDIT, world.village.path)
    assert not scope.covers(Permission.EMPLOYEE_EDIT, world.district.path)
    assert scope.needs_second_factor
    assert list(RoleGrant.objects.on(today()).filter(user=colleague)) == [delegated]
    event = Event.objects.get(kind="employees.role_delegated")
    assert (event.actor, event.data["user"], event.data["delegated_from"]) == (grant.user, colleague.pk, grant.pk)


def test_both_are_told(grant, colleague):
    delegate(grant, colleague)

    assert Notification.objects.filter(kind="employees.delegation", user=colleague).count() == 1
    assert Notification.objects.filter(kind="employees.delegation", user=grant.user).count() == 1


@pytest.mark.parametrize("how", ["ended", "revoked"])
def test_it_holds_no_longer_than_the_grant_it_came_from(grant, colleague, how):
    delegate(grant, colleague)
    # Behind the service's back, as an import or a shell would.
    if how == "ended":
        RoleGrant.objects.filter(pk=grant.pk).update(period=(grant.period.lower, today()))
    else:
        RoleGrant.objects.filter(pk=grant.pk).update(revoked_at="2026-01-01T00:00:00Z")

    assert not scope_of(fresh(colleague)).has(Permission.EMPLOYEE_EDIT)
    assert not RoleGrant.objects.on(today()).filter(user=colleague).exists()
    assert RoleGrant.objects.ended(today()).filter(user=colleague).exists()


def test_ending_the_role_ends_its_delegations_and_tells_both(world, grant, colleague):
    delegated = delegate(grant, colleague)
    Notification.objects.all().delete()

    end_role(grant=grant, reason="Pindah tugas", by=world.users["operator"])

    delegated.refresh_from_db()
    assert delegated.has_ended
    told = Notification.objects.filter(kind="employees.delegation").values_list("user", flat=True)
    assert set(told) == {colleague.pk, grant.user_id}


def test_the_giver_takes_it_back(grant, colleague):
    delegated = delegate(grant, colleague)

    end_delegation(delegated=delegated, reason="Kembali dari cuti", by=grant.user)
    end_delegation(delegated=delegated, reason="Kembali dari cuti", by=grant.user)

    assert not scope_of(fresh(colleague)).has(Permission.EMPLOYEE_EDIT)
    ended = Event.objects.get(kind="employees.role_ended")
    assert ended.data["delegated_from"] == grant.pk


def test_a_delegated_role_is_not_delegated_on(world, grant, colleague):
    delegated = delegate(grant, colleague)

    with pytest.raises(DomainError):
        delegate(delegated, world.users["employee"])


@pytest.mark.parametrize("role", ["auditor", "operator"])
def test_auditors_and_operators_delegate_nothing(world, colleague, role):
    grant = world.users[role].role_grants.get()

    with pytest.raises(DomainError):
        delegate(grant, colleague, unit=world.district)


def test_only_the_holder_delegates(world, grant, colleague):
    with pytest.raises(DomainError):
        delegate(grant, colleague, by=world.users["employee"])


def test_not_above_the_own_unit(world, grant, colleague):
    with pytest.raises(DomainError):
        delegate(grant, colleague, unit=world.government)


@pytest.mark.parametrize("who", ["stranger", "nobody", "hr_officer"])
def test_only_to_a_colleague_of_the_same_government(world, grant, who):
    with pytest.raises(DomainError):
        delegate(grant, world.users[who])


def test_at_most_ninety_days(grant, colleague):
    with pytest.raises(DomainError, match="90"):
        delegate(grant, colleague, until=today() + 91 * DAY)

    assert delegate(grant, colleague, until=today() + 90 * DAY).period.upper == today() + 90 * DAY


def test_not_in_the_past_not_backwards_and_not_longer_than_the_own_role(world, colleague):
    grant = RoleGrantFactory(
        user=world.users["supervisor"],
        role=Role.SERVICE_OFFICER,
        unit=world.village,
        period=(today() - DAY, today() + 10 * DAY),
    )

    for start, until in ((today() - DAY, today() + DAY), (today() + DAY, today() + DAY), (today(), today() + 11 * DAY)):
        with pytest.raises(DomainError):
            delegate(grant, colleague, start=start, until=until)


def test_who_holds_the_role_there_already_gets_no_second(world, grant, colleague):
    RoleGrantFactory(user=colleague, role=grant.role, unit=world.government)

    with pytest.raises(DomainError):
        delegate(grant, colleague)


def test_a_closed_account_receives_nothing(grant):
    with pytest.raises(DomainError):
        delegate(grant, UserFactory(is_active=False))
