"""The page of a session."""

import pytest

from tests.factories.training import RegistrationFactory, SessionFactory
from tests.training.views.session.conftest import OFFICE, STAFF
from training.enums import RegistrationState as State

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("role", STAFF + OFFICE)
def test_detail_shows_when_where_and_seats(client_for, session, role):
    response = client_for(role).get(session.get_absolute_url())

    assert response.status_code == 200
    assert session.place in response.text
    assert "WIB" in response.text


@pytest.mark.parametrize(
    ("role", "status"), [("stranger", 404), ("nobody", 404), ("operator", 404), ("anonymous", 302)]
)
def test_detail_of_another_government_does_not_exist(client_for, session, role, status):
    assert client_for(role).get(session.get_absolute_url()).status_code == status


@pytest.mark.parametrize(("role", "status"), [("employee", 404), ("training_coordinator", 200)])
def test_detail_of_a_draft_is_for_the_office(client_for, programme, role, status):
    draft = SessionFactory(programme=programme, draft=True)

    assert client_for(role).get(draft.get_absolute_url()).status_code == status


def test_detail_offers_to_register_or_to_wait(client_for, session):
    url = f"/training/sessions/{session.pk}/register/"

    free = client_for("employee").get(session.get_absolute_url())
    RegistrationFactory.create_batch(2, session=session)
    full = client_for("employee").get(session.get_absolute_url())

    assert url in free.text
    assert "Lurah Belawan" in free.text
    assert url in full.text
    assert "Lurah Belawan" not in full.text


def test_detail_shows_the_managers_verbs_to_them_only(client_for, session):
    for role, shown in (("training_coordinator", True), ("employee", False), ("hr_officer", False)):
        response = client_for(role).get(session.get_absolute_url())
        assert (f"/training/sessions/{session.pk}/cancel/" in response.text) is shown


def test_detail_costs_few_queries(client_for, session, django_assert_max_num_queries):
    RegistrationFactory.create_batch(3, session=session, state=State.WAITING)
    client = client_for("employee")
    client.get(session.get_absolute_url())

    with django_assert_max_num_queries(16):
        client.get(session.get_absolute_url())
