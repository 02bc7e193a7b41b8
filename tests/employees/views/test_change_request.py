"""Asking for a change on the pages, and deciding about it."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from PIL import Image

from asn_portal.audit.models import RecordView
from asn_portal.home.registry import actions_for, following_for
from employees.enums import ChangeRequestState
from employees.models import ChangeRequest, EducationHistory, Employee
from tests.factories.employees import ChangeRequestFactory, EmployeeFactory

NIK = "1271154501850001"


def photo(name="ktp.jpg"):
    content = io.BytesIO()
    Image.new("RGB", (40, 30), "navy").save(content, "JPEG")
    return SimpleUploadedFile(name, content.getvalue(), "image/jpeg")


@pytest.fixture
def employee(world):
    return world.users["employee"].employee


def ask(client, topic, **data):
    return client.post(reverse("employees:my-request-create", args=[topic]), data)


def contact(phone="0812 3456 7890", **data):
    return {"phone": phone, "email": "", "official_email": "", "explanation": "", **data}


def test_a_telephone_number_is_asked_for_in_one_form(client_for, employee):
    response = ask(client_for("employee"), "contact", **contact())

    request = ChangeRequest.objects.get()
    assert response.url == request.get_absolute_url()
    assert request.changes == {"phone": "+6281234567890"}
    assert request.employee == employee


def test_the_form_shows_what_is_on_record(client_for, employee):
    Employee.objects.filter(pk=employee.pk).update(phone="+628111222333")
    employee.refresh_from_db()
    employee.nik = NIK
    employee.save()
    client = client_for("employee")

    contact_page = client.get(reverse("employees:my-request-create", args=["contact"])).content.decode()
    numbers_page = client.get(reverse("employees:my-request-create", args=["numbers"])).content.decode()

    assert "+628111222333" in contact_page
    assert "1271********0001" in numbers_page
    assert NIK not in numbers_page


def test_the_same_form_twice_is_counted_once(client_for):
    client = client_for("employee")
    page = client.get(reverse("employees:my-request-create", args=["contact"]))
    data = contact(idempotency_key=page.context["idempotency_key"])

    first, second = ask(client, "contact", **data), ask(client, "contact", **data)

    assert first.url == second.url
    assert ChangeRequest.objects.count() == 1


def test_nothing_changed_is_told_and_not_sent(client_for, employee):
    response = ask(client_for("employee"), "contact", **contact(phone=employee.phone))

    assert response.status_code == 200
    assert response.context["form"].non_field_errors()
    assert not ChangeRequest.objects.exists()


def test_a_photo_too_large_gets_a_sentence_and_another_one_is_kept(client_for):
    client = client_for("employee")
    large = SimpleUploadedFile("besar.jpg", b"\xff\xd8\xff" + b"0" * (20 * 1024 * 1024), "image/jpeg")
    data = {"nik": NIK, "npwp": "", "bpjs": "", "explanation": "", "evidence_1": large, "evidence_2": photo("kk.jpg")}

    response = ask(client, "numbers", **data)

    [fault] = response.context["form"].errors["evidence_1"]
    assert "20" in fault
    assert "10" in fault
    assert [upload["name"] for upload in response.context["draft"]["uploads"]] == ["kk.jpg"]
    response = ask(client, "numbers", nik=NIK, npwp="", bpjs="", explanation="", evidence_1=photo())
    assert response.status_code == 302
    assert ChangeRequest.objects.get().topic == "numbers"


def test_a_photo_is_kept_when_something_else_is_refused(client_for):
    client = client_for("employee")

    response = ask(client, "numbers", nik="12", npwp="", bpjs="", explanation="", evidence_1=photo())
    assert "nik" in response.context["form"].errors
    response = ask(client, "numbers", nik=NIK, npwp="", bpjs="", explanation="")

    assert response.status_code == 302
    request = ChangeRequest.objects.get()
    page = client.get(request.get_absolute_url())
    assert [document.name for document in page.context["evidence"]] == ["ktp.jpg"]


def test_names_need_evidence(client_for, employee):
    values = {
        "name": "Siti R.",
        "front_title": "",
        "back_title": "",
        "birth_place": "Medan",
        "birth_date": "1985-01-15",
    }

    response = ask(client_for("employee"), "name", explanation="", **values)

    assert list(response.context["form"].errors) == ["evidence_1"]


def test_a_diploma_reaches_the_record(client_for, employee):
    values = {
        "level": "45",
        "major": "Administrasi Publik",
        "institution": "USU",
        "date": "2024-07-20",
        "decree_number": "12/2024",
        "evidence_1": photo("ijazah.jpg"),
        "explanation": "",
    }
    ask(client_for("employee"), "education", **values)
    request = ChangeRequest.objects.get()

    url = reverse("employees:change-request-apply", args=[request.pk])
    response = client_for("hr_officer").post(url, {"version": employee.version})

    assert response.url == reverse("employees:change-request-list")
    row = EducationHistory.objects.get(employee=employee)
    assert (row.major, row.scan.name, row.is_first) == ("Administrasi Publik", "ijazah.jpg", False)


def test_others_see_neither_request_nor_evidence(client_for, client_of, world):
    ask(client_for("employee"), "numbers", nik=NIK, npwp="", bpjs="", explanation="", evidence_1=photo())
    request = ChangeRequest.objects.get()
    [document] = client_for("employee").get(request.get_absolute_url()).context["evidence"]

    for who in ("colleague", "supervisor", "training_coordinator", "head_of_agency", "stranger"):
        assert client_for(who).get(request.get_absolute_url()).status_code == 404
        assert client_for(who).get(document.get_absolute_url()).status_code == 404
    for who in ("employee", "hr_officer", "auditor"):
        response = client_for(who).get(document.get_absolute_url())
        assert response.status_code == 200
        b"".join(response.streaming_content)


def test_hr_sees_old_and_new_masked_and_the_look_is_noted(client_for, employee):
    request = ChangeRequestFactory(employee=employee)

    page = client_for("hr_officer").get(request.get_absolute_url())

    [row] = page.context["comparison"].rows
    assert (row.before, row.asked, row.changed_since) == ("–", "+6281234567890", False)
    assert RecordView.objects.filter(what="change-request", subject_id=str(employee.pk)).count() == 1


def test_a_third_column_says_what_stands_there_now(client_for, employee):
    request = ChangeRequestFactory(employee=employee)
    Employee.objects.filter(pk=employee.pk).update(phone="+628555")

    page = client_for("hr_officer").get(request.get_absolute_url())

    assert page.context["comparison"].changed_since
    assert "+628555" in page.content.decode()


def test_a_stale_page_applies_nothing_and_shows_itself_again(client_for, employee):
    request = ChangeRequestFactory(employee=employee)
    Employee.objects.filter(pk=employee.pk).update(phone="+628555", version=employee.version + 1)

    url = reverse("employees:change-request-apply", args=[request.pk])
    response = client_for("hr_officer").post(url, {"version": employee.version})

    assert response.status_code == 200
    assert response.context["fault"]
    request.refresh_from_db()
    assert request.state == ChangeRequestState.SUBMITTED


def test_numbers_are_shown_in_full_for_a_reason(client_for, employee):
    ask(client_for("employee"), "numbers", nik=NIK, npwp="", bpjs="", explanation="", evidence_1=photo())
    request = ChangeRequest.objects.get()
    client = client_for("hr_officer")
    assert NIK not in client.get(request.get_absolute_url()).content.decode()

    url = reverse("employees:change-request-numbers", args=[request.pk])
    assert NIK not in client.post(url, {"reason": ""}).content.decode()
    assert NIK in client.post(url, {"reason": "Bandingkan dengan KTP"}).content.decode()

    assert RecordView.objects.get(what="numbers").reason == "Bandingkan dengan KTP"


@pytest.mark.parametrize("data", [{"template": "unreadable", "reason": ""}, {"template": "", "reason": "Buram"}])
def test_a_refusal_takes_a_usual_answer_or_own_words(client_for, employee, data):
    request = ChangeRequestFactory(employee=employee)

    client_for("hr_officer").post(reverse("employees:change-request-refuse", args=[request.pk]), data)

    request.refresh_from_db()
    assert request.state == ChangeRequestState.REFUSED
    assert request.decision_reason


def test_a_refusal_without_a_word_is_asked_for_one(client_for, employee):
    request = ChangeRequestFactory(employee=employee)
    url = reverse("employees:change-request-refuse", args=[request.pk])

    response = client_for("hr_officer").post(url, {"template": "", "reason": ""})

    assert "reason" in response.context["refuse_form"].errors
    request.refresh_from_db()
    assert request.state == ChangeRequestState.SUBMITTED


def test_after_a_decision_comes_the_oldest_that_waits(client_for, world, employee):
    requests = [ChangeRequestFactory(employee=EmployeeFactory(unit=world.village)) for _each in range(3)]

    url = reverse("employees:change-request-apply", args=[requests[1].pk])
    response = client_for("hr_officer").post(url, {"version": requests[1].employee.version})

    assert response.url == requests[0].get_absolute_url()


def test_withdrawing_is_for_the_person_alone(client_for, employee):
    request = ChangeRequestFactory(employee=employee)
    url = reverse("employees:change-request-withdraw", args=[request.pk])

    assert client_for("hr_officer").post(url).status_code == 403
    client_for("employee").post(url)

    request.refresh_from_db()
    assert request.state == ChangeRequestState.WITHDRAWN


def test_list_filters_and_stands_oldest_first(client_for, world):
    people = [EmployeeFactory(unit=unit) for unit in (world.village, world.other_village, world.village)]
    first, second, decided = (ChangeRequestFactory(employee=person) for person in people)
    ChangeRequest.objects.filter(pk=decided.pk).update(state=ChangeRequestState.WITHDRAWN)
    ChangeRequest.objects.filter(pk=second.pk).update(created_at="2026-01-01T00:00:00Z", topic="address")
    client = client_for("hr_officer")

    def listed(**query):
        response = client.get(reverse("employees:change-request-list"), query)
        return [row.record for row in response.context["table"].page.object_list]

    assert listed() == [second, first, decided]
    assert listed(state="WITHDRAWN") == [decided]
    assert listed(topic="address") == [second]
    assert listed(unit=world.other_village.pk) == [second]
    assert listed(age="7") == [second]
    assert listed(q=people[0].name) == [first]


def test_list_asks_the_same_number_of_queries_for_one_row_and_for_three(client_for, world):
    client = client_for("hr_officer")
    url = reverse("employees:change-request-list")
    ChangeRequestFactory(employee=EmployeeFactory(unit=world.village))
    client.get(url)
    with CaptureQueriesContext(connection) as one:
        client.get(url)
    for _each in range(2):
        ChangeRequestFactory(employee=EmployeeFactory(unit=world.other_village))
    with CaptureQueriesContext(connection) as three:
        client.get(url)

    assert len(three) == len(one) <= 12


def test_first_page_tells_both_sides(world, employee):
    ChangeRequestFactory(employee=employee)

    [item] = [each for each in actions_for(world.users["hr_officer"]) if "requests/" in each.url]
    assert item.count == 1
    assert not [each for each in actions_for(world.users["stranger"]) if "requests/" in each.url]
    assert len(following_for(world.users["employee"])) == 1


def test_unknown_topic_is_not_found(client_for):
    assert client_for("employee").get(reverse("employees:my-request-create", args=["salary"])).status_code == 404
