from __future__ import annotations

import re

import pytest
from allauth.mfa.models import Authenticator
from django.urls import reverse

from asn_portal.access.roles import Role
from asn_portal.audit.models import Event
from asn_portal.jobs.services import run_now, start_job
from asn_portal.notifications.models import OutboxMail
from tests.factories.employees import UnitFactory, UserFactory, make_officer
from tests.frame.jobs import work  # noqa: F401  registers the kinds

pytestmark = pytest.mark.django_db


@pytest.fixture
def operator(db):
    return make_officer(Role.OPERATOR, None, username="operator")


@pytest.fixture
def page(client_of, operator):
    """The operator's page as text, in English."""

    def load() -> str:
        client = client_of(operator)
        client.cookies["django_language"] = "en"
        return " ".join(client.get(reverse("operation:overview")).content.decode().split())

    return load


def test_page_is_for_operators_only(client, client_of):
    address = reverse("operation:overview")

    assert client.get(address).status_code == 302
    assert client_of(UserFactory()).get(address).status_code == 403
    assert client_of(UserFactory()).post(reverse("operation:mail-retry")).status_code == 403


def test_page_names_every_part_tick_and_version(page):
    content = page()

    for text in ("Database", "File storage", "Message broker", "asn_portal.jobs.tasks.take_up_silent_jobs", "Python"):
        assert text in content


def test_failed_work_is_shown_without_its_content(page):
    run_now(start_job("tests.break", by=UserFactory(name="Siti"), title="Import of staff.xlsx"))
    run_now(start_job("tests.refuse", by=UserFactory(), title="Import of others.xlsx"))

    content = page()

    assert "Import of staff.xlsx" in content
    assert "<summary>KeyError</summary>" in content
    assert "The file has no header row." not in content


def test_failed_mails_are_sent_again(page, client_of, operator):
    mail = OutboxMail.objects.create(
        to="camat@example.go.id",
        subject="Secret subject",
        text="x",
        state="failed",
        attempts=8,
        last_error="550 refused",
    )

    content = page()
    client_of(operator).post(reverse("operation:mail-retry"))

    mail.refresh_from_db()
    assert "550 refused" in content
    assert "Secret subject" not in content
    assert (mail.state, mail.attempts) == ("queued", 0)
    assert Event.objects.get(kind="operation.mails_retried").data == {"count": 1}


def test_accounts_without_second_factor_are_named(page, operator):
    with_factor = make_officer(Role.AUDITOR, UnitFactory(), username="auditor")
    Authenticator.objects.create(user=with_factor, type=Authenticator.Type.TOTP, data={})
    make_officer(Role.HR_OFFICER, UnitFactory(), username="rina")
    UserFactory(username="nobody")

    found = re.findall(r"<li>[^<]*\((\w+)\)</li>", page())

    assert set(found) == {"rina", "operator"}


def test_every_page_forbids_devices(client):
    assert "camera=()" in client.get("/account/login/")["Permissions-Policy"]


def test_fault_page_needs_no_database(django_assert_num_queries, rf):
    from asn_portal.operation.views import server_error

    with django_assert_num_queries(0):
        response = server_error(rf.get("/"))

    assert response.status_code == 500
    assert b"500" in response.content


def test_an_error_page_leaves_no_message_of_success(rf):
    from django.contrib import messages
    from django.contrib.messages.storage.cookie import CookieStorage

    from asn_portal.operation.views import server_error

    request = rf.get("/")
    request._messages = CookieStorage(request)
    messages.success(request, "Saved.")

    response = server_error(request)
    request._messages.update(response)

    assert "messages" not in response.cookies
