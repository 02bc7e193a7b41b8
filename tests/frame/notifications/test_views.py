import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from asn_portal.notifications import registry
from asn_portal.notifications.models import MailPreference, Notification
from asn_portal.notifications.registry import register_kind
from asn_portal.notifications.services import notify
from tests.factories.employees import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner():
    return UserFactory()


@pytest.fixture
def page(client_of, owner):
    signed_in = client_of(owner)
    signed_in.cookies["django_language"] = "en"
    return signed_in


def tell(user, title="Approved", url="/search/"):
    notify(user, kind="test.kind", title=title, url=url)
    return Notification.objects.latest("pk")


def test_inbox_shows_own_unread_lines_first(page, owner):
    tell(owner, "Mine")
    tell(UserFactory(), "Another's")
    Notification.objects.filter(pk=tell(owner, "Old").pk).update(read_at="2026-01-01T00:00Z")

    unread = page.get("/inbox/").content.decode()
    everything = page.get("/inbox/?show=all").content.decode()

    assert "Mine" in unread
    assert "Old" not in unread
    assert "Another" not in unread
    assert "Old" in everything


def test_number_of_queries_does_not_depend_on_the_lines(page, owner):
    tell(owner)
    page.get("/inbox/")
    with CaptureQueriesContext(connection) as one:
        page.get("/inbox/")
    for _ in range(3):
        tell(owner)
    with CaptureQueriesContext(connection) as four:
        page.get("/inbox/")

    assert len(one) == len(four) <= 10


def test_open_marks_as_read_and_leads_there(page, owner):
    notification = tell(owner)

    response = page.post(f"/inbox/{notification.pk}/open/")

    notification.refresh_from_db()
    assert response["Location"] == "/search/"
    assert notification.read_at is not None


def test_open_never_leaves_the_portal(page, owner):
    notification = tell(owner, url="https://evil.example/")

    assert page.post(f"/inbox/{notification.pk}/open/")["Location"] == "/inbox/"


def test_looking_marks_nothing(page, owner):
    notification = tell(owner)

    page.get("/inbox/")

    assert page.get(f"/inbox/{notification.pk}/open/").status_code == 405
    notification.refresh_from_db()
    assert notification.read_at is None


@pytest.mark.parametrize("verb", ["open", "read"])
def test_another_persons_line_does_not_exist(page, verb):
    notification = tell(UserFactory())

    assert page.post(f"/inbox/{notification.pk}/{verb}/").status_code == 404
    notification.refresh_from_db()
    assert notification.read_at is None


def test_read_all_reads_only_mine(page, owner):
    tell(owner)
    other = tell(UserFactory())

    page.post("/inbox/read-all/")

    other.refresh_from_db()
    assert other.read_at is None
    assert not Notification.objects.visible_to(owner).unread().exists()


def test_count_stands_in_the_frame(page, owner):
    tell(owner)
    tell(owner)

    assert '<span class="count">2<' in page.get("/inbox/").content.decode()


def test_preferences_keep_a_choice_per_kind(page, owner, monkeypatch):
    monkeypatch.setattr(registry, "_kinds", {})
    register_kind("test.kind", label="A kind")
    register_kind("test.quiet", label="A quiet kind", email=False)

    opened = page.get("/inbox/preferences/")
    response = page.post("/inbox/preferences/", {"kind-test-kind": "daily", "kind-test-quiet": "never"})

    assert [field.value() for field in opened.context["form"]] == ["now", "never"]
    assert response["Location"] == "/inbox/preferences/"
    assert dict(MailPreference.objects.filter(user=owner).values_list("kind", "delivery")) == {
        "test.kind": "daily",
        "test.quiet": "never",
    }


def test_unknown_delivery_is_refused(page, monkeypatch):
    monkeypatch.setattr(registry, "_kinds", {})
    register_kind("test.kind", label="A kind")

    assert page.post("/inbox/preferences/", {"kind-test-kind": "hourly"}).status_code == 200
    assert not MailPreference.objects.exists()


@pytest.mark.parametrize("path", ["/inbox/", "/inbox/preferences/"])
def test_anonymous_visitor_is_sent_to_the_sign_in(client, path):
    assert client.get(path).status_code == 302
