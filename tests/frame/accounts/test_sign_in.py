"""Signing in: names in every spelling, one answer to every mistake, limits, what leaves the browser."""

import pytest
from allauth.core.internal.ratelimit import parse_rates
from django.conf import settings as django_settings
from django.contrib.auth.hashers import identify_hasher, make_password
from django.contrib.sessions.models import Session
from django.urls import reverse
from django.utils import translation

from asn_portal.accounts.adapter import MISMATCH
from asn_portal.accounts.models import User
from tests.factories.employees import UserFactory

LOGIN = "/account/login/"
PASSWORD = "correct horse battery"


@pytest.fixture
def person(db):
    return UserFactory(username="198501152010011003", email="budi@medan.go.id", name="Budi Siregar")


def sign_in(client, login, password=PASSWORD, **extra):
    return client.post(LOGIN, {"login": login, "password": password}, **extra)


def who(client):
    return client.session.get("_auth_user_id")


@pytest.mark.parametrize(
    "login",
    [
        "198501152010011003",
        "19850115 201001 1 003",
        "  19850115 201001 1 003  ",
        "budi@medan.go.id",
        "BUDI@Medan.GO.ID",
    ],
)
def test_sign_in_accepts_every_spelling(client, person, login):
    response = sign_in(client, login)

    assert response.status_code == 302
    assert response.url == reverse("home:index")
    assert who(client) == str(person.pk)


def test_sign_in_follows_only_our_own_addresses(client, person):
    inside = client.post(LOGIN, {"login": person.username, "password": PASSWORD, "next": "/inbox/"})
    client.logout()
    outside = client.post(LOGIN, {"login": person.username, "password": PASSWORD, "next": "https://evil.example/"})

    assert [inside.url, outside.url] == ["/inbox/", "/"]


@pytest.mark.parametrize("login", ["198501152010011003", "budi@medan.go.id", "199901012020011001", "x@y.id"])
def test_wrong_pair_gets_one_sentence_whether_the_account_exists_or_not(client, person, login):
    response = sign_in(client, login, "wrong password")

    with translation.override("id"):
        expected = [str(MISMATCH)]
    assert response.status_code == 200
    assert who(client) is None
    assert response.context["form"].non_field_errors() == expected


def test_closed_account_stays_outside(client, person):
    User.objects.filter(pk=person.pk).update(is_active=False)

    response = sign_in(client, person.username)

    assert who(client) is None
    assert response.status_code == 302
    assert response.url == reverse("account_inactive")


def test_closing_an_account_ends_its_sessions(client, person):
    client.force_login(person)
    assert client.get("/account/").status_code == 200

    User.objects.filter(pk=person.pk).update(is_active=False)

    assert client.get("/account/").url.startswith(LOGIN)


def test_session_gets_a_new_key_at_sign_in(client, person):
    client.get(LOGIN)
    session = client.session
    session["planted"] = "by somebody who knew the key"
    session.save()
    before = session.session_key

    sign_in(client, person.username)

    assert client.session.session_key != before
    assert not Session.objects.filter(session_key=before).exists()


def test_session_cookie_is_out_of_reach_for_scripts_and_other_sites(client, person):
    cookie = sign_in(client, person.username).cookies["sessionid"]

    assert cookie["httponly"] is True
    assert cookie["samesite"] == "Lax"
    # Without "stay signed in" it ends with the browser.
    assert cookie["max-age"] == ""


def test_staying_signed_in_lasts_twelve_hours(client, person):
    response = client.post(LOGIN, {"login": person.username, "password": PASSWORD, "remember": "on"})

    assert response.cookies["sessionid"]["max-age"] == 12 * 3600


def test_language_and_theme_of_the_account_come_with_the_sign_in(client, person):
    User.objects.filter(pk=person.pk).update(language="en", theme="dark")

    response = sign_in(client, person.username)

    assert response.cookies["django_language"].value == "en"
    assert response.cookies["theme"].value == "dark"


# --- Limits ---------------------------------------------------------------------------------------------------------


def test_sixth_failure_locks_the_account_for_a_while_even_with_the_right_password(client, person):
    for number in range(5):
        sign_in(client, person.username, "wrong", REMOTE_ADDR=f"10.0.0.{number}")

    response = sign_in(client, person.username, REMOTE_ADDR="10.0.0.99")

    assert who(client) is None
    assert "lima menit" in str(response.context["form"].non_field_errors())


def test_failures_of_one_account_leave_others_alone(client, person):
    other = UserFactory(username="199203082022211001")
    for number in range(6):
        sign_in(client, person.username, "wrong", REMOTE_ADDR=f"10.0.0.{number}")

    sign_in(client, other.username, REMOTE_ADDR="10.0.0.99")

    assert who(client) == str(other.pk)


def test_spaces_in_the_nip_do_not_buy_further_attempts(client, person):
    spellings = ["198501152010011003", "19850115 201001 1 003", "1985 0115201001 1003", "19850115201001 1003"]
    for number, login in enumerate([*spellings, person.username]):
        sign_in(client, login, "wrong", REMOTE_ADDR=f"10.0.0.{number}")

    sign_in(client, person.username, REMOTE_ADDR="10.0.0.99")

    assert who(client) is None


def test_many_attempts_from_one_address_get_the_page_that_asks_to_wait(client, person, settings):
    settings.ACCOUNT_RATE_LIMITS = {"login": "3/m/ip"}

    responses = [sign_in(client, f"user{number}", "wrong") for number in range(4)]

    assert [response.status_code for response in responses] == [200, 200, 200, 429]
    assert "Mohon tunggu sebentar" in responses[3].content.decode()


def test_forwarded_addresses_are_not_believed_without_a_proxy_of_ours(client, person, settings):
    settings.ACCOUNT_RATE_LIMITS = {"login": "3/m/ip"}

    responses = [
        sign_in(client, f"user{number}", "wrong", HTTP_X_FORWARDED_FOR=f"203.0.113.{number}") for number in range(4)
    ]

    assert responses[3].status_code == 429


def test_one_address_may_serve_a_whole_office(person):
    rates = {rate.per: rate for rate in parse_rates(django_settings.ACCOUNT_RATE_LIMITS["login"])}

    assert rates["ip"].amount / rates["ip"].duration >= 2


# --- Passwords ------------------------------------------------------------------------------------------------------


def test_passwords_are_hashed_with_argon2_outside_of_tests(settings):
    settings.PASSWORD_HASHERS = [
        "django.contrib.auth.hashers.Argon2PasswordHasher",
        "django.contrib.auth.hashers.PBKDF2PasswordHasher",
    ]

    assert identify_hasher(make_password("x")).algorithm == "argon2"
    source = (django_settings.BASE_DIR / "asn_portal" / "settings.py").read_text()
    assert source.index("Argon2PasswordHasher") < source.index("PBKDF2PasswordHasher")


def test_password_change_keeps_this_session_and_ends_the_others(client, client_of, person):
    here, elsewhere = client_of(person), client_of(person)
    new = "kapal berlayar ke utara"

    response = here.post(
        "/account/password/change/", {"oldpassword": PASSWORD, "password1": new, "password2": new}, follow=True
    )

    assert response.status_code == 200
    assert here.get("/account/").status_code == 200
    assert elsewhere.get("/account/").url.startswith(LOGIN)
    person.refresh_from_db()
    assert person.check_password(new)


@pytest.mark.parametrize("new", ["short", "1234567890", "password123", "198501152010011003"])
def test_weak_passwords_are_refused(client_of, person, new):
    response = client_of(person).post(
        "/account/password/change/", {"oldpassword": PASSWORD, "password1": new, "password2": new}
    )

    assert response.context["form"].errors["password1"]
    person.refresh_from_db()
    assert person.check_password(PASSWORD)


# --- Nobody signs up ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("method", ["get", "post"])
def test_sign_up_is_closed_and_says_who_opens_accounts(client, db, method):
    data = {"username": "intruder", "password1": PASSWORD, "password2": PASSWORD, "email": "x@y.id"}
    before = User.objects.count()

    page = getattr(client, method)("/account/signup/", data).content.decode()

    assert User.objects.count() == before
    assert "Akun dibuka oleh kantor Anda" in page
    assert "<form" not in page.split("<main")[1].split("</main>")[0]


def test_no_other_sign_up_address_exists(client, db):
    found = {client.get(f"/account/{path}").status_code for path in ("2fa/signup/", "signup/passkey/", "provider/")}

    assert found == {404}


@pytest.mark.parametrize("login", ["siti@medan.example", "198501152010011003", "nobody@medan.example", "nobody"])
def test_every_sign_in_hashes_one_password(db, client, monkeypatch, login):
    """Twice as long for an existing address would tell who has an account."""
    UserFactory(username="198501152010011003", email="siti@medan.example")
    hashed = []
    monkeypatch.setattr(User, "check_password", lambda self, password: bool(hashed.append("checked")))
    monkeypatch.setattr(User, "set_password", lambda self, password: hashed.append("set"))

    client.post(reverse("account_login"), {"login": login, "password": "salah sekali"})

    assert len(hashed) == 1
