"""The second step: who must have one, what stays shut without it, and how it is kept."""

import re
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.core.files.base import ContentFile
from django.urls import reverse

from asn_portal import crypto
from asn_portal.access.roles import SECOND_FACTOR_ROLES, Role
from asn_portal.accounts.services import remove_second_factor
from asn_portal.audit.models import Event
from asn_portal.documents.services import store_document
from asn_portal.errors import DomainError
from asn_portal.notifications.models import OutboxMail

PASSWORD = "correct horse battery"
SETUP = "/account/2fa/"
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n%%EOF\n"
NEEDED = sorted(role.value for role in SECOND_FACTOR_ROLES)


@pytest.fixture
def enforced(settings):
    settings.DEMO_ALLOW_WITHOUT_SECOND_FACTOR = False


def code_of(secret: str, steps: int = 0) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps))


def reauthenticate(client) -> None:
    client.post("/account/reauthenticate/", {"password": PASSWORD, "next": "/account/"})


def test_roles_that_need_it_are_those_that_reach_personal_files_or_the_system():
    assert NEEDED == ["auditor", "hr_officer", "operator"]


@pytest.mark.parametrize("role", NEEDED)
@pytest.mark.parametrize(
    ("method", "name"),
    [
        ("get", "home:index"),
        ("get", "employees:employee-list"),
        ("post", "employees:import-create"),
        ("get", "audit:event-list"),
        ("get", "operation:overview"),
        ("post", "operation:mail-retry"),
        ("get", "employees:account-list"),
        ("get", "search:results"),
        ("post", "notifications:read-all"),
        ("get", "jobs:job-list"),
    ],
)
def test_everything_is_shut_before_it_is_set_up(enforced, client_for, role, method, name):
    response = getattr(client_for(role), method)(reverse(name))

    assert response.status_code == 302
    assert response.url == SETUP


def test_taking_away_another_persons_second_step_is_shut_too(enforced, client_for, world):
    response = client_for("operator").post(
        reverse("accounts:second-factor-remove", args=[world.users["hr_officer"].pk]), {"reason": "x"}
    )

    assert response.url == SETUP


def test_documents_are_shut(enforced, world, client_for):
    officer = world.users["hr_officer"]
    document = store_document(file=ContentFile(PDF, name="a.pdf"), by=officer, kind="tests.second_factor")

    response = client_for("hr_officer").get(document.get_absolute_url())

    assert response.status_code == 302
    assert response.url == SETUP


def test_a_fragment_request_leads_the_whole_page_to_the_set_up(enforced, client_for):
    response = client_for("hr_officer").get("/employees/", headers={"HX-Request": "true"})

    assert response.headers["HX-Redirect"] == SETUP
    assert response.content == b""


@pytest.mark.parametrize(
    "path",
    ["/account/2fa/", "/account/", "/account/password/change/", "/account/email/", "/account/sessions/"],
)
def test_own_account_stays_open(enforced, client_for, path):
    assert client_for("hr_officer").get(path).status_code == 200


def test_signing_out_and_choosing_a_language_stay_open(enforced, client_for):
    client = client_for("hr_officer")

    assert client.post("/account/language/", {"language": "en", "next": SETUP}).url == SETUP
    assert client.post("/account/logout/").url == "/account/login/"


@pytest.mark.parametrize("role", ["employee", "supervisor", "training_coordinator", "head_of_agency"])
def test_other_roles_may_do_without(enforced, client_for, role):
    assert client_for(role).get("/inbox/").status_code == 200


def test_a_role_granted_to_a_signed_in_person_shuts_at_once(enforced, world, client_for):
    from tests.factories.employees import RoleGrantFactory

    client = client_for("employee")
    assert client.get("/inbox/").status_code == 200

    RoleGrantFactory(user=world.users["employee"], role=Role.HR_OFFICER, unit=world.village)

    assert client.get("/inbox/").url == SETUP


def test_it_opens_once_it_is_set_up(enforced, world, client_for):
    TOTP.activate(world.users["hr_officer"], generate_totp_secret())

    assert client_for("hr_officer").get("/employees/").status_code == 200


def test_the_demo_may_waive_it(settings, client_for):
    settings.DEMO_ALLOW_WITHOUT_SECOND_FACTOR = True

    assert client_for("hr_officer").get("/employees/").status_code == 200


# --- Setting it up and signing in with it ---------------------------------------------------------------------------


def set_up(client) -> str:
    """Through the pages; returns the app's secret."""
    reauthenticate(client)
    page = client.get("/account/2fa/totp/activate/").content.decode()
    secret = re.search(r'id="authenticator_secret">(\w+)<', page).group(1)
    code = code_of(secret)
    response = client.post("/account/2fa/totp/activate/", {"code": f"{code[:3]} {code[3:]}"})
    assert response.url == "/account/2fa/recovery-codes/"
    return secret


def test_set_up_asks_for_the_password_again(client_for):
    response = client_for("employee").get("/account/2fa/totp/activate/")

    assert response.url.startswith("/account/reauthenticate/")


def test_set_up_gives_recovery_codes_and_tells_the_person_and_the_trail(
    world, client_for, django_capture_on_commit_callbacks
):
    client = client_for("employee")

    with django_capture_on_commit_callbacks(execute=True):
        set_up(client)

    user = world.users["employee"]
    codes = re.findall(r"<code>(\d{8})</code>", client.get("/account/2fa/recovery-codes/").content.decode())
    assert len(set(codes)) == 10
    assert OutboxMail.objects.filter(to=user.email, subject="Aplikasi autentikator diaktifkan").count() == 1
    event = Event.objects.get(kind="accounts.second_factor_added")
    assert (event.actor, event.unit_path, event.data) == (user, world.village.path, {"method": "totp"})


def test_an_address_that_waits_for_confirmation_does_not_block_it(world, client_for):
    client = client_for("employee")
    client.get("/account/email/")
    reauthenticate(client)
    client.post("/account/email/", {"email": "baru@medan.go.id", "action_add": ""})

    set_up(client)

    assert Authenticator.objects.filter(user=world.users["employee"], type="totp").exists()


def test_secrets_are_encrypted_in_the_database(world, client_for):
    client = client_for("employee")

    secret = set_up(client)

    totp, codes = Authenticator.objects.filter(user=world.users["employee"]).order_by("-type")
    assert (totp.type, codes.type) == ("totp", "recovery_codes")
    assert secret not in str(totp.data)
    assert crypto.decrypt(totp.data["secret"]) == secret
    assert crypto.decrypt(codes.data["seed"])


@pytest.fixture
def protected(world):
    user = world.users["employee"]
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    codes = RecoveryCodes.activate(user).get_unused_codes()
    return user, secret, codes


def first_step(client, user):
    return client.post("/account/login/", {"login": user.username, "password": PASSWORD})


def test_the_password_alone_opens_nothing(client, protected):
    response = first_step(client, protected[0])

    assert response.url == "/account/2fa/authenticate/"
    assert client.get("/inbox/").url.startswith("/account/login/")


@pytest.mark.parametrize("steps", [-1, 0, 1])
def test_a_code_opens_also_with_a_clock_that_is_half_a_minute_off(client, protected, steps):
    user, secret, _codes = protected
    first_step(client, user)

    response = client.post("/account/2fa/authenticate/", {"code": code_of(secret, steps)})

    assert response.url == "/"
    assert client.session["_auth_user_id"] == str(user.pk)


def test_a_code_works_once(client, client_of, protected):
    user, secret, _codes = protected
    code = code_of(secret)
    first_step(client, user)
    client.post("/account/2fa/authenticate/", {"code": code})
    client.post("/account/logout/")

    first_step(client, user)
    client.post("/account/2fa/authenticate/", {"code": code})

    assert "_auth_user_id" not in client.session


def test_an_old_code_does_not_open(client, protected):
    user, secret, _codes = protected
    first_step(client, user)

    response = client.post("/account/2fa/authenticate/", {"code": code_of(secret, -3)})

    assert response.context["form"].errors["code"]


def test_a_recovery_code_works_once(client, protected):
    user, _secret, codes = protected
    first_step(client, user)
    assert client.post("/account/2fa/authenticate/", {"code": codes[0]}).url == "/"
    client.post("/account/logout/")

    first_step(client, user)
    response = client.post("/account/2fa/authenticate/", {"code": codes[0]})

    assert response.context["form"].errors["code"]
    assert "_auth_user_id" not in client.session


def test_guessing_codes_is_slowed_down(client, protected):
    user, secret, _codes = protected
    first_step(client, user)
    for number in range(5):
        client.post("/account/2fa/authenticate/", {"code": f"{number:06d}"})

    client.post("/account/2fa/authenticate/", {"code": code_of(secret)})

    assert "_auth_user_id" not in client.session


def test_a_reset_password_still_needs_the_second_step(client, protected):
    user, _secret, _codes = protected
    client.post("/account/password/reset/", {"email": user.email})
    link = re.search(r"http://testserver(\S+/key/\S+)", OutboxMail.objects.get().text).group(1)
    form = client.get(link, follow=True).redirect_chain[-1][0]
    client.post(form, {"password1": "kapal berlayar ke utara", "password2": "kapal berlayar ke utara"})

    response = client.post("/account/login/", {"login": user.username, "password": "kapal berlayar ke utara"})

    assert response.url == "/account/2fa/authenticate/"


# --- Lost phones ----------------------------------------------------------------------------------------------------


def test_an_operator_removes_a_lost_second_step(world, client_for, protected):
    user, _secret, _codes = protected
    client = client_for("operator")
    url = reverse("accounts:second-factor-remove", args=[user.pk])
    assert client.get(url).url.startswith("/account/reauthenticate/")
    reauthenticate(client)

    response = client.post(url, {"reason": "Ponsel hilang; datang dengan kartu pegawai"})

    assert response.url == reverse("employees:account-list")
    assert not Authenticator.objects.filter(user=user).exists()
    event = Event.objects.get(kind="accounts.second_factor_taken")
    assert (event.actor, event.object_id, event.reason, event.unit_path) == (
        world.users["operator"],
        str(user.pk),
        "Ponsel hilang; datang dengan kartu pegawai",
        world.village.path,
    )
    assert OutboxMail.objects.get(to=user.email).subject == "Langkah kedua Anda dihapus"


def test_nobody_removes_their_own_this_way(world):
    operator = world.users["operator"]
    TOTP.activate(operator, generate_totp_secret())

    with pytest.raises(DomainError):
        remove_second_factor(user=operator, reason="x", by=operator)

    assert Authenticator.objects.filter(user=operator).exists()
    assert not Event.objects.exists()


def test_an_account_without_one_says_so(world):
    with pytest.raises(DomainError):
        remove_second_factor(user=world.users["employee"], reason="x", by=world.users["operator"])

    assert not Event.objects.exists()
    assert not OutboxMail.objects.exists()
