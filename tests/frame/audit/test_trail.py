"""Writing the trail: by triggers, in the same transaction, once, and for good."""

from datetime import timedelta

import pghistory
import pytest
from django.apps import apps
from django.db import InternalError, connection, transaction
from django.db.utils import DatabaseError
from django.urls import reverse
from django.utils import timezone, translation

from asn_portal.accounts.models import User
from asn_portal.audit.changes import changes_of, data_of
from asn_portal.audit.context import acting, reason
from asn_portal.audit.models import Event, RecordView, kind_of
from asn_portal.audit.registry import label_of_kind
from asn_portal.audit.services import record_event, record_view
from employees.models import Employee, OrganizationalUnit, RoleGrant
from tests.factories.employees import EmployeeFactory, UserFactory
from tests.factories.surveys import send_report

pytestmark = pytest.mark.django_db


def told(changes):
    return [(change.field, change.old, change.new) for change in changes]


# --- History by triggers --------------------------------------------------------------------------------------------


def test_creating_an_object_is_history(world):
    changes = list(changes_of("employees.organizationalunit", str(world.village.pk)))

    assert ("name", None, "Kelurahan Belawan I") in told(changes)


@pytest.mark.parametrize("way", ["save", "update", "bulk_update", "sql"])
def test_no_way_of_writing_goes_past_the_history(world, way):
    unit = OrganizationalUnit.objects.get(pk=world.village.pk)
    before = len(list(changes_of(kind_of(unit), str(unit.pk))))
    unit.name = "Belawan Satu"

    if way == "save":
        unit.save()
    elif way == "update":
        OrganizationalUnit.objects.filter(pk=unit.pk).update(name=unit.name)
    elif way == "bulk_update":
        OrganizationalUnit.objects.bulk_update([unit], ["name"])
    else:
        with connection.cursor() as cursor:
            cursor.execute("UPDATE employees_organizationalunit SET name = %s WHERE id = %s", [unit.name, unit.pk])

    assert told(list(changes_of(kind_of(unit), str(unit.pk)))[before:]) == [
        ("name", "Kelurahan Belawan I", "Belawan Satu")
    ]


def test_many_rows_at_once_are_each_history(world):
    people = EmployeeFactory.create_batch(3, unit=world.village)

    Employee.objects.filter(pk__in=[person.pk for person in people]).update(karpeg_number="A 12345")

    for person in people:
        assert told(changes_of("employees.employee", str(person.pk)))[-1] == ("karpeg_number", "", "A 12345")


def test_user_reason_and_source_stand_in_the_history(world):
    officer = world.users["hr_officer"]

    with acting(officer.pk, source="a job"), reason("SK 12/2026"):
        OrganizationalUnit.objects.filter(pk=world.village.pk).update(name="Belawan Satu")

    last = list(changes_of("employees.organizationalunit", str(world.village.pk)))[-1]
    assert (last.user_id, last.reason) == (officer.pk, "SK 12/2026")


def test_a_posted_form_carries_user_request_and_reason_into_history_and_event(world, client_for):
    officer, unit = world.users["hr_officer"], world.village
    client = client_for("hr_officer")
    url = reverse("employees:unit-edit", args=[unit.pk])
    form = client.get(url).context["form"]
    data = {name: "" if form[name].value() is None else form[name].value() for name in form.fields}

    response = client.post(url, {**data, "name": "Kelurahan Belawan Satu", "reason": "Perda 3/2026"})

    assert response.status_code == 302
    event = Event.objects.get(kind="employees.unit_changed")
    changes = list(changes_of("employees.organizationalunit", str(unit.pk), request_id=event.request_id))
    assert event.actor == officer
    assert event.unit_path == unit.path
    assert len(event.request_id) > 20
    assert told(changes) == [("name", "Kelurahan Belawan I", "Kelurahan Belawan Satu")]
    assert (changes[0].user_id, changes[0].request_id) == (officer.pk, event.request_id)
    assert (changes[0].reason, event.reason) == ("Perda 3/2026", "Perda 3/2026")


def test_encrypted_columns_are_shown_as_changed_only(world):
    employee = EmployeeFactory(unit=world.village)

    Employee.objects.filter(pk=employee.pk).update(nik_encrypted="gAAAA-something")

    last = list(changes_of("employees.employee", str(employee.pk)))[-1]
    assert (last.field, last.old, last.new, last.is_secret) == ("nik_encrypted", None, None, True)


def test_passwords_never_reach_the_history():
    user = UserFactory()
    user.set_password("something else entirely")
    user.save()

    columns = {field.name for field in User.pgh_event_model._meta.fields}
    assert not columns & {"password", "last_login"}


def test_changes_are_told_in_words(world):
    user = UserFactory(name="Siti")
    grant = RoleGrant.objects.create(
        user=user, role="hr_officer", unit=world.village, period=("2026-01-01", "2026-02-01"), reason="x"
    )

    with translation.override("en"):
        values = {change.field: change.new for change in changes_of("employees.rolegrant", str(grant.pk))}

    assert values["role"] == "HR officer"
    assert values["user"] == "Siti"
    assert values["unit"] == "Kelurahan Belawan I"
    assert values["period"] == "1 January 2026 to 31 January 2026"


# --- Nobody rewrites it ---------------------------------------------------------------------------------------------


@pytest.fixture
def event(world):
    return record_event("tests.happened", by=world.users["hr_officer"], obj=world.village, unit_path=world.village.path)


@pytest.fixture
def look(world):
    record_view(viewer=world.users["hr_officer"], subject=world.village, unit_path=world.village.path, what="profile")
    return RecordView.objects.get()


@pytest.mark.parametrize("kind", ["event", "look"])
@pytest.mark.parametrize("way", ["save", "update", "delete", "sql update", "sql delete"])
def test_a_row_of_the_trail_can_neither_be_changed_nor_removed(kind, way, request):
    row = request.getfixturevalue(kind)
    table = row._meta.db_table

    def tamper():
        if way == "save":
            row.reason = "another"
            row.save()
        elif way == "update":
            type(row).objects.update(reason="another")
        elif way == "delete":
            row.delete()
        else:
            verb = "UPDATE {} SET reason = 'x'" if way == "sql update" else "DELETE FROM {}"
            with connection.cursor() as cursor:
                cursor.execute(verb.format(table))

    with pytest.raises((InternalError, DatabaseError), match="Cannot update or delete"), transaction.atomic():
        tamper()

    assert type(row).objects.get(pk=row.pk).reason == ""


def test_every_history_table_is_append_only():
    histories = [model for model in apps.get_models() if issubclass(model, pghistory.models.Event)]

    open_to_change = [
        model._meta.label
        for model in histories
        if model._meta.managed and "append_only" not in {trigger.name for trigger in model._meta.triggers}
    ]

    assert len(histories) > 10
    assert open_to_change == []


# --- Events ---------------------------------------------------------------------------------------------------------


def test_an_event_names_actor_object_unit_reason_and_data(world):
    officer = world.users["hr_officer"]

    event = record_event("tests.happened", by=officer, obj=world.village, unit_path="0001", reason="because", rows=3)

    assert (event.actor, event.object_kind, event.object_id, event.object_label) == (
        officer,
        "employees.organizationalunit",
        str(world.village.pk),
        "Kelurahan Belawan I",
    )
    assert (event.unit_path, event.reason, event.data) == ("0001", "because", {"rows": 3})


def test_an_event_goes_with_the_change_that_fails(world):
    def change_and_fail():
        with transaction.atomic():
            OrganizationalUnit.objects.filter(pk=world.village.pk).update(name="Belawan Satu")
            record_event("tests.happened", by=None, obj=world.village, unit_path=world.village.path)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        change_and_fail()

    assert not Event.objects.exists()
    assert "Belawan Satu" not in {
        change.new for change in changes_of("employees.organizationalunit", str(world.village.pk))
    }


def test_data_of_an_event_is_told_in_words(world):
    siti, employee = UserFactory(name="Siti"), EmployeeFactory(unit=world.village)
    grant = RoleGrant.objects.create(
        user=siti, role="hr_officer", unit=world.village, period=("2026-01-01", None), reason="x"
    )
    event = record_event(
        "employees.role_granted",
        by=None,
        obj=grant,
        unit_path=world.village.path,
        user=siti.pk,
        role="hr_officer",
        fields=["reason", "unit"],
        employee=employee.pk,
        effective_date="2026-10-13",
        code="2026-02-31",
        some_new_thing={"rows": 2},
    )

    with translation.override("en"):
        assert data_of(event) == [
            ("Code", "2026-02-31"),
            ("Effective date", "13 October 2026"),
            ("Employee", str(employee)),
            ("Changed fields", "reason, unit"),
            ("Role", "HR officer"),
            ("Some new thing", "Rows: 2"),
            ("Account", "Siti"),
        ]


# --- Who looked -----------------------------------------------------------------------------------------------------


def test_looking_again_within_ten_minutes_is_the_same_look(world, monkeypatch):
    employee = EmployeeFactory(unit=world.village)
    viewer = world.users["hr_officer"]
    now = timezone.now()

    def look_at(minutes):
        monkeypatch.setattr(timezone, "now", lambda: now + timedelta(minutes=minutes))
        record_view(viewer=viewer, subject=employee, unit_path=employee.unit.path, what="profile")

    for minutes in (0, 1, 9.9, 10.1, 15):
        look_at(minutes)

    at = RecordView.objects.order_by("at").values_list("at", flat=True)
    assert [round((each - now).total_seconds() / 60, 1) for each in at] == [0, 10.1]


def test_another_viewer_part_person_or_reason_is_another_look(world):
    first, second = EmployeeFactory.create_batch(2, unit=world.village)
    officer, auditor = world.users["hr_officer"], world.users["auditor"]

    for viewer, subject, what, why in (
        (officer, first, "profile", ""),
        (officer, first, "profile", ""),
        (auditor, first, "profile", ""),
        (officer, second, "profile", ""),
        (officer, first, "nik", "Pengusulan kartu"),
        (officer, first, "nik", "Pemeriksaan berkas"),
        (officer, first, "nik", "Pemeriksaan berkas"),
    ):
        record_view(viewer=viewer, subject=subject, unit_path="0001", what=what, reason=why)

    assert RecordView.objects.count() == 5
    assert set(RecordView.objects.of(first).values_list("what", "reason")) == {
        ("profile", ""),
        ("nik", "Pengusulan kartu"),
        ("nik", "Pemeriksaan berkas"),
    }


def test_opening_a_colleagues_record_is_noted_and_ones_own_is_not(world, client_for):
    employee = world.users["employee"].employee
    url = reverse("employees:employee-detail", args=[employee.pk])

    client_for("employee").get(url)
    client_for("hr_officer").get(url)
    client_for("hr_officer").get(url)

    look = RecordView.objects.get()
    assert (look.viewer, look.subject_label, look.unit_path, look.what) == (
        world.users["hr_officer"],
        str(employee),
        world.village.path,
        "profile",
    )


def test_refused_looks_are_not_looks(world, client_for):
    url = reverse("employees:employee-detail", args=[world.users["employee"].employee.pk])

    assert client_for("stranger").get(url).status_code == 404
    assert not RecordView.objects.exists()


def test_choices_and_kinds_are_told_in_words(world):
    send_report(world.village)
    event = Event.objects.get(kind="surveys.complaint_received")

    assert data_of(event) == [("Jenis laporan", "Pengaduan")]
    assert label_of_kind("documents.document") == "Berkas"


def test_secret_column_has_a_name_and_no_value(db):
    employee = EmployeeFactory()
    employee.nik = "1271051501800003"
    employee.save()

    [change] = [each for each in changes_of("employees.employee", str(employee.pk)) if each.field == "nik_encrypted"]

    assert (change.label, change.old, change.new, change.is_secret) == ("NIK", None, None, True)
