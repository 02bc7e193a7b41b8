import datetime as dt

import pytest
from django.utils import timezone

from asn_portal.home import registry, views
from asn_portal.home.registry import ActionItem, FollowItem, register_actions, register_following

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def providers(monkeypatch):
    """Only what a test registers."""
    monkeypatch.setattr(registry, "_actions", [])
    monkeypatch.setattr(registry, "_following", [])


@pytest.fixture
def page_of(client_for):
    def sign_in(role):
        signed_in = client_for(role)
        signed_in.cookies["django_language"] = "en"
        return signed_in

    return sign_in


def test_what_waits_stands_oldest_first(page_of):
    now = timezone.now()
    register_actions(lambda user: [ActionItem("Undated", "/1/", None), ActionItem("Today", "/2/", now, count=3)])
    register_actions(lambda user: [ActionItem("Last week", "/3/", (now - dt.timedelta(days=7)).date())])

    response = page_of("employee").get("/")

    assert [item.title for item in response.context["actions"]] == ["Last week", "Today", "Undated"]
    assert response.context["waiting"] == 5
    assert "Needs action (5)" in response.content.decode()


def test_providers_are_asked_for_this_user(page_of, world):
    register_actions(lambda user: [ActionItem(f"For {user.username}", "/", None)])
    register_following(lambda user: [FollowItem("Selection", "/s/", "objections until 24 Nov", "attention")])

    text = page_of("employee").get("/").content.decode()

    assert f"For {world.users['employee'].username}" in text
    assert "objections until 24 Nov" in text


@pytest.mark.parametrize(
    ("role", "sentence"),
    [
        ("hr_officer", "that need your decision"),
        ("supervisor", "that need your decision"),
        ("employee", "Reports to write"),
        ("nobody", "no staff record and no role"),
    ],
)
def test_empty_page_says_what_would_be_here(page_of, role, sentence):
    text = page_of(role).get("/").content.decode()

    assert "Nothing waits for you" in text
    assert sentence in text


def test_anonymous_visitor_is_led_to_the_public_front(client, monkeypatch):
    monkeypatch.setattr(views, "PUBLIC_FRONT", "account_reset_password")

    assert client.get("/")["Location"] == "/account/password/reset/"


def test_without_a_public_front_the_sign_in_is_the_front(client, monkeypatch):
    monkeypatch.setattr(views, "PUBLIC_FRONT", "no:such-page")

    assert client.get("/")["Location"] == "/account/login/"
