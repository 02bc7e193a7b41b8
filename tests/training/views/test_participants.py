import io
import re

import pytest
from django.utils import timezone, translation
from django.utils.formats import date_format
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from asn_portal.jobs.enums import JobState
from asn_portal.jobs.models import Job
from tests.factories.training import AttendanceFactory, RegistrationFactory, SessionFactory, make_completed
from training.enums import RegistrationState as State
from training.enums import SessionState
from training.models import Attendance

pytestmark = pytest.mark.django_db

OFFICE = ["training_coordinator", "hr_officer", "head_of_agency", "auditor"]
PAGES = ["participants/", "class-list.pdf", "class-list.xlsx"]


@pytest.fixture
def over(programme, world):
    session = SessionFactory(programme=programme, over=True, title="Angkatan lalu", seats=5)
    RegistrationFactory(session=session, employee=world.users["employee"].employee, state=State.APPROVED)
    return session


def test_participants_stand_in_order_with_the_waiting_list(client_for, session, world):
    RegistrationFactory.create_batch(2, session=session)
    waiting = RegistrationFactory(session=session, employee=world.users["employee"].employee, state=State.WAITING)
    gone = RegistrationFactory(session=session, state=State.REMOVED, reason="Bukan sasaran")

    response = client_for("training_coordinator").get(f"/training/sessions/{session.pk}/participants/")

    context = response.context
    assert [row.sequence for row in context["seated"]] == [1, 2]
    assert [row.pk for row in context["waiting"]] == [waiting.pk]
    assert [each["row"].pk for each in context["gone"]] == [gone.pk]
    assert "Bukan sasaran" in response.text


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("role", OFFICE)
def test_the_office_reads_the_lists(client_for, over, page, role):
    assert client_for(role).get(f"/training/sessions/{over.pk}/{page}").status_code == 200


@pytest.mark.parametrize("page", [*PAGES, "attendance/"])
@pytest.mark.parametrize(
    ("role", "status"), [("employee", 403), ("supervisor", 403), ("stranger", 404), ("anonymous", 302)]
)
def test_the_lists_are_for_the_office(client_for, over, page, role, status):
    assert client_for(role).get(f"/training/sessions/{over.pk}/{page}").status_code == status


def test_participants_ask_the_same_number_of_queries_whatever_the_rows(
    client_for, session, django_assert_max_num_queries
):
    url = f"/training/sessions/{session.pk}/participants/"
    client = client_for("training_coordinator")
    RegistrationFactory(session=session)
    client.get(url)
    with django_assert_max_num_queries(12) as one:
        client.get(url)
    RegistrationFactory(session=session)
    RegistrationFactory.create_batch(2, session=session, state=State.WAITING)
    with django_assert_max_num_queries(12) as four:
        client.get(url)

    assert len(one) == len(four)


def test_class_list_pdf_names_people_without_birth_dates(client_for, over):
    response = client_for("training_coordinator").get(f"/training/sessions/{over.pk}/class-list.pdf")

    text = PdfReader(io.BytesIO(response.content)).pages[0].extract_text()
    assert response["Content-Type"] == "application/pdf"
    assert "Siti Rahmawati" in text
    assert "Angkatan lalu" in text
    assert "1985-01-15" not in text
    assert "Januari 1985" not in text


def test_class_list_sheet_keeps_the_nip_as_text(client_for, over, world):
    registration = over.registrations.get()
    AttendanceFactory(registration=registration, day=over.days[0])

    response = client_for("training_coordinator").get(f"/training/sessions/{over.pk}/class-list.xlsx")

    rows = CalamineWorkbook.from_filelike(io.BytesIO(response.content)).get_sheet_by_index(0).to_python()
    assert len(rows) == 2
    assert rows[1][1:3] == ["Siti Rahmawati", world.users["employee"].employee.nip]


def test_class_list_has_the_numbers_that_sheets_ask_for(client_for, over):
    RegistrationFactory(session=over, employee__name="Ani Siregar", state=State.APPROVED)

    response = client_for("training_coordinator").get(f"/training/sessions/{over.pk}/class-list.xlsx")
    text = client_for("training_coordinator").get(f"/training/sessions/{over.pk}/class-list.pdf").content

    rows = CalamineWorkbook.from_filelike(io.BytesIO(response.content)).get_sheet_by_index(0).to_python()
    assert [row[:2] for row in rows[1:]] == [[2, "Ani Siregar"], [1, "Siti Rahmawati"]]
    paper = PdfReader(io.BytesIO(text)).pages[0].extract_text()
    assert re.search(r"2\s+Ani Siregar.*1\s+Siti Rahmawati", paper, re.DOTALL)


def test_waiting_list_stands_as_drawn(client_for, session):
    rows = [RegistrationFactory(session=session, state=State.WAITING, drawn_place=place) for place in (None, 2, 1)]

    response = client_for("training_coordinator").get(f"/training/sessions/{session.pk}/participants/")

    assert response.context["waiting"] == rows[::-1]


def test_who_is_out_has_a_reason(client_for, over, settings):
    settings.LANGUAGE_CODE = "en"
    for state in (State.LAPSED, State.WITHDRAWN, State.NOT_COMPLETED):
        RegistrationFactory(session=over, state=state)
    over.state = SessionState.FINISHED
    over.save()

    with translation.override("en"):
        response = client_for("training_coordinator").get(f"/training/sessions/{over.pk}/participants/")

    assert [each["reason"] != "" for each in response.context["gone"]] == [True, True]
    assert all(each["reason"] != "–" for each in response.context["gone"])
    assert "too few meetings attended" in response.text


# --- Attendance ------------------------------------------------------------------------------------------------------


def test_attendance_saves_the_meetings_that_are_ticked(client_for, over):
    registration, meeting = over.registrations.get(), over.meetings.first()

    response = client_for("training_coordinator").post(
        f"/training/sessions/{over.pk}/attendance/",
        {"kept": [meeting.pk], "present": [f"{registration.pk}:{meeting.pk}"]},
    )

    assert response.url == f"/training/sessions/{over.pk}/attendance/"
    assert [(row.meeting_id, row.is_present) for row in Attendance.objects.all()] == [(meeting.pk, True)]


def test_attendance_drops_no_tick_in_silence(client_for, over):
    registration, meeting = over.registrations.get(), over.meetings.first()
    client, url = client_for("training_coordinator"), f"/training/sessions/{over.pk}/attendance/"
    cell = f"{registration.pk}:{meeting.pk}"
    page = shown(client, url)

    back = client.post(url, page | {"kept": [], "present": [cell]})

    assert (back.status_code, Attendance.objects.count()) == (422, 0)
    assert date_format(meeting.day, "j F") in str(back.context["refusal"])
    assert [each["cells"][0]["is_present"] for each in back.context["rows"]] == [True]

    client.post(url, page | {"kept": [meeting.pk], "present": [cell]})
    unticked = client.post(url, shown(client, url) | {"kept": [], "present": []})
    untouched = client.post(url, shown(client, url) | {"kept": []})

    assert (unticked.status_code, untouched.status_code, Attendance.objects.get().is_present) == (422, 302, True)


@pytest.mark.parametrize("present", ["x", "1", "1:", ":2", "9" * 30 + ":1", "1:x"])
def test_attendance_ignores_nonsense(client_for, over, present):
    response = client_for("training_coordinator").post(
        f"/training/sessions/{over.pk}/attendance/", {"kept": ["bad", over.meetings.first().pk], "present": [present]}
    )

    assert response.status_code == 302
    assert [row.is_present for row in Attendance.objects.all()] == [False]


def shown(client, url):
    """What a browser would send of the page as it stands."""
    page = client.get(url)
    rows = page.context["rows"]
    assert all(f'name="seen" value="{each["seen"]}"' in page.text for each in rows)
    return {
        "kept": [each["meeting"].pk for each in page.context["meetings"] if each["is_kept"]],
        "present": [cell["key"] for each in rows for cell in each["cells"] if cell["is_present"]],
        "seen": [each["seen"] for each in rows],
    }


def test_older_attendance_page_undoes_no_check_in(client_for, over):
    first, late = over.registrations.get(), RegistrationFactory(session=over, state=State.APPROVED)
    meeting = over.meetings.first()
    client, url = client_for("training_coordinator"), f"/training/sessions/{over.pk}/attendance/"
    for row in (first, late):
        AttendanceFactory(registration=row, meeting=meeting, is_present=False)
    page = shown(client, url) | {"kept": [meeting.pk]}
    Attendance.objects.filter(registration=late).update(is_present=True)
    seated_meanwhile = RegistrationFactory(session=over, state=State.APPROVED)

    response = client.post(url, page | {"present": [f"{first.pk}:{meeting.pk}"]})

    assert response.status_code == 302
    assert dict(Attendance.objects.values_list("registration", "is_present")) == {first.pk: True, late.pk: True}
    assert seated_meanwhile.pk not in Attendance.objects.values_list("registration", flat=True)


def test_two_attendance_pages_overwrite_nothing_unasked(client_for, over):
    one, other = over.registrations.get(), RegistrationFactory(session=over, state=State.APPROVED)
    meeting = over.meetings.first()
    client, url = client_for("training_coordinator"), f"/training/sessions/{over.pk}/attendance/"
    page = shown(client, url) | {"kept": [meeting.pk]}
    client.post(url, page | {"present": [f"{one.pk}:{meeting.pk}"]})

    with translation.override("id"):
        back = client.post(url, page | {"present": [f"{other.pk}:{meeting.pk}"]})

    stored = dict(Attendance.objects.values_list("registration", "is_present"))
    assert (back.status_code, stored) == (422, {one.pk: True, other.pk: False})
    assert "Isian halaman ini belum disimpan" in back.text
    assert [(each["row"].registration_id, each["theirs"]) for each in back.context["conflicts"]] == [(other.pk, False)]
    cells = [cell for each in back.context["rows"] for cell in each["cells"]]
    ticked = [cell["key"] for cell in cells if cell["is_present"]]
    assert sorted(ticked) == sorted(f"{row.pk}:{meeting.pk}" for row in (one, other))

    client.post(url, {"kept": [meeting.pk], "present": ticked, "seen": [each["seen"] for each in back.context["rows"]]})

    assert dict(Attendance.objects.values_list("registration", "is_present")) == {one.pk: True, other.pk: True}


@pytest.mark.parametrize("seen", ["", ":", "x", "1:", "1:p", "1:2", "1:2x", "x:2p", "9" * 30 + ":1p", "\x00:1p"])
def test_attendance_reads_no_nonsense_as_seen(client_for, over, seen):
    meeting = over.meetings.first()

    response = client_for("training_coordinator").post(
        f"/training/sessions/{over.pk}/attendance/", {"kept": [meeting.pk], "seen": [seen]}
    )

    assert (response.status_code, Attendance.objects.count()) == (302, 1)


@pytest.mark.parametrize(
    ("role", "status"), [("hr_officer", 403), ("employee", 403), ("stranger", 404), ("anonymous", 302)]
)
def test_attendance_is_kept_by_the_coordinator(client_for, over, role, status):
    response = client_for(role).post(f"/training/sessions/{over.pk}/attendance/", {"kept": [over.meetings.first().pk]})

    assert (response.status_code, Attendance.objects.count()) == (status, 0)


def test_attendance_before_the_first_day_cannot_be_ticked(client_for, session, registration):
    response = client_for("training_coordinator").get(f"/training/sessions/{session.pk}/attendance/")

    assert "disabled" in response.text
    assert 'name="present"' in response.text


# --- Certificates ----------------------------------------------------------------------------------------------------


def test_issue_starts_a_job(client_for, programme, world):
    session = SessionFactory(programme=programme, finished=True)
    make_completed(session)

    response = client_for("training_coordinator").post(f"/training/sessions/{session.pk}/certificates/issue/")

    job = Job.objects.get()
    assert response.url == job.get_absolute_url()
    assert job.owner == world.users["training_coordinator"]


def test_while_certificates_are_made_their_progress_stands_in_place_of_the_button(client_for, programme):
    session = SessionFactory(programme=programme, finished=True)
    make_completed(session)
    client, url = client_for("training_coordinator"), f"/training/sessions/{session.pk}/participants/"
    button = f"/training/sessions/{session.pk}/certificates/issue/"

    before = client.get(url).text
    client.post(button)
    after, of_others = client.get(url).text, client_for("hr_officer").get(url).text

    job = Job.objects.get()
    assert (button in before, button in after) == (True, False)
    assert f'hx-get="{job.get_absolute_url()}"' in after
    assert job.get_absolute_url() not in of_others
    Job.objects.update(state=JobState.DONE, finished_at=timezone.now())
    assert button in client.get(url).text


def test_issue_again_for_one_person_is_for_the_coordinator(client_for, programme):
    registration = make_completed(SessionFactory(programme=programme, finished=True))
    url = f"/training/registrations/{registration.pk}/certificate/"

    statuses = {role: client_for(role).post(url).status_code for role in ("hr_officer", "employee", "stranger")}
    before = Job.objects.count()
    client_for("training_coordinator").post(url)

    assert (statuses, before) == ({"hr_officer": 403, "employee": 404, "stranger": 404}, 0)
    assert Job.objects.get().params["registration_id"] == registration.pk
