"""Mails, addresses, devices: what people change on their own account."""

import re

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings as django_settings
from django.urls import reverse

from asn_portal.accounts.devices import device_name
from asn_portal.accounts.mails import WORDS
from asn_portal.accounts.models import User
from asn_portal.audit.models import Event
from asn_portal.notifications.models import OutboxMail
from tests.factories.employees import UserFactory

PASSWORD = "correct horse battery"
NEW = "kapal berlayar ke utara"


def sign_in(client, user, password=PASSWORD):
    client.post("/account/login/", {"login": user.username, "password": password})
    assert client.session["_auth_user_id"] == str(user.pk)
    return client


def reauthenticate(client):
    client.post("/account/reauthenticate/", {"password": PASSWORD, "next": "/account/"})


def link_in(mail, part):
    return re.search(rf"http://testserver(\S*{part}\S+)", mail.text).group(1)


# --- Reset by mail --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "subject", "greeting"),
    [("id", "Buat kata sandi baru", "Yth. Budi Siregar,"), ("en", "Set a new password", "Dear Budi Siregar,")],
)
def test_reset_mail_speaks_the_language_of_the_account(client, db, language, subject, greeting):
    UserFactory(username="budi", name="Budi Siregar", email="budi@medan.go.id", language=language)
    client.cookies["django_language"] = "en" if language == "id" else "id"

    client.post("/account/password/reset/", {"email": "Budi@Medan.go.id"})

    mail = OutboxMail.objects.get()
    assert (mail.to, mail.subject) == ("budi@medan.go.id", subject)
    assert greeting in mail.text
    assert greeting in mail.html


def test_reset_says_the_same_for_an_unknown_address_and_mails_nobody(client, db):
    UserFactory(email="budi@medan.go.id")
    known = client.post("/account/password/reset/", {"email": "budi@medan.go.id"}, follow=True)
    OutboxMail.objects.all().delete()

    unknown = client.post("/account/password/reset/", {"email": "nobody@medan.go.id"}, follow=True)

    def words(response):
        return re.sub(r'value="\w{64}"', "", response.content.decode())

    assert words(unknown) == words(known)
    assert unknown.redirect_chain == known.redirect_chain
    assert not OutboxMail.objects.exists()


def test_closed_account_gets_no_reset_mail(client, db):
    UserFactory(email="budi@medan.go.id", is_active=False)

    client.post("/account/password/reset/", {"email": "budi@medan.go.id"})

    assert not OutboxMail.objects.exists()


def test_reset_link_works_once_and_ends_every_session(client, client_of, db):
    user = UserFactory(email="budi@medan.go.id")
    elsewhere = client_of(user)
    client.post("/account/password/reset/", {"email": "budi@medan.go.id"})
    link = link_in(OutboxMail.objects.get(), "/key/")

    form = client.get(link, follow=True).redirect_chain[-1][0]
    done = client.post(form, {"password1": NEW, "password2": NEW}, follow=True)

    user.refresh_from_db()
    assert user.check_password(NEW)
    assert done.redirect_chain[-1][0] == "/account/password/reset/key/done/"
    assert elsewhere.get("/account/").url.startswith("/account/login/")
    # The link doesn't sign in, and a second use finds nothing.
    assert "_auth_user_id" not in client.session
    assert client.get(link, follow=True).context["token_fail"] is True
    assert Event.objects.get(kind="accounts.password_reset").object_id == str(user.pk)


def test_reset_link_ends_after_two_hours(client, db, settings):
    UserFactory(email="budi@medan.go.id")
    client.post("/account/password/reset/", {"email": "budi@medan.go.id"})
    link = link_in(OutboxMail.objects.get(), "/key/")
    assert django_settings.PASSWORD_RESET_TIMEOUT == 7200

    settings.PASSWORD_RESET_TIMEOUT = -1

    assert client.get(link, follow=True).context["token_fail"] is True


def test_reset_mails_to_one_address_are_limited(client, db):
    UserFactory(email="budi@medan.go.id")

    responses = [
        client.post("/account/password/reset/", {"email": "budi@medan.go.id"}, REMOTE_ADDR=f"10.0.0.{number}")
        for number in range(6)
    ]

    assert [response.status_code for response in responses] == [302, 302, 302, 302, 302, 429]
    assert OutboxMail.objects.count() == 5


# --- Addresses ------------------------------------------------------------------------------------------------------


def test_the_address_that_the_office_gave_counts_as_the_persons_own(client, db):
    user = UserFactory(email="budi@medan.go.id")

    page = sign_in(client, user).get("/account/email/")

    address = EmailAddress.objects.get(user=user)
    assert (address.email, address.verified, address.primary) == ("budi@medan.go.id", True, True)
    assert page.context["current_emailaddress"] == address
    assert page.context["new_emailaddress"] is None


def test_a_new_address_counts_once_its_link_was_opened_and_the_old_one_is_told(client, db):
    user = UserFactory(email="budi@medan.go.id")
    sign_in(client, user)
    reauthenticate(client)

    client.post("/account/email/", {"email": "Baru@medan.go.id", "action_add": ""})

    user.refresh_from_db()
    mail = OutboxMail.objects.get(to="baru@medan.go.id")
    assert user.email == "budi@medan.go.id"

    link = link_in(mail, "/confirm-email/")
    assert client.get(link).status_code == 200
    user.refresh_from_db()
    assert user.email == "budi@medan.go.id", "opening the link asks first; mail scanners open links too"
    client.post(link)

    user.refresh_from_db()
    assert user.email == "baru@medan.go.id"
    assert list(EmailAddress.objects.filter(user=user).values_list("email", "verified")) == [("baru@medan.go.id", True)]
    assert "baru@medan.go.id" in OutboxMail.objects.get(to="budi@medan.go.id").text
    assert Event.objects.filter(kind="accounts.email_changed", object_id=str(user.pk)).count() == 1


def test_changing_the_address_asks_for_the_password_again(client, db):
    user = UserFactory(email="budi@medan.go.id")
    sign_in(client, user)

    response = client.post("/account/email/", {"email": "baru@medan.go.id", "action_add": ""})

    assert response.url.startswith("/account/reauthenticate/")
    assert not EmailAddress.objects.filter(email="baru@medan.go.id").exists()


def test_somebody_elses_address_cannot_be_taken(client, db):
    UserFactory(email="siti@medan.go.id")
    user = UserFactory(email="budi@medan.go.id")
    sign_in(client, user)
    reauthenticate(client)

    response = client.post("/account/email/", {"email": "Siti@medan.go.id", "action_add": ""})

    assert response.context["form"].errors["email"]
    assert not OutboxMail.objects.exists()


def test_an_address_that_went_to_another_account_meanwhile_is_not_confirmed(client, db):
    user = UserFactory(email="budi@medan.go.id")
    sign_in(client, user)
    reauthenticate(client)
    client.post("/account/email/", {"email": "baru@medan.go.id", "action_add": ""})
    UserFactory(email="baru@medan.go.id")

    response = client.post(link_in(OutboxMail.objects.get(), "/confirm-email/"))

    user.refresh_from_db()
    assert response.status_code == 302
    assert user.email == "budi@medan.go.id"


def test_two_accounts_without_an_address_are_possible(db):
    first, second = UserFactory(email="a@b.id"), UserFactory(email="c@d.id")

    for user in (first, second):
        user.email = ""
        user.save(update_fields=["email"])

    assert set(User.objects.filter(pk__in=[first.pk, second.pk]).values_list("email", flat=True)) == {None}


def test_a_person_without_an_address_is_told_what_it_means(client, db):
    page = sign_in(client, UserFactory(email=None)).get("/account/email/").content.decode()

    assert "Anda belum punya alamat surel" in page or "belum" in page
    assert "reset" not in page.split("<main")[1]


# --- Devices --------------------------------------------------------------------------------------------------------


def test_devices_are_listed_and_ended_one_by_one(client_of, db):
    from tests.conftest import StrictClient

    user = UserFactory()
    here, phone, office = (sign_in(StrictClient(headers={"user-agent": agent}), user) for agent in AGENTS)

    page = here.get("/account/sessions/").content.decode()
    assert [name in page for name in ("Firefox di Windows", "Chrome di Android", "Edge di Windows")] == [True] * 3
    on_phone = UserSession.objects.get(session_key=phone.session.session_key)
    here.post(reverse("accounts:session-end", args=[on_phone.pk]))

    assert phone.get("/account/").url.startswith("/account/login/")
    assert office.get("/account/").status_code == 200
    here.post("/account/sessions/")
    assert office.get("/account/").url.startswith("/account/login/")
    assert here.get("/account/").status_code == 200


def test_nobody_ends_another_persons_session(client, client_of, db):
    victim = UserFactory()
    session = UserSession.objects.create(user=victim, ip="10.0.0.1", session_key="x" * 32)

    response = client_of(UserFactory()).post(reverse("accounts:session-end", args=[session.pk]))

    assert response.status_code == 404
    assert UserSession.objects.filter(pk=session.pk).exists()


AGENTS = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0",
    "Mozilla/5.0 (Linux; Android 15; SM-A155F) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36",
    "Mozilla/5.0 (Windows NT 10.0; Win64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36 Edg/140",
)


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        (AGENTS[0], "Firefox on Windows"),
        (AGENTS[1], "Chrome on Android"),
        (AGENTS[2], "Edge on Windows"),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile/15E148 Safari/604.1",
            "Safari on iPhone",
        ),
        ("curl/8.0 Linux", "Linux"),
        ("", "Unknown device"),
    ],
)
def test_device_name(agent, name):
    from django.utils import translation

    with translation.override("en"):
        assert device_name(agent) == name


# --- Pages ----------------------------------------------------------------------------------------------------------

PUBLIC = [
    "account_login",
    "account_signup",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key_done",
    "account_email_verification_sent",
    "account_inactive",
]
OWN = [
    "accounts:security",
    "account_email",
    "account_change_password",
    "account_logout",
    "account_reauthenticate",
    "mfa_index",
    "mfa_activate_totp",
    "mfa_add_webauthn",
    "mfa_list_webauthn",
    "mfa_generate_recovery_codes",
    "usersessions_list",
]
# Words of allauth's own pages; each of them would be a page that we forgot.
FOREIGN = re.compile(r"\b(Sign In|Sign Out|Password|Email|Security Key|Authenticator|Two-Factor|Code)\b")


@pytest.mark.parametrize("name", PUBLIC)
def test_public_page_is_ours_and_in_indonesian(client, db, name):
    page = client.get(reverse(name)).content.decode()

    main = page.split("<main")[1].split("</main>")[0]
    assert "<h1>" in main
    assert not FOREIGN.search(re.sub(r"<[^>]+>", " ", main))


@pytest.mark.parametrize("name", OWN)
def test_own_page_is_ours_and_in_indonesian(client_of, db, name):
    client = client_of(UserFactory(name="Budi", language="id"))
    reauthenticate(client)

    page = client.get(reverse(name)).content.decode()

    main = page.split("<main")[1].split("</main>")[0]
    text = re.sub(r"<[^>]+>", " ", main).replace("Google Authenticator", "").replace("Microsoft Authenticator", "")
    assert "<h1>" in main
    assert not FOREIGN.search(text)


@pytest.mark.parametrize("name", ["mfa_edit_webauthn", "mfa_remove_webauthn"])
def test_pages_of_a_passkey(client_of, db, name, monkeypatch):
    user = UserFactory()
    passkey = Authenticator.objects.create(user=user, type="webauthn", data={"name": "Laptop", "credential": {}})
    client = client_of(user)
    monkeypatch.setattr(
        "allauth.account.adapter.DefaultAccountAdapter.is_reauthentication_required", lambda *a, **k: False
    )

    page = client.get(reverse(name, args=[passkey.pk])).content.decode()

    assert "Laptop" in page
    assert client_of(UserFactory()).get(reverse(name, args=[passkey.pk])).status_code == 404


def test_scripts_of_passkeys_are_files_of_our_own(client, db):
    page = client.get("/account/login/").content.decode()

    assert re.findall(r'<script src="([^"]+)"', page) == [
        "/static/js/forms.js",
        "/static/mfa/js/webauthn-json.js",
        "/static/mfa/js/webauthn.js",
        "/static/account/js/onload.js",
    ]


@pytest.mark.parametrize("name", sorted(WORDS))
def test_every_mail_of_allauth_has_words(name):
    assert str(WORDS[name].title)
    assert str(WORDS[name].text)
