"""Every address × every role × (own unit, other unit, other government). An address without a row is a failure."""

from __future__ import annotations

import importlib

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from asn_portal.access.roles import Role
from tests.access.policy import ANONYMOUS, EVERYONE, SIGNED_IN, Place, Row
from tests.factories.employees import EmployeeFactory, UnitFactory, UserFactory, make_employee_user, make_officer

MODULES = ["frame", "employees", "surveys", "training", "evaluations", "careers", "participation"]


def rows_of(module: str) -> dict[str, Row]:
    return importlib.import_module(f"tests.access.{module}").ROWS


def url_names(resolver: URLResolver | None = None, namespace: str = "") -> list[str]:
    """The full name of every named pattern; unnamed ones stand under their pattern."""
    names = []
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            names += url_names(entry, inner)
        elif isinstance(entry, URLPattern):
            names.append(f"{namespace}{entry.name}" if entry.name else f"{namespace}{entry.pattern}")
    return names


def test_every_address_has_exactly_one_row():
    known = [name for module in MODULES for name in rows_of(module)]

    assert sorted(set(url_names())) == sorted(known)


@pytest.fixture
def stage(db):
    """Users for every name in SIGNED_IN, and the three places."""
    government = UnitFactory(name="Kota Medan")
    district = UnitFactory(parent=government, name="Kecamatan Medan Belawan")
    village = UnitFactory(parent=district, name="Kelurahan Belawan I", service=True)
    village_beside = UnitFactory(parent=district, name="Kelurahan Bagan Deli", service=True)
    other_district = UnitFactory(parent=government, name="Kecamatan Medan Marelan", service=True)
    other_government = UnitFactory(name="Kota Pekanbaru")
    senapelan = UnitFactory(parent=other_government, name="Kecamatan Senapelan", service=True)
    users = {role.value: make_officer(role, None if role == Role.OPERATOR else district) for role in Role}
    users["supervisor"] = make_employee_user(village, head=True)
    users["employee"] = make_employee_user(village)
    users["colleague"] = make_employee_user(village_beside)
    users["nobody"] = UserFactory()
    own = Place("own", village, head=users["supervisor"].employee, clerk=users["employee"].employee)
    elsewhere = [
        Place(
            name,
            unit,
            head=EmployeeFactory(unit=unit, head=True, user=UserFactory()),
            clerk=EmployeeFactory(unit=unit, user=UserFactory()),
        )
        for name, unit in (("other_unit", other_district), ("other_government", senapelan))
    ]
    return users, [own, *elsewhere]


def outcome(client: Client, row: Row, url: str, data: dict) -> str:
    """Knock and take back whatever the knock changed."""
    with transaction.atomic():
        response = getattr(client, row.method)(url, data)
        if response.streaming:
            b"".join(response.streaming_content)
        transaction.set_rollback(True)
    if response.status_code in {403, 404}:
        return "turned away"
    if response.status_code in {301, 302} and response.url.startswith(reverse(settings.LOGIN_URL)):
        return "asked to sign in"
    if response.status_code >= 500 or response.status_code == 405:
        return f"broken ({response.status_code})"
    return "let in"


@pytest.mark.parametrize("module", MODULES)
def test_policy_holds(module, stage):
    users, places = stage
    build = getattr(importlib.import_module(f"tests.access.{module}"), "build", lambda place: {})
    objects = {place.name: build(place) for place in places}
    clients = {name: Client(raise_request_exception=True) for name in EVERYONE}
    for name in SIGNED_IN:
        clients[name].force_login(users[name])

    wrong = []
    for url_name, row in rows_of(module).items():
        for place in places if row.has_object else places[:1]:
            allowed = getattr(row, place.name)
            url = reverse(url_name, kwargs=dict(row.kwargs(objects[place.name])))
            for who in sorted(EVERYONE):
                got = outcome(clients[who], row, url, dict(row.data(objects[place.name])))
                want = "let in" if who in allowed else "asked to sign in" if who == ANONYMOUS else "turned away"
                if got != want:
                    wrong.append(f"{row.method.upper()} {url_name} of {place.name} as {who}: {got}, expected {want}")

    assert not wrong, "\n".join(wrong)
