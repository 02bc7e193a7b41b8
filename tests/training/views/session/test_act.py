"""What is done with a session: open, close, cancel, finish, register."""

import pytest
from django.utils import formats, timezone

from tests.factories.employees import EmployeeFactory
from tests.factories.training import DAY, AttendanceFactory, RegistrationFactory, SessionFactory
from training.enums import RegistrationState as State
from training.enums import SessionState
from training.models import TrainingSession

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("verb", ["open", "close", "start", "register", "certificates/issue"])
def test_verbs_refuse_get(client_for, session, verb):
    assert client_for("training_coordinator").get(f"/training/sessions/{session.pk}/{verb}/").status_code == 405


@pytest.mark.parametrize("verb", ["open", "close", "start", "cancel", "finish", "certificates/issue"])
@pytest.mark.parametrize(
    ("role", "status"), [("employee", 403), ("hr_officer", 403), ("stranger", 404), ("anonymous", 302)]
)
def test_verbs_are_for_the_coordinator(client_for, session, verb, role, status):
    response = client_for(role).post(f"/training/sessions/{session.pk}/{verb}/", {"reason": "x"})

    assert response.status_code == status
    assert TrainingSession.objects.get(pk=session.pk).state == SessionState.OPEN


def test_open_and_close(client_for, programme):
    draft = SessionFactory(programme=programme, draft=True)
    client = client_for("training_coordinator")

    client.post(f"/training/sessions/{draft.pk}/open/")
    opened = TrainingSession.objects.get(pk=draft.pk).state
    client.post(f"/training/sessions/{draft.pk}/close/")

    assert (opened, TrainingSession.objects.get(pk=draft.pk).state) == (SessionState.OPEN, SessionState.CLOSED)


def test_start_too_early_is_told(client_for, session):
    response = client_for("training_coordinator").post(f"/training/sessions/{session.pk}/start/", follow=True)

    assert 'class="notice tone-bad"' in response.text
    assert TrainingSession.objects.get(pk=session.pk).state == SessionState.OPEN


def test_cancel_asks_first_and_needs_a_reason(client_for, session, registration):
    client = client_for("training_coordinator")
    url = f"/training/sessions/{session.pk}/cancel/"

    page = client.get(url)
    without = client.post(url, {"reason": " "})
    client.post(url, {"reason": "Banjir rob"})

    assert "consequences" in page.text
    assert "reason" in without.context["form"].errors
    cancelled = TrainingSession.objects.get(pk=session.pk)
    assert (cancelled.state, cancelled.cancel_reason) == (SessionState.CANCELLED, "Banjir rob")
    assert "Banjir rob" in client_for("employee").get(session.get_absolute_url()).text


def test_finish_previews_who_gets_a_certificate(client_for, programme, world):
    session = SessionFactory(programme=programme, over=True)
    present = RegistrationFactory(
        session=session, state=State.APPROVED, employee__name="Hadir Terus", employee__unit=world.village
    )
    absent = RegistrationFactory(
        session=session, state=State.APPROVED, employee__name="Tidak Hadir", employee__unit=world.village
    )
    for day in session.days:
        AttendanceFactory(registration=present, day=day)
        AttendanceFactory(registration=absent, day=day, is_present=False)

    response = client_for("training_coordinator").get(f"/training/sessions/{session.pk}/finish/")

    assert [row.name for row in response.context["earning"]] == ["Hadir Terus"]
    assert "Tidak Hadir" in response.text
    assert TrainingSession.objects.get(pk=session.pk).state == SessionState.RUNNING


@pytest.mark.parametrize("verb", ["cancel", "finish"])
@pytest.mark.parametrize("state", [SessionState.FINISHED, SessionState.CANCELLED])
def test_nothing_is_asked_of_a_session_that_is_over(client_for, programme, verb, state):
    session = SessionFactory(programme=programme, over=True)
    reason = "Banjir" if state == SessionState.CANCELLED else ""
    TrainingSession.objects.filter(pk=session.pk).update(state=state, cancel_reason=reason)

    response = client_for("training_coordinator").get(f"/training/sessions/{session.pk}/{verb}/", follow=True)

    assert response.redirect_chain == [(session.get_absolute_url(), 302)]
    assert "nothing of it can be changed" in response.text or "tidak ada lagi yang dapat diubah" in response.text


def test_finish_is_offered_when_it_can_be_done(client_for, programme):
    session = SessionFactory(programme=programme, over=True)
    client, url = client_for("training_coordinator"), f"/training/sessions/{session.pk}/finish/"

    without_list = client.get(session.get_absolute_url())
    AttendanceFactory(registration=RegistrationFactory(session=session, state=State.APPROVED))
    ready = client.get(session.get_absolute_url())
    TrainingSession.objects.filter(pk=session.pk).update(ends_at=timezone.now() + 2 * DAY)
    too_early = client.get(session.get_absolute_url())

    assert [url in page.text for page in (without_list, ready, too_early)] == [False, True, False]
    last_day = TrainingSession.objects.select_related("unit").get(pk=session.pk).last_day
    assert formats.date_format(last_day) in too_early.text
    assert client.get(url).url == session.get_absolute_url()


def test_parts_of_a_session_share_one_trail(client_for, session):
    trail = 'href="/training/sessions/"'
    for path in ("", "participants/", "attendance/"):
        page = client_for("training_coordinator").get(f"{session.get_absolute_url()}{path}").text
        assert trail in page.split("<main", 1)[1], path
    assert 'href="/training/"' in client_for("employee").get(session.get_absolute_url()).text.split("<main", 1)[1]


def test_calendar_file(client_for, session):
    response = client_for("employee").get(f"/training/sessions/{session.pk}/calendar.ics")

    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert f"SUMMARY:{session.title}\r\n" in response.content.decode()


def test_register_through_the_page(client_for, session, world):
    client = client_for("employee")

    first = client.post(f"/training/sessions/{session.pk}/register/")
    second = client.post(f"/training/sessions/{session.pk}/register/")

    registration = session.registrations.get()
    assert first.url == second.url == registration.get_absolute_url()
    assert registration.employee == world.users["employee"].employee


@pytest.mark.parametrize(
    ("role", "status"), [("training_coordinator", 403), ("stranger", 404), ("nobody", 404), ("anonymous", 302)]
)
def test_register_is_for_employees_of_the_government(client_for, session, role, status):
    response = client_for(role).post(f"/training/sessions/{session.pk}/register/")

    assert (response.status_code, session.registrations.count()) == (status, 0)


def test_register_when_closed_is_told(client_for, programme):
    closed = SessionFactory(programme=programme, closed=True)

    response = client_for("employee").post(f"/training/sessions/{closed.pk}/register/", follow=True)

    assert 'class="notice tone-bad"' in response.text
    assert EmployeeFactory._meta.model.objects.filter(training_registrations__isnull=False).count() == 0
