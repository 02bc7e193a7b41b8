"""Fixtures that every test may use. Postgres and Redis are real (see asn_portal.embedded); mail stays in memory."""

from __future__ import annotations

import gc
import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.core.cache import cache
from django.db import connection
from django.http import HttpRequest
from django.test import Client, TransactionTestCase
from django.utils import translation
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

from asn_portal.access.roles import Role
from asn_portal.accounts.models import User
from asn_portal.frame_room import with_room
from employees.models import OrganizationalUnit
from tests import template_database
from tests.factories.employees import UnitFactory, UserFactory, make_employee_user, make_officer
from tests.stored import Stored

# What a finished page never contains: tags that were not rendered, and what the content security policy forbids.
UNRENDERED = re.compile(rb"\{\{|\{%|<c-[a-z]")
INLINE = re.compile(
    rb"<script(?![^>]*\b(?:src|type=\"application/json\"))|<style[\s>]|<[^>]+\sstyle=|<[^>]+\son[a-z]+=", re.I
)

# A busy machine is no finding, and a red build is always somebody's change: the same examples on every run.
hypothesis_settings.register_profile(
    "portal", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
hypothesis_settings.load_profile("portal")


def pytest_configure(config):
    """Give each xdist worker a Redis database of its own: clearing the cache touches neither another worker's nor
    the broker's, which is database 0."""
    database = int(os.environ.get("PYTEST_XDIST_WORKER", "gw14").removeprefix("gw")) + 1
    settings.CACHES["default"]["LOCATION"] = re.sub(r"/\d*$", "", settings.REDIS_URL.rstrip("/")) + f"/{database}"


@pytest.hookimpl(wrapper=True)
def pytest_collection():
    """Twelve thousand tests stay until the end: the collector shall neither look through them while they come in nor
    again and again afterwards. gunicorn.conf.py does the same for the portal."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.enable()
        gc.collect()
        gc.freeze()
        gc.set_threshold(20_000, 20, 20)


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment, django_db_blocker, django_db_modify_db_settings):
    """In place of pytest-django's: the database of each worker is a copy of one migrated template."""
    original = connection.settings_dict["NAME"]
    name = connection.settings_dict["TEST"].get("NAME") or f"test_{original}"
    with django_db_blocker.unblock():
        template_database.create(name)
    patched = pytest.MonkeyPatch()
    patched.setattr(TransactionTestCase, "_fixture_teardown", lambda _test: template_database.empty())
    yield
    patched.undo()
    with django_db_blocker.unblock():
        template_database.drop(name)
    connection.settings_dict["NAME"] = original


class StrictClient(Client):
    """A test client that refuses pages with unrendered tags or inline code."""

    def _login(self, user, backend=None):
        """What signing in leaves in the session, without the rows of a real sign-in (device, last time, event): they
        take as long as a page. Tests about signing in go through its page."""
        session = self.session
        session[SESSION_KEY] = user._meta.pk.value_to_string(user)
        session[BACKEND_SESSION_KEY] = backend or user.backend
        session[HASH_SESSION_KEY] = user.get_session_auth_hash()
        session.save()
        request = HttpRequest()
        request.session = session
        self._set_login_cookies(request)

    @with_room
    def request(self, **request):
        response = super().request(**request)
        if not response.streaming and "html" in response.headers.get("Content-Type", ""):
            for what, pattern in (("an unrendered tag", UNRENDERED), ("inline code", INLINE)):
                found = pattern.search(response.content)
                assert not found, (
                    f"{what} in {request.get('PATH_INFO')}: {response.content[found.start() - 40 : found.end() + 80]!r}"
                )
        return response


@pytest.fixture
def client() -> StrictClient:
    return StrictClient()


@pytest.fixture
def client_of():
    """`client_of(user)`: a client signed in as `user`."""

    def sign_in(user: User) -> StrictClient:
        signed_in = StrictClient()
        signed_in.force_login(user)
        return signed_in

    return sign_in


@pytest.fixture(autouse=True)
def _empty_cache():
    """Rate limits and cached pages of one test do not reach the next."""
    yield
    cache.clear()


@pytest.fixture(autouse=True)
def _indonesian():
    """The language that one test's request activated does not reach the next."""
    with translation.override("id"):
        yield


@pytest.fixture(autouse=True)
def _second_factor_waived(settings):
    """Most tests are not about the second factor; those that are turn it on again."""
    settings.DEMO_ALLOW_WITHOUT_SECOND_FACTOR = True


class Users(dict[str, User]):
    """Officers are made when a test asks for them: most tests need one of a dozen. Who walks over all gets all."""

    def __init__(self, makers: dict[str, Callable[[], User]], made: dict[str, User]) -> None:
        super().__init__(made)
        self.makers = makers

    def __missing__(self, name: str) -> User:
        self[name] = self.makers[name]()
        return self[name]

    def make_all(self) -> Users:
        for name in self.makers:
            self[name]
        return self

    def __iter__(self) -> Iterator[str]:
        return super(Users, self.make_all()).__iter__()

    def keys(self) -> Any:
        return super(Users, self.make_all()).keys()

    def values(self) -> Any:
        return super(Users, self.make_all()).values()

    def items(self) -> Any:
        return super(Users, self.make_all()).items()


@dataclass(frozen=True)
class World:
    """Two governments. In the first: a district with two urban villages, and a user for each role on the district."""

    government: OrganizationalUnit
    district: OrganizationalUnit
    village: OrganizationalUnit
    other_village: OrganizationalUnit
    other_government: OrganizationalUnit
    users: Users


def _make_places() -> tuple[dict[str, OrganizationalUnit], dict[str, User]]:
    government = UnitFactory(name="Kota Medan", slug="kota-medan")
    district = UnitFactory(parent=government, name="Kecamatan Medan Belawan", slug="medan-belawan")
    village = UnitFactory(parent=district, name="Kelurahan Belawan I", slug="belawan-i", service=True)
    other_village = UnitFactory(parent=district, name="Kelurahan Bagan Deli", slug="bagan-deli", service=True)
    units = {
        "government": government,
        "district": district,
        "village": village,
        "other_village": other_village,
        "other_government": UnitFactory(name="Kota Pekanbaru", slug="kota-pekanbaru"),
    }
    made = {
        "supervisor": make_employee_user(village, head=True, name="Lurah Belawan"),
        "employee": make_employee_user(village, name="Siti Rahmawati"),
        "colleague": make_employee_user(other_village, name="Budi Siregar"),
    }
    return units, made


@pytest.fixture(scope="session")
def stored_places(django_db_setup, django_db_blocker) -> Stored:
    with django_db_blocker.unblock():
        return Stored(_make_places)


@pytest.fixture
def world(stored_places, db) -> World:
    # A tree in which something stands already counts on from there.
    units, made = _make_places() if OrganizationalUnit.objects.exists() else stored_places.restore()
    district = units["district"]
    makers = {
        role.value: partial(make_officer, role, None if role == Role.OPERATOR else district, username=role.value)
        for role in Role
    }
    makers["stranger"] = partial(make_officer, Role.HR_OFFICER, units["other_government"], username="stranger")
    makers["nobody"] = partial(UserFactory, username="nobody")
    return World(**units, users=Users(makers, made))


@pytest.fixture
def everybody(world) -> Users:
    """All users of `world` at once, for tests of what reaches those who hold a role."""
    return world.users.make_all()


@pytest.fixture
def client_for(world, client_of):
    """`client_for("hr_officer")`: a client of that user of `world`; "anonymous" is signed in as nobody."""

    def sign_in(role: str) -> StrictClient:
        return StrictClient() if role == "anonymous" else client_of(world.users[role])

    return sign_in
