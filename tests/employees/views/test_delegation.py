"""The page of roles handed on and received."""

import datetime as dt

from django.urls import reverse

from asn_portal.access.roles import Role
from employees.dates import today
from employees.models import RoleGrant
from tests.factories.employees import RoleGrantFactory, make_employee_user

LIST = reverse("employees:delegation-list")


def given(world, *, to="colleague", start=0, days=10):
    original = world.users["hr_officer"].role_grants.get()
    begin = today() + dt.timedelta(days=start)
    return RoleGrantFactory(
        user=world.users[to],
        role=Role.HR_OFFICER,
        unit=world.village,
        period=(begin, begin + dt.timedelta(days=days)),
        delegated_from=original,
        granted_by=original.user,
    )


def test_a_role_is_delegated_with_a_form(world, client_for):
    client = client_for("hr_officer")
    grant = world.users["hr_officer"].role_grants.get()
    data = {
        "grant": grant.pk,
        "account": world.users["colleague"].username,
        "unit": world.village.pk,
        "start": today().isoformat(),
        "last_day": (today() + dt.timedelta(days=13)).isoformat(),
        "reason": "Cuti",
    }

    response = client.post(reverse("employees:delegation-create"), data)

    assert response.url == LIST
    delegated = RoleGrant.objects.get(delegated_from=grant)
    assert (delegated.user, delegated.unit, delegated.period.upper) == (
        world.users["colleague"],
        world.village,
        today() + dt.timedelta(days=14),
    )


def test_the_mail_address_names_the_colleague_too(world, client_for):
    grant = world.users["hr_officer"].role_grants.get()
    colleague = world.users["colleague"]
    data = {"grant": grant.pk, "unit": "", "start": today(), "last_day": today(), "reason": "x"}

    client_for("hr_officer").post(reverse("employees:delegation-create"), {**data, "account": colleague.email.upper()})

    assert RoleGrant.objects.get(delegated_from=grant).user == colleague


def test_faults_are_told_in_the_form(world, client_for):
    grant = world.users["hr_officer"].role_grants.get()
    data = {"grant": grant.pk, "start": today().isoformat(), "last_day": today().isoformat(), "reason": "x"}

    for account in ("salah", world.users["stranger"].username, world.users["hr_officer"].username):
        response = client_for("hr_officer").post(
            reverse("employees:delegation-create"), {**data, "account": account, "unit": ""}
        )
        assert response.context["form"].errors


def test_accounts_of_other_governments_are_answered_like_unknown_ones(world, client_for):
    grant = world.users["hr_officer"].role_grants.get()
    stranger = make_employee_user(world.other_government)
    whole = {
        "grant": grant.pk,
        "unit": "",
        "start": today().isoformat(),
        "last_day": today().isoformat(),
        "reason": "x",
    }

    for data in (whole, {**whole, "last_day": "salah"}, {**whole, "grant": ""}):
        first, *others = [
            client_for("hr_officer")
            .post(reverse("employees:delegation-create"), {**data, "account": account})
            .context["form"]
            .errors
            for account in ("199001012020011001", "nobody@example.go.id", stranger.username, stranger.email)
        ]
        assert "account" in first
        assert all(each == first for each in others)


def test_given_and_received_stand_apart(world, client_for):
    delegated = given(world)

    giver, taker = client_for("hr_officer").get(LIST), client_for("colleague").get(LIST)

    assert (giver.context["given"], giver.context["received"]) == ([delegated], [])
    assert (taker.context["given"], taker.context["received"]) == ([], [delegated])
    assert taker.context["running"] == {delegated.pk}
    assert taker.context["may_delegate"] is False
    assert client_for("colleague").get(reverse("employees:delegation-create")).status_code == 403


def test_the_giver_ends_it_and_nobody_else(world, client_for):
    delegated = given(world)
    url = reverse("employees:delegation-end", args=[delegated.pk])

    for who in ("colleague", "stranger", "training_coordinator"):
        assert client_for(who).post(url, {"reason": "x"}).status_code == 404
    client_for("hr_officer").post(url, {"reason": "Kembali"})

    delegated.refresh_from_db()
    assert delegated.has_ended


def test_the_operator_ends_it_among_the_roles(world, client_for):
    delegated = given(world)

    client_for("operator").post(reverse("employees:role-end", args=[delegated.pk]), {"reason": "Dicabut"})

    delegated.refresh_from_db()
    assert delegated.has_ended
