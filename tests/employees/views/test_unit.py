"""The unit tree, roles and accounts."""

from __future__ import annotations

import datetime

import pytest
from django.urls import reverse

from asn_portal.access.roles import Role
from asn_portal.accounts.models import User
from employees.dates import today
from employees.enums import AssignmentKind
from employees.models import FormerNeed, OrganizationalUnit, Position, RoleGrant
from employees.services.history import appoint_acting
from tests.factories.employees import EmployeeFactory, PositionFactory, RoleGrantFactory, UserFactory


def test_tree_shows_headcount_and_head(world, client_for):
    page = client_for("employee").get(reverse("employees:unit-list")).content.decode()

    assert "Kelurahan Belawan I" in page
    assert "Lurah Belawan" in page
    assert "Kota Pekanbaru" not in page


def test_tree_shows_the_acting_head_with_a_badge(world, client_for):
    head = PositionFactory(unit=world.other_village, head=True)
    appoint_acting(
        employee=world.users["employee"].employee,
        position=head,
        kind=AssignmentKind.DAILY_ACTING,
        period=(today(), today() + datetime.timedelta(days=9)),
        by=None,
    )

    page = client_for("hr_officer").get(reverse("employees:unit-list")).content.decode()

    assert "Plh." in page


@pytest.mark.parametrize("units", [1, 3])
def test_tree_asks_the_same_number_of_questions(units, world, client_for, django_assert_max_num_queries):
    for number in range(units):
        EmployeeFactory(unit=world.village, name=f"X{number}")
    client = client_for("hr_officer")

    with django_assert_max_num_queries(12):
        client.get(reverse("employees:unit-list"))


def test_unit_page_shows_staff_only_to_those_who_may(world, client_for):
    url = world.village.get_absolute_url()

    seen = {
        name: "Siti Rahmawati" in client_for(name).get(url).content.decode()
        for name in ("hr_officer", "supervisor", "colleague", "operator")
    }

    assert seen == {"hr_officer": True, "supervisor": True, "colleague": False, "operator": False}
    assert client_for("stranger").get(url).status_code == 404
    assert client_for("nobody").get(url).status_code == 404


def test_unit_and_position_are_created_and_renamed(world, client_for):
    client = client_for("hr_officer")

    response = client.post(
        reverse("employees:unit-create"),
        {"parent": world.village.pk, "name": "Seksi Pemerintahan", "kind": "SECTION", "time_zone": "Asia/Jakarta"},
    )
    unit = OrganizationalUnit.objects.get(name="Seksi Pemerintahan")
    assert (response.url, unit.parent) == (unit.get_absolute_url(), world.village)
    client.post(
        reverse("employees:position-create", args=[unit.pk]),
        {"title": "Kepala Seksi", "position_type": "PENGAWAS", "echelon": "41", "is_head": "on", "needed": 1},
    )
    assert Position.objects.get(unit=unit).is_head
    client.post(
        reverse("employees:unit-edit", args=[unit.pk]),
        {"name": "Seksi Tata Pemerintahan", "kind": "SECTION", "time_zone": "Asia/Jakarta", "reason": "Perwali 5/2026"},
    )
    unit.refresh_from_db()
    assert (unit.name, unit.slug) == ("Seksi Tata Pemerintahan", "seksi-pemerintahan")


def test_second_position_of_the_same_title_is_told(world, client_for):
    PositionFactory(unit=world.village, title="Arsiparis")

    response = client_for("hr_officer").post(
        reverse("employees:position-create", args=[world.village.pk]),
        {"title": "Arsiparis", "position_type": "PELAKSANA", "echelon": "99", "needed": 1},
    )

    assert response.context["form"].errors


def test_officer_changes_no_unit_outside_the_area(world, client_for):
    client = client_for("hr_officer")

    assert client.get(reverse("employees:unit-edit", args=[world.government.pk])).status_code == 403
    assert client.get(reverse("employees:unit-edit", args=[world.other_government.pk])).status_code == 404
    response = client.post(
        reverse("employees:unit-create"),
        {"parent": world.government.pk, "name": "Dinas Baru", "kind": "AGENCY", "time_zone": "Asia/Jakarta"},
    )
    assert "parent" in response.context["form"].errors
    assert client_for("auditor").get(reverse("employees:unit-create")).status_code == 403


# --- roles ------------------------------------------------------------------------------------------------------------


def test_operator_grants_and_ends_a_role(world, client_for):
    client, budi = client_for("operator"), world.users["colleague"]

    response = client.post(
        reverse("employees:role-create"),
        {
            "account": budi.username,
            "role": "hr_officer",
            "unit": world.village.pk,
            "start": today().isoformat(),
            "reason": "SK 3/2026",
        },
    )
    grant = RoleGrant.objects.get(user=budi)
    assert (response.url, grant.role, grant.unit) == (reverse("employees:role-list"), Role.HR_OFFICER, world.village)
    assert "SK 3/2026" in client.get(reverse("employees:role-list"), {"columns": "reason"}).content.decode()
    assert client.get(reverse("employees:role-end", args=[grant.pk])).status_code == 200
    client.post(reverse("employees:role-end", args=[grant.pk]), {"reason": "pindah"})
    assert not RoleGrant.objects.on(today()).filter(user=budi).exists()


def test_auditor_needs_an_end(world, client_for):
    response = client_for("operator").post(
        reverse("employees:role-create"),
        {
            "account": world.users["colleague"].username,
            "role": "auditor",
            "unit": world.district.pk,
            "start": today().isoformat(),
            "reason": "x",
        },
    )

    assert response.status_code == 200
    assert not RoleGrant.objects.filter(user=world.users["colleague"]).exists()


@pytest.mark.parametrize("page", ["role-list", "role-create", "account-list", "account-create"])
def test_roles_and_accounts_are_for_operators(page, world, client_for):
    url = reverse(f"employees:{page}")

    assert {
        name: client_for(name).get(url).status_code
        for name in ("operator", "hr_officer", "auditor", "employee", "anonymous")
    } == {
        "operator": 200,
        "hr_officer": 403,
        "auditor": 403,
        "employee": 403,
        "anonymous": 302,
    }


@pytest.mark.parametrize("rows", [1, 3])
def test_lists_for_operators_ask_few_questions(rows, world, client_for, django_assert_max_num_queries):
    for _number in range(rows):
        RoleGrantFactory()
    client = client_for("operator")

    for page in ("role-list", "account-list"):
        with django_assert_max_num_queries(12):
            assert client.get(reverse(f"employees:{page}")).status_code == 200


# --- accounts ---------------------------------------------------------------------------------------------------------


def test_account_is_created_with_a_password_shown_once(world, client_for, client):
    dewi = EmployeeFactory(unit=world.village, name="Dewi")

    response = client_for("operator").post(
        reverse("employees:account-create"), {"nip": dewi.nip, "email": "dewi@example.go.id"}
    )

    user = User.objects.get(username=dewi.nip)
    dewi.refresh_from_db()
    assert dewi.user == user
    assert user.check_password(response.context["password"])
    assert response.context["password"] in response.content.decode()


def test_account_is_closed_and_opened(world, client_for):
    budi = world.users["colleague"]
    client = client_for("operator")

    assert client.get(reverse("employees:account-close", args=[budi.pk])).status_code == 200
    client.post(reverse("employees:account-close", args=[budi.pk]), {"reason": "pensiun"})
    budi.refresh_from_db()
    assert not budi.is_active
    client.post(reverse("employees:account-open", args=[budi.pk]), {"reason": "kembali"})
    budi.refresh_from_db()
    assert budi.is_active


def test_nobody_closes_the_own_account(world, client_for):
    operator = world.users["operator"]

    client_for("operator").post(reverse("employees:account-close", args=[operator.pk]), {"reason": "x"})

    operator.refresh_from_db()
    assert operator.is_active


def test_unknown_account_is_told(world, client_for):
    UserFactory(username="closed", is_active=False)
    for account in ("999", "closed"):
        response = client_for("operator").post(
            reverse("employees:role-create"),
            {
                "account": account,
                "role": "hr_officer",
                "unit": world.village.pk,
                "start": today().isoformat(),
                "reason": "x",
            },
        )
        assert "account" in response.context["form"].errors


def test_need_of_a_position_is_changed_from_a_day_on(world, client_for):
    position = PositionFactory(unit=world.village, title="Juru Bayar", needed=2)
    address = reverse("employees:position-edit", args=[position.pk])
    client = client_for("hr_officer")
    sent = {"title": "Juru Bayar", "needed": "5", "since": today().isoformat(), "reason": "Analisis beban kerja 2026"}

    assert address in client.get(world.village.get_absolute_url()).content.decode()
    assert client.post(address, sent).status_code == 302

    position.refresh_from_db()
    assert position.needed == 5
    assert FormerNeed.objects.on(today() - datetime.timedelta(days=1)) == {position.pk: 2}
    assert FormerNeed.objects.on(today()) == {}
    sent |= {"needed": "6", "since": (today() - datetime.timedelta(days=3)).isoformat()}
    assert client.post(address, sent).status_code == 200
    position.refresh_from_db()
    assert position.needed == 5


def test_need_of_a_day_to_come_is_refused_and_a_title_alone_leaves_the_need(world, client_for):
    position = PositionFactory(unit=world.village, title="Juru Bayar", needed=2)
    address = reverse("employees:position-edit", args=[position.pk])
    client = client_for("hr_officer")
    tomorrow = (today() + datetime.timedelta(days=1)).isoformat()

    refused = client.post(address, {"title": "Juru Bayar", "needed": "5", "since": tomorrow, "reason": "Rencana 2027"})
    corrected = client.post(
        address, {"title": "Juru Bayar Gaji", "needed": "2", "since": today().isoformat(), "reason": "Salah ketik"}
    )

    assert "Rencana 2027" in refused.content.decode()
    assert (refused.status_code, corrected.status_code) == (200, 302)
    position.refresh_from_db()
    assert (position.title, position.needed) == ("Juru Bayar Gaji", 2)
    assert not FormerNeed.objects.filter(position=position).exists()


def test_title_of_another_position_is_refused(world, client_for):
    position = PositionFactory(unit=world.village, title="Juru Bayar")
    PositionFactory(unit=world.village, title="Juru Tulis")
    sent = {"title": "Juru Tulis", "needed": "1", "since": today().isoformat(), "reason": "Salah ketik"}

    page = client_for("hr_officer").post(reverse("employees:position-edit", args=[position.pk]), sent).content.decode()

    assert "sudah mempunyai jabatan dengan nama ini" in page
    position.refresh_from_db()
    assert position.title == "Juru Bayar"
