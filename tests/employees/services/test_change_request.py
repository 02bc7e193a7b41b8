"""What employees ask to have changed in their own record."""

import datetime as dt
import io
import threading
import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from PIL import Image

from asn_portal.access.roles import Role
from asn_portal.audit.models import Event
from asn_portal.documents.models import Document
from asn_portal.errors import DomainError
from asn_portal.notifications.models import Notification
from employees.change_topics import TOPICS
from employees.enums import AwardKind, ChangeRequestState, EducationLevel, TrainingKind
from employees.models import AwardHistory, ChangeRequest, EducationHistory, Employee, TrainingHistory
from employees.services.change_request import (
    apply_request,
    evidence_of,
    refuse_request,
    submit_request,
    withdraw_request,
)
from employees.services.employee import VersionConflictError, correct_employee
from tests.factories.employees import ChangeRequestFactory, EmployeeFactory, UserFactory, make_officer

NIK = "1271154501850001"


def photo(name="ktp.jpg"):
    content = io.BytesIO()
    Image.new("RGB", (40, 30), "navy").save(content, "JPEG")
    return SimpleUploadedFile(name, content.getvalue(), "image/jpeg")


@pytest.fixture
def employee(world):
    return world.users["employee"].employee


@pytest.fixture
def officer(world):
    return world.users["hr_officer"]


def ask(employee, topic="contact", **kwargs):
    kwargs.setdefault("values", {"phone": "+6281234567890"})
    return submit_request(employee=employee, topic=TOPICS[topic], by=employee.user, **kwargs)


def education(**values):
    return {
        "level": EducationLevel.MASTER,
        "major": "Administrasi Publik",
        "institution": "Universitas Sumatera Utara",
        "front_title": "",
        "back_title": "M.A.P.",
        "is_first": False,
        "decree_number": "12/USU/2024",
        "decree_date": dt.date(2024, 8, 1),
        "note": "",
        "date": dt.date(2024, 7, 20),
        "is_year_only": False,
        **values,
    }


# --- Asking ---------------------------------------------------------------------------------------------------------


def test_a_request_keeps_old_and_new_and_changes_nothing(employee):
    request = ask(employee, values={"phone": "+6281234567890", "email": employee.email}, explanation="Nomor baru")

    assert request.state == ChangeRequestState.SUBMITTED
    assert (request.changes, request.before) == ({"phone": "+6281234567890"}, {"phone": ""})
    assert Employee.objects.get(pk=employee.pk).phone == ""
    event = Event.objects.get(kind="employees.change_requested")
    assert (event.actor, event.data["topic"], event.data["fields"]) == (
        employee.user,
        "contact",
        ["email", "phone"][1:],
    )


def test_what_stands_on_record_already_is_no_request(employee):
    with pytest.raises(DomainError):
        ask(employee, values={"phone": employee.phone, "email": employee.email})

    assert not ChangeRequest.objects.exists()


def test_identity_numbers_are_stored_encrypted(employee):
    request = ask(employee, "numbers", values={"nik": NIK}, evidence=[photo()])

    assert NIK not in str(request.changes)
    assert request.before == {"nik": ""}


@pytest.mark.parametrize("topic", ["name", "numbers", "education"])
def test_names_numbers_and_education_need_evidence(employee, topic):
    values = {"name": {"name": "Siti R."}, "numbers": {"nik": NIK}, "education": education()}[topic]

    with pytest.raises(DomainError):
        ask(employee, topic, values=values)


def test_at_most_three_files(employee):
    with pytest.raises(DomainError, match="3"):
        ask(employee, evidence=[photo(), photo(), photo(), photo()])


def test_the_same_form_sent_twice_asks_once(employee):
    key = uuid.uuid4()

    assert ask(employee, form_key=key) == ask(employee, form_key=key)
    assert ChangeRequest.objects.count() == 1


def test_a_second_open_request_about_the_same_data_is_refused(employee):
    ask(employee)

    with pytest.raises(DomainError):
        ask(employee, values={"phone": "+628111111111"})


def test_an_entry_that_is_on_record_is_no_request(employee):
    EducationHistory.objects.create(employee=employee, **education())

    with pytest.raises(DomainError):
        ask(employee, "education", values=education(), evidence=[photo()])


def test_an_entry_that_the_history_refuses_is_refused_at_once(employee):
    AwardHistory.objects.create(employee=employee, kind=AwardKind.SATYALANCANA_10, date=dt.date(2020, 8, 17))
    values = {
        "kind": AwardKind.SATYALANCANA_10,
        "name": "",
        "decree_number": "",
        "decree_date": None,
        "note": "",
        "date": dt.date(2021, 8, 17),
        "is_year_only": False,
    }

    with pytest.raises(DomainError):
        ask(employee, "award", values=values)


# --- Applying -------------------------------------------------------------------------------------------------------


def test_applying_puts_main_data_on_record(employee, officer):
    request = ask(employee, "numbers", values={"nik": NIK}, evidence=[photo()])

    apply_request(request=request, by=officer, version=employee.version)

    employee.refresh_from_db()
    request.refresh_from_db()
    assert (employee.nik, request.state, request.decided_by) == (NIK, ChangeRequestState.APPLIED, officer)
    corrected = Event.objects.get(kind="employees.employee_corrected")
    assert corrected.data["fields"] == ["nik"]
    assert Event.objects.filter(kind="employees.change_applied", actor=officer).exists()
    notice = Notification.objects.get(user=employee.user)
    assert (notice.kind, notice.url) == ("employees.change_decided", request.get_absolute_url())
    assert NIK not in notice.title + notice.body


def test_applying_adds_the_entry_with_the_evidence_as_scan(employee, officer):
    request = ask(employee, "education", values=education(), evidence=[photo("ijazah.jpg"), photo("transkrip.jpg")])

    apply_request(request=request, by=officer, version=employee.version)

    row = EducationHistory.objects.get(employee=employee)
    assert (row.level, row.date, row.decree_number) == (EducationLevel.MASTER, dt.date(2024, 7, 20), "12/USU/2024")
    assert (row.scan.name, row.scan.kind) == ("ijazah.jpg", "employees.decree")
    assert [document.name for document in evidence_of(request)] == ["ijazah.jpg", "transkrip.jpg"]
    employee.refresh_from_db()
    assert employee.education == EducationLevel.MASTER


def test_decimals_and_dates_survive_the_way_through_the_request(employee, officer):
    values = {
        "kind": TrainingKind.TECHNICAL,
        "leadership": "",
        "name": "Pelatihan arsip",
        "organiser": "ANRI",
        "hours": "30.5",
        "last_day": dt.date(2025, 3, 7),
        "decree_number": "",
        "decree_date": None,
        "note": "",
        "date": dt.date(2025, 3, 3),
        "is_year_only": False,
    }
    request = ask(employee, "training", values=values)

    apply_request(request=ChangeRequest.objects.get(pk=request.pk), by=officer, version=employee.version)

    row = TrainingHistory.objects.get(employee=employee)
    assert (str(row.hours), row.date, row.last_day) == ("30.5", dt.date(2025, 3, 3), dt.date(2025, 3, 7))


def test_a_record_that_changed_meanwhile_stays_and_the_request_stays_open(employee, officer):
    request = ask(employee)
    seen = employee.version
    correct_employee(employee=employee, changes={"phone": "+628999999999"}, reason="x", by=officer, version=None)

    with pytest.raises(VersionConflictError):
        apply_request(request=request, by=officer, version=seen)

    employee.refresh_from_db()
    request.refresh_from_db()
    assert (employee.phone, request.state) == ("+628999999999", ChangeRequestState.SUBMITTED)
    assert not Event.objects.filter(kind="employees.change_applied").exists()


def test_a_value_that_became_invalid_stays_open(employee, officer):
    request = ask(employee, "numbers", values={"nik": NIK}, evidence=[photo()])
    other = EmployeeFactory(unit=employee.unit)
    other.nik = NIK
    other.save()

    with pytest.raises(DomainError):
        apply_request(request=request, by=officer, version=employee.version)

    request.refresh_from_db()
    employee.refresh_from_db()
    assert (request.state, employee.nik) == (ChangeRequestState.SUBMITTED, "")


def test_nobody_decides_on_a_request_of_their_own(world, employee):
    request = ask(employee)

    with pytest.raises(DomainError):
        apply_request(request=request, by=employee.user, version=employee.version)
    with pytest.raises(DomainError):
        refuse_request(request=request, by=employee.user, reason="x")


# --- Refusing and withdrawing ---------------------------------------------------------------------------------------


def test_a_refusal_tells_why(employee, officer):
    request = ask(employee)

    refuse_request(request=request, reason="Foto tidak terbaca.", by=officer)

    request.refresh_from_db()
    assert (request.state, request.decision_reason) == (ChangeRequestState.REFUSED, "Foto tidak terbaca.")
    assert Notification.objects.get(user=employee.user).body == "Foto tidak terbaca."
    assert Event.objects.get(kind="employees.change_refused").reason == "Foto tidak terbaca."


def test_a_refusal_needs_a_reason(employee, officer):
    with pytest.raises(DomainError):
        refuse_request(request=ask(employee), reason="  ", by=officer)


def test_only_the_first_decision_counts(employee, officer, world):
    request = ask(employee)
    refuse_request(request=request, reason="Tidak terbaca", by=officer)

    with pytest.raises(DomainError, match=officer.name):
        apply_request(request=request, by=world.users["stranger"], version=employee.version)
    with pytest.raises(DomainError, match=officer.name):
        withdraw_request(request=request, by=employee.user)

    assert Employee.objects.get(pk=employee.pk).phone == ""


def test_withdrawing_twice_changes_nothing(employee):
    request = ask(employee)

    withdraw_request(request=request, by=employee.user)
    withdraw_request(request=request, by=employee.user)

    assert Event.objects.filter(kind="employees.change_withdrawn").count() == 1
    ask(employee)


@pytest.mark.django_db(transaction=True)
def test_of_two_officers_at_once_one_decides():
    employee = EmployeeFactory(user=UserFactory())
    officers = [make_officer(Role.HR_OFFICER, employee.unit) for _each in range(4)]
    request = ChangeRequestFactory(employee=employee)
    gate = threading.Barrier(len(officers))

    def click(officer):
        try:
            gate.wait(20)
            apply_request(request=request, by=officer, version=employee.version)
        except DomainError:
            return 0
        finally:
            connection.close()
        return 1

    with ThreadPoolExecutor(len(officers)) as pool:
        assert sum(pool.map(click, officers)) == 1

    assert Event.objects.filter(kind="employees.change_applied").count() == 1
    assert Employee.objects.get(pk=employee.pk).version == employee.version + 1
    assert Document.objects.count() == 0
