"""Signing in and keeping one's account safe."""

from __future__ import annotations

import re

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time

from asn_portal.notifications.models import OutboxMail
from tests.factories.employees import EmployeeFactory, UserFactory, make_nip

PASSWORD = "correct horse battery"


def sign_in(person, login, password=PASSWORD):
    person.go("/account/login/")
    person.page.fill("[name=login]", login)
    person.page.fill("[name=password]", password)
    person.page.locator("main form.portal-form button[type=submit]").click()
    person.page.wait_for_url(re.compile(r"^(?!.*/account/login/).*$"))


def test_printed_nip_signs_in_and_language_and_theme_stay_on_the_page(visit, world):
    nip = make_nip(500)
    user = UserFactory(username=nip)
    EmployeeFactory(unit=world.village, user=user, nip=nip)
    person = visit()

    person.go("/account/login/")
    person.check()
    sign_in(person, f"{nip[:8]} {nip[8:14]} {nip[14]} {nip[15:]}")
    person.go("/employees/me/?tab=x")
    person.page.locator(".top-bar .top-preferences [name=language][value=en]").click()
    person.page.locator("html[lang=en]").wait_for()
    address = person.page.url
    person.page.locator(".top-bar .top-preferences [name=theme][value=dark]").click()
    person.page.locator("html[data-theme=dark], html[data-bs-theme=dark]").first.wait_for()

    assert address.endswith("?tab=x") or "/employees/" in address
    person.go("/account/")
    person.check()
    person.go("/account/sessions/")
    person.check()


def test_forgotten_password_is_reset_by_mail(visit, world):
    user = world.users["employee"]
    person = visit().speak("en")

    person.go("/account/password/reset/")
    person.page.fill("[name=email]", user.email)
    person.page.locator("main form button[type=submit]").click()
    person.page.wait_for_load_state()
    person.check()
    mail = OutboxMail.objects.get(to=user.email)
    link = re.search(r"https?://[^\s]+(/account/password/reset/key/[^\s]+)", mail.text).group(1)
    person.go(link)
    person.page.fill("[name=password1]", "kuda benar baterai 9")
    person.page.fill("[name=password2]", "kuda benar baterai 9")
    person.page.locator("main form button[type=submit]").click()
    person.page.wait_for_load_state()
    person.check()
    sign_in(person, user.username, "kuda benar baterai 9")

    assert person.page.locator(".top-bar").is_visible()


def test_authenticator_app_is_set_up(visit, world):
    user = world.users["hr_officer"]
    person = visit().speak("en")
    sign_in(person, user.username)

    person.go("/account/2fa/")
    person.check()
    person.go("/account/2fa/totp/activate/")
    person.check()
    # What guards the account asks once more who is there.
    person.page.fill("[name=password]", PASSWORD)
    person.page.locator("main form button[type=submit]").first.click()
    person.page.wait_for_url("**/totp/activate/")
    person.check()
    seed = person.page.locator("#authenticator_secret").text_content()
    code = format_hotp_value(hotp_value(seed, next(iter(yield_hotp_counters_from_time()))))
    person.page.fill("main [name=code]", code)
    person.page.locator("main form button[type=submit]").last.click()
    person.page.wait_for_url(re.compile("recovery-codes|2fa/$"))
    person.check()

    assert Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists()
