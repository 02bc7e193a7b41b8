"""The first account and the first government of a new portal."""

import pytest
from django.core.management import CommandError, call_command

from asn_portal.access.permissions import Permission
from asn_portal.access.scope import scope_of
from asn_portal.accounts.models import User
from employees.models import OrganizationalUnit

pytestmark = pytest.mark.django_db

OPERATOR = {"email": "Operator@Medan.example", "name": "Operator", "password": "kata sandi yang panjang"}


def test_create_operator_may_grant_roles_everywhere():
    call_command("create_operator", "operator", **OPERATOR)

    user = User.objects.get()
    assert (user.username, user.email) == ("operator", "operator@medan.example")
    assert scope_of(user).covers(Permission.ROLE_GRANT, "00010002")


def test_create_operator_with_a_weak_password_is_refused_and_changes_nothing():
    with pytest.raises(CommandError, match="10"):
        call_command("create_operator", "operator", **{**OPERATOR, "password": "pendek"})

    assert not User.objects.exists()


def test_create_operator_without_a_terminal_says_what_to_do(monkeypatch):
    def no_terminal(_prompt):
        raise EOFError

    monkeypatch.setattr("getpass.getpass", no_terminal)

    with pytest.raises(CommandError, match="--password"):
        call_command("create_operator", "operator", **{**OPERATOR, "password": None})


def test_create_operator_twice_is_refused():
    call_command("create_operator", "operator", **OPERATOR)

    with pytest.raises(CommandError):
        call_command("create_operator", "operator", **OPERATOR)


def test_create_government_once():
    call_command("create_government", "Kota Binjai")

    assert OrganizationalUnit.objects.get().is_government
    with pytest.raises(CommandError, match="exists already"):
        call_command("create_government", "kota binjai")
