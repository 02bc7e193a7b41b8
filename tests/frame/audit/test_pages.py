"""The trail's pages: who reads which rows, filters, words, export."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from asn_portal.access.roles import Role
from asn_portal.audit.models import Event, RecordView
from asn_portal.audit.services import record_event, record_view
from tests.factories.employees import EmployeeFactory, make_officer

EVENTS = "/audit/"
LOOKS = "/audit/views/"


@pytest.fixture
def events(world):
    """One event in each place; the world's auditor is granted the district."""
    place = {
        "village": world.village.path,
        "district": world.district.path,
        "government": world.government.path,
        "elsewhere": world.other_government.path,
        "system": "",
    }
    return {
        name: record_event("employees.unit_changed", by=world.users["hr_officer"], unit_path=path, reason=name)
        for name, path in place.items()
    }


def seen(response):
    return {row.reason for row in response.context["table"].data.data}


@pytest.mark.parametrize(
    ("role", "rows"),
    [("auditor", {"village", "district"}), ("operator", {"system"})],
)
def test_each_reads_the_events_of_their_own_places(events, client_for, role, rows):
    assert seen(client_for(role).get(EVENTS)) == rows


def test_an_auditor_of_the_whole_government_does_not_read_the_system_or_another_government(events, world, client_of):
    auditor = make_officer(Role.AUDITOR, world.government)

    assert seen(client_of(auditor).get(EVENTS)) == {"village", "district", "government"}


@pytest.mark.parametrize("name", ["government", "elsewhere", "system"])
def test_events_of_other_places_do_not_exist_for_an_auditor(events, client_for, name):
    assert client_for("auditor").get(reverse("audit:event-detail", args=[events[name].pk])).status_code == 404


@pytest.mark.parametrize("name", ["village", "district", "government", "elsewhere"])
def test_an_operator_reads_no_event_of_a_unit(events, client_for, name):
    assert client_for("operator").get(reverse("audit:event-detail", args=[events[name].pk])).status_code == 404


@pytest.mark.parametrize("role", ["hr_officer", "head_of_agency", "supervisor", "employee", "training_coordinator"])
def test_others_read_no_trail(events, client_for, role):
    assert [client_for(role).get(url).status_code for url in (EVENTS, LOOKS)] == [403, 403]


def test_operators_do_not_read_who_looked_at_whom(client_for):
    assert client_for("operator").get(LOOKS).status_code == 403


def test_looks_are_cut_by_place_too(world, client_for, client_of):
    people = [EmployeeFactory(unit=unit) for unit in (world.village, world.government, world.other_government)]
    for person in people:
        record_view(
            viewer=world.users["hr_officer"],
            subject=person,
            unit_path=person.unit.path,
            what="profile",
            reason=person.nip,
        )

    assert seen(client_for("auditor").get(LOOKS)) == {people[0].nip}


def test_a_role_that_has_ended_reads_nothing(world, client_of, events):
    auditor = make_officer(Role.AUDITOR, world.district)
    grant = auditor.role_grants.get()
    grant.period = (timezone.localdate() - dt.timedelta(days=9), timezone.localdate())
    grant.save()

    assert client_of(auditor).get(EVENTS).status_code == 403


# --- Filters --------------------------------------------------------------------------------------------------------


@pytest.fixture
def mixed(world):
    officer, auditor = world.users["hr_officer"], world.users["auditor"]
    record_event("employees.unit_changed", by=officer, unit_path=world.village.path, reason="first")
    record_event("employees.role_granted", by=officer, unit_path=world.other_village.path, reason="second")
    record_event("employees.unit_changed", by=auditor, obj=world.village, unit_path=world.district.path, reason="third")


@pytest.mark.parametrize(
    ("query", "rows"),
    [
        ({}, {"first", "second", "third"}),
        ({"kind": "employees.unit_changed"}, {"first", "third"}),
        ({"q": "Belawan I"}, {"third"}),
        ({"q": "hr_officer"}, {"first", "second"}),
        ({"q": "second"}, {"second"}),
        ({"until": "2000-01-01"}, set()),
        ({"since": "2000-01-01"}, {"first", "second", "third"}),
        ({"kind": "no.such_kind"}, set()),
        ({"since": "nonsense"}, set()),
    ],
)
def test_events_are_filtered(mixed, client_for, query, rows):
    assert seen(client_for("auditor").get(EVENTS, query)) == rows


def test_the_last_day_counts_whole_in_the_portals_zone(mixed, client_for):
    today = timezone.localdate()

    client = client_for("auditor")

    assert seen(client.get(EVENTS, {"since": today, "until": today})) == {"first", "second", "third"}
    assert seen(client.get(EVENTS, {"until": today - dt.timedelta(days=1)})) == set()
    assert seen(client.get(EVENTS, {"since": today + dt.timedelta(days=1)})) == set()


def test_events_are_filtered_by_unit_and_what_lies_below(mixed, world, client_for):
    client = client_for("auditor")

    assert seen(client.get(EVENTS, {"unit": world.village.pk})) == {"first"}
    assert seen(client.get(EVENTS, {"unit": world.district.pk})) == {"first", "second", "third"}


@pytest.mark.parametrize("unit", ["government", "other_government"])
def test_a_unit_outside_is_no_choice(mixed, world, client_for, unit):
    assert seen(client_for("auditor").get(EVENTS, {"unit": getattr(world, unit).pk})) == set()


def test_an_operator_is_offered_no_units(events, client_for):
    assert "unit" not in client_for("operator").get(EVENTS).context["filter"].form.fields


@pytest.mark.parametrize(
    "query", ["q=%00", "q=%27%3B--", "since=2026-13-45", "page=99999", "sort=-password", "unit=abc"]
)
def test_nonsense_in_the_address_breaks_nothing(mixed, client_for, query):
    assert client_for("auditor").get(f"{EVENTS}?{query}").status_code == 200


def test_the_number_of_queries_does_not_grow_with_the_rows(world, client_for):
    client = client_for("auditor")
    counts = []
    for number in (1, 3):
        while Event.objects.count() < number:
            record_event("employees.unit_changed", by=world.users["hr_officer"], unit_path=world.village.path)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get(EVENTS)
        counts.append(len(queries))

    assert counts[0] == counts[1] <= 12


# --- Words and export -----------------------------------------------------------------------------------------------


def test_list_tells_kinds_and_objects_in_words(mixed, client_for):
    page = client_for("auditor").get(EVENTS).content.decode()

    assert "Unit kerja diubah" in page or "Unit diubah" in page
    assert "employees.unit_changed" not in page.split("<tbody")[1]
    assert "Kelurahan Belawan I" in page


def test_detail_shows_field_changes_of_the_same_request(world, client_for):
    officer = client_for("hr_officer")
    url = reverse("employees:unit-edit", args=[world.village.pk])
    form = officer.get(url).context["form"]
    data = {name: "" if form[name].value() is None else form[name].value() for name in form.fields}
    officer.post(url, {**data, "name": "Belawan Satu", "address": "Jalan Pelabuhan 1", "reason": "x"})
    officer.post(url, {**data, "name": "Belawan Satu", "address": "Jalan Pelabuhan 2", "reason": "x"})
    first = Event.objects.filter(kind="employees.unit_changed").earliest("at")

    page = client_for("auditor").get(reverse("audit:event-detail", args=[first.pk])).content.decode()

    table = page.split("<tbody>")[1].split("</tbody>")[0]
    assert [word in table for word in ("Kelurahan Belawan I", "Belawan Satu", "Jalan Pelabuhan 1")] == [True] * 3
    assert "Jalan Pelabuhan 2" not in table
    assert world.users["hr_officer"].name in page


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_export_holds_what_is_filtered_and_is_itself_noted(mixed, world, client_for, ending):
    response = client_for("auditor").get(EVENTS, {"export": ending, "kind": "employees.role_granted"})

    body = b"".join(response.streaming_content) if response.streaming else response.content
    assert response.status_code == 200
    if ending == "csv":
        lines = body.decode("utf-8-sig").strip().splitlines()
        assert len(lines) == 2
        assert "employees.role_granted" not in lines[1]
    assert Event.objects.get(kind="listing.exported").actor == world.users["auditor"]


def test_every_recorded_kind_and_look_has_words():
    """Each kind that the code records stands in a catalogue of labels; otherwise auditors read codes."""
    import ast
    from pathlib import Path

    from django.conf import settings

    from asn_portal.audit import registry

    kinds, keys, without_unit = set(), set(), []
    for app in ("asn_portal", "employees", "surveys", "training", "evaluations", "careers", "participation"):
        for path in Path(settings.BASE_DIR, app).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text())):
                if not isinstance(node, ast.Call):
                    continue
                name = getattr(node.func, "id", getattr(node.func, "attr", ""))
                given = {keyword.arg: keyword.value for keyword in node.keywords}
                if name == "record_event" and node.args:
                    if isinstance(node.args[0], ast.Constant):
                        kinds.add(node.args[0].value)
                    keys |= set(given) - {"by", "obj", "unit_path", "reason", None}
                    # None stands for **kwargs.
                    if not {"unit_path", None} & set(given):
                        without_unit.append(f"{path.name}:{node.lineno}")
                if name == "record_view" and isinstance(given.get("what"), ast.Constant):
                    kinds.add(f"view.{given['what'].value}")

    assert len(kinds) > 40
    assert {kind for kind in kinds if kind not in registry._labels} == set()
    assert keys - set(registry._data_labels) == set()
    # Without a unit an event is the system's, which operators read: that must be meant and written.
    assert without_unit == []
    assert RecordView._meta.triggers
