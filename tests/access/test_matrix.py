"""Every address × every role × (own unit, other unit, other government). An address without a row is a failure."""

from __future__ import annotations

import importlib
import logging
import time
from collections import Counter
from collections.abc import Mapping
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction
from django.http import HttpResponse
from django.template.backends.django import Template
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, path, reverse
from django.urls.resolvers import RegexPattern

from asn_portal.access.roles import Role
from tests.access.policy import ANONYMOUS, EVERYONE, SIGNED_IN, Place, Row
from tests.factories.employees import EmployeeFactory, UnitFactory, UserFactory, make_employee_user, make_officer
from tests.factories.training import make_partner_user

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
    addresses = set(url_names())

    faults = [f"{name} has no row: write its policy in tests/access/" for name in sorted(addresses - set(known))]
    faults += [f"{name} has a row but no address any more" for name in sorted(set(known) - addresses)]
    faults += [f"{name} has {count} rows" for name, count in Counter(known).items() if count > 1]
    assert not faults, "\n".join(faults)


def test_an_unknown_address_is_noticed():
    """The walk finds what include() brings, unnamed patterns too."""
    names = url_names(URLResolver(RegexPattern("^"), [path("new/", print, name="new"), path("bare/", print)]))

    assert names == ["new", "bare/"]


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
    users["partner"] = make_partner_user(government)
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
    # 503 is an answer of /readyz, whose business is to say how the servers are.
    if response.status_code == 405 or (response.status_code >= 500 and response.status_code != 503):
        return f"broken ({response.status_code})"
    return "let in"


def address(url_name: str, kwargs: Mapping[str, Any]) -> str:
    """Unnamed patterns stand in the table under their path."""
    if ":" not in url_name and not url_name.isidentifier():
        return f"/{url_name}"
    return reverse(url_name, kwargs=dict(kwargs))


def sign_in(client: Client, user: Any) -> None:
    """With the password typed just now, so that nothing asks for it once more."""
    client.force_login(user)
    session = client.session
    session["account_authentication_methods"] = [{"method": "password", "at": time.time(), "reauthenticated": True}]
    session["account_authentication_methods_user"] = str(user.pk)
    session.save()


@pytest.mark.parametrize("module", MODULES)
def test_policy_holds(module, stage, monkeypatch):
    # Thousands of refusals: that each is logged, and how its page looks, is tested elsewhere.
    monkeypatch.setattr(logging.root.manager, "disable", logging.CRITICAL)
    monkeypatch.setattr("asn_portal.urls.handler403", lambda request, exception: HttpResponse(status=403))
    monkeypatch.setattr("asn_portal.urls.handler404", lambda request, exception: HttpResponse(status=404))
    # A page that one role has seen is not drawn again for the others: whom it lets in is decided before.
    is_seen, draw = False, Template.render
    monkeypatch.setattr(Template, "render", lambda *args, **kwargs: "" if is_seen else draw(*args, **kwargs))
    users, places = stage
    build = getattr(importlib.import_module(f"tests.access.{module}"), "build", lambda place: {})
    objects = {place.name: build(place) for place in places}
    clients = {name: Client(raise_request_exception=True) for name in EVERYONE}
    for name in SIGNED_IN:
        sign_in(clients[name], users[name])

    wrong = []
    for url_name, row in rows_of(module).items():
        for place in places if row.has_object else places[:1]:
            allowed = getattr(row, place.name)
            url = address(url_name, row.kwargs(objects[place.name]))
            data = dict(row.data(objects[place.name]))
            surprises: dict[str, list[str]] = {}
            is_seen = False
            for who in sorted(EVERYONE):
                got = outcome(clients[who], row, url, data)
                is_seen = is_seen or got == "let in"
                refusal = "asked to sign in" if who == ANONYMOUS and row.asks_to_sign_in else "turned away"
                want = "let in" if who in allowed else refusal
                if got != want:
                    surprises.setdefault(f"{got}, should be {want}", []).append(who)
            wrong += [
                f"{row.method.upper()} {url_name} of {place.name} ({url}): {', '.join(who)} {what}"
                for what, who in surprises.items()
            ]

    assert not wrong, "\n".join(wrong)
