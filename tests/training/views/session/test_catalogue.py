"""The catalogue and the office's list of sessions."""

import re

import pytest
from django.utils import formats, timezone, translation

from tests.factories.training import DAY, ProgrammeFactory, RegistrationFactory, SessionFactory
from tests.training.views.session.conftest import OFFICE, STAFF
from training.enums import SessionStanding, SessionState

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("role", STAFF + OFFICE)
def test_catalogue_shows_published_sessions_of_the_government(client_for, session, programme, role):
    SessionFactory(programme=programme, draft=True, title="Masih rancangan")
    SessionFactory(programme=programme, finished=True, title="Sudah selesai")

    response = client_for(role).get("/training/")

    assert session.title in response.text
    assert "Sudah selesai" not in response.text
    # A draft is the office's secret.
    assert ("Masih rancangan" in response.text) is False


@pytest.mark.parametrize("role", ["stranger", "nobody"])
def test_catalogue_hides_other_governments(client_for, session, role):
    response = client_for(role).get("/training/")

    assert session.title not in response.text


def test_catalogue_shows_ones_own_state_and_the_seats(client_for, session, registration):
    response = client_for("employee").get("/training/")

    assert "1 dari 2 kosong" in response.text or "1 of 2 free" in response.text
    assert 'class="state tone-attention"' in response.text


def test_catalogue_filters_what_is_open(client_for, session, programme):
    SessionFactory(programme=programme, upcoming=True, title="Belum dibuka")

    response = client_for("employee").get("/training/?open=on&q=pelayanan")

    assert session.title in response.text
    assert "Belum dibuka" not in response.text


@pytest.mark.parametrize("path", ["/training/", "/training/sessions/"])
def test_lists_ask_the_same_number_of_queries_whatever_the_rows(
    client_for, session, programme, path, django_assert_max_num_queries
):
    client = client_for("training_coordinator")
    client.get(path)
    with django_assert_max_num_queries(12) as one:
        client.get(path)
    for _number in range(2):
        another = SessionFactory(programme=programme)
        RegistrationFactory(session=another)
    with django_assert_max_num_queries(12) as three:
        client.get(path)

    assert len(one) == len(three)


def test_catalogue_says_when_registration_opens(client_for, programme):
    upcoming = SessionFactory(programme=programme, upcoming=True)

    text = client_for("employee").get("/training/").text

    assert formats.date_format(timezone.localtime(upcoming.registration_opens_at)) in text


@pytest.mark.parametrize("role", OFFICE)
def test_office_list_shows_drafts(client_for, programme, role):
    SessionFactory(programme=programme, draft=True, title="Masih rancangan")

    assert "Masih rancangan" in client_for(role).get("/training/sessions/").text


@pytest.mark.parametrize(
    ("role", "status"), [("employee", 403), ("supervisor", 403), ("anonymous", 302), ("stranger", 200)]
)
def test_office_list_is_for_the_office(client_for, session, role, status):
    response = client_for(role).get("/training/sessions/")

    assert response.status_code == status
    assert session.title not in response.text


@pytest.mark.parametrize("path", ["/training/sessions/", None, "participants/", "attendance/"])
def test_one_state_is_shown_everywhere(client_for, programme, path):
    upcoming = SessionFactory(programme=programme, upcoming=True)
    url = path if path and path.startswith("/") else f"{upcoming.get_absolute_url()}{path or ''}"

    with translation.override("id"):
        page = client_for("training_coordinator").get(url).text
        states = {text.strip() for text in re.findall(r'<span class="state [^>]*>(.*?)</span>', page, flags=re.S)}
        title = page.split("<title>")[1].split("</title>")[0]
        assert states == {str(SessionStanding.UPCOMING.label)}
        assert str(SessionStanding.OPEN.label) not in title


@pytest.mark.parametrize("standing", SessionStanding)
def test_office_list_filters_by_the_state_that_it_shows(client_for, programme, standing):
    for traits in ({"draft": True}, {"upcoming": True}, {}, {"closed": True}, {"over": True}, {"finished": True}):
        SessionFactory(programme=programme, **traits)
    SessionFactory(programme=programme, state=SessionState.OPEN, registration_closes_at=timezone.now() - DAY / 24)
    SessionFactory(programme=programme, state=SessionState.CANCELLED, cancel_reason="Banjir rob")

    shown = client_for("training_coordinator").get(f"/training/sessions/?state={standing}").context["table"].data

    assert {session.standing for session in shown} == {standing}
    assert len(shown) == (2 if standing == SessionStanding.CLOSED else 1)


def test_office_list_leads_coordinators_to_a_new_session(client_for, programme):
    coordinator = client_for("training_coordinator")

    assert "/training/sessions/new/" in coordinator.get("/training/sessions/").text
    assert "/training/sessions/new/" not in client_for("hr_officer").get("/training/sessions/").text
    response = coordinator.post("/training/sessions/new/", {"programme": programme.pk})
    assert response.url == f"/training/programmes/{programme.pk}/sessions/new/"


def test_new_session_is_of_a_programme_of_ones_own(client_for, programme):
    elsewhere = ProgrammeFactory()

    response = client_for("training_coordinator").post("/training/sessions/new/", {"programme": elsewhere.pk})

    assert "programme" in response.context["form"].errors
