import threading

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client

from asn_portal.accounts.models import User
from asn_portal.drafts.models import Draft, DraftFile, Submission
from asn_portal.drafts.services import read_key, sign_key
from tests.factories.employees import UserFactory
from tests.frame.drafts import urls

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.frame.drafts.urls")]


@pytest.fixture(autouse=True)
def received():
    urls.received.clear()
    return urls.received


@pytest.fixture
def writer():
    return UserFactory(username="writer")


@pytest.fixture
def page(client_of, writer):
    signed_in = client_of(writer)
    signed_in.cookies["django_language"] = "en"
    return signed_in


def scan(name="scan.pdf", content=b"%PDF-1"):
    return SimpleUploadedFile(name, content, content_type="application/pdf")


def autosave_url(response):
    return response.context["draft"]["autosave_url"]


class TestAutosave:
    def test_saved_and_restored_without_complaints(self, page, writer):
        opened = page.get("/letter/")
        answer = page.post(
            autosave_url(opened),
            {
                "subject": "Hal\x00f",
                "day": "2026-11-21",
                "days": ["mon", "tue"],
                "secret": "second",
                "idempotency_key": opened.context["idempotency_key"],
                "csrfmiddlewaretoken": "x",
            },
        )
        restored = page.get("/letter/")

        assert answer.json()["saved_at"]
        assert Draft.objects.get().data == {
            "subject": ["Half"],
            "day": ["2026-11-21"],
            "days": ["mon", "tue"],
            "idempotency_key": [opened.context["idempotency_key"]],
        }
        form = restored.context["form"]
        assert [form[name].value() for name in ("subject", "day", "days", "secret")] == [
            "Half",
            "2026-11-21",
            ["mon", "tue"],
            "first secret",
        ]
        assert not form.errors
        assert restored.context["draft"]["is_restored"]
        assert restored.context["idempotency_key"] == opened.context["idempotency_key"]
        assert 'value="2026-11-21"' in restored.content.decode()

    def test_a_colleagues_draft_is_not_mine(self, page, client_of):
        page.post(autosave_url(page.get("/letter/")), {"subject": "Mine"})

        other = client_of(UserFactory())
        response = other.get("/letter/")

        assert not response.context["draft"]["is_restored"]
        assert "Mine" not in response.content.decode()

    def test_forged_token_is_refused(self, page):
        token = sign_key("letter")

        assert page.post(f"/drafts/{token}x/save/", {"subject": "x"}).status_code == 400
        assert not Draft.objects.exists()

    def test_anonymous_visitor_saves_nothing(self, client):
        response = client.post(f"/drafts/{sign_key('letter')}/save/", {"subject": "x"})

        assert response.status_code == 302
        assert not Draft.objects.exists()

    def test_too_much_text(self, page):
        response = page.post(autosave_url(page.get("/letter/")), {"subject": "x" * 200_001})

        assert response.status_code == 413
        assert not Draft.objects.exists()

    def test_late_save_does_not_bring_a_sent_form_back(self, page):
        opened = page.get("/letter/")
        key = opened.context["idempotency_key"]
        page.post("/letter/", {"subject": "Sent", "scan": scan(), "idempotency_key": key})

        answer = page.post(autosave_url(opened), {"subject": "Sent", "idempotency_key": key})

        assert answer.json() == {"is_sent": True}
        assert not Draft.objects.exists()

    def test_discard(self, page):
        opened = page.get("/letter/")
        page.post(autosave_url(opened), {"subject": "Half", "scan": scan()})
        path = DraftFile.objects.get().file.name

        response = page.post(opened.context["draft"]["discard_url"], {"next": "/letter/"})

        assert response["Location"] == "/letter/"
        assert not Draft.objects.exists()
        assert not page.get("/letter/").context["draft"]["is_restored"]
        assert default_storage.exists(path)  # removed when the test's transaction commits

    def test_key_holds_the_arguments_of_the_address(self, page, writer):
        token = page.get(f"/account/{writer.pk}/").context["draft"]["autosave_url"].split("/")[2]

        assert read_key(token) == (f"account:{writer.pk}", [])


class TestSending:
    def test_success_deletes_the_draft_and_its_files(self, page, received):
        page.post(autosave_url(page.get("/letter/")), {"subject": "Half", "photo": scan()})

        response = page.post("/letter/", {"subject": "Whole", "scan": scan()})

        assert response["Location"] == "/letter/done/"
        assert received == [("Whole", b"%PDF-1")]
        assert not Draft.objects.exists()
        assert not DraftFile.objects.exists()

    def test_failed_validation_keeps_text_and_files(self, page, received):
        failed = page.post("/letter/", {"subject": "", "day": "2026-11-21", "scan": scan(content=b"%PDF-kept")})
        again = page.post("/letter/", {"subject": "Now", "day": "2026-11-21"})

        assert [upload["name"] for upload in failed.context["draft"]["uploads"]] == ["scan.pdf"]
        assert "Already uploaded" in failed.content.decode()
        assert again.status_code == 302
        assert received == [("Now", b"%PDF-kept")]

    def test_refusal_by_a_service_keeps_everything(self, page):
        failed = page.post("/letter/", {"subject": "forbidden", "scan": scan()})

        assert Draft.objects.get().data["subject"] == ["forbidden"]
        assert [upload["name"] for upload in failed.context["draft"]["uploads"]] == ["scan.pdf"]

    def test_new_file_replaces_the_kept_one(self, page, received):
        page.post("/letter/", {"subject": "", "scan": scan(content=b"%PDF-old")})
        page.post("/letter/", {"subject": "Now", "scan": scan(content=b"%PDF-new")})

        assert received == [("Now", b"%PDF-new")]

    def test_kept_file_can_be_removed(self, page):
        page.post("/letter/", {"subject": "", "scan": scan()})

        failed = page.post("/letter/", {"subject": "Now", "discard_upload": [str(DraftFile.objects.get().pk)]})

        assert failed.context["form"].errors["scan"]
        assert not DraftFile.objects.exists()

    def test_refused_file_is_not_kept(self, page):
        page.post("/letter/", {"subject": "", "scan": scan("virus.exe")})

        assert not DraftFile.objects.exists()

    def test_another_persons_file_cannot_be_removed(self, page, client_of):
        page.post("/letter/", {"subject": "", "scan": scan()})
        kept = DraftFile.objects.get()

        client_of(UserFactory()).post("/letter/", {"subject": "x", "discard_upload": [str(kept.pk)]})

        assert DraftFile.objects.filter(pk=kept.pk).exists()

    def test_sent_twice_counts_once(self, page, received):
        data = {"subject": "Once", "idempotency_key": "k" * 32}
        first = page.post("/letter/", {**data, "scan": scan()})
        second = page.post("/letter/", {**data, "scan": scan()})

        assert (first["Location"], second["Location"]) == ("/letter/done/", "/letter/done/")
        assert received == [("Once", b"%PDF-1")]

    def test_key_of_a_failed_form_can_be_used_again(self, page, received):
        data = {"idempotency_key": "k" * 32, "scan": scan()}
        page.post("/letter/", {**data, "subject": ""})
        page.post("/letter/", {"idempotency_key": "k" * 32, "subject": "Now"})

        assert [subject for subject, _content in received] == ["Now"]

    def test_crash_uses_up_nothing(self, page):
        page.raise_request_exception = False

        page.post("/letter/", {"subject": "crash", "scan": scan(), "idempotency_key": "k" * 32})

        assert not Submission.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_presses_at_the_same_moment_count_once(received, monkeypatch):
    user = UserFactory()
    both = threading.Barrier(2, timeout=20)
    answers = []

    def press():
        browser = Client()
        browser.force_login(user)
        both.wait()
        answers.append(browser.post("/letter/", {"subject": "Once", "scan": scan(), "idempotency_key": "d" * 32}))
        connection.close()

    threads = [threading.Thread(target=press) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert [answer["Location"] for answer in answers] == ["/letter/done/", "/letter/done/"]
    assert [subject for subject, _content in received] == ["Once"]


class TestVersions:
    def form_of(self, page, user):
        response = page.get(f"/account/{user.pk}/")
        return {
            "name": user.name,
            "email": user.email,
            "language": user.language,
            "record_version": response.context["record_version"],
        }

    def test_saved_when_nobody_else_changed_it(self, page):
        user = UserFactory(name="Ani")

        response = page.post(f"/account/{user.pk}/", {**self.form_of(page, user), "name": "Ani Lubis"})

        user.refresh_from_db()
        assert (response.status_code, user.name) == (302, "Ani Lubis")

    def test_conflict_shows_both_values_and_overwrites_nothing(self, page):
        user = UserFactory(name="Ani", language="id")
        mine = {**self.form_of(page, user), "name": "Ani Lubis", "language": "en"}
        User.objects.filter(pk=user.pk).update(name="Ani Siregar")

        response = page.post(f"/account/{user.pk}/", mine)

        user.refresh_from_db()
        assert (user.name, user.language) == ("Ani Siregar", "id")
        assert response.context["conflicts"] == [
            {"name": "name", "label": "Name", "theirs": "Ani Siregar", "yours": "Ani Lubis"}
        ]
        assert "Now stored" in response.content.decode()

    def test_sending_again_keeps_mine(self, page):
        user = UserFactory(name="Ani")
        mine = {**self.form_of(page, user), "name": "Ani Lubis"}
        User.objects.filter(pk=user.pk).update(name="Ani Siregar")
        warned = page.post(f"/account/{user.pk}/", mine)

        page.post(f"/account/{user.pk}/", {**mine, "record_version": warned.context["record_version"]})

        user.refresh_from_db()
        assert user.name == "Ani Lubis"

    def test_fields_that_one_did_not_touch_keep_what_the_other_wrote(self, page):
        user = UserFactory(name="Ani", language="id")
        mine = {**self.form_of(page, user), "email": "ani@medan.go.id"}
        User.objects.filter(pk=user.pk).update(name="Ani Siregar", language="en")

        assert page.post(f"/account/{user.pk}/", mine).status_code == 302

        user.refresh_from_db()
        assert (user.name, user.language, user.email) == ("Ani Siregar", "en", "ani@medan.go.id")

    def test_same_change_by_both_is_no_conflict(self, page):
        user = UserFactory(name="Ani")
        mine = {**self.form_of(page, user), "name": "Ani Siregar"}
        User.objects.filter(pk=user.pk).update(name="Ani Siregar")

        assert page.post(f"/account/{user.pk}/", mine).status_code == 302

    def test_restored_draft_remembers_the_version_it_began_with(self, page):
        user = UserFactory(name="Ani", language="id")
        opened = page.get(f"/account/{user.pk}/")
        page.post(autosave_url(opened), {**self.form_of(page, user), "name": "Ani Lubis"})
        User.objects.filter(pk=user.pk).update(name="Ani Siregar")

        restored = page.get(f"/account/{user.pk}/")

        assert restored.context["record_version"] == opened.context["record_version"]
