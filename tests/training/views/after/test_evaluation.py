"""Evaluations by participants, their traces and their figures."""

import re

import pghistory.models
import pytest
from django.apps import apps

from asn_portal.access.roles import Role
from asn_portal.audit.models import Event
from tests.factories.employees import EmployeeFactory, RoleGrantFactory, UnitFactory, make_officer
from tests.factories.training import (
    RegistrationFactory,
    SessionFactory,
    TrainerFactory,
    make_completed,
)
from training.domain.evaluation_form import VERSIONS
from training.enums import RegistrationState as State
from training.models import (
    ClassMessage,
    ContentReview,
    EvaluationResponse,
    EvaluationTicket,
    SessionTrainer,
)
from training.reports.equality import equality
from training.tasks import follow_trainings_up

pytestmark = pytest.mark.django_db


def _traces(user):
    """How many rows of each history, and how many events, were written in requests of `user`."""
    histories = [model for model in apps.get_models() if issubclass(model, pghistory.models.Event)]
    kept = {model._meta.label: model._base_manager.filter(pgh_context__user=user.pk).count() for model in histories}
    return kept | {"events": Event.objects.filter(actor=user).count()}


def test_participant_evaluates_once_and_leaves_no_trace(client_for, programme, world):
    session = SessionFactory(programme=programme, finished=True)
    seat = make_completed(session, employee=world.users["employee"].employee)
    EvaluationTicket.objects.create(registration=seat)
    client, url = client_for("employee"), f"/training/sessions/{session.pk}/evaluate/"

    without = client.post(url, {})
    client.post(url, {"clear": "5", "need": "fits", "most_useful": "Kasus"})
    again = client.get(url)

    assert without.status_code == 422
    assert EvaluationResponse.objects.get().answers == {"clear": 5}
    assert "form" not in (again.context or {}) or again.context.get("form") is None


def test_trainer_of_a_finished_session_is_not_released(client_for, programme):
    session = SessionFactory(programme=programme, finished=True)
    row = SessionTrainer.objects.create(session=session, trainer=TrainerFactory(government=session.unit))
    client, url = client_for("training_coordinator"), f"/training/sessions/{session.pk}/trainers/{row.pk}/release/"

    page = client.post(url, follow=True)

    assert SessionTrainer.objects.get() == row
    assert [message.level_tag for message in page.context["messages"]] == ["bad"]
    assert url not in page.text


def test_every_sentence_and_the_question_of_need_are_stored_from_the_page(client_for, programme, world):
    session = SessionFactory(programme=programme, finished=True)
    seat = make_completed(session, employee=world.users["employee"].employee)
    EvaluationTicket.objects.create(registration=seat)
    client, url = client_for("employee"), f"/training/sessions/{session.pk}/evaluate/"
    page = client.get(url).text
    offered = set(re.findall(r'<input type="radio" name="([^"]+)" value="4"', page))

    client.post(url, dict.fromkeys(offered, "4") | {"need": "not_deep"})

    response = EvaluationResponse.objects.get()
    assert offered == {item.code for item in VERSIONS["2026"].of_session}
    assert 'name="need" value="not_deep"' in page
    assert response.answers == dict.fromkeys(offered, 4)
    assert (response.answers["depth"], response.depth) == (4, "not_deep")


# The history's context holds until the commit: that of the request must be over before the tick.
@pytest.mark.django_db(transaction=True)
def test_no_history_and_no_event_names_who_answered_last(client_for, programme, world):
    session = SessionFactory(programme=programme, finished=True, coordinator=world.users["training_coordinator"])
    user = world.users["employee"]
    EvaluationTicket.objects.create(registration=make_completed(session, employee=user.employee))
    EvaluationResponse.objects.bulk_create(
        EvaluationResponse(
            session=session, answered_on=session.last_day, form_version="2026", answers={"clear": 4}, depth="not_deep"
        )
        for _number in range(4)
    )
    client = client_for("employee")
    before = _traces(user)

    client.post(f"/training/sessions/{session.pk}/evaluate/", {"clear": "4", "need": "not_deep"})
    after_answer = ContentReview.objects.count()
    follow_trainings_up()

    assert EvaluationResponse.objects.count() == 5
    assert (after_answer, ContentReview.objects.get().trigger) == (0, "not_deep")
    assert _traces(user) == before
    (history,) = pghistory.models.Events.objects.tracks(ContentReview.objects.get())
    assert "user" not in (history.pgh_context or {})


def test_page_says_how_many_answers_wait(client_for, programme, world):
    session = SessionFactory(programme=programme, finished=True, coordinator=world.users["training_coordinator"])
    EvaluationTicket.objects.create(registration=make_completed(session))
    EvaluationResponse.objects.bulk_create(
        EvaluationResponse(session=session, answered_on=session.last_day, form_version="2026", answers={"clear": 4})
        for _number in range(7)
    )

    page = client_for("training_coordinator").get(f"/training/sessions/{session.pk}/outcome/")

    assert page.context["figures"].received == 7
    assert "7 " in page.text.split('class="hint measure"')[1].split("</p>")[0]


def test_message_reaches_each_alone(client_for, over, world, mailoutbox):
    RegistrationFactory(session=over, employee=world.users["employee"].employee, state=State.APPROVED)

    client, url = client_for("training_coordinator"), f"/training/sessions/{over.pk}/messages/"
    key = client.get(url).context["idempotency_key"]
    for _ in range(2):
        client.post(url, {"text": "Bawa laptop", "idempotency_key": key})

    assert ClassMessage.objects.get().recipients == 1
    assert "Bawa laptop" in client_for("employee").get(over.registrations.get().get_absolute_url()).text


def test_units_with_the_same_name_are_different_groups(world):
    units = [UnitFactory(parent=world.district, name="Sekretariat", slug=slug) for slug in ("satu", "dua")]
    for unit in units:
        EmployeeFactory.create_batch(5, unit=unit)

    report = equality(world.users["training_coordinator"], year=2026, partition="unit")

    names = [row.name for row in report.rows]
    assert names == [
        "Kelurahan Belawan I",
        "Kelurahan Bagan Deli",
        "Sekretariat (satu)",
        "Sekretariat (dua)",
    ]


def test_units_of_different_governments_carry_the_name_of_theirs(world):
    EmployeeFactory(unit=UnitFactory(parent=world.government, name="Sekretariat Daerah"))
    EmployeeFactory(unit=UnitFactory(parent=world.other_government, name="Sekretariat Daerah"))
    reader = make_officer(Role.AUDITOR, world.government)
    RoleGrantFactory(user=reader, role=Role.AUDITOR, unit=world.other_government)

    report = equality(reader, year=2026, partition="unit")

    names = [row.name for row in report.rows if row.name.startswith("Sekretariat")]
    assert names == ["Sekretariat Daerah (Kota Medan)", "Sekretariat Daerah (Kota Pekanbaru)"]


def test_evaluation_form_reads_in_both_languages():
    item = VERSIONS["2026"].items[0]

    assert item.in_language("id") != item.in_language("en")
